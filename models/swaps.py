"""换班: one volunteer asks another to take their place, or to change places with them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, exists, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.duties import Occasion, SignUp, lock_occasion, lock_volunteer
from models.duty import Helper
from models.places import Path
from models.rules.duties import ALIVE
from models.teams import Member

_ASKED = text("state = 'asked'")


class Answered(StrEnum):
    ASKED = "asked"
    DONE = "done"
    NO = "no"
    LAPSED = "lapsed"


class Swap(Base):
    """Somebody asks somebody about their place; `theirs_id` is the place given for it, None where only a hand is asked for."""

    __tablename__ = "swaps"
    __table_args__ = (Index("uq_swaps_asked", "mine_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    path: Mapped[str] = mapped_column(Path)
    mine_id: Mapped[int] = mapped_column(ForeignKey("sign_ups.id"))
    asked_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    theirs_id: Mapped[int | None] = mapped_column(ForeignKey("sign_ups.id"))
    state: Mapped[Answered] = mapped_column(choice(Answered))
    until: Mapped[datetime]


def ask(session: Session, mine: SignUp, asked: int, theirs: SignUp | None, until: datetime) -> Swap:
    """Ask anew; what was asked about this place before is let go."""
    for old in session.scalars(select(Swap).where(Swap.mine_id == mine.id, Swap.state == Answered.ASKED)):
        old.state = Answered.LAPSED
    session.flush()
    where = {"community_id": mine.community_id, "path": mine.path, "mine_id": mine.id}
    swap = Swap(asked_id=asked, theirs_id=theirs.id if theirs else None, state=Answered.ASKED, until=until, **where)
    session.add(swap)
    session.flush()
    return swap


def find_swap(session: Session, swap: int) -> Swap | None:
    return session.get(Swap, swap)


def lock_swap(session: Session, swap: int) -> Swap | None:
    return session.get(Swap, swap, with_for_update=True, populate_existing=True)


def lock_both(session: Session, swap: Swap) -> list[tuple[SignUp, Occasion]]:
    """The places it is about, locked as everywhere: occasions before people, each in the order of their numbers."""
    ids = [one for one in (swap.mine_id, swap.theirs_id) if one is not None]
    places = [session.get_one(SignUp, one, populate_existing=True) for one in ids]
    occasions = {one: lock_occasion(session, one) for one in sorted({place.occasion_id for place in places})}
    for person in sorted({places[0].person_id, swap.asked_id}):
        lock_volunteer(session, person)
    found = []
    for place in places:
        session.refresh(place)
        occasion = occasions[place.occasion_id]
        assert occasion is not None
        found.append((place, occasion))
    return found


def is_volunteer(session: Session, community: int, person: int) -> bool:
    """Whether somebody serves here: in a team, as a helper, or signed up for something."""
    member = exists().where(Member.person_id == person, Member.left_at.is_(None), Member.community_id == community)
    helper = exists().where(Helper.person_id == person, Helper.community_id == community)
    signed = exists().where(SignUp.person_id == person, SignUp.state.in_(ALIVE), SignUp.community_id == community)
    return bool(session.scalar(select(or_(member, helper, signed))))
