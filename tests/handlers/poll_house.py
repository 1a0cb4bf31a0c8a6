"""Polls in tests: opened through the real form, and pressed from anywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from handlers.dispatch import Decision
from models import ballots, chats, people, polls
from models.ballots import Ballot
from models.chats import Kind as ChatKind
from models.messaging import Happening, Incoming, Sender
from models.people import Bond, Evidence
from models.polls import Poll
from models.rules.tallies import Tally
from tests.house import START, Neighbourhood

CLOSES = datetime(2026, 9, 5, 12, 0, tzinfo=UTC)
"""Saturday at eight in the evening."""
KEYS = count(1)


async def open_poll(n: Neighbourhood, words: str = "2号楼 装不装门禁 摸底 默认 按户 公开 周六20点", by: str = "老林", *answers: str) -> int:
    """A poll made by its first line and what is still asked; its id."""
    await n.say(by, "私聊", f"新投票 {words}")
    for answer in answers:
        await n.say(by, "私聊", answer)
    await n.say(by, "私聊", "发布")
    return int(n.rows(select(Poll.id).order_by(Poll.id.desc()))[0][0])


def live(n: Neighbourhood, account: str, home: str, bond: Bond = Bond.OWNER) -> int:
    """Somebody new, with a private chat, in a household; the person's id."""
    with n.database.writing() as session:
        person = people.find_person(session, "telegram", account)
        if person is None:
            person = people.add_person(session, f"邻居{account}", START, "telegram", account)
            chats.add_chat(session, "telegram", account, ChatKind.PRIVATE, account, person.id)
        people.tie(session, person.id, n._place(session, home), bond, Evidence.DEED, START)
        n.people[account] = account
        return person.id


def press(n: Neighbourhood, who: str, data: str, key: str = "", where: str = "二号楼群") -> Incoming:
    """A press as a channel hands it in."""
    account = n.people.get(who, who)
    chat = n.groups.get(where, account)
    return Incoming(
        "telegram",
        key or f"telegram:c:poll{next(KEYS)}",
        Happening.PRESS,
        chat,
        n.now,
        private=chat == account,
        sender=Sender(account, who),
        message="1",
        pressed=data,
    )


def vote(n: Neighbourhood, who: str, poll: int, choice: str, **more: str) -> Decision:
    return n.dispatch(press(n, who, f"vote:{poll}:{choice}", **more))


def box(n: Neighbourhood) -> list[Any]:
    """Every ballot: poll, household, choice."""
    return n.rows(select(Ballot.poll_id, Ballot.household_id, Ballot.choice).order_by(Ballot.poll_id, Ballot.household_id))


def find_poll(n: Neighbourhood, id_: int) -> Poll:
    with n.database.reading() as session:
        found = session.get(Poll, id_)
        assert found is not None
        return found


def counted(n: Neighbourhood, id_: int) -> tuple[Tally, Tally]:
    """What the counters say, and what the box says."""
    with n.database.reading() as session:
        poll = session.get_one(polls.Poll, id_)
        kept, found = poll.tally, ballots.audit(session, poll)
        return kept, Tally(found.whole, found.took_part, found.options, 0)
