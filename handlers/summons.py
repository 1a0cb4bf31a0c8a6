"""签收, 报到, 会商, 承诺, 完成, 不属本单位: what a called department answers, by button, by word, or through a one-time page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from handlers import summoning
from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Capability, Refused, Subject
from handlers.summoning import public
from models import calls, doubles, links, people
from models.calls import CHANNEL, Call, Summoned
from models.matters import Matter
from models.messaging import Post
from models.rules.calls import AT_WORK, BY_NAME, REFUSALS, Answer, all_done, landing, may_step, read_promise, read_unit
from models.rules.roles import MANAGERS, STAFF, Role

capability = Capability("summons")

ANSWERERS = MANAGERS | {Role.DEPARTMENT}
"""The department itself, or those who steer for one that telephoned: `报到 12 城管`. Its card has the buttons, so help names few words."""
WORDS, MINUTES = 300, 2000
Do = Callable[[Ctx, Summoned, str], None]


# ---------------------------------------------------------------- said and pressed


@capability.command("签收", "sign", role=ANSWERERS, about="matter", hidden=True)
def sign(ctx: Ctx, matter: Matter, words: str) -> None:
    _typed(ctx, matter, words, sign_pressed)


@capability.button("call-sign", role=ANSWERERS, about="summons")
def sign_pressed(ctx: Ctx, one: Summoned, _words: str) -> None:
    """Seen, and on it."""
    _take(ctx, one, "sign")
    _thank(ctx, one, "call-signed")


@capability.command("报到", "arrive", role=ANSWERERS, about="matter")
def arrive(ctx: Ctx, matter: Matter, words: str) -> None:
    _typed(ctx, matter, words, arrive_pressed)


@capability.button("call-arrive", role=ANSWERERS, about="summons")
def arrive_pressed(ctx: Ctx, one: Summoned, _words: str) -> None:
    """On site."""
    _take(ctx, one, "arrive")
    _thank(ctx, one, "call-arrived")


@capability.command("会商", "minutes", role=STAFF | {Role.DEPARTMENT}, about="matter")
def minutes(ctx: Ctx, matter: Matter, words: str) -> None:
    """A department opens a round; staff write its minutes: `会商 12 卸货改到后门，夜间不施工`."""
    if not ctx.holds(STAFF, matter.path):
        return _typed(ctx, matter, words, talk_pressed)
    running = calls.find_open_call(ctx.db, matter.id)
    if running is None:
        raise Refused("call-none", number=matter.tag)
    if not words:
        raise Refused("usage-minutes")
    number = calls.close_talk(ctx.db, running, words[:MINUTES], ctx.now)
    ctx.record(matter.subject, "minuted", words=words[:MINUTES], round=number)
    ctx.moved("matter", matter, "note")
    for one in calls.find_all_summoned(ctx.db, running):
        ctx.refresh(one.summons.subject)
    summoning.answer(ctx, matter, "minuted", number=matter.tag, round=str(number))
    return None


@capability.button("call-talk", role=ANSWERERS, about="summons")
def talk_pressed(ctx: Ctx, one: Summoned, _words: str) -> None:
    """A round of talks: opened by whoever is first, joined by the others."""
    _take(ctx, one, "talk")
    number, fresh = calls.open_talk(ctx.db, one.call, ctx.now)
    ctx.toast("call-talk-opened" if fresh else "call-talk-joined", round=str(number), number=one.matter.tag)


@capability.command("承诺", "promise", role=ANSWERERS, about="matter", hidden=True)
def promise(ctx: Ctx, matter: Matter, words: str) -> None:
    _typed(ctx, matter, words, promise_pressed)


@capability.button("call-promise", role=ANSWERERS, about="summons")
def promise_pressed(ctx: Ctx, one: Summoned, words: str) -> None:
    """By which day, and what: said at once or asked for."""
    _say_or_ask(ctx, one, words, "promise", _promise)


@capability.answer("call-promise", role=ANSWERERS)
def promising(ctx: Ctx, filled: dict[str, Any]) -> None:
    _answered(ctx, filled, _promise)


@capability.command("办完", "fulfil", role=ANSWERERS, about="matter", hidden=True)
def finish(ctx: Ctx, matter: Matter, words: str) -> None:
    _typed(ctx, matter, words, finish_pressed)


@capability.button("call-finish", role=ANSWERERS, about="summons")
def finish_pressed(ctx: Ctx, one: Summoned, words: str) -> None:
    """Its part is done; when all are, the call is over and staff are asked to close the matter."""
    _take(ctx, one, "finish", words)
    _thank(ctx, one, "call-finished")
    rows = calls.find_summons(ctx.db, one.call.id)
    if all_done([row.state for row, _ in rows]):
        summoning.close(ctx, one.call, "call-over")
        row = [ctx.button("button-done", f"done:{one.matter.id}")]
        summoning.tell_work(ctx, one.matter, "call-all-done", row, number=one.matter.tag, title=one.matter.title)


@capability.command("不归我管", "notours", role=ANSWERERS, about="matter", hidden=True)
def refuse(ctx: Ctx, matter: Matter, words: str) -> None:
    _typed(ctx, matter, words, refuse_pressed)


@capability.button("call-refuse", role=ANSWERERS, about="summons")
def refuse_pressed(ctx: Ctx, one: Summoned, words: str) -> None:
    """Not ours: but then whose?"""
    _say_or_ask(ctx, one, words, "refuse", _refuse)


@capability.answer("call-refuse", role=ANSWERERS)
def refusing(ctx: Ctx, filled: dict[str, Any]) -> None:
    _answered(ctx, filled, _refuse)


def _say_or_ask(ctx: Ctx, one: Summoned, words: str, name: str, do: Do) -> None:
    """Said at once, or asked for; on a page the form has asked already."""
    if words or _on_page(ctx):
        return do(ctx, one, words)
    _may(ctx, one, name)
    ctx.ask(f"call-{name}", summons=one.summons.id)
    return ctx.toast(f"call-{name}-ask", alert=True, number=one.matter.tag)


def _answered(ctx: Ctx, filled: dict[str, Any], do: Do) -> None:
    """The words that were asked for; what cannot be done with them leaves the question open."""
    one = calls.lock_summoned(ctx.db, int(filled["summons"]))
    if one is None:
        raise Refused("button-unknown")
    do(ctx, one, ctx.happened.text)
    ctx.forget_question()
    summoning.aloud(ctx)


# ---------------------------------------------------------------- whose answer it is


def _typed(ctx: Ctx, matter: Matter, words: str, press: Do) -> None:
    """The same as the button, with an answer in words."""
    press(ctx, *_mine(ctx, matter, words))
    summoning.aloud(ctx)


def _mine(ctx: Ctx, matter: Matter, words: str) -> tuple[Summoned, str]:
    """The speaker's own summons in the open call; those who steer say whose first (`报到 12 城管`). The number may be a merged one."""
    matter = doubles.lock_root(ctx.db, matter)
    running = calls.find_open_call(ctx.db, matter.id)
    if running is None:
        raise Refused("call-none", number=matter.tag)
    here = calls.find_all_summoned(ctx.db, running)
    served = {one.id for one in calls.find_served(ctx.db, ctx.me().id)}
    first, _, rest = words.partition(" ")
    meant = calls.named([one.department for one in here], first) if first else None
    mine = [one for one in here if one.department.id in served]
    if meant and (ctx.holds(MANAGERS, matter.path) or (meant.id in served and len(mine) > 1)):
        return next(one for one in here if one.department.id == meant.id), rest.strip()
    if not mine and not ctx.holds(MANAGERS, matter.path):
        raise Refused("call-not-you", number=matter.tag, names=summoning.listed(ctx, [one.department.name for one in here]))
    if len(mine) != 1:
        raise Refused("call-whose", number=matter.tag, names=summoning.listed(ctx, [one.department.name for one in mine or here]))
    return mine[0], words


