"""征求意见, 结束征求: a published plan is asked about from door to door until all who pay agree, or the count of the law is reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from handlers import consent_lines as lines
from handlers import consent_steps as steps
from handlers import registry, share_lines
from handlers.ctx import ANSWER, Ctx, Voice, spoken
from handlers.forms import means
from handlers.kit import Capability, Refused, numbered
from handlers.share_steps import PLANNERS
from models import chats, consents, places, plans
from models.chats import Chat, Kind
from models.consents import Consent, Round
from models.messaging import Button, Happening, Post
from models.plans import Plan
from models.reviews import Review
from models.rules.addresses import find_place
from models.rules.consents import UNREACHED, Answer, Basis, Stage, carried, progress
from models.rules.polls import Kind as PollKind
from models.rules.roles import ANYONE
from models.rules.settings import Setting, number

capability = Capability("consents")

NOTICE = capability.setting(Setting("consent-notice", 7, number(1, 60)))
_NUMBER = re.compile(r"[#＃]?(\d{1,6})(?=\s|$)")
LISTED = 20


# ---------------------------------------------------------------- opening


@capability.command("征求意见", "consent", role=ANYONE)
def consent(ctx: Ctx, words: str) -> None:
    """`征求意见 2号楼 老林 阿强`, `征求意见 1 法定`: who walks where is split by staircase; `征求意见` shows what is on."""
    if not words:
        return _list(ctx)
    basis, rest = _basis(words)
    plan, rest = _plan(ctx, rest)
    if not ctx.holds(PLANNERS, plan.path):
        raise Refused("consent-planners")
    locked = plans.lock_plan(ctx.db, plan.id) or plan
    walkers = _walkers(ctx, locked, rest)
    if _reviewed_first(ctx, locked, basis, walkers):
        return None
    return ctx.say("consent-opened", **_open(ctx, locked, basis, walkers, ctx.me().id))


def _reviewed_first(ctx: Ctx, plan: Plan, basis: Basis, walkers: Sequence[int]) -> bool:
    """Whether the branch looks at it before anybody is asked."""
    place = places.find_place(ctx.db, plan.place_id)
    assert place is not None
    filled = {"plan": plan.id, "basis": basis.value, "walkers": list(walkers)}
    weight = PollKind.CONSENT if basis is Basis.ALL else PollKind.STATUTORY
    names = [consents.find_name(ctx.db, each) or spoken("somebody") for each in walkers]
    told = {"what": partial(share_lines.called, plan=plan), "basis": spoken(f"consent-basis-{basis.value}")}
    what = spoken("consent-draft", names=partial(lines.joined, names=names), **told)
    return any(take(ctx, "consent", weight, place, filled, what) for take in registry.takers("draft"))


@capability.upon("review", "consent-approved")
def approved(ctx: Ctx, review: Review, _act: str) -> None:
    """The branch has agreed: the households are asked, over the plan as it stands now."""
    plan = plans.lock_plan(ctx.db, review.filled["plan"])
    assert plan is not None
    told = _open(ctx, plan, Basis(review.filled["basis"]), review.filled["walkers"], review.author_id)
    ctx.tell(review.author_id, "consent-approved", rank=ANSWER, **told)


@capability.upon("review", "consent-returned")
def returned(ctx: Ctx, review: Review, _act: str) -> None:
    plan = plans.lock_plan(ctx.db, review.filled["plan"])
    assert plan is not None
    ctx.tell(review.author_id, "consent-returned", rank=ANSWER, what=partial(share_lines.called, plan=plan), words=review.words)


def _open(ctx: Ctx, plan: Plan, basis: Basis, walkers: Sequence[int], by: int) -> dict[str, Any]:
    """Number it, ask whoever can be asked, send the canvassers out; gives what is told of it."""
    version = plans.find_version(ctx.db, plan)
    stakes = plans.find_stakes(ctx.db, version)
    if basis is Basis.ALL and not any(consents.pays(stake) for stake in stakes):
        raise Refused("consent-nobody")
    round_ = consents.open_round(ctx.db, plan, version, basis, by, ctx.now)
    if round_ is None:
        raise Refused("consent-on", number=str(plan.number))
    consents.enroll(ctx.db, round_, stakes, walkers)
    roll = [[stake.label, stake.area, stake.share] for stake in stakes]
    facts = {"plan": plan.id, "version": version.number, "basis": basis.value}
    ctx.record(round_.subject, "opened", new=True, roll=roll, hash=round_.roll_hash, **facts)
    steps.set_reminders(ctx, round_)
    for chat in _groups(ctx, round_):
        ctx.reveal(round_.subject, chat)
    asked = _ask_all(ctx, round_)
    names = _send_out(ctx, round_)
    told: dict[str, Any] = {"number": str(round_.number), "what": partial(share_lines.called, plan=plan), "asked": str(asked)}
    return told | {"hash": round_.roll_hash, "names": partial(lines.joined, names=names), "basis": spoken(f"consent-basis-{basis.value}")}


def _ask_all(ctx: Ctx, round_: Round) -> int:
    rows = consents.find_consents(ctx.db, round_.id)
    return sum(steps.ask_home(ctx, round_, one) for one in rows if one.pays or round_.basis is not Basis.ALL)


def _send_out(ctx: Ctx, round_: Round) -> list[str | Callable[[Voice], str]]:
    """Each canvasser gets their list in private; gives how they are called, and who cannot be written to."""
    names: list[str | Callable[[Voice], str]] = []
    for walk in consents.find_walks(ctx.db, round_.id):
        chat = chats.find_private(ctx.db, walk.person_id)
        if chat is not None:
            ctx.show(f"walk:{walk.id}", chat)
        name = consents.find_name(ctx.db, walk.person_id) or spoken("somebody")
        names.append(name if chat is not None else spoken("consent-unreached", name=name))
    return names


def _basis(words: str) -> tuple[Basis, str]:
    """How it is decided, as it is said; the consent of all where nothing is."""
    said = [(part, next((basis for basis in Basis if means(part, f"consent-word-{basis.value}")), None)) for part in words.split()]
    return next((basis for _, basis in said if basis), Basis.ALL), " ".join(part for part, basis in said if basis is None)


def _plan(ctx: Ctx, words: str) -> tuple[Plan, str]:
    """The plan by its number, or the newest of the building that is named; and what else is said."""
    numbered = _NUMBER.match(words)
    if numbered:
        plan = plans.find_numbered(ctx.db, ctx.community, int(numbered[1]))
        if plan is None:
            raise Refused("share-unknown", number=numbered[1])
        return plan, words[numbered.end() :].strip()
    told, here = find_place(words), ctx.need_place()
    place = places.find_said(ctx.db, here, told.building, told.unit, None) if told and (told.building or told.unit) else None
    compound = places.find_compound(ctx.db, here)
    place = place or (compound if compound.name in words else None)
    found = [plan for plan in plans.find_over(ctx.db, place.path) if plan.place_id == place.id] if place else []
    if not found:
        raise Refused("consent-no-plan")
    said = told.text if told and place is not compound else compound.name
    return found[0], words.replace(said, "", 1).strip()


def _walkers(ctx: Ctx, plan: Plan, words: str) -> list[int]:
    """Those who are named, else the building leaders, else whoever asks."""
    known = consents.find_helpers(ctx.db, plan.path)
    named = re.split(r"[\s,，、]+", words) if words else []
    strangers = [name for name in named if name not in known]
    if strangers:
        raise Refused("consent-walker", name=strangers[0][:20])
    return [known[name] for name in dict.fromkeys(named)] or list(consents.find_canvassers(ctx.db, plan.path)) or [ctx.me().id]


def _groups(ctx: Ctx, round_: Round) -> list[Chat]:
    return chats.find_nearest(ctx.db, round_.path, Kind.RESIDENTS, Kind.WORK)


def _list(ctx: Ctx) -> None:
    """The rounds that are on; the only one there is as a card."""
    found = consents.find_over(ctx.db, ctx.need_place().community_id)[:LISTED]
    if not found:
        raise Refused("consent-none")
    if len(found) == 1:
        return ctx.show(found[0].subject, ctx.chat) if not ctx.private else ctx.say(lines.progress_post(ctx, found[0], ()))
    rows = [ctx.text("consent-row", number=str(one.number), what=lines.called(ctx, one), outcome=lines.outcome(ctx, one)) for one in found]
    return ctx.say(Post(ctx.text("consent-list"), tuple(rows)))


# ---------------------------------------------------------------- the card


@capability.card("round")
def draw(voice: Voice, id_: int) -> Post | None:
    """Numbers, no household; residents may answer, staff may end it."""
    round_ = voice.db.get(Round, id_)
    return lines.progress_post(voice, round_, _rows(voice, round_)) if round_ else None


def _rows(voice: Voice, round_: Round) -> list[tuple[Button, ...]]:
    if round_.stage is Stage.ASKING and voice.chat.kind is Kind.RESIDENTS:
        return [(voice.button("button-consent-mine", f"consent-mine:{round_.id}"),)]
    return []


@capability.button("consent-mine", role=ANYONE, about="round")
def mine(ctx: Ctx, round_: Round, _rest: str) -> None:
    """我家来答 in the group: the question comes in private, with the bill."""
    chat = chats.find_private(ctx.db, ctx.me().id)
    own = _answering(ctx, round_)
    if chat is None:
        raise Refused("consent-no-chat")
    for one in own:
        ctx.write(chat, lines.ask_post(ctx.voice(chat), round_, one))
    if ctx.happened.happening is Happening.PRESS or not ctx.private:
        ctx.toast("consent-alone")


def _answering(ctx: Ctx, round_: Round) -> list[Consent]:
    """The households that are asked and for which the speaker decides; nobody else sees what they pay."""
    own = [one for found, one in consents.find_own(ctx.db, [home.id for home in ctx.homes]) if found.id == round_.id]
    if not own:
        raise Refused("bill-not-here")
    deciders = plans.find_deciders(ctx.db, [one.household_id for one in own])
    mine = [one for one in own if ctx.me().id in deciders.get(one.household_id, ())]
    if not mine:
        raise steps.not_deciding(ctx, own[0].household_id)
    asked = [one for one in mine if one.pays or round_.basis is not Basis.ALL]
    if not asked:
        raise Refused("consent-not-counted", label=mine[0].label)
    return asked


# ---------------------------------------------------------------- a new version


@capability.upon("plan", "publish", "join")
def follow(ctx: Ctx, plan: Plan, _act: str) -> None:
    """Only the answers of those whose share or terms changed are void; they are asked again, the others need not be."""
    found = consents.find_live(ctx.db, plan.id)
    round_ = consents.lock_round(ctx.db, found.id) if found else None
    if round_ is None:
        return
    version = plans.find_version(ctx.db, plan)
    voided = consents.follow_version(ctx.db, round_, version, plans.find_stakes(ctx.db, version))
    ctx.record(round_.subject, "version", version=version.number, void=[one.household_id for one in voided])
    rows = consents.voices(consents.find_consents(ctx.db, round_.id))
    if round_.stage is Stage.NOTICE and not carried(rows, round_.basis):
        round_.stage, round_.notice_until = Stage.ASKING, None
    for one in voided:
        if one.pays or round_.basis is not Basis.ALL:
            steps.ask_home(ctx, round_, one)
    if voided:
        for walk in consents.find_walks(ctx.db, round_.id):
            own = [one.label for one in voided if one.canvasser_id == walk.person_id]
            if own and walk.person_id != round_.by_person_id:
                labels = partial(lines.joined, names=own[:LISTED])
                ctx.tell(walk.person_id, "consent-voided", number=str(round_.number), n=str(len(own)), labels=labels)
        labels = partial(lines.joined, names=[one.label for one in voided[:LISTED]])
        steps.desk(ctx, round_, "consent-voided", n=str(len(voided)), labels=labels)
    steps.after(ctx, round_)


# ---------------------------------------------------------------- its end


@capability.command("结束征求", "consentend", role=PLANNERS, about="round")
def finish(ctx: Ctx, round_: Round, words: str) -> None:
    """`结束征求 1`: on to 公示 when it is carried, else what is missing is said; `不成` ends it without, `通过` over objections."""
    said = words.strip()
    if round_.stage not in (Stage.ASKING, Stage.NOTICE):
        raise Refused(f"round-{round_.stage.value}", number=str(round_.number))
    if means(said, "consent-word-fail"):
        steps.end(ctx, round_, Stage.FAILED, "consent-failed")
    elif round_.stage is Stage.NOTICE:
        _finish_notice(ctx, round_, said)
    else:
        _finish_asking(ctx, round_)
    if ctx.private or ctx.chat.kind is Kind.WORK:
        ctx.say("consent-ended", number=str(round_.number), stage=lines.stage_line(ctx, round_), outcome=lines.outcome(ctx, round_))


def _finish_asking(ctx: Ctx, round_: Round) -> None:
    rows = consents.voices(consents.find_consents(ctx.db, round_.id))
    if not carried(rows, round_.basis):
        now = progress(rows, round_.basis)
        rest = sum(now.counted.get(one, 0) for one in UNREACHED)
        told = {"n": str(now.agreed), "whole": str(now.whole), "against": str(now.counted.get(Answer.OPPOSED, 0)), "rest": str(rest)}
        short = "" if round_.basis is Basis.ALL else f"{lines.short_of(ctx, round_)}\n"
        raise Refused("consent-short-of", number=str(round_.number), short=short, **told)
    steps.to_notice(ctx, round_)
    steps.cards(ctx, round_)


def _finish_notice(ctx: Ctx, round_: Round, said: str) -> None:
    if not steps.notice_over(ctx, round_):
        raise Refused("consent-early", until=ctx.day(round_.notice_until or ctx.now), number=str(round_.number))
    passed = means(said, "consent-word-pass")
    open_ = steps.settle(ctx, round_, over=passed)
    if open_ and not passed:
        raise Refused("consent-objected", n=str(open_), number=str(round_.number))


@capability.timer("consent-shown")
def shown(ctx: Ctx, id_: int) -> None:
    """The days of 公示 are over: without an objection it is settled, else staff are asked."""
    round_ = consents.lock_round(ctx.db, id_)
    if round_ is None or not steps.notice_over(ctx, round_):
        return
    open_ = steps.settle(ctx, round_)
    chat = chats.find_private(ctx.db, round_.by_person_id) if open_ else None
    if chat is not None:
        steps.desk(ctx, round_, "consent-due", n=str(open_))
        ctx.write(chat, lines.objections_post(ctx.voice(chat), round_))


capability.subjects["round"] = numbered(consents.find_numbered, consents.lock_round, "round-unknown")
