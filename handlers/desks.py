"""签到码, 点名, 临时来, 服务人次: what whoever keeps the desk does; and checking in by scanning what the desk shows."""

from __future__ import annotations

from handlers.ctx import Ctx
from handlers.duty_lines import desk, desk_line, leads_of, need_occasion
from handlers.duty_steps import arrive, mark_come, need_open_desk, walk_in
from handlers.kit import Capability, Refused, Where
from handlers.registry import split_number
from handlers.waves import reply
from models import duties, hours, people
from models.duties import Occasion, SignUp, Stand
from models.rules.desks import codes, is_one_of, page_key, passes
from models.rules.duties import Going
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("desks")

ROW, SHOWN, NAME = 3, 60, 20
THERE = "there-"
"""What a scanned link says to the bot: `there-12-a1b2…`, the day and its pass."""


# ---------------------------------------------------------------- the code, and scanning it


@capability.command("签到码", "deskcode", role=ANYONE, where=Where.PRIVATE, hidden=True)
def code(ctx: Ctx, _words: str) -> None:
    """The code to show at the desk now, and the page that shows it by itself."""
    occasion = desk(ctx)
    occasion.secret = occasion.secret or duties.new_secret()
    ctx.db.flush()
    told = {"code": codes(occasion.secret, ctx.now)[0], "minutes": "5"}
    if not ctx.house.public_url:
        return ctx.say("duty-code", **told)
    return ctx.say("duty-code-page", url=f"{ctx.house.public_url}/q/{occasion.id}-{page_key(occasion.secret)}", **told)


@capability.takes("start")
def scanned(ctx: Ctx, words: str) -> bool:
    """The start button of a messenger that a scanned link opened."""
    if not words.startswith(THERE):
        return False
    _scan(ctx, words.removeprefix(THERE).replace("-", ":", 1))
    return True


@capability.button("duty-scan", role=ANYONE)
def scan(ctx: Ctx, rest: str) -> None:
    """The same on the page, by a telephone that has an account."""
    _scan(ctx, rest)


def _scan(ctx: Ctx, said: str) -> None:
    number, _, pass_ = said.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Refused("button-unknown")
    occasion = duties.lock_occasion(ctx.db, int(number))
    if occasion is None or not is_one_of(pass_, passes(occasion.secret, ctx.now)):
        raise Refused("duty-code")
    arrive(ctx, need_occasion(ctx, occasion.id), ctx.me().id)


# ---------------------------------------------------------------- the tick


@capability.command("点名", "tick", role=ANYONE, where=Where.PRIVATE, hidden=True)
def tick(ctx: Ctx, words: str) -> None:
    """`点名` shows who is not there yet, each with a button; `点名 小王 陈奶奶` ticks those who have no telephone with them."""
    occasion = desk(ctx)
    said = list(dict.fromkeys(words.replace("、", " ").replace("，", " ").split()))
    if not said:
        return _show(ctx, occasion)
    need_open_desk(ctx, occasion)
    awaited = _awaited(ctx, occasion)
    for name in said:
        mine = awaited.get(name, [])
        if len(mine) > 1:
            raise Refused("duty-tick-several", name=name[:NAME])
        mark_come(ctx, occasion, mine[0] if mine else _taken_in(ctx, occasion, name, list(awaited)))
    return ctx.say("duty-ticked", names=ctx.text("list-separator").join(said))


def _awaited(ctx: Ctx, occasion: Occasion) -> dict[str, list[SignUp]]:
    """Name → those of this name who have not come yet."""
    found: dict[str, list[SignUp]] = {}
    for mine, _, name in duties.find_going(ctx.db, occasion.id, Going.GOING, Going.OFFERED):
        found.setdefault(name, []).append(mine)
    return found


