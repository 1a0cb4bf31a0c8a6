"""How meetings, their items and promises are written in a line; no capability, only words the three about meetings share.

What is written to the work chat is internal; everywhere else no name of a person stands, only a role or a department.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers.ctx import Ctx, Voice
from models import meetings, promises
from models.chats import Kind
from models.matters import Matter
from models.meetings import Agended, Item, Meeting
from models.messaging import Post
from models.promises import Promise, Promised
from models.rules.agenda import Kept, Outcome, Reason
from models.rules.digest import short
from models.rules.masking import mask
from models.rules.matters import OPEN
from models.rules.roles import MANAGERS

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEFT = 6
"""So many promises fit on a screen."""


def when(voice: Voice, moment: datetime) -> str:
    """9月4日 周五 19:30."""
    local = moment.astimezone(voice.house.time_zone)
    return f"{voice.day(moment)} {voice.text('weekday', day=DAYS[local.weekday()])} {local:%H:%M}"


def title(matter: Matter) -> str:
    return f"{matter.tag} {matter.title}"


def because(voice: Voice, row: Agended) -> str:
    """2号楼1单元 · 重开 2 次 · 超时 6 天 · 9 户."""
    told = [voice.text(f"reason-{Reason(name).value}", n=str(n)) for name, n in row.item.reasons]
    over = [] if row.matter.state in OPEN else [voice.text(f"matter-state-{row.matter.state.value}")]
    return " · ".join([row.matter.place_name, *told, *over])


def inside(voice: Voice) -> bool:
    """Whether names may be written here."""
    return voice.chat.kind is Kind.WORK


def owner(voice: Voice, row: Item | Promise, among_staff: bool = False) -> str:
    """Who is to do it: the name among staff, else the role or the department, else somebody."""
    if row.owner and (among_staff or inside(voice) or not (row.named or row.owner_role)):
        return row.owner
    return voice.text(f"role-{row.owner_role.value}") if row.owner_role else voice.text("owner-somebody")


def said(voice: Voice, words: str) -> str:
    return words if inside(voice) else mask(words).strip()


def outcome(voice: Voice, row: Agended, brief: bool = False) -> str:
    """With what an item left the table, `brief` on one line; before that, what has become of its matter, or that it is not decided."""
    one = row.item
    if one.outcome is None:
        over = row.matter.state not in OPEN
        return voice.text(f"matter-state-{row.matter.state.value}") if over else voice.text("outcome-none")
    due = voice.day(one.due) if one.due else ""
    who = owner(voice, one) if one.outcome is Outcome.OWNER else ""
    told = voice.text(f"outcome-{one.outcome.value}", who=who, day=due, turn=str(one.turn))
    words = short(said(voice, one.words)) if brief else said(voice, one.words)
    return voice.text("outcome-words", outcome=told, words=words) if words else told


def promise(voice: Voice, row: Promised) -> str:
    """✗ #7 物业：换门禁（9月2日） · 第 2 次带到会上."""
    one = row.promise
    what = said(voice, one.what) or row.matter.title
    line = voice.text(
        f"promise-{'kept' if one.state is Kept.KEPT else 'unkept'}",
        number=row.matter.tag,
        who=owner(voice, one),
        what=what,
        day=voice.day(one.due),
    )
    again = one.state is not Kept.KEPT and one.carried
    return voice.text("promise-again", line=line, turn=str(one.carried + 1)) if again else line


def looked_at(voice: Voice, rows: Sequence[Promised], most: int = LEFT) -> list[str]:
    """The promises before a meeting, the unkept first, as many as fit."""
    more = [voice.text("promises-more", n=str(len(rows) - most))] if len(rows) > most else []
    return [promise(voice, row) for row in rows[:most]] + more


def before(voice: Voice, meeting: Meeting) -> list[Promised]:
    return promises.find_promised(voice.db, meeting.id)


def counted(rows: Iterable[Promised]) -> tuple[int, int]:
    """(kept, not kept)."""
    states = [row.promise.state is Kept.KEPT for row in rows]
    return sum(states), len(states) - sum(states)


def undecided(rows: Iterable[Agended]) -> list[Agended]:
    """What is still to be talked over: without an outcome, and not over by itself."""
    return [row for row in rows if row.item.outcome is None and row.matter.state in OPEN]


def item(voice: Voice, n: int, row: Agended) -> list[str]:
    """An item of the agenda: what, how long, and why it is there."""
    head = voice.text("agenda-item", n=str(n), title=title(row.matter), minutes=str(row.item.minutes))
    return [head, voice.text("agenda-because", words=because(voice, row))]


def left_with(voice: Voice, n: int, row: Agended, brief: bool = False) -> str:
    """1. #12 电梯又坏了 → 物业 9月9日：换主板."""
    return voice.text("minutes-item", n=str(n), title=title(row.matter), outcome=outcome(voice, row, brief))


def minutes(voice: Voice, meeting: Meeting, rows: Sequence[Agended], following: datetime) -> Post:
    """One screen: what became of the promises, with what each item left, and when it goes on. At most 19 lines."""
    looked = before(voice, meeting)
    kept, unkept = counted(looked)
    head = [voice.text("minutes-promises", kept=str(kept), unkept=str(unkept)), *looked_at(voice, looked)] if looked else []
    left = [left_with(voice, n, row, brief=True) for n, row in enumerate(rows, 1)]
    title_ = voice.text("minutes-title", when=when(voice, meeting.at))
    return Post(title_, (*head, *left, voice.text("minutes-next", when=when(voice, following))))


def answer(ctx: Ctx, key: str, **params: Any) -> None:
    """A few words to the one who pressed; who typed is answered in the chat, where a card that is edited above says too little."""
    if ctx.happened.pressed:
        return ctx.toast(key, **params)
    return ctx.say(key, **params)


def steers(ctx: Ctx, community: int) -> str:
    """The path from which this person steers the community's meetings: any of its compounds they manage; else one they do not."""
    paths = [place.path for place in meetings.find_compounds(ctx.db, community)]
    return next((path for path in paths if ctx.holds(MANAGERS, path)), paths[0] if paths else "/")
