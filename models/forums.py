"""议事会 as stored: a forum, the firms' proposals, questions about them, who declared an interest, and the work that came of it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, choice
from models.people import Person, add_person
from models.places import Path, Place, around
from models.rules.codes import digest
from models.rules.forums import Bid, Stage, State, draw_order, fingerprint
from models.rules.masking import mask, mask_but
from models.series import take_number

CHANNEL = "link"
"""The channel of those who speak through a page of their own; nothing is ever sent there."""
BYTES, SEED = 32, 16
"""Bytes of a page's token and of a draw's seed: 256 and 128 bits."""
_OPEN = text("state NOT IN ('decided', 'lapsed')")


class Forum(Base):
    """What a place wants made, until when firms may offer, and how far it is. `seed` is told when proposals are opened."""

    __tablename__ = "forums"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_forums_open", "community_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(60))
    wanted: Mapped[str] = mapped_column(String(400))
    state: Mapped[State] = mapped_column(choice(State), default=State.INVITED)
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    begun_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    over_at: Mapped[datetime | None]
    seed: Mapped[str] = mapped_column(String(32))
    poll_id: Mapped[int | None] = mapped_column(ForeignKey("polls.id"))
    winner_id: Mapped[int | None]
    why: Mapped[str] = mapped_column(String(300), default="")

    @property
    def subject(self) -> str:
        return f"forum:{self.id}"

    @property
    def print_(self) -> str:
        return fingerprint(self.seed)


class Proposal(Base):
    """What a firm offers; before the opening only the firm sees it, on its page.

    `turn` is its drawn number, `reason` why it was not taken.
    """

    __tablename__ = "proposals"
    __table_args__ = (UniqueConstraint("forum_id", "firm"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    path: Mapped[str] = mapped_column(Path)
    firm: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    price: Mapped[int | None]
    term: Mapped[str] = mapped_column(String(40), default="")
    warranty: Mapped[str] = mapped_column(String(40), default="")
    scope: Mapped[str] = mapped_column(String(1000), default="")
    photos: Mapped[list[Any]] = mapped_column(default=list)
    submitted_at: Mapped[datetime | None]
    turn: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(300), default="")

    @property
    def subject(self) -> str:
        return f"proposal:{self.id}"


class Paper(Base):
    """A file of a proposal, sealed and opened with it: `name` is where it lies, `label` what the firm called it."""

    __tablename__ = "papers"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    community_id: Mapped[int]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    at: Mapped[datetime]


class Enquiry(Base):
    """A question about an opened proposal; one without an answer is shown as that."""

    __tablename__ = "enquiries"
    __table_args__ = (UniqueConstraint("forum_id", "number"), Index("ix_enquiries_proposal", "proposal_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    number: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    words: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(300), default="")
    answered_at: Mapped[datetime | None]


class Interest(Base):
    """What somebody declared to have to do with a firm: shown beside the vote and in the minutes."""

    __tablename__ = "interests"

    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    community_id: Mapped[int]
    role: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]


class Work(Base):
    """工程: what was agreed with a firm, and how far it is; `until` is the last day of its warranty, from the acceptance on."""

    __tablename__ = "works"
    __table_args__ = (UniqueConstraint("community_id", "number"), UniqueConstraint("forum_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(60))
    firm: Mapped[str] = mapped_column(String(40))
    price: Mapped[int]
    term: Mapped[str] = mapped_column(String(40))
    warranty: Mapped[str] = mapped_column(String(40))
    stage: Mapped[Stage] = mapped_column(choice(Stage), default=Stage.AGREED)
    at: Mapped[datetime]
    until: Mapped[date | None] = mapped_column(Date)
    steps: Mapped[list[Any]] = mapped_column(default=list)

    @property
    def subject(self) -> str:
        return f"work:{self.id}"


# ---------------------------------------------------------------- forums


def new_seed() -> str:
    """What the order of proposals is drawn from; nobody knows it before the opening."""
    return secrets.token_hex(SEED)


def begin_forum(session: Session, place: Place, now: datetime, **asked: Any) -> Forum:
    number = take_number(session, Forum, place.community_id)
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "number": number}
    forum = Forum(begun_at=now, seed=new_seed(), **where, **asked)
    session.add(forum)
    session.flush()
    return forum


def lock_forum(session: Session, forum: int) -> Forum | None:
    return session.get(Forum, forum, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Forum | None:
    return session.scalars(select(Forum).where(Forum.community_id == community, Forum.number == number)).one_or_none()


def find_open(session: Session, community: int, path: str) -> Sequence[Forum]:
    """The forums at, above or below a place that are not over, newest first."""
    return session.scalars(select(Forum).where(Forum.community_id == community, _OPEN, around(Forum, path)).order_by(Forum.id.desc())).all()


# ---------------------------------------------------------------- proposals


def invite(session: Session, forum: Forum, firm: str, now: datetime) -> tuple[Proposal, str] | None:
    """An empty proposal for a firm, and the token of its page, which nobody can read out of the table; None when the firm has one."""
    known = session.scalar(select(Proposal.id).where(Proposal.forum_id == forum.id, Proposal.firm == firm))
    if known is not None:
        return None
    token = secrets.token_urlsafe(BYTES)
    account = f"firm:{digest(token)[:32]}"
    person = add_person(session, firm, now, CHANNEL, account)
    whose = {"community_id": forum.community_id, "forum_id": forum.id, "path": forum.path, "person_id": person.id}
    proposal = Proposal(firm=firm, digest=digest(token), photos=[], **whose)
    session.add(proposal)
    session.flush()
    return proposal, token


def renew_page(session: Session, proposal: Proposal) -> str:
    """A new token for a firm's page; the one before leads nowhere any more."""
    token = secrets.token_urlsafe(BYTES)
    proposal.digest = digest(token)
    session.flush()
    return token


