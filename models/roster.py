"""The roster as stored: households with their doors, floors and areas, and the owners' names the registry has for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from models.base import Base
from models.places import Community, Household, Level, Place, add_community, find_compounds
from models.rules.roster import Difference, Home, Key, Known, compare, next_state


class RosterName(Base):
    """An owner's name as the registry has it: shown to the building leader who confirms a join, exported by the roster alone."""

    __tablename__ = "roster_names"

    household_id: Mapped[int] = mapped_column(ForeignKey("places.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))


def find_roster_names(session: Session, household: int) -> Sequence[str]:
    """Who owns a household, says the registry."""
    return session.scalars(select(RosterName.name).where(RosterName.household_id == household).order_by(RosterName.name)).all()


def find_known(session: Session, compounds: set[str] | None = None) -> dict[Key, Known]:
    """The stored households of these compounds (None: of all), in the order of their making."""
    paths = {place.path: place.name for place in find_compounds(session) if compounds is None or place.name in compounds}
    owners = defaultdict(list)
    for household, name in session.execute(select(RosterName.household_id, RosterName.name)):
        owners[household].append(name)
    return {
        (compound, *key): Known(stored.place_id, stored.floor, stored.area, tuple(sorted(owners[stored.place_id])))
        for path, compound in paths.items()
        for key, stored in _households(session, path)
    }


def _households(session: Session, path: str) -> Iterator[tuple[tuple[str, str, str], Household]]:
    """(building, unit, door) and the household, below a compound."""
    home, above, over = aliased(Place), aliased(Place), aliased(Place)
    query = select(home.name, above.name, above.level, over.name, Household).join(home, home.id == Household.place_id)
    query = query.join(above, above.id == home.parent_id).outerjoin(over, over.id == above.parent_id)
    for door, near, level, far, household in session.execute(query.where(home.path.startswith(path)).order_by(home.id)):
        yield ((far, near, door) if level is Level.UNIT else (near, "", door)), household


def compare_roster(session: Session, homes: Sequence[Home]) -> Difference:
    """What taking these households would change."""
    return compare(homes, find_known(session, {home.key[0] for home in homes}))


def take_roster(session: Session, difference: Difference, language: str, time_zone: str) -> None:
    """Store a difference whole; the transaction is the caller's. Nothing is ever deleted but owners' names that changed."""
    tree = _Tree(session, language, time_zone)
    places = tree.add_homes([home.key for home in difference.new])
    for home, place in zip(difference.new, places, strict=True):
        row = Household(place_id=place.id, community_id=place.community_id, door=home.key[3], floor=home.floor, area=home.area or 0)
        session.add(row)
        session.add_all(RosterName(household_id=place.id, name=name, community_id=place.community_id) for name in home.owners)
    for home, known in difference.changed:
        _change(session, known, next_state(home, known))
    session.flush()


def _change(session: Session, known: Known, wanted: Known) -> None:
    stored = session.get_one(Household, wanted.place)
    stored.floor, stored.area = wanted.floor, wanted.area
    if wanted.owners == known.owners:
        return
    session.execute(delete(RosterName).where(RosterName.household_id == wanted.place))
    session.add_all(RosterName(household_id=wanted.place, name=name, community_id=stored.community_id) for name in wanted.owners)


class _Tree:
    """The place tree while a roster is taken: each level is added in one go (one flush a household took 40 times as long)."""

    def __init__(self, session: Session, language: str, time_zone: str) -> None:
        self._session, self._language, self._time_zone = session, language, time_zone
        self._known = {place.name: place for place in reversed(find_compounds(session))}

    def add_homes(self, keys: Sequence[Key]) -> list[Place]:
        """The new households' places, their buildings and units made where missing."""
        compounds = {name: self._compound(name) for name in dict.fromkeys(key[0] for key in keys)}
        wanted = list(dict.fromkeys((key[0], key[1]) for key in keys))
        added = self._find_or_add([(compounds[compound], name) for compound, name in wanted], Level.BUILDING)
        buildings = dict(zip(wanted, added, strict=True))
        stairs = list(dict.fromkeys(key[:3] for key in keys if key[2]))
        added = self._find_or_add([(buildings[stair[:2]], stair[2]) for stair in stairs], Level.UNIT)
        units = dict(zip(stairs, added, strict=True))
        parents = [units[key[:3]] if key[2] else buildings[key[:2]] for key in keys]
        return self._add([(parent, key[3]) for parent, key in zip(parents, keys, strict=True)], Level.HOUSEHOLD)

    def _compound(self, name: str) -> Place:
        """A compound by its name; a new one belongs to the community there is, or to one that is named like it."""
        if name not in self._known:
            session = self._session
            community = session.scalars(select(Community).order_by(Community.id)).first()
            community = community or add_community(session, name, self._language, self._time_zone)
            root = select(Place).where(Place.community_id == community.id, Place.level == Level.COMMUNITY, Place.parent_id.is_(None))
            place = Place(community_id=community.id, level=Level.COMPOUND, name=name)
            self._known[name] = self._place([(session.scalars(root).first(), place)])[0]
        return self._known[name]

    def _find_or_add(self, wanted: Sequence[tuple[Place, str]], level: Level) -> list[Place]:
        there: dict[tuple[int, str], Place] = {}
        for parent in {parent.id: parent for parent, _ in wanted}.values():
            children = select(Place).where(Place.parent_id == parent.id, Place.level == level)
            there |= {(parent.id, place.name): place for place in self._session.scalars(children)}
        missing = [(parent, name) for parent, name in wanted if (parent.id, name) not in there]
        there |= {(place.parent_id or 0, place.name): place for place in self._add(missing, level)}
        return [there[parent.id, name] for parent, name in wanted]

    def _add(self, wanted: Sequence[tuple[Place, str]], level: Level) -> list[Place]:
        rows = [(parent, Place(community_id=parent.community_id, parent_id=parent.id, level=level, name=name)) for parent, name in wanted]
        return self._place(rows)

    def _place(self, rows: Sequence[tuple[Place | None, Place]]) -> list[Place]:
        """Give ids, then the paths that are made of them."""
        self._session.add_all(place for _, place in rows)
        self._session.flush()
        for parent, place in rows:
            place.parent_id = parent.id if parent else None
            place.path = f"{parent.path if parent else '/'}{place.id}/"
        self._session.flush()
        return [place for _, place in rows]
