"""Settings from the environment or `.env`; a wrong value stops the start with one clear line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.commands import Wrong

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_OWNER = re.compile(r"[a-z]+:\S+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
_HTTP = re.compile(r"https?://[^\s/?#]+\S*")
_SOCKET = re.compile(r"wss?://[^\s/?#]+\S*")
_AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


class SettingsError(Wrong):
    """A setting is wrong; the text is one line for the person at the terminal."""


class Settings(BaseSettings):
    """What an installation is told. Each field is a line of `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = ""
    telegram_mode: Literal["polling", "webhook"] = "polling"
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr | None = None
    wecom_bot_id: str = ""
    wecom_bot_secret: SecretStr | None = None
    wecom_url: str = "wss://openws.work.weixin.qq.com"
    wecom_bot_name: str = ""
    wecom_webhooks: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict, repr=False)
    wecom_group_cards: Literal["auto", "on", "off"] = "auto"
    wecom_token: SecretStr | None = None
    wecom_aes_key: SecretStr | None = None
    onebot_token: SecretStr | None = None
    database_url: str = Field(default="", repr=False)
    data_dir: Path = Path("data")
    time_zone: str = "Asia/Shanghai"
    language: Literal["zh-CN", "en"] = "zh-CN"
    owners: Annotated[tuple[str, ...], NoDecode] = ()
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8080, ge=0, le=65535)
    public_url: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("expected a bot token such as 123456:ABC…")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("expected 1 to 256 of A-Z a-z 0-9 _ -")
        return value

    @field_validator("onebot_token")
    @classmethod
    def _onebot(cls, value: SecretStr | None) -> SecretStr | None:
        if value and len(value.get_secret_value()) < 16:
            raise ValueError("expected at least 16 characters, because whoever knows them speaks for everybody")
        return value

    @field_validator("wecom_url")
    @classmethod
    def _socket(cls, value: str) -> str:
        if not _SOCKET.fullmatch(value):
            raise ValueError("expected an address that begins with ws:// or wss://")
        return value

    @field_validator("wecom_aes_key")
    @classmethod
    def _aes_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not _AES_KEY.fullmatch(value.get_secret_value()):
            raise ValueError("expected the EncodingAESKey, 43 of A-Z a-z 0-9 + /")
        return value

    @field_validator("wecom_webhooks", mode="before")
    @classmethod
    def _robots(cls, value: object) -> object:
        """`chat=address` of every group that has a robot, separated by blanks."""
        if not isinstance(value, str):
            return value
        parts = [part.partition("=") for part in value.split()]
        if not all(chat and _HTTP.fullmatch(url) for chat, _, url in parts):
            raise ValueError("expected chat=https://…, of several groups separated by blanks")
        return {chat: url for chat, _, url in parts}

    @field_validator("owners", mode="before")
    @classmethod
    def _owners(cls, value: object) -> object:
        parts = tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
        if isinstance(parts, tuple) and not all(_OWNER.fullmatch(part) for part in parts):
            raise ValueError("expected accounts such as telegram:700001, separated by commas")
        return parts

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("expected a time zone such as Asia/Shanghai") from None
        return value

    @field_validator("telegram_api_url", "telegram_file_url", "telegram_webhook_url", "public_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value and not _HTTP.fullmatch(value):
            raise ValueError("expected an address that begins with http:// or https://")
        return value.rstrip("/")

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        """`postgres://` and `postgresql://` are read as psycopg's, the only driver that is installed."""
        if not value:
            return value
        try:
            url = make_url(value)
        except ArgumentError:
            url = None
        if url is None or url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
            raise ValueError("expected sqlite:///path/of/a/file or postgresql+psycopg://user:password@host/name")
        driver = "sqlite" if url.get_backend_name() == "sqlite" else "postgresql+psycopg"
        return url.set(drivername=driver).render_as_string(hide_password=False)

    @model_validator(mode="after")
    def _webhook(self) -> Settings:
        if self.telegram_mode == "webhook" and not (self.telegram_webhook_url and self.telegram_webhook_secret):
            raise ValueError("TELEGRAM_MODE: webhook needs TELEGRAM_WEBHOOK_URL and TELEGRAM_WEBHOOK_SECRET as well")
        return self

    @model_validator(mode="after")
    def _wecom(self) -> Settings:
        """One of two modes (protocol A1): switching one on turns the other off at WeCom's."""
        called, coming = (self.wecom_bot_id, self.wecom_bot_secret), (self.wecom_token, self.wecom_aes_key)
        if any(called) and any(coming):
            raise ValueError("WECOM_TOKEN: a bot has either WECOM_BOT_ID and WECOM_BOT_SECRET or WECOM_TOKEN and WECOM_AES_KEY, not both")
        if any(called) and not all(called):
            raise ValueError("WECOM_BOT_ID: the long connection needs WECOM_BOT_ID and WECOM_BOT_SECRET")
        if any(coming) and not all(coming):
            raise ValueError("WECOM_TOKEN: callback mode needs WECOM_TOKEN and WECOM_AES_KEY")
        return self

    @model_validator(mode="after")
    def _files(self) -> Settings:
        """Files lie beside the Bot API: `…/bot` has them at `…/file/bot`."""
        if not self.telegram_file_url:
            base = self.telegram_api_url.removesuffix("/bot")
            self.telegram_file_url = f"{base}/file/bot"
        return self

    @property
    def database(self) -> str:
        """The database's address; by default the embedded one in the data directory."""
        return self.database_url or f"sqlite:///{self.data_dir / 'jinlin.sqlite'}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        kept = [self.telegram_token, self.telegram_webhook_secret, self.onebot_token]
        kept += [self.wecom_bot_secret, self.wecom_token, self.wecom_aes_key]
        return (*(secret.get_secret_value() for secret in kept if secret), *self.wecom_webhooks.values())

    @property
    def local(self) -> bool:
        """Whether the pages are for one's own machine only: they listen there, and no link leads to them from elsewhere."""
        return {self.web_host, urlsplit(self.public_url).hostname or self.web_host} <= LOOPBACK

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def read_settings() -> Settings:
    """The settings of this process; SettingsError with one line that names the setting and what is expected."""
    try:
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(".env: expected a readable UTF-8 text file") from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else ""
        said = first["msg"].removeprefix("Value error, ").replace("Input should be", "expected")
        raise SettingsError(f"{name}: {said}" if name else said) from None
