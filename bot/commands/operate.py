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
STOPPED = {
    "replaced": "another program connected with this bot, so this one stopped: let it run in one place only, then start it again",
    "refused": "WeCom refused WECOM_BOT_ID and WECOM_BOT_SECRET",
}
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
    used = {"telegram": settings.telegram_token, "wecom": settings.wecom_bot_id or settings.wecom_token, "onebot": settings.onebot_token}
    for channel, told in used.items():
        if told and not any(owner.startswith(f"{channel}:") for owner in settings.owners):
            yield f"settings: OWNERS names no {channel} account, so nobody can set up a group there"


def _channel_findings(settings: Settings, database: Database) -> list[str]:
    """Each channel asked about itself and its groups, beside a running bot and without disturbing it."""
    return asyncio.run(_ask(settings, database))


async def _ask(settings: Settings, database: Database) -> list[str]:
    from bot.channels.connected import connected
    from bot.lanes import Lanes

    lanes, found = Lanes(database), list(_wecom_findings(settings, database))
    try:
        channels = connected(settings, lanes, settings.data_dir / "pictures")
        if not channels:
            print("no channel is set up, only the local web chat is served")
        for name, channel in channels.items():
            groups = _groups(database, name)
            found += [f"{name}: {finding}" for finding in await channel.check(groups)]
            print(f"{name}: asked about the account and {len(groups)} groups {' '.join(groups)}".rstrip())
            await channel.close()
    finally:
        lanes.close()
    return found


def _groups(database: Database, channel: str) -> list[str]:
    with database.reading() as session:
        query = select(Chat.address).where(Chat.channel == channel, Chat.kind.in_(GROUPS), Chat.parked.is_(None))
        return list(session.scalars(query.order_by(Chat.id)))


def _wecom_findings(settings: Settings, database: Database) -> Iterator[str]:
    """Why the running bot has stopped: it cannot be asked without being thrown out."""
    with database.reading() as session:
        state = session.get(Flag, "wecom:state")
    if settings.wecom_bot_id and state is not None and state.value in STOPPED:
        yield f"wecom: {STOPPED[state.value]}"
