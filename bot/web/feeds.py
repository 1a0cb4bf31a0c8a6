"""`/i/TOKEN.ics`: a calendar for the telephone that asks for it by itself, found anew each time; to look changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.orm import Session

from bot.web.links import HEADERS, gone, look_up
from bot.web.server import SITE
from handlers import texts
from handlers.ctx import House
from models import calendar, events, feeds
from models.people import find_grants
from models.places import Place, find_place
from models.rules.polls import CALLERS
from models.rules.roles import holds
from scheduler import clock

if TYPE_CHECKING:
    from icalendar import Event

routes = web.RouteTableDef()
BEFORE, AHEAD = timedelta(days=31), timedelta(days=184)
AGAIN = timedelta(hours=6)


@dataclass(frozen=True)
class Page:
    """What a link shows now: the place and what is there, in its community's language."""

    name: str
    language: str
    zone: ZoneInfo
    events: list[events.Event]


@routes.get("/i/{token}.ics")
async def look(request: web.Request) -> web.Response:
    """The calendar of a live link."""
    page = await look_up(request, find_page)
    if page is None:
        return gone(request)
    book = written(page, clock.now(), request.app[SITE].house.public_url)
    return web.Response(body=book, content_type="text/calendar", charset="utf-8", headers=HEADERS)


def find_page(session: Session, house: House, digest: str, _language: str) -> Page | None:
    """What the link with this digest shows: what everybody may know, its person's own, and the meetings of those who steer."""
    now = clock.now()
    feed = feeds.find_feed(session, digest, now)
    place = find_place(session, feed.place_id) if feed else None
    if feed is None or place is None:
        return None
    span = now - BEFORE, now + AHEAD
    found = events.find_public_events(session, feed.community_id, feed.path, *span, house.time_zone)
    if feed.person_id is not None:
        found += events.find_own_events(session, feed.person_id, *span, house.time_zone)
        found += events.find_meetings(session, feed.community_id, *span) if _steers(session, feed.person_id, place) else []
    return Page(place.name, house.language, house.time_zone, found)


def _steers(session: Session, person: int, place: Place) -> bool:
    return holds(find_grants(session, person), CALLERS, place.path)


def written(page: Page, now: datetime, address: str) -> bytes:
    """The calendar as RFC 5545 writes it."""
    from icalendar import Calendar  # eighty modules and 6 MB: not before somebody subscribes

    book = Calendar()
    book.add("prodid", "-//Jinlin//Jinlin//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", texts.text(page.language, "feed-name", place=page.name))
    book.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    for one in page.events:
        book.add_component(_entry(page, one, now, address))
    return bytes(book.to_ical())


def _entry(page: Page, one: events.Event, now: datetime, address: str) -> Event:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{one.uid}@{address.split('//')[-1].split('/')[0].split(':')[0]}")
    entry.add("dtstamp", now)
    entry.add("dtstart", one.begins)
    entry.add("dtend", one.ends or one.begins)
    entry.add("summary", texts.text(page.language, f"event-{one.sort.value}", title=one.title, where=one.where))
    if one.where:
        entry.add("location", one.where)
    if one.cancelled:
        entry.add("status", "CANCELLED")
    notes = calendar.notes_on(one.begins.astimezone(page.zone).date(), page.language)
    if notes:
        entry.add("description", texts.text(page.language, "duty-dot").join(notes))
    return entry
