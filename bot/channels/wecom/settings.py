"""What the WeCom channel is told, and how long it waits for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

OFFICIAL = "wss://openws.work.weixin.qq.com"
ANSWERS = "https://qyapi.weixin.qq.com/cgi-bin/aibot/response"
Cards = Literal["auto", "on", "off"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds of the connection's life (the protocol's own numbers; tests live faster)."""

    subscribe: float = 10.0
    ack: float = 5.0
    ping: float = 30.0
    first: float = 1.0
    longest: float = 30.0
    press: float = 3.0
    """A card's event is answered within five; so long we wait for the house to say what came of it."""
    linger: float = 5.0


@dataclass(frozen=True, slots=True)
class WeComSettings:
    """Either `bot_id` and `secret` (long connection) or `token` and `aes_key` (callback). `robots`: a group → its robot's address."""

    bot_id: str = ""
    secret: str = field(default="", repr=False)
    url: str = OFFICIAL
    name: str = ""
    robots: Mapping[str, str] = field(default_factory=dict, repr=False)
    token: str = field(default="", repr=False)
    aes_key: str = field(default="", repr=False)
    group_cards: Cards = "auto"
    language: str = "zh-CN"
    answers: str = ANSWERS
    rhythm: Rhythm = field(default_factory=Rhythm)

    @property
    def callback(self) -> bool:
        """Whether WeCom comes to us."""
        return bool(self.token)
