"""值班, 排班, 请假: a team's times, whose turn it is, and who cannot come; fair by who served least recently."""

from __future__ import annotations

from datetime import date

from handlers.ctx import Ctx
from handlers.duty_lines import when
from handlers.duty_steps import make_ahead
from handlers.kit import Capability, Refused, Where
from handlers.rota_steps import release
from handlers.team_lines import leads, rota_line
from models import ballots, duties, places, teams
from models.rules.duties import HOLDING
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE
from models.rules.teams import read_away, read_rota
from models.teams import Team

capability = Capability("rotas")

STOP = ("停", "stop")
SHOWN = 8


@capability.command("值班", "rota", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def settle(ctx: Ctx, team: Team, words: str) -> None:
    """`值班 2 每周二 19:00-21:00 2人 南门` begins a rota, `值班 2 停` ends those of the team; without words, which there are."""
    leads(ctx, team)
    rotas = teams.find_rotas(ctx.db, team.id)
    if words.strip() in STOP:
        for plan in rotas:
            plan.ended_at = ctx.now
        ctx.record(team.subject, "rota-ended")
        ctx.refresh(team.subject)
        return ctx.say("rota-stopped", name=team.name)
    if not words.strip():
        return ctx.say("rotas", name=team.name, number=str(team.number), rows="\n".join(rota_line(ctx, plan) for plan in rotas) or "–")
    return _begin(ctx, team, words)


def _begin(ctx: Ctx, team: Team, words: str) -> None:
    place = places.find_place(ctx.db, team.place_id)
    asked = read_rota(mask(words), ballots.called(ctx.db, place))
    if asked is None or place is None:
        raise Refused("usage-rota")
    station = {key: value for key, value in asked.station.as_json().items() if key != "lead"}
    told = {"rhythm": asked.rhythm, "day": asked.day, "begins": asked.begins, "ends": asked.ends, "by_person_id": team.lead_id}
    plan = duties.make_plan(ctx.db, place, ctx.now, title=team.name, stations=[station], team_id=team.id, held=0, **told)
    ctx.record(team.subject, "rota", plan=plan.id)
    made = make_ahead(ctx, plan)
    ctx.refresh(team.subject)
    ctx.say("rota-begun", line=rota_line(ctx, plan), n=str(len(made)), number=str(team.number))


@capability.command("排班", "shifts", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def look(ctx: Ctx, team: Team, _words: str) -> None:
    """`排班 2`: whose turn it is next, for the team and the staff."""
    if not teams.is_member(ctx.db, team.id, ctx.me().id) and not ctx.holds(CALLERS, team.path):
        raise Refused("rota-team-only")
    rows, comma = [], ctx.text("list-separator")
    for occasion in teams.find_shifts(ctx.db, team.id, ctx.now)[:SHOWN]:
        names = [name for _, _, name in duties.find_going(ctx.db, occasion.id, *HOLDING)]
        missing = sum(seen.stand.capacity - seen.held for seen in duties.find_stands(ctx.db, occasion.id))
        short = ctx.text("rota-missing", n=str(missing)) if missing > 0 else ""
        rows.append(ctx.text("rota-shift", when=when(ctx, occasion), names=comma.join(names) or "–", short=short))
    rows += [ctx.text("rota-away", name=name, span=_span(ctx, one.first, one.last)) for one, name in _away(ctx, team)]
    ctx.say("rota-shifts", name=team.name, rows="\n".join(rows) or "–")


def _away(ctx: Ctx, team: Team) -> list[tuple[teams.Absence, str]]:
    names = {member.person_id: name for member, name in teams.find_members(ctx.db, team.id)}
    return [(one, names[one.person_id]) for one in teams.find_absences(ctx.db, team.community_id, names, ctx.today)]


@capability.command("请假", "dayoff", role=ANYONE, where=Where.PRIVATE, hidden=True)
def go_away(ctx: Ctx, words: str) -> None:
    """`请假 12月1日到12月5日`: not called up on these days, and what one was called up for is passed on; `请假 取消` takes all back."""
    community, me = ctx.need_place().community_id, ctx.me().id
    if words.strip() in (ctx.text("away-cancel"), "cancel"):
        return ctx.say("away-back" if teams.come_back(ctx.db, community, me) else "away-none")
    span = read_away(words, ctx.today)
    if span is None:
        raise Refused("usage-dayoff")
    teams.go_away(ctx.db, community, me, *span)
    passed = release(ctx, me, *span)
    ctx.record(f"person:{me}", "away", first=span[0].isoformat(), last=span[1].isoformat())
    more = ctx.text("away-passed", n=str(passed)) if passed else ""
    return ctx.say("away", span=_span(ctx, *span), more=more)


def _span(ctx: Ctx, first: date, last: date) -> str:
    """`9月5日`, `9月5日–9月12日`."""
    return ctx.day(first) if first == last else ctx.text("away-span", first=ctx.day(first), last=ctx.day(last))
