"""本月安排, 日历订阅: what lies ahead, day by day with the lunar calendar; a link for the calendar of one's telephone."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from handlers.ctx import Ctx, Voice
from handlers.kit import Capability, Refused, Where
from models import calendar, events, feeds
from models.events import Event, Sort
from models.rules.patterns import regex
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("calendars")

MOST = 31
"""So many days fit on a screen."""
_MONTH = regex(r"^(?:(?P<n>\d{1,2})\s*月|month\s+(?P<en>\d{1,2}))$", 2)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _is_month(rest: str) -> bool:
    return not rest or rest in ("下月", "下个月", "next") or _MONTH.match(rest) is not None


@capability.command("本月安排", "calendar", role=ANYONE, complete=_is_month)
def month(ctx: Ctx, words: str) -> None:
    """`本月安排` from today on, `本月安排 下月`, `本月安排 10月`; in private one's own turns and bookings stand in it too."""
    first, past = _span(ctx, words.strip())
    found = _find(ctx, first, past)
    days = [(day, list(theirs)) for day, theirs in groupby(found, key=lambda one: ctx.local_day(one.begins))]
    rows = [day_lines(ctx, day, theirs) for day, theirs in days[:MOST]]
    told = {"month": str(ctx.local_day(first).month), "lunar": _lunar(ctx) if first == ctx.now else ""}
    ctx.say("calendar" if rows else "calendar-empty", reply_to=ctx.reply_to, rows="\n".join(rows), **told)


def _span(ctx: Ctx, said: str) -> tuple[datetime, datetime]:
    """From now to the end of this month, or the whole of the month that was named: the next of that number."""
    today, found = ctx.today, _MONTH.match(said)
    if found and not 1 <= int(found["n"] or found["en"]) <= 12:
        raise Refused("usage-calendar")
    n = int(found["n"] or found["en"]) if found else today.month + bool(said)
    year, n = today.year + (n < today.month or n > 12), (n - 1) % 12 + 1
    past = ctx.local(year + (n == 12), n % 12 + 1, 1, 0)
    return (ctx.now if (year, n) == (today.year, today.month) else ctx.local(year, n, 1, 0)), past


def _find(ctx: Ctx, first: datetime, past: datetime) -> list[Event]:
    """What everybody may know; in private also one's own, which takes the place of the day it belongs to, and the staff's meetings."""
    place = ctx.need_place()
    found = events.find_public_events(ctx.db, place.community_id, place.path, first, past, ctx.house.time_zone)
    if ctx.private:
        found += events.find_own_events(ctx.db, ctx.me().id, first, past, ctx.house.time_zone)
        found += events.find_meetings(ctx.db, place.community_id, first, past) if ctx.holds(CALLERS, place.path) else []
    return sorted((one for one in found if not one.cancelled), key=lambda one: (one.begins, one.uid))


def day_lines(voice: Voice, day: date, found: list[Event]) -> str:
    """`9月25日 周五（八月十五 · 中秋节）`, and what there is, each on its line."""
    head = voice.text("calendar-day", day=voice.day(day), weekday=voice.text("weekday", day=WEEK[day.weekday()]), note=_note(voice, day))
    return "\n".join([head, *(line(voice, one) for one in found)])


def _note(voice: Voice, day: date) -> str:
    """The lunar day where Chinese is read, and what is celebrated."""
    notes = calendar.notes_on(day, voice.language)
    return voice.text("calendar-note", notes=voice.text("duty-dot").join(notes)) if notes else ""


def _lunar(ctx: Ctx) -> str:
    return ctx.text("calendar-lunar", day=calendar.lunar_day(ctx.today)) if ctx.language.startswith("zh") else ""


def line(voice: Voice, one: Event) -> str:
    """`08:30–11:30 爱心日`, `20:00 投票截止：装电梯`."""
    begins, ends = (f"{at.astimezone(voice.house.time_zone):%H:%M}" if at else "" for at in (one.begins, one.ends))
    time = voice.text("calendar-span", begins=begins, ends=ends) if one.ends and one.sort is not Sort.MEETING else begins
    return voice.text("calendar-line", time=time, what=voice.text(f"event-{one.sort.value}", title=one.title, where=one.where))


# ---------------------------------------------------------------- the calendar of one's telephone


@capability.command("日历订阅", "subscribe", role=ANYONE, where=Where.PRIVATE)
def subscribe(ctx: Ctx, words: str) -> None:
    """`日历订阅` gives one's own link, `日历订阅 小区` the staff one to hand on, `日历订阅 停` ends them."""
    said = words.strip()
    if said in (ctx.text("feed-stop"), "stop"):
        return ctx.say("feed-stopped" if feeds.revoke(ctx.db, ctx.me().id, ctx.now) else "feed-none")
    public = said in (ctx.text("feed-public"), "community")
    place = ctx.need_place()
    if (said and not public) or (public and not ctx.holds(CALLERS, place.path)):
        raise Refused("feed-staff" if public else "usage-subscribe")
    if not ctx.house.public_url:
        raise Refused("feed-no-address")
    token = feeds.make_feed(ctx.db, place, ctx.me().id, ctx.now, own=not public)
    ctx.record(f"person:{ctx.me().id}", "subscribed", public=public)
    return ctx.say("feed-public-made" if public else "feed-made", url=f"{ctx.house.public_url}/i/{token}.ics", days=str(feeds.LASTS.days))
