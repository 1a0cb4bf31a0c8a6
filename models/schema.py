"""Every table: importing this makes `Base.metadata` whole."""

from models import base, calls, chats, codes, joins, machinery, matters, meetings, people, places, promises, roster, settings, webchat

metadata = base.Base.metadata
TABLES = (calls, chats, codes, joins, machinery, matters, meetings, people, places, promises, roster, settings, webchat)
