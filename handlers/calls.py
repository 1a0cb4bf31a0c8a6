"""呼叫, 撤呼, 指派: departments are called to a matter, and everybody sees who has come (domain §2, 呼叫/报到)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from handlers import summoning
from handlers.ctx import Ctx, Voice
from handlers.kit import Added, Capability, Refused
from handlers.matters import announce, move
from handlers.working import hours
from models import calls, doubles
from models.calls import Call, Department, Summoned, Summons
from models.chats import Kind
from models.matters import Matter
from models.messaging import Button
from models.rules import clocks
from models.rules.calls import AT_WORK, REFUSALS, Answer, CallKind, CallLevel, Wanted, all_done, count_arrived, read_call
from models.rules.matters import OPEN, State, is_before
from models.rules.roles import MANAGERS, Role
from models.rules.settings import Setting, number

capability = Capability("calls")

DECIDERS = MANAGERS | {Role.DEPARTMENT}
"""Who may assign; of the departments only the street's own."""
REASON, NAME = 300, 40
MORNING = time(9)
DUE = {
    CallKind.EMERGENCY: (capability.setting(Setting("call-emergency", 30, number(5, 1440))), 1),
    CallKind.HARD: (capability.setting(Setting("call-hard", 24, number(1, 720))), 60),
    CallKind.DAILY: (capability.setting(Setting("call-daily", 72, number(1, 720))), 60),
}
"""By when one has to be on site where nothing is said: the setting, and the minutes of what it counts; 24 hours are a working day."""


# ---------------------------------------------------------------- calling


@capability.command("呼叫", "call", role=MANAGERS, about="matter")
def call(ctx: Ctx, matter: Matter, words: str) -> None:
    """`呼叫 12 城管 公安 应急 街道 牵头城管 30分钟 事由占道经营`; while a call is open, more departments join it."""
    known = calls.find_departments(ctx.db, matter.community_id)
    wanted = _read(ctx, words, known)
    chosen, lead = _chosen(ctx, known, wanted)
    kind = wanted.kind or (CallKind.EMERGENCY if matter.emergency else CallKind.DAILY)
    opened = calls.find_open_call(ctx.db, matter.id)
    due = _due(ctx, wanted, opened.kind if opened and wanted.kind is None else kind, matter.community_id)
    names = summoning.listed(ctx, [one.name for one in chosen])
    if opened and not set(_ids(chosen)) - {row.department_id for row, _ in calls.find_summons(ctx.db, opened.id)}:
        raise Refused("called-already", names=names, number=matter.tag)
    move(ctx, matter, "call", f"{names} {wanted.reason}".strip())
    running = opened or _open(ctx, matter, wanted, kind, lead, due)
    added = [one for one in (summoning.summon(ctx, running, matter, each, due) for each in chosen) if one]
    summoning.refresh(ctx, matter)
    _tell_called(ctx, matter, running, added, due, new=opened is None)


def _read(ctx: Ctx, words: str, known: Sequence[Department]) -> Wanted:
    names = [name for each in calls.names_of(known).values() for name in each]
    return read_call(words, names, ctx.today)


def _chosen(ctx: Ctx, known: Sequence[Department], wanted: Wanted) -> tuple[list[Department], Department | None]:
    """The departments that are meant, the lead among them; or a kind word about those that nobody knows."""
    said = dict.fromkeys([*wanted.names, *([wanted.lead] if wanted.lead else [])])
    if not said:
        raise Refused("usage-call")
    meant = {name: calls.named(known, name) for name in said}
    missing = [name[:NAME] for name, one in meant.items() if one is None]
    if missing:
        names = summoning.listed(ctx, [one.name for one in known])
        raise Refused("departments-unknown" if known else "departments-none", said=summoning.listed(ctx, missing), known=names)
    chosen = {one.id: one for one in meant.values() if one}
    return list(chosen.values()), meant.get(wanted.lead)


