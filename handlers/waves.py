"""Who is asked next: the waves of a job, shared by those who give jobs and those who take them."""

from __future__ import annotations

from typing import NamedTuple

from handlers.ctx import ANSWER, STATUS, Ctx, Voice
from handlers.kit import Refused
from models import chats, duty, jobs, matters, people, places
from models.chats import Kind as ChatKind
from models.jobs import Job
from models.matters import Matter
from models.messaging import Button, Happening
from models.places import Level, Place
from models.rules.jobs import WAVE_LASTS, Answer, Candidate, Kind, State, Wave, fits, in_turn, next_wave
from models.rules.roles import MANAGERS, Role

OFFERED = 4
"""So many helpers are offered to the secretary by button."""
COMMUNITY = "/"
"""Everybody appointed in the community; nobody else is looked at."""


class Held(NamedTuple):
    """A job and its matter, both locked."""

    job: Job
    matter: Matter

    @property
    def path(self) -> None:
        """Who was asked may take it, wherever they serve: their role is checked at no place in particular."""
        return None


def hold(ctx: Ctx, job: int) -> Held | None:
    """The job and its matter, nobody else's until the transaction ends; the matter first, always, so that no two wait for one another."""
    seen = jobs.find_job(ctx.db, job)
    matter = matters.lock_matter(ctx.db, seen.matter_id) if seen else None
    found = jobs.lock_job(ctx.db, job) if matter else None
    if found and matter and found.matter_id != matter.id:  # its matter was merged into another meanwhile
        return hold(ctx, job)
    return Held(found, matter) if found and matter else None


def matter_of(ctx: Ctx, job: Job) -> Matter:
    return ctx.db.get_one(Matter, job.matter_id)


def show_all(ctx: Ctx, job: Job) -> None:
    """The matter's cards say how far it is, and everybody asked sees what their question has become."""
    ctx.refresh(f"matter:{job.matter_id}")
    ctx.refresh(job.subject, rank=ANSWER)


def reply(ctx: Ctx, key: str, **params: str) -> None:
    """A few words to the one who pressed, a line to the one who wrote."""
    if ctx.happened.happening is Happening.PRESS:
        ctx.toast(key, alert=False, **params)
    else:
        ctx.say(ctx.post(key, reply_to=ctx.reply_to, **params))


# ---------------------------------------------------------------- waves


def ask_next(ctx: Ctx, job: Job, matter: Matter, since: Wave) -> int:
    """Ask the first wave from there on that reaches anybody; where nobody is left the secretary is told. Gives how many were asked."""
    ready = _ready(ctx, job, matter)
    found = next_wave(ready, areas(ctx, matter), since, one_by_one=job.kind is Kind.MEDIATION)
    if found is None:
        _begin(ctx, job, Wave.SECRETARY, 0)
        tell_secretary(ctx, job, matter, "job-nobody-second" if jobs.find_parts(ctx.db, job.id) else "job-nobody")
        return 0
    wave, chosen = found
    for candidate in chosen:
        ask_one(ctx, job, candidate.person, wave, urgent=matter.emergency is not None)
    _begin(ctx, job, wave, len(chosen))
    return len(chosen)


def ask_by_name(ctx: Ctx, job: Job, person: int) -> None:
    """Ask this person, before anybody else."""
    before = jobs.find_asking(ctx.db, job.id, person)
    if not ask_one(ctx, job, person, Wave.DIRECT, urgent=True):
        raise Refused("job-unreachable")
    if before is not None:  # their card stands further up, and its edit rings for nobody
        ctx.tell(person, "job-asked-again", number=matter_of(ctx, job).tag)
    _begin(ctx, job, Wave.DIRECT, 1)


def ask_one(ctx: Ctx, job: Job, person: int, wave: Wave, *, stint: int | None = None, urgent: bool = False) -> bool:
    """Put the private question; False when this person cannot be reached in private."""
    chat = chats.find_private(ctx.db, person)
    if chat is None:
        return False
    jobs.ask(ctx.db, job, person, wave, ctx.now, stint)
    ctx.show(job.subject, chat, rank=ANSWER if urgent else STATUS)
    return True


def go_on(ctx: Ctx, job: Job, matter: Matter) -> None:
    """This wave is over: the next one. A mediator's wave goes on with the next mediator."""
    step = 0 if job.kind is Kind.MEDIATION and job.wave > Wave.DIRECT else 1
    ask_next(ctx, job, matter, Wave(min(job.wave + step, Wave.SECRETARY)))
    show_all(ctx, job)


def ask_newcomer(ctx: Ctx, community: int, person: int) -> int:
    """Somebody has come on duty: they are asked about what nobody was left for. Gives how many jobs these are."""
    [me] = [c for c in duty.find_on_duty(ctx.db, community) if c.person == person] or [Candidate(person, on_duty=False)]
    wanting = [job for job in jobs.find_left_over(ctx.db, community) if fits(me, job.skill)]
    fresh = [job for job in wanting if jobs.find_asking(ctx.db, job.id, person) is None and matter_of(ctx, job).reporter_id != person]
    return sum(ask_one(ctx, job, person, Wave.SECRETARY) for job in fresh)


