"""Every table: importing this makes `Base.metadata` whole."""

from models import base, calls, chats, codes, incidents, joins, limits, machinery, matters, people, places, roster, settings, webchat

metadata = base.Base.metadata
TABLES = (calls, chats, codes, incidents, joins, limits, machinery, matters, people, places, roster, settings, webchat)
