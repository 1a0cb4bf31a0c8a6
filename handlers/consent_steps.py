"""What happens in a consent round, whoever makes it happen: a household is asked, an answer is entered, the round goes on to be shown."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from handlers import consent_lines as lines
from handlers.ctx import ANSWER, BULK, Ctx
from handlers.kit import Refused
from models import chats, consents, plans
from models.chats import Kind
from models.consents import Consent, Objection, Round
from models.machinery import Delivery, Late
from models.rules.consents import BY_NAME, Answer, Basis, Stage, Step, Talk, carried, take
from models.rules.masking import mask

REASON = 200
REMINDED = (timedelta(days=3), timedelta(days=7))
"""So long after the opening those are reminded whom nobody has reached."""


def cards(ctx: Ctx, round_: Round) -> None:
    """Every card of a round shows its newest state: the groups' and the canvassers'."""
    ctx.refresh(round_.subject)
    for walk in consents.find_walks(ctx.db, round_.id):
        ctx.refresh(f"walk:{walk.id}")


def ask_home(ctx: Ctx, round_: Round, one: Consent, key: str = "", delivery: Delivery = Delivery.POST) -> bool:
    """Whoever decides for a household is asked in private, with its bill; False when nobody can be."""
    people = plans.find_deciders_of(ctx.db, one.household_id)
    found = [chat for chat in (chats.find_private(ctx.db, person) for person in people) if chat is not None]
    for chat in found:
        ctx.write(chat, lines.ask_post(ctx.voice(chat), round_, one, key), BULK, delivery)
    return bool(found)


def not_deciding(ctx: Ctx, household: int) -> Refused:
    """Why somebody who lives there does not answer: where an owner is known, family does not, and a tenant never does."""
    family = ctx.me().id in plans.find_members(ctx.db, [household]).get(household, ())
    return Refused("consent-family" if family else "consent-tenant")


def set_reminders(ctx: Ctx, round_: Round) -> None:
    for after in REMINDED:
        ctx.later("consent-reminds", round_.subject, round_.opened_at + after, Late.COLLAPSE)


def enter(ctx: Ctx, round_: Round, one: Consent, name: str, *, by_home: bool, reason: str = "") -> Step:
    """Enter an answer; the round is locked. What cannot be is refused with who said what."""
    if round_.stage is not Stage.ASKING:
        raise Refused(f"round-{round_.stage.value}", number=str(round_.number))
    if round_.basis is Basis.ALL and not one.pays:
        raise Refused("consent-not-counted", label=one.label)
    move = BY_NAME[name]
    step = take(move, one.answer, own=one.own, by_home=by_home)
    told = {"label": one.label, "answer": ctx.text(f"answer-{one.answer.value}")}
    if step is Step.OWN:
        raise Refused("consent-own", **told)
    if step is Step.DONE and by_home and consents.goes_before(ctx.db, one, ctx.me().id):
        raise Refused("consent-owner-first", **told)
    if step in (Step.PAST, Step.NOT_YOURS):
        raise Refused("consent-past", **told)
    if step is Step.DONE:
        consents.enter(ctx.db, one, move, by=ctx.me().id, own=by_home, reason=reason[:REASON], now=ctx.now)
        ctx.record(round_.subject, name, household=one.household_id, version=round_.version, own=by_home, reason=reason[:REASON])
        _objection(ctx, round_, one)
        after(ctx, round_)
    elif reason and one.answer is Answer.OPPOSED:
        say_why(ctx, round_, one, reason)
    return step


def _objection(ctx: Ctx, round_: Round, one: Consent) -> None:
    """Who is against it has an objection, to be talked about; who agrees after all has none any more."""
    if one.answer is Answer.OPPOSED:
        consents.object_(ctx.db, one, one.reason, ctx.now)
    standing = consents.find_objection(ctx.db, round_.id, one.household_id) if one.answer is Answer.AGREED else None
    if standing is not None:
        close(ctx, round_, standing)


def close(ctx: Ctx, round_: Round, objection: Objection) -> None:
    objection.state, objection.settled_at = Talk.SETTLED, ctx.now
    ctx.record(round_.subject, "objection-settled", household=objection.household_id)
    ctx.db.flush()


def say_why(ctx: Ctx, round_: Round, one: Consent, reason: str) -> None:
    """Why a household is against it, as told later."""
    one.reason = reason[:REASON]
    consents.object_(ctx.db, one, one.reason, ctx.now)
    ctx.record(round_.subject, "reason", household=one.household_id, reason=one.reason)
    cards(ctx, round_)


def after(ctx: Ctx, round_: Round) -> None:
    """Every answer may be the last one that was missing: then the round is shown to everybody. A statutory count is closed by staff."""
    found = consents.voices(consents.find_consents(ctx.db, round_.id))
    if round_.stage is Stage.ASKING and round_.basis is Basis.ALL and carried(found, round_.basis):
        to_notice(ctx, round_)
    cards(ctx, round_)


def to_notice(ctx: Ctx, round_: Round) -> None:
    """公示: for so many days anybody in the plan may still object, in private."""
    until = ctx.now + timedelta(days=int(ctx.setting("consent-notice", round_.community_id)))
    round_.stage, round_.notice_until = Stage.NOTICE, until
    ctx.record(round_.subject, "notice", until=until.isoformat())
    ctx.later("consent-shown", round_.subject, until)
    tell_groups(ctx, round_, "consent-notice")


def tell_groups(ctx: Ctx, round_: Round, key: str, **params: str) -> None:
    """One line in the residents' group, and the record of the quiet chat: numbers, no household."""
    for kind in (Kind.RESIDENTS, Kind.QUIET):
        for chat in chats.find_nearest(ctx.db, round_.path, kind):
            voice = ctx.voice(chat)
            told = {"what": lines.called(voice, round_), "number": str(round_.number), "outcome": lines.outcome(voice, round_)}
            told |= {"until": voice.day(round_.notice_until) if round_.notice_until else "", "money": lines.total(voice, round_)}
            ctx.news(chat, voice.post(key, **told, **{name: mask(words) for name, words in params.items()}), about=round_.subject)


def notice_over(ctx: Ctx, round_: Round) -> bool:
    """Whether it was shown for all its days."""
    return round_.stage is Stage.NOTICE and round_.notice_until is not None and ctx.now >= round_.notice_until


def settle(ctx: Ctx, round_: Round, over: bool = False) -> int:
    """Settled, unless something is still objected; `over` settles it all the same. Gives how many objections are not settled."""
    open_ = sum(1 for one in consents.find_objections(ctx.db, round_.id) if one.state is not Talk.SETTLED)
    if not open_ or over:
        end(ctx, round_, Stage.SETTLED, "consent-settled-over" if open_ else "consent-settled")
    return open_


def end(ctx: Ctx, round_: Round, stage: Stage, key: str) -> None:
    round_.stage, round_.closed_at = stage, ctx.now
    ctx.record(round_.subject, stage.value, version=round_.version)
    cards(ctx, round_)
    tell_groups(ctx, round_, key)


def desk(ctx: Ctx, round_: Round, key: str, **told: Any) -> None:
    """Whoever opened the round hears of it, in private, for it may name a household."""
    ctx.tell(round_.by_person_id, key, number=str(round_.number), what=partial(lines.called, round_=round_), rank=ANSWER, **told)
