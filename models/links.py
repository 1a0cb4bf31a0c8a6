"""One-time pages for those without an account: only a link's digest is stored, each action is used once, the end is known."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.calls import Call, Contact, Summons
from models.machinery import ABOUT, Letter, Stage
from models.rules.codes import digest

LASTS = timedelta(days=14)
BYTES = 32
"""256 bits: nobody guesses one, and a look-up by digest tells nothing by how long it takes."""
LENGTH = 43
"""Characters of a token."""


class Link(Base):
    """A page for one contact and one summons, good until it expires, is revoked, or the call is closed."""

    __tablename__ = "links"

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    summons_id: Mapped[int] = mapped_column(ForeignKey("summons.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LinkUse(Base):
    """An action done through a link; the second of a kind finds this row, and the conflict is the answer."""

    __tablename__ = "link_uses"

    link_id: Mapped[int] = mapped_column(ForeignKey("links.id"), primary_key=True)
    action: Mapped[str] = mapped_column(String(20), primary_key=True)
    community_id: Mapped[int]
    at: Mapped[datetime]


def make_link(session: Session, summons: Summons, contact: Contact, now: datetime) -> tuple[int, str]:
    """A new link's id and its token; nobody can read the token out of the table afterwards."""
    token = secrets.token_urlsafe(BYTES)
    link = Link(
        community_id=summons.community_id,
        digest=digest(token),
        summons_id=summons.id,
        contact_id=contact.id,
        made_at=now,
        expires_at=now + LASTS,
    )
    session.add(link)
    session.flush()
    return link.id, token


def find_link(session: Session, digest: str, now: datetime) -> Link | None:
    """The live link with this digest; None for one that is unknown, expired or revoked, or whose call is closed or contact gone."""
    query = select(Link).join(Summons, Summons.id == Link.summons_id).join(Call, Call.id == Summons.call_id)
    query = query.join(Contact, Contact.id == Link.contact_id).where(Link.digest == digest, Contact.until.is_(None))
    return session.scalars(query.where(Link.revoked_at.is_(None), Link.expires_at > now, Call.closed_at.is_(None))).one_or_none()


def use_link(session: Session, link: Link, action: str, now: datetime) -> bool:
    """Use an action of a link; False when it was used before."""
    row = insert(session, LinkUse).values(link_id=link.id, action=action, community_id=link.community_id, at=now)
    return session.execute(row.on_conflict_do_nothing().returning(LinkUse.link_id)).scalar_one_or_none() is not None


def find_used(session: Session, link: int) -> set[str]:
    """The actions of a link that are used up."""
    return set(session.scalars(select(LinkUse.action).where(LinkUse.link_id == link)))


def revoke_links(session: Session, call: int, now: datetime) -> None:
    """No link of this call works any more."""
    theirs = select(Summons.id).where(Summons.call_id == call)
    session.execute(update(Link).where(Link.summons_id.in_(theirs), Link.revoked_at.is_(None)).values(revoked_at=now))


def revoke_contact(session: Session, contact: int, now: datetime) -> None:
    """No link of this contact works any more."""
    session.execute(update(Link).where(Link.contact_id == contact, Link.revoked_at.is_(None)).values(revoked_at=now))


def about(link: int) -> str:
    """What the letters that carry a link are about."""
    return f"link:{link}"


def blank_letters(session: Session, carried: str) -> bool:
    """Letters about what they carried, a link to a page, lose their words once they are sent; False while one still waits."""
    for letter in session.scalars(select(Letter).where(text(ABOUT), Letter.about == carried)):
        if letter.state in (Stage.WAITING, Stage.SENDING):
            return False
        letter.body = None
    session.flush()
    return True
