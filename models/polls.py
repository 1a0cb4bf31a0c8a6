"""Polls as stored. How a poll stands is kept on its row, in the ballot's own transaction; counting the ballots anew must agree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Table, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, direct
from models.chats import Chat, Kind, find_nearest
from models.places import Path, Place, around, span, under
from models.rolls import Roll, freeze
from models.rules.poll_sheets import roll_print
from models.rules.polls import Counted, Manner, Option, options_of, rule_of
from models.rules.polls import Kind as PollKind
from models.rules.tallies import Issue, Rule, Tally, Weight
from models.series import take_number

_OPEN = "closed_at IS NULL"


class Poll(Base):
    """A poll: what is asked of whom and until when, and how it stands; `about` is the subject it decides something for (`forum:3`)."""

    __tablename__ = "polls"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_polls_open", "community_id", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        CheckConstraint("opened_at < closes_at", name="ends_after_it_began"),
        CheckConstraint("cast_homes >= 0 AND cast_heads >= 0 AND cast_area >= 0", name="never_less_than_nothing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[PollKind] = mapped_column(choice(PollKind))
    issue: Mapped[Issue | None] = mapped_column(choice(Issue))
    manner: Mapped[Manner] = mapped_column(choice(Manner))
    most: Mapped[int] = mapped_column(default=1)
    counted: Mapped[Counted] = mapped_column(choice(Counted))
    sealed: Mapped[bool] = mapped_column(default=False)
    labels: Mapped[list[Any]] = mapped_column(default=list)
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    about: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    extended: Mapped[list[Any]] = mapped_column(default=list)
    roll_hash: Mapped[str] = mapped_column(String(64))
    ballots_hash: Mapped[str] = mapped_column(String(64), default="")
    unreached: Mapped[int] = mapped_column(default=0)
    homes: Mapped[int]
    heads: Mapped[int]
    area: Mapped[int]
    cast_homes: Mapped[int] = mapped_column(default=0)
    cast_heads: Mapped[int] = mapped_column(default=0)
    cast_area: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    @property
    def subject(self) -> str:
        return f"poll:{self.id}"

    @property
    def options(self) -> tuple[Option, ...]:
        return options_of(self.kind, self.manner, self.labels)

    @property
    def rule(self) -> Rule:
        return rule_of(self.kind, self.issue)

    @property
    def tally(self) -> Tally:
        """How it stands, as counted ballot by ballot."""
        options = {option.key: Weight(*self.counts.get(option.key, (0, 0, 0))) for option in self.options}
        return Tally(Weight(self.homes, self.heads, self.area), Weight(self.cast_homes, self.cast_heads, self.cast_area), options, 0)

    def is_open(self, now: datetime) -> bool:
        """Whether what is received now counts."""
        return self.closed_at is None and now < self.closes_at


polls: Table = Poll.__table__  # type: ignore[assignment]


def open_poll(session: Session, place: Place, roll: Roll, now: datetime, **asked: Any) -> Poll:
    """A new poll with its number and its frozen roll."""
    number = take_number(session, Poll, place.community_id)
    homes = [home for _, home in roll.homes]
    whole = {"homes": len(homes), "heads": len({home.head for home in homes}), "area": sum(home.area for home in homes)}
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "number": number}
    poll = Poll(opened_at=now, roll_hash=roll_print(homes), unreached=roll.unreached, **where, **whole, **asked)
    session.add(poll)
    session.flush()
    freeze(session, poll.id, place.community_id, roll)
    return poll


def lock_poll(session: Session, poll: int) -> Poll | None:
    """A poll for writing: ballots and the closing of one poll go one after the other. What SQLite's one writer has read of it, stands."""
    alone = direct(session).dialect.name == "sqlite"
    return session.get(Poll, poll) if alone else session.get(Poll, poll, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Poll | None:
    return session.scalars(select(Poll).where(Poll.community_id == community, Poll.number == number)).one_or_none()


def find_open(session: Session, community: int, path: str, now: datetime) -> Sequence[Poll]:
    """The open polls at, above or below a place, the one that ends first first."""
    query = select(Poll).where(Poll.community_id == community, Poll.closed_at.is_(None), Poll.closes_at > now, around(Poll, path))
    return session.scalars(query.order_by(Poll.closes_at, Poll.id)).all()


def find_groups(session: Session, path: str) -> Sequence[Chat]:
    """Where a poll is shown: the residents' groups at and below its place, and the nearest above where it has none of its own."""
    below = select(Chat).join(Place, Place.id == Chat.place_id).where(under(Place.path), Chat.kind == Kind.RESIDENTS)
    found = {chat.id: chat for chat in session.scalars(below.order_by(Chat.id), span(path))}
    return list(({chat.id: chat for chat in find_nearest(session, path, Kind.RESIDENTS)} | found).values())
