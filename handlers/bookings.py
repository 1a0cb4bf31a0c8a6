"""预约: a number at a station of Love Day for oneself, one's family, or somebody who does not write; a reminder; the list at the desk."""

from __future__ import annotations

import re
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.duty_lines import desk, need_occasion, plan_of, when, where
from handlers.kit import Added, Capability, Refused, Subject, Where
from handlers.registry import names_or_lists
from handlers.waves import reply
from models import bookings, duties, people, timers
from models.bookings import Booking
from models.duties import Occasion, Stand
from models.machinery import Late
from models.messaging import Button
from models.people import Person
from models.rules.bookings import MOST_EACH, NAME, Booked, about_when, split_whom
from models.rules.duties import Reminder, reminders
from models.rules.masking import mask
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("bookings")

_DIGIT = re.compile(r"\d")
"""A name has none: what has is a telephone or a door, which stays out of the desk's list."""
TOLD = {"move": "booking-moved", "cancel": "booking-cancelled"}


# ---------------------------------------------------------------- booking


@capability.adds("occasion")
def offer(voice: Voice, occasion: Occasion) -> Added:
    """What can be booked, under the card of the day."""
    found = bookings.find_bookable(voice.db, occasion.id) if occasion.is_open(voice.now) else []
    if not found:
        return Added()
    parts = [voice.text("booking-free", stand=stand.name, n=str(n), whole=str(stand.slots)) for stand, n in found]
    row = tuple(voice.button("button-book", f"book:{stand.id}", stand=stand.name) for stand, _ in found)
    return Added((voice.text("booking-line", parts=voice.text("list-separator").join(parts)),), residents=row)


@capability.button("book", role=ANYONE, about="stand")
def book_pressed(ctx: Ctx, stand: Stand, _rest: str) -> None:
    """预约理发, under the card: for oneself."""
    _book(ctx, stand, "")


@capability.command("预约", "book", role=ANYONE, words_needed=True, complete=lambda rest: 0 < len(rest.split()) < 4)
def book(ctx: Ctx, words: str) -> None:
    """`预约 理发`; `预约 理发 给陈奶奶` for one's family, or by the staff for somebody who does not write."""
    service, whom = split_whom(words)
    _book(ctx, _named(ctx, service), (mask(whom) if _DIGIT.search(whom) else whom)[:NAME])


def _named(ctx: Ctx, name: str) -> Stand:
    """The station of that name at the next day that can be booked; else which there are."""
    names = []
    for plan in duties.find_public(ctx.db, ctx.need_place().community_id):
        occasion = duties.find_next(ctx.db, plan.id, ctx.now)
        for stand, _ in bookings.find_bookable(ctx.db, occasion.id) if occasion else ():
            if stand.name == name:
                return stand
            names.append(stand.name)
    raise Refused("booking-unknown" if names else "booking-nothing", name=name[:20], names=ctx.text("list-separator").join(names))


def _book(ctx: Ctx, stand: Stand, whom: str) -> None:
    """The next number, once a head; in a group nobody else's name is said."""
    occasion, me, staff = need_occasion(ctx, stand.occasion_id), ctx.me(), ctx.holds(CALLERS, stand.path)
    known = people.find_called(ctx.db, stand.path, whom) if whom and staff else ()
    person = me.id if not whom else known[0].id if len(known) == 1 else None
    key = f"person:{person}" if person else f"name:{me.id}:{whom}"
    same = bookings.find_same(ctx.db, stand.id, key)
    if same is not None:
        return reply(ctx, "booking-already", **_told(ctx, same, occasion, stand))
    if bookings.count_taken(ctx.db, stand.id) >= stand.slots:
        raise Refused("booking-full", stand=stand.name)
    if not staff and bookings.count_by(ctx.db, occasion.id, me.id) >= MOST_EACH:
        raise Refused("booking-most", most=str(MOST_EACH))
    made = bookings.book(ctx.db, stand, key, whom or me.name[:NAME] or ctx.text("somebody"), person, me.id, ctx.now)
    ctx.record(occasion.subject, "booked", booking=made.id)
    _remind_later(ctx, made, occasion)
    ctx.refresh(occasion.subject)
    if person not in (None, me.id):
        ctx.tell(made.reached, "booking-for-you", _off_row(ctx, made), **_told(ctx, made, occasion, stand))
    told = _told(ctx, made, occasion, stand) | ({} if ctx.private else {"who": mask(made.name)})
    return reply(ctx, "booking-made" if person == me.id else "booking-made-for", **told)


