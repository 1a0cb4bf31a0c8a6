"""手机页: links to the page of a household, or of one person; only a digest is stored, and the first browser that opens one has it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.chats import PHONE
from models.matters import Follower, Matter, find_reported
from models.people import Account, Tie
from models.places import Place
from models.posters import CHANNEL, Phone
from models.rules.codes import digest

LASTS = timedelta(days=60)
"""As long as the joining code on the same letter. A phone that is in stays in: its cookie is renewed with every visit."""
BYTES = 32
"""256 bits: nobody guesses one."""


class HomeLink(Base):
    """A link of a household, or of one person who has an account elsewhere; `account` is the phone that opened it."""

    __tablename__ = "home_links"
    __table_args__ = (Index("ix_home_links_place", "place_id"), Index("ix_home_links_person", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    account: Mapped[str] = mapped_column(String(80), default="")
    revoked_at: Mapped[datetime | None]


def make_link(session: Session, place: Place, now: datetime, person: int | None = None, lasts: timedelta = LASTS) -> tuple[int, str]:
    """A new link's id and its token; nobody can read the token out of the table afterwards."""
    token = new_token()
    where = {"community_id": place.community_id, "place_id": place.id, "person_id": person}
    link = HomeLink(digest=digest(token), made_at=now, expires_at=now + lasts, **where)
    session.add(link)
    session.flush()
    return link.id, token


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def find_link(session: Session, digest_: str, now: datetime) -> HomeLink | None:
    """The live link with this digest, opened or not."""
    live = HomeLink.revoked_at.is_(None) & (HomeLink.expires_at > now)
    return session.scalars(select(HomeLink).where(HomeLink.digest == digest_, live)).one_or_none()


def open_link(session: Session, link: HomeLink, account: str, now: datetime) -> bool:
    """This phone has the link from now on; of many at once exactly one."""
    free = (HomeLink.id == link.id) & HomeLink.opened_at.is_(None) & HomeLink.revoked_at.is_(None)
    return session.scalars(update(HomeLink).where(free).values(opened_at=now, account=account).returning(HomeLink.id)).first() is not None


def revoke_own(session: Session, person: int, now: datetime, besides: str = "") -> int:
    """No link of this person leads anywhere, and no phone of theirs is known, but the one that says so; how many there were."""
    theirs = select(Account.external).where(Account.person_id == person, Account.channel == CHANNEL)
    return _revoke(session, HomeLink.person_id == person, now) + _forget_phones(session, Phone.account.in_(theirs), besides)


def revoke_home(session: Session, household: int, now: datetime) -> int:
    """No link of this household leads anywhere, and no phone of its people is known; how many there were.

    Who had nothing but such a phone belongs there no more: it may have been the wrong hands.
    """
    held = _find_held(session, household)
    alone = {person for person, accounts in held.items() if all(account.startswith(PHONE) for account in accounts)}
    phones = [account for accounts in held.values() for account in accounts if account.startswith(PHONE)]
    shut = _forget_phones(session, Phone.account.in_(phones), "")
    tied = (Tie.household_id == household) & Tie.until.is_(None) & Tie.person_id.in_(alone)
    session.execute(update(Tie).where(tied).values(until=now))
    return _revoke(session, (HomeLink.place_id == household) & HomeLink.person_id.is_(None), now) + shut


def _find_held(session: Session, household: int) -> dict[int, list[str]]:
    """Who belongs to a household and has a phone that is known, with all accounts of theirs."""
    here = select(Tie.person_id).where(Tie.household_id == household, Tie.until.is_(None))
    rows = session.execute(select(Account.person_id, Account.external).where(Account.person_id.in_(here)).order_by(Account.id))
    held: dict[int, list[str]] = {}
    for person, account in rows:
        held.setdefault(person, []).append(account)
    return {person: accounts for person, accounts in held.items() if any(account.startswith(PHONE) for account in accounts)}


def _revoke(session: Session, which: ColumnElement[bool], now: datetime) -> int:
    live = which & HomeLink.revoked_at.is_(None) & (HomeLink.expires_at > now)
    return len(session.scalars(update(HomeLink).where(live).values(revoked_at=now).returning(HomeLink.id)).all())


def _forget_phones(session: Session, which: ColumnElement[bool], besides: str) -> int:
    return len(session.scalars(delete(Phone).where(which, Phone.account != besides).returning(Phone.id)).all())


def forget_links(session: Session, person: int) -> None:
    """A person's links go; that a household's link was opened stays, by whom does not."""
    theirs = select(Account.external).where(Account.person_id == person, Account.channel == CHANNEL)
    session.execute(update(HomeLink).where(HomeLink.account.in_(theirs)).values(account=""))
    session.execute(delete(HomeLink).where(HomeLink.person_id == person))


def about(link: int) -> str:
    """What the letter that carries a link is about."""
    return f"home-link:{link}"


def find_matters(session: Session, person: int, limit: int) -> Sequence[Matter]:
    """What somebody reported or follows, newest first."""
    follows = select(Follower.matter_id).where(Follower.person_id == person)
    followed = select(Matter).where(Matter.id.in_(follows), Matter.number.is_not(None)).order_by(Matter.id.desc()).limit(limit)
    found = {one.id: one for one in [*find_reported(session, person, limit), *session.scalars(followed)]}
    return [found[id_] for id_ in sorted(found, reverse=True)][:limit]
