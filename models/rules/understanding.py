"""What a message says: report, inquiry, notice or talk; and of a report its category, place, urgency and emergency (domain §2).

A report says what is wrong, now, here. The words are in `lexicon`, their grammar in `troubles`, the acts of speech in `speech`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from models.rules.addresses import find_place, narrow
from models.rules.categories import CATEGORY_LABELS, Category, find_category
from models.rules.emergencies import EMERGENCY_NUMBERS, OF_PERSONS, Emergency, find_emergency
from models.rules.english import english_features, find_english_category, find_english_emergency, is_english, presses_in_english
from models.rules.pressing import is_pressing
from models.rules.scales import features, plain, read_scales
from models.rules.speech import asks, asks_of_the_house, clauses, is_letter, is_notice, is_offer, is_private, is_solved, is_told, suggests
from models.rules.spelling import simplify
from models.rules.troubles import tells_outage, tells_trouble, without_denied
from models.rules.vocabulary import find_words, tell_trouble

__all__ = ["CATEGORY_LABELS", "EMERGENCY_NUMBERS", "Category", "Emergency", "Kind", "Understanding", "understand"]

READ = 500
"""Characters read of a message: who has a trouble says so within them, and a bound keeps hostile lines cheap."""

LETTER_FROM = 45
"""From this length on a text is judged as a whole, not by each clause."""


class Kind(StrEnum):
    """What a message wants of the bot."""

    REPORT = "report"
    INQUIRY = "inquiry"
    NOTICE = "notice"
    TALK = "talk"


SURE, UNNAMED = 0.6, 0.9
"""A short line is a report from this probability on; one whose words name no thing and no fault of a compound must be surer."""
AGREED, DANGER = 0.2, 0.01
"""Less is enough when the grammar says so too, and least when somebody may be hurt."""
BARE, BARELY = 6, 0.02
"""So few characters are a trouble and nothing beside it (停电了): whoever says that much among neighbours means it."""
_AROUND = re.compile(
    r"^(?:还有|另外|对了|然后|顺便(?:说一下|说|问一下)?|再说一[个件](?:事)?|再报一[个件](?:事)?|那个|哦对|喂|你好|您好)[，,。!！\s]*(?=\S{4})|"
    r"[，,。;；\s]*(?:请|可以|可|有事)?(?:打|拨打|致电|联系)(?:一下)?(?:我|本人)(?:的)?(?:电话|手机|座机)?[:：]?\s*[\d-]*"
)
"""What stands around a trouble and is no part of it: how its author takes the word again, and says where to be reached."""
TRUST = 5
"""So much more likely is the category that the ordered rules find."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a message; `place` is a substring of it."""

    kind: Kind
    category: Category = Category.OTHER
    place: str | None = None
    urgent: bool = False
    emergency: Emergency | None = None
    leaning: tuple[tuple[Category, float], ...] = ()
    """Each category the words may belong to and how surely; the chosen one is among them."""


@lru_cache(maxsize=64)
def understand(text: str) -> Understanding:
    """Read one message of a neighbours' chat or one letter to an office; total on any text."""
    said = _Said.of(text)
    kind = _english_kind(said) if said.is_english else _kind(said)
    if kind is Kind.REPORT:
        return _report(text, said)
    category, place = Category(said.marks[0]), find_place(text)
    return Understanding(kind, category, place.text if place else None, leaning=((category, 1.0),))


@lru_cache(maxsize=64)
def understand_report(text: str) -> Understanding:
    """Read what is a report because its author says so (登记): whatever it looks like, there is something in it about a matter."""
    return _report(text, _Said.of(text))


def _report(text: str, said: _Said) -> Understanding:
    place, emergency, leaning = find_place(text), said.emergency, _leaning(said)
    category = CATEGORY_OF[emergency] if emergency else _surest(leaning)
    urgent = emergency is not None or (presses_in_english if said.is_english else is_pressing)(said.text)
    return Understanding(Kind.REPORT, category, place.text if place else None, urgent, emergency, leaning)


def _surest(leaning: tuple[tuple[Category, float], ...]) -> Category:
    return max(leaning, key=lambda lean: lean[1])[0]