def _told(ctx: Ctx, booking: Booking, occasion: Occasion, stand: Stand) -> dict[str, Any]:
    begins, ends = stand.span(occasion, ctx.house.time_zone)
    about = about_when(begins, ends, stand.slots, bookings.count_ahead(ctx.db, booking))
    told = {"number": str(booking.number), "who": booking.name, "title": plan_of(ctx, occasion).title}
    return told | {"stand": where(stand), "about": ctx.clock(about)}


def _off_row(ctx: Ctx, booking: Booking) -> list[Button]:
    return [ctx.button("button-booking-off", f"book-off:{booking.id}")]


# ---------------------------------------------------------------- calling it off


@capability.command("我的预约", "mybookings", role=ANYONE, where=Where.PRIVATE)
def mine(ctx: Ctx, _words: str) -> None:
    """What one has booked, each with a button to call it off."""
    found = bookings.find_mine(ctx.db, ctx.me().id, ctx.now)
    if not found:
        return ctx.say("bookings-none")
    rows = [ctx.text("booking-row", **_told(ctx, one, occasion, stand)) for one, occasion, stand in found]
    buttons = [[ctx.button("button-booking-off-one", f"book-off:{one.id}", who=one.name, stand=stand.name)] for one, _, stand in found]
    return ctx.say(ctx.post("bookings-mine", *buttons, rows="\n".join(rows)))


@capability.button("book-off", role=ANYONE, about="booking")
def call_off(ctx: Ctx, booking: Booking, _rest: str) -> None:
    """By whoever booked, whose it is, or the staff; the number is nobody else's, the place is."""
    if ctx.me().id not in (booking.by_id, booking.person_id) and not ctx.holds(CALLERS, booking.path):
        raise Refused("button-unknown")
    if booking.state is not Booked.BOOKED:
        raise Refused("booking-past")
    booking.state = Booked.OFF
    timers.drop_timers(ctx.db, booking.subject, "booking-reminds")
    ctx.record(f"occasion:{booking.occasion_id}", "booking-off", booking=booking.id)
    ctx.db.flush()
    ctx.refresh(f"occasion:{booking.occasion_id}")
    reply(ctx, "booking-called-off", who=booking.name, number=str(booking.number))


# ---------------------------------------------------------------- the reminder


def _remind_later(ctx: Ctx, booking: Booking, occasion: Occasion) -> None:
    """The evening before; of what is booked later than that, an hour before."""
    due = reminders(occasion.starts_at, ctx.house.time_zone)
    moment = next((due[kind] for kind in (Reminder.EVE, Reminder.HOUR) if due[kind] > ctx.now), None)
    if moment is not None:
        timers.set_timer(ctx.db, "booking-reminds", booking.subject, moment, community=booking.community_id, late=Late.SAY)


@capability.timer("booking-reminds")
def remind(ctx: Ctx, id_: int) -> None:
    """Once, while it stands and the day has not begun."""
    booking = bookings.find_booking(ctx.db, id_)
    occasion = duties.lock_occasion(ctx.db, booking.occasion_id) if booking else None
    if booking is None or occasion is None or booking.state is not Booked.BOOKED or not occasion.is_open(ctx.now):
        return
    if ctx.now < occasion.starts_at:
        stand = ctx.db.get_one(Stand, booking.stand_id)
        ctx.tell(booking.reached, "booking-reminds", _off_row(ctx, booking), **_told(ctx, booking, occasion, stand))


