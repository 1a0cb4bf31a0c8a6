"""红管家: helpers on duty are asked wave by wave, one of them takes the job, and whoever waits sees how far they are."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Added, Capability, Refused, Subject
from handlers.matters import accept
from models import chats, hours, jobs, matters, people, places
from models.chats import Kind
from models.jobs import HELPERS, Job, Stint
from models.matters import Matter
from models.messaging import Post
from models.places import Level
from models.rules.jobs import (
    GIVE_UP_AFTER,
    NEEDED,
    NUDGE_AFTER,
    STEPS,
    WAVE_LASTS,
    Skill,
    Step,
    choose,
    may_step,
    minutes_served,
    next_buttons,
)
from models.rules.matters import OPEN, State
from models.rules.roles import STAFF, Role
from models.rules.settings import clock_time, next_time

capability = Capability("jobs")

SERVING = HELPERS | STAFF
LEVELS = (Level.BUILDING, Level.COMPOUND, Level.COMMUNITY)
"""How far each wave reaches."""
_UNTIL = re.compile(r"(?:到|until)\s*(.+)")
_TWO = re.compile(r"(?:两|二|2|two)\s*(?:个?人|people)")


# ---------------------------------------------------------------- on duty, and what one can


@capability.command("上岗", "onduty", role=HELPERS)
def on_duty(ctx: Ctx, words: str) -> None:
    """`上岗`, `上岗 到22点`."""
    until = _read_until(ctx, words)
    jobs.set_duty(ctx.db, ctx.me().id, _community(ctx), True, until)
    if until is not None:
        ctx.later("duty-ends", f"person:{ctx.me().id}", until)
    helper = jobs.find_helper(ctx.db, ctx.me().id)
    known = _skills(ctx, [Skill(one) for one in helper.skills] if helper else [])
    ctx.say("duty-on-until" if until else "duty-on", when=ctx.clock(until) if until else "", skills=known)


@capability.command("下岗", "offduty", role=HELPERS)
def off_duty(ctx: Ctx, _words: str) -> None:
    """Nobody asks any more; what one has taken one keeps."""
    jobs.set_duty(ctx.db, ctx.me().id, _community(ctx), False)
    ctx.say("duty-off")


@capability.timer("duty-ends")
def duty_ends(ctx: Ctx, person: int) -> None:
    """The hours said are over; longer ones may have been said since."""
    helper = jobs.find_helper(ctx.db, person)
    if helper is not None and helper.on_duty and helper.until is not None and helper.until <= ctx.now:
        jobs.set_duty(ctx.db, person, helper.community_id, False)
        ctx.tell(person, "duty-over")


@capability.command("我的技能", "skills", role=HELPERS)
def skills(ctx: Ctx, words: str) -> None:
    """`我的技能 水电 调解`: all one is good at; nothing said shows what may be said."""
    known = {ctx.text(f"skill-{one.value}"): one for one in Skill}
    said = [part for part in re.split(r"[\s,，、]+", words) if part]
    unknown = [part for part in said if part not in known]
    if unknown or not said:
        raise Refused("skill-unknown", said=ctx.text("list-separator").join(unknown), known=_skills(ctx, list(Skill)))
    jobs.set_skills(ctx.db, ctx.me().id, _community(ctx), [known[part] for part in said])
    ctx.say("skills-noted", skills=_skills(ctx, [known[part] for part in said]))


@capability.command("我的单", "jobs", role=HELPERS)
def own(ctx: Ctx, _words: str) -> None:
    """What one has in hand, each with its buttons; and how long one has served."""
    held = jobs.find_own(ctx.db, ctx.me().id)
    for stint in held:
        ctx.show(f"job:{stint.job_id}", ctx.chat if ctx.private else _alone(ctx), rank=ANSWER)
    served = jobs.count_done(ctx.db, ctx.me().id)
    ctx.say("jobs-own", n=str(len(held)), done=str(served), hours=f"{hours.count_minutes(ctx.db, ctx.me().id) / 60:.1f}")


def _alone(ctx: Ctx) -> chats.Chat:
    alone = chats.find_private(ctx.db, ctx.me().id)
    if alone is None:
        raise Refused("where-private")
    return alone


# ---------------------------------------------------------------- a job is wanted


@capability.command("派单", "assign", role=STAFF, about="matter")
@capability.button("assign", role=STAFF, about="matter")
def assign(ctx: Ctx, matter: Matter, words: str) -> None:
    """`派单 12`, `派单 12 水电`, `派单 12 两人`, `派单 12 阿强`."""
    if matter.state not in OPEN:
        raise Refused("state", number=_number(matter), state=ctx.text(f"matter-state-{matter.state.value}"))
    wanted = 2 if _TWO.search(words) else 1
    named = _TWO.sub("", words).strip()
    skill = next((one for one in Skill if ctx.text(f"skill-{one.value}") == named), None)
    person = _named(ctx, matter, named) if named and skill is None else None
    job = _wanted(ctx, matter, skill or (None if person else NEEDED.get(matter.category)), wanted)
    if person is not None:
        _ask(ctx, job, person)
    asked = [person] if person is not None else _ask_on(ctx, job, matter)
    ctx.say("assigned" if asked else "assigned-nobody", number=_number(matter), n=str(len(asked)))


@capability.upon("matter", "register")
def registered(ctx: Ctx, matter: Matter, _act: str) -> None:
    """An emergency asks the helpers on duty at once."""
    if matter.emergency and jobs.find_candidates(ctx.db, matter.community_id):
        _ask_on(ctx, _wanted(ctx, matter, None, 1), matter)


def _wanted(ctx: Ctx, matter: Matter, skill: Skill | None, wanted: int) -> Job:
    """A job for a matter: the one that still looks for somebody, or a new one."""
    live = jobs.find_live(ctx.db, matter.id)
    if live is not None and len(jobs.find_stints(ctx.db, live.id)) >= live.wanted:
        raise Refused("job-live", number=_number(matter))
    job = live or jobs.open_job(ctx.db, matter.community_id, matter.id, skill, wanted, ctx.now)
    if job is None or live is not None:
        return live or _wanted(ctx, matter, skill, wanted)
    matter.jobs += 1
    ctx.record(f"matter:{matter.id}", "assigned")
    return job


def _named(ctx: Ctx, matter: Matter, name: str) -> int:
    found = jobs.find_called(ctx.db, matter.community_id, name)
    if len(found) != 1:
        raise Refused("helper-unknown" if not found else "helper-many", name=name)
    return found[0].id


def _ask_on(ctx: Ctx, job: Job, matter: Matter) -> list[int]:
    """Ask the next wave that finds anybody; mediators one after another, never many at once. Nobody left: the secretary."""
    asked = jobs.find_asked(ctx.db, job.id)
    candidates = jobs.find_candidates(ctx.db, job.community_id)
    above = {place.level: place.path for place in places.find_above(ctx.db, _place(ctx, matter))}
    reach = [above[level] for level in LEVELS if level in above][job.wave :]
    for path in reach:
        found = choose(candidates, path, job.skill, asked)
        alone = job.skill is Skill.MEDIATION
        if not (alone and found):
            job.wave += 1
        if found:
            chosen = found[:1] if alone else found
            for person in chosen:
                _ask(ctx, job, person)
            ctx.later("job-wave", f"job:{job.id}", ctx.now + WAVE_LASTS)
            return chosen
    _nobody(ctx, job, matter)
    return []


def _ask(ctx: Ctx, job: Job, person: int) -> None:
    alone = chats.find_private(ctx.db, person)
    if alone is not None and jobs.ask(ctx.db, job, person, ctx.now):
        ctx.show(f"job:{job.id}", alone, rank=ANSWER)


def _nobody(ctx: Ctx, job: Job, matter: Matter) -> None:
    """All who could be asked were asked: the secretary finds somebody."""
    for person in people.find_holders(ctx.db, frozenset({Role.SECRETARY}), matter.path)[:1]:
        ctx.tell(person.id, "job-nobody", number=_number(matter), place=matter.place_name, n=str(len(jobs.find_asked(ctx.db, job.id))))


@capability.timer("job-wave")
def wave(ctx: Ctx, id_: int) -> None:
    """Ten minutes and still free: the next are asked."""
    job = jobs.lock_job(ctx.db, id_)
    if job is not None and job.closed_at is None and len(jobs.find_stints(ctx.db, id_)) < job.wanted:
        matter = matters.lock_matter(ctx.db, job.matter_id)
        if matter is not None:
            _ask_on(ctx, job, matter)


# ---------------------------------------------------------------- a helper answers


@capability.button("job-take", role=SERVING, about="job")
def take(ctx: Ctx, job: Job, _rest: str) -> None:
    """接单: as many as are wanted win, everybody else hears it honestly."""
    if jobs.was_asked(ctx.db, job.id, ctx.me().id) is None:
        raise Refused("job-not-asked")
    if any(stint.person_id == ctx.me().id for stint in jobs.find_stints(ctx.db, job.id)):
        return ctx.toast("job-yours")
    if job.closed_at is not None or not jobs.take(ctx.db, job, ctx.me().id, ctx.now):
        raise Refused("job-taken")
    _recorded(ctx, job, "taken")
    matter = matters.lock_matter(ctx.db, job.matter_id)
    if matter is not None and matter.state is State.REGISTERED and ctx.holds(STAFF, matter.path):
        accept(ctx, matter, "")
    ctx.later("job-silent", f"job:{job.id}", ctx.now + NUDGE_AFTER)
    ctx.later("job-lost", f"job:{job.id}", ctx.now + GIVE_UP_AFTER)
    return ctx.toast("job-yours")


@capability.button("job-pass", role=SERVING, about="job")
def declined(ctx: Ctx, job: Job, _rest: str) -> None:
    """不便: said kindly, and nobody asks again."""
    jobs.decline(ctx.db, job.id, ctx.me().id, ctx.now)
    ctx.refresh(f"job:{job.id}")
    ctx.toast("job-passed")
    if job.skill is Skill.MEDIATION and job.closed_at is None and not jobs.find_stints(ctx.db, job.id):
        wave(ctx, job.id)


def step(ctx: Ctx, job: Job, name: str) -> None:
    """出发, 到场, 完成: forward only; pressed twice it is done once."""
    stint = next((one for one in jobs.find_stints(ctx.db, job.id) if one.person_id == ctx.me().id), None)
    if stint is None:
        raise Refused("job-not-yours")
    to = STEPS[name]
    if not may_step(stint.step, to):
        return ctx.toast(f"step-{stint.step.value}")
    stint.step = to
    if to is Step.DONE:
        _served(ctx, job, stint)
    _recorded(ctx, job, to.value)
    if to is Step.ARRIVED:
        ctx.moved("matter", matters.lock_matter(ctx.db, job.matter_id), "arrive")
    return ctx.toast(f"step-{to.value}")


@capability.button("job-go", role=SERVING, about="job")
def goes(ctx: Ctx, job: Job, _rest: str) -> None:
    """出发."""
    step(ctx, job, "job-go")


@capability.button("job-there", role=SERVING, about="job")
def arrived(ctx: Ctx, job: Job, _rest: str) -> None:
    """到场."""
    step(ctx, job, "job-there")


@capability.button("job-finish", role=SERVING, about="job")
def finished(ctx: Ctx, job: Job, _rest: str) -> None:
    """完成: hours are written, and the work group says whether the matter is done."""
    step(ctx, job, "job-finish")


def _served(ctx: Ctx, job: Job, stint: Stint) -> None:
    stint.done_at = ctx.now
    ctx.db.flush()
    source, minutes = f"job:{job.id}", minutes_served(stint.taken_at, ctx.now)
    hours.serve(ctx.db, job.community_id, stint.person_id, source, stint.taken_at, ctx.now, minutes)
    helper = jobs.find_helper(ctx.db, stint.person_id)
    if helper is not None:
        helper.served_at = ctx.now
    done = jobs.find_stints(ctx.db, job.id)
    if len(done) >= job.wanted and all(one.done_at for one in done):
        job.closed_at = ctx.now
        _ask_staff(ctx, job)


def _ask_staff(ctx: Ctx, job: Job) -> None:
    """The helpers are done; whether the matter is, staff say."""
    matter = matters.lock_matter(ctx.db, job.matter_id)
    if matter is None or matter.state not in OPEN:
        return
    for chat in chats.find_nearest(ctx.db, matter.path, Kind.WORK):
        voice = ctx.voice(chat)
        row = [voice.button("button-done", f"done:{matter.id}")]
        ctx.news(chat, voice.post("job-done-ask", row, number=_number(matter), place=matter.place_name))


@capability.command("退单", "giveback", role=SERVING, about="matter")
def give_back(ctx: Ctx, matter: Matter, words: str) -> None:
    """`退单 12 要接孩子`: others are asked; whoever gave it back is not."""
    if not words:
        raise Refused("usage-giveback")
    job = jobs.find_live(ctx.db, matter.id)
    if job is None:
        raise Refused("job-not-yours")
    _give_back(ctx, job, words)


@capability.button("job-back", role=SERVING, about="job")
def back_pressed(ctx: Ctx, job: Job, _rest: str) -> None:
    """退单: why, in a few words."""
    ctx.ask("giving-back", job=job.id)
    ctx.say("job-back-ask")


@capability.answer("giving-back", role=SERVING)
def giving_back(ctx: Ctx, filled: dict[str, Any]) -> None:
    """The reason that was asked for."""
    job = jobs.lock_job(ctx.db, int(filled["job"]))
    ctx.forget_question()
    if job is None:
        raise Refused("job-not-yours")
    _give_back(ctx, job, ctx.happened.text.strip())


def _give_back(ctx: Ctx, job: Job, words: str) -> None:
    if job.closed_at is not None or not jobs.give_back(ctx.db, job.id, ctx.me().id):
        raise Refused("job-not-yours")
    jobs.decline(ctx.db, job.id, ctx.me().id, ctx.now)
    _recorded(ctx, job, "given-back", words=words)
    ctx.say("job-given-back")
    wave(ctx, job.id)


@capability.command("转单", "handon", role=SERVING, about="matter")
def hand_on(ctx: Ctx, matter: Matter, name: str) -> None:
    """`转单 12 老林`: that helper is asked; until they take it, it stays with whoever has it."""
    job = jobs.find_live(ctx.db, matter.id)
    mine = job is not None and any(stint.person_id == ctx.me().id for stint in jobs.find_stints(ctx.db, job.id))
    if job is None or not mine:
        raise Refused("job-not-yours")
    person = _named(ctx, matter, name.strip())
    if not jobs.give_back(ctx.db, job.id, ctx.me().id):
        raise Refused("job-begun")
    jobs.decline(ctx.db, job.id, ctx.me().id, ctx.now)
    _ask(ctx, job, person)
    _recorded(ctx, job, "handed-on")
    ctx.later("job-wave", f"job:{job.id}", ctx.now + WAVE_LASTS)
    ctx.say("job-handed-on", name=name.strip())


@capability.timer("job-silent")
def silent(ctx: Ctx, id_: int) -> None:
    """Half an hour and not on the way: asked once, kindly."""
    for stint in _waiting(ctx, id_, NUDGE_AFTER):
        ctx.tell(stint.person_id, "job-silent", number=_of(ctx, id_))


@capability.timer("job-lost")
def lost(ctx: Ctx, id_: int) -> None:
    """Two hours and not on the way: somebody else is asked."""
    for stint in _waiting(ctx, id_, GIVE_UP_AFTER):
        jobs.give_back(ctx.db, id_, stint.person_id)
        jobs.decline(ctx.db, id_, stint.person_id, ctx.now)
        ctx.tell(stint.person_id, "job-lost", number=_of(ctx, id_))
        ctx.refresh(f"job:{id_}")
        wave(ctx, id_)


def _waiting(ctx: Ctx, id_: int, since: Any) -> list[Stint]:
    job = jobs.lock_job(ctx.db, id_)
    held = jobs.find_stints(ctx.db, id_) if job is not None and job.closed_at is None else ()
    return [stint for stint in held if stint.step is Step.TAKEN and stint.taken_at + since <= ctx.now]


@capability.upon("matter", "done", "decline", "merge", "withdraw", "defer")
def ended(ctx: Ctx, matter: Matter, _act: str) -> None:
    """The matter is settled or put off: nobody need go; whoever was there has served."""
    job = jobs.find_live(ctx.db, matter.id) if matter.jobs else None
    if job is None:
        return
    for stint in jobs.find_stints(ctx.db, job.id):
        if stint.step is Step.ARRIVED:
            stint.step = Step.DONE
            _served(ctx, job, stint)
    job.closed_at = job.closed_at or ctx.now
    ctx.refresh(f"job:{job.id}")


# ---------------------------------------------------------------- what is seen


@capability.card("job")
def draw(voice: Voice, id_: int) -> Post | None:
    """What a helper who was asked sees: the question, their next step, or that it is settled."""
    job, person = voice.db.get(Job, id_), voice.chat.person_id
    matter = voice.db.get(Matter, job.matter_id) if job else None
    if job is None or matter is None or person is None:
        return None
    held = jobs.find_stints(voice.db, id_)
    mine = next((stint for stint in held if stint.person_id == person), None)
    asked = jobs.was_asked(voice.db, id_, person)
    said = {"number": _number(matter), "title": matter.title, "place": matter.place_name}
    if mine is not None:
        row = [] if job.closed_at else [voice.button(f"button-{name}", f"{name}:{id_}") for name in next_buttons(mine.step)]
        return voice.post(f"job-mine-{mine.step.value}", row, door=_door(voice, matter), words=matter.words, **said)
    if asked is not None and asked.declined_at:
        return voice.post("job-declined", **said)
    if job.closed_at or len(held) >= job.wanted:
        return voice.post("job-gone", **said)
    row = [voice.button(f"button-{name}", f"{name}:{id_}") for name in ("job-take", "job-pass")]
    return voice.post("job-ask", row, category=voice.text(f"category-{matter.category.value}"), **said)


@capability.adds("matter")
def on_the_card(voice: Voice, matter: Matter) -> Added:
    """`红管家：在路上`; staff can ask for one."""
    if not matter.jobs:
        return Added(staff=(voice.button("button-assign", f"assign:{matter.id}"),))
    job = jobs.find_last(voice.db, matter.id)
    held = jobs.find_stints(voice.db, job.id) if job else ()
    if job is None or (job.closed_at and not held):
        return Added(staff=(voice.button("button-assign", f"assign:{matter.id}"),))
    steps = [voice.text(f"step-{stint.step.value}") for stint in held] or [voice.text("step-asking")]
    more = () if job.closed_at is None else (voice.button("button-assign", f"assign:{matter.id}"),)
    return Added((voice.text("card-job", steps=voice.text("list-separator").join(steps)),), staff=more)


def _door(voice: Voice, matter: Matter) -> str:
    home = voice.db.get(places.Place, matter.household_id) if matter.household_id else None
    return voice.text("job-door", door=home.name) if home is not None else ""


# ---------------------------------------------------------------- small words


def _recorded(ctx: Ctx, job: Job, act: str, **detail: Any) -> None:
    """Written into the matter's chain; every card that shows it is brought up to date."""
    ctx.record(f"matter:{job.matter_id}", f"job-{act}", role=Role.HELPER.value, **detail)
    ctx.db.flush()
    ctx.refresh(f"job:{job.id}")
    ctx.refresh(f"matter:{job.matter_id}")


