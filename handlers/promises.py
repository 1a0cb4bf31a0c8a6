"""Promises: asked about on their day, said to be kept by a word or a button, looked at first in the next meeting (上周承诺兑现)."""

from __future__ import annotations

from datetime import timedelta

from handlers.agenda_lines import LEFT, answer, before, counted, looked_at, owner, said
from handlers.ctx import Ctx, Voice
from handlers.kit import Capability, Refused, Subject
from models import chats, meetings, people, promises, timers
from models.chats import Kind
from models.matters import Matter
from models.meetings import Item, Meeting
from models.messaging import Post
from models.promises import SOLVED, Promise, Promised
from models.rules.agenda import Kept, Sitting
from models.rules.roles import MANAGERS, STAFF, Role

capability = Capability("promises")

KEEPERS = STAFF | {Role.SUPERVISOR, Role.DEPARTMENT}
"""Who may say that a promise was kept: staff, those who watch them, and the departments that promise."""
ASKED, BROKEN, SOON = 9, timedelta(days=1), timedelta(hours=1)
"""At nine on its day the owner is asked, or soon after when it was promised for today; a day later it is broken."""
TIMERS = ("promise-due", "promise-late")


# ---------------------------------------------------------------- made at the table


@capability.upon("item", "owner")
def made(ctx: Ctx, one: Item, _act: str) -> None:
    """Who and when: on that day somebody is asked for it."""
    promised = promises.promise(ctx.db, one)
    morning = ctx.local(promised.due.year, promised.due.month, promised.due.day, ASKED)
    for name, due in zip(TIMERS, (max(morning, ctx.now + SOON), morning + BROKEN), strict=True):
        timers.set_timer(ctx.db, name, promised.subject, due, community=one.community_id)


@capability.upon("item", "solved", "call", "vote", "again", "anew")
def released(ctx: Ctx, one: Item, _act: str) -> None:
    """It was decided otherwise after all."""
    gone = promises.release(ctx.db, one.id)
    if gone is not None:
        timers.drop_timers(ctx.db, f"promise:{gone}", *TIMERS)


