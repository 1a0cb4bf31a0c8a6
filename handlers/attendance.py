"""签到, 签退: who was there, by a button or by the code at the desk; then hours, thanks and numbers."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.duty_lines import headline, leads_of, need_occasion, plan_of, running
from handlers.duty_steps import arrive, come
from handlers.kit import Capability, Refused
from handlers.waves import reply
from models import chats, duties, hours, polls
from models import codes as tries
from models.chats import Kind
from models.drawings import Bar, Dial, Poster, Section, as_picture
from models.duties import Occasion, Plan, SignUp, Stand
from models.messaging import Picture, Post
from models.rules.desks import codes, is_one_of
from models.rules.duties import Going, counted_minutes, role_credit
from models.rules.roles import ANYONE
from models.rules.settings import Setting, number

capability = Capability("attendance")
capability.setting(Setting("service-hours-a-day", 8, number(1, 24)))
capability.setting(Setting("lead-credit", 0, number(0, 100)))


# ---------------------------------------------------------------- coming and going


@capability.button("duty-here", role=ANYONE)
def here_pressed(ctx: Ctx, rest: str) -> None:
    """签到, from half an hour before the beginning to the end."""
    if not (rest.isascii() and rest.isdigit() and len(rest) < 16):
        raise Refused("button-unknown")
    come(ctx, need_occasion(ctx, int(rest)), ctx.me().id)


@capability.command("签到", "checkin", role=ANYONE, hidden=True, complete=lambda rest: not rest or rest.strip().isdigit())
def here(ctx: Ctx, words: str) -> None:
    """`签到`, or `签到 4821` with the code at the desk, which also takes in who did not sign up."""
    occasion = running(ctx)
    if not words:
        return come(ctx, occasion, ctx.me().id)
    return _arrive_by_code(ctx, occasion, words.strip())


def _arrive_by_code(ctx: Ctx, occasion: Occasion, said: str) -> None:
    """Four digits could be guessed: a wrong one is said, not refused, because a refusal would undo the count of wrong tries."""
    who = f"desk:{ctx.me().id}"
    if not tries.may_try(ctx.db, who, ctx.now):
        raise Refused("duty-code-often")
    if is_one_of(said, codes(occasion.secret, ctx.now)):
        return arrive(ctx, occasion, ctx.me().id)
    tries.note_try(ctx.db, who, ctx.now)
    return ctx.say("refused-duty-code", reply_to=ctx.reply_to)


@capability.command("签退", "checkout", role=ANYONE, hidden=True)
def leave(ctx: Ctx, _words: str) -> None:
    """Going home before the end: hours count until now."""
    occasion = running(ctx)
    mine = duties.find_mine(ctx.db, occasion.id, ctx.me().id)
    if mine is None or mine.state is not Going.CAME or mine.came_at is None:
        raise Refused("duty-not-here")
    mine.left_at = max(ctx.now, mine.came_at)
    ctx.record(occasion.subject, "went")
    reply(ctx, "duty-went")


# ---------------------------------------------------------------- afterwards


@capability.timer("duty-ends")
def end(ctx: Ctx, id_: int) -> None:
    """Half an hour after the end: hours into the ledger, one post of thanks, and a private word to who was missed."""
    occasion = duties.lock_occasion(ctx.db, id_)
    if occasion is None or not occasion.is_open(occasion.starts_at) or ctx.now < occasion.ends_at:
        return
    plan = plan_of(ctx, occasion)
    came = duties.find_going(ctx.db, occasion.id, Going.CAME)
    minutes = sum(_count(ctx, occasion, mine, stand) for mine, stand, _ in came)
    for mine, _, _ in duties.find_going(ctx.db, occasion.id, Going.GOING, Going.OFFERED):
        mine.state = Going.MISSED
        ctx.tell(mine.person_id, "duty-missed", title=plan.title, day=ctx.day(occasion.starts_at))
    occasion.over_at = ctx.now
    ctx.record(occasion.subject, "held", came=len(came), minutes=minutes)
    ctx.db.flush()
    ctx.refresh(occasion.subject)
    if came and plan.team_id is None:
        _thank(ctx, plan, occasion, [stand for _, stand, _ in came], minutes)
    ctx.moved("occasion", occasion, "held")


def _count(ctx: Ctx, occasion: Occasion, mine: SignUp, stand: Stand) -> int:
    """The hours of one volunteer: half hours, rounded down, no more than a day may have; while their station is there, until they left."""
    assert mine.came_at is not None
    begins, ends = stand.span(occasion, ctx.house.time_zone)
    mine.came_at = max(mine.came_at, begins)
    mine.left_at = max(mine.left_at or ends, mine.came_at)
    most = 60 * int(ctx.setting("service-hours-a-day", occasion.community_id))
    taken = hours.count_day(ctx.db, mine.person_id, ctx.local_day(occasion.starts_at), ctx.house.time_zone)
    minutes = counted_minutes(mine.came_at, mine.left_at, taken, most)
    share = int(ctx.setting("lead-credit", occasion.community_id)) if mine.person_id in leads_of(ctx, occasion) else 0
    whose = (occasion.community_id, mine.person_id, occasion.subject)
    hours.add_minutes(ctx.db, *whose, mine.came_at, mine.left_at, minutes, role_credit(minutes, share))
    return minutes


def _thank(ctx: Ctx, plan: Plan, occasion: Occasion, stands: list[Stand], minutes: int) -> None:
    """One post to the groups: how many came, how long, whom they served."""
    seen = duties.find_stands(ctx.db, occasion.id)
    told = {"n": str(len(stands)), "hours": f"{minutes / 60:g}", "served": str(sum(each.stand.served for each in seen))}
    rows = "\n".join(
        ctx.text("duty-thanks-row", stand=each.stand.name, n=str(stands.count(each.stand)), served=str(each.stand.served)) for each in seen
    )
    for chat in polls.find_groups(ctx.db, occasion.path):
        voice = ctx.voice(chat)
        title, *lines = voice.text("duty-thanks", headline=headline(voice, plan, occasion), rows=rows, **told).split("\n")
        ctx.news(chat, Post(title, tuple(lines), picture=_picture(ctx, plan, occasion, stands, told)), about=occasion.subject, whole=True)
    for chat in chats.find_nearest(ctx.db, occasion.path, Kind.QUIET):
        ctx.publish(occasion.path, "duty-thanks", headline=headline(ctx.voice(chat), plan, occasion), rows=rows, **told)


def _picture(ctx: Ctx, plan: Plan, occasion: Occasion, stands: list[Stand], told: dict[str, str]) -> Picture:
    """The same as a page."""
    seen = duties.find_stands(ctx.db, occasion.id)
    dials = (
        Dial(ctx.text("duty-picture-came"), told["n"]),
        Dial(ctx.text("duty-picture-hours"), told["hours"]),
        Dial(ctx.text("duty-picture-served"), told["served"]),
    )
    there = {each.stand.name: stands.count(each.stand) for each in seen}
    bars = tuple(
        Bar(each.stand.name, ctx.text("duty-picture-people", n=str(there[each.stand.name])), there[each.stand.name] / each.stand.capacity)
        for each in seen
    )
    about = ctx.text("duty-picture-about", when=ctx.clock(occasion.starts_at))
    poster = Poster(headline(ctx, plan, occasion), about, dials, (Section(ctx.text("duty-picture-stands"), bars),))
    return as_picture(poster, ctx.text("duty-picture-alt"))

