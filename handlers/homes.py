"""绑定: who lives where. A one-time code joins a household; without one the building leader is asked (domain §1)."""

from __future__ import annotations

from functools import partial

from handlers import registry
from handlers.ctx import ANSWER, Ctx, Voice, spoken
from handlers.kit import Capability, Refused, Where
from models import accounts, codes, joins, matters, people, places
from models.messaging import Button
from models.people import Bond, Evidence
from models.places import Level, Place
from models.rules.addresses import find_place
from models.rules.codes import find_code
from models.rules.roles import ANYONE, MANAGERS, Role

capability = Capability("homes")

CONFIRMERS = MANAGERS | {Role.LEADER}
BONDS = (Bond.OWNER, Bond.FAMILY, Bond.TENANT)


@capability.command("绑定", "join", role=ANYONE, words_needed=True)
def join(ctx: Ctx, words: str) -> None:
    """`绑定 CODE` joins; `绑定 2号楼1单元301` asks the building leader. A code shown in a group is dead from then on."""
    code = find_code(words)
    if not ctx.private:
        if code and _kill(ctx, code):
            return ctx.say("code-dead", reply_to=ctx.happened.message)
        raise Refused("where-private")
    return _join_by_code(ctx, code) if code else _ask_leader(ctx, words)


@capability.listen(role=ANYONE)
def overhear_code(ctx: Ctx) -> None:
    """A code shown in a group is dead as soon as it is seen."""
    code = find_code(ctx.happened.text)
    if code and _kill(ctx, code):
        ctx.say("code-dead", reply_to=ctx.happened.message)


def _kill(ctx: Ctx, code: str) -> bool:
    """Whether this was a live code, of a household or of somebody's other account."""
    return codes.kill_code(ctx.db, code, ctx.now) or accounts.use_code(ctx.db, code, ctx.now) is not None


def _join_by_code(ctx: Ctx, code: str) -> None:
    me = ctx.me()
    if not codes.may_try(ctx.db, f"person:{me.id}", ctx.now):
        return ctx.say("code-too-often")
    won = codes.use_code(ctx.db, code, me.id, ctx.now)
    if won is None and any(take(ctx, code) for take in registry.takers("code")):
        return None
    if won is None:  # said, not refused: a refusal would undo the count of wrong tries
        codes.note_try(ctx.db, f"person:{me.id}", ctx.now)
        return ctx.say("code-wrong")
    home, bond, evidence = won
    known = not people.tie(ctx.db, me.id, home, bond, evidence, ctx.now)
    if known and bond is Bond.PROXY:
        raise Refused("home-already", home=called(ctx, home))
    ctx.record(f"household:{home.id}", "joined", by="code", bond=bond.value)
    return ctx.moved("home", home, "entrusted") if bond is Bond.PROXY else _welcome(ctx, home)


def _welcome(ctx: Ctx, home: Place) -> None:
    ctx.say(ctx.post("joined", _bonds(home, ctx), home=called(ctx, home)))
    if not ctx.me().name:
        ctx.say("name-ask")


def _bonds(home: Place, voice: Voice) -> list[Button]:
    return [voice.button(f"bond-{bond.value}", f"bond:{home.id}:{bond.value}") for bond in BONDS]


@capability.button("bond", role=ANYONE)
def bond_pressed(ctx: Ctx, rest: str) -> None:
    """Whether one owns, belongs or rents; as said by oneself, until somebody has seen more."""
    number, _, said = rest.partition(":")
    mine = next((home for home in people.find_bonds(ctx.db, ctx.me().id, *BONDS, Bond.CO_OWNER) if str(home.id) == number), None)
    if mine is None or said not in {bond.value for bond in BONDS}:
        raise Refused("button-unknown")
    people.set_bond(ctx.db, ctx.me().id, mine.id, Bond(said))
    ctx.record(f"household:{mine.id}", "bond", bond=said)
    ctx.toast("bond-set", bond=ctx.text(f"bond-{said}"), home=called(ctx, mine))