@dataclass(frozen=True)
class _Said:
    """A message as it is read: bounded and in plain letters, its clauses, and what the rules find in it."""

    text: str
    parts: list[str]

    @classmethod
    def of(cls, text: str) -> _Said:
        said = simplify(narrow(text[:READ])).strip()
        return cls(said, clauses(said))

    @cached_property
    def is_english(self) -> bool:
        return is_english(self.text)

    @cached_property
    def emergency(self) -> Emergency | None:
        """The emergency it tells of: the first among the clauses that are no tales, or in all of them together."""
        if self.is_english:
            return find_english_emergency(self.text)
        live = [part for part in self.parts if not is_told(part, self.text)]
        return next((found for found in map(find_emergency, live) if found), None) or find_emergency("，".join(live))

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The category by the ordered rules, then what else they find, for the scales to weigh."""
        said, parts = self.text, self.parts
        found = {
            "offer": is_offer(said),
            "notice": is_notice(said),
            "suggests": suggests(said),
            "solved": is_solved(said),
            "letter": is_letter(said),
            "asks": any(asks(part) for part in parts),
            "told": any(is_told(part, said) for part in parts),
            "private": any(is_private(part) for part in parts),
            "trouble": any(tells_trouble(without_denied(part)) for part in parts),
            "danger": self.emergency is not None,
        }
        category = find_english_category(said) if self.is_english else find_category(said)
        return (category.value, *(name for name, held in found.items() if held))

    @property
    def is_letter(self) -> bool:
        return len(self.text) >= LETTER_FROM

    @cached_property
    def features(self) -> set[str]:
        """What the scales weigh, for the kind and for the category alike; of a trouble without what stands around it, as in talk and trade."""
        told = _AROUND.sub("", self.text) if "trouble" in self.marks and "offer" not in self.marks else self.text
        return features(told, self.marks[1:])


def marks_of(text: str) -> tuple[str, ...]:
    """What the rules find in a text."""
    return _Said.of(text).marks


_CATEGORIES = {category.value: category for category in Category}
CATEGORY_OF = dict.fromkeys(Emergency, Category.SAFETY) | {Emergency.TRAPPED: Category.ELEVATOR}


def _leaning(said: _Said) -> tuple[tuple[Category, float], ...]:
    """How surely it is of each category: of a short line by what its words weigh, of a letter by the ordered rules."""
    ruled = said.marks[0]
    if said.is_letter or said.is_english:
        return ((Category(ruled), 1.0),)
    weighed = read_scales()["category"].weigh(said.features | {f"={ruled}"})
    raised = {_CATEGORIES[name]: weight * (TRUST if name == ruled else 1) for name, weight in weighed.items()}
    total = sum(raised.values())
    return tuple((category, weight / total) for category, weight in raised.items())


def _kind(said: _Said) -> Kind:
    """The kind: of a letter by rule; of a short line by what its words weigh, and the rules have a voice in how sure that must be."""
    ruled = _ruled(said)
    if said.is_letter or ruled is Kind.NOTICE or "suggests" in said.marks:
        return ruled
    weighed = read_scales()["kind"].weigh(said.features)
    if weighed["report"] >= _enough(said, ruled):
        return Kind.REPORT
    return Kind(max((kind for kind in weighed if kind != "report"), key=lambda name: weighed[name]))


def _enough(said: _Said, ruled: Kind) -> float:
    """How sure the words must be: a danger to life needs the least, and no more than its name where talk does not wear the word."""
    danger = said.emergency
    if danger and "offer" not in said.marks:
        return DANGER if danger in OF_PERSONS else 0
    if ruled is Kind.REPORT:
        return BARELY if len(said.text) <= BARE else AGREED
    named = said.marks[0] != Category.OTHER or tell_trouble(find_words(plain(said.text)))
    return SURE if named else UNNAMED


def _english_kind(said: _Said) -> Kind:
    """The kind of a line in English."""
    if said.emergency:
        return Kind.REPORT
    weighed = read_scales()["english"].weigh(english_features(said.text))
    return Kind(max(weighed, key=lambda name: weighed[name]))


def _ruled(said: _Said) -> Kind:
    """The kind, by what the message is doing first and what it says second."""
    marks = said.marks
    if "notice" in marks:
        return Kind.NOTICE
    if "offer" in marks:
        return Kind.TALK
    if "letter" in marks and said.is_letter:
        return Kind.REPORT
    if "suggests" in marks:
        return Kind.INQUIRY
    if "solved" not in marks and _tells(said.text, said.parts):
        return Kind.REPORT
    if asks_of_the_house(said.text, said.parts):
        return Kind.INQUIRY
    return Kind.REPORT if "letter" in marks and "solved" not in marks else Kind.TALK


def _tells(said: str, parts: list[str]) -> bool:
    """Whether any clause reports a trouble that is here and now."""
    live = [without_denied(part) for part in parts if not (asks(part) or is_told(part, said) or is_private(part))]
    if any(tells_trouble(part) for part in live) or any(find_emergency(part) for part in live):
        return True
    return tells_outage(live, said)
