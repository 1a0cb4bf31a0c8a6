"""A strict Telegram Bot API server for tests, crash tests and benchmarks."""

from .chats import Chat, Message, User
from .process import RemoteServer, server_process
from .record import Call
from .server import TelegramServer, running_server

__all__ = ["Call", "Chat", "Message", "RemoteServer", "TelegramServer", "User", "running_server", "server_process"]
