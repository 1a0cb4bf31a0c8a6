"""派单: staff look for a pair of hands, the waves find it, the card tells how far it is (domain §2, 红管家 dispatch)."""

from __future__ import annotations

from handlers.ctx import Ctx, Voice
from handlers.kit import Added, Capability, Refused, Subject
from handlers.standing import refused
from handlers.waves import Held, ask_by_name, ask_next, find_one, go_on, hold, matter_of, reply, show_all
from models import alone, doubles, duty, hours, jobs, matters
from models.chats import Kind as ChatKind
from models.jobs import Job, Part
from models.matters import Matter
from models.rules.jobs import (
    AUTO_WORDS,
    UNFINISHED,
    WAVE_LASTS,
    Auto,
    Kind,
    State,
    Wave,
    Wish,
    is_further,
    may_move,
    read_wish,
)
from models.rules.matters import OPEN, is_before
from models.rules.roles import STAFF
from models.rules.settings import Setting, choice_of

capability = Capability("jobs")
capability.setting(Setting("jobs-auto", Auto.EMERGENCY.value, *choice_of(AUTO_WORDS)))


# ---------------------------------------------------------------- looking for somebody


@capability.command("派单", "assign", role=STAFF, about="matter")
@capability.button("assign", role=STAFF, about="matter")
def assign(ctx: Ctx, matter: Matter, words: str) -> None:
    """`派单 12` asks by waves, `派单 12 水电` for a skill, `派单 12 阿强` that helper."""
    if matter.state not in OPEN:
        raise refused(ctx, matter)
    wish = read_wish(words, matter.category, matter.words, matter.emergency is not None)
    whom = find_one(ctx, matter.community_id, wish.name, f"assign:{matter.id}") if wish.name else None
    if wish.name and whom is None:
        return None
    job = _open(ctx, matter, wish) or _still_asking(ctx, matter, wish)
    if whom is None:
        asked = ask_next(ctx, job, matter, Wave.BUILDING)
        _say_asked(ctx, job, matter, asked)
    else:
        ask_by_name(ctx, job, whom.person)
        inside = ctx.private or ctx.chat.kind is ChatKind.WORK
        reply(ctx, "job-asked-one", number=matter.tag, who=whom.name if inside else ctx.text("role-helper"))
    return show_all(ctx, job)


def _say_asked(ctx: Ctx, job: Job, matter: Matter, asked: int) -> None:
    alone_asked = job.kind is Kind.MEDIATION and asked > 0
    how = "mediator" if alone_asked else Wave(job.wave).name.lower()
    reply(ctx, f"job-asked-{how}", number=matter.tag, n=str(asked))


def _open(ctx: Ctx, matter: Matter, wish: Wish) -> Job | None:
    """A new job, which two do where an elder lives alone; None when one is on its way already."""
    lonely = alone.is_marked(ctx.db, matter.place_id, matter.household_id)
    by = ctx.person.id if ctx.person else None
    fields = {"kind": wish.kind, "skill": wish.skill, "needed": wish.needed(lonely), "by_person_id": by}
    job = jobs.open_job(ctx.db, matter, ctx.now, **fields)
    if job is not None:
        ctx.record(job.subject, "opened", new=True, matter=matter.id, kind=wish.kind.value)
        ctx.record(matter.subject, "job-asked")
    return job


def _still_asking(ctx: Ctx, matter: Matter, wish: Wish) -> Job:
    """The job there is, when somebody may still be asked by name."""
    job = jobs.find_unfinished(ctx.db, matter.id)
    if job is None or job.state is not State.ASKED or not wish.name:
        state = ctx.text(f"job-state-{job.state.value if job else State.ASKED.value}")
        raise Refused("job-already", number=matter.tag, state=state)
    return job


@capability.button("job-give", role=STAFF, about="job")
def give(ctx: Ctx, job: Job, rest: str) -> None:
    """派给 under the letter to the secretary."""
    known = {f"{c.person}": c for c in duty.find_all(ctx.db, job.community_id)}
    if job.state is not State.ASKED or rest not in known:
        raise Refused("job-given")
    ask_by_name(ctx, job, known[rest].person)
    show_all(ctx, job)
    ctx.toast("job-asked-one", number=matter_of(ctx, job).tag, who=known[rest].name)


@capability.timer("jobs-wave")
def wave_over(ctx: Ctx, id_: int) -> None:
    """Ten minutes have gone by: does it still want somebody, and is this still the wave?"""
    held = hold(ctx, id_)
    if held is None or held.job.state is not State.ASKED or held.job.wave == Wave.SECRETARY:
        return
    if ctx.now >= held.job.waved_at + WAVE_LASTS:
        go_on(ctx, held.job, held.matter)


@capability.upon("matter", "register")
def auto(ctx: Ctx, matter: Matter, _act: str) -> None:
    """An emergency asks everybody near at once, building and compound together; where nobody is on duty staff know already."""
    wanted = Auto(ctx.setting("jobs-auto", matter.community_id))
    if wanted is Auto.NONE or (wanted is Auto.EMERGENCY and matter.emergency is None):
        return
    if not duty.find_on_duty(ctx.db, matter.community_id):
        return
    job = _open(ctx, matter, read_wish("", matter.category, matter.words, matter.emergency is not None))
    if job is not None:
        ask_next(ctx, job, matter, Wave.COMPOUND if matter.emergency else Wave.BUILDING)


