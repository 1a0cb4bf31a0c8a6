"""队伍: who serves together; joined and left by one tap, led by one of its own, recruited for in the groups."""

from __future__ import annotations

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Capability, Refused, Where, numbered
from handlers.registry import names_or_lists, split_number
from handlers.rota_steps import release
from handlers.team_lines import card, leads
from handlers.waves import reply
from models import cards, duty, hours, polls, teams
from models.messaging import Post
from models.rules.roles import ANYONE
from models.rules.teams import MOST_MEMBERS
from models.teams import Team

capability = Capability("teams")


@capability.card("team")
def draw(voice: Voice, id_: int) -> Post | None:
    team = voice.db.get(Team, id_)
    return card(voice, team) if team else None


@capability.command("队伍", "teams", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`队伍` lists the teams of the community; `队伍 2` shows one, to join or to leave."""
    asked = split_number(words)
    if asked:
        team: Team = capability.subjects["team"].by_number(ctx, asked[0])
        cards.begin_anew(ctx.db, team.subject, ctx.chat.id)
        return ctx.show(team.subject, ctx.chat, rank=ANSWER)
    found = teams.find_teams(ctx.db, ctx.need_place().community_id)
    if not found:
        return ctx.say("teams-none", reply_to=ctx.reply_to)
    rows = [ctx.text("teams-row", number=str(team.number), name=team.name, n=str(n), wanted=str(team.wanted)) for team, n in found]
    return ctx.say("teams", reply_to=ctx.reply_to, rows="\n".join(rows))


# ---------------------------------------------------------------- joining and leaving


@capability.button("team-join", role=ANYONE, about="team")
def join(ctx: Ctx, team: Team, _rest: str) -> None:
    """加入: the lead hears who came."""
    if team.ended_at is not None:
        raise Refused("team-over", name=team.name)
    if teams.count_members(ctx.db, team.id) >= MOST_MEMBERS:
        raise Refused("team-full", name=team.name)
    if not teams.join(ctx.db, team, ctx.me().id, ctx.now):
        return reply(ctx, "team-in-already", name=team.name)
    ctx.record(team.subject, "joined", whom=ctx.me().id)
    ctx.refresh(team.subject)
    if team.lead_id != ctx.me().id:
        ctx.tell(team.lead_id, "team-newcomer", name=team.name, who=ctx.me().name or ctx.text("somebody"))
    return reply(ctx, "team-joined", name=team.name, number=str(team.number))


@capability.button("team-leave", role=ANYONE, about="team")
def leave(ctx: Ctx, team: Team, _rest: str) -> None:
    """退出: what one was called up for is passed on to the next."""
    if team.lead_id == ctx.me().id:
        raise Refused("team-lead-stays", number=str(team.number))
    if not _part(ctx, team, ctx.me().id):
        return reply(ctx, "team-not-in", name=team.name)
    ctx.tell(team.lead_id, "team-leaver", name=team.name, who=ctx.me().name or ctx.text("somebody"))
    return reply(ctx, "team-left", name=team.name)


def _part(ctx: Ctx, team: Team, person: int) -> bool:
    if not teams.leave(ctx.db, team, person, ctx.now):
        return False
    ctx.record(team.subject, "left", whom=person)
    release(ctx, person, team=team.id)
    ctx.refresh(team.subject)
    return True


# ---------------------------------------------------------------- whoever leads


@capability.command("招募", "recruit", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def recruit(ctx: Ctx, team: Team, _words: str) -> None:
    """`招募 2`: the team's card in the groups of its place."""
    leads(ctx, team)
    groups = list(polls.find_groups(ctx.db, team.path))
    for chat in groups:
        cards.begin_anew(ctx.db, team.subject, chat.id)
        ctx.reveal(team.subject, chat)
    ctx.record(team.subject, "recruited")
    ctx.say("team-recruiting", name=team.name, n=str(len(groups)))


@capability.command("队员", "teammates", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def members(ctx: Ctx, team: Team, _words: str) -> None:
    """`队员 2`: who belongs to it, what each served this year, and what they can do."""
    leads(ctx, team)
    first = ctx.local(ctx.today.year, 1, 1, 0)
    found = teams.find_members(ctx.db, team.id)
    served = hours.count_all(ctx.db, [member.person_id for member, _ in found], first)
    skills = duty.find_skills(ctx.db, team.community_id, [member.person_id for member, _ in found])
    rows = []
    for member, name in found:
        can = ctx.text("list-separator").join(ctx.text(f"skill-{one}") for one in skills.get(member.person_id, ()))
        told = {"n": f"{served.get(member.person_id, 0) / 60:g}", "can": ctx.text("team-member-can", skills=can) if can else ""}
        rows.append(ctx.text("team-member", name=name or "–", since=ctx.day(member.since), **told))
    ctx.say("team-members", name=team.name, n=str(len(found)), rows="\n".join(rows))


@capability.command("换队长", "teamlead", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def hand_over(ctx: Ctx, team: Team, words: str) -> None:
    """`换队长 2 小李`: one of its own leads it from now on, and its rotas."""
    leads(ctx, team)
    person = _member(ctx, team, words)
    team.lead_id = person
    for plan in teams.find_rotas(ctx.db, team.id):
        plan.by_person_id = person
    ctx.record(team.subject, "lead", whom=person)
    ctx.refresh(team.subject)
    ctx.tell(person, "team-you-lead", number=str(team.number), name=team.name)
    ctx.say("team-lead-is", name=team.name, who=words.strip())


@capability.command("移出", "dropmember", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def drop(ctx: Ctx, team: Team, words: str) -> None:
    """`移出 2 小王`: they hear it; what they were called up for is passed on."""
    leads(ctx, team)
    person = _member(ctx, team, words)
    if person == team.lead_id:
        raise Refused("team-lead-stays", number=str(team.number))
    _part(ctx, team, person)
    ctx.tell(person, "team-dropped", name=team.name)
    ctx.say("team-member-dropped", name=team.name, who=words.strip())


def _member(ctx: Ctx, team: Team, said: str) -> int:
    """The only member of that name."""
    named = [member.person_id for member, name in teams.find_members(ctx.db, team.id) if name == said.strip()]
    if len(named) != 1:
        raise Refused("team-member-unknown" if not named else "team-member-several", name=team.name, who=said.strip()[:20])
    return named[0]


@capability.command("解散", "endteam", role=ANYONE, where=Where.PRIVATE, about="team", hidden=True)
def end(ctx: Ctx, team: Team, _words: str) -> None:
    """`解散 2`: its rotas end; what lies ahead is off, and its members hear it. Their hours stay."""
    leads(ctx, team)
    members_ = teams.find_members(ctx.db, team.id)
    team.ended_at = ctx.now
    for plan in teams.find_rotas(ctx.db, team.id):
        plan.ended_at = ctx.now
    for occasion in teams.find_shifts(ctx.db, team.id, ctx.now):
        occasion.cancelled_at = ctx.now
    for member, _ in members_:
        ctx.tell(member.person_id, "team-is-over", name=team.name)
    ctx.record(team.subject, "ended")
    ctx.refresh(team.subject)
    ctx.say("team-over-now", name=team.name, n=str(len(members_)))


capability.subjects["team"] = numbered(teams.find_numbered, teams.lock_team, "team-unknown")
