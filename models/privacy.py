"""What is kept about a person, and forgetting them: the name, the accounts, the words and pictures go, the household's rows stay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, and_, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from models import accounts as account_codes
from models import (
    ballots,
    bookings,
    calls,
    chains,
    consents,
    duties,
    duty,
    enrolments,
    feeds,
    forums,
    hours,
    journal,
    keepsakes,
    matters,
    people,
    phones,
    plans,
    posters,
    promises,
    ratings,
    surveys,
    teams,
    tidings,
    webchat,
    wecom,
)
from models.chats import Chat, Kind
from models.joins import Asked, JoinRequest
from models.limits import Limit
from models.machinery import Card, Journal, Letter, Question, Result, Stage
from models.matters import Follower, Matter, Snapshot
from models.people import Account, Appointment, Person, Tie
from models.rules.matters import State

FAREWELL = timedelta(hours=1)
"""A private chat keeps its address so long after 注销, for the last answer to arrive."""
NAMELESS, GONE = "某某", "…"
_AT_ONCE = 50
_TELLING = 4
"""Shorter reasons, such as 太贵, are anybody's."""


@dataclass(frozen=True)
class Forgotten:
    """What is to be done after forgetting: cards to draw anew, private chats to close when the farewell has arrived."""

    matters: Sequence[int]
    chats: Sequence[int]


def find_kept(session: Session, person: int) -> list[tuple[str, str]]:
    """(kind, words) of everything kept about a person."""
    who = session.get(Person, person)
    accounts = [f"{a.channel}:{a.external}" for a in people.find_accounts(session, person)]
    homes = [home.name for home in people.find_homes(session, person)]
    roles = [f"{place.name} {role.value}" for role, place in people.find_appointments(session, person)]
    reported = [f"{m.tag} {m.words}" for m in matters.find_reported(session, person, 100)]
    follows = session.scalar(select(func.count()).select_from(Follower).where(Follower.person_id == person)) or 0
    counted = [("follows", str(follows)), ("ratings", str(ratings.count_given(session, person)))]
    kept = [("name", who.name if who else ""), *(("account", a) for a in accounts), *(("home", h) for h in homes)]
    served = hours.count_minutes(session, person)
    kept += [("service", str(served))] if served else []
    kept += [("team", team.name) for team in teams.find_joined(session, person)]
    kept += [("employer", one.employer) for one in enrolments.find_mine(session, person)]
    cast = ballots.count_cast(session, person)
    kept += [("ballots", str(cast))] if cast else []
    sheets = surveys.count_written(session, person)
    kept += [("sheets", str(sheets))] if sheets else []
    return [*kept, *(("role", r) for r in roles), *(("matter", m) for m in reported), *counted]


def is_fresh(session: Session, person: int) -> bool:
    """Whether nothing is kept of a person but a name and an account: no home, no role, nothing said or signed up for."""
    return all(kind in ("name", "account") or words == "0" for kind, words in find_kept(session, person))


def forget(session: Session, person: Person, now: datetime) -> Forgotten:
    """Forget a person. The row stays without a name, so that counts and chains still stand."""
    accounts = people.find_accounts(session, person.id)
    alone = _find_alone(session, person.id, accounts)
    told = _find_told(session, person)
    _forget_quotes(session, told, alone)
    wecom.forget(session, [a.external for a in accounts if a.channel == "wecom"], told)
    touched = _forget_matters(session, person, now)
    journal.forget_words(session, person.id)
    journal.forget_subject(session, f"person:{person.id}")
    _forget_raw(session, accounts)
    promises.forget_owner(session, person)
    _end_belonging(session, person.id, now)
    account_codes.forget_codes(session, person.id)
    calls.forget_contact(session, person, now)
    session.execute(delete(Limit).where(Limit.person_id == person.id))
    duty.forget_helper(session, person.id, now)
    plans.drop_draft(session, person.id)
    consents.forget_reasons(session, person.id)
    surveys.forget_words(session, person.id)
    duties.forget_volunteer(session, person.id, now)
    bookings.forget_bookings(session, person, NAMELESS)
    feeds.forget_feeds(session, person.id)
    keepsakes.forget_keepsakes(session, person.id)
    hours.forget_words(session, person.id)
    phones.forget_links(session, person.id)
    teams.leave_all(session, person.id, now)
    enrolments.forget_enrolments(session, person.id)
    forums.forget_words(session, person)
    chains.forget_lines(session, person.id, person.name, NAMELESS)
    _forget_chats(session, person.id, alone)
    _forget_accounts(session, accounts)
    person.name, person.language, person.forgotten_at = "", "", now
    session.flush()
    return Forgotten(touched, alone)