def _begin(ctx: Ctx, job: Job, wave: Wave, asked: int) -> None:
    job.wave, job.waved_at = int(wave), ctx.now
    ctx.record(job.subject, "asked", wave=int(wave), asked=asked)
    if wave is not Wave.SECRETARY:
        ctx.later("jobs-wave", job.subject, ctx.now + WAVE_LASTS)


def _ready(ctx: Ctx, job: Job, matter: Matter) -> list[Candidate]:
    """On duty, with the skill, below the cap, not asked yet, to be reached; nobody is asked about their own report."""
    asked = jobs.find_asked(ctx.db, job.id) | {matter.reporter_id}
    known = [c for c in duty.find_on_duty(ctx.db, job.community_id) if c.person not in asked and fits(c, job.skill)]
    return [candidate for candidate in known if chats.find_private(ctx.db, candidate.person)]


def areas(ctx: Ctx, matter: Matter) -> dict[Wave, str]:
    """How far each wave reaches; a matter that belongs to no building has no first one."""
    place = places.find_place(ctx.db, matter.place_id)
    found = {above.level: above.path for above in places.find_above(ctx.db, place)} if place else {}
    reach = {Wave.BUILDING: found.get(Level.BUILDING), Wave.COMPOUND: found.get(Level.COMPOUND), Wave.COMMUNITY: COMMUNITY}
    return {wave: path for wave, path in reach.items() if path}


# ---------------------------------------------------------------- where it is


def door_of(voice: Voice, matter: Matter) -> str:
    """Where to go, with the door when it is behind one: shown to nobody but those who go there."""
    place = places.find_place(voice.db, matter.place_id)
    return home_of(voice, place) if place and place.level is Level.HOUSEHOLD else matter.place_name


def home_of(voice: Voice, home: Place) -> str:
    """A household by its building, unit and door."""
    shown = (Level.BUILDING, Level.UNIT, Level.HOUSEHOLD)
    return "".join(place.name for place in places.find_above(voice.db, home) if place.level in shown)


# ---------------------------------------------------------------- the secretary


def tell_secretary(ctx: Ctx, job: Job, matter: Matter, key: str) -> None:
    """Whoever is responsible hears it in private, with those whose turn it is on buttons."""
    persons = people.find_holders(ctx.db, frozenset({Role.SECRETARY}), job.path) or people.find_holders(ctx.db, MANAGERS, job.path)
    row = _offered(ctx, job, matter) if job.state is State.ASKED else ()
    for person in persons:
        ctx.tell(person.id, key, row, rank=ANSWER, number=matter.tag, title=matter.title, place=matter.place_name)


def _offered(ctx: Ctx, job: Job, matter: Matter) -> list[Button]:
    """Those who can do it first, then those whose turn it is; on duty or not, because the secretary may ring them up."""
    out = jobs.find_refusing(ctx.db, job.id) | {matter.reporter_id} | {part.stint.person_id for part in jobs.find_parts(ctx.db, job.id)}
    free = [c for c in duty.find_all(ctx.db, job.community_id) if c.person not in out and c.open < c.cap]
    turn = sorted(in_turn(free), key=lambda c: job.skill is not None and job.skill not in c.skills)
    reached = [c for c in turn if chats.find_private(ctx.db, c.person)][:OFFERED]
    return [ctx.button("button-job-give", f"job-give:{job.id}:{c.person}", who=c.name or f"#{c.person}") for c in reached]


# ---------------------------------------------------------------- by name


def find_one(ctx: Ctx, community: int, said: str, press: str) -> Candidate | None:
    """The helper of this name, or the one a button meant (`@5`); of several it asks which, with buttons, and gives None."""
    known = duty.find_all(ctx.db, community) if said.startswith("@") else duty.find_called(ctx.db, community, said)
    found = [c for c in known if not said.startswith("@") or said == f"@{c.person}"]
    if not found:
        raise Refused("helper-unknown", who=said[:20])
    if len(found) == 1:
        return found[0]
    if not ctx.private and ctx.chat.kind is not ChatKind.WORK:
        raise Refused("helper-which-elsewhere")
    row = [Button(f"{c.name} {_lives(ctx, c)}".strip(), f"{press}:@{c.person}") for c in found[:OFFERED]]
    ctx.say(ctx.post("helper-which", row, who=said))
    return None


def find_only(ctx: Ctx, community: int, said: str) -> Candidate:
    """The one helper of this name."""
    found = duty.find_called(ctx.db, community, said)
    if len(found) != 1:
        raise Refused("helper-several" if found else "helper-unknown", who=said[:20])
    return found[0]


def _lives(ctx: Ctx, candidate: Candidate) -> str:
    """Where somebody belongs, down to the unit: enough to tell two of one name apart."""
    deepest = max(candidate.paths, key=len)
    place = places.find_place(ctx.db, places.ids_of(deepest)[-1])
    return places.public_name(places.find_above(ctx.db, place)) if place else ""


def refuse(ctx: Ctx, job: Job, person: int) -> None:
    """This person is not asked again."""
    jobs.answer(ctx.db, job.id, person, Answer.NO, ctx.now)
