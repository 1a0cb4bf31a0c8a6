"""我的账单, 收款, 冲正: what each household pays, told once and in private; what treasurers have seen paid, which is never overwritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from handlers import share_lines as lines
from handlers.ctx import ANSWER, BULK, Ctx, Voice
from handlers.kit import Capability, Refused, Where
from handlers.share_steps import PLANNERS
from models import bills, chats, plans
from models.bills import Account, Payment
from models.machinery import Delivery
from models.messaging import Happening, Post
from models.places import Place
from models.plans import Plan, PlanVersion
from models.rules.plans import Stake, changes, meant, money_text
from models.rules.roles import ANYONE

capability = Capability("bills")

AT_ONCE = 50
"""So many bills are written in one transaction."""
NEXT = timedelta(seconds=1)
NOTE = 80
_PAID = re.compile(
    r"(?:[#＃](?P<plan>\d{1,6})\s+)?(?P<door>\S+?)[\s:：]+(?P<money>\d[\d,，]{0,12}(?:\.\d{1,2})?)\s*(?P<unit>万)?(?:元|块)?(?:\s+(?P<note>.*))?"
)
_RECEIPT = re.compile(r"[#＃]?(\d{1,6})\s*[-－–]\s*(\d{1,6})\s*[,，:：]?\s*(.*)", re.S)


# ---------------------------------------------------------------- the bill run


@capability.upon("plan", "publish", "join")
def run_bills(ctx: Ctx, plan: Plan, _act: str) -> None:
    """Whoever decides for a household is told once what it pays; of a new version only those whose bill it changed."""
    version = plans.find_version(ctx.db, plan)
    stakes = [stake for stake in plans.find_stakes(ctx.db, version) if not stake.out]
    if version.number > 1:
        before = plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan, version.number - 1))
        changed = {one.now.household for one in changes(before, stakes) if one.now}
        stakes = [stake for stake in stakes if stake.household in changed]
    bills.note_due(ctx.db, version, stakes)
    go_on(ctx, version.id)


@capability.timer("bills-go")
def go_on(ctx: Ctx, version_id: int) -> None:
    """The next bills; the rest follow, so that no other chat waits for a long run."""
    version = ctx.db.get_one(PlanVersion, version_id)
    plan = ctx.db.get_one(Plan, version.plan_id)
    due = bills.take_due(ctx.db, version_id, ctx.now, AT_ONCE)
    for bill in due:
        stake = plans.find_stake(ctx.db, version, bill.household_id)
        chat = chats.find_private(ctx.db, bill.person_id)
        if stake is not None and chat is not None:
            voice = ctx.voice(chat)
            ctx.write(chat, _post(voice, plan, version, stake), BULK, Delivery.MONEY, about=f"bill:{bill.id}")
    if len(due) == AT_ONCE:
        ctx.later("bills-go", f"version:{version_id}", ctx.now + NEXT)


def _post(voice: Voice, plan: Plan, version: PlanVersion, stake: Stake) -> Post:
    """A household's bill; of a later version with what is different from the one before."""
    told = [lines.headline(voice, plan, version)]
    if version.number > 1:
        before = plans.find_stake(voice.db, plans.find_version(voice.db, plan, version.number - 1), stake.household)
        told += [lines.bill_change(voice, one) for one in changes([before] if before else [], [stake])]
    told += [voice.text("bill-reason", reason=version.reason)] if version.reason else []
    return Post(lines.bill_line(voice, stake, version.terms), (*told, voice.text("bill-note")))


# ---------------------------------------------------------------- my bill


@capability.command("我的账单", "bill", role=ANYONE, where=Where.PRIVATE)
def my_bill(ctx: Ctx, _words: str) -> None:
    """What my households pay, what was paid of it, at any time."""
    mine = _decided(ctx)
    found = [statement(ctx, plan, stake) for home in ctx.homes if home.id in mine for plan, stake in stakes_of(ctx, home)]
    if not found:
        raise Refused("bill-none" if ctx.homes else "no-place-private")
    ctx.say(Post(ctx.text("bills-mine"), tuple("\n\n".join(found).split("\n"))))


