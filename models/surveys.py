"""问卷 as stored: the questions of a survey, and one sheet a household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, exists, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert
from models.people import Tie
from models.places import Level, Path, Place, around, find_above, find_under, ids_of, span, under
from models.rules.surveys import Ask
from models.series import take_number

_OPEN = text("closed_at IS NULL")


class Survey(Base):
    """What is asked of the households of a place. `blocks` are its buildings as they stood: [id, name, households]."""

    __tablename__ = "surveys"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        Index("ix_surveys_open", "community_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        CheckConstraint("opened_at < closes_at", name="ends_after_it_began"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[int]
    place_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    title: Mapped[str] = mapped_column(String(80))
    questions: Mapped[list[Any]]
    blocks: Mapped[list[Any]]
    by_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    changed: Mapped[str] = mapped_column(String(300), default="")

    @property
    def subject(self) -> str:
        return f"survey:{self.id}"

    @property
    def asks(self) -> list[Ask]:
        return [Ask.of(told) for told in self.questions]

    @property
    def homes(self) -> int:
        return sum(n for _, _, n in self.blocks)

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and now < self.closes_at


class Sheet(Base):
    """A household's sheet: `answers` by the question's place; `at` is the question on the screen; `done_at` when it was last handed in.

    `person_id` wrote in it last; `entered_by` is who filled it in for them: their own word takes its place.
    """

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("survey_id", "household_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int]
    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"))
    path: Mapped[str] = mapped_column(Path)
    block_id: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    done_at: Mapped[datetime | None]

    @property
    def subject(self) -> str:
        return f"sheet:{self.id}"


def open_survey(session: Session, place: Place, now: datetime, **asked: Any) -> Survey:
    """A new survey over the households as they stand."""
    number = take_number(session, Survey, place.community_id)
    where = {"community_id": place.community_id, "place_id": place.id, "path": place.path, "number": number}
    survey = Survey(opened_at=now, blocks=_blocks(session, place), **where, **asked)
    session.add(survey)
    session.flush()
    return survey


def _blocks(session: Session, place: Place) -> list[list[Any]]:
    """The buildings of a place with how many households each has; a unit counts as its building."""
    around = [above for above in find_above(session, place) if above.level is Level.BUILDING]
    named = {found.id: found.name for found in (*around, *find_under(session, place.path, Level.BUILDING))}
    homes = session.scalars(select(Place.path).where(under(Place.path), Place.level == Level.HOUSEHOLD), span(place.path))
    counts: dict[int, int] = {}
    for path in homes:
        counts[block_of(path, named)] = counts.get(block_of(path, named), 0) + 1
    return [[id_, named.get(id_, place.name), n] for id_, n in sorted(counts.items())]


def block_of(path: str, blocks: Any) -> int:
    """The building of a household's path; 0 for one that stands in none."""
    return next((id_ for id_ in ids_of(path) if id_ in blocks), 0)


def lock_survey(session: Session, survey: int) -> Survey | None:
    return session.get(Survey, survey, with_for_update=True, populate_existing=True)


def find_numbered(session: Session, community: int, number: int) -> Survey | None:
    return session.scalars(select(Survey).where(Survey.community_id == community, Survey.number == number)).one_or_none()


def find_open(session: Session, community: int, path: str, now: datetime) -> Sequence[Survey]:
    """The open surveys at, above or below a place, the one that ends first first."""
    query = select(Survey).where(Survey.community_id == community, Survey.closed_at.is_(None), Survey.closes_at > now, around(Survey, path))
    return session.scalars(query.order_by(Survey.closes_at, Survey.id)).all()


# ---------------------------------------------------------------- sheets


def take_sheet(session: Session, survey: Survey, home: Place) -> Sheet:
    """The household's sheet, for writing; begun if there is none."""
    block = block_of(home.path, {id_ for id_, _, _ in survey.blocks})
    whose = {"community_id": survey.community_id, "survey_id": survey.id, "household_id": home.id, "path": home.path}
    row = whose | {"block_id": block, "answers": {}, "at": 0}
    session.execute(insert(session, Sheet).values(**row).on_conflict_do_nothing(index_elements=["survey_id", "household_id"]))
    query = select(Sheet).where(Sheet.survey_id == survey.id, Sheet.household_id == home.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one()


def lock_sheet(session: Session, sheet: int) -> Sheet | None:
    return session.get(Sheet, sheet, with_for_update=True, populate_existing=True)


def count_done(session: Session, survey: int) -> dict[int, int]:
    """Building → how many sheets were handed in."""
    query = select(Sheet.block_id, func.count()).where(Sheet.survey_id == survey, Sheet.done_at.is_not(None)).group_by(Sheet.block_id)
    return dict(session.execute(query).tuples().all())


def find_done(session: Session, survey: int) -> Sequence[Sheet]:
    """The sheets that were handed in, in an order that tells nothing of whose they are."""
    query = select(Sheet).where(Sheet.survey_id == survey, Sheet.done_at.is_not(None))
    return session.scalars(query.order_by(Sheet.done_at, Sheet.id)).all()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A household that has not handed in its sheet, and whom of it we could ask."""

    label: str
    people: tuple[int, ...]


def find_waiting(session: Session, survey: Survey) -> list[Waiting]:
    """The households without a sheet handed in, in the order of the tree."""
    done = exists().where(Sheet.survey_id == survey.id, Sheet.household_id == Place.id, Sheet.done_at.is_not(None))
    tied = (Tie.household_id == Place.id) & Tie.until.is_(None)
    query = select(Place.id, Place.path, Place.name, Tie.person_id).outerjoin(Tie, tied)
    query = query.where(under(Place.path), Place.level == Level.HOUSEHOLD, ~done).order_by(Place.path, Tie.id)
    names = {found.id: found.name for found in find_under(session, survey.path, Level.BUILDING, Level.UNIT)}
    found: dict[int, tuple[str, list[int]]] = {}
    for id_, path, name, person in session.execute(query, span(survey.path)):
        label = "".join([*(names[above] for above in ids_of(path) if above in names), name])
        found.setdefault(id_, (label, []))[1].extend([person] if person else [])
    return [Waiting(label, tuple(people)) for label, people in found.values()]


def count_written(session: Session, person: int) -> int:
    """How many sheets somebody wrote in last."""
    return session.scalar(select(func.count()).select_from(Sheet).where(Sheet.person_id == person)) or 0


def forget_words(session: Session, person: int) -> None:
    """What somebody said in words goes; what was chosen and counted is the household's and stays."""
    for sheet in session.scalars(select(Sheet).where(Sheet.person_id == person)).all():
        sheet.answers = {at: answer for at, answer in sheet.answers.items() if not isinstance(answer, str)}
        sheet.person_id = None
    session.flush()
