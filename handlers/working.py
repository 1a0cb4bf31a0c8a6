"""When work is done in a community: what its clocks and its calls count by. No capability."""

from __future__ import annotations

from datetime import time

from handlers.ctx import Voice
from models import calendar
from models.rules.clocks import Hours

OPENS, CLOSES = "work-opens", "work-closes"
"""The settings that say from when to when."""


def hours(voice: Voice, community: int) -> Hours:
    """The working hours of a community, on the working days of the calendar."""
    opens, closes = (time.fromisoformat(str(voice.setting(name, community))) for name in (OPENS, CLOSES))
    return Hours(opens, closes, calendar.works, voice.house.time_zone)