@capability.button("my-bill", role=ANYONE, about="plan")
def bill_pressed(ctx: Ctx, plan: Plan, _rest: str) -> None:
    """我的账单 under the plan: seen by the one who pressed; typed in a group it is answered in private."""
    version = plans.find_version(ctx.db, plan)
    mine = [stake for home in _decided(ctx) if (stake := plans.find_stake(ctx.db, version, home))]
    if not mine:
        raise Refused("bill-not-here")
    if ctx.private or ctx.happened.happening is Happening.PRESS:
        return ctx.toast("bill-toast", alert=True, bills="\n".join(lines.bill_line(ctx, stake, version.terms) for stake in mine))
    chat = chats.find_private(ctx.db, ctx.me().id)
    if chat is None:
        raise Refused("where-private")
    for stake in mine:
        ctx.write(chat, _post(ctx.voice(chat), plan, version, stake), ANSWER, Delivery.MONEY)
    return ctx.toast("bill-alone")


def _decided(ctx: Ctx) -> list[int]:
    """The speaker's households for which they may see a bill: a tenant's is their landlord's."""
    homes = [home.id for home in ctx.homes]
    known = plans.find_members(ctx.db, homes)
    return [home for home in homes if ctx.me().id in known.get(home, ())]


def stakes_of(voice: Voice, home: Place) -> list[tuple[Plan, Stake]]:
    """The plans that ask something of a household, with its part in each."""
    over = plans.find_over(voice.db, home.path)
    found = [(plan, plans.find_stake(voice.db, plans.find_version(voice.db, plan), home.id)) for plan in over]
    return [(plan, stake) for plan, stake in found if stake]


def statement(voice: Voice, plan: Plan, stake: Stake) -> str:
    """What a household pays by a plan, what was paid of it, and what is left."""
    version = plans.find_version(voice.db, plan)
    rows = [lines.headline(voice, plan, version), lines.bill_line(voice, stake, version.terms)]
    entered = bills.find_payments(voice.db, plan.id, stake.household)
    rows += [_payment_line(voice, plan, one) for one in entered]
    rows += [_rest_line(voice, bills.account(voice.db, plan, stake))] if entered else []
    return "\n".join(rows)


def _payment_line(voice: Voice, plan: Plan, payment: Payment) -> str:
    told = {"receipt": _receipt(plan, payment), "day": voice.day(payment.at), "money": money_text(payment.amount)}
    if payment.struck_at is None:
        return voice.text("payment", **told)
    return voice.text("payment-struck", because=payment.struck_because, **told)


def _rest_line(voice: Voice, account: Account) -> str:
    key = "bill-rest" if account.rest > 0 else "bill-settled" if account.rest == 0 else "bill-over"
    return voice.text(key, money=money_text(abs(account.rest)))


def _receipt(plan: Plan, payment: Payment) -> str:
    return f"{plan.number}-{payment.number}"


# ---------------------------------------------------------------- the register


@capability.command("收款", "paid", role=PLANNERS, where=Where.PRIVATE)
def paid(ctx: Ctx, words: str) -> None:
    """`收款 502 29412` enters what was seen paid; `收款` lists who owes what, to treasurers alone."""
    if not words:
        return _arrears(ctx)
    said = _PAID.fullmatch(words.strip())
    if said is None:
        raise Refused("usage-paid")
    plan, stake = _meant(ctx, said["plan"], said["door"])
    amount, note = _amount(said), (said["note"] or "").strip()
    _check_entry(ctx, plan, stake, amount, note)
    payment = bills.pay(ctx.db, plan, stake.household, amount, ctx.me().id, ctx.now, note[:NOTE])
    ctx.record(plan.subject, "paid", receipt=payment.number, household=stake.household, amount=amount)
    return _tell(ctx, plan, stake, payment, "paid-noted", "paid-told")


def _amount(said: re.Match[str]) -> int:
    amount = Decimal(re.sub("[,，]", "", said["money"])) * (1_000_000 if said["unit"] else 100)
    if amount <= 0:
        raise Refused("usage-paid")
    return int(amount)


def _check_entry(ctx: Ctx, plan: Plan, stake: Stake, amount: int, note: str) -> None:
    """What looks like a slip is asked about: more than is owed, or the same sum once more on one day. A word lets it pass."""
    account = bills.account(ctx.db, plan, stake)
    if amount > account.rest and ctx.text("paid-word-over") not in note:
        rest = money_text(max(account.rest, 0))
        raise Refused("paid-over", label=stake.label, rest=rest, word=ctx.text("paid-word-over"))
    for one in bills.find_payments(ctx.db, plan.id, stake.household):
        same = one.struck_at is None and one.amount == amount and ctx.day(one.at) == ctx.day(ctx.now)
        if same and ctx.text("paid-word-again") not in note:
            raise Refused("paid-twice", label=stake.label, receipt=_receipt(plan, one), word=ctx.text("paid-word-again"))


