"""Every table: importing this makes `Base.metadata` whole."""

from models import base, calls, chats, codes, joins, machinery, matters, numbers, people, places, ratings, roster, settings, webchat

metadata = base.Base.metadata
TABLES = (calls, chats, codes, joins, machinery, matters, numbers, people, places, ratings, roster, settings, webchat)
