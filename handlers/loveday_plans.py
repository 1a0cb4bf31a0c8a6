"""爱心摊位, 爱心历史: a plan is changed later: its stations, also of what is announced already, and what was before it was kept here."""

from __future__ import annotations

from typing import Any

from handlers.ctx import ANSWER, Ctx
from handlers.duty_lines import headline, plan_of, when, where
from handlers.duty_steps import free_up
from handlers.kit import Capability, Refused
from handlers.loveday_forms import need_within, read_stands
from models import bookings, duties, people
from models.duties import Occasion, Plan, Stand
from models.rules.duties import ALIVE, MOST_HELD, read_history, station_words
from models.rules.polls import CALLERS

capability = Capability("loveday_plans")


# ---------------------------------------------------------------- stations


@capability.command("爱心摊位", "lovestands", role=CALLERS, about="duty-plan", hidden=True)
def change(ctx: Ctx, plan: Plan, words: str) -> None:
    """`爱心摊位 1` shows them as they are written; with all of them behind it, one a line, they are so from now on."""
    if plan.team_id is not None:
        raise Refused("stands-rota")
    if not words.strip():
        rows = [_words(ctx, told) for told in plan.stations]
        return ctx.say("stands-now", number=str(plan.number), title=plan.title, rows="\n".join(rows))
    stations = read_stands(ctx, words)
    need_within(stations, plan.begins, plan.ends)
    plan.stations = stations
    ahead = [one for found in duties.find_ahead(ctx.db, plan.id, ctx.now) if (one := duties.lock_occasion(ctx.db, found.id))]
    for occasion in ahead:
        _follow(ctx, plan, occasion)
    ctx.record(plan.subject, "stations", n=len(plan.stations))
    return ctx.say("stands-changed", title=plan.title, n=str(len(ahead)), rows="\n".join(_words(ctx, told) for told in plan.stations))


def _words(ctx: Ctx, told: dict[str, Any]) -> str:
    """A station as one writes it."""
    skill = [ctx.text("stand-skill", skill=ctx.text(f"skill-{told['skill']}"))] if told.get("skill") else []
    lead = people.find_all(ctx.db, [told["lead_id"]]) if told.get("lead_id") else ()
    named = [*skill, *(ctx.text("stand-lead", name=one.name) for one in lead if one.name)]
    return station_words(told, ctx.text("stand-capacity", n=str(told["capacity"])), *named)


def _follow(ctx: Ctx, plan: Plan, occasion: Occasion) -> None:
    """What is announced has the same stations: those that grow offer their places, those that are gone must be nobody's."""
    seen = {each.stand.name: each for each in duties.find_stands(ctx.db, occasion.id)}
    for told in plan.stations:
        if told["name"] in seen:
            _alter(ctx, occasion, seen[told["name"]], told)
        else:
            ctx.db.add(Stand(community_id=plan.community_id, occasion_id=occasion.id, path=plan.path, **told))
    ctx.db.flush()
    kept = {told["name"] for told in plan.stations}
    stays = next(each.stand for each in duties.find_stands(ctx.db, occasion.id) if each.stand.name in kept)
    for name, each in seen.items():
        if name not in kept and (bookings.find_any(ctx.db, each.stand.id) or not duties.drop_stand(ctx.db, each.stand, stays)):
            raise Refused("stand-taken", stand=name, n=str(each.held + each.waiting))
    ctx.refresh(occasion.subject)


def _alter(ctx: Ctx, occasion: Occasion, seen: duties.Seen, told: dict[str, Any]) -> None:
    """The same station with other places, another place, other hours; whoever stands there hears where and when it is now."""
    stand, before = seen.stand, (seen.stand.place, seen.stand.begins, seen.stand.ends)
    booked = bookings.count_taken(ctx.db, stand.id)
    if told["capacity"] < seen.held or told["slots"] < booked:
        key = "stand-smaller" if told["capacity"] < seen.held else "stand-booked"
        raise Refused(key, stand=stand.name, n=str(seen.held), booked=str(booked))
    for name, value in told.items():
        setattr(stand, name, value)
    ctx.db.flush()
    ctx.db.refresh(stand)
    for _ in range(min(duties.count_free(ctx.db, stand), seen.waiting)):
        free_up(ctx, occasion, stand)
    if (stand.place, stand.begins, stand.ends) != before:
        _tell_moved(ctx, occasion, stand)


def _tell_moved(ctx: Ctx, occasion: Occasion, stand: Stand) -> None:
    """Those who go there, and those who wait."""
    for mine, at, _ in duties.find_going(ctx.db, occasion.id, *ALIVE):
        if at.id == stand.id:
            told: dict[str, Any] = {"title": plan_of(ctx, occasion).title, "when": when(ctx, occasion, stand), "stand": where(stand)}
            ctx.tell(mine.person_id, "stand-moved", rank=ANSWER, **told)


# ---------------------------------------------------------------- history


@capability.command("爱心历史", "lovehistory", role=CALLERS, about="duty-plan", hidden=True)
def remember(ctx: Ctx, plan: Plan, words: str) -> None:
    """`爱心历史 1 48`, `爱心历史 1 2022年9月`, `爱心历史 1 2022年9月 停过2次`: what was before it was kept here counts in the row."""
    found = read_history(words, plan.rhythm, plan.day, duties.find_first_day(ctx.db, plan.id) or ctx.today)
    if found is None:
        raise Refused("usage-lovehistory", most=str(MOST_HELD))
    plan.held, plan.gaps = found
    ctx.record(plan.subject, "history", held=found[0], gaps=found[1])
    ctx.db.flush()
    ahead = duties.find_next(ctx.db, plan.id, ctx.now)
    for occasion in duties.find_ahead(ctx.db, plan.id, ctx.now):
        ctx.refresh(occasion.subject)
    told = {"held": str(found[0]), "gaps": str(found[1])}
    ctx.say("history-kept" if not found[1] else "history-broken", next=headline(ctx, plan, ahead) if ahead else plan.title, **told)