@capability.upon("occasion", "move", "cancel")
def follow(ctx: Ctx, occasion: Occasion, act: str) -> None:
    """The day is moved, or is not: everybody who booked hears it, and is reminded of the new one."""
    for booking in bookings.find_waiting(ctx.db, occasion.id):
        timers.drop_timers(ctx.db, booking.subject, "booking-reminds")
        told: dict[str, Any] = {"who": booking.name, "number": str(booking.number), "when": when(ctx, occasion), "why": occasion.why}
        stand = ctx.db.get_one(Stand, booking.stand_id)
        ctx.tell(booking.reached, TOLD[act], _off_row(ctx, booking) if act == "move" else [], stand=stand.name, rank=ANSWER, **told)
        if act == "move":
            _remind_later(ctx, booking, occasion)


@capability.upon("person", "forget")
def go(ctx: Ctx, person: Person, _act: str) -> None:
    """Somebody goes for good: what they had booked is free again."""
    for _, occasion, _ in bookings.find_mine(ctx.db, person.id, ctx.now):
        ctx.refresh(occasion.subject)


# ---------------------------------------------------------------- the desk


@capability.command("预约名单", "booklist", role=ANYONE, where=Where.PRIVATE, complete=names_or_lists, hidden=True)
def listed(ctx: Ctx, _words: str) -> None:
    """Who booked what, in the order of the numbers, for the desk: the day that is on, or else the next."""
    occasion = desk(ctx, soon=True)
    rows, found = [], bookings.find_list(ctx.db, occasion.id)
    for stand in dict.fromkeys(stand for _, stand in found):
        mine_ = [ctx.text("booklist-one", number=str(one.number), who=one.name, state=one.state.value) for one, at in found if at is stand]
        rows.append(ctx.text("booklist-stand", stand=stand.name, rows="\n".join(mine_)))
    ctx.say("booklist", when=when(ctx, occasion), rows="\n".join(rows) or "–")


@capability.command("叫号", "callnext", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def call_next(ctx: Ctx, words: str) -> None:
    """`叫号 理发`: whoever is at the desk was served, and the next is called."""
    _go_on(ctx, words.strip(), Booked.SERVED)


@capability.command("过号", "skipnumber", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def skip(ctx: Ctx, words: str) -> None:
    """`过号 理发`: whoever was called is not there; the next is called."""
    _go_on(ctx, words.strip(), Booked.MISSED)


def _go_on(ctx: Ctx, name: str, outcome: Booked) -> None:
    occasion = desk(ctx)
    stand = next((stand for stand, _ in bookings.find_bookable(ctx.db, occasion.id) if stand.name == name), None)
    if stand is None:
        raise Refused("booking-unknown", name=name[:20], names=_names(ctx, occasion))
    before, following = (bookings.find_first(ctx.db, stand.id, state) for state in (Booked.CALLED, Booked.BOOKED))
    if before is not None:
        before.state = outcome
        stand.served += outcome is Booked.SERVED
    if following is None:
        return ctx.say("callnext-none", stand=stand.name)
    following.state = Booked.CALLED
    ctx.db.flush()
    ctx.record(occasion.subject, "called-number", booking=following.id)
    ctx.tell(following.reached, "booking-turn", rank=ANSWER, who=following.name, number=str(following.number), stand=where(stand))
    return ctx.say("callnext", number=str(following.number), who=following.name, stand=stand.name)


def _names(ctx: Ctx, occasion: Occasion) -> str:
    return ctx.text("list-separator").join(stand.name for stand, _ in bookings.find_bookable(ctx.db, occasion.id)) or "–"


def _booking(ctx: Ctx, id_: int) -> Booking:
    """Locked by its day, as everything of one is."""
    found = bookings.find_booking(ctx.db, id_)
    if found is None or duties.lock_occasion(ctx.db, found.occasion_id) is None:
        raise Refused("button-unknown")
    return bookings.find_booking(ctx.db, id_) or found


capability.subjects["booking"] = Subject(_booking, _booking)