@capability.upon("matter", "decline", "withdraw")
def needless(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Nothing is to be done about it any more."""
    for promised, meeting in promises.release_about(ctx.db, matter.id):
        timers.drop_timers(ctx.db, f"promise:{promised}", *TIMERS)
        _show_anew(ctx, meeting)


@capability.upon("matter", "merge")
def goes_along(ctx: Ctx, matter: Matter, _act: str) -> None:
    """It is still to be done, about the matter this one went into."""
    promises.carry_along(ctx.db, matter)


# ---------------------------------------------------------------- its day


@capability.timer("promise-due")
def due(ctx: Ctx, id_: int) -> None:
    """The owner is asked in private; where nobody can be, the staff are."""
    row = _unkept(ctx, id_)
    if row is None:
        return
    promised, matter = row
    asked = [person for person in _owners(ctx, promised) if _ask(ctx, person, promised, matter)]
    for chat in meetings.find_groups(ctx.db, promised.community_id, Kind.WORK) if not asked else ():
        ctx.news(chat, _question(ctx.voice(chat), promised, matter))


@capability.timer("promise-late")
def late(ctx: Ctx, id_: int) -> None:
    """Its day passed without it: from now on it is brought to the meeting."""
    row = _unkept(ctx, id_)
    if row is not None and row.promise.due < ctx.today:
        row.promise.state = Kept.BROKEN
        ctx.record(row.matter.subject, "broken")


def _unkept(ctx: Ctx, id_: int) -> Promised | None:
    """A promise whose day has come and which is still open; one about a matter that is done is kept by that."""
    promised = promises.lock_promise(ctx.db, id_)
    today = ctx.today
    if promised is None or promised.state is not Kept.OPEN or promised.due > today:
        return None
    matter = ctx.db.get(Matter, promised.matter_id)
    if matter is None or matter.state in SOLVED:
        promises.keep(ctx.db, promised, ctx.now)
        return None
    return Promised(promised, matter)


def _owners(ctx: Ctx, promised: Promise) -> list[int]:
    """Who promised; else those whose role did; else those who steer."""
    if promised.person_id is not None:
        return [promised.person_id]
    roles = frozenset({promised.owner_role}) if promised.owner_role else MANAGERS
    return [person.id for person in people.find_holders(ctx.db, roles, promised.path)]


def _ask(ctx: Ctx, person: int, promised: Promise, matter: Matter) -> bool:
    alone = chats.find_private(ctx.db, person)
    if alone is not None:
        ctx.write(alone, _question(ctx.voice(alone), promised, matter))
    return alone is not None


def _question(voice: Voice, promised: Promise, matter: Matter) -> Post:
    row = [voice.button(f"button-promise-{name}", f"promise-{name}:{promised.id}") for name in ("kept", "unkept")]
    words = said(voice, promised.what) or matter.title
    return voice.post("promise-ask", row, number=matter.tag, title=matter.title, who=owner(voice, promised, among_staff=True), what=words)


# ---------------------------------------------------------------- kept or not


@capability.command("兑现", "kept", role=KEEPERS, about="matter")
def kept(ctx: Ctx, matter: Matter, _words: str) -> None:
    """`兑现 12`: what was promised about a matter is done."""
    found = promises.find_unkept(ctx.db, matter.id)
    if not found:
        raise Refused("nothing-promised", number=matter.tag)
    for promised in found:
        _keep(ctx, promised)


@capability.button("promise-kept", role=KEEPERS, about="promise")
def kept_pressed(ctx: Ctx, promised: Promise, _rest: str) -> None:
    """兑现了."""
    _keep(ctx, promised)


@capability.button("promise-unkept", role=KEEPERS, about="promise")
def unkept_pressed(ctx: Ctx, promised: Promise, _rest: str) -> None:
    """还没有: it goes to the meeting, and nobody needs to be asked again."""
    ctx.record(promised.subject, "unkept")
    ctx.toast("promise-noted")


def _keep(ctx: Ctx, promised: Promise) -> None:
    matter = ctx.db.get(Matter, promised.matter_id)
    number = matter.tag if matter else ""
    if promises.keep(ctx.db, promised, ctx.now):
        ctx.record(f"matter:{promised.matter_id}", "kept")
        _show_anew(ctx, promised.meeting_id)
    answer(ctx, "promise-thanks", number=number)


def _show_anew(ctx: Ctx, meeting: int | None) -> None:
    """The cards of the meeting that looks at it, if one does."""
    if meeting is not None:
        ctx.refresh(f"promises:{meeting}")
        ctx.refresh(f"meeting:{meeting}")


@capability.card("promises")
def draw(voice: Voice, id_: int) -> Post | None:
    """The first item of every meeting: what was promised, and the buttons that say it is done."""
    meeting = voice.db.get(Meeting, id_)
    rows = before(voice, meeting) if meeting else []
    if meeting is None or not rows:
        return None
    head = voice.text("promises-head", kept=str(counted(rows)[0]), total=str(len(rows)), minutes=str(meeting.promise_minutes))
    left = [row for row in rows if row.promise.state is not Kept.KEPT][:LEFT] if meeting.state is Sitting.OPEN else []
    buttons = [voice.button("button-promise-done", f"promise-kept:{row.promise.id}", n=row.matter.tag) for row in left]
    return Post(head, tuple(looked_at(voice, rows)), tuple(tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)), quiet=True)


def _by_id(ctx: Ctx, id_: int) -> Promise:
    found = promises.lock_promise(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    return found


def _by_number(ctx: Ctx, number: int) -> Promise:
    raise Refused("nothing-promised", number=f"#{number}")


capability.subjects["promise"] = Subject(_by_number, _by_id)
