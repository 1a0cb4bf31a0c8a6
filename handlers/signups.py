"""报名, 退出: a place at a station by one tap, a waiting list, a freed place kept for the first who waits. Never two in one place."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.duty_lines import hour, need_occasion, told, where
from handlers.duty_steps import free_up, need_apart, need_fit
from handlers.kit import Capability, Refused, Subject, Where
from handlers.waves import reply
from models import duties, duty, people
from models.duties import Occasion, SignUp, Stand
from models.people import Person
from models.rules.duties import ALIVE, HOLDING, SIGN_OFF, Going
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE
from models.rules.skills import Skill, read_skills

capability = Capability("signups")


@capability.button("duty-join", role=ANYONE, about="stand")
def join(ctx: Ctx, stand: Stand, _rest: str) -> None:
    """A place where there is one, else a place on the waiting list."""
    occasion = need_occasion(ctx, stand.occasion_id)
    duties.lock_volunteer(ctx.db, ctx.me().id)
    mine = duties.find_mine(ctx.db, occasion.id, ctx.me().id)
    if mine is not None and mine.state in HOLDING and mine.stand_id == stand.id:
        return _take(ctx, occasion, stand, mine) if mine.state is Going.OFFERED else reply(ctx, "duty-going-already", stand=where(stand))
    if mine is not None and mine.state in ALIVE and mine.stand_id != stand.id:
        other = duties.find_stand(ctx.db, mine.stand_id)
        raise Refused("duty-other-stand", stand=other.name if other else "")
    need_fit(ctx, stand, ctx.me().id)
    near = need_apart(ctx, occasion, stand, ctx.me().id)
    free = duties.count_free(ctx.db, stand) > 0
    if mine is not None and mine.state is Going.WAITING and not free:
        raise Refused("duty-waiting-already", stand=stand.name)
    duties.set_sign_up(ctx.db, occasion, stand, ctx.me().id, Going.GOING if free else Going.WAITING, ctx.now, None)
    ctx.record(occasion.subject, "signed-up" if free else "waits", stand=stand.id)
    ctx.refresh(occasion.subject)
    return reply(ctx, "duty-going" if free else "duty-waits", near=near, **told(ctx, occasion, stand))


@capability.button("duty-off", role=ANYONE)
def leave_pressed(ctx: Ctx, rest: str) -> None:
    """不去了, under the card."""
    if not (rest.isascii() and rest.isdigit() and len(rest) < 16):
        raise Refused("button-unknown")
    occasion = need_occasion(ctx, int(rest))
    mine = duties.find_mine(ctx.db, occasion.id, ctx.me().id)
    if mine is None or mine.state not in ALIVE:
        raise Refused("duty-not-in")
    _leave(ctx, occasion, mine)


@capability.command("退爱心日", "leavelove", role=ANYONE, hidden=True)
def leave(ctx: Ctx, _words: str) -> None:
    """The next one that one is signed up for."""
    found = duties.find_alive(ctx.db, ctx.me().id, ctx.now)
    if not found:
        raise Refused("duty-not-in")
    mine, occasion, _ = found[0]
    _leave(ctx, need_occasion(ctx, occasion.id), mine)


def _leave(ctx: Ctx, occasion: Occasion, mine: SignUp) -> None:
    """Until three hours before by oneself; whoever only waits at any time."""
    if mine.state is not Going.WAITING and ctx.now > occasion.starts_at - SIGN_OFF:
        raise Refused("duty-late-off", when=hour(ctx, occasion.starts_at - SIGN_OFF))
    held, stand = mine.state in HOLDING, duties.find_stand(ctx.db, mine.stand_id)
    mine.state, mine.offered_until = Going.OFF, None
    ctx.record(occasion.subject, "signed-off", stand=mine.stand_id)
    ctx.db.flush()
    if held and stand is not None:
        free_up(ctx, occasion, stand)
    ctx.refresh(occasion.subject)
    reply(ctx, "duty-left", when=ctx.clock(occasion.starts_at))


@capability.command("代报名", "signupfor", role=CALLERS, where=Where.PRIVATE, words_needed=True, hidden=True)
def sign_up_for(ctx: Ctx, words: str) -> None:
    """`代报名 泡脚 陈奶奶`: for somebody who does not write; a place where there is one, and they hear who did it."""
    name, _, who = words.strip().partition(" ")
    stand = _named(ctx, name)
    whom = people.find_called(ctx.db, stand.path, who.strip())
    if len(whom) != 1:
        raise Refused("duty-whom" if not whom else "duty-whom-several", who=who[:20])
    occasion = need_occasion(ctx, stand.occasion_id)
    duties.lock_volunteer(ctx.db, whom[0].id)
    mine = duties.find_mine(ctx.db, occasion.id, whom[0].id)
    if mine is not None and mine.state in ALIVE:
        raise Refused("duty-in-already", who=whom[0].name)
    need_fit(ctx, stand, whom[0].id)
    near = need_apart(ctx, occasion, stand, whom[0].id)
    if duties.count_free(ctx.db, stand) < 1:
        raise Refused("duty-no-place", stand=stand.name)
    duties.set_sign_up(ctx.db, occasion, stand, whom[0].id, Going.GOING, ctx.now, ctx.me().id)
    ctx.record(occasion.subject, "signed-up", stand=stand.id, whom=whom[0].id)
    ctx.refresh(occasion.subject)
    ctx.say("duty-signed-for", who=whom[0].name, near=near, **told(ctx, occasion, stand))
    ctx.tell(whom[0].id, "duty-signed-you", near=near, **told(ctx, occasion, stand))


def _named(ctx: Ctx, name: str) -> Stand:
    """The station of that name at the next occasion that has one."""
    for plan in duties.find_public(ctx.db, ctx.need_place().community_id):
        occasion = duties.find_next(ctx.db, plan.id, ctx.now)
        found = [seen.stand for seen in duties.find_stands(ctx.db, occasion.id) if seen.stand.name == name] if occasion else []
        if found:
            return found[0]
    raise Refused("duty-stand-unknown", stand=name[:20])


@capability.upon("person", "forget")
def go(ctx: Ctx, person: Person, _act: str) -> None:
    """Somebody goes for good: their places are free again."""
    for mine, occasion, stand in duties.find_alive(ctx.db, person.id, ctx.now):
        held = mine.state in HOLDING and mine.state is not Going.CAME
        if held and duties.lock_occasion(ctx.db, occasion.id):
            mine.state = Going.OFF
            ctx.db.flush()
            free_up(ctx, occasion, stand)
            ctx.refresh(occasion.subject)


# ---------------------------------------------------------------- an offered place


@capability.button("duty-take", role=ANYONE, about="sign-up")
def take(ctx: Ctx, mine: SignUp, _rest: str) -> None:
    """我来: the place that was kept."""
    occasion, stand = _offered(ctx, mine)
    _take(ctx, occasion, stand, mine)


def _take(ctx: Ctx, occasion: Occasion, stand: Stand, mine: SignUp) -> None:
    mine.state, mine.offered_until = Going.GOING, None
    ctx.record(occasion.subject, "signed-up", stand=stand.id)
    ctx.db.flush()
    ctx.refresh(occasion.subject)
    reply(ctx, "duty-going", near="", **told(ctx, occasion, stand))


@capability.button("duty-pass", role=ANYONE, about="sign-up")
def pass_on(ctx: Ctx, mine: SignUp, _rest: str) -> None:
    """让给别人: the next who waits is asked."""
    occasion, stand = _offered(ctx, mine)
    _pass(ctx, occasion, stand, mine)
    reply(ctx, "duty-passed")


@capability.timer("duty-offer-lapses")
def lapse(ctx: Ctx, id_: int) -> None:
    """Nobody answered in time: the next who waits is asked."""
    found = duties.lock_sign_up(ctx.db, id_)
    if found is None or found[0].state is not Going.OFFERED or found[0].offered_until is None or ctx.now < found[0].offered_until:
        return
    mine, occasion = found
    stand = duties.find_stand(ctx.db, mine.stand_id)
    if stand is not None:
        _pass(ctx, occasion, stand, mine)
        ctx.tell(mine.person_id, "duty-offer-lapsed", **told(ctx, occasion, stand))


def _pass(ctx: Ctx, occasion: Occasion, stand: Stand, mine: SignUp) -> None:
    mine.state, mine.offered_until = Going.OFF, None
    ctx.record(occasion.subject, "passed", stand=stand.id)
    ctx.db.flush()
    free_up(ctx, occasion, stand)
    ctx.refresh(occasion.subject)


def _offered(ctx: Ctx, mine: SignUp) -> tuple[Occasion, Stand]:
    """The place that is kept for the speaker and nobody else, while it is."""
    occasion = need_occasion(ctx, mine.occasion_id)
    stand = duties.find_stand(ctx.db, mine.stand_id)
    if mine.person_id != ctx.me().id or stand is None:
        raise Refused("button-unknown")
    if mine.state is not Going.OFFERED or mine.offered_until is None or ctx.now > mine.offered_until:
        raise Refused("duty-offer-over")
    return occasion, stand


# ---------------------------------------------------------------- skills


@capability.command("我会", "ican", role=ANYONE, where=Where.PRIVATE, words_needed=True)
def can(ctx: Ctx, words: str) -> None:
    """`我会 理发`: what a volunteer can do; stations that need it take them, and ask when somebody is missing."""
    skills, unknown = read_skills(words)
    if unknown or not skills:
        known = ctx.text("list-separator").join(ctx.text(f"skill-{skill.value}") for skill in Skill)
        raise Refused("duty-skill-unknown", known=known)
    helper = duty.lock_helper(ctx.db, ctx.need_place().community_id, ctx.me().id)
    helper.skills = [skill.value for skill in Skill if skill.value in helper.skills or skill in skills]
    ctx.say("duty-can", skills=ctx.text("list-separator").join(ctx.text(f"skill-{skill}") for skill in helper.skills))


def _stand(ctx: Ctx, id_: int) -> Stand:
    found = duties.find_stand(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    return found


def _sign_up(ctx: Ctx, id_: int) -> SignUp:
    found = duties.lock_sign_up(ctx.db, id_)
    if found is None:
        raise Refused("button-unknown")
    return found[0]


capability.subjects["stand"] = Subject(_stand, _stand)
capability.subjects["sign-up"] = Subject(_sign_up, _sign_up)
