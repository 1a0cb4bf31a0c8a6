"""A bot to be killed: the whole program, which at the N-th passing of a named point kills itself as `kill -9` would."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import app, lanes
from bot.channels.telegram import Telegram
from bot.channels.wecom import WeCom
from bot.settings import Settings
from models import claims, letters
from models.database import open_database
from models.messaging import Sent
from tests.wecom_server import BOT, SECRET

POINTS = ("before-commit", "after-commit", "after-claim", "after-send", "after-mark")


def deadly(nth: int) -> Callable[[], None]:
    """Kills this process at its n-th call."""
    passed = 0

    def pass_by() -> None:
        nonlocal passed
        passed += 1
        if passed == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    return pass_by


def arm(point: str, nth: int) -> None:
    """Put the deadly call where the point is."""
    die = deadly(nth)
    if point == "before-commit":
        _wrap_job(before=die)
    elif point == "after-commit":
        _wrap_commit(after=die)
    elif point in ("after-claim", "after-send"):
        _wrap_send(die, before=point == "after-claim")
    elif point == "after-mark":
        _wrap_settle(die)


def _wrap_job(before: Callable[[], None]) -> None:
    """After the jobs of a batch have run, before their commit."""
    plain = lanes.Lane._commit

    def commit(self: Any, batch: list[Any], size: int, tries: int = lanes.RETRIES) -> None:
        last = batch[-1].job

        def job(session: Any) -> Any:
            result = last(session)
            session.flush()
            before()
            return result

        batch[-1].job = job
        plain(self, batch, size, tries)

    lanes.Lane._commit = commit  # type: ignore[method-assign]


def _wrap_commit(after: Callable[[], None]) -> None:
    plain = lanes.Lane._commit

    def commit(self: Any, batch: list[Any], size: int, tries: int = lanes.RETRIES) -> None:
        plain(self, batch, size, tries)
        after()

    lanes.Lane._commit = commit  # type: ignore[method-assign]


def _wrap_send(die: Callable[[], None], before: bool) -> None:
    for channel in (Telegram, WeCom):
        _wrap_mouth(channel, die, before)


def _wrap_mouth(channel: Any, die: Callable[[], None], before: bool) -> None:
    plain = channel.send

    async def send(self: Any, chat: str, message: Any) -> Any:
        if before:
            die()
        verdict = await plain(self, chat, message)
        if not before and isinstance(verdict, Sent):
            die()
        return verdict

    channel.send = send


def _wrap_settle(die: Callable[[], None]) -> None:
    plain = app.Courier._settle_and_claim

    async def settle(self: Any, letter: Any, walking: Any, job: Any) -> None:
        await plain(self, letter, walking, job)
        die()

    app.Courier._settle_and_claim = settle  # type: ignore[method-assign]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("database", "data", "api", "file", "token", "mode", "port", "hook", "name", "zone", "gateway"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--die", default="")
    given = parser.parse_args()
    letters.LEASE = claims.LEASE = timedelta(seconds=5)
    app._name = lambda: given.name or "crash"
    point, _, nth = given.die.partition(":")
    if point:
        arm(point, int(nth))
    asyncio.run(_serve(_on_wecom(given) if given.gateway else _on_telegram(given), given.database))


def _on_wecom(given: argparse.Namespace) -> Settings:
    told = {"wecom_bot_id": BOT, "wecom_bot_secret": SECRET, "wecom_url": given.gateway, "wecom_bot_name": "近邻"}
    return Settings(_env_file=None, **told, data_dir=Path(given.data), web_port=0)


def _on_telegram(given: argparse.Namespace) -> Settings:
    return Settings(
        _env_file=None,
        telegram_token=given.token,
        telegram_api_url=given.api,
        telegram_file_url=given.file,
        telegram_mode=given.mode,
        telegram_webhook_url=given.hook,
        telegram_webhook_secret="s3cret" if given.mode == "webhook" else None,
        data_dir=Path(given.data),
        web_port=int(given.port or 0),
        time_zone=given.zone or "Asia/Shanghai",
    )


async def _serve(settings: Settings, address: str) -> None:
    await app.App(settings, open_database(address), paced=False).run()


if __name__ == "__main__":
    main()
