"""Matters: what residents report, who follows it, the pictures that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ForeignKey, Index, String, Table, UniqueConstraint, bindparam, delete, func, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, as_read, choice, insert, written
from models.chats import Chat
from models.people import Account
from models.places import Community, Path, Place, ids_of, span, under
from models.prepared import Prepared, named
from models.rules.matters import OPEN, State
from models.rules.understanding import Category

_OPEN = f"state IN ({', '.join(repr(s.value) for s in sorted(OPEN))})"
_ACCEPTED, _DONE = "accepted_at IS NOT NULL", "done_at IS NOT NULL"
_NUMBERED, _ENDED = "registered_at IS NOT NULL", "closed_at IS NOT NULL"
WINDOW = 2000
"""The board looks at this many of the newest numbers, never at all history."""


class Matter(Base):
    """A matter. `title` is public and masked; `words` are the resident's own and internal. A draft has no number yet.

    `like_id` is the open matter it looked like when it was told; `homes` are the households among those who `follow` it.

    What other capabilities add to its card they look up only when `jobs`, `calls`, `incident_id` or `overdue` say that there is something:
    most matters are reported, done and confirmed, and their cards are drawn without a question.
    """

    __tablename__ = "matters"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_matters_open", "community_id", "number", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index("ix_matters_reporter", "reporter_id", "id"),
        Index("ix_matters_accepted", "community_id", "accepted_at", sqlite_where=text(_ACCEPTED), postgresql_where=text(_ACCEPTED)),
        Index("ix_matters_done", "community_id", "done_at", sqlite_where=text(_DONE), postgresql_where=text(_DONE)),
        Index("ix_matters_registered", "community_id", "registered_at", sqlite_where=text(_NUMBERED), postgresql_where=text(_NUMBERED)),
        Index("ix_matters_closed", "community_id", "closed_at", sqlite_where=text(_ENDED), postgresql_where=text(_ENDED)),
        Index("ix_matters_alike", "community_id", "category", "registered_at", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int | None]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    place_name: Mapped[str] = mapped_column(String(120))
    category: Mapped[Category] = mapped_column(choice(Category))
    state: Mapped[State] = mapped_column(choice(State))
    urgent: Mapped[bool] = mapped_column(default=False)
    emergency: Mapped[str | None] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(200))
    words: Mapped[str]
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    message: Mapped[str] = mapped_column(String(40), default="")
    opened_at: Mapped[datetime]
    registered_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    deferred_until: Mapped[datetime | None]
    news: Mapped[str] = mapped_column(String(300), default="")
    follows: Mapped[int] = mapped_column(default=0)
    homes: Mapped[int] = mapped_column(default=0)
    pictures: Mapped[int] = mapped_column(default=0)
    reopened: Mapped[int] = mapped_column(default=0)
    reopened_at: Mapped[datetime | None]
    like_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"))
    incident_id: Mapped[int | None] = mapped_column(index=True)
    jobs: Mapped[int] = mapped_column(default=0)
    calls: Mapped[int] = mapped_column(default=0)
    overdue: Mapped[str | None] = mapped_column(String(8))
    overdue_since: Mapped[datetime | None]
    overdue_because: Mapped[str] = mapped_column(String(200), default="")

    @property
    def tag(self) -> str:
        """As people quote it: `#12`; a draft has none."""
        return f"#{self.number}" if self.number else ""

    @property
    def subject(self) -> str:
        """What cards, timers and facts are about."""
        return f"matter:{self.id}"


class Follower(Base):
    """Somebody who met the same (我也遇到), with the household they speak for."""

    __tablename__ = "followers"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)
    community_id: Mapped[int]
    household_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    at: Mapped[datetime]


class Snapshot(Base):
    """A picture somebody sent: loose until words claim it, or claimed by the matter it belongs to."""

    __tablename__ = "snapshots"
    __table_args__ = (
        UniqueConstraint("chat_id", "message", "unique"),
        Index("ix_snapshots_loose", "chat_id", "person_id", "at"),
        Index("ix_snapshots_album", "chat_id", "album"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    message: Mapped[str] = mapped_column(String(40))
    album: Mapped[str] = mapped_column(String(80), default="")
    media: Mapped[str] = mapped_column(String(8))
    ref: Mapped[str] = mapped_column(String(255))
    unique: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]


class Tally(Base):
    """How many matters of a compound were closed as done in a month (local `YYYY-MM`); kept up in the closing transaction."""

    __tablename__ = "tallies"

    community_id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(Path, primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    done: Mapped[int] = mapped_column(default=0)


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """The counters above the board."""

    open: int
    done_month: int
    total: int


class Stand(StrEnum):
    """Which matters a list is of: all, those in hand, those that were solved."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"