def find_page(session: Session, digest_: str) -> Proposal | None:
    return session.scalars(select(Proposal).where(Proposal.digest == digest_)).one_or_none()


def find_proposals(session: Session, forum: int) -> Sequence[Proposal]:
    """All of a forum: in drawn order once opened, else as they were invited."""
    return session.scalars(select(Proposal).where(Proposal.forum_id == forum).order_by(Proposal.turn, Proposal.id)).all()


def find_shown(session: Session, forum: int) -> list[Proposal]:
    """The opened proposals, in drawn order."""
    return [proposal for proposal in find_proposals(session, forum) if proposal.turn is not None]


def in_public(session: Session, forum: int, words: str) -> str:
    """Words as everybody may read them: nobody is named, but of the firms those whose proposals are open."""
    return mask_but(words, [each.firm for each in find_shown(session, forum)])


def find_turn(session: Session, forum: int, turn: int) -> Proposal | None:
    query = select(Proposal).where(Proposal.forum_id == forum, Proposal.turn == turn)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def submit(session: Session, proposal: Proposal, bid: Bid, now: datetime, photos: Sequence[Any] = ()) -> None:
    """Put it into its envelope, in place of what lay there."""
    proposal.price, proposal.term, proposal.warranty, proposal.scope = bid.price, bid.term, bid.warranty, bid.scope
    proposal.photos = [*proposal.photos, *photos] if photos else proposal.photos
    proposal.submitted_at = now
    session.flush()


def add_paper(session: Session, proposal: Proposal, name: str, label: str, size: int, now: datetime) -> None:
    session.add(Paper(name=name, community_id=proposal.community_id, proposal_id=proposal.id, label=label, size=size, at=now))
    session.flush()


def drop_paper(session: Session, proposal: int, name: str) -> bool:
    """Take a file out of its envelope; False when it is not in this one."""
    mine = (Paper.name == name) & (Paper.proposal_id == proposal)
    return session.execute(delete(Paper).where(mine).returning(Paper.name)).first() is not None


def find_papers(session: Session, proposal: int) -> Sequence[Paper]:
    """The files of a proposal, as they came."""
    return session.scalars(select(Paper).where(Paper.proposal_id == proposal).order_by(Paper.at, Paper.name)).all()


def find_open_paper(session: Session, name: str) -> Paper | None:
    """A file of a proposal that has been opened."""
    query = select(Paper).join(Proposal, Proposal.id == Paper.proposal_id).where(Paper.name == name, Proposal.turn.is_not(None))
    return session.scalars(query).one_or_none()


