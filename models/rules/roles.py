"""Who may do what where: roles are held at a place and cover everything under it (domain §1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is at a place."""

    RESIDENT = "resident"
    LEADER = "leader"
    HELPER = "helper"
    VOLUNTEER = "volunteer"
    PROPERTY = "property"
    SECRETARY = "secretary"
    BRANCH = "branch"
    COMMITTEE = "committee"
    SUPERVISOR = "supervisor"
    COMMUNITY = "community"
    STREET = "street"
    DEPARTMENT = "department"
    PARTNER = "partner"
    OWNER = "owner"


ANYONE: frozenset[Role] = frozenset()
"""No role needed: whoever writes."""

MANAGERS = frozenset({Role.SECRETARY, Role.COMMUNITY, Role.STREET, Role.OWNER})
"""Those who steer a place."""

STAFF = MANAGERS | {Role.LEADER, Role.HELPER, Role.PROPERTY, Role.COMMITTEE}
"""Those who work on matters."""

BELONGING = frozenset(Role)
"""Everybody who is something here, a resident's too."""

RESIDENTS = frozenset(Role) - {Role.DEPARTMENT, Role.PARTNER}
"""Those who live or serve here."""

INSTALLERS = frozenset({Role.OWNER})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at the place with this path; the path `/` is the whole installation."""

    role: Role
    path: str


def holds(grants: Iterable[Grant], wanted: frozenset[Role], path: str | None) -> bool:
    """Whether any of the wanted roles is held at this place or above it; at no place in particular (None), anywhere.

    Nothing wanted is always held.
    """
    return not wanted or any(g.role in wanted and (path is None or path.startswith(g.path)) for g in grants)


def may_appoint(grants: Iterable[Grant], role: Role, path: str) -> bool:
    """Owners give every role; a secretary those of the house (never a secretary or above), at places of their own."""
    grants = list(grants)
    if holds(grants, INSTALLERS, path):
        return True
    return role not in MANAGERS and holds(grants, frozenset({Role.SECRETARY}), path)
