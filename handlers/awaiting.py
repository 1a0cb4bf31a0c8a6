"""Departments that have not signed, or are not there in time, are reminded once; staff hear of all of them in one message."""

from __future__ import annotations

from collections.abc import Callable

from handlers import summoning
from handlers.ctx import Ctx
from handlers.kit import Capability
from models import calls
from models.calls import Summoned
from models.people import Person
from models.rules.calls import AT_WORK, Answer

capability = Capability("awaiting")


@capability.timer("call-sign")
def unsigned(ctx: Ctx, summons: int) -> None:
    """A third of the time has gone by, and nobody there has signed; who has no contact was to be telephoned anyway."""
    waited = _all_like(ctx, summons, _has_to_sign)
    reminded = [one for one in waited if summoning.reach(ctx, one, "call-unsigned-you")]
    for one in waited:
        one.summons.unsigned_at = ctx.now
    if reminded:
        _tell_staff(ctx, "call-unsigned", reminded)


@capability.timer("call-due")
def late(ctx: Ctx, summons: int) -> None:
    """Not on site in time."""
    waited = _all_like(ctx, summons, _has_to_come)
    if not waited:
        return
    alone = [one for one in waited if not summoning.reach(ctx, one, "call-late-you")]
    for one in waited:
        one.summons.late_at = ctx.now
        ctx.record(one.matter.subject, "call-late", words=one.department.name)
    names = summoning.listed(ctx, [one.department.name for one in alone])
    _tell_staff(ctx, "call-late-nobody" if alone else "call-late", waited, alone=names)


@capability.upon("person", "forget")
def forgotten(ctx: Ctx, person: Person, _act: str) -> None:
    """A department that was called through them alone cannot be reminded any more: staff have to ring it up."""
    for one in calls.find_resting_on(ctx.db, person.id):
        summoning.tell_work(ctx, one.matter, "call-contact-gone", **summoning.told(ctx, one))


def _has_to_sign(ctx: Ctx, one: Summoned) -> bool:
    summons = one.summons
    waiting = summons.state is Answer.CALLED and summons.unsigned_at is None
    return waiting and summoning.sign_by(ctx, one) <= ctx.now < summons.due_at


def _has_to_come(ctx: Ctx, one: Summoned) -> bool:
    summons = one.summons
    waiting = summons.state in AT_WORK and summons.arrived_at is None and summons.late_at is None
    return waiting and summons.due_at <= ctx.now


def _all_like(ctx: Ctx, summons: int, awaited: Callable[[Ctx, Summoned], bool]) -> list[Summoned]:
    """All of the call that are waited for until the same moment; none when this one is not, or has been told of. The matter is locked."""
    one = calls.lock_summoned(ctx.db, summons)
    if one is None or one.call.closed_at or one.call.stands_since or not awaited(ctx, one):
        return []
    here = calls.find_all_summoned(ctx.db, one.call)
    return [other for other in here if other.summons.due_at == one.summons.due_at and awaited(ctx, other)]


def _tell_staff(ctx: Ctx, key: str, waited: list[Summoned], **more: str) -> None:
    names = summoning.listed(ctx, [one.department.name for one in waited])
    ctx.db.flush()
    summoning.tell_work(ctx, waited[0].matter, key, **summoning.told(ctx, waited[0]) | {"names": names} | more)
    for one in waited:
        summoning.refresh(ctx, one.matter, one.summons.id)
