"""Likely doubles among open matters, and what is carried over when one goes into another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, union, update
from sqlalchemy.orm import Session

from models.base import insert, written
from models.matters import Follower, Matter, Snapshot, count_followers, follow, followers
from models.places import under
from models.prepared import Prepared
from models.rules.doubles import WITHIN, alike, similarity
from models.rules.matters import OPEN
from models.rules.understanding import Category

LOOKED_AT = 100
"""So many of the newest open matters of a category are compared, however many a community has."""

_NEWEST = (
    select(Matter.id, Matter.path)
    .where(
        Matter.community_id == bindparam("community"),
        Matter.category == bindparam("category"),
        Matter.registered_at >= bindparam("since"),
        written(Matter.state, *sorted(OPEN)),
    )
    .order_by(Matter.registered_at.desc())
    .limit(LOOKED_AT)
    .subquery()
)
_ALONG = or_(under(_NEWEST.c.path), func.substr(bindparam("here"), 1, func.length(_NEWEST.c.path)) == _NEWEST.c.path)
# Only those along the path are read (measured 47 against 75 µs).
_CANDIDATES = Prepared(select(Matter.id, Matter.title).join(_NEWEST, _NEWEST.c.id == Matter.id).where(_ALONG))


def find_like(session: Session, community: int, path: str, category: Category, title: str, now: datetime) -> int | None:
    """The open matter most like this title: of the category, here, below or above, registered within 14 days; of equals the oldest."""
    asked = {"community": community, "category": category, "since": now - WITHIN, "path": path, "past": f"{path[:-1]}0", "here": path}
    near = [(similarity(title, other), -id_, id_) for id_, other in _CANDIDATES.run(session, asked) if alike(title, other)]
    return max(near)[2] if near else None


def lock_root(session: Session, matter: Matter) -> Matter:
    """Where a locked matter went in the end, locked too; itself when it was not merged. What is merged is never merged into: no cycle."""
    while matter.merged_into_id is not None:
        found = session.get(Matter, matter.merged_into_id, with_for_update=True, populate_existing=True)
        if found is None:
            break
        matter = found
    return matter


def find_root(session: Session, matter: Matter) -> Matter:
    """The same for reading."""
    while matter.merged_into_id is not None and (found := session.get(Matter, matter.merged_into_id)) is not None:
        matter = found
    return matter


def lock_other(session: Session, held: Matter, other: int) -> Matter | None:
    """A second matter, locked while the first is held; None when it is not there or somebody else holds it just now.

    Rows are waited for in the order of their ids only: two people who merge two matters into one another at once never wait in a ring.
    """
    waiting = {"skip_locked": True} if other < held.id else True
    return session.get(Matter, other, with_for_update=waiting, populate_existing=True)


def count_homes(session: Session, matter: Matter) -> int:
    """How many households met this trouble: the reporter's and those that follow it."""
    mine = select(Matter.household_id.label("home")).where(Matter.id == matter.id)
    others = select(Follower.household_id.label("home")).where(Follower.matter_id == matter.id)
    return session.scalar(select(func.count(union(mine, others).subquery().c.home))) or 0


def carry_over(session: Session, source: Matter, into: Matter, now: datetime) -> list[int]:
    """Who reported and follows `source` follows `into`, each once; its pictures go along. Gives who is new there. Both are locked."""
    held = select(followers.c.person_id).where(followers.c.matter_id == into.id)
    known = {into.reporter_id, *session.scalars(held)}
    theirs = select(followers.c.person_id, followers.c.household_id).where(followers.c.matter_id == source.id).order_by(followers.c.at)
    came = [(source.reporter_id, source.household_id), *((person, home) for person, home in session.execute(theirs))]
    new = {person: home for person, home in reversed(came) if person is not None and person not in known}
    if new:
        rows = [_following(into, person, home, now) for person, home in new.items()]
        session.execute(insert(session, followers).values(rows).on_conflict_do_nothing())
        count_followers(session, into)
    _carry_pictures(session, source, into)
    source.merged_into_id = into.id
    session.flush()
    return sorted(new)


def _following(matter: Matter, person: int, household: int | None, now: datetime) -> dict[str, object]:
    return {"matter_id": matter.id, "person_id": person, "community_id": matter.community_id, "household_id": household, "at": now}


def _carry_pictures(session: Session, source: Matter, into: Matter) -> None:
    if source.pictures:
        session.execute(update(Snapshot).where(Snapshot.matter_id == source.id).values(matter_id=into.id))
        into.pictures, source.pictures = into.pictures + source.pictures, 0


def join(session: Session, draft: Matter, into: Matter, now: datetime) -> bool:
    """A draft turns out to be another's matter: its author follows, its pictures go along. False when they had reported or followed it."""
    new = (
        draft.reporter_id is not None
        and draft.reporter_id != into.reporter_id
        and follow(session, into, draft.reporter_id, draft.household_id, now)
    )
    _carry_pictures(session, draft, into)
    draft.merged_into_id = into.id
    session.flush()
    return new