def _show(ctx: Ctx, occasion: Occasion) -> None:
    found = [(mine, name) for mine, _, name in duties.find_going(ctx.db, occasion.id, Going.GOING, Going.OFFERED) if name][:SHOWN]
    buttons = [ctx.button("button-duty-tick", f"duty-tick:{mine.id}", who=name) for mine, name in found]
    rows = [buttons[at : at + ROW] for at in range(0, len(buttons), ROW)]
    ctx.say(ctx.post("duty-ticking" if rows else "duty-all-there", *rows, line=desk_line(ctx, occasion)))


def _taken_in(ctx: Ctx, occasion: Occasion, name: str, awaited: list[str]) -> SignUp:
    """Somebody who is known here and came without signing up."""
    known = _known(ctx, occasion, name)
    if len(known) != 1:
        names = ctx.text("list-separator").join(awaited) or "–"
        raise Refused("duty-tick-several" if known else "duty-tick", name=name[:NAME], names=names)
    return _walked_in(ctx, occasion, known.pop(), name)


def _known(ctx: Ctx, occasion: Occasion, name: str) -> set[int]:
    living = {person.id for person in people.find_called(ctx.db, occasion.path, name)}
    return living | set(hours.find_called(ctx.db, occasion.community_id, name))


def _walked_in(ctx: Ctx, occasion: Occasion, person: int, name: str, stand: Stand | None = None) -> SignUp:
    mine = duties.find_mine(ctx.db, occasion.id, person)
    if mine is not None and mine.state is Going.CAME:
        raise Refused("duty-ticked-already", name=name[:NAME])
    return walk_in(ctx, occasion, person, stand)


@capability.button("duty-tick", role=ANYONE, about="sign-up")
def tick_pressed(ctx: Ctx, mine: SignUp, _rest: str) -> None:
    """One of those who were not there yet."""
    occasion = need_occasion(ctx, mine.occasion_id)
    if ctx.me().id not in leads_of(ctx, occasion) and not ctx.holds(CALLERS, occasion.path):
        raise Refused("duty-desk")
    need_open_desk(ctx, occasion)
    name = people.find_all(ctx.db, [mine.person_id])[0].name
    if mine.state not in (Going.GOING, Going.OFFERED):
        raise Refused("duty-ticked-already" if mine.state is Going.CAME else "duty-ticked-off", name=name)
    mark_come(ctx, occasion, mine)
    reply(ctx, "duty-ticked", names=name)


@capability.command("临时来", "walkin", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def take_in(ctx: Ctx, words: str) -> None:
    """`临时来 张大爷 泡脚`: somebody without a telephone who came to help, kept under this name the next time too."""
    name, _, where = " ".join(words.split()).partition(" ")
    occasion = desk(ctx)
    stands = {seen.stand.name: seen.stand for seen in duties.find_stands(ctx.db, occasion.id)}
    if not 0 < len(name) <= NAME or where not in stands:
        raise Refused("usage-walkin")
    need_open_desk(ctx, occasion)
    known = _known(ctx, occasion, name)
    if len(known) > 1:
        raise Refused("duty-tick-several", name=name)
    person = known.pop() if known else people.add_person(ctx.db, name, ctx.now).id
    mark_come(ctx, occasion, _walked_in(ctx, occasion, person, name, stands[where]))
    ctx.say("duty-walked-in", who=name, stand=where)


@capability.command("服务人次", "servedcount", role=ANYONE, where=Where.PRIVATE, words_needed=True, hidden=True)
def served(ctx: Ctx, words: str) -> None:
    """`服务人次 泡脚 32`: how many residents a station served."""
    occasion = desk(ctx)
    name, _, n = words.strip().partition(" ")
    stand = next((seen.stand for seen in duties.find_stands(ctx.db, occasion.id) if seen.stand.name == name), None)
    counted = split_number(n)
    if stand is None or counted is None or counted[0] > 10_000:
        raise Refused("usage-servedcount")
    stand.served = counted[0]
    ctx.db.flush()
    ctx.say("duty-served", stand=stand.name, n=str(stand.served))
