"""新队伍: a service team with its name, its lead, what it does and how many it would like to be."""

from __future__ import annotations

from handlers import forms
from handlers.callers import find_asked, may_ask
from handlers.ctx import Ctx
from handlers.forms import Filled, Form, Step
from handlers.kit import Capability, Refused, Where
from models import ballots, people, places, teams
from models.places import Level
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.settings import number
from models.rules.teams import ABOUT, MOST_MEMBERS, NAME

capability = Capability("team_forms")


@capability.command("新队伍", "newteam", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新队伍` asks step by step; `新队伍 平安巡逻队` names it."""
    name, whole = " ".join(words.split()), [place for place in find_asked(ctx) if place.level is Level.COMPOUND]
    filled: Filled = {"said": words} | ({"place": whole[0].id} if len(whole) == 1 else {})
    forms.begin(ctx, FORM, filled | ({"name": read_name(ctx, name)} if name else {}))


def read_name(_ctx: Ctx, said: str) -> str:
    name = mask(" ".join(said.split()))
    if not 0 < len(name) <= NAME:
        raise Refused("team-name", length=str(NAME))
    return name


def read_lead(ctx: Ctx, said: str) -> int:
    place = places.find_place(ctx.db, (ctx.question(FORM.answer) or {})["place"])
    assert place is not None
    found = people.find_called(ctx.db, place.path, said.strip())
    if len(found) != 1:
        raise Refused("team-lead" if not found else "team-lead-several", who=said.strip()[:20])
    return found[0].id


def read_about(_ctx: Ctx, said: str) -> str:
    about = mask(" ".join(said.split()))
    if not 0 < len(about) <= ABOUT:
        raise Refused("team-about", length=str(ABOUT))
    return about


def read_wanted(_ctx: Ctx, said: str) -> int:
    try:
        return number(1, MOST_MEMBERS)("".join(c for c in said if c.isdigit()))
    except ValueError:
        raise Refused("team-wanted", most=str(MOST_MEMBERS)) from None


def preview(ctx: Ctx, filled: Filled) -> str:
    place, lead = places.find_place(ctx.db, filled["place"]), people.find_all(ctx.db, [filled["lead"]])
    said = {"place": ballots.called(ctx.db, place), "lead": lead[0].name if lead else ""}
    return ctx.text("team-draft", name=filled["name"], about=filled["about"], wanted=str(filled["wanted"]), **said)


def publish(ctx: Ctx, filled: Filled) -> None:
    """The team, with its lead as its first member."""
    place = places.find_place(ctx.db, filled["place"])
    if place is None or not may_ask(ctx, place):
        raise Refused("team-place")
    asked = {"name": filled["name"], "lead_id": filled["lead"], "about": filled["about"], "wanted": filled["wanted"]}
    team = teams.make_team(ctx.db, place, ctx.now, **asked)
    teams.join(ctx.db, team, team.lead_id, ctx.now)
    ctx.record(team.subject, "begun", new=True, number=team.number)
    number_ = str(team.number)
    ctx.say("team-published", number=number_, name=team.name)
    if team.lead_id != ctx.me().id:
        ctx.tell(team.lead_id, "team-you-lead", number=number_, name=team.name)


STEPS = (
    forms.ask_place("team"),
    Step("name", read_name),
    Step("lead", read_lead, press=lambda ctx, _said: ctx.me().id, offer=lambda ctx: [(ctx.text("team-myself"), "me")]),
    Step("about", read_about),
    Step("wanted", read_wanted, offer=lambda _ctx: [(n, n) for n in ("10", "20", "30")]),
)
FORM = Form("team", STEPS, preview, publish, {"length": str(NAME), "most": str(MOST_MEMBERS)})
forms.declare(capability, FORM, CALLERS)
