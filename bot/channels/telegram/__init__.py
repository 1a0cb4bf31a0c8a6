"""Telegram: the only importer of python-telegram-bot."""

from bot.channels.telegram.channel import Telegram, TelegramSettings

__all__ = ["Telegram", "TelegramSettings"]
