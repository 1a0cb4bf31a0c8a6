"""WeCom (企业微信): the intelligent bot, on a long connection or by callbacks."""

from bot.channels.wecom.channel import WeCom
from bot.channels.wecom.settings import WeComSettings

__all__ = ["WeCom", "WeComSettings"]
