"""How a consent round is told: the progress everybody sees, without a household; the walk list; what a household is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from handlers import share_lines
from handlers.ctx import Voice
from handlers.poll_card import short
from models import consents, plans
from models.consents import Consent, Objection, Round, Walk
from models.messaging import Button, Post
from models.plans import Plan
from models.rules import tallies
from models.rules.consents import RULES, UNREACHED, YES, Answer, Basis, Stage, Talk, counting, progress, tally, unproven, verdict
from models.rules.plans import money_text
from models.rules.poll_sheets import write_area
from models.rules.tallies import Bar

WALKED = 40
"""So many doors a walk list shows; those that are done give way first."""
SHOWN_OBJECTIONS = 8
TO_CALL = (Answer.UNASKED, Answer.UNDECIDED, Answer.ABSENT, Answer.AWAY)
_CELLS = 10


def called(voice: Voice, round_: Round) -> str:
    """`2号楼 换电梯`."""
    return share_lines.called(voice, voice.db.get_one(Plan, round_.plan_id))


def headline(voice: Voice, round_: Round) -> str:
    plan = voice.db.get_one(Plan, round_.plan_id)
    told = {"number": str(round_.number), "plan": str(plan.number), "version": str(round_.version)}
    return voice.text("consent-title", what=share_lines.called(voice, plan), **told)


# ---------------------------------------------------------------- what everybody sees


def progress_post(voice: Voice, round_: Round, rows: Sequence[tuple[Button, ...]]) -> Post:
    """The card in the groups: numbers, no household."""
    found = consents.voices(consents.find_consents(voice.db, round_.id))
    now = progress(found, round_.basis)
    lines = [agreed(voice, now.agreed, now.whole), bar(now.agreed, now.whole), _others(voice, now.counted)]
    if round_.basis is not Basis.ALL:
        lines += statutory(voice, round_)
    talks = consents.count_talks(voice.db, round_.id)
    lines += [_talks(voice, talks)] if talks else []
    lines += [stage_line(voice, round_), voice.text(f"consent-basis-{round_.basis.value}")]
    lines.append(voice.text("consent-roll-print", hash=short(round_.roll_hash)))
    return Post(headline(voice, round_), tuple(line for line in lines if line), tuple(rows), quiet=True)


def agreed(voice: Voice, n: int, whole: int) -> str:
    """`已同意 34/36 户`."""
    return voice.text("consent-agreed", n=str(n), whole=str(whole))


def bar(n: int, whole: int) -> str:
    filled = _CELLS * n // whole if whole else 0
    return "▇" * filled + "▁" * (_CELLS - filled)


def joined(voice: Voice, names: Sequence[str | Callable[[Voice], str]]) -> str:
    return voice.text("list-separator").join(name(voice) if callable(name) else name for name in names)


def _others(voice: Voice, counted: object) -> str:
    """Who has not agreed, by where they stand."""
    told = dict(counted)  # type: ignore[call-overload]
    parts = [voice.text(f"consent-count-{a.value}", n=str(told[a])) for a in Answer if a is not Answer.AGREED and told.get(a)]
    return voice.text("consent-dot").join(parts)


def _talks(voice: Voice, talks: object) -> str:
    told = dict(talks)  # type: ignore[call-overload]
    parts = [voice.text(f"talk-count-{one.value}", n=str(told[one])) for one in Talk if told.get(one)]
    return voice.text("talk-counts", parts=voice.text("consent-dot").join(parts))


def statutory(voice: Voice, round_: Round) -> list[str]:
    """The four bars by heads and area, and how much is missing if all who answer from now on agree."""
    found = consents.voices(consents.find_consents(voice.db, round_.id), consents.find_proofs(voice.db, round_.id))
    now = verdict(found, round_.basis)
    lines = [voice.text("consent-part", heads=_heads(now.heads_taking_part), area=_areas(now.area_taking_part))]
    if now.heads_taking_part.have:
        lines.append(voice.text("consent-for", heads=_heads(now.heads_agreeing), area=_areas(now.area_agreeing)))
    told = unproven(found, round_.basis)
    if told is not None:
        key = "poll-unproven-decisive" if told.decisive else "poll-unproven"
        lines.append(voice.text(key, homes=str(told.homes), area=write_area(told.area)))
    return lines if now.carried else [*lines, short_of(voice, round_)]


def short_of(voice: Voice, round_: Round) -> str:
    """`还差 7 人、612.40 ㎡`."""
    short = tallies.still_needed(tally(consents.voices(consents.find_consents(voice.db, round_.id))), YES, RULES[round_.basis])
    return voice.text("consent-short", heads=str(short.heads), area=f"{short.area // 100}.{short.area % 100:02}")


def _heads(one: Bar) -> str:
    return f"{one.have}/{one.need}{'✓' if one.met else ''}"


def _areas(one: Bar) -> str:
    have, need = (f"{area // 100}.{area % 100:02}" for area in (one.have, one.need))
    return f"{have}/{need}{'✓' if one.met else ''}"


def stage_line(voice: Voice, round_: Round) -> str:
    if round_.stage is Stage.NOTICE and round_.notice_until is not None:
        return voice.text("consent-stage-notice", until=voice.day(round_.notice_until))
    return voice.text(f"consent-stage-{round_.stage.value}")


# ---------------------------------------------------------------- the walk list


def walk_post(voice: Voice, walk: Walk, round_: Round) -> Post:
    """A canvasser's doors by staircase, the next of them with its bill and the buttons."""
    mine = [one for one in _asked(voice, round_) if one.canvasser_id == walk.person_id]
    left = [one for one in mine if one.answer in TO_CALL]
    done = sum(1 for one in mine if one.answer is Answer.AGREED)
    head = voice.text("walk-title", title=headline(voice, round_))
    lines = [voice.text("walk-counts", agreed=str(done), whole=str(len(mine)), left=str(len(left)))]
    shown = mine if len(mine) <= WALKED else left[:WALKED]
    lines += [door_line(voice, one) for one in shown]
    lines += [voice.text("walk-more", n=str(len(mine) - len(shown)))] if len(mine) > len(shown) else []
    if round_.stage is not Stage.ASKING:
        return Post(head, (*lines, stage_line(voice, round_)), quiet=True)
    following = next_door(left)
    if following is None:
        return Post(head, (*lines, voice.text("walk-done")))
    lines += ["", voice.text("walk-next", bill=bill(voice, round_, following)), voice.text("walk-how")]
    return Post(head, tuple(lines), walk_rows(voice, following))


