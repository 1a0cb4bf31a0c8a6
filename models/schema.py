"""Every table: importing this makes `Base.metadata` whole."""

from models import base, calls, chats, clocks, codes, joins, machinery, matters, people, places, posters, roster, settings, webchat

metadata = base.Base.metadata
TABLES = (calls, chats, clocks, codes, joins, machinery, matters, people, places, posters, roster, settings, webchat)
