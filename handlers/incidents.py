"""停水停电: one outage for everybody it touches: announced once, later reports are counted with it, and it is over for all at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from handlers import matters as room
from handlers.ctx import ANSWER, BULK, Ctx, Voice
from handlers.incident_card import back, called, draw, sentence, staff_row, what
from handlers.kit import Added, Capability, Refused, numbered
from models import chats, incidents, letters, people, places
from models.chats import Chat, Kind
from models.incidents import Incident
from models.matters import Matter
from models.messaging import Happening
from models.places import Level, Place
from models.rules.addresses import find_place
from models.rules.incidents import COMMANDS, HOUSEHOLDS, LIVE, Stage, Utility, changed, orders, read_outage, told_off, utility_of
from models.rules.masking import mask
from models.rules.matters import OFFER_FADES, State
from models.rules.roles import ANYONE, BELONGING, MANAGERS, STAFF
from models.rules.spans import Span, read_end, read_span
from models.rules.understanding import Kind as Speech
from models.rules.understanding import Understanding

capability = Capability("incidents")
capability.card("incident")(draw)

AGAIN = timedelta(hours=2)
"""Staff who were asked about a place are asked again about it after this long."""
REPLY_GAP = timedelta(minutes=10)
"""Overheard, a group is told of an outage it is in at most this often."""
STILL, STILL_AGAIN = timedelta(hours=2), timedelta(hours=12)
"""Staff are asked about an outage whose end nobody knows after the first time, then each time after the second."""
ONE_MORE = timedelta(hours=1)
WHY = 120


# ---------------------------------------------------------------- staff announce it


def declare(utility: Utility, ctx: Ctx, words: str) -> None:
    """`停水 2号楼 今天18点到20点 换阀门` announces; `停水 3 延到22点` changes. `/outage power …` names what in its first word."""
    named, _, rest = words.partition(" ")
    utility, words = (Utility(named), rest.strip()) if named in list(Utility) else (utility, words)
    change = changed(words)
    if change is not None:
        return _extend_said(ctx, utility, *change)
    span = read_span(words, ctx.now, ctx.house.time_zone)
    if span is None:
        raise Refused("usage-outage", say=_say(ctx, utility))
    place = _meant(ctx, span)
    if not ctx.holds(STAFF, place.path):
        raise Refused("outage-staff", what=ctx.text(f"outage-{utility.value}"))
    told = find_place(span.rest)
    why = mask(span.rest.replace(told.text, "", 1) if told else span.rest).strip(" ，,。的")
    incident = incidents.declare(ctx.db, place, utility, ctx.now, starts=span.starts, ends=span.ends, why=why[:WHY])
    return _publish(ctx, incident)


for _word, _utility in COMMANDS.items():  # anybody may say the words; what they mean at that place is staff's (see `declare`)
    _slash = "outage" if _utility is Utility.WATER else f"outage_{_utility.value}"
    capability.command(_word, _slash, role=ANYONE, words_needed=True, hidden=True, complete=orders)(partial(declare, _utility))


@capability.button("outage-publish", role=STAFF, about="incident")
def publish_pressed(ctx: Ctx, incident: Incident, _rest: str) -> None:
    """发布 under the question."""
    if incident.stage is not Stage.OFFERED:
        raise Refused("offer-past")
    _publish(ctx, incident, typed=ctx.happened.happening is Happening.MESSAGE)


@capability.button("outage-drop", role=STAFF, about="incident")
def drop_pressed(ctx: Ctx, incident: Incident, _rest: str) -> None:
    """不用 under the question."""
    fade(ctx, incident.id)


@capability.timer("outage-offer-fades")
def fade(ctx: Ctx, id_: int) -> None:
    """A question nobody answered fades."""
    incident = incidents.lock_incident(ctx.db, id_)
    if incident is not None and incident.stage is Stage.OFFERED:
        incident.stage = Stage.DROPPED
        ctx.record(incident.subject, "dropped")
        ctx.refresh(incident.subject)


def _publish(ctx: Ctx, incident: Incident, typed: bool = False) -> None:
    """Number, cards in the groups it concerns, timers; the reports of the same outage that are open belong to it from now on.

    Said in words where no card here shows it: in private, or where the question cannot be edited into one (`typed`).
    """
    other = incidents.publish(ctx.db, incident, ctx.now)
    if other is not None:
        raise Refused(
            "outage-already", number=str(other.number), what=what(ctx, other), say=_say(ctx, other.utility), told=sentence(ctx, other)
        )
    ctx.record(incident.subject, "published", number=incident.number, words=incident.why)
    for gone in incidents.drop_offers(ctx.db, incident):
        ctx.refresh(f"incident:{gone}")
    _take_in(ctx, incident)
    ctx.refresh(incident.subject)
    heard = incidents.find_chats(ctx.db, incident.path)
    here = [] if ctx.private else [ctx.chat]
    for chat in {chat.id: chat for chat in [*here, *heard, *_desk(ctx, incident)]}.values():
        ctx.show(incident.subject, chat, rank=ANSWER)
    _set_timers(ctx, incident)
    if ctx.private or typed:
        told = {"told": sentence(ctx, incident), "say": _say(ctx, incident.utility)}
        ctx.say("outage-published", number=str(incident.number), n=str(len(heard)), **told)


def _take_in(ctx: Ctx, incident: Incident) -> None:
    """Open reports of it: staff have them in hand now, their households are counted, they will be done with it."""
    if incident.stage is not Stage.ON:
        return
    found = incidents.find_reports(ctx.db, incident.community_id, incident.path, incident.utility, incidents.since_of(incident))
    for matter in incidents.take_in(ctx.db, incident, found):
        for person, home in incidents.find_touched(ctx.db, matter):
            incidents.touch(ctx.db, incident, person, home, ctx.now)
        if matter.state is State.REGISTERED:
            room.move(ctx, matter, "accept")
        else:
            ctx.refresh(matter.subject)


def _set_timers(ctx: Ctx, incident: Incident) -> None:
    if incident.stage is Stage.PLANNED:
        ctx.later("outage-starts", incident.subject, incident.starts)
    ends = incident.ends or (ctx.now + STILL if incident.stage is Stage.ON else None)
    if ends is not None:
        ctx.later("outage-ends", incident.subject, ends)


# ---------------------------------------------------------------- its hours


@capability.timer("outage-starts")
def start(ctx: Ctx, id_: int) -> None:
    """What was planned is on."""
    incident = incidents.lock_incident(ctx.db, id_)
    if incident is not None and incident.stage is Stage.PLANNED and incident.starts <= ctx.now:
        incident.stage = Stage.ON
        ctx.refresh(incident.subject)


@capability.timer("outage-ends")
def nudge(ctx: Ctx, id_: int) -> None:
    """Its end has passed and nobody has said that it is over: staff are asked, once for each end; where none is known, now and then."""
    incident = incidents.lock_incident(ctx.db, id_)
    if incident is None or incident.stage not in LIVE or (incident.ends or ctx.now) > ctx.now:
        return
    key, when = ("outage-overdue", incident.ends) if incident.ends else ("outage-still", incident.starts)
    for chat in _desk(ctx, incident):
        voice = ctx.voice(chat)
        params = {"number": str(incident.number), "place": called(voice, incident), "what": what(voice, incident)}
        params["say"] = _say(voice, incident.utility)
        ctx.news(chat, voice.post(key, staff_row(voice, incident), when=voice.clock(when), **params))
    if incident.ends is None:
        ctx.later("outage-ends", incident.subject, ctx.now + STILL_AGAIN)


def _extend_said(ctx: Ctx, utility: Utility, number: int, words: str) -> None:
    found = incidents.find_numbered(ctx.db, ctx.community, number)
    incident = incidents.lock_incident(ctx.db, found.id) if found else None
    if incident is None or incident.utility is not utility:
        raise Refused("outage-unknown", number=str(number), what=ctx.text(f"outage-{utility.value}"))
    if not ctx.holds(STAFF, incident.path):
        raise Refused("outage-staff", what=what(ctx, incident))
    since = ctx.now if words.startswith("改") or incident.ends is None else max(ctx.now, incident.ends)
    ends = read_end(words.replace("改到", "延到").replace("改至", "延到"), since, ctx.house.time_zone)
    if ends is None or ends <= incident.starts:
        raise Refused("usage-outage", say=_say(ctx, utility))
    _extend(ctx, incident, ends)


@capability.button("outage-extend", role=STAFF, about="incident")
def extend_pressed(ctx: Ctx, incident: Incident, _rest: str) -> None:
    """延 1 小时."""
    ends = (incident.ends or ctx.now) + ONE_MORE
    while ends <= ctx.now:
        ends += ONE_MORE
    _extend(ctx, incident, ends)


def _extend(ctx: Ctx, incident: Incident, ends: datetime) -> None:
    _live(ctx, incident)
    incident.ends = ends
    ctx.record(incident.subject, "extended")
    ctx.refresh(incident.subject)
    _set_timers(ctx, incident)
    _news(ctx, incident, "outage-extended")


# ---------------------------------------------------------------- it is over


@capability.command("恢复", "restored", role=STAFF, about="incident")
@capability.button("restored", role=STAFF, about="incident")
def restored(ctx: Ctx, incident: Incident, words: str) -> None:
    """`恢复 3`: over for everybody; the reports that belong to it are done, and who made one is asked."""
    _live(ctx, incident)
    early = incident.starts > ctx.now
    incident.stage, incident.over_at = Stage.OVER, ctx.now
    ctx.record(incident.subject, "restored", words=words)
    ctx.refresh(incident.subject)
    _news(ctx, incident, "outage-cancelled" if early else "outage-restored", words=mask(words).strip())
    said = ctx.text("outage-restored", place=called(ctx, incident), back=back(ctx, incident), words=mask(words).strip()).strip()
    for person in () if early else incidents.find_alone(ctx.db, incident.id):
        ctx.tell(person, "outage-restored", place=called(ctx, incident), back=back(ctx, incident), words=mask(words).strip())
    _finish_taken(ctx, incident, said)


def _finish_taken(ctx: Ctx, incident: Incident, said: str) -> None:
    """The reports it took in are done in the same words; who made one is asked in private, where that cannot be in the group."""
    for matter in incidents.find_taken(ctx.db, incident.id):
        room.finish(ctx, matter, said)
        if not room.ask_alone(ctx, matter, said):
            room.ask_concerned(ctx, matter, said)


def _live(ctx: Ctx, incident: Incident) -> None:
    if incident.stage not in LIVE:
        raise Refused("outage-over", number=str(incident.number or ""))


def _news(ctx: Ctx, incident: Incident, key: str, **params: str) -> None:
    """One line in each group that has the card."""
    for card in letters.find_cards(ctx.db, incident.subject):
        chat = ctx.db.get(Chat, card.chat_id)
        if chat is not None and chat.kind is not Kind.PRIVATE:
            voice = ctx.voice(chat)
            told = {"place": called(voice, incident), "what": what(voice, incident), "back": back(voice, incident)}
            when = voice.clock(incident.ends) if incident.ends else ""
            ctx.news(chat, voice.post(key, number=str(incident.number), when=when, **told, **params))


# ---------------------------------------------------------------- residents meet it


@capability.takes("matter")
def take(ctx: Ctx, words: str, heard: Understanding) -> bool:
    """What is said of an outage that is announced is counted with it and no matter; a notice of staff's is offered to be announced."""
    if utility_of(words) is None or ctx.place is None or ctx.happened.sender is None:
        return False
    if heard.kind is not Speech.INQUIRY and _offer_notice(ctx, words):
        return True
    utility, place = told_off(words), _around(ctx, words)
    if heard.kind is not Speech.REPORT or utility is None or place is None:
        return False
    found = incidents.find_live(ctx.db, place.community_id, place.path, utility, ctx.now)
    incident = incidents.lock_incident(ctx.db, found.id) if found else None
    if incident is None or incident.stage not in LIVE:
        return False
    _answer(ctx, incident, _touch(ctx, incident))
    return True


