"""What an incident looks like: the question to staff, the notice that lives in the groups, and its sentences."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.ctx import Voice
from models import incidents, places
from models.chats import Kind
from models.incidents import Incident
from models.messaging import Button, Post
from models.rules.incidents import LIVE, Stage


def draw(voice: Voice, id_: int) -> Post | None:
    """An incident as it stands, for this chat."""
    incident = voice.db.get(Incident, id_)
    if incident is None:
        return None
    if incident.stage is Stage.OFFERED:
        return _question(voice, incident)
    if incident.number is None:
        return Post(voice.text("outage-not-published"), quiet=True)
    post = voice.post("outage-card", number=str(incident.number), what=what(voice, incident), place=called(voice, incident))
    return Post(post.title, (*post.lines, *_lines(voice, incident)), _rows(voice, incident), quiet=True)


def _question(voice: Voice, incident: Incident) -> Post:
    rows = [voice.button(f"button-{name}", f"{name}:{incident.id}") for name in ("outage-publish", "outage-drop")]
    if incident.ends is None:
        return voice.post("outage-offer-reports", rows, what=what(voice, incident), place=called(voice, incident), n=str(incident.homes))
    return voice.post("outage-offer-notice", rows, told=sentence(voice, incident))


def _lines(voice: Voice, incident: Incident) -> list[str]:
    lines = [hours(voice, incident, whole=True)]
    if incident.why:
        lines.append(incident.why)
    if incident.people:
        key = "outage-homes" if incident.homes == incident.people else "outage-people"
        lines.append(voice.text(key, n=str(incident.people), homes=str(incident.homes)))
    if incident.over_at:
        became = voice.text("outage-void") if incident.over_at < incident.starts else back(voice, incident)
        lines.append(voice.text("outage-over", when=voice.clock(incident.over_at), what=became))
    taken = incidents.find_numbers(voice.db, incident.id) if voice.chat.kind is Kind.WORK else ()
    if taken:
        lines.append(voice.text("outage-takes-in", numbers=voice.text("list-separator").join(f"#{number}" for number in taken)))
    return lines


def _rows(voice: Voice, incident: Incident) -> tuple[tuple[Button, ...], ...]:
    if incident.stage not in LIVE:
        return ()
    if voice.chat.kind is not Kind.WORK:
        return ((voice.button("button-outage-mine", f"outage-mine:{incident.id}"),),) if incident.stage is Stage.ON else ()
    return (staff_row(voice, incident),)


def staff_row(voice: Voice, incident: Incident) -> tuple[Button, ...]:
    """What staff do with it next."""
    row = [voice.button("button-restored", f"restored:{incident.id}")]
    if incident.ends is not None:
        row.append(voice.button("button-outage-extend", f"outage-extend:{incident.id}"))
    return tuple(row)


# ---------------------------------------------------------------- sentences


def what(voice: Voice, incident: Incident) -> str:
    return voice.text(f"outage-{incident.utility.value}")


def back(voice: Voice, incident: Incident) -> str:
    return voice.text(f"outage-back-{incident.utility.value}")


def called(voice: Voice, incident: Incident) -> str:
    """The place in public words, never a door."""
    place = places.find_place(voice.db, incident.place_id)
    above: Sequence[places.Place] = places.find_above(voice.db, place) if place is not None else ()
    return places.public_name(above)


def hours(voice: Voice, incident: Incident, whole: bool = False) -> str:
    """18:00–20:00; with days where it needs them, or `whole`."""
    zone = voice.house.time_zone
    starts = incident.starts.astimezone(zone)
    if incident.ends is None:
        return voice.text("outage-since", when=voice.clock(incident.starts) if whole else f"{starts:%H:%M}")
    ends = incident.ends.astimezone(zone)
    one_day = starts.date() == ends.date()
    first = voice.clock(incident.starts) if whole or not one_day else f"{starts:%H:%M}"
    return voice.text("outage-hours", starts=first, ends=f"{ends:%H:%M}" if one_day else voice.clock(incident.ends))


def sentence(voice: Voice, incident: Incident) -> str:
    """2号楼停水（18:00–20:00，换阀门）."""
    today = voice.local_day(incident.starts) == voice.today
    params = {"hours": hours(voice, incident, whole=not today), "why": incident.why, "known": "yes" if incident.why else "no"}
    return voice.text("outage-sentence", place=called(voice, incident), what=what(voice, incident), **params)