def _on_page(ctx: Ctx) -> bool:
    """A page's form has asked for the words already: nothing more can be asked."""
    return ctx.happened.channel == CHANNEL


def _may(ctx: Ctx, one: Summoned, name: str) -> None:
    """By its own contacts or those who steer, in an open call, and as the table of steps allows."""
    if not ctx.holds(MANAGERS, one.path) and one.department.id not in {d.id for d in calls.find_served(ctx.db, ctx.me().id)}:
        raise Refused("call-not-yours", department=one.department.name)
    if one.call.closed_at is not None:
        raise Refused("call-closed", number=one.matter.tag)
    summons = one.summons
    assigned = summons.assigned_at is not None
    if name == "refuse" and assigned:
        raise Refused("call-assigned", number=one.matter.tag)
    if not may_step(BY_NAME[name], summons.state, arrived=summons.arrived_at is not None, assigned=assigned):
        raise Refused("call-state", department=one.department.name, state=ctx.text(f"call-state-{summons.state.value}"))


def _take(ctx: Ctx, one: Summoned, name: str, words: str = "") -> None:
    """Take a step, write it into the matter's chain and bring the cards up to date."""
    _use_link(ctx, one, name)
    _may(ctx, one, name)
    step, summons = BY_NAME[name], one.summons
    for moment in step.stamps:
        setattr(summons, moment, getattr(summons, moment) or ctx.now)
    summons.state = landing(step, summons.state)
    ctx.db.flush()
    said = f"{one.department.name} {words}".strip()
    ctx.record(one.matter.subject, f"call-{name}", words=said, role=Role.DEPARTMENT.value)
    summoning.refresh(ctx, one.matter, summons.id)
    ctx.moved("matter", one.matter, "arrive" if name == "arrive" else "note")


