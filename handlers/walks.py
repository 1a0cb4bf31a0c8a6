"""同意, 不同意, 考虑, 无人, 外地, 拒谈, 异议: what households say, at their door to a canvasser or in private themselves."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, NamedTuple

from handlers import consent_lines as lines
from handlers import consent_steps as steps
from handlers import registry
from handlers.ctx import Ctx, Voice, spoken
from handlers.kit import Capability, Refused, Subject, Where
from handlers.share_steps import PLANNERS
from models import consents, places, plans
from models.consents import Consent, Objection, Round, Walk
from models.messaging import Happening, Post
from models.rules.consents import Answer, Basis, Stage, Step, Talk, next_talk
from models.rules.plans import meant
from models.rules.roles import ANYONE, STAFF

capability = Capability("walks")

WORDS = {
    "agree": ("同意", "agree"),
    "oppose": ("不同意", "oppose"),
    "consider": ("考虑", "consider"),
    "absent": ("无人", "absent"),
    "away": ("外地", "away"),
    "refuse": ("拒谈", "refusing"),
}
_DOOR = re.compile(r"[^\s,，:：]*\d{2,}[^\s,，:：]*")
REASON = 200


class Standing(NamedTuple):
    """A household in a round; its path is where roles are checked."""

    round: Round
    consent: Consent
    path: str


class Objected(NamedTuple):
    """An objection with its round; its path is where roles are checked."""

    objection: Objection
    round: Round
    path: str


# ---------------------------------------------------------------- said in words


def say(name: str, ctx: Ctx, words: str) -> None:
    """`同意 502` by whoever calls there, `不同意 502 嫌贵`; `同意` alone by the household itself, unless it is asked elsewhere."""
    words, own = words.strip(), _own(ctx)
    if not own and not _names_door(words) and any(take(ctx) for take in registry.takers("answer")):
        return
    found, rest, by_home = _meant(ctx, own, words)
    step = steps.enter(ctx, found.round, found.consent, name, by_home=by_home, reason=rest)
    _answer(ctx, found, step, by_home)


def _names_door(rest: str) -> bool:
    return bool(_DOOR.match(rest))


for _name, (_word, _slash) in WORDS.items():  # anybody may say the words; whose answer they are is decided by who says them of which door
    _alone = _name in ("agree", "oppose", "consider")
    _complete = None if _alone else _names_door
    capability.command(_word, _slash, role=ANYONE, where=Where.PRIVATE, hidden=_name != "agree", complete=_complete)(partial(say, _name))


def _meant(ctx: Ctx, own: list[Standing], words: str) -> tuple[Standing, str, bool]:
    """The household, what else is said, and whether it speaks for itself: one's own where that is meant, else one that is called on."""
    said = _DOOR.match(words)
    if said is None:
        if len(own) != 1:
            raise Refused("consent-which" if own else "consent-not-asked", labels=_labels(ctx, [one.consent for one in own]))
        return own[0], words, True
    rest = words[said.end() :].strip(" ,，:：")
    for candidates, by_home in ((own, True), (_walked(ctx), False)):
        labels = meant((one.consent.label for one in candidates), said[0])
        found = [one for one in candidates if one.consent.label in labels]
        if len(found) > 1:
            raise Refused("door-several", said=said[0][:20], labels=_labels(ctx, [one.consent for one in found]))
        if found:
            return _locked(ctx, found[0]), rest, by_home
    raise Refused("consent-not-yours", said=said[0][:20])


def _locked(ctx: Ctx, one: Standing) -> Standing:
    found = consents.lock_consent(ctx.db, one.consent.id)
    if found is None:
        raise Refused("button-unknown")
    return Standing(*found, one.path)


def _own(ctx: Ctx) -> list[Standing]:
    """The speaker's households in rounds that are on, where they may answer."""
    homes = {home.id: home.path for home in ctx.homes}
    found = [(round_, one) for round_, one in consents.find_own(ctx.db, list(homes)) if _asked(round_, one)]
    deciders = plans.find_deciders(ctx.db, list(homes))
    mine = [Standing(round_, one, homes[one.household_id]) for round_, one in found if ctx.me().id in deciders.get(one.household_id, ())]
    if found and not mine:
        raise steps.not_deciding(ctx, found[0][1].household_id)
    return [_locked(ctx, one) for one in mine]


def _asked(round_: Round, one: Consent) -> bool:
    return one.pays or round_.basis is not Basis.ALL


