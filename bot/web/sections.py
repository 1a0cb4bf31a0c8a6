"""What the page of a household shows: what waits for an answer, one's own matters, the bill, Love Day, what lies ahead.

Each piece is drawn by the capability it belongs to, as in a chat, and its buttons are the very same; only what is one's own is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from handlers import matters as matter_cards
from handlers import poll_card, surveys
from handlers.bills import stakes_of, statement
from handlers.calendars import day_lines
from handlers.consent_lines import ask_post
from handlers.ctx import House, Voice
from handlers.duty_lines import headline, station_line, when, where
from handlers.homes import BONDS, called
from models import bookings, consents, duties, events, people, phones, places, plans, polls, rolls
from models import surveys as sheets
from models.chats import find_chat
from models.duties import Occasion, SignUp, Stand
from models.matters import Matter
from models.messaging import Button, Post
from models.people import Person, Tie
from models.places import Place
from models.polls import Poll
from models.posters import CHANNEL, Phone
from models.rolls import Sitting
from models.rules.consents import Answer, Basis
from models.rules.consents import Stage as RoundStage
from models.rules.duties import ALIVE, Going
from models.rules.matters import OPEN, State
from models.rules.polls import may_answer
from scheduler import clock

MATTERS, AHEAD = 20, timedelta(days=31)
OPPOSE = "home-oppose"
"""The button that is asked why, on the page before it is pressed."""


@dataclass(frozen=True)
class Piece:
    """One thing on the page: its words, its buttons, and what more can be unfolded."""

    title: str
    lines: Sequence[str] = ()
    buttons: Sequence[Button] = ()
    more: Sequence[str] = ()


@dataclass(frozen=True)
class Bonded:
    """A household of whoever looks: as what they belong there, and what else they may say they are."""

    called: str
    line: str
    buttons: Sequence[Button]


@dataclass(frozen=True)
class View:
    """The whole page of one phone."""

    homes: Sequence[Bonded]
    left: bool
    asked: Sequence[Piece]
    matters: Sequence[Piece]
    past: Sequence[str]
    bills: Sequence[Piece]
    days: Sequence[Piece]
    ahead: Sequence[str]
    board: int


@dataclass(frozen=True)
class Looker:
    """Who looks, in whose voice they are answered, and where they belong."""

    voice: Voice
    me: Person
    homes: Sequence[Place]

    @property
    def db(self) -> Session:
        return self.voice.db


def find_view(session: Session, house: House, phone: Phone, language: str) -> View | None:
    """The page of this phone as it stands; None when it is nobody's."""
    me, chat = people.find_person(session, CHANNEL, phone.account), find_chat(session, CHANNEL, phone.account)
    if me is None or chat is None:
        return None
    voice = Voice(session, house, chat, clock.now())
    voice.language = language  # the page's, whatever is spoken in the conversation
    homes = people.find_homes(session, me.id)
    looker = Looker(voice, me, homes)
    compound = _compound(looker, phone)
    mine = phones.find_matters(session, me.id, MATTERS)
    return View(
        [_bonded(looker, home) for home in homes],
        not homes and people.has_left(session, me.id),
        [*_rounds(looker), *_done(looker, mine), *_polls(looker), *_surveys(looker)],
        [_matter(looker, one) for one in mine if one.state in OPEN],
        [_past(looker, one) for one in mine if one.state not in OPEN and one.state is not State.DONE],
        _bills(looker),
        _days(looker, compound),
        _ahead(looker, compound),
        compound.id if compound else 0,
    )


def _compound(looker: Looker, phone: Phone) -> Place | None:
    """The compound of the first home, or else that where the phone came from."""
    place = looker.homes[0] if looker.homes else places.find_place(looker.db, phone.place_id)
    return places.find_compound(looker.db, place) if place else None