def _due(ctx: Ctx, wanted: Wanted, kind: CallKind, community: int) -> datetime:
    """By when they have to be there: as said, else as the kind of call asks."""
    if wanted.within is not None:
        return ctx.now + wanted.within
    if wanted.day is None and wanted.at is None:
        return _usual(ctx, kind, community)
    due = datetime.combine(wanted.day or ctx.today, wanted.at or MORNING, ctx.house.time_zone)
    if due <= ctx.now and wanted.day is None:
        due += timedelta(days=1)
    if due <= ctx.now:
        raise Refused("call-past")
    return due


def _usual(ctx: Ctx, kind: CallKind, community: int) -> datetime:
    """By when where nothing is said; but for an emergency counted in working time, so that nobody is due by night."""
    setting, minutes = DUE[kind]
    span = int(ctx.setting(setting.name, community)) * minutes
    here = None if kind is CallKind.EMERGENCY else hours(ctx, community)
    return clocks.due(ctx.now, clocks.working_minutes(span, here), here)


def _open(ctx: Ctx, matter: Matter, wanted: Wanted, kind: CallKind, lead: Department | None, due: datetime) -> Call:
    return calls.open_call(
        ctx.db,
        matter,
        level=wanted.level or CallLevel.COMMUNITY,
        kind=kind,
        reason=wanted.reason[:REASON],
        lead_id=lead.id if lead else None,
        by_person_id=ctx.me().id,
        called_at=ctx.now,
        due_at=due,
    )


def _tell_called(ctx: Ctx, matter: Matter, running: Call, added: Sequence[Summoned], due: datetime, *, new: bool) -> None:
    """The group hears that departments are called; staff hear whom, by when, and who cannot be reached."""
    if new:
        announce(ctx, matter, "line-calling", **_counted(calls.find_summons(ctx.db, running.id)))
    reached = {contact.department_id for contact in calls.find_contacts(ctx.db, *_ids([one.department for one in added]))}
    alone = [one.department.name for one in added if one.department.id not in reached]
    names = summoning.listed(ctx, [one.department.name for one in added])
    key = "called-nobody" if alone else "called"
    told = {"number": matter.tag, "names": names, "due": ctx.clock(due)}
    summoning.answer(ctx, matter, key, **told, **({"alone": summoning.listed(ctx, alone), "first": alone[0]} if alone else {}))


def _ids(departments: Sequence[Department]) -> list[int]:
    return [one.id for one in departments]


# ---------------------------------------------------------------- ending a call


@capability.command("撤呼", "uncall", role=MANAGERS, about="matter")
def uncall(ctx: Ctx, matter: Matter, reason: str) -> None:
    """`撤呼 12 已经自行解决`: the departments hear why, the matter goes on."""
    running = _need_call(ctx, matter)
    if not reason:
        raise Refused("usage-uncall")
    summoning.close(ctx, running, "call-withdrawn", reason[:REASON])
    ctx.record(matter.subject, "uncall", words=reason[:REASON])
    if matter.state is State.CALLING:
        move(ctx, matter, "proceed")
    summoning.refresh(ctx, matter)
    summoning.answer(ctx, matter, "uncalled", number=matter.tag)


@capability.upon("matter", "done", "decline", "withdraw")
def over(ctx: Ctx, matter: Matter, _act: str) -> None:
    """A matter that has come to its end keeps nobody waiting."""
    running = calls.find_open_call(ctx.db, matter.id) if matter.calls else None
    if running is not None:
        summoning.close(ctx, running, "call-over")


