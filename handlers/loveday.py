"""爱心日: the card of each time it comes round; made ahead by itself, moved or cancelled with a reason, ended."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.duty_lines import card, headline, plan_of, when
from handlers.duty_steps import make_ahead, set_moments
from handlers.kit import Capability, Refused, numbered
from handlers.registry import names_or_lists, split_number
from models import cards, duties, polls, reminders
from models.chats import Chat
from models.duties import Occasion, Plan
from models.messaging import Post
from models.rules import dates
from models.rules.duties import ALIVE, WHY, moment
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("loveday")


@capability.card("occasion")
def draw(voice: Voice, id_: int) -> Post | None:
    occasion = voice.db.get(Occasion, id_)
    return card(voice, occasion) if occasion else None


@capability.daily("duties-ahead", at="05:30")
def ahead(ctx: Ctx, community: int) -> None:
    """Every morning: what comes into sight."""
    for plan in duties.find_plans(ctx.db, community):
        make_ahead(ctx, plan)


@capability.command("爱心日", "loveday", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`爱心日` shows the next one to sign up for; `爱心日 2` that of plan 2."""
    asked = split_number(words)
    plans = [_numbered(ctx, asked[0])] if asked else duties.find_public(ctx.db, ctx.need_place().community_id)
    found = [one for plan in plans if (one := duties.find_next(ctx.db, plan.id, ctx.now)) is not None]
    if not found:
        return ctx.say("duties-none", reply_to=ctx.reply_to)
    for occasion in found[:3]:
        cards.begin_anew(ctx.db, occasion.subject, ctx.chat.id)
        ctx.show(occasion.subject, ctx.chat, rank=ANSWER)
    return None


def _numbered(ctx: Ctx, number: int) -> Plan:
    found: Plan = capability.subjects["duty-plan"].by_number(ctx, number)
    return found


# ---------------------------------------------------------------- moved, cancelled, ended


@capability.command("爱心改期", "movelove", role=CALLERS, about="duty-plan", hidden=True)
def move(ctx: Ctx, plan: Plan, words: str) -> None:
    """`爱心改期 1 9月27日 台风`: all who signed up hear it; the streak goes on."""
    said = dates.read_day(words, ctx.today)
    why = mask(" ".join(said[1].split()))[:WHY] if said else ""
    if said is None or not why:
        raise Refused("usage-movelove")
    occasion = _next(ctx, plan)
    starts, ends = (_on(ctx, said[0], at) for at in occasion.span)
    if starts <= ctx.now:
        raise Refused("duty-past")
    occasion.starts_at, occasion.ends_at, occasion.why = starts, ends, why
    reminders.begin_anew(ctx.db, occasion.id)
    ctx.record(occasion.subject, "moved", to=starts.isoformat(), words=why)
    ctx.db.flush()
    set_moments(ctx, occasion)
    ctx.moved("occasion", occasion, "move")
    _tell(ctx, occasion, "duty-told-moved", why)


def _on(ctx: Ctx, day: date, at: datetime) -> datetime:
    """The same hour of another day."""
    local = at.astimezone(ctx.house.time_zone)
    return moment(day, time(local.hour, local.minute), ctx.house.time_zone)


@capability.command("爱心取消", "cancellove", role=CALLERS, about="duty-plan", hidden=True)
def cancel(ctx: Ctx, plan: Plan, words: str) -> None:
    """`爱心取消 1 疫情`: this time alone; all who signed up hear it."""
    why = mask(" ".join(words.split()))[:WHY]
    if not why:
        raise Refused("usage-cancellove")
    occasion = _next(ctx, plan)
    occasion.cancelled_at, occasion.why = ctx.now, why
    ctx.record(occasion.subject, "cancelled", words=why)
    ctx.db.flush()
    ctx.moved("occasion", occasion, "cancel")
    _tell(ctx, occasion, "duty-told-cancelled", why)


@capability.command("爱心停办", "endlove", role=CALLERS, about="duty-plan", hidden=True)
def end(ctx: Ctx, plan: Plan, _words: str) -> None:
    """It comes round no more; what has been announced still takes place."""
    plan.ended_at = ctx.now
    ctx.record(plan.subject, "ended")
    ctx.say("duty-plan-ended", number=str(plan.number), title=plan.title)


def _next(ctx: Ctx, plan: Plan) -> Occasion:
    found = duties.find_next(ctx.db, plan.id, ctx.now)
    occasion = duties.lock_occasion(ctx.db, found.id) if found else None
    if occasion is None or not occasion.is_open(ctx.now):
        raise Refused("duty-none-ahead", number=str(plan.number))
    return occasion


def _tell(ctx: Ctx, occasion: Occasion, key: str, why: str) -> None:
    """The groups, everybody who is signed up, and whoever said it."""
    ctx.refresh(occasion.subject)
    told: dict[str, Any] = {"title": plan_of(ctx, occasion).title, "when": when(ctx, occasion), "why": why}
    groups: list[Chat] = list(polls.find_groups(ctx.db, occasion.path))
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post(key, **told), about=occasion.subject)
    for mine, _, _ in duties.find_going(ctx.db, occasion.id, *ALIVE):
        ctx.tell(mine.person_id, key, rank=ANSWER, **told)
    if not any(chat.id == ctx.chat.id for chat in groups):
        ctx.say("duty-told", headline=headline(ctx, plan_of(ctx, occasion), occasion))


capability.subjects["duty-plan"] = numbered(duties.find_numbered, duties.lock_plan, "duty-plan-unknown")
