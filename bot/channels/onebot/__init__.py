"""OneBot v11: QQ groups, by whoever bridges them."""

from bot.channels.onebot.channel import OneBot

__all__ = ["OneBot"]
