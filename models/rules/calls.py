"""Calls: what kinds there are and how a department's answer moves (domain §2, 呼叫/报到)."""

from __future__ import annotations

from enum import StrEnum


class CallLevel(StrEnum):
    """Who calls: 社区, 街道, 区."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"


class CallKind(StrEnum):
    """日常, 攻坚, 应急."""

    DAILY = "daily"
    HARD = "hard"
    EMERGENCY = "emergency"


class Answer(StrEnum):
    """Where a called department stands."""

    CALLED = "called"
    SIGNED = "signed"
    ARRIVED = "arrived"
    TALKING = "talking"
    PROMISED = "promised"
    DONE = "done"
    REFUSED = "refused"
