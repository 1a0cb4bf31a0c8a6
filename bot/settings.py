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