# ---------------------------------------------------------------- when the matter itself is over


@capability.upon("matter", "done", "decline", "defer", "withdraw", "expire")
def over(ctx: Ctx, matter: Matter, act: str) -> None:
    """Nobody goes for nothing: takers are told once, and who was there already has served."""
    job = jobs.find_unfinished(ctx.db, matter.id) if matter.jobs else None
    if job is not None:
        _call_off(ctx, job, matter, act)


@capability.upon("matter", "merge")
def goes_along(ctx: Ctx, matter: Matter, act: str) -> None:
    """Whoever goes for a matter goes for the one it went into; where both have a job, the one further on stays."""
    job = jobs.find_unfinished(ctx.db, matter.id) if matter.jobs else None
    if job is None:
        return None
    into = doubles.find_root(ctx.db, matter)
    there = jobs.find_unfinished(ctx.db, into.id) if into.jobs else None
    if there is not None and not is_further(job.state, there.state):
        return _call_off(ctx, job, matter, act)
    if there is not None:
        _call_off(ctx, there, into, act)
    jobs.carry(ctx.db, job, into)
    ctx.record(job.subject, "carried", matter=into.id)
    for part in jobs.find_parts(ctx.db, job.id):
        if may_move("end", part.stint.state):
            ctx.tell(part.stint.person_id, "job-carried", was=matter.tag, number=into.tag, title=into.title, place=into.place_name)
    if job.state is not State.ASKED:
        ctx.moved("matter", into, "take")
    return show_all(ctx, job)


def _call_off(ctx: Ctx, job: Job, matter: Matter, act: str) -> None:
    for part in jobs.find_parts(ctx.db, job.id):
        _end(ctx, job, matter, part, served=part.stint.state is State.ARRIVED)
    stands = jobs.settle(ctx.db, job, ctx.now)
    job.state, job.closed_at = stands if stands is State.DONE else State.LAPSED, ctx.now
    ctx.record(job.subject, "ended", by=act)
    show_all(ctx, job)


def _end(ctx: Ctx, job: Job, matter: Matter, part: Part, served: bool) -> None:
    stint = part.stint
    if not may_move("end", stint.state):
        return
    jobs.move_stint(ctx.db, stint.id, "finish" if served else "end", ctx.now)
    if served:
        hours.add_service(ctx.db, job.community_id, stint.person_id, job.subject, stint.taken_at, ctx.now)
    if ctx.timed or ctx.person is None or ctx.person.id != stint.person_id:
        state = ctx.text(f"matter-state-{matter.state.value}")
        ctx.tell(stint.person_id, "job-served" if served else "job-over", number=matter.tag, title=matter.title, state=state)


# ---------------------------------------------------------------- on the matter's card


@capability.adds("matter")
def add(voice: Voice, matter: Matter) -> Added:
    """How far the helper is: in the group by role, among staff by name."""
    job = jobs.find_latest(voice.db, matter.id) if matter.jobs else None
    busy = job is not None and job.state in UNFINISHED
    staff = () if busy else (voice.button("button-assign", f"assign:{matter.id}"),)
    return Added(_lines(voice, matter, job) if job else (), staff)


def _lines(voice: Voice, matter: Matter, job: Job) -> tuple[str, ...]:
    if job.state is State.LAPSED or is_before(job.closed_at, matter.reopened_at):
        return ()
    parts, work = jobs.find_parts(voice.db, job.id), voice.chat.kind is ChatKind.WORK
    names = voice.text("list-separator").join(part.name for part in parts if part.name) if work else ""
    state = _state_inside(voice, job, len(parts)) if work else voice.text(f"job-state-{job.state.value}")
    line = voice.text("job-line", names=f" {names}" if names else "", state=state)
    return (line, voice.text("job-news", words=job.news)) if work and job.news else (line,)


def _state_inside(voice: Voice, job: Job, taken: int) -> str:
    """What staff read: that two go is said among them alone, because it tells that somebody old lives alone there."""
    if job.state is State.ASKED and taken:
        return voice.text("job-one-more")
    nobody = job.state is State.ASKED and job.wave == Wave.SECRETARY
    return voice.text("job-state-nobody" if nobody else f"job-state-{job.state.value}")


# ---------------------------------------------------------------- found


def _by_number(ctx: Ctx, number: int) -> Held:
    """By the number of its matter, which is what people quote; what was merged leads on to where it went."""
    matter = matters.find_matter(ctx.db, ctx.community, number)
    job = jobs.find_latest(ctx.db, doubles.find_root(ctx.db, matter).id) if matter else None
    if job is None:
        raise Refused("job-none", number=f"#{number}")
    return _by_id(ctx, job.id)


def _by_id(ctx: Ctx, number: int) -> Held:
    held = hold(ctx, number)
    if held is None:
        raise Refused("button-unknown")
    return held


capability.subjects["job"] = Subject(lambda ctx, number: _by_number(ctx, number).job, lambda ctx, number: _by_id(ctx, number).job)
capability.subjects["ticket"] = Subject(_by_number, _by_id)