def _meant(ctx: Ctx, number: str | None, door: str) -> tuple[Plan, Stake]:
    """The plan and the household: the only plan in which the door stands, where none is named. The plan is locked."""
    here = [plan for plan in _mine(ctx) if number is None or plan.number == int(number)]
    found = [(plan, stake) for plan in here for stake in _named(ctx, plan, door)]
    if not found:
        raise Refused("door-unknown", said=door[:20])
    if len({plan.id for plan, _ in found}) > 1:
        numbers = ctx.text("list-separator").join(f"#{plan.number} {lines.called(ctx, plan)}" for plan, _ in found)
        raise Refused("paid-which", plans=numbers, first=str(found[0][0].number), said=door[:20])
    if len(found) > 1:
        raise Refused("door-several", said=door[:20], labels=ctx.text("list-separator").join(stake.label for _, stake in found[:6]))
    plan = plans.lock_plan(ctx.db, found[0][0].id)
    return plan or found[0][0], found[0][1]


def _mine(ctx: Ctx) -> list[Plan]:
    return [plan for plan in plans.find_plans(ctx.db, ctx.community) if ctx.holds(PLANNERS, plan.path)]


def _named(ctx: Ctx, plan: Plan, door: str) -> list[Stake]:
    stakes = [one for one in plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan)) if not one.out]
    labels = meant((one.label for one in stakes), door)
    return [one for one in stakes if one.label in labels]


def _tell(ctx: Ctx, plan: Plan, stake: Stake, payment: Payment, noted: str, told: str) -> None:
    """The treasurer sees where the household stands now; the household hears of it once."""
    account = bills.account(ctx.db, plan, stake)
    about: dict[str, Any] = {"label": stake.label, "money": money_text(payment.amount), "receipt": _receipt(plan, payment)}
    about |= {"what": partial(lines.called, plan=plan), "rest": partial(_rest_line, account=account)}
    for person in plans.find_deciders_of(ctx.db, stake.household):
        if person != ctx.me().id:
            ctx.tell(person, told, delivery=Delivery.MONEY, because=payment.struck_because, **about)
    ctx.say(noted, because=payment.struck_because, **about)


@capability.command("冲正", "strike", role=PLANNERS, where=Where.PRIVATE, words_needed=True)
def strike(ctx: Ctx, words: str) -> None:
    """`冲正 1-7 金额输错了`: struck through, to be read for ever; the right one is entered anew."""
    said = _RECEIPT.fullmatch(words.strip())
    if said is None or not said[3].strip():
        raise Refused("usage-strike")
    found = next((one for one in _mine(ctx) if one.number == int(said[1])), None)
    plan = plans.lock_plan(ctx.db, found.id) if found else None
    payment = bills.find_payment(ctx.db, plan.id, int(said[2])) if plan else None
    if plan is None or payment is None:
        raise Refused("payment-unknown", receipt=f"{said[1]}-{said[2]}")
    if payment.struck_at is not None:
        raise Refused("receipt-struck", receipt=_receipt(plan, payment), because=payment.struck_because)
    bills.strike(ctx.db, payment, ctx.me().id, said[3].strip()[:NOTE], ctx.now)
    ctx.record(plan.subject, "struck", receipt=payment.number, because=payment.struck_because)
    stake = plans.find_stake(ctx.db, plans.find_version(ctx.db, plan), payment.household_id)
    if stake is not None:
        _tell(ctx, plan, stake, payment, "struck-noted", "struck-told")


def _arrears(ctx: Ctx) -> None:
    """Plan by plan what has come in, and who still owes how much."""
    found = _mine(ctx)
    if not found:
        raise Refused("share-none")
    told = [line for plan in found for line in _arrears_of(ctx, plan)]
    ctx.say(Post(ctx.text("arrears"), (*told, ctx.text("arrears-how"))))


def _arrears_of(ctx: Ctx, plan: Plan) -> Sequence[str]:
    stakes = [one for one in plans.find_stakes(ctx.db, plans.find_version(ctx.db, plan)) if not one.out]
    found = bills.accounts(stakes, bills.find_paid(ctx.db, plan.id))
    came, owed = sum(one.paid for one in found), sum(one.owed for one in found)
    late = [one for one in found if one.rest > 0]
    head = ctx.text(
        "arrears-plan",
        number=str(plan.number),
        what=lines.called(ctx, plan),
        paid=money_text(came),
        owed=money_text(owed),
        n=str(len(late)),
    )
    return (head, *(ctx.text("arrears-row", label=one.stake.label, rest=money_text(one.rest)) for one in late))