def _place(ctx: Ctx, matter: Matter) -> places.Place:
    found = places.find_place(ctx.db, matter.place_id)
    assert found is not None
    return found


def _of(ctx: Ctx, id_: int) -> str:
    job = ctx.db.get(Job, id_)
    matter = ctx.db.get(Matter, job.matter_id) if job else None
    return _number(matter) if matter else ""


def _read_until(ctx: Ctx, words: str) -> datetime | None:
    """`到22点`: the next time the clocks show it; None when nothing is said."""
    if not words:
        return None
    found = _UNTIL.fullmatch(words.strip())
    try:
        at = clock_time(found[1] if found else "")
    except ValueError:
        raise Refused("usage-onduty") from None
    return next_time(time.fromisoformat(at).strftime("%H:%M"), ctx.now, ctx.house.time_zone)


def _skills(voice: Voice, found: list[Skill]) -> str:
    return voice.text("list-separator").join(voice.text(f"skill-{one.value}") for one in found) or voice.text("skills-none")


def _community(ctx: Ctx) -> int:
    held = people.find_appointments(ctx.db, ctx.me().id)
    return next((place.community_id for role, place in held if role in HELPERS), ctx.community)


def _number(matter: Matter) -> str:
    return f"#{matter.number}"


def _job(ctx: Ctx, id_: int) -> Any:
    """The job, with the place of its matter for the roles."""
    job = jobs.lock_job(ctx.db, id_)
    matter = ctx.db.get(Matter, job.matter_id) if job else None
    if job is None or matter is None:
        raise Refused("button-unknown")
    job.path = matter.path  # type: ignore[attr-defined]
    return job


capability.subjects["job"] = Subject(_job, _job)
