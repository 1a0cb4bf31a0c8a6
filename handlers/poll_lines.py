"""How a count is said: bars with their marks, what is still missing, the result in full. It needs words only: a file alone can say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.rules.poll_sheets import Outcome, Sheet, ahead, in_favour, share, unproven, weight_by, write_area
from models.rules.polls import AGREED, SILENT, Counted, Kind, Manner, Option, bar
from models.rules.rankings import Round
from models.rules.tallies import PACKS, Bar, Issue, Mark, Rule, Tally, Verdict, Weight, still_needed

LINE = 10
"""Cells of an option's bar."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words by key, and moments by the clock people live by: a chat's voice has both, a terminal too."""

    text: Callable[..., str]
    clock: Callable[[datetime], str]

    def joined(self, parts: Sequence[str]) -> str:
        return self.text("list-separator").join(parts)

    def option(self, option: Option) -> str:
        return option.label or self.text(f"poll-option-{option.key}")

    def options(self, options: Sequence[Option], keys: Sequence[str]) -> str:
        known = {option.key: self.option(option) for option in options}
        return self.joined([known[key] for key in keys if key in known])

    def clause(self, issue: Issue) -> str:
        return self.text("poll-clause", item=self.text(f"poll-item-{issue.value}"), issue=self.text(f"poll-issue-{issue.value}"))


# ---------------------------------------------------------------- while it is open


def bars(say: Speech, tally: Tally, rule: Rule, option: str) -> list[str]:
    """Heads and area as two lines: who takes part and who agrees, against what must be reached; without an option only who takes part."""
    return [_bar(say, what, tally, rule, option) for what in ("heads", "area")]


def _bar(say: Speech, what: str, tally: Tally, rule: Rule, option: str) -> str:
    whole, part = (_of(what, weight) for weight in (tally.whole, tally.took_part))
    agree = _of(what, tally.options[option]) if option else 0
    need = PACKS[rule].taking_part.need(whole)
    shown = {"part": _said(what, part), "whole": _said(what, whole), "need": _said(what, need)}
    shown |= {"mark": mark_name(say, PACKS[rule].taking_part)}
    line = say.text(f"poll-bar-{what}", bar=bar(agree, part, whole, need), **shown)
    if not option or not part:
        return line
    must = PACKS[rule].agreeing
    enough = _said(what, must.need(part))
    return line + say.text("poll-bar-agree", agree=_said(what, agree), need=enough, mark=mark_name(say, must))


def mark_name(say: Speech, mark: Mark) -> str:
    """`2/3`, 过半, 全体."""
    return say.text("poll-mark-passed") if mark.passed else say.text("poll-mark-all") if mark.part == 1 else f"{mark.part}"


def _of(what: str, weight: Weight) -> int:
    return weight.heads if what == "heads" else weight.area


def _said(what: str, amount: int) -> str:
    return str(amount) if what == "heads" else write_area(amount)


def missing(say: Speech, tally: Tally, rule: Rule, option: str) -> str:
    """`还差 7 户、612.40 ㎡`, or that it is enough as it stands, or that those who are silent cannot make it enough."""
    needed = still_needed(tally, option, rule) if option else _to_quorum(tally, rule)
    left = Weight(0, tally.whole.heads - tally.took_part.heads, tally.whole.area - tally.took_part.area)
    if not needed.heads and not needed.area:
        return say.text("poll-enough" if option else "poll-enough-part")
    out_of_reach = needed.heads > left.heads or needed.area > left.area
    key = "poll-missing-part" if not option else "poll-out-of-reach" if out_of_reach else "poll-missing"
    heads = [say.text("poll-heads", n=str(needed.heads))] if needed.heads else []
    area = [say.text("poll-area", area=write_area(needed.area))] if needed.area else []
    return say.text(key, short=say.joined([*heads, *area]))


def _to_quorum(tally: Tally, rule: Rule) -> Weight:
    need = PACKS[rule].taking_part.need
    whole, part = tally.whole, tally.took_part
    return Weight(0, max(need(whole.heads) - part.heads, 0), max(need(whole.area) - part.area, 0))


def took_part(say: Speech, tally: Tally) -> str:
    part, whole = tally.took_part, tally.whole
    return say.text(
        "poll-took-part", homes=str(part.homes), of=str(whole.homes), area=write_area(part.area), of_area=write_area(whole.area)
    )


def option_lines(say: Speech, options: Sequence[Option], tally: Tally, counted: Counted, drawn: bool = True) -> list[str]:
    """Each option with what it has, by what the poll is counted by."""
    whole = weight_by(tally.took_part, counted)
    lines = []
    for option in options:
        weight = tally.options[option.key]
        part = weight_by(weight, counted)
        cells = part * LINE // whole if whole else 0
        told = {"option": say.option(option), "homes": str(weight.homes), "heads": str(weight.heads), "area": write_area(weight.area)}
        told |= {"percent": str(share(part, whole)), "bar": f"{AGREED * cells}{SILENT * (LINE - cells)} " if drawn else ""}
        lines.append(say.text(f"poll-line-{counted.value}", **told))
    return lines


def standing(say: Speech, tally: Tally, rule: Rule, sheet_options: Sequence[Option], counted: Counted, sealed: bool) -> list[str]:
    """How an open poll stands. Of a sealed one nothing is said but who took part."""
    option = "" if sealed else in_favour(sheet_options)
    if rule is Rule.ADVISORY:
        return [took_part(say, tally), *([] if sealed else option_lines(say, sheet_options, tally, counted))]
    told = [*bars(say, tally, rule, option), missing(say, tally, rule, option)]
    return told if option or sealed else [*told, *option_lines(say, sheet_options, tally, counted)]


# ---------------------------------------------------------------- when it is over


def result(say: Speech, sheet: Sheet, came: Outcome) -> list[str]:
    """The whole result, title first: by which rule, what was reached, what follows, and how it can be checked."""
    title = say.text("poll-result", number=str(sheet.number), title=sheet.title, place=sheet.place)
    lines = [say.text(f"poll-kind-{sheet.kind.value}") if sheet.issue is None else say.clause(sheet.issue)]
    lines += [say.text("poll-result-time", opened=say.clock(sheet.opened), closed=say.clock(sheet.closed))]
    lines += [_whole(say, came.tally), *_reached(say, sheet, came), *option_lines(say, sheet.options, came.tally, sheet.counted, False)]
    lines += [say.text("poll-divided", n=str(came.tally.divided))] if came.tally.divided else []
    lines += _rounds(say, sheet, came)
    lines += _unproven(say, sheet)
    prints = [say.text("poll-roll-print", hash=came.roll), say.text("poll-ballots-print", hash=came.ballots)]
    return [title, *conclusion(say, sheet, came), *lines, *prints, say.text(f"poll-not-{sheet.kind.value}")]


def _unproven(say: Speech, sheet: Sheet) -> list[str]:
    """What somebody looks at before the official form is filled in, and whether the decision hangs on it."""
    found = unproven(sheet)
    if found is None:
        return []
    key = "poll-unproven-decisive" if found.decisive else "poll-unproven"
    return [say.text(key, homes=str(found.homes), area=write_area(found.area))]


def _whole(say: Speech, tally: Tally) -> str:
    part, whole = tally.took_part, tally.whole
    return say.text(
        "poll-result-part",
        homes=str(part.homes),
        of_homes=str(whole.homes),
        heads=str(part.heads),
        of_heads=str(whole.heads),
        area=write_area(part.area),
        of_area=write_area(whole.area),
    )


def _reached(say: Speech, sheet: Sheet, came: Outcome) -> list[str]:
    """Of every option that is decided: the four numbers of the law."""
    if not came.verdicts:
        return []
    pack, first = PACKS[sheet.rule], next(iter(came.verdicts.values()))
    lines = [
        _number(say, "poll-part-heads", "heads", first.heads_taking_part, pack.taking_part),
        _number(say, "poll-part-area", "area", first.area_taking_part, pack.taking_part),
    ]
    for key, verdict in came.verdicts.items():
        option = say.options(sheet.options, [key])
        lines += [
            _number(say, "poll-agree-heads", "heads", verdict.heads_agreeing, pack.agreeing, option=option),
            _number(say, "poll-agree-area", "area", verdict.area_agreeing, pack.agreeing, option=option),
        ]
    return lines


def _number(say: Speech, key: str, what: str, bar_: Bar, mark: Mark, **more: str) -> str:
    told = {"have": _said(what, bar_.have), "need": _said(what, bar_.need), "whole": _said(what, bar_.whole), "mark": mark_name(say, mark)}
    met = say.text("poll-met") if bar_.met else say.text("poll-short", short=_said(what, bar_.short))
    return say.text(key, met=met, **told, **more)


def conclusion(say: Speech, sheet: Sheet, came: Outcome) -> list[str]:
    """What follows, in a sentence; where something failed, all that was short."""
    if sheet.kind is Kind.ADVISORY:
        return [_opinion(say, sheet, came)]
    carried = [key for key, verdict in came.verdicts.items() if verdict.carried]
    own = len(came.verdicts) > 1
    if own:
        return [say.text("poll-carried-which", options=say.options(sheet.options, carried))] if carried else [say.text("poll-carried-none")]
    [verdict] = came.verdicts.values()
    if carried:
        return [say.text(f"poll-carried-{sheet.kind.value}")]
    return [say.text(f"poll-failed-{sheet.kind.value}", why=say.joined(_failings(say, verdict)))]


def _failings(say: Speech, verdict: Verdict) -> list[str]:
    found = {
        "heads_taking_part": verdict.heads_taking_part,
        "area_taking_part": verdict.area_taking_part,
        "heads_agreeing": verdict.heads_agreeing,
        "area_agreeing": verdict.area_agreeing,
    }
    failed = [name for name, each in found.items() if not each.met]
    if not failed:
        return [say.text("poll-failing-nobody")]
    return [say.text(f"poll-failing-{name.replace('_', '-')}", short=_said(name[:5].rstrip("_"), found[name].short)) for name in failed]


def _opinion(say: Speech, sheet: Sheet, came: Outcome) -> str:
    if came.ranking is not None:
        return _winners(say, sheet, came)
    first = ahead(came.tally, sheet.counted)
    if not first:
        return say.text("poll-opinion-none")
    return say.text("poll-opinion-tie" if len(first) > 1 else "poll-opinion", options=say.options(sheet.options, first))


def _winners(say: Speech, sheet: Sheet, came: Outcome) -> str:
    assert came.ranking is not None
    if not came.ranking.run_off:
        return say.text("poll-opinion-none")
    both = {"run_off": came.ranking.run_off, "schulze": came.ranking.schulze}
    return say.text("poll-ranked", **{name: _won(say, sheet, keys) for name, keys in both.items()})


def _won(say: Speech, sheet: Sheet, keys: Sequence[str]) -> str:
    named = say.options(sheet.options, keys)
    return named if len(keys) == 1 else say.text("poll-ranked-tie", options=named)


def _rounds(say: Speech, sheet: Sheet, came: Outcome) -> list[str]:
    if came.ranking is None or sheet.manner is not Manner.RANKED or not came.ranking.run_off:
        return []
    return [_round(say, sheet, n, each) for n, each in enumerate(came.ranking.rounds, 1)]


def _round(say: Speech, sheet: Sheet, n: int, each: Round) -> str:
    unit = (lambda amount: write_area(amount)) if sheet.counted is Counted.AREA else str
    counts = say.joined([f"{say.options(sheet.options, [key])} {unit(votes)}" for key, votes in each.counts.items()])
    out = say.text("poll-round-out", options=say.options(sheet.options, each.out)) if each.out else ""
    spent = say.text("poll-round-spent", n=unit(each.exhausted)) if each.exhausted else ""
    return say.text("poll-round", n=str(n), counts=counts) + spent + out