def close_chat(session: Session, chat_id: int) -> None:
    """The farewell has arrived: the private chat loses its address, an account's id, unless its person came back."""
    chat = session.get(Chat, chat_id, with_for_update=True)
    if chat is None:
        return
    if chat.person_id is not None:
        session.execute(update(Letter).where(Letter.chat_id == chat.id, Letter.state == Stage.SENT).values(body=None))
        return
    _empty_chat(session, chat.id)
    if chat.channel == "web":
        webchat.empty_room(session, chat.address)
    chat.address, chat.parked, chat.language = f"forgotten~{chat.id}", "forgotten", ""
    session.flush()


def _end_belonging(session: Session, person: int, now: datetime) -> None:
    """Ties and roles end; a wish to belong that nobody has decided is withdrawn."""
    for table in (Tie, Appointment):
        session.execute(update(table).where(table.person_id == person, table.until.is_(None)).values(until=now))
    session.execute(delete(JoinRequest).where(JoinRequest.person_id == person, JoinRequest.state == Asked.ASKED))


def _forget_accounts(session: Session, accounts: Sequence[Account]) -> None:
    for account in accounts:
        if account.channel == "web":
            webchat.forget_account(session, account.external)
            posters.forget_phone(session, account.external)
        session.delete(account)
    session.flush()


# ---------------------------------------------------------------- private chats


def _find_alone(session: Session, person: int, accounts: Sequence[Account]) -> list[int]:
    """The private chats of a person, those too that nobody tied to them: their address is an account's."""
    theirs = [and_(Chat.channel == a.channel, Chat.address.in_([a.external, f"private:{a.external}"])) for a in accounts]
    query = select(Chat.id).where(Chat.kind == Kind.PRIVATE, or_(Chat.person_id == person, *theirs))
    return list(session.scalars(query.order_by(Chat.id)))


def _forget_chats(session: Session, person: int, alone: Sequence[int]) -> None:
    session.execute(delete(Question).where(or_(Question.person_id == person, Question.chat_id.in_(alone))))
    for chat in alone:
        _empty_chat(session, chat)
    session.execute(update(Chat).where(Chat.id.in_(alone)).values(person_id=None, title=""))


def _empty_chat(session: Session, chat: int) -> None:
    """What was written into a chat goes, sent or not, and its cards; what a courier holds this very moment goes when the chat is closed."""
    mine, held = Letter.chat_id == chat, Letter.state == Stage.SENDING
    cards = select(Card.id).where(Card.chat_id == chat, ~exists().where(Letter.card_id == Card.id, held))
    gone = list(session.scalars(cards))
    session.execute(delete(Letter).where(Letter.card_id.in_(gone)))
    session.execute(delete(Card).where(Card.id.in_(gone)))
    session.execute(update(Letter).where(mine, ~held, Letter.state != Stage.SENT).values(state=Stage.DROPPED))
    session.execute(update(Letter).where(mine, ~held).values(body=None))


# ---------------------------------------------------------------- matters


def _forget_matters(session: Session, person: Person, now: datetime) -> list[int]:
    """Numbers, places and public titles stay; words, pictures and drafts go. Gives the matters whose cards show something else now."""
    own = list(session.scalars(select(Matter.id).where(Matter.reporter_id == person.id)))
    pictured = _forget_pictures(session, person.id)
    _forget_drafts(session, person.id, now)
    for column in (Matter.title, Matter.news) if len(person.name) > 1 else ():
        named = and_(Matter.reporter_id == person.id, column.contains(person.name, autoescape=True))
        session.execute(update(Matter).where(named).values({column: func.replace(column, person.name, NAMELESS)}))
    _forget_registered(session, own)
    matters.forget_reporter(session, person.id)
    return sorted({*own, *pictured})


def _forget_drafts(session: Session, person: int, now: datetime) -> None:
    """What never got a number was never public, so its title goes too; an offer that is still open fades."""
    for draft in session.scalars(select(Matter).where(Matter.reporter_id == person, Matter.number.is_(None))):
        if draft.state is State.DRAFT:
            draft.state, draft.closed_at = State.LAPSED, now
            journal.record(session, draft.subject, "lapsed", now, community=draft.community_id)
        draft.title = ""
    session.flush()


