"""新爱心日: what comes round, when, from when to when, and at which stations; its history before it was kept here."""

from __future__ import annotations

from typing import Any

from handlers import forms
from handlers.callers import find_asked, may_ask
from handlers.ctx import Ctx
from handlers.duty_lines import rhythm
from handlers.duty_steps import make_ahead
from handlers.forms import Filled, Form, Step
from handlers.kit import Capability, Refused, Where
from models import ballots, duties, people, places
from models.places import Level
from models.rules.duties import MOST_HELD, MOST_STATIONS, TITLE, Rhythm, Unread, read_history, read_hours, read_rhythm, read_stations
from models.rules.masking import mask
from models.rules.polls import CALLERS

capability = Capability("loveday_forms")


@capability.command("新爱心日", "newloveday", role=CALLERS, where=Where.PRIVATE)
def begin(ctx: Ctx, words: str) -> None:
    """`新爱心日` asks step by step, for the whole compound where one may; `新爱心日 爱心日` names it."""
    title, whole = " ".join(words.split()), [place for place in find_asked(ctx) if place.level is Level.COMPOUND]
    filled: Filled = {"said": words} | ({"place": whole[0].id} if len(whole) == 1 else {})
    forms.begin(ctx, FORM, filled | ({"title": read_title(ctx, title)} if title else {}))


def read_title(_ctx: Ctx, said: str) -> str:
    title = mask(" ".join(said.split()))
    if not 0 < len(title) <= TITLE:
        raise Refused("loveday-title", length=str(TITLE))
    return title


def read_day(_ctx: Ctx, said: str) -> list[Any]:
    found = read_rhythm(said)
    if found is None:
        raise Refused("loveday-day")
    return [found[0].value, found[1]]


def read_time(_ctx: Ctx, said: str) -> list[str]:
    found = read_hours(said)
    if found is None:
        raise Refused("loveday-time")
    return list(found)


def read_stands(ctx: Ctx, said: str) -> list[dict[str, Any]]:
    try:
        return [_led(ctx, station.as_json()) for station in read_stations(said)]
    except Unread as no:
        raise Refused("loveday-stations", line=str(no)[:40], most=str(MOST_STATIONS)) from no


def _led(ctx: Ctx, station: dict[str, Any]) -> dict[str, Any]:
    """A station with its lead as the one person of that name here; what everybody reads of it names nobody else."""
    name = station.pop("lead")
    station |= {part: mask(station[part]) for part in ("name", "place", "things")}
    found = people.find_called(ctx.db, ctx.need_place().path, name) if name else ()
    if name and len(found) != 1:
        raise Refused("loveday-lead" if not found else "loveday-lead-several", who=name, stand=station["name"])
    return station | {"lead_id": found[0].id if found else None}


def need_within(stations: list[dict[str, Any]], begin: str, end: str) -> None:
    """A station's own hours lie within the day's: else the card would tell one time and the reminders another."""
    for one in stations:
        if one["begins"] and not begin <= one["begins"] < one["ends"] <= end:
            raise Refused("loveday-hours", stand=one["name"], hours=f"{one['begins']}–{one['ends']}", begin=begin, end=end)


def read_held(ctx: Ctx, said: str) -> int:
    every, day = (ctx.question(FORM.answer) or {})["day"]
    found = read_history(said, Rhythm(every), day, ctx.today)
    if found is None:
        raise Refused("loveday-held", most=str(MOST_HELD))
    return found[0]


def preview(ctx: Ctx, filled: Filled) -> str:
    """The whole plan in words."""
    every, day = filled["day"]
    stations = [f"{one['name']} {one['capacity']}" + (f" · {one['place']}" if one["place"] else "") for one in filled["stations"]]
    told = {"title": filled["title"], "begin": filled["time"][0], "end": filled["time"][1], "held": str(filled["held"])}
    told["place"] = ballots.called(ctx.db, places.find_place(ctx.db, filled["place"]))
    return ctx.text("loveday-draft", day=rhythm(ctx, every, day), stations="\n".join(stations), **told)


def publish(ctx: Ctx, filled: Filled) -> None:
    """The plan, and what lies ahead of it at once."""
    place = places.find_place(ctx.db, filled["place"])
    if place is None or not may_ask(ctx, place):
        raise Refused("loveday-place")
    every, day = filled["day"]
    need_within(filled["stations"], *filled["time"])
    asked = {"title": filled["title"], "rhythm": Rhythm(every), "day": day, "begins": filled["time"][0], "ends": filled["time"][1]}
    plan = duties.make_plan(ctx.db, place, ctx.now, stations=filled["stations"], held=filled["held"], by_person_id=ctx.me().id, **asked)
    ctx.record(plan.subject, "begun", new=True, number=plan.number)
    made = make_ahead(ctx, plan)
    ctx.say("loveday-published", number=str(plan.number), title=plan.title, n=str(len(made)))


STEPS = (
    forms.ask_place("loveday"),
    Step("title", read_title),
    Step("day", read_day, offer=lambda ctx: [(ctx.text("loveday-offer"), "每月25号")]),
    Step("time", read_time),
    Step("stations", read_stands),
    Step("held", read_held, offer=lambda ctx: [(ctx.text("loveday-none"), "0")], counts=True),
)
FORM = Form("loveday", STEPS, preview, publish, {"length": str(TITLE), "most": str(MOST_STATIONS)})
forms.declare(capability, FORM, CALLERS)
