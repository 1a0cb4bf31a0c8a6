"""上岗, 下岗, 我的技能: who of the 红管家 can be asked for what, and when."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from handlers.waves import ask_newcomer, find_only
from models import duty, jobs, people, timers
from models.duty import Helper
from models.machinery import Late
from models.rules.jobs import SERVERS
from models.rules.roles import MANAGERS, Role
from models.rules.settings import clock_time, next_time
from models.rules.skills import Skill, read_skills

capability = Capability("duty")

CARERS = MANAGERS | {Role.LEADER}
MOST_AT_ONCE = 10
UNTIL = ("到", "至", "until", "till")


@capability.command("上岗", "onduty", role=SERVERS, where=Where.PRIVATE)
def on_duty(ctx: Ctx, words: str) -> None:
    """`上岗`, or `上岗 到22点`: then off by itself."""
    helper = _mine(ctx)
    helper.on_duty_since = helper.on_duty_since or ctx.now
    helper.on_duty_until = next_time(_hour(words), ctx.now, ctx.house.time_zone) if words else None
    timers.drop_timers(ctx.db, f"helper:{helper.id}", "duty-over")
    if helper.on_duty_until is not None:
        ctx.later("duty-over", f"helper:{helper.id}", helper.on_duty_until, Late.COLLAPSE)
    ctx.record(f"helper:{helper.id}", "on-duty")
    ctx.db.flush()
    until = ctx.clock(helper.on_duty_until) if helper.on_duty_until else ""
    ctx.say("duty-on-until" if until else "duty-on", until=until, skills=_skills(ctx, helper))
    ask_newcomer(ctx, helper.community_id, helper.person_id)


def _hour(words: str) -> str:
    said = words.strip()
    for word in UNTIL:
        said = said.removeprefix(word).strip()
    try:
        return clock_time(said)
    except ValueError:
        raise Refused("usage-onduty") from None


@capability.command("下岗", "offduty", role=SERVERS, where=Where.PRIVATE)
def off_duty(ctx: Ctx, _words: str) -> None:
    """No more questions; what is in hand stays in hand."""
    helper = _mine(ctx)
    if helper.on_duty_since is None:
        raise Refused("off-already")
    _leave(ctx, helper)
    ctx.say("duty-off", **_in_hand(ctx, helper))


@capability.timer("duty-over")
def duty_over(ctx: Ctx, id_: int) -> None:
    """The hour that was named has come."""
    helper = duty.get_helper(ctx.db, id_)
    if helper is None or helper.on_duty_until is None or ctx.now < helper.on_duty_until:
        return
    _leave(ctx, helper)
    in_hand = _in_hand(ctx, helper)
    ctx.tell(helper.person_id, "duty-off", some=in_hand["some"], n=in_hand["n"])


def _in_hand(ctx: Ctx, helper: Helper) -> dict[str, str]:
    n = jobs.count_in_hand(ctx.db, helper.person_id)
    return {"some": "yes" if n else "no", "n": str(n)}


def _leave(ctx: Ctx, helper: Helper) -> None:
    helper.on_duty_since = helper.on_duty_until = None
    timers.drop_timers(ctx.db, f"helper:{helper.id}", "duty-over")
    ctx.record(f"helper:{helper.id}", "off-duty")


# ---------------------------------------------------------------- how much at once


@capability.command("接单上限", "cap", role=SERVERS | CARERS, where=Where.PRIVATE, words_needed=True)
def cap(ctx: Ctx, words: str) -> None:
    """`接单上限 2` for myself; `接单上限 阿强 2` said by those who look after the place."""
    name, _, said = words.strip().rpartition(" ")
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_AT_ONCE):
        raise Refused("usage-cap")
    if not name and not ctx.holds(SERVERS, None):
        raise Refused("usage-cap")
    helper = _named_helper(ctx, name.strip()) if name else _mine(ctx)
    helper.cap = int(said)
    ctx.record(f"helper:{helper.id}", "cap", cap=helper.cap)
    ctx.say("cap-set-for" if name else "cap-set", who=name.strip(), n=said)
    if name and helper.person_id != ctx.me().id:
        ctx.tell(helper.person_id, "cap-set-told", n=said)


def _named_helper(ctx: Ctx, name: str) -> Helper:
    """The helper of this name, whom the speaker looks after."""
    whom = find_only(ctx, ctx.community, name)
    if not any(ctx.holds(CARERS, path) for path in whom.paths):
        raise Refused("helper-elsewhere", who=whom.name)
    return duty.lock_helper(ctx.db, ctx.community, whom.person)


# ---------------------------------------------------------------- skills


@capability.command("我的技能", "skills", role=SERVERS, where=Where.PRIVATE)
def my_skills(ctx: Ctx, words: str) -> None:
    """`我的技能` says what is known and what there is, `我的技能 水电 调解` settles it."""
    helper = _mine(ctx)
    if not words:
        return ctx.say("skills-list", skills=_skills(ctx, helper), known=_named(ctx, list(Skill)))
    _settle(ctx, helper, words)
    return ctx.say("skills-set", skills=_skills(ctx, helper))


@capability.command("技能", "setskills", role=CARERS, words_needed=True)
def set_skills(ctx: Ctx, words: str) -> None:
    """In reply to a helper's words: `技能 水电 木工`."""
    replied = ctx.happened.reply_sender
    person = people.find_person(ctx.db, ctx.happened.channel, replied.id) if replied else None
    if person is None:
        raise Refused("usage-setskills")
    held = [place for role, place in people.find_appointments(ctx.db, person.id) if role in SERVERS]
    at = next((place for place in held if ctx.holds(CARERS, place.path)), None)
    if at is None:
        raise Refused("helper-unknown", who=person.name)
    helper = duty.lock_helper(ctx.db, at.community_id, person.id)
    _settle(ctx, helper, words)
    ctx.say("skills-set-for", who=person.name, skills=_skills(ctx, helper))
    ctx.tell(person.id, "skills-set-told", skills=_skills(ctx, helper))


def _settle(ctx: Ctx, helper: Helper, words: str) -> None:
    found, unknown = read_skills(words)
    if unknown:
        raise Refused("skill-unknown", said=ctx.text("list-separator").join(unknown)[:40], known=_named(ctx, list(Skill)))
    helper.skills = [skill.value for skill in found]
    ctx.record(f"helper:{helper.id}", "skills", skills=helper.skills)


def _mine(ctx: Ctx) -> Helper:
    """My row in the community I serve: that of this conversation if I serve there, else the first."""
    served = [place.community_id for role, place in people.find_appointments(ctx.db, ctx.me().id) if role in SERVERS]
    return duty.lock_helper(ctx.db, ctx.community if ctx.community in served else served[0], ctx.me().id)


def _skills(ctx: Ctx, helper: Helper) -> str:
    return _named(ctx, [Skill(said) for said in helper.skills]) or ctx.text("skills-none")


def _named(ctx: Ctx, skills: list[Skill]) -> str:
    return ctx.text("list-separator").join(ctx.text(f"skill-{skill.value}") for skill in skills)