def _bonded(looker: Looker, home: Place) -> Bonded:
    tie, name = people.find_tie(looker.db, looker.me.id, home.id), called(looker.voice, home)
    assert tie is not None
    line = looker.voice.text("home-who", bond=looker.voice.text(f"bond-{tie.bond.value}"))
    return Bonded(name, line, _bond_buttons(looker.voice, tie))


def _bond_buttons(voice: Voice, tie: Tie) -> list[Button]:
    others = [bond for bond in BONDS if bond is not tie.bond] if tie.bond in BONDS else []
    return [voice.button(f"bond-{bond.value}", f"bond:{tie.household_id}:{bond.value}") for bond in others]


def _flat(post: Post) -> list[Button]:
    return [button for row in post.buttons for button in row]


# ---------------------------------------------------------------- what waits for an answer


def _rounds(looker: Looker) -> Iterator[Piece]:
    """Cost plans that are asked about: the bill first, then 同意 or 不同意; for whoever decides for the household."""
    homes = [home.id for home in looker.homes]
    deciders, members = plans.find_deciders(looker.db, homes), plans.find_members(looker.db, homes)
    for round_, one in consents.find_own(looker.db, homes):
        if round_.stage is not RoundStage.ASKING or not (one.pays or round_.basis is not Basis.ALL):
            continue
        post = ask_post(looker.voice, round_, one)
        if looker.me.id not in deciders.get(one.household_id, ()):
            whose = "owner" if looker.me.id in members.get(one.household_id, ()) else "tenant"
            yield Piece(post.title, [looker.voice.text(f"home-consent-{whose}")])
            continue
        answer = looker.voice.text("home-consent-now", answer=looker.voice.text(f"answer-{one.answer.value}"))
        yield Piece(post.title, [*post.lines, *([answer] if one.answer is not Answer.UNASKED else [])], _flat(post))


def _done(looker: Looker, mine: Sequence[Matter]) -> Iterator[Piece]:
    """What staff say is solved: 解决了, 没解决."""
    for one in mine:
        if one.state is State.DONE:
            buttons = [looker.voice.button(f"button-{name}", f"{name}:{one.id}") for name in ("confirm", "reopen")]
            piece = _matter(looker, one)
            yield Piece(piece.title, [*piece.lines, looker.voice.text("home-done-ask")], buttons)


def _polls(looker: Looker) -> Iterator[Piece]:
    communities = dict.fromkeys(home.community_id for home in looker.homes)
    for poll in (each for one in communities for each in polls.find_open(looker.db, one, "", looker.voice.now)):
        for sitting in rolls.find_sittings(looker.db, poll.id, looker.me.id):
            yield _poll(looker, poll, sitting)


def _poll(looker: Looker, poll: Poll, sitting: Sitting) -> Piece:
    """A household's own slip; what the card says beside can be unfolded."""
    voice, slip = looker.voice, poll_card.slip(looker.voice, poll, sitting, looker.me.id)
    card = poll_card.draw(voice, poll.id)
    more = card.lines if card else ()
    if may_answer(poll.kind, sitting.standing, None) is not None:
        return Piece(slip.title, [voice.text("home-poll-tenant")], more=more)
    return Piece(slip.title, [*slip.lines, voice.text("home-poll-until", when=voice.clock(poll.closes_at))], _flat(slip), more)


def _surveys(looker: Looker) -> Iterator[Piece]:
    """The first question of a survey is one press away, in the conversation."""
    communities = dict.fromkeys(home.community_id for home in looker.homes)
    for one in (each for where_ in communities for each in sheets.find_open(looker.db, where_, "", looker.voice.now)):
        post = surveys.draw(looker.voice, one.id) if any(home.path.startswith(one.path) for home in looker.homes) else None
        if post is not None:
            yield Piece(post.title, post.lines[:1], _flat(post))


# ---------------------------------------------------------------- what became of it


def _matter(looker: Looker, one: Matter) -> Piece:
    post = matter_cards.draw(looker.voice, one.id)
    assert post is not None
    return Piece(post.title, post.lines, _flat(post))


