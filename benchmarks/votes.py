"""Presses on a poll's card, end to end: in, committed, answered; the card's edits come after, as few as there need be."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from benchmarks import telegram
from benchmarks.bots import GROUP, furnished
from handlers.ctx import Ctx, House, Voice
from handlers.poll_card import speech
from handlers.poll_lines import Speech, standing
from models import chats, people, places, polls
from models.database import Database
from models.people import Account, Bond, Evidence, Person
from models.places import Household, Level, Place
from models.polls import Poll
from models.rolls import read_roll
from models.rules.polls import Counted, Kind, Manner

ROUNDS, PRESSES, SHOWN = 5, 400, 400
FIRST = 800_000


def open_polls(folder: Path, voters: int, number: int) -> Database:
    """A building of so many households, each with its owner, and so many statutory-looking polls open in its group."""
    database = furnished(folder)
    with database.writing() as session:
        chat = chats.find_chat(session, "telegram", str(GROUP))
        assert chat is not None
        assert chat.place_id is not None
        building = session.get_one(Place, chat.place_id)
        now, rows = datetime.now(UTC), range(voters)
        homes = [places.add_place(session, building.community_id, building, Level.HOUSEHOLD, str(n)) for n in rows]
        session.execute(insert(Person), [{"name": "邻居", "created_at": now, "language": ""} for _ in rows])
        owners = session.scalars(select(Person.id).order_by(Person.id)).all()
        session.execute(insert(Account), [{"channel": "telegram", "external": str(FIRST + n), "person_id": owners[n]} for n in rows])
        community = building.community_id
        session.execute(
            insert(Household),
            [{"place_id": home.id, "community_id": community, "door": home.name, "floor": 1, "area": 8800} for home in homes],
        )
        for owner, home in zip(owners, homes, strict=True):
            people.tie(session, owner, home, Bond.OWNER, Evidence.DEED, now)
        ctx = Ctx(session, House(), chat, now)
        for nth in range(number):
            asked = {"title": f"第{nth}件事", "kind": Kind.ADVISORY, "manner": Manner.SINGLE, "counted": Counted.HOME}
            roll = read_roll(session, building.path)
            poll = polls.open_poll(session, building, roll, now, by_person_id=owners[0], closes_at=now + timedelta(days=3), **asked)
            ctx.show(poll.subject, chat)
    return database


def press(number: int, voters: int, number_of_polls: int) -> dict[str, object]:
    """One press as Telegram tells it; the same voter says the other thing the next time."""
    nth, voter = divmod(number, voters)
    who = {"id": FIRST + voter, "is_bot": False, "first_name": "邻居"}
    shown = {"message_id": 1, "date": 1790000000, "chat": {"id": GROUP, "type": "group", "title": "群"}, "text": "投票"}
    data = f"vote:{1 + number % number_of_polls}:{('yes', 'no')[nth % 2]}"
    return {"callback_query": {"id": str(10**18 + number), "from": who, "message": shown, "chat_instance": "1", "data": data}}


def burst(which: str, voters: int, number_of_polls: int = 1) -> float:
    """Presses answered in a second; the median of the rounds."""
    os.environ |= {"VOTERS": str(voters), "POLLS": str(number_of_polls)}
    found = []
    with telegram.running(which) as bot:
        bot.server.wait(method="sendMessage", count=number_of_polls, timeout=60)
        for turn in range(ROUNDS + 1):
            presses = [press(turn * PRESSES + n, voters, number_of_polls) for n in range(PRESSES)]
            begun = time.perf_counter()
            bot.server.push(presses)
            bot.server.wait(method="answerCallbackQuery", count=(turn + 1) * PRESSES, timeout=110)
            found.append(PRESSES / (time.perf_counter() - begun))
        if bot.server.violations():
            raise RuntimeError(f"{which}: {bot.server.violations()[:3]}")
    return statistics.median(found[1:])


def shown(voters: int) -> float:
    """Median milliseconds from a poll's row to how it stands, as its card says it: the counters are read, no ballot is."""
    with tempfile.TemporaryDirectory(prefix="jinlin-votes-") as folder:
        database = open_polls(Path(folder), voters, 1)
        with database.reading() as session:
            chat = chats.find_chat(session, "telegram", str(GROUP))
            assert chat is not None
            poll = session.scalars(select(Poll)).one()
            say = speech(Voice(session, House(), chat, poll.opened_at))
            took = [_timed(say, poll) for _ in range(SHOWN)]
        database.close()
    return statistics.median(took) * 1000


def _timed(say: Speech, poll: Poll) -> float:
    begun = time.perf_counter()
    standing(say, poll.tally, poll.rule, poll.options, poll.counted, poll.sealed)
    return time.perf_counter() - begun
