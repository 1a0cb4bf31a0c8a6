"""What is said of a team: its card, its times, and who may steer it."""

from __future__ import annotations

from handlers.ctx import Ctx, Voice
from handlers.duty_lines import rhythm
from handlers.kit import Refused
from models import people, teams
from models.duties import Plan
from models.messaging import Post
from models.rules.polls import CALLERS
from models.teams import Team


def card(voice: Voice, team: Team) -> Post:
    """Who leads it, how many they are and want to be, what it does, when it serves; and the buttons to join and to leave."""
    size = teams.count_members(voice.db, team.id)
    title = voice.text("team-card", number=str(team.number), name=team.name)
    lead = people.find_all(voice.db, [team.lead_id])
    told = {"lead": lead[0].name if lead and lead[0].name else "–", "n": str(size), "wanted": str(team.wanted)}
    lines = [voice.text("team-size", **told), team.about, *(rota_line(voice, plan) for plan in teams.find_rotas(voice.db, team.id))]
    if team.ended_at is not None:
        return Post(title, (voice.text("team-ended"),), quiet=True)
    lines.append(voice.text("team-wanting", n=str(team.wanted - size)) if size < team.wanted else voice.text("team-complete"))
    row = (voice.button("button-team-join", f"team-join:{team.id}"), voice.button("button-team-leave", f"team-leave:{team.id}"))
    return Post(title, tuple(line for line in lines if line), (row,), quiet=True)


def rota_line(voice: Voice, plan: Plan) -> str:
    """`值班：每周二 19:00–21:00 · 南门 2 人`."""
    station = plan.stations[0]
    day = rhythm(voice, plan.rhythm, plan.day)
    return voice.text("rota-line", day=day, begin=plan.begins, end=plan.ends, place=station["name"], n=str(station["capacity"]))


def leads(ctx: Ctx, team: Team) -> None:
    """Only its lead and the staff of its place go on."""
    if team.lead_id != ctx.me().id and not ctx.holds(CALLERS, team.path):
        raise Refused("team-not-yours", name=team.name)
    if team.ended_at is not None:
        raise Refused("team-over", name=team.name)