class Listed(NamedTuple):
    """A registered matter as lists show it."""

    number: int
    state: State
    category: Category
    title: str
    place_name: str
    registered_at: datetime
    follows: int

    @property
    def tag(self) -> str:
        return f"#{self.number}"


matters: Table = Matter.__table__  # type: ignore[assignment]
followers: Table = Follower.__table__  # type: ignore[assignment]
snapshots: Table = Snapshot.__table__  # type: ignore[assignment]
communities: Table = Community.__table__  # type: ignore[assignment]
_NUMBER = Prepared(
    update(communities)
    .where(communities.c.id == bindparam("community"))
    .values(last_number=communities.c.last_number + 1)
    .returning(communities.c.last_number)
)
_GIVEN = [column for column in matters.c if column.name != "id"]
_OPEN_MATTER = Prepared(matters.insert().values(named(*(column.name for column in _GIVEN))).returning(matters.c.id))
_BLANK: dict[str, Any] = dict.fromkeys(column.name for column in _GIVEN if column.nullable)
_BLANK |= {"message": "", "news": "", "overdue_because": ""}
_BLANK |= dict.fromkeys(("follows", "homes", "pictures", "reopened", "jobs", "calls"), 0)
_CLAIM = Prepared(
    update(snapshots)
    .where(
        snapshots.c.chat_id == bindparam("chat"),
        snapshots.c.person_id == bindparam("person"),
        snapshots.c.at >= bindparam("since"),
        snapshots.c.matter_id.is_(None),
    )
    .values(matter_id=bindparam("matter"))
    .returning(snapshots.c.id)
)


def next_number(session: Session, community: int) -> int:
    """The next number a community's people can quote; without gaps, because it is taken in the matter's own transaction."""
    [(number,)] = _NUMBER.run(session, {"community": community})
    return int(number)


def open_matter(session: Session, **fields: Any) -> Matter:
    """A new matter. Written by Core and then handed to the session as if read: this is the hot path (measured 0.1 against 0.25 ms)."""
    row = {**_BLANK, **fields}
    [(id_,)] = _OPEN_MATTER.run(session, row)
    return as_read(session, Matter, row | {"id": id_})


def find_matter(session: Session, community: int, number: int) -> Matter | None:
    return session.scalars(select(Matter).where(Matter.community_id == community, Matter.number == number)).one_or_none()


def lock_matter(session: Session, matter: int) -> Matter | None:
    """The matter, freshly read, and nobody else's until the transaction ends."""
    return session.get(Matter, matter, with_for_update=True, populate_existing=True)


def find_latest(session: Session, chat: int, person: int, since: datetime) -> Matter | None:
    """The newest matter this person opened in this chat since then; later words and pictures are added to it."""
    query = select(Matter).where(Matter.reporter_id == person, Matter.chat_id == chat, Matter.opened_at >= since)
    lapsed = (Matter.state == State.LAPSED) & Matter.merged_into_id.is_(None)  # a draft that joined another matter lives on there
    return session.scalars(query.where(~lapsed).order_by(Matter.id.desc()).limit(1)).first()


