"""Every table: importing this makes `Base.metadata` whole."""

from models import alone, base, calls, chats, codes, duty, hours, jobs, joins, machinery, matters, people, places, roster, settings, webchat

metadata = base.Base.metadata
TABLES = (alone, calls, chats, codes, duty, hours, jobs, joins, machinery, matters, people, places, roster, settings, webchat)