@capability.button("outage-mine", role=ANYONE, about="incident")
def mine(ctx: Ctx, incident: Incident, _rest: str) -> None:
    """我家也停了."""
    _live(ctx, incident)
    here = ctx.place is not None and (incident.path.startswith(ctx.place.path) or ctx.place.path.startswith(incident.path))
    if not here and not ctx.holds(BELONGING, incident.path):
        raise Refused("matter-elsewhere")
    ctx.toast("outage-counted" if _touch(ctx, incident) else "outage-counted-already", told=sentence(ctx, incident))


def _touch(ctx: Ctx, incident: Incident) -> bool:
    """Count the speaker with their household there; False when they were."""
    home = next((home.id for home in ctx.homes if home.path.startswith(incident.path)), None)
    new = incidents.touch(ctx.db, incident, ctx.me().id, home, ctx.now, alone=ctx.private)
    if new:
        ctx.refresh(incident.subject)
    return new


def _answer(ctx: Ctx, incident: Incident, new: bool) -> None:
    """Once to each who says so; a group that only talks of it is told now and then, not everybody in it."""
    about = f"outage:{incident.id}:{ctx.chat.id}"
    addressed = ctx.happened.addressed or ctx.private
    if addressed or (new and not letters.written_since(ctx.db, about, ctx.now - REPLY_GAP)):
        key = "outage-counted" if new else "outage-counted-already"
        ctx.write(ctx.chat, ctx.post(key, reply_to=ctx.reply_to, told=sentence(ctx, incident)), ANSWER, about="" if addressed else about)


