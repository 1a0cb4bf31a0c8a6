"""`papers poll N`, `papers consent N`: ballots to cut out and the list to walk with, for the printer; a QR code for each household."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands import guarded, the_one
from bot.commands.ballots import speech
from bot.commands.opening import opened
from bot.commands.posters import drawn_code, render
from bot.settings import Settings, read_settings
from handlers import texts
from handlers.poll_lines import Speech
from models import ballots, consents, places, plans, rolls
from models.consents import Round
from models.plans import Plan
from models.polls import Poll
from models.rules.plans import money_text
from models.rules.polls import Kind


@dataclass(frozen=True, slots=True)
class Door:
    """A household: its door, what it is told beside, and the code of what a building leader sends to enter its answer."""

    label: str
    told: str
    code: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed, in words: a slip for each door, and the list of the doors."""

    title: str
    lines: Sequence[str]
    options: Sequence[str]
    doors: Sequence[Door]
    answers: Sequence[str]


def print_papers(what: str, number: int, out: Path | None, language: str | None) -> int:
    """Two parts: the slips, and the walk sheet; to stdout or into a file."""
    settings = read_settings()
    spoken = texts.language_of(language or settings.language)
    with opened(settings) as database, database.reading() as session:
        sheet = (_poll if what == "poll" else _round)(session, number, settings, spoken)
    page = render("papers.html", sheet=sheet, language=spoken)
    if out is None:
        sys.stdout.write(page)
    else:
        with guarded(out):
            out.write_text(page, encoding="utf-8")
    return 0


def _poll(session: Session, number: int, settings: Settings, language: str) -> Sheet:
    poll = the_one(session.scalars(select(Poll).where(Poll.number == number)).all(), f"poll {number}", "print")
    say = speech(language, settings.zone)
    where = ballots.called(session, places.find_place(session, poll.place_id))
    command = texts.text(language, "paper-enter", number=str(number))
    doors = [Door(home.label, "", drawn_code(f"{command} {home.label} ")) for _, home in rolls.find_roll(session, poll.id)]
    options = [say.option(option) for option in poll.options]
    title = say.text("poll-card", number=str(number), kind=say.text(f"poll-kind-{poll.kind.value}"), title=poll.title)
    return Sheet(title, [where, *_about(say, poll)], options, doors, options)


def _about(say: Speech, poll: Poll) -> list[str]:
    clause = [say.clause(poll.issue)] if poll.issue else []
    how = [] if poll.kind is not Kind.ADVISORY else [say.text(f"poll-not-{poll.kind.value}")]
    chosen = say.text(f"paper-{poll.manner.value}", most=str(poll.most))
    return [
        *clause,
        *how,
        chosen,
        say.text("paper-until", when=say.clock(poll.closes_at)),
        say.text("poll-roll-print", hash=poll.roll_hash),
    ]


def _round(session: Session, number: int, settings: Settings, language: str) -> Sheet:
    found = the_one(session.scalars(select(Round).where(Round.number == number)).all(), f"consent round {number}", "print")
    say = speech(language, settings.zone)
    plan = session.get_one(Plan, found.plan_id)
    version = plans.find_version(session, plan, found.version)
    asked = [one for one in consents.find_consents(session, found.id) if one.pays]
    doors = [Door(one.label, _share(say, one.share, one.payer), drawn_code(say.text("paper-agree", home=one.label))) for one in asked]
    answers = [say.text(f"answer-{name}") for name in ("agreed", "opposed", "undecided", "absent", "away")]
    title = say.text("paper-round", number=str(number), plan=str(plan.number), version=str(version.number))
    where = ballots.called(session, places.find_place(session, plan.place_id))
    return Sheet(title, [where, say.text("paper-total", total=money_text(version.net))], answers[:2], doors, answers)


def _share(say: Speech, share: int, payer: str) -> str:
    told = say.text("paper-share", money=money_text(share))
    return told + (say.text("paper-payer", payer=payer) if payer else "")
