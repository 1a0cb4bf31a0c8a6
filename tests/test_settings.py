"""A wrong setting stops the start with one clear line; `.env.example` tells of exactly the settings there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_settings

EXAMPLE = Path(__file__).parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_a_word_it_is_local_and_embedded() -> None:
    settings = read_settings()
    assert settings.telegram_token is None
    assert (settings.web_host, settings.web_port, settings.language) == ("127.0.0.1", 8080, "zh-CN")
    assert settings.database == "sqlite:///data/jinlin.sqlite"
    assert settings.telegram_api_url == "https://api.telegram.org/bot"
    assert settings.telegram_file_url == "https://api.telegram.org/file/bot"
    assert str(settings.zone) == "Asia/Shanghai"


def test_the_example_lists_exactly_the_settings_each_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    assert [line.partition("=")[0] for line in lines[1::2]] == [name.upper() for name in Settings.model_fields]
    assert all(line.startswith("# ") and len(line) < 120 for line in lines[::2])
    Path(".env").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_settings() == Settings(_env_file=None)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TELEGRAM_TOKEN", "hello", "TELEGRAM_TOKEN: expected a bot token"),
        ("TELEGRAM_API_URL", "api.telegram.org", "TELEGRAM_API_URL: expected an address"),
        ("TELEGRAM_FILE_URL", "ftp://x", "TELEGRAM_FILE_URL: expected an address"),
        ("TELEGRAM_MODE", "push", "TELEGRAM_MODE: expected 'polling' or 'webhook'"),
        ("TELEGRAM_MODE", "webhook", "TELEGRAM_MODE: webhook needs"),
        ("TELEGRAM_WEBHOOK_URL", "https://", "TELEGRAM_WEBHOOK_URL: expected an address"),
        ("TELEGRAM_WEBHOOK_SECRET", "a b", "TELEGRAM_WEBHOOK_SECRET: expected 1 to 256"),
        ("TELEGRAM_WEBHOOK_SECRET", "x" * 257, "TELEGRAM_WEBHOOK_SECRET: expected 1 to 256"),
        ("DATABASE_URL", "mysql://x/y", "DATABASE_URL: expected sqlite"),
        ("DATABASE_URL", "jinlin.sqlite", "DATABASE_URL: expected sqlite"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE: expected a time zone"),
        ("TIME_ZONE", "../etc/passwd", "TIME_ZONE: expected a time zone"),
        ("LANGUAGE", "fr", "LANGUAGE: expected 'zh-CN' or 'en'"),
        ("OWNERS", "700001", "OWNERS: expected accounts"),
        ("OWNERS", "telegram:1,bob", "OWNERS: expected accounts"),
        ("WEB_PORT", "http", "WEB_PORT: expected a valid integer"),
        ("WEB_PORT", "70000", "WEB_PORT: expected less than or equal to 65535"),
        ("PUBLIC_URL", "jinlin.example", "PUBLIC_URL: expected an address"),
        ("WECOM_URL", "https://openws.work.weixin.qq.com", "WECOM_URL: expected an address that begins with ws:// or wss://"),
        ("WECOM_GROUP_CARDS", "maybe", "WECOM_GROUP_CARDS: expected 'auto', 'on' or 'off'"),
        ("WECOM_WEBHOOKS", "wr1", "WECOM_WEBHOOKS: expected chat=https://…"),
        ("WECOM_WEBHOOKS", "wr1=https://a wr2=ftp://b", "WECOM_WEBHOOKS: expected chat=https://…"),
        ("WECOM_AES_KEY", "short", "WECOM_AES_KEY: expected the EncodingAESKey"),
        ("WECOM_BOT_ID", "aib1", "WECOM_BOT_ID: the long connection needs"),
        ("WECOM_BOT_SECRET", "s", "WECOM_BOT_ID: the long connection needs"),
        ("WECOM_TOKEN", "t", "WECOM_TOKEN: callback mode needs"),
        ("ONEBOT_TOKEN", "short", "ONEBOT_TOKEN: expected at least 16 characters"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: expected 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as stopped:
        read_settings()
    assert str(stopped.value).startswith(said)
    assert "\n" not in str(stopped.value)


def test_wecom_has_one_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"WECOM_BOT_ID": "aib1", "WECOM_BOT_SECRET": "s", "WECOM_WEBHOOKS": "wr1=https://q/send?key=a=b wr2=http://r"}
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.wecom_webhooks == {"wr1": "https://q/send?key=a=b", "wr2": "http://r"}
    assert settings.secrets == ("s", "https://q/send?key=a=b", "http://r")
    monkeypatch.setenv("WECOM_TOKEN", "t")
    monkeypatch.setenv("WECOM_AES_KEY", "a" * 43)
    with pytest.raises(SettingsError, match="WECOM_TOKEN: a bot has either"):
        read_settings()


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:not a token")
    with pytest.raises(SettingsError) as stopped:
        read_settings()
    assert "not a token" not in str(stopped.value)


def test_webhook_mode_needs_address_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:TEST")
    monkeypatch.setenv("TELEGRAM_MODE", "webhook")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://jinlin.example/telegram")
    with pytest.raises(SettingsError, match="TELEGRAM_WEBHOOK_SECRET"):
        read_settings()
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", "s3cret_-")
    assert read_settings().telegram_mode == "webhook"


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:TEST")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9000/bot")
    monkeypatch.setenv("OWNERS", " telegram:700001, web:w1 ,")
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%40ss@host/jinlin")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = read_settings()
    assert settings.telegram_file_url == "http://127.0.0.1:9000/file/bot"
    assert tuple(settings.owners) == ("telegram:700001", "web:w1")
    assert settings.database == "postgresql+psycopg://u:p%40ss@host/jinlin"
    assert settings.log_level == "DEBUG"
    assert "1:TEST" not in repr(settings)
    assert "p%40ss" not in repr(settings)


def test_a_file_that_is_no_text_is_one_line() -> None:
    Path(".env").write_bytes(b"OWNERS=\xff\xfe\xfa")
    with pytest.raises(SettingsError, match=r"^\.env: "):
        read_settings()