def _walked(ctx: Ctx) -> list[Standing]:
    """The households the speaker calls on; those who steer a place may enter for any."""
    walked = {one.id: one for one in consents.find_walked(ctx.db, ctx.me().id)}
    steered = {one.id: one for one in consents.find_over(ctx.db, ctx.community) if ctx.holds(PLANNERS, one.path)} if ctx.place else {}
    return [
        Standing(round_, one, round_.path)
        for round_ in (walked | steered).values()
        for one in consents.find_consents(ctx.db, round_.id)
        if _asked(round_, one) and (round_.id in steered or one.canvasser_id == ctx.me().id)
    ]


def _labels(ctx: Ctx, found: list[Consent]) -> str:
    return ctx.text("list-separator").join(one.label for one in found[:8])


def _answer(ctx: Ctx, found: Standing, step: Step, by_home: bool) -> None:
    """Said back as it stands now; who is against it without a reason is asked for one."""
    one, round_ = found.consent, found.round
    told: dict[str, Any] = {"label": one.label, "answer": spoken(f"answer-{one.answer.value}"), "number": str(round_.number)}
    if one.answer is Answer.OPPOSED and not one.reason and ctx.private:
        ctx.ask("consent-why", consent=one.id, home=by_home)
        return ctx.say("consent-why", **told)
    if step is Step.DONE and by_home:
        _tell_others(ctx, one, told)
    key = "consent-same" if step is Step.SAME else "consent-thanks" if by_home else "consent-walked"
    return ctx.toast(key, **told) if ctx.happened.happening is Happening.PRESS else ctx.say(key, **told)


def _tell_others(ctx: Ctx, one: Consent, told: dict[str, Any]) -> None:
    """Co-owners learn what one of them has answered; the last answer stands, but none of a proxy over an owner's."""
    for person in plans.find_deciders_of(ctx.db, one.household_id):
        if person != ctx.me().id and not consents.goes_before(ctx.db, one, person):
            ctx.tell(person, "consent-co-owner", **told)


@capability.answer("consent-why", role=ANYONE)
def why(ctx: Ctx, filled: dict[str, Any]) -> None:
    """What is against it, in a few words."""
    found = consents.lock_consent(ctx.db, int(filled["consent"]))
    ctx.forget_question()
    words = ctx.happened.text.strip()[:REASON]
    if found is None or found[1].answer is not Answer.OPPOSED or not words or not _may_say_why(ctx, found, bool(filled["home"])):
        raise Refused("consent-past-why")
    steps.say_why(ctx, *found, words)
    ctx.say("consent-why-noted", label=found[1].label)


def _may_say_why(ctx: Ctx, found: tuple[Round, Consent], by_home: bool) -> bool:
    if not by_home:
        return found[1].canvasser_id == ctx.me().id or ctx.holds(PLANNERS, found[0].path)
    return ctx.me().id in plans.find_deciders_of(ctx.db, found[1].household_id)


# ---------------------------------------------------------------- pressed


def _check_newest(standing: Standing, rest: str) -> None:
    """What was read before the terms changed is not agreed to afterwards."""
    if rest != lines.mark(standing.consent):
        raise Refused("consent-old", label=standing.consent.label)


def walk_pressed(name: str, ctx: Ctx, standing: Standing, rest: str) -> None:
    """A button of the walk list: by who calls there, or who steers the place."""
    _check_newest(standing, rest)
    if standing.consent.canvasser_id != ctx.me().id and not ctx.holds(PLANNERS, standing.round.path):
        raise Refused("consent-not-yours", said=standing.consent.label)
    _answer(ctx, standing, steps.enter(ctx, standing.round, standing.consent, name, by_home=False), by_home=False)


def home_pressed(name: str, ctx: Ctx, standing: Standing, rest: str) -> None:
    """A button under the question: by who decides for the household."""
    _check_newest(standing, rest)
    if ctx.me().id not in plans.find_deciders_of(ctx.db, standing.consent.household_id):
        raise steps.not_deciding(ctx, standing.consent.household_id)
    _answer(ctx, standing, steps.enter(ctx, standing.round, standing.consent, name, by_home=True), by_home=True)


for _name in WORDS:
    capability.button(f"walk-{_name}", role=ANYONE, about="consent")(partial(walk_pressed, _name))
for _name in ("agree", "oppose", "consider"):
    capability.button(f"home-{_name}", role=ANYONE, about="consent")(partial(home_pressed, _name))


@capability.command("走访", "walk", role=ANYONE, where=Where.PRIVATE, hidden=True)
def walk(ctx: Ctx, _words: str) -> None:
    """`走访`: my walk lists, once more at the bottom of the chat."""
    rounds = consents.find_walked(ctx.db, ctx.me().id)
    if not rounds:
        raise Refused("walk-none")
    for round_ in rounds:
        found = consents.find_walk(ctx.db, round_.id, ctx.me().id)
        if found is not None:
            ctx.say(lines.walk_post(ctx, found, round_))