def _past(looker: Looker, one: Matter) -> str:
    told = {"number": one.tag, "day": looker.voice.day(one.opened_at), "title": one.title}
    return looker.voice.text("board-row", state=looker.voice.text(f"matter-state-{one.state.value}"), **told)


def _bills(looker: Looker) -> list[Piece]:
    members = plans.find_members(looker.db, [home.id for home in looker.homes])
    mine = [home for home in looker.homes if looker.me.id in members.get(home.id, ())]
    told = [statement(looker.voice, *each).split("\n") for home in mine for each in stakes_of(looker.voice, home)]
    return [Piece(title, lines) for title, *lines in told]


# ---------------------------------------------------------------- Love Day, and what lies ahead


def _days(looker: Looker, compound: Place | None) -> list[Piece]:
    """The next time of each: sign up or off, book a service."""
    plans_ = duties.find_public(looker.db, compound.community_id) if compound else []
    found = [duties.find_next(looker.db, plan.id, looker.voice.now) for plan in plans_]
    return [_day(looker, one) for one in found if one is not None and one.is_open(looker.voice.now)]


def _day(looker: Looker, occasion: Occasion) -> Piece:
    voice, seen = looker.voice, duties.find_stands(looker.db, occasion.id)
    mine = duties.find_mine(looker.db, occasion.id, looker.me.id)
    title = headline(voice, voice.db.get_one(duties.Plan, occasion.plan_id), occasion)
    booked, lines, buttons = _booked(looker, occasion), [when(voice, occasion)], []
    if mine is not None and mine.state in ALIVE:
        stand = next(one.stand for one in seen if one.stand.id == mine.stand_id)
        lines, buttons = [*lines, _going(voice, mine, stand)], _going_buttons(voice, mine)
    else:
        buttons = [voice.button("home-join", f"duty-join:{one.stand.id}", stand=one.stand.name) for one in seen]
    added = voice.added("occasion", occasion)
    free = [button for each in added for button in each.residents]
    lines += [*(line for each in added for line in each.lines), *(line for line, _ in booked)]
    return Piece(title, lines, [*buttons, *free, *(off for _, off in booked)], [station_line(voice, one, named=False) for one in seen])


def _going(voice: Voice, mine: SignUp, stand: Stand) -> str:
    key = {Going.WAITING: "home-waits", Going.OFFERED: "home-offered"}.get(mine.state, "home-going")
    return voice.text(key, stand=where(stand))


def _going_buttons(voice: Voice, mine: SignUp) -> list[Button]:
    take = [voice.button("button-duty-take", f"duty-take:{mine.id}")] if mine.state is Going.OFFERED else []
    return [*take, voice.button("button-duty-off", f"duty-off:{mine.occasion_id}")]


def _booked(looker: Looker, occasion: Occasion) -> list[tuple[str, Button]]:
    """What one has booked for that day, each with its button to call it off."""
    mine = [(one, stand) for one, at, stand in bookings.find_mine(looker.db, looker.me.id, looker.voice.now) if at.id == occasion.id]
    return [
        (
            looker.voice.text("home-booked", stand=where(stand), who=one.name, number=str(one.number)),
            looker.voice.button("button-booking-off-one", f"book-off:{one.id}", who=one.name, stand=stand.name),
        )
        for one, stand in mine
    ]


def _ahead(looker: Looker, compound: Place | None) -> list[str]:
    if compound is None:
        return []
    voice, span = looker.voice, (looker.voice.now, looker.voice.now + AHEAD)
    found = events.find_public_events(voice.db, compound.community_id, compound.path, *span, voice.house.time_zone)
    found += events.find_own_events(voice.db, looker.me.id, *span, voice.house.time_zone)
    found.sort(key=lambda one: (one.begins, one.uid))
    days = groupby((one for one in found if not one.cancelled), key=lambda one: voice.local_day(one.begins))
    return [day_lines(voice, day, list(theirs)) for day, theirs in days]
