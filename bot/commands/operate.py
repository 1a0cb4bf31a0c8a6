"""For whoever keeps the installation running: check, migrate, verify, resume, run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from sqlalchemy import func, select

from bot.commands import importing
from bot.commands.opening import make_ready, opened
from bot.settings import Settings, read_settings
from migrations import newest
from migrations.walk import revision_of, walk
from models import journal, letters
from models.chats import Chat, Kind
from models.database import Database
from models.machinery import Flag, Letter, Stage

HELD = "held"
"""The flag of a restored database: it sends nothing until it is resumed."""
GROUPS = (Kind.RESIDENTS, Kind.QUIET, Kind.WORK)


def run() -> int:
    """Serve until stopped."""
    settings = read_settings()
    with opened(settings) as database:
        with importing():
            from bot import app  # the channels and the web server are worth half a second

        return app.run(settings, database)


def migrate(database: Database | None = None) -> int:
    """Bring the database (by default the configured one) to the newest step."""
    if database is None:
        with opened(read_settings(), ready=False) as configured:
            return migrate(configured)
    before = revision_of(database)
    if before is not None and before > newest():
        make_ready(database)
    walk(database)
    print(f"the database stands at step {newest()}" + ("" if before == newest() else f" (before: {before or 'none'})"))
    return 0


def verify() -> int:
    """Follow every chain of the journal; 1 when a link is broken."""
    with opened(read_settings()) as database, database.reading() as session:
        broken = 0
        for line in journal.find_broken(session):
            print(line)
            broken += 1
        print(f"{journal.count_facts(session)} facts, {broken} broken")
    return 1 if broken else 0


def resume() -> int:
    """Let a restored database send again."""
    with opened(read_settings()) as database, database.writing() as session:
        held = session.get(Flag, HELD)
        waiting = session.scalar(select(func.count()).select_from(Letter).where(Letter.state == Stage.WAITING))
        if held is None:
            print("nothing was held")
            return 0
        session.delete(held)
    print(f"resumed; {waiting} letters wait to be sent")
    return 0


# ---------------------------------------------------------------- check


def check() -> int:
    """Settings, database, channels, rights of the bot in its groups: one line a finding, 1 when there is any."""
    settings = read_settings()
    with opened(settings, ready=False) as database:
        print(f"settings: read; database: {'SQLite' if database.embedded else 'PostgreSQL'}, step {revision_of(database) or 'none'}")
        findings = [*_database_findings(database), *_owner_findings(settings)]
        if revision_of(database) == newest():
            findings += _channel_findings(settings, database)
    for finding in findings:
        print(f"! {finding}")
    print("well" if not findings else f"{len(findings)} to look at")
    return 1 if findings else 0


def _database_findings(database: Database) -> Iterator[str]:
    stands = revision_of(database)
    if stands != newest():
        yield f"database: stands at step {stands or 'none'}, this program needs {newest()}: run jinlin migrate"
        return
    with database.reading() as session:
        if session.get(Flag, HELD) is not None:
            yield "database: was restored and sends nothing until jinlin resume"
        if dead := len(journal.find_dead(session)):
            yield f"database: {dead} happenings failed or could not be read: see jinlin replay"
        if stuck := len(letters.find_stuck(session)):
            yield f"database: {stuck} letters with an unknown outcome or refused: see jinlin replay --letters list"
        for chat in session.scalars(select(Chat).where(Chat.parked.is_not(None), Chat.kind.in_(GROUPS))):
            yield f"{chat.channel}: the group {chat.address} cannot be written to ({chat.parked})"


def _owner_findings(settings: Settings) -> Iterator[str]:
    if settings.telegram_token and not any(owner.startswith("telegram:") for owner in settings.owners):
        yield "settings: OWNERS names no telegram account, so nobody can set up a group"


def _channel_findings(settings: Settings, database: Database) -> list[str]:
    if settings.telegram_token is None:
        print("telegram: no TELEGRAM_TOKEN, only the local web chat is served")
        return []
    with database.reading() as session:
        query = select(Chat.address).where(Chat.channel == "telegram", Chat.kind.in_(GROUPS), Chat.parked.is_(None))
        groups = list(session.scalars(query.order_by(Chat.id)))
    found = asyncio.run(_ask_telegram(settings, groups))
    print(f"telegram: asked about the account and {len(groups)} groups")
    return [f"telegram: {finding}" for finding in found]


async def _ask_telegram(settings: Settings, groups: list[str]) -> list[str]:
    from bot import app

    channel = app._telegram(settings, settings.data_dir / "pictures", paced=True)["telegram"]
    try:
        return list(await channel.check(groups))
    finally:
        await channel.close()