def _thank(ctx: Ctx, one: Summoned, key: str) -> None:
    ctx.toast(key, number=one.matter.tag, department=one.department.name, due=ctx.clock(one.summons.due_at))


def _use_link(ctx: Ctx, one: Summoned, name: str) -> None:
    """Through a page each action works once, while the link lives; the conflict is the answer."""
    if not _on_page(ctx):
        return
    link = summoning.used_link(ctx, one)
    if link is None:
        raise Refused("link-gone")
    if not links.use_link(ctx.db, link, name, ctx.now):
        raise Refused("link-used")


# ---------------------------------------------------------------- promises


def _promise(ctx: Ctx, one: Summoned, words: str) -> None:
    """Kept with its day: a reminder that morning, and the count of those that were not kept."""
    read = read_promise(words, ctx.today)
    if read is None or not read[1]:
        raise Refused("call-promise-day" if read is None else "call-promise-words", said=words[:40])
    day, what = read
    due = ctx.local(day.year, day.month, day.day)
    if _ends(ctx, due) <= ctx.now:
        raise Refused("call-promise-past")
    _take(ctx, one, "promise", f"{ctx.day(due)} {what[:WORDS]}")
    summons = one.summons
    summons.promised_at, summons.promised_for, summons.promise = ctx.now, due, what[:WORDS]
    subject = summons.subject
    if due > ctx.now:
        ctx.later("call-promise-reminds", subject, due)
    ctx.later("call-promise-ends", subject, _ends(ctx, due))
    ctx.toast("call-promised", day=ctx.day(due), words=what[:WORDS], number=one.matter.tag)


def _ends(ctx: Ctx, due: datetime) -> datetime:
    """Midnight after the promised day."""
    after = ctx.local_day(due) + timedelta(days=1)
    return ctx.local(after.year, after.month, after.day, 0)


@capability.timer("call-promise-reminds")
def reminds(ctx: Ctx, summons: int) -> None:
    """It is the day: the department is reminded of what it said, unless it promised anew or is done."""
    one = _promised(ctx, summons)
    if one is not None and one.summons.promised_for and ctx.local_day(one.summons.promised_for) == ctx.today:
        summoning.reach(ctx, one, "call-promise-today")


@capability.timer("call-promise-ends")
def ends(ctx: Ctx, summons: int) -> None:
    """The day is over: not done is counted, staff and department hear it, the card says so."""
    one = _promised(ctx, summons)
    if one is None or one.summons.promised_for is None or ctx.now < _ends(ctx, one.summons.promised_for):
        return
    one.summons.broken += 1
    ctx.db.flush()
    day = ctx.day(one.summons.promised_for)
    ctx.record(one.matter.subject, "call-broken", words=f"{one.department.name} {day}")
    told = {"day": day, "words": one.summons.promise, "times": str(one.summons.broken)}
    summoning.tell_work(ctx, one.matter, "call-broken", **told, **summoning.told(ctx, one))
    summoning.reach(ctx, one, "call-broken-you")
    summoning.refresh(ctx, one.matter, one.summons.id)


def _promised(ctx: Ctx, summons: int) -> Summoned | None:
    """A summons whose promise still holds."""
    one = calls.lock_summoned(ctx.db, summons)
    return one if one is not None and one.call.closed_at is None and one.summons.state is Answer.PROMISED else None


# ---------------------------------------------------------------- refusals


