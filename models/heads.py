"""Whose a household is, for the count of heads: one rule for polls and consent rounds.

Who bought several flats is one head (Supreme People's Court, interpretation on ownership divisions, art. 9). Whose a flat is the registry
says first, by whole names; where it names nobody, those who said so themselves; where nobody has, the flat stands for itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Bond, Tie
from models.places import Household, Place, span, under
from models.roster import RosterName
from models.rules.roster import is_somebody


def find_heads(session: Session, path: str) -> dict[int, str]:
    """Household → its head, for every household below a place; what a head is called names nobody."""
    homes = session.scalars(select(Household.place_id).join(Place, Place.id == Household.place_id).where(under(Place.path)), span(path))
    named, said = _named(session, path), _tied(session, path)
    return {home: _head(named.get(home) or said.get(home) or [f"home {home}"]) for home in homes}


def number_heads(heads: Mapping[int, str]) -> dict[int, int]:
    """Heads as running numbers of this roll, in its order, so that they tell nothing of whose they are."""
    numbers: dict[str, int] = {}
    return {home: numbers.setdefault(head, len(numbers) + 1) for home, head in heads.items()}


def find_namesakes(session: Session, path: str) -> list[int]:
    """The households that are one head with another by their owners' names in the registry; people only called alike are among them."""
    owners = {home: tuple(sorted(names)) for home, names in _named(session, path).items()}
    often = Counter(owners.values())
    return sorted(home for home, names in owners.items() if often[names] > 1)


def _named(session: Session, path: str) -> Mapping[int, Sequence[str]]:
    query = select(RosterName.household_id, RosterName.name).join(Place, Place.id == RosterName.household_id).where(under(Place.path))
    found = _gathered(session.execute(query, span(path)).tuples().all())
    return {home: names for home, names in found.items() if all(is_somebody(name) for name in names)}


def _tied(session: Session, path: str) -> Mapping[int, Sequence[str]]:
    query = select(Tie.household_id, Tie.person_id).join(Place, Place.id == Tie.household_id)
    query = query.where(under(Place.path), Tie.until.is_(None), Tie.bond.in_([Bond.OWNER, Bond.CO_OWNER]))
    return _gathered((home, f"person {person}") for home, person in session.execute(query, span(path)))


def _gathered(rows: Iterable[tuple[int, str]]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for home, owner in rows:
        found.setdefault(home, []).append(owner)
    return found


def _head(owners: Sequence[str]) -> str:
    """The same owners are one head."""
    return hashlib.sha256("|".join(sorted(owners)).encode()).hexdigest()[:32]