def open_all(session: Session, forum: Forum) -> list[Proposal]:
    """Give every envelope its drawn number, all at once; what was never filled in gets none."""
    full = {each.firm: each for each in find_proposals(session, forum.id) if each.submitted_at is not None}
    order = [full[firm] for firm in draw_order(forum.seed, full)]
    for turn, proposal in enumerate(order, 1):
        proposal.turn = turn
    session.flush()
    return order


# ---------------------------------------------------------------- questions, interests


def ask(session: Session, forum: Forum, proposal: Proposal, person: int, words: str, now: datetime) -> Enquiry:
    """A new question; the forum's row is locked, so numbers are one after the other."""
    last = session.scalar(select(func.max(Enquiry.number)).where(Enquiry.forum_id == forum.id)) or 0
    whose = {"community_id": forum.community_id, "forum_id": forum.id, "proposal_id": proposal.id}
    enquiry = Enquiry(number=last + 1, person_id=person, words=words, asked_at=now, **whose)
    session.add(enquiry)
    session.flush()
    return enquiry


def find_enquiries(session: Session, forum: int) -> Sequence[Enquiry]:
    return session.scalars(select(Enquiry).where(Enquiry.forum_id == forum).order_by(Enquiry.number)).all()


def find_enquiry(session: Session, forum: int, number: int) -> Enquiry | None:
    return session.scalars(select(Enquiry).where(Enquiry.forum_id == forum, Enquiry.number == number)).one_or_none()


def declare(session: Session, forum: Forum, person: int, role: str, words: str, now: datetime) -> None:
    """What somebody declares, in place of what they declared before."""
    session.merge(Interest(forum_id=forum.id, person_id=person, community_id=forum.community_id, role=role, words=words, at=now))
    session.flush()


def find_interests(session: Session, forum: int) -> Sequence[Interest]:
    return session.scalars(select(Interest).where(Interest.forum_id == forum).order_by(Interest.at)).all()


def has_interest(session: Session, forum: int, person: int) -> bool:
    return session.get(Interest, (forum, person)) is not None


def find_spoken(session: Session, person: int) -> list[tuple[Forum, str]]:
    """What somebody asked or declared, as it was said and as it is read, with where it can be read."""
    asked = select(Forum, Enquiry.words).join(Enquiry, Enquiry.forum_id == Forum.id).where(Enquiry.person_id == person)
    declared = select(Forum, Interest.words).join(Interest, Interest.forum_id == Forum.id).where(Interest.person_id == person)
    found = [(forum, words) for query in (asked, declared) for forum, words in session.execute(query.order_by(Forum.id))]
    return [(forum, shown) for forum, words in found for shown in {words, mask(words), in_public(session, forum.id, words)}]


def forget_words(session: Session, person: Person) -> None:
    """What somebody asked or declared goes with them; that there was a question stays."""
    for enquiry in session.scalars(select(Enquiry).where(Enquiry.person_id == person.id)).all():
        enquiry.words, enquiry.person_id = "", None
    for interest in session.scalars(select(Interest).where(Interest.person_id == person.id)).all():
        interest.words = ""
    session.flush()


# ---------------------------------------------------------------- works


def begin_work(session: Session, forum: Forum, winner: Proposal, now: datetime) -> Work:
    number = take_number(session, Work, forum.community_id)
    agreed = {"firm": winner.firm, "price": winner.price, "term": winner.term, "warranty": winner.warranty}
    where = {"community_id": forum.community_id, "forum_id": forum.id, "path": forum.path, "title": forum.title, "number": number}
    work = Work(at=now, steps=[], **where, **agreed)
    session.add(work)
    session.flush()
    return work


def lock_work(session: Session, work: int) -> Work | None:
    return session.get(Work, work, with_for_update=True, populate_existing=True)


def find_work(session: Session, community: int, number: int) -> Work | None:
    return session.scalars(select(Work).where(Work.community_id == community, Work.number == number)).one_or_none()


def find_work_of(session: Session, forum: int) -> Work | None:
    return session.scalars(select(Work).where(Work.forum_id == forum)).one_or_none()


def find_works(session: Session, community: int) -> Sequence[Work]:
    """All of a community, newest first."""
    return session.scalars(select(Work).where(Work.community_id == community).order_by(Work.id.desc())).all()
