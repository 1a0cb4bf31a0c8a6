"""How much one person reports in a day: ten matters, and the same words twice. Emergencies and staff pass."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused
from models import limits
from models.matters import Matter
from models.rules.roles import STAFF
from models.rules.settings import Setting, number

capability = Capability("limits")
capability.setting(Setting("matters-a-day", 10, number(1, 200)))
capability.setting(Setting("same-words-a-day", 2, number(1, 50)))


@capability.upon("matter", "register")
def count(ctx: Ctx, matter: Matter, _act: str) -> None:
    """A registration takes its slots of the day; when none is left it is undone as a whole, number and all."""
    if matter.emergency or matter.reporter_id is None or ctx.timed or ctx.holds(STAFF, matter.path):
        return
    counted = (("limit-day", limits.EVERYTHING, "matters-a-day"), ("limit-same", limits.what_of(matter.words), "same-words-a-day"))
    today = ctx.today
    for key, what, setting in counted:
        most = ctx.setting(setting, matter.community_id)
        if not limits.take(ctx.db, matter.community_id, matter.reporter_id, today, what, most):
            own = limits.find_own(ctx.db, matter.reporter_id, matter.category, matter.id)
            raise Refused(key, n=str(most), add="yes" if own else "no", number=own.tag if own else "")