def _forget_pictures(session: Session, person: int) -> list[int]:
    """The person's pictures, loose or claimed; a matter counts those that are left."""
    theirs = select(Snapshot.matter_id, func.count()).where(Snapshot.person_id == person, Snapshot.matter_id.is_not(None))
    counted = [(int(matter or 0), n) for matter, n in session.execute(theirs.group_by(Snapshot.matter_id))]
    for matter, n in counted:
        session.execute(update(Matter).where(Matter.id == matter).values(pictures=Matter.pictures - n))
    session.execute(delete(Snapshot).where(Snapshot.person_id == person))
    return [matter for matter, _ in counted]


def _forget_registered(session: Session, own: Sequence[int]) -> None:
    """Staff who pressed 登记 under an offer wrote its author's words into the chain in their own name."""
    subjects = [f"matter:{id_}" for id_ in own]
    facts = and_(Journal.subject.in_(subjects), Journal.act == "registered")
    session.execute(update(Journal).where(facts).values(detail=None, salt=None))


# ---------------------------------------------------------------- what came in, as it came


def _forget_raw(session: Session, accounts: Sequence[Account]) -> None:
    """Dead letters of these accounts, and those that name them: they cannot be replayed any more, so they are dead no longer."""
    ids = b"|".join(re.escape(account.external.encode()) for account in accounts)
    names = re.compile(rb'"(?:id|chat|chat_id|user_id|userid)"\s*:\s*"?(?:private:)?(?:%s)(?:"|\s*[,}]|$)' % ids)
    kept = select(Journal.id, Journal.raw).where(Journal.raw.is_not(None)).execution_options(yield_per=200)
    gone = [id_ for id_, raw in session.execute(kept) if accounts and names.search(raw or b"")]
    session.execute(update(Journal).where(Journal.id.in_(gone)).values(raw=None, result=Result.SKIPPED))


# ---------------------------------------------------------------- what others were told of them


def _find_told(session: Session, person: Person) -> dict[str, str]:
    """What the bot told others of a person, and what may stand there instead.

    The name; the words of an emergency by its title; what they had against a plan, asked or declared by nothing.
    """
    query = select(Matter.words, Matter.title).where(Matter.reporter_id == person.id, Matter.emergency.is_not(None))
    told = {line: title for words, title in session.execute(query) for line in words.split("\n") if len(line) > 1 and line != title}
    said = [*consents.find_reasons(session, person.id), *(words for _, words in forums.find_spoken(session, person.id))]
    told |= {words: GONE for words in said if len(words) >= _TELLING}
    names = {person.name, *calls.find_names(session, person.id)}
    return told | {name: NAMELESS for name in names if len(name) > 1}


def _forget_quotes(session: Session, told: Mapping[str, str], alone: Sequence[int]) -> None:
    """Letters to others: what was sent loses its words, what was not goes without those of the person."""
    pieces = list(told)
    for start in range(0, len(pieces), _AT_ONCE):
        few = pieces[start : start + _AT_ONCE]
        shown = [_shown(piece, ascii_) for piece in few for ascii_ in (True, False)]
        quoting = or_(*(cast(Letter.body, Text).contains(piece, autoescape=True) for piece in shown))
        for letter in session.scalars(select(Letter).where(Letter.body.is_not(None), Letter.chat_id.not_in(alone), quoting)).all():
            letter.body = None if letter.state is Stage.SENT else _retold(letter.body, told)
    session.flush()
    tidings.retell(session, told)
    webchat.forget_quotes(session, told)


def _shown(piece: str, ascii_: bool) -> str:
    """A piece of text as it stands in JSON: SQLite keeps it escaped, PostgreSQL does not."""
    return json.dumps(piece, ensure_ascii=ascii_)[1:-1]


def _retold(said: Any, told: Mapping[str, str]) -> Any:
    """The same JSON with these pieces of text replaced, longest first."""
    if isinstance(said, str):
        for piece in sorted(told, key=len, reverse=True):
            said = said.replace(piece, told[piece])
        return said
    if isinstance(said, list):
        return [_retold(one, told) for one in said]
    return {key: _retold(one, told) for key, one in said.items()} if isinstance(said, dict) else said
