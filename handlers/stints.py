"""接单, 出发, 到场, 完成, 退单, 转单: the road of whoever takes a job, each step one press in private."""

from __future__ import annotations

from typing import Any

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.waves import Held, ask_next, ask_one, door_of, find_one, go_on, hold, refuse, reply, show_all, tell_secretary
from models import chats, duty, hours, jobs, matters
from models.chats import Kind as ChatKind
from models.jobs import Asking, Job, Stint
from models.machinery import Late
from models.matters import Matter
from models.messaging import Media
from models.people import Person
from models.rules.jobs import BUSY, LET_GO_AFTER, NUDGED_AFTER, SERVERS, Answer, Kind, State, Wave
from models.rules.masking import mask
from models.rules.matters import JOIN_BEFORE, OPEN
from models.rules.roles import STAFF

capability = Capability("stints")

REASON = 120


# ---------------------------------------------------------------- taking it


@capability.command("接单", "take", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-take", role=SERVERS, about="ticket")
def take(ctx: Ctx, held: Held, _rest: str) -> None:
    """Only those who were asked, and of them as many as are needed: whoever is later is told so, and thanked."""
    job = held.job
    asking = _asked(ctx, job)
    if jobs.find_part(ctx.db, job.id, ctx.me().id):
        return reply(ctx, "job-yours-already")
    helper = duty.lock_helper(ctx.db, job.community_id, ctx.me().id)
    if _is_free(ctx, job, asking) and jobs.count_in_hand(ctx.db, ctx.me().id) >= helper.cap:
        raise Refused("job-cap", n=str(helper.cap))
    stint = _take(ctx, held, asking)
    if stint is None:
        return reply(ctx, "job-gone" if job.state in (*BUSY, State.DONE) else "job-past")
    helper.served_at = ctx.now
    return _taken(ctx, held, stint)


def _asked(ctx: Ctx, job: Job) -> Asking:
    """The question put to this person, who serves somewhere still."""
    asking = jobs.find_asking(ctx.db, job.id, ctx.me().id)
    if asking is None or not ctx.holds(SERVERS, None):
        raise Refused("job-not-asked")
    return asking


def _is_free(ctx: Ctx, job: Job, asking: Asking) -> bool:
    return job.state is State.ASKED or _given(ctx, asking) is not None


def _given(ctx: Ctx, asking: Asking) -> Stint | None:
    """The part that is being handed over to this person, as long as it can be."""
    stint = jobs.find_stint(ctx.db, asking.stint_id) if asking.stint_id and asking.answer is Answer.ASKED else None
    return stint if stint and stint.state in BUSY else None


def _take(ctx: Ctx, held: Held, asking: Asking) -> Stint | None:
    job, matter = held
    given, me = _given(ctx, asking), ctx.me().id
    if given is None:
        return jobs.take_slot(ctx.db, job, me, ctx.now) if job.state is State.ASKED else None
    stint = jobs.take_over(ctx.db, job, given.id, me, ctx.now)
    if stint is not None:
        refuse(ctx, job, given.person_id)
        ctx.tell(given.person_id, "job-handed", number=matter.tag, who=ctx.me().name)
    return stint


def _taken(ctx: Ctx, held: Held, stint: Stint) -> None:
    job, matter = held
    jobs.answer(ctx.db, job.id, stint.person_id, Answer.YES, ctx.now)
    full = jobs.settle(ctx.db, job, ctx.now) is not State.ASKED
    job.news = ""
    ctx.record(job.subject, "taken", stint=stint.id, slot=stint.slot, before=stint.before_id)
    ctx.record(matter.subject, "job-taken")
    show_all(ctx, job)
    if full:
        _begin(ctx, held)
    reply(ctx, "job-taken" if full else "job-taken-one", number=matter.tag)


def _begin(ctx: Ctx, held: Held) -> None:
    """Everybody needed is there: the clocks run, and of two each hears who the other is, and only now where the door is."""
    job, matter = held
    ctx.moved("matter", matter, "take")
    parts = jobs.find_parts(ctx.db, job.id)
    for part in parts:
        ctx.later("jobs-nudge", f"stint:{part.stint.id}", ctx.now + NUDGED_AFTER, Late.SKIP)
        ctx.later("jobs-silent", f"stint:{part.stint.id}", ctx.now + LET_GO_AFTER)
        others = [other.name for other in parts if other.stint.id != part.stint.id]
        if others and part.stint.person_id != ctx.me().id:
            ctx.tell(part.stint.person_id, "job-together", number=matter.tag, who=others[0], door=door_of(ctx, matter))


@capability.command("不便", "cannot", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-cannot", role=SERVERS, about="ticket")
def cannot(ctx: Ctx, held: Held, _rest: str) -> None:
    """No is an answer: when everybody of a wave has said it, the next is asked at once."""
    job, matter = held
    asking = _asked(ctx, job)
    given = _given(ctx, asking)
    if asking.answer is not Answer.ASKED or (given is None and job.state is not State.ASKED):
        return reply(ctx, "job-past")
    refuse(ctx, job, asking.person_id)
    number = matter.tag
    if given is not None:
        ctx.tell(given.person_id, "job-not-handed", number=number, who=ctx.me().name)
    elif not jobs.count_unanswered(ctx.db, job) and job.wave != Wave.SECRETARY:
        go_on(ctx, job, matter)
    show_all(ctx, job)
    return reply(ctx, "job-declined", number=number)


# ---------------------------------------------------------------- on the road


@capability.command("出发", "setout", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-leave", role=SERVERS, about="ticket")
def leave(ctx: Ctx, held: Held, _rest: str) -> None:
    """On the way; a visit begins when both are there."""
    job, matter = held
    _step(ctx, job, "leave")
    show_all(ctx, job)
    reply(ctx, "job-left", number=matter.tag)


@capability.command("到场", "onsite", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-arrive", role=SERVERS, about="ticket")
def arrive(ctx: Ctx, held: Held, _rest: str) -> None:
    job, matter = held
    _step(ctx, job, "arrive")
    ctx.record(f"matter:{job.matter_id}", "job-arrived")
    ctx.moved("matter", matter, "arrive")
    show_all(ctx, job)
    reply(ctx, "job-arrived", number=matter.tag)


@capability.command("完成", "finish", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-finish", role=SERVERS, about="ticket")
def finish(ctx: Ctx, held: Held, words: str) -> None:
    """Done, with a photo or a word; of a visit nothing is photographed."""
    job, matter = held
    _busy(ctx, job)
    shown = _keep_pictures(ctx, matter)
    if words or shown or job.needed > 1 or job.kind is Kind.VISIT:
        return _finish(ctx, held, words)
    ctx.ask("job-proof", job=job.id)
    ctx.say(ctx.post("job-proof-ask", [ctx.button("button-job-plain", f"job-plain:{job.id}")], number=matter.tag))
    return None


@capability.answer("job-proof", role=SERVERS)
def proof(ctx: Ctx, filled: dict[str, Any]) -> None:
    """The photo, or the words instead of it."""
    held = _again(ctx, filled)
    _keep_pictures(ctx, held.matter)
    _finish(ctx, held, ctx.happened.text.strip())


@capability.button("job-plain", role=SERVERS, about="ticket")
def plain(ctx: Ctx, held: Held, _rest: str) -> None:
    """没有照片."""
    ctx.forget_question()
    _finish(ctx, held, "")


def _finish(ctx: Ctx, held: Held, words: str) -> None:
    job, matter = held
    stint = _step(ctx, job, "finish", words)
    minutes = hours.add_service(ctx.db, job.community_id, stint.person_id, job.subject, stint.taken_at, ctx.now) or 0
    ctx.record(matter.subject, "job-done")
    if job.state is State.DONE and matter.state in OPEN and not ctx.holds(STAFF, matter.path):
        _ask_staff(ctx, matter, words)
    show_all(ctx, job)
    reply(ctx, "job-finished", number=matter.tag, minutes=str(minutes))


def _ask_staff(ctx: Ctx, matter: Matter, words: str) -> None:
    """Staff say that a matter is done; who did the work only says that the work is."""
    for chat in chats.find_nearest(ctx.db, matter.path, ChatKind.WORK):
        voice = ctx.voice(chat)
        row = [voice.button("button-done", f"done:{matter.id}")]
        ctx.news(chat, voice.post("job-done-ask", row, number=matter.tag, title=matter.title, words=mask(words).strip()))


def _keep_pictures(ctx: Ctx, matter: Matter) -> int:
    """The pictures of this message, and those sent just before it, belong to the matter."""
    happened = ctx.happened
    for shown in (each for each in happened.attachments if each.media in (Media.PHOTO, Media.VIDEO)):
        row = {"community_id": matter.community_id, "chat_id": ctx.chat.id, "person_id": ctx.me().id, "at": ctx.now}
        picture = {"message": happened.message, "media": shown.media.value, "ref": shown.ref, "unique": shown.unique}
        matters.add_snapshot(ctx.db, **row, **picture, album=happened.album)
    return matters.claim_snapshots(ctx.db, matter, ctx.chat.id, ctx.me().id, ctx.now - JOIN_BEFORE)


# ---------------------------------------------------------------- giving it away


@capability.command("退单", "giveback", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-return", role=SERVERS, about="ticket")
def give_back(ctx: Ctx, held: Held, reason: str) -> None:
    """Back to be asked: those first who have not been; the one who gives it back is not asked again."""
    _busy(ctx, held.job)
    if not reason:
        ctx.ask("job-return", job=held.job.id)
        return ctx.toast("job-reason-ask", alert=True)
    return _give_back(ctx, held, reason)


@capability.answer("job-return", role=SERVERS)
def reason_said(ctx: Ctx, filled: dict[str, Any]) -> None:
    """Why."""
    held = _again(ctx, filled)
    if not ctx.happened.text.strip():
        raise Refused("usage-giveback")
    _give_back(ctx, held, ctx.happened.text.strip())


def _give_back(ctx: Ctx, held: Held, reason: str) -> None:
    job, matter = held
    _step(ctx, job, "give-back", reason)
    job.news = mask(reason).strip()[:REASON]
    refuse(ctx, job, ctx.me().id)
    ask_next(ctx, job, matter, Wave.BUILDING)
    show_all(ctx, job)
    reply(ctx, "job-given-back", number=matter.tag)


@capability.command("转单", "handover", role=SERVERS, where=Where.PRIVATE, about="ticket")
@capability.button("job-hand", role=SERVERS, about="ticket")
def hand(ctx: Ctx, held: Held, name: str) -> None:
    """To a helper named, who must say yes; until then it stays where it is."""
    job = held.job
    mine = _busy(ctx, job)
    if not name:
        ctx.ask("job-hand", job=job.id)
        return ctx.toast("job-hand-ask", alert=True)
    return _hand(ctx, held, mine, name)


@capability.answer("job-hand", role=SERVERS)
def name_said(ctx: Ctx, filled: dict[str, Any]) -> None:
    """To whom."""
    held = _again(ctx, filled)
    _hand(ctx, held, _busy(ctx, held.job), ctx.happened.text.strip())


def _hand(ctx: Ctx, held: Held, mine: Stint, name: str) -> None:
    job, number = held.job, held.matter.tag
    whom = find_one(ctx, job.community_id, name, f"job-hand:{job.id}")
    if whom is None:
        return
    if jobs.find_part(ctx.db, job.id, whom.person):
        raise Refused("job-hand-same", who=whom.name)
    before = jobs.find_asking(ctx.db, job.id, whom.person)
    if not ask_one(ctx, job, whom.person, Wave.DIRECT, stint=mine.id, urgent=True):
        raise Refused("job-unreachable")
    if before is not None:
        ctx.tell(whom.person, "job-asked-again", number=number)
    ctx.record(job.subject, "offered", stint=mine.id, to=whom.person)
    reply(ctx, "job-offered", number=number, who=whom.name)


@capability.upon("person", "forget")
def forgotten(ctx: Ctx, person: Person, _act: str) -> None:
    """Who would have handed over to them keeps it, and hears so; who goes to what they reported sees no more of them."""
    for giver, number in jobs.find_offered_to(ctx.db, person.id):
        ctx.tell(giver, "job-not-handed", number=number, who=ctx.text("job-they"))
    for job in jobs.find_for(ctx.db, person.id):
        ctx.refresh(job.subject)


# ---------------------------------------------------------------- silence


@capability.timer("jobs-nudge")
def nudge(ctx: Ctx, id_: int) -> None:
    """Half an hour and not set out: one private word."""
    stint = jobs.find_stint(ctx.db, id_)
    held = hold(ctx, stint.job_id) if stint else None
    stint = jobs.find_stint(ctx.db, id_)
    if held is None or stint is None or stint.state is not State.TAKEN or held.job.state is State.ASKED:
        return
    row = [ctx.button("button-job-leave", f"job-leave:{held.job.id}"), ctx.button("button-job-return", f"job-return:{held.job.id}")]
    ctx.tell(stint.person_id, "job-nudge", row, number=held.matter.tag, title=held.matter.title)


@capability.timer("jobs-silent")
def let_go(ctx: Ctx, id_: int) -> None:
    """Two hours and not set out: somebody else is asked, and the secretary knows. A visit that still waits for its second is not late."""
    stint = jobs.find_stint(ctx.db, id_)
    held = hold(ctx, stint.job_id) if stint else None
    if held is None or held.job.state is State.ASKED:
        return
    stint = jobs.move_stint(ctx.db, id_, "let-go", ctx.now)
    if stint is None:
        return
    job, matter = held
    refuse(ctx, job, stint.person_id)
    jobs.settle(ctx.db, job, ctx.now)
    ctx.record(job.subject, "let-go", stint=stint.id)
    ctx.tell(stint.person_id, "job-let-go", number=matter.tag, title=matter.title)
    if ask_next(ctx, job, matter, Wave.BUILDING):
        tell_secretary(ctx, job, matter, "job-silent")
    show_all(ctx, job)


# ---------------------------------------------------------------- mine


def _mine(ctx: Ctx, job: Job) -> Stint:
    mine = jobs.find_part(ctx.db, job.id, ctx.me().id)
    if mine is None:
        raise Refused("job-not-yours")
    return mine


def _busy(ctx: Ctx, job: Job) -> Stint:
    """My part, which is not over."""
    mine = _mine(ctx, job)
    if mine.state not in BUSY:
        raise Refused("job-step", state=ctx.text(f"job-state-{mine.state.value}"))
    return mine


def _step(ctx: Ctx, job: Job, name: str, words: str = "") -> Stint:
    """Move my part as the table allows, and the job with it."""
    mine = _mine(ctx, job)
    if mine.state is State.TAKEN and job.state is State.ASKED and name != "give-back":
        raise Refused("job-wait-for-two")
    moved = jobs.move_stint(ctx.db, mine.id, name, ctx.now)
    if moved is None:
        raise Refused("job-step", state=ctx.text(f"job-state-{mine.state.value}"))
    jobs.settle(ctx.db, job, ctx.now)
    ctx.record(job.subject, name, stint=moved.id, words=words[:REASON])
    return moved


def _again(ctx: Ctx, filled: dict[str, Any]) -> Held:
    """The job a question was about; the question is answered."""
    held = hold(ctx, int(filled["job"]))
    if held is None:
        raise Refused("button-unknown")
    ctx.forget_question()
    return held
