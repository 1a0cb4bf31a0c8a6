"""报到登记, 报到名单, 年度小结, 单位小结: members in service report in where they live; their year goes to their employer if they agree."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from handlers import forms
from handlers.ctx import BULK, Ctx
from handlers.forms import Filled, Form, Step
from handlers.kit import Capability, Refused, Where
from handlers.waves import reply
from models import duty, enrolments, hours
from models.enrolments import Enrolment
from models.rules.roles import ANYONE, MANAGERS
from models.rules.settings import number
from models.rules.skills import Skill, read_skills

capability = Capability("enrolments")

EMPLOYER, MOST_HOURS = 40, 100
TOLD_ON = (1, 8)
"""The year that has ended is told from the eighth of January on, to whoever was not told yet."""


# ---------------------------------------------------------------- reporting in


@capability.command("报到登记", "enrol", role=ANYONE, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`报到登记` asks three things; `报到登记 市第一医院` says the first; `报到登记 取消` takes it back."""
    community = ctx.need_place().community_id
    if words.strip() in (ctx.text("enrol-cancel"), "cancel"):
        return ctx.say("enrol-gone" if enrolments.withdraw(ctx.db, community, ctx.me().id) else "enrol-none")
    return forms.begin(ctx, FORM, {"said": words} | ({"employer": read_employer(ctx, words)} if words.strip() else {}))


def read_employer(_ctx: Ctx, said: str) -> str:
    """As it is called, and only staff see: it is what the hours of those who work there are added up by."""
    employer = " ".join(said.split())
    if not 0 < len(employer) <= EMPLOYER:
        raise Refused("enrol-employer", length=str(EMPLOYER))
    return employer


def read_able(ctx: Ctx, said: str) -> list[str]:
    """The skills named; none is an answer too."""
    if said.strip() in (ctx.text("enrol-no-skill"), "none", "-"):
        return []
    skills, unknown = read_skills(said)
    if unknown or not skills:
        raise Refused("enrol-skills", known=ctx.text("list-separator").join(ctx.text(f"skill-{one.value}") for one in Skill))
    return [one.value for one in skills]


def read_month(_ctx: Ctx, said: str) -> int:
    try:
        return number(0, MOST_HOURS)("".join(c for c in said if c.isdigit()))
    except ValueError:
        raise Refused("enrol-hours", most=str(MOST_HOURS)) from None


def preview(ctx: Ctx, filled: Filled) -> str:
    able = ctx.text("list-separator").join(ctx.text(f"skill-{one}") for one in filled["able"]) or "–"
    return ctx.text("enrol-draft", employer=filled["employer"], able=able, hours=str(filled["hours"]))


def publish(ctx: Ctx, filled: Filled) -> None:
    community = ctx.need_place().community_id
    enrolments.enrol(ctx.db, community, ctx.me().id, filled["employer"], filled["hours"], ctx.now)
    if filled["able"]:
        helper = duty.lock_helper(ctx.db, community, ctx.me().id)
        helper.skills = [one.value for one in Skill if one.value in (*helper.skills, *filled["able"])]
    ctx.record(f"person:{ctx.me().id}", "enrolled")
    ctx.say("enrolled")


STEPS = (
    Step("employer", read_employer),
    Step("able", read_able, offer=lambda ctx: [(ctx.text("enrol-no-skill"), "none")]),
    Step("hours", read_month, offer=lambda _ctx: [(n, n) for n in ("2", "4", "8")], counts=True),
)
FORM = Form("enrol", STEPS, preview, publish, {"length": str(EMPLOYER), "most": str(MOST_HOURS)})
forms.declare(capability, FORM, ANYONE)


@capability.command("报到名单", "enrolled", role=MANAGERS, where=Where.PRIVATE)
def look(ctx: Ctx, _words: str) -> None:
    """Who reported in, employer by employer, with what they offer."""
    found = enrolments.find_enrolled(ctx.db, ctx.community)
    if not found:
        return ctx.say("enrolled-none")
    rows, skills = [], duty.find_skills(ctx.db, ctx.community, [one.person_id for one, _ in found])
    for employer, theirs in groupby(found, key=lambda one: one[0].employer):
        people = [_offered(ctx, one, name, skills.get(one.person_id, [])) for one, name in theirs]
        rows.append(ctx.text("enrolled-row", employer=employer, n=str(len(people)), people=ctx.text("list-separator").join(people)))
    return ctx.say("enrolled-list", n=str(len(found)), rows="\n".join(rows))