def _ask_leader(ctx: Ctx, words: str) -> None:
    home = need_home(ctx, words, "usage-join")
    if any(known.id == home.id for known in ctx.homes):
        raise Refused("home-already", home=called(ctx, home))
    leaders = [p for p in people.find_holders(ctx.db, CONFIRMERS, home.path) if p.id != ctx.me().id]
    request = joins.open_request(ctx.db, ctx.me().id, home, ctx.now)
    if request is None:
        raise Refused("join-asked-already", home=called(ctx, home))
    row, name = partial(_confirming, request), ctx.me().name or spoken("somebody")
    asked = sum(ctx.tell(leader.id, "join-ask", row, rank=ANSWER, who=name, home=called(ctx, home)) for leader in leaders)
    if not asked:
        raise Refused("no-leader", home=called(ctx, home))
    ctx.say("join-asked", home=called(ctx, home))


def _confirming(request: int, voice: Voice) -> list[Button]:
    return [voice.button(f"button-join-{step}", f"join-{step}:{request}") for step in ("yes", "no")]


@capability.button("join-yes", role=CONFIRMERS)
def join_yes(ctx: Ctx, rest: str) -> None:
    """The building leader knows them: the household is theirs, as seen."""
    person, home = _decide(ctx, rest, confirmed=True)
    people.tie(ctx.db, person, home, Bond.FAMILY, Evidence.SEEN, ctx.now)
    ctx.record(f"household:{home.id}", "joined", by="leader", whom=person)
    ctx.tell(person, "joined", partial(_bonds, home), home=called(ctx, home))
    ctx.toast("join-confirmed", home=called(ctx, home))


@capability.button("join-no", role=CONFIRMERS)
def join_no(ctx: Ctx, rest: str) -> None:
    person, home = _decide(ctx, rest, confirmed=False)
    ctx.tell(person, "join-refused", home=called(ctx, home))
    ctx.toast("join-denied", home=called(ctx, home))


def _decide(ctx: Ctx, rest: str, confirmed: bool) -> tuple[int, Place]:
    """The person and the household of an open request; only by somebody responsible for that very household, once."""
    request = joins.find_request(ctx.db, int(rest)) if rest.isascii() and rest.isdigit() and len(rest) < 16 else None
    home = places.find_place(ctx.db, request.household_id) if request else None
    if request is None or home is None or not ctx.holds(CONFIRMERS, home.path):
        raise Refused("button-unknown")
    if not joins.decide_request(ctx.db, request.id, ctx.me().id, confirmed, ctx.now):
        raise Refused("join-decided")
    return request.person_id, home


def need_home(ctx: Ctx, words: str, usage: str) -> Place:
    """The household these words name, or a kind word."""
    told, place = find_place(words), ctx.place
    if told is None or told.room is None or place is None:
        raise Refused(usage)
    home = places.find_said(ctx.db, place, told.building, told.unit, told.room)
    if home is not None and home.level is Level.BUILDING and len(places.find_under(ctx.db, home.path, Level.UNIT)) > 1:
        raise Refused("home-which-unit", building=home.name, room=told.room)
    if home is None or home.level is not Level.HOUSEHOLD:
        raise Refused("home-unknown", said=words)
    return home


def called(voice: Voice, home: Place) -> str:
    """A household by its building, unit and door."""
    above = places.find_above(voice.db, home)
    return "".join(place.name for place in above if place.level in (Level.BUILDING, Level.UNIT, Level.HOUSEHOLD))


@capability.command("我的", "me", role=ANYONE, where=Where.PRIVATE)
def me(ctx: Ctx, _words: str) -> None:
    """My household, my roles, my matters."""
    homes = ctx.text("list-separator").join(called(ctx, home) for home in ctx.homes) or ctx.text("me-no-home")
    held = people.find_appointments(ctx.db, ctx.me().id)
    roles = ctx.text("list-separator").join(f"{place.name} {ctx.text(f'role-{role.value}')}" for role, place in held)
    mine = matters.find_reported(ctx.db, ctx.me().id, 10)
    rows = "\n".join(
        ctx.text(
            "board-row", number=m.tag, day=ctx.day(m.opened_at), title=m.title, state=ctx.text(f"matter-state-{m.state.value}")
        )
        for m in mine
    )
    ctx.say("me", homes=homes, roles=roles or "–", rows=rows or ctx.text("me-no-matters"))


@capability.command("", "start", role=ANYONE, hidden=True)
def start(ctx: Ctx, words: str) -> None:
    """The first press of a messenger's start button, perhaps with what a link had behind it: a joining code, or another's word."""
    ctx.me()
    if words:
        return None if any(take(ctx, words) for take in registry.takers("start")) else join(ctx, words)
    return ctx.say("welcome" if ctx.private else "report-listening")
