"""Places: one tree from the street to the household, with a materialised path (`/1/4/9/`: ids from the root, itself included)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice, written
from models.memory import remembered
from models.rules.naming import names

Path = String(255).with_variant(String(255, collation="C"), "postgresql")
"""Compared byte by byte, so that what lies below a place is one stretch of an index."""
_COMPOUND = "level = 'compound'"


class Level(StrEnum):
    """How high a place stands in the tree."""

    STREET = "street"
    COMMUNITY = "community"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    HOUSEHOLD = "household"


class Community(Base):
    """Those who share one series of numbers, one staff and one purse; its id is on every row."""

    __tablename__ = "communities"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    language: Mapped[str] = mapped_column(String(8), default="zh-CN")
    time_zone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    last_number: Mapped[int] = mapped_column(default=0)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Place(Base):
    """A place of the tree; `path` is set when it is added and never changes."""

    __tablename__ = "places"
    __table_args__ = (
        UniqueConstraint("community_id", "parent_id", "name"),
        Index("ix_places_path", "path"),
        Index("ix_places_parent", "parent_id"),
        Index("ix_places_compounds", "id", sqlite_where=text(_COMPOUND), postgresql_where=text(_COMPOUND)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))
    level: Mapped[Level] = mapped_column(choice(Level))
    name: Mapped[str] = mapped_column(String(80))
    path: Mapped[str] = mapped_column(Path, default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)


class Household(Base):
    """What a door has beside its place: its label, a floor of its own, areas in 0.01 m²."""

    __tablename__ = "households"
    __table_args__ = (CheckConstraint("area >= 0 AND parking >= 0", name="area_not_negative"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    door: Mapped[str] = mapped_column(String(40))
    floor: Mapped[int]
    area: Mapped[int] = mapped_column(default=0)
    parking: Mapped[int] = mapped_column(default=0)


_ORDER = {level: order for order, level in enumerate(Level)}


def add_community(session: Session, name: str, language: str = "zh-CN", time_zone: str = "Asia/Shanghai") -> Community:
    community = Community(name=name, language=language, time_zone=time_zone)
    session.add(community)
    session.flush()
    return community


def add_place(session: Session, community: int, parent: Place | None, level: Level, name: str) -> Place:
    """A new place under its parent (None: a root of the community)."""
    place = Place(community_id=community, parent_id=parent and parent.id, level=level, name=name)
    session.add(place)
    session.flush()
    place.path = f"{parent.path if parent else '/'}{place.id}/"
    session.flush()
    return place


@remembered
def find_place(session: Session, place: int) -> Place | None:
    return session.get(Place, place)


def find_children(session: Session, parent: int) -> Sequence[Place]:
    return session.scalars(select(Place).where(Place.parent_id == parent).order_by(Place.id)).all()


def find_communities(session: Session) -> Sequence[int]:
    return session.scalars(select(Community.id).order_by(Community.id)).all()


# Built once: composing a statement costs more than running it.
_COMPOUNDS = select(Place).where(written(Place.level, Level.COMPOUND)).order_by(Place.id)


def under(column: Any) -> ColumnElement[bool]:
    """Whether a path is that of a place or of one below it; the place is given by `span`."""
    return and_(column >= bindparam("path"), column < bindparam("past"))


def around(thing: Any, path: str) -> ColumnElement[bool]:
    """Whether something that stands at a place (`path`, `place_id`) stands at the place with this path, below it or above it."""
    return or_(thing.path.startswith(path, autoescape=True), thing.place_id.in_(ids_of(path)))


def ids_of(path: str) -> list[int]:
    """The ids of a path, from the root down to the place itself."""
    return [int(part) for part in path.split("/") if part]


def span(path: str) -> dict[str, str]:
    """A path, and the first that is no longer below it: `0` comes right after `/`."""
    return {"path": path, "past": f"{path[:-1]}0"}


_BELOW = select(Place).where(under(Place.path), Place.level.in_(bindparam("levels", expanding=True))).order_by(Place.id)
_NAMED = (
    select(Place)
    .where(under(Place.path), Place.level == bindparam("level"))
    .where(or_(Place.name.contains(bindparam("part"), autoescape=False), Place.aliases != literal([], Place.aliases.type)))
    .order_by(Place.id)
)
_AMONG = select(Place).where(Place.id.in_(bindparam("ids", expanding=True)))


@remembered
def find_compounds(session: Session) -> Sequence[Place]:
    """Every compound, oldest first."""
    return session.scalars(_COMPOUNDS).all()


def find_named(session: Session, names: Sequence[str]) -> Place | None:
    """The place written `傲梅苑/2号楼/1单元`: compound first, then downwards; None when any step is missing."""
    place = session.scalars(select(Place).where(Place.level == Level.COMPOUND, Place.name == names[0])).first()
    for name in names[1:]:
        if place is None:
            return None
        place = session.scalars(select(Place).where(Place.parent_id == place.id, Place.name == name)).first()
    return place


def find_compound(session: Session, place: Place) -> Place:
    """The compound a place belongs to; the place itself when it stands above all compounds."""
    return next((above for above in find_above(session, place) if above.level is Level.COMPOUND), place)


@remembered
def find_above(session: Session, place: Place) -> Sequence[Place]:
    """The place and all above it, highest first."""
    ids = ids_of(place.path)
    found = {above.id: above for above in session.scalars(_AMONG, {"ids": ids})}
    return [found[id_] for id_ in ids if id_ in found]


def find_under(session: Session, path: str, *levels: Level) -> Sequence[Place]:
    """The place with this path and all below it, of these levels (all when none is named), in order of the tree's making."""
    return session.scalars(_BELOW, {**span(path), "levels": levels or tuple(Level)}).all()


@remembered
def find_said(session: Session, here: Place, building: str | None, unit: str | None, room: str | None) -> Place | None:
    """The place these spoken parts name (`2`, `3`, `301`) when said here, as deep as they surely lead; None if they lead nowhere.

    What is not said is as it is here: a unit is meant in this building, a door in this unit.
    """
    around = Level.COMPOUND if building else Level.BUILDING if unit else Level.UNIT
    within = [above for above in find_above(session, here) if _ORDER[above.level] <= _ORDER[around]][-1]
    found = None
    for level, part in ((Level.BUILDING, building), (Level.UNIT, unit), (Level.HOUSEHOLD, room)):
        if part is None:
            continue
        near = session.scalars(_NAMED, {**span((found or within).path), "level": level, "part": part})
        meant = [place for place in near if names(place.name, part, place.aliases)]
        if len(meant) != 1:  # a door alone is one in each building
            return found
        found = meant[0]
    return found


def public_name(above: Sequence[Place]) -> str:
    """How a place is called in public: down to the unit, never the door."""
    said = [place.name for place in above if place.level in (Level.BUILDING, Level.UNIT)]
    return "".join(said) or next((place.name for place in reversed(above) if place.level is not Level.HOUSEHOLD), "")
