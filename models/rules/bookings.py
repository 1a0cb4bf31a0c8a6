"""预约: residents book a service at a station of Love Day, and are served in the order of their numbers (domain §4)."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

NAME = 12
MOST_EACH = 3
"""So many somebody who is no staff books for one day: themselves and their family."""
STEP = timedelta(minutes=5)


class Booked(StrEnum):
    """Where somebody stands: booked, called to the desk, served, not there when called, or called off."""

    BOOKED = "booked"
    CALLED = "called"
    SERVED = "served"
    MISSED = "missed"
    OFF = "off"


WAITING = frozenset({Booked.BOOKED, Booked.CALLED})
TAKING = WAITING | {Booked.SERVED, Booked.MISSED}
"""What takes one of the places a station has to book."""


def about_when(begins: datetime, ends: datetime, slots: int, ahead: int) -> datetime:
    """About when somebody's turn comes with so many ahead of them, to five minutes; the day is shared evenly."""
    each = (ends - begins) / max(slots, 1)
    return begins + (each * min(ahead, slots)) // STEP * STEP


def split_whom(words: str) -> tuple[str, str]:
    """`理发 给陈奶奶` → (理发, 陈奶奶); `理发` → (理发, "")."""
    service, _, whom = words.strip().partition(" ")
    return service, whom.strip().removeprefix("给").removeprefix("替").removeprefix("代").removeprefix("for ").strip()