# ---------------------------------------------------------------- staff are asked


def _offer_notice(ctx: Ctx, words: str) -> bool:
    """A notice staff wrote by hand: 要发成停水通知吗？"""
    outage = read_outage(words, ctx.now, ctx.house.time_zone)
    place = _around(ctx, outage.place or words, home=False) if outage else None
    if outage is None or place is None or not ctx.holds(STAFF, place.path):
        return False
    incident = incidents.offer(ctx.db, place, outage.what, ctx.now, starts=outage.starts, ends=outage.ends, why=mask(outage.why)[:WHY])
    if incident is not None:
        ctx.show(incident.subject, ctx.chat, reply_to=ctx.reply_to, rank=ANSWER)
        ctx.later("outage-offer-fades", incident.subject, ctx.now + OFFER_FADES)
    return incident is not None


@capability.upon("matter", "register", "follow")
def notice(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Several households report one outage within the hour: staff are asked whether to make it one incident."""
    utility = told_off(matter.words)
    if utility is None or matter.incident_id is not None:
        return
    here = places.find_place(ctx.db, matter.place_id)
    above = [one for one in places.find_above(ctx.db, here) if one.level in (Level.COMPOUND, Level.BUILDING)] if here else []
    cluster = incidents.find_cluster(ctx.db, matter, utility, above, HOUSEHOLDS, ctx.now)
    place = next((one for one in above if cluster and one.path == cluster.path), None)
    if cluster is None or place is None or incidents.was_asked(ctx.db, place.id, utility, ctx.now - AGAIN):
        return
    incident = incidents.offer(ctx.db, place, utility, ctx.now, starts=cluster.since, homes=cluster.homes)
    if incident is not None:
        for chat in _desk(ctx, incident):  # after the card of the report itself: where there are no buttons, the newest list counts
            ctx.show(incident.subject, chat, rank=BULK)
        ctx.later("outage-offer-fades", incident.subject, ctx.now + OFFER_FADES)


@capability.upon("matter", "reopen")
def leaves(ctx: Ctx, matter: Matter, _act: str) -> None:
    """What was not solved with an outage goes its own way, and may belong to the next one."""
    matter.incident_id = None


@capability.adds("matter")
def belongs(voice: Voice, matter: Matter) -> Added:
    """The card of a report says which incident it belongs to."""
    incident = voice.db.get(Incident, matter.incident_id) if matter.incident_id else None
    if incident is None:
        return Added()
    return Added((voice.text("card-outage", number=str(incident.number), what=what(voice, incident)),))


# ---------------------------------------------------------------- where


def _meant(ctx: Ctx, span: Span) -> Place:
    """The place an announcement names; none named is the place of this conversation's compound, or of the group."""
    place = _around(ctx, span.rest, home=False)
    if place is None:
        raise Refused("no-place-private" if ctx.private else "no-place-group")
    return place


def _around(ctx: Ctx, words: str, home: bool = True) -> Place | None:
    """The place words name; else the speaker's home if it is here, or (with `home` off) the place of the conversation."""
    here = ctx.place
    if here is None:
        return None
    told = find_place(words)
    said = places.find_said(ctx.db, here, told.building, told.unit, told.room) if told else None
    if said is not None:
        return said
    if not home:
        return places.find_compound(ctx.db, here) if ctx.private else here
    return next((one for one in ctx.homes if one.path.startswith(here.path)), here)


def _desk(ctx: Ctx, incident: Incident) -> list[Chat]:
    """Where staff hear of it: the nearest work group, else in private those who steer the place."""
    work = chats.find_nearest(ctx.db, incident.path, Kind.WORK)
    if work:
        return list(work)
    alone = (chats.find_private(ctx.db, person.id) for person in people.find_holders(ctx.db, MANAGERS, incident.path))
    return [chat for chat in alone if chat is not None]


def _say(voice: Voice, utility: Utility) -> str:
    """How a command about it begins."""
    return voice.text(f"outage-say-{utility.value}")


capability.subjects["incident"] = numbered(incidents.find_numbered, incidents.lock_incident, "outage-none")
