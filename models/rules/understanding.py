"""What a sentence is: a report, an inquiry, a notice or talk; what about, where, how urgent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.rules.addresses import find_place
from models.rules.troubles import tells_outage, tells_trouble, without_denied


class Kind(StrEnum):
    REPORT = "report"
    INQUIRY = "inquiry"
    NOTICE = "notice"
    TALK = "talk"


class Category(StrEnum):
    UTILITIES = "utilities"
    ELEVATOR = "elevator"
    SANITATION = "sanitation"
    NOISE = "noise"
    TRAFFIC = "traffic"
    SAFETY = "safety"
    ILLEGAL_BUILDING = "illegal_building"
    FACILITIES = "facilities"
    GREENING = "greening"
    PROPERTY = "property"
    DISPUTE = "dispute"
    OTHER = "other"


class Emergency(StrEnum):
    TRAPPED = "trapped"
    FIRE = "fire"
    GAS = "gas"


EMERGENCY_NUMBERS = {Emergency.TRAPPED: "96333", Emergency.FIRE: "119", Emergency.GAS: "119"}
CATEGORY_LABELS = {c: c.value for c in Category}


@dataclass(frozen=True, slots=True)
class Understanding:
    kind: Kind
    category: Category
    place: str | None
    urgent: bool
    emergency: Emergency | None


def understand(text: str) -> Understanding:
    clause = without_denied(text)
    place = find_place(text)
    emergency = (
        Emergency.TRAPPED if re.search("困", text) and "电梯" in text else Emergency.FIRE if "着火" in text or "起火" in text else None
    )
    report = (tells_trouble(clause) or tells_outage(clause)) and not re.search("修好|好了$|什么时候", text)
    category = (
        Category.ELEVATOR
        if "电梯" in text
        else Category.UTILITIES
        if re.search("水|电", text)
        else Category.FACILITIES
        if "灯" in text
        else Category.OTHER
    )
    return Understanding(
        Kind.REPORT if report else Kind.INQUIRY if text.endswith(("?", "？", "吗")) else Kind.TALK,
        category,
        place.text if place else None,
        "困" in text,
        emergency,
    )