def _refuse(ctx: Ctx, one: Summoned, words: str) -> None:
    """Who refuses names the unit; it is sent for in their place. After two of them the street decides."""
    unit, why = read_unit(words)
    if not unit:
        raise Refused("call-refuse-unit")
    known = calls.find_departments(ctx.db, one.matter.community_id)
    meant = calls.named(known, unit)
    if meant is not None and meant.id == one.department.id:
        raise Refused("call-refuse-self", department=one.department.name)
    unit = meant.name if meant else unit
    _take(ctx, one, "refuse", f"→ {unit} {why}")
    one.summons.refused_for = unit
    ctx.db.flush()
    told = {"number": one.matter.tag, "department": one.department.name, "unit": public(unit)}
    ctx.toast("call-refused", number=told["number"], department=one.department.name, unit=told["unit"])
    refused = [(row, name) for row, name in calls.find_summons(ctx.db, one.call.id) if row.state is Answer.REFUSED]
    if len(refused) >= REFUSALS:
        _street_decides(ctx, one, [f"{name} → {row.refused_for}" for row, name in refused])
    elif meant is None:
        summoning.tell_work(ctx, one.matter, "call-refused-unknown", **told)
    else:
        _send_for(ctx, one.call, one.matter, meant, told)


def _send_for(ctx: Ctx, running: Call, matter: Matter, meant: calls.Department, told: dict[str, str]) -> None:
    """The unit that was named is called in the same call, with as much time as the first had."""
    due = ctx.now + (running.due_at - running.called_at)
    added = summoning.summon(ctx, running, matter, meant, due)
    summoning.refresh(ctx, matter)
    key = "call-refused-passed" if added else "call-refused-there"
    summoning.tell_work(ctx, matter, key, **told, due=ctx.clock(due))


def _street_decides(ctx: Ctx, one: Summoned, refusals: list[str]) -> None:
    """The street's own department and its officers are told who said what, and have to say whose it is."""
    number, title, said = one.matter.tag, one.matter.title, "\n".join(refusals)
    summoning.refresh(ctx, one.matter)
    summoning.tell_work(ctx, one.matter, "call-street", number=number, title=title, refusals=said)
    leads = [contact.person_id for contact in calls.find_leads(ctx.db, one.matter.community_id) if contact.person_id]
    street = [person.id for person in people.find_holders(ctx.db, frozenset({Role.STREET}), one.path)]
    for person in dict.fromkeys([*leads, *street]):
        ctx.tell(person, "call-street", rank=ANSWER, number=number, title=title, refusals=said)


# ---------------------------------------------------------------- the department's card


@capability.card("summons")
def draw(voice: Voice, id_: int) -> Post | None:
    """What a department is called to, where it stands, and what it may do next."""
    one = calls.find_summoned(voice.db, id_)
    if one is None:
        return None
    title = voice.text("card-title", number=one.matter.tag, title=one.matter.title)
    over = one.call.closed_at is not None
    rows = [] if over else summoning.buttons(voice, one)
    return Post(title, tuple(describe(voice, one)), tuple(tuple(row) for row in rows), quiet=over)


def describe(voice: Voice, one: Summoned) -> list[str]:
    """The lines under the title, on the card and on the page."""
    call, summons = one.call, one.summons
    kinds = {"kind": voice.text(f"call-kind-{call.kind.value}"), "level": voice.text(f"call-level-{call.level.value}")}
    lines = [voice.text("summons-head", **kinds, **summoning.told(voice, one))]
    if call.reason:
        lines.append(voice.text("summons-reason", words=call.reason))
    if call.closed_at is not None and summons.state in AT_WORK:
        return [*lines, voice.text("summons-over")]
    if summons.arrived_at is None and summons.state in AT_WORK:
        until = one.matter.deferred_until if call.stands_since else None
        stands = voice.text("summons-stands", day=voice.day(until)) if until else ""
        lines.append(stands or voice.text("summons-due", **summoning.told(voice, one)))
    lines.append(voice.text("summons-state", state=voice.text(f"call-state-{summons.state.value}")))
    return lines + _more(voice, one)


def _more(voice: Voice, one: Summoned) -> list[str]:
    """What was promised, refused, and talked over last."""
    summons, lines = one.summons, []
    if summons.promised_for is not None:
        lines.append(voice.text("summons-promise", day=voice.day(summons.promised_for), words=summons.promise))
    if summons.refused_for:
        lines.append(voice.text("summons-refused", unit=summons.refused_for))
    talks = calls.find_talks(voice.db, one.call.id)
    if talks and talks[-1].minutes:
        lines.append(voice.text("summons-minutes", round=str(talks[-1].round), words=talks[-1].minutes))
    return lines


def _by_id(ctx: Ctx, id_: int) -> Summoned:
    one = calls.lock_summoned(ctx.db, id_)
    if one is None:
        raise Refused("button-unknown")
    return one


def _by_number(_ctx: Ctx, _number: int) -> Summoned:
    raise Refused("button-unknown")


capability.subjects["summons"] = Subject(_by_number, _by_id)