def find_reported(session: Session, person: int, limit: int = 20) -> Sequence[Matter]:
    """A person's own matters, newest first."""
    query = select(Matter).where(Matter.reporter_id == person, Matter.number.is_not(None))
    return session.scalars(query.order_by(Matter.id.desc()).limit(limit)).all()


# Built once: composing a statement costs more than running it. The community is looked up inside, so a page is one statement.
_HERE = under(Matter.path)
_AT = select(Place.community_id).where(Place.id == bindparam("place")).scalar_subquery()
_LAST = select(Community.last_number).where(Community.id == _AT).scalar_subquery()
_LISTED = [matters.c[name] for name in Listed._fields]
_BOARD = (
    select(*_LISTED)
    .where(Matter.community_id == _AT, Matter.number > _LAST - WINDOW, _HERE)
    .order_by(Matter.number.desc())
    .limit(bindparam("limit"))
)
_OF_CATEGORY = Matter.category == bindparam("category")
_NARROWED = {
    Stand.ALL: _BOARD,
    Stand.DONE: _BOARD.where(written(Matter.state, State.DONE, State.CONFIRMED, State.UNCONFIRMED)),
    Stand.OPEN: select(*_LISTED)
    .where(Matter.community_id == _AT, text(_OPEN), Matter.number.is_not(None), _HERE)
    .order_by(Matter.number.desc())
    .limit(bindparam("limit")),
}
_PAGES = {stand: (Prepared(query), Prepared(query.where(_OF_CATEGORY))) for stand, query in _NARROWED.items()}
_OPEN_LIST = Prepared(
    select(*_LISTED).where(Matter.community_id == _AT, text(_OPEN), _HERE).order_by(Matter.number).limit(bindparam("limit"))
)
_COUNTS = Prepared(
    select(
        select(func.count()).select_from(Matter).where(Matter.community_id == _AT, text(_OPEN), _HERE).scalar_subquery(),
        select(func.coalesce(func.sum(Tally.done), 0))
        .where(Tally.community_id == _AT, Tally.month == bindparam("month"), under(Tally.path))
        .scalar_subquery(),
        func.coalesce(_LAST, 0),
    )
)


def find_board(session: Session, path: str, limit: int, stand: Stand = Stand.ALL, category: Category | None = None) -> list[Listed]:
    """The newest registered matters at a place or below it, newest first; those not in hand any more within the window."""
    page = _PAGES[stand][category is not None]
    return [Listed._make(row) for row in page.run(session, {"place": _place(path), "limit": limit, "category": category, **span(path)})]


def find_open(session: Session, path: str, limit: int) -> list[Listed]:
    """The open matters at a place or below it, oldest first."""
    return [Listed._make(row) for row in _OPEN_LIST.run(session, {"place": _place(path), "limit": limit, **span(path)})]


_OPEN_OF = Prepared(
    select(*_LISTED)
    .where(Matter.community_id == bindparam("community"), text(_OPEN), _OF_CATEGORY, _HERE)
    .order_by(Matter.number.desc())
    .limit(bindparam("limit"))
)


def find_open_of(session: Session, community: int, category: Category, path: str, limit: int = 20) -> list[Listed]:
    """The open matters of a category at a place or below it, newest first."""
    asked = {"community": community, "category": category, "limit": limit, **span(path)}
    return [Listed._make(row) for row in _OPEN_OF.run(session, asked)]


def find_open_ids(session: Session, community: int) -> Sequence[int]:
    """All open matters of a community, oldest first."""
    return session.scalars(select(Matter.id).where(Matter.community_id == community, text(_OPEN)).order_by(Matter.number)).all()


def count_board(session: Session, path: str, month: str = "") -> BoardCounts:
    """How many are open now, were done in this month (`YYYY-MM`), and were ever registered in the community."""
    [(opened, done, total)] = _COUNTS.run(session, {"place": _place(path), "month": month, **span(path)})
    return BoardCounts(opened, int(done), total)


def _place(path: str) -> int:
    return next(reversed(ids_of(path)), 0)


