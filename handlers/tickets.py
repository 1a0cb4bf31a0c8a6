"""我的单, and the private card of a job: the question while it stands, then one's own road with the next step on a button."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.ctx import Ctx, Voice
from handlers.kit import Capability, Where
from handlers.waves import door_of, home_of
from models import duty, hours, jobs, people, places
from models.jobs import Job, Part, Stint
from models.matters import Matter
from models.messaging import Button, Post
from models.rules.emergencies import EMERGENCY_NUMBERS, Emergency
from models.rules.jobs import BUSY, SERVERS, UNFINISHED, Answer, Kind, State, next_step
from models.rules.matters import OPEN
from models.rules.roles import STAFF, holds

capability = Capability("tickets")


@capability.command("我的单", "jobs", role=SERVERS, where=Where.PRIVATE)
def mine(ctx: Ctx, _words: str) -> None:
    """What I have in hand, each with its next step on a button; whether I am on duty, and the hours I have given."""
    held = jobs.find_in_hand(ctx.db, ctx.me().id)
    rows = [_row(ctx, each.stint, f"#{each.number}") for each in held]
    said = [
        ctx.text("jobs-row", number=f"#{e.number}", title=e.title, place=e.place_name, state=ctx.text(f"job-state-{e.stint.state.value}"))
        for e in held
    ]
    helper = duty.find_helper(ctx.db, ctx.community, ctx.me().id)
    on = "yes" if helper and helper.on_duty_since else "no"
    minutes = hours.count_minutes(ctx.db, ctx.me().id)
    given = {"hours": str(minutes // 60), "minutes": str(minutes % 60)}
    ctx.say(ctx.post("jobs-mine", *rows, duty=on, rows="\n".join(said) or ctx.text("jobs-none"), **given))


def _row(voice: Voice, stint: Stint, number: str = "") -> list[Button]:
    """The next step, and the ways out of it."""
    names = [next_step(stint.state), "return", *([] if number else ["hand"])]
    return [Button(f"{voice.text(f'button-job-{name}')} {number}".strip(), f"job-{name}:{stint.job_id}") for name in names]


# ---------------------------------------------------------------- the private card


@capability.card("job")
def draw(voice: Voice, id_: int) -> Post | None:
    """What one person is asked about a job, or what has become of their part in it."""
    job, person = jobs.find_job(voice.db, id_), voice.chat.person_id
    if job is None or person is None:
        return None
    matter = voice.db.get_one(Matter, job.matter_id)
    parts = jobs.find_parts(voice.db, job.id)
    mine = next((part for part in parts if part.stint.person_id == person), None)
    if mine is not None:
        return _own(voice, job, matter, mine, parts)
    return _question(voice, job, matter, person)


def _question(voice: Voice, job: Job, matter: Matter, person: int) -> Post:
    """The question while it stands; after that one honest line."""
    asking = jobs.find_asking(voice.db, job.id, person)
    number = matter.tag
    if asking is None or asking.answer is Answer.NO:
        left = jobs.find_left(voice.db, job.id, person)
        return _quiet(voice, f"job-left-{left.value}" if left else "job-declined-card", number)
    stint = jobs.find_stint(voice.db, asking.stint_id) if asking.stint_id else None
    given = stint is not None and stint.state in BUSY
    if job.state is not State.ASKED and not given:
        return _quiet(voice, "job-gone" if job.state is not State.LAPSED else "job-past", number)
    row = [voice.button("button-job-take", f"job-take:{job.id}"), voice.button("button-job-cannot", f"job-cannot:{job.id}")]
    how = "handed" if given else "urgent" if job.kind is Kind.URGENT else "asked"
    call = EMERGENCY_NUMBERS[Emergency(matter.emergency)] if matter.emergency else "no"
    return voice.post("job-question", row, number=number, title=matter.title, how=how, call=call, **_about(voice, job, matter))


def _about(voice: Voice, job: Job, matter: Matter) -> dict[str, str]:
    said = [voice.text(f"job-kind-{job.kind.value}"), *([voice.text(f"skill-{job.skill.value}")] if job.skill else [])]
    return {"what": " · ".join(dict.fromkeys(said)), "place": matter.place_name, "two": "yes" if job.needed > 1 else "no"}


def _quiet(voice: Voice, key: str, number: str) -> Post:
    """Worth an edit, not another message."""
    return Post(voice.text("job-over-title", number=number, words=voice.text(key, number=number)), quiet=True)


def _own(voice: Voice, job: Job, matter: Matter, mine: Part, parts: Sequence[Part]) -> Post:
    """My job: what, where and for whom, as far as I may know it, and the next step."""
    head = voice.text("job-own", number=matter.tag, title=matter.title)
    state = voice.text("job-own-state", state=voice.text(f"job-state-{mine.stint.state.value}"), what=_about(voice, job, matter)["what"])
    if mine.stint.state is State.DONE:
        return Post(head, (_thanks(voice, job, mine.stint),), _done_row(voice, job, matter, mine.stint))
    if len(parts) < job.needed:
        row = (voice.button("button-job-return", f"job-return:{job.id}"),)
        return Post(head, (state, matter.place_name, voice.text("job-waits-for-two")), (row,))
    others = [voice.text("job-with", who=part.name) for part in parts if part.stint.id != mine.stint.id]
    rows = (tuple(_row(voice, mine.stint)),) if job.state in UNFINISHED else ()
    return Post(head, (state, door_of(voice, matter), *_who(voice, matter), *others), rows)


def _thanks(voice: Voice, job: Job, stint: Stint) -> str:
    minutes = hours.find_minutes(voice.db, job.subject, stint.person_id) or 0
    return voice.text("job-thanks", minutes=str(minutes))


def _done_row(voice: Voice, job: Job, matter: Matter, stint: Stint) -> tuple[tuple[Button, ...], ...]:
    """Who is staff here may say at once that the matter is done."""
    staff = job.state is State.DONE and matter.state in OPEN and holds(people.find_grants(voice.db, stint.person_id), STAFF, matter.path)
    return ((voice.button("button-done", f"done:{matter.id}"),),) if staff else ()


def _who(voice: Voice, matter: Matter) -> list[str]:
    """Whom to ask for, at which door, and what they said."""
    person = voice.db.get(people.Person, matter.reporter_id) if matter.reporter_id else None
    home = places.find_place(voice.db, matter.household_id) if matter.household_id else None
    who = " ".join([person.name if person else "", home_of(voice, home) if home else ""]).strip()
    return [*([voice.text("card-who", who=who)] if who else []), voice.text("card-words", words=matter.words)]
