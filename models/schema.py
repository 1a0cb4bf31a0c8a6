"""Every table: importing this makes `Base.metadata` whole."""

from models import base, calls, chats, codes, digests, joins, machinery, matters, people, places, roster, settings, tidings, webchat

metadata = base.Base.metadata
TABLES = (calls, chats, codes, digests, joins, machinery, matters, people, places, roster, settings, tidings, webchat)