def _offered(ctx: Ctx, one: Enrolment, name: str, skills: list[str]) -> str:
    """`小王 4 小时/月（水电）`."""
    can = ctx.text("list-separator").join(ctx.text(f"skill-{each}") for each in skills)
    return ctx.text("enrolled-person", name=name or "–", hours=str(one.hours), can=ctx.text("enrolled-can", skills=can) if can else "")


# ---------------------------------------------------------------- the year


@capability.command("年度小结", "myyear", role=ANYONE, where=Where.PRIVATE)
def mine(ctx: Ctx, words: str) -> None:
    """`年度小结`, `年度小结 2026`: how often and how long one served, and whether where one works may hear of it."""
    year = _year(ctx, words)
    community, me = ctx.need_place().community_id, ctx.me().id
    enrolment = enrolments.find_enrolment(ctx.db, community, me)
    if enrolment is None:
        return ctx.say("year", **_figures(ctx, community, me, year))
    enrolments.take_summary(ctx.db, community, me, year, ctx.now)
    return _tell(ctx, enrolment, year)


def _year(ctx: Ctx, words: str) -> int:
    try:
        return number(2020, ctx.today.year)(words.strip()) if words.strip() else ctx.today.year
    except ValueError:
        raise Refused("usage-myyear") from None


def _figures(ctx: Ctx, community: int, person: int, year: int) -> dict[str, Any]:
    times, minutes = hours.count_between(ctx.db, community, person, ctx.local(year, 1, 1, 0), ctx.local(year + 1, 1, 1, 0))
    return {"year": str(year), "n": str(times), "hours": f"{minutes / 60:g}"}


def _tell(ctx: Ctx, enrolment: Enrolment, year: int) -> None:
    row = [ctx.button("button-year-yes", f"year-yes:{year}"), ctx.button("button-year-no", f"year-no:{year}")]
    figures = _figures(ctx, enrolment.community_id, enrolment.person_id, year)
    ctx.tell(enrolment.person_id, "year-ask", row, rank=BULK, employer=enrolment.employer, **figures)


@capability.daily("years-told", at="09:30")
def tell_year(ctx: Ctx, community: int) -> None:
    """Early in January: last year, to everybody who reported in; who says nothing has not agreed."""
    if ctx.today.month != TOLD_ON[0] or ctx.today.day < TOLD_ON[1]:
        return
    for enrolment, _ in enrolments.find_enrolled(ctx.db, community):
        if enrolments.take_summary(ctx.db, community, enrolment.person_id, ctx.today.year - 1, ctx.now):
            _tell(ctx, enrolment, ctx.today.year - 1)


@capability.button("year-yes", role=ANYONE)
def agree(ctx: Ctx, rest: str) -> None:
    _answer(ctx, rest, True)


@capability.button("year-no", role=ANYONE)
def decline(ctx: Ctx, rest: str) -> None:
    _answer(ctx, rest, False)


def _answer(ctx: Ctx, rest: str, agreed: bool) -> None:
    """It may be said anew, until the committee has passed it on."""
    known = rest.isascii() and rest.isdigit() and len(rest) == 4
    if not known or not enrolments.agree(ctx.db, ctx.need_place().community_id, ctx.me().id, int(rest), agreed):
        raise Refused("button-unknown")
    ctx.record(f"person:{ctx.me().id}", "year-agreed" if agreed else "year-kept", year=int(rest))
    reply(ctx, "year-agreed" if agreed else "year-kept", year=rest)


@capability.command("单位小结", "employers", role=MANAGERS, where=Where.PRIVATE, hidden=True)
def summarise(ctx: Ctx, words: str) -> None:
    """`单位小结 2026`: by employer, with the figures of those alone who agreed."""
    year, rows = _year(ctx, words), []
    agreed = enrolments.find_agreed(ctx.db, ctx.community, year)
    for employer, theirs in groupby(enrolments.find_enrolled(ctx.db, ctx.community), key=lambda one: one[0].employer):
        people = list(theirs)
        shown = [(name, _figures(ctx, ctx.community, one.person_id, year)) for one, name in people if one.person_id in agreed]
        names = [ctx.text("employers-person", name=name or "–", n=figures["n"], hours=figures["hours"]) for name, figures in shown]
        told = {"n": str(len(people)), "agreed": str(len(shown)), "people": ctx.text("list-separator").join(names) or "–"}
        rows.append(ctx.text("employers-row", employer=employer, **told))
    ctx.say("employers", year=str(year), rows="\n".join(rows) or "–")
