"""How well it is known whose a household is (domain §1), and so by what a ballot is known to be its owner's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.rules.entries import Way
from models.rules.polls import Standing


class Evidence(StrEnum):
    """How well a bond is known: said so, seen by the building leader, deed, registry."""

    SAID = "said"
    SEEN = "seen"
    DEED = "deed"
    REGISTRY = "registry"


class Proof(StrEnum):
    """By what a ballot is known to be its household's: what bears out whoever pressed it, or the witness of what staff entered."""

    SAID = "said"
    FAMILY = "family"
    SEEN = "seen"
    DEED = "deed"
    REGISTRY = "registry"
    ENTERED = "entered"


UNPROVEN = frozenset({Proof.SAID, Proof.FAMILY})
"""Counted, and told apart: before the official form is filled in, somebody looks at a deed or a written proxy."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """The ballots that are somebody's own word, how much they weigh, and whether the decision hangs on them."""

    homes: int
    area: int
    decisive: bool


def proof_of(way: Way, standing: Standing, evidence: Evidence) -> Proof:
    """What bears a ballot out. Family answers for the household, but is no owner until the owner says so in writing."""
    if way is not Way.PRESS:
        return Proof.ENTERED
    return Proof(evidence) if standing > Standing.FAMILY else Proof.FAMILY