@capability.card("walk")
def draw(voice: Voice, id_: int) -> Post | None:
    found = voice.db.get(Walk, id_)
    round_ = voice.db.get(Round, found.round_id) if found else None
    return lines.walk_post(voice, found, round_) if found and round_ else None


# ---------------------------------------------------------------- objections


@capability.command("异议", "objection", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def objection(ctx: Ctx, words: str) -> None:
    """`异议 施工噪音怎么办`: while a round is shown to everybody, in private; a household named first is one's own."""
    own = [one for one in _members(ctx) if one.round.stage is Stage.NOTICE]
    said = _DOOR.match(words)
    named = meant((one.consent.label for one in own), said[0]) if said else []
    own = [one for one in own if one.consent.label in named] if named else own
    reason = (words[said.end() :] if said and named else words).strip(" ,，:：")
    if len(own) != 1 or not reason:
        raise Refused("consent-which" if len(own) > 1 else "objection-none", labels=_labels(ctx, [one.consent for one in own]))
    one = own[0]
    consents.object_(ctx.db, one.consent, reason[:REASON], ctx.now)
    ctx.record(one.round.subject, "objected", household=one.consent.household_id, reason=reason[:REASON])
    steps.cards(ctx, one.round)
    steps.desk(ctx, one.round, "objection-came", label=one.consent.label, reason=reason[:REASON])
    ctx.say("objection-noted", label=one.consent.label)


def _members(ctx: Ctx) -> list[Standing]:
    """The speaker's households in rounds that are on, tenants' apart."""
    homes = {home.id: home.path for home in ctx.homes}
    known = plans.find_members(ctx.db, list(homes))
    found = consents.find_own(ctx.db, [home for home in homes if ctx.me().id in known.get(home, ())])
    return [_locked(ctx, Standing(round_, one, homes[one.household_id])) for round_, one in found]


@capability.command("异议单", "objections", role=STAFF, where=Where.PRIVATE, about="round")
def listed(ctx: Ctx, round_: Round, _words: str) -> None:
    """`异议单 1`: what stands against it and who talks with whom."""
    ctx.say(lines.objections_post(ctx, round_))


def talk_pressed(step: str, ctx: Ctx, found: Objected, _rest: str) -> None:
    """我来谈, 谈妥了, 仍反对: an objection goes on; what is settled is asked again at the door."""
    one, round_, _ = found
    state = next_talk(step, one.state)
    if state is None:
        raise Refused("talk-past", label=one.label, state=ctx.text(f"talk-{one.state.value}"))
    one.state, one.mediator_id = state, ctx.me().id if step == "talk" else one.mediator_id
    ctx.record(round_.subject, f"objection-{step}", household=one.household_id)
    if state is Talk.SETTLED:
        steps.close(ctx, round_, one)
        _ask_again(ctx, round_, one)
    steps.cards(ctx, round_)
    if steps.notice_over(ctx, round_):
        steps.settle(ctx, round_)
    ctx.toast("talk-now", label=one.label, state=ctx.text(f"talk-{state.value}"))


def _ask_again(ctx: Ctx, round_: Round, settled: Objection) -> None:
    """Settled is not agreed: the household says so itself."""
    for one in consents.find_consents(ctx.db, round_.id):
        if one.household_id == settled.household_id and one.answer is Answer.OPPOSED and round_.stage is Stage.ASKING:
            one.answer, one.own, one.void, one.reason = Answer.UNASKED, False, True, ""
            ctx.db.flush()
            steps.ask_home(ctx, round_, one)


for _step in ("talk", "settle", "stand"):
    capability.button(f"talk-{_step}", role=STAFF, about="objection")(partial(talk_pressed, _step))


# ---------------------------------------------------------------- by their number


def _consent(ctx: Ctx, id_: int) -> Standing:
    found = consents.lock_consent(ctx.db, id_)
    place = places.find_place(ctx.db, found[1].household_id) if found else None
    if found is None or place is None:
        raise Refused("button-unknown")
    return Standing(*found, place.path)


def _objection(ctx: Ctx, id_: int) -> Objected:
    found = ctx.db.get(Objection, id_)
    round_ = consents.lock_round(ctx.db, found.round_id) if found else None
    found = ctx.db.get(Objection, id_, populate_existing=True) if round_ else None
    place = places.find_place(ctx.db, found.household_id) if found else None
    if found is None or round_ is None or place is None:
        raise Refused("button-unknown")
    return Objected(found, round_, place.path)


capability.subjects["consent"] = Subject(_consent, _consent)
capability.subjects["objection"] = Subject(_objection, _objection)
