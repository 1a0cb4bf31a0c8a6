"""Numbers of their own that people quote: each community counts its outages, polls, plans and rounds from 1."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.places import Community


def lock_series(session: Session, community: int) -> None:
    """Until the commit nobody else takes a number here.

    The community's row is the lock; not against those whose new rows only point to it, who would wait for one another.
    """
    session.get(Community, community, with_for_update={"key_share": True})


def next_number(session: Session, kind: Any, community: int) -> int:
    """The number after the last of this kind of row; whoever calls holds the lock."""
    last = session.scalar(select(func.max(kind.number)).where(kind.community_id == community))
    return (last or 0) + 1


def take_number(session: Session, kind: Any, community: int) -> int:
    """The next number of this kind of row, for whoever asks first."""
    lock_series(session, community)
    return next_number(session, kind, community)