def count_done(session: Session, matter: Matter, month: str, by: int = 1) -> None:
    """Count a matter as done in this month (by -1: it was not, after all), in the transaction that moves it."""
    row = insert(session, Tally).values(community_id=matter.community_id, path=matter.path, month=month, done=by)
    session.execute(row.on_conflict_do_update(index_elements=["community_id", "path", "month"], set_={"done": Tally.done + by}))


def follow(session: Session, matter: Matter, person: int, household: int | None, now: datetime) -> bool:
    """Add a follower once; False when they follow already. The conflict is the answer."""
    row = insert(session, followers).values(
        matter_id=matter.id, person_id=person, community_id=matter.community_id, household_id=household, at=now
    )
    added = session.execute(row.on_conflict_do_nothing().returning(followers.c.person_id)).scalar_one_or_none()
    if added is not None:
        count_followers(session, matter)
    return added is not None


def count_followers(session: Session, matter: Matter) -> None:
    """Count anew who follows a matter, and of how many households; its row is locked."""
    mine = followers.c.matter_id == matter.id
    counted = select(func.count(), func.count(followers.c.household_id.distinct())).where(mine)
    matter.follows, matter.homes = session.execute(counted).one()
    session.flush()


def follows(session: Session, matter: int, person: int) -> bool:
    return session.get(Follower, (matter, person)) is not None


def find_concerned(session: Session, matter: Matter) -> list[int]:
    """The persons to be asked and told: who reported it and who follows it, in order."""
    found = session.scalars(select(Follower.person_id).where(Follower.matter_id == matter.id).order_by(Follower.at, Follower.person_id))
    return list(dict.fromkeys([*([matter.reporter_id] if matter.reporter_id else []), *found]))


def add_snapshot(session: Session, **fields: Any) -> bool:
    """Keep a picture; False when this very picture of this message is kept already."""
    row = insert(session, snapshots).values(fields).on_conflict_do_nothing().returning(snapshots.c.id)
    return session.execute(row).scalar_one_or_none() is not None


def claim_snapshots(session: Session, matter: Matter, chat: int, person: int, since: datetime) -> int:
    """Loose pictures of this person in this chat since then now belong to the matter, which is locked or new; gives how many."""
    claimed = len(_CLAIM.run(session, {"chat": chat, "person": person, "since": since, "matter": matter.id}))
    if claimed:
        matter.pictures += claimed
    return claimed


def drop_loose(session: Session, before: datetime) -> None:
    """Forget pictures that no words ever claimed."""
    session.execute(delete(snapshots).where(snapshots.c.at < before, snapshots.c.matter_id.is_(None)))


class Shot(NamedTuple):
    """A picture of a matter, known by its channel's reference."""

    channel: str
    media: str
    ref: str


def find_shots(session: Session, matter: int, limit: int = 10) -> list[Shot]:
    """The first pictures of a matter, in the order they came."""
    query = select(Chat.channel, Snapshot.media, Snapshot.ref).join(Chat, Chat.id == Snapshot.chat_id)
    return [Shot._make(row) for row in session.execute(query.where(Snapshot.matter_id == matter).order_by(Snapshot.id).limit(limit))]


def find_album(session: Session, chat: int, album: str) -> int | None:
    """The matter that other pictures of this album belong to."""
    query = select(Snapshot.matter_id).where(Snapshot.chat_id == chat, Snapshot.album == album, Snapshot.matter_id.is_not(None))
    return session.scalars(query.limit(1)).first()


def find_account(session: Session, person: int, channel: str) -> str:
    """The account a person has on this channel, to be mentioned by; empty when none."""
    return session.scalars(select(Account.external).where(Account.person_id == person, Account.channel == channel)).first() or ""


def forget_reporter(session: Session, person: int) -> None:
    """A person's matters stay the household's and the building's: the words shrink to the public title, the name goes."""
    session.execute(update(matters).where(matters.c.reporter_id == person).values(reporter_id=None, words=matters.c.title))
    session.execute(update(snapshots).where(snapshots.c.person_id == person).values(person_id=None))
