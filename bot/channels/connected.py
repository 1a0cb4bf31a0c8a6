"""Which channels the settings ask for. What is not asked for is not even imported."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.channels.base import Channel
from bot.lanes import Lanes
from bot.settings import Settings


def connected(settings: Settings, lanes: Lanes, pictures: Path, paced: bool = True) -> dict[str, Channel]:
    """The channels to the world, by name. `paced` False lifts their pace."""
    made: dict[str, Channel] = {}
    if settings.telegram_token is not None:
        made["telegram"] = _telegram(settings, pictures, paced)
    if settings.wecom_bot_id or settings.wecom_token:
        made["wecom"] = _wecom(settings, lanes, pictures, paced)
    if settings.onebot_token is not None:
        made["onebot"] = _onebot(settings, pictures)
    return made


def _telegram(settings: Settings, pictures: Path, paced: bool) -> Channel:
    from bot.channels.telegram import Telegram, TelegramSettings

    told = TelegramSettings(
        token=_secret(settings.telegram_token),
        api_url=settings.telegram_api_url,
        file_url=settings.telegram_file_url,
        mode=settings.telegram_mode,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=_secret(settings.telegram_webhook_secret),
    )
    return Telegram(told, pictures, paced)


def _wecom(settings: Settings, lanes: Lanes, pictures: Path, paced: bool) -> Channel:
    from bot.channels.wecom import WeCom, WeComSettings

    told = WeComSettings(
        bot_id=settings.wecom_bot_id,
        secret=_secret(settings.wecom_bot_secret),
        url=settings.wecom_url,
        name=settings.wecom_bot_name,
        robots=settings.wecom_webhooks,
        token=_secret(settings.wecom_token),
        aes_key=_secret(settings.wecom_aes_key),
        group_cards=settings.wecom_group_cards,
        language=settings.language,
    )
    return WeCom(told, lanes, pictures, paced)


def _onebot(settings: Settings, pictures: Path) -> Channel:
    from bot.channels.onebot import OneBot

    return OneBot(_secret(settings.onebot_token), pictures)


def _secret(kept: SecretStr | None) -> str:
    return kept.get_secret_value() if kept else ""
