"""Every table: importing this makes `Base.metadata` whole."""

from models import base, chats, codes, contacts, corrections, joins, machinery, matters, people, places, roster, webchat

metadata = base.Base.metadata
TABLES = (chats, codes, contacts, corrections, joins, machinery, matters, people, places, roster, webchat)