@capability.upon("matter", "merge")
def goes_along(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Departments that were called come for the matter it went into."""
    running = calls.find_open_call(ctx.db, matter.id) if matter.calls else None
    if running is None:
        return
    into = doubles.find_root(ctx.db, matter)
    if calls.find_open_call(ctx.db, into.id) is not None:
        raise Refused("merge-both-called", number=matter.tag, n=str(matter.number), into=into.tag)
    calls.carry(ctx.db, running, into)
    here = calls.find_all_summoned(ctx.db, running)
    move(ctx, into, "call", summoning.listed(ctx, [one.department.name for one in here]), follows=True)
    for one in here:
        ctx.refresh(one.summons.subject)
        if one.summons.state in AT_WORK:
            summoning.tell_contacts(ctx, one, "call-carried", was=matter.tag)


@capability.upon("matter", "defer")
def stands(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Put off: whoever has not come yet need not come before that day, and is late meanwhile for nobody."""
    running = calls.find_open_call(ctx.db, matter.id) if matter.calls else None
    if running is None or matter.deferred_until is None:
        return
    running.stands_since = ctx.now
    for one in calls.find_all_summoned(ctx.db, running):
        if one.summons.arrived_at is None and one.summons.state in AT_WORK:
            summoning.tell_contacts(ctx, one, "call-stands", day=ctx.day(matter.deferred_until))
        ctx.refresh(one.summons.subject)


@capability.upon("matter", "resume", "accept", "negotiate", "call", "table")
def goes_on(ctx: Ctx, matter: Matter, act: str) -> None:
    """Taken up again: they are called again, with the time they had left."""
    running = calls.find_open_call(ctx.db, matter.id) if matter.calls else None
    if running is None or running.stands_since is None:
        return
    for one in calls.go_on(ctx.db, running, ctx.now):
        if one.summons.due_at > ctx.now:
            ctx.later("call-due", one.summons.subject, one.summons.due_at)
            summoning.reach(ctx, one, "call-again")
    if act == "resume":
        move(ctx, matter, "call", follows=True)


@capability.upon("matter", "reopen")
def not_solved(ctx: Ctx, matter: Matter, _act: str) -> None:
    """Whoever came hears that it was not enough."""
    last = calls.find_last_call(ctx.db, matter) if matter.calls else None
    came = [one for one in calls.find_all_summoned(ctx.db, last) if one.summons.arrived_at] if last else []
    for one in came:
        summoning.tell_contacts(ctx, one, "call-reopened")


def _need_call(ctx: Ctx, matter: Matter) -> Call:
    found = calls.find_open_call(ctx.db, matter.id)
    if found is None:
        raise Refused("call-none", number=matter.tag)
    return found


# ---------------------------------------------------------------- the street decides


@capability.command("指派", "designate", role=DECIDERS, about="matter")
def assign(ctx: Ctx, matter: Matter, said: str) -> None:
    assign_pressed(ctx, matter, said)
    summoning.aloud(ctx)


@capability.button("call-assign", role=DECIDERS, about="matter")
def assign_pressed(ctx: Ctx, matter: Matter, said: str) -> None:
    """`指派 12 城管`: after refusals the street says whose it is; that department refuses no more."""
    running = _need_call(ctx, matter)
    if not ctx.holds(MANAGERS, matter.path) and not any(one.lead for one in calls.find_served(ctx.db, ctx.me().id)):
        raise Refused("assign-street")
    known = calls.find_departments(ctx.db, matter.community_id)
    department = next((one for one in known if str(one.id) == said), None) or calls.named(known, said.partition(" ")[0])
    if department is None:
        names = summoning.listed(ctx, [one.name for one in known])
        raise Refused("departments-unknown" if said else "usage-designate", said=said[:NAME], known=names)
    due = _usual(ctx, running.kind, matter.community_id)
    _assigned(ctx, running, matter, department, due)
    role = next(grant.role for grant in ctx.grants if grant.role in DECIDERS and matter.path.startswith(grant.path))
    ctx.record(matter.subject, "assign", words=department.name, role=role.value)
    summoning.refresh(ctx, matter)
    ctx.toast("designated", number=matter.tag, department=department.name, due=ctx.clock(due))


def _assigned(ctx: Ctx, running: Call, matter: Matter, department: Department, due: datetime) -> None:
    """Called anew, or for the first time, and for good."""
    there = [one for one in calls.find_all_summoned(ctx.db, running) if one.department.id == department.id]
    if not there:
        summoning.summon(ctx, running, matter, department, due, assigned_at=ctx.now)
        return
    one = there[0]
    if one.summons.state in AT_WORK and one.summons.assigned_at is not None:
        raise Refused("assigned-already", department=department.name)
    _call_anew(one.summons, ctx.now, due)
    ctx.db.flush()
    summoning.expect(ctx, one)
    summoning.reach(ctx, one, "call-assigned")


def _call_anew(summons: Summons, now: datetime, due: datetime) -> None:
    """Whoever is at it stays where it is; whoever refused or was done begins again."""
    summons.assigned_at = now
    if summons.state not in AT_WORK:
        summons.state, summons.refused_at, summons.refused_for = Answer.CALLED, None, ""
        summons.called_at, summons.due_at = now, due
        summons.signed_at = summons.arrived_at = summons.done_at = summons.unsigned_at = summons.late_at = None


# ---------------------------------------------------------------- links


@capability.timer("link-forgets")
def link_forgets(ctx: Ctx, link: int) -> None:
    summoning.forget_link(ctx, link)


# ---------------------------------------------------------------- on the matter's card


@capability.adds("matter")
def lines(voice: Voice, matter: Matter) -> Added:
    """How many have come; among staff each department, in public what they promised and whom they sent for."""
    running = calls.find_last_call(voice.db, matter) if matter.calls else None
    if running is None or matter.state not in OPEN:
        return Added()
    if is_before(running.closed_at, matter.reopened_at):
        return Added()
    rows = calls.find_summons(voice.db, running.id)
    if running.closed_at is not None:
        finished = all_done([row.state for row, _ in rows])
        return Added((voice.text("card-called-done", **_counted(rows)),) if finished else ())
    staff = voice.chat.kind is Kind.WORK
    told = [_line(voice, row, name, staff=staff) for row, name in rows if not (running.stands_since and _awaited(row))]
    counted = _counted(rows)
    if running.stands_since:
        return Added((voice.text("card-calling-stands", **counted), *filter(None, told)))
    head = voice.text("card-calling" if counted["total"] != "0" else "card-calling-nobody", **counted)
    return Added((head, *filter(None, told)), staff=_deciding(voice, matter, rows))


def _awaited(row: Summons) -> bool:
    return row.arrived_at is None and row.state in (Answer.CALLED, Answer.SIGNED)


def _counted(rows: Sequence[tuple[Summons, str]]) -> dict[str, str]:
    arrived, total = count_arrived([(row.state, row.arrived_at is not None) for row, _ in rows])
    return {"arrived": str(arrived), "total": str(total)}


def _line(voice: Voice, row: Summons, name: str, *, staff: bool) -> str:
    """Where one department stands; the public sees promises and refusals."""
    late = row.arrived_at is None and row.due_at <= voice.now
    promised = row.promised_for is not None and row.state is Answer.PROMISED
    key = row.state.value if not promised else "broken" if _broken(voice, row) else "promised"
    if not staff and key not in ("promised", "broken", "refused"):
        return ""
    return voice.text(
        f"card-call-{'late' if late and key in ('called', 'signed') else key}",
        department=name,
        due=voice.clock(row.due_at),
        at=voice.clock(row.done_at or row.arrived_at or row.signed_at or row.called_at),
        day=voice.day(row.promised_for) if row.promised_for else "",
        words=summoning.public(row.promise),
        unit=summoning.public(row.refused_for),
    )


def _broken(voice: Voice, row: Summons) -> bool:
    return row.promised_for is not None and voice.local_day(row.promised_for) < voice.today


def _deciding(voice: Voice, matter: Matter, rows: Sequence[tuple[Summons, str]]) -> tuple[Button, ...]:
    """Two have refused: whom the street may assign."""
    refused = [(row, name) for row, name in rows if row.state is Answer.REFUSED]
    if len(refused) < REFUSALS:
        return ()
    data = [(f"call-assign:{matter.id}:{row.department_id}", name) for row, name in refused]
    return tuple(voice.button("button-call-assign", each, department=name) for each, name in data)