def walk_rows(voice: Voice, one: Consent) -> tuple[tuple[Button, ...], ...]:
    steps = (("agree", "oppose", "consider"), ("absent", "away", "refuse"))
    return tuple(tuple(voice.button(f"button-walk-{step}", f"walk-{step}:{one.id}:{mark(one)}") for step in row) for row in steps)


def mark(one: Consent) -> str:
    """What a household was asked about, in six letters: a press on an older question is no answer to the newest version."""
    return hashlib.sha256(f"{one.share}|{one.payer}|{one.pays}".encode()).hexdigest()[:6]


def next_door(left: Sequence[Consent]) -> Consent | None:
    """Who has not been called on yet, by staircase; then who was called on longest ago."""
    fresh = [one for one in left if one.answer is Answer.UNASKED]
    tried = sorted((one for one in left if one.at is not None), key=lambda one: (one.at, one.position))
    return next(iter([*fresh, *tried]), None)


def door_line(voice: Voice, one: Consent) -> str:
    """`✓ 1单元201 同意（本人）`, `· 1单元301 无人（第 2 次）`."""
    mark = {Answer.AGREED: "✓", Answer.OPPOSED: "✗"}.get(one.answer, "·")
    state = voice.text("answer-absent-n", n=str(one.absences)) if one.answer is Answer.ABSENT else voice.text(f"answer-{one.answer.value}")
    notes = [voice.text("answer-own")] if one.own else [voice.text("answer-void")] if one.void else []
    notes += [one.reason] if one.reason else []
    told = voice.text("answer-notes", notes=voice.text("list-separator").join(notes)) if notes else ""
    return f"{mark} {one.label} {state}{told}"


def _asked(voice: Voice, round_: Round) -> list[Consent]:
    rows = consents.find_consents(voice.db, round_.id)
    meant = {one.household for one in counting(consents.voices(rows), round_.basis)}
    return [one for one in rows if one.household_id in meant]


def bill(voice: Voice, round_: Round, one: Consent) -> str:
    """The household's own bill by the version that is asked about."""
    plan = voice.db.get_one(Plan, round_.plan_id)
    version = plans.find_version(voice.db, plan, round_.version)
    stake = plans.find_stake(voice.db, version, one.household_id)
    return share_lines.bill_line(voice, stake, version.terms) if stake else one.label


# ---------------------------------------------------------------- what a household is asked


def ask_post(voice: Voice, round_: Round, one: Consent, key: str = "") -> Post:
    """Its own bill first, then the question."""
    row = [voice.button(f"button-home-{step}", f"home-{step}:{one.id}:{mark(one)}") for step in ("agree", "oppose", "consider")]
    key = key or ("consent-ask-again" if one.void else "consent-ask")
    return voice.post(key, row, bill=bill(voice, round_, one), title=headline(voice, round_))


def objections_post(voice: Voice, round_: Round) -> Post:
    """What stands against it, with who mediates: for staff, in private."""
    found = consents.find_objections(voice.db, round_.id)
    lines = [objection_line(voice, one) for one in found]
    unsettled = [one for one in found if one.state is not Talk.SETTLED][:SHOWN_OBJECTIONS]
    rows = tuple(_talk_row(voice, one) for one in unsettled)
    return Post(voice.text("talk-title", title=headline(voice, round_)), tuple(lines or [voice.text("talk-none")]), rows)


def objection_line(voice: Voice, one: Objection) -> str:
    mediator = consents.find_mediator(voice.db, one)
    told = {"label": one.label, "reason": one.reason or voice.text("talk-no-reason"), "state": voice.text(f"talk-{one.state.value}")}
    return voice.text("talk-row", mediator=voice.text("talk-by", name=mediator.name) if mediator else "", **told)


def _talk_row(voice: Voice, one: Objection) -> tuple[Button, ...]:
    steps = {Talk.OPEN: ("talk", "settle", "stand"), Talk.TALKS: ("settle", "stand"), Talk.STANDS: ("talk", "settle")}
    return tuple(voice.button(f"button-talk-{step}", f"talk-{step}:{one.id}", label=one.label) for step in steps[one.state])


def outcome(voice: Voice, round_: Round) -> str:
    """How it ended: how many agreed, how many stand against."""
    found = consents.voices(consents.find_consents(voice.db, round_.id))
    now = progress(found, round_.basis)
    rest = sum(now.counted.get(one, 0) for one in UNREACHED)
    told = {"n": str(now.agreed), "whole": str(now.whole), "against": str(now.counted.get(Answer.OPPOSED, 0)), "rest": str(rest)}
    return voice.text("consent-outcome", **told)


def total(voice: Voice, round_: Round) -> str:
    plan = voice.db.get_one(Plan, round_.plan_id)
    return money_text(plans.find_version(voice.db, plan, round_.version).net)
