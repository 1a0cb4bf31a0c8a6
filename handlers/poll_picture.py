"""A poll's result as a page to be drawn: what the law asks for with its marks, each option with its bar. The words say it too."""

from __future__ import annotations

from fractions import Fraction

from handlers.poll_lines import Speech, conclusion, mark_name
from models.drawings import Bar, Dial, Poster, Section, as_picture
from models.messaging import Picture
from models.rules import tallies
from models.rules.poll_sheets import Outcome, Sheet, share, weight_by
from models.rules.polls import Counted, Kind
from models.rules.tallies import PACKS, Mark

PRINTED = 16
"""So much of a fingerprint is on the picture; the words hold it whole."""


def picture(say: Speech, sheet: Sheet, came: Outcome) -> Picture:
    """The result of a closed poll: portrait, for a phone and for the notice board."""
    told = {"number": str(sheet.number), "place": sheet.place, "kind": say.text(f"poll-kind-{sheet.kind.value}")}
    about = say.text("poll-picture-about", closed=say.clock(sheet.closed), **told)
    sections = (Section(conclusion(say, sheet, came)[0], _options(say, sheet, came)),)
    foot = say.text("poll-picture-foot", roll=came.roll[:PRINTED], ballots=came.ballots[:PRINTED])
    return as_picture(Poster(sheet.title, about, _dials(say, sheet, came), sections, foot), say.text("poll-picture-alt"))


def _dials(say: Speech, sheet: Sheet, came: Outcome) -> tuple[Dial, ...]:
    """Who took part by heads and by area, and who agrees where one thing is decided; by households alone where no law counts."""
    part, whole = came.tally.took_part, came.tally.whole
    if sheet.kind is Kind.ADVISORY:
        homes = _dial(say, "part-homes", part.homes, whole.homes, None)
        return (homes, _dial(say, "part-area", part.area, whole.area, None, area=True))
    pack, first = PACKS[sheet.rule], next(iter(came.verdicts.values()))
    dials = (
        _reached(say, "part-heads", first.heads_taking_part, pack.taking_part),
        _reached(say, "part-area", first.area_taking_part, pack.taking_part),
    )
    if len(came.verdicts) > 1:
        return dials
    agreeing = pack.agreeing
    return (
        *dials,
        _reached(say, "agree-heads", first.heads_agreeing, agreeing),
        _reached(say, "agree-area", first.area_agreeing, agreeing),
    )


def _reached(say: Speech, name: str, bar: tallies.Bar, mark: Mark) -> Dial:
    return _dial(say, name, bar.have, bar.whole, mark, area=name.endswith("area"))


def _dial(say: Speech, name: str, have: int, whole: int, mark: Mark | None, area: bool = False) -> Dial:
    counted = f"{have // 100:,}/{whole // 100:,} ㎡" if area else f"{have}/{whole}"
    least = say.text("poll-picture-mark", mark=mark_name(say, mark)) if mark else ""
    shown = float(Fraction(have, whole)) if whole else 0.0
    return Dial(say.text(f"poll-picture-{name}"), f"{share(have, whole)}%", counted, least, shown, float(mark.part) if mark else None)


def _options(say: Speech, sheet: Sheet, came: Outcome) -> tuple[Bar, ...]:
    whole = weight_by(came.tally.took_part, sheet.counted)
    bars = []
    for option in sheet.options:
        weight = came.tally.options[option.key]
        part = weight_by(weight, sheet.counted)
        told = say.text(f"poll-picture-{sheet.counted.value}", n=f"{part // 100:,}" if sheet.counted is Counted.AREA else str(part))
        bars.append(Bar(say.option(option), told, part / whole if whole else 0.0))
    return tuple(bars)
