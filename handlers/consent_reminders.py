"""Reminders of a consent round: first the households in private that nobody has reached, then whoever calls at their doors."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from handlers import consent_lines as lines
from handlers import consent_steps as steps
from handlers.consent_steps import REMINDED
from handlers.ctx import BULK, Ctx
from handlers.kit import Capability
from models import consents
from models.consents import Consent, Round
from models.machinery import Delivery
from models.rules.consents import UNREACHED, Basis, Stage

capability = Capability("consent_reminders")


@capability.timer("consent-reminds")
def remind(ctx: Ctx, id_: int) -> None:
    """Some days after the opening, twice: who has answered hears nothing."""
    round_ = consents.lock_round(ctx.db, id_)
    if round_ is None or round_.stage is not Stage.ASKING or not _is_time(ctx, round_):
        return
    rows = consents.find_consents(ctx.db, round_.id)
    left = [one for one in rows if one.answer in UNREACHED and (one.pays or round_.basis is not Basis.ALL)]
    lost = {one.id for one in left if not steps.ask_home(ctx, round_, one, "consent-remind", Delivery.NOTICE)}
    _tell_walkers(ctx, round_, left, lost)


def _is_time(ctx: Ctx, round_: Round) -> bool:
    return any(round_.opened_at + after <= ctx.now for after in REMINDED)


def _tell_walkers(ctx: Ctx, round_: Round, left: list[Consent], lost: set[int]) -> None:
    """Each canvasser hears which of their doors are left, those that no letter reaches first."""
    doors: dict[int, list[Consent]] = defaultdict(list)
    for one in left:
        if one.canvasser_id is not None:
            doors[one.canvasser_id].append(one)
    for walker, theirs in doors.items():
        mute = [one.label for one in theirs if one.id in lost]
        labels = [*mute, *(one.label for one in theirs if one.id not in lost)][: lines.WALKED]
        told: dict[str, Any] = {"number": str(round_.number), "what": partial(lines.called, round_=round_), "n": str(len(theirs))}
        told |= {"lost": str(len(mute)), "doors": partial(lines.joined, names=labels)}
        ctx.tell(walker, "consent-knock", rank=BULK, delivery=Delivery.NOTICE, **told)
