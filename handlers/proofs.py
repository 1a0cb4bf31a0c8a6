"""核实: by what it is known whose a household is, as somebody responsible has seen it; it bears out what is voted (domain §1, §3)."""

from __future__ import annotations

from handlers.ctx import ANSWER, Ctx
from handlers.homes import CONFIRMERS, called
from handlers.kit import Capability, Refused, Where
from models import ballots, people, places
from models.messaging import Button, Post
from models.people import Bond, Evidence, Person, Tie
from models.places import Level, Place
from models.rolls import STANDS
from models.rules.addresses import find_place
from models.rules.polls import Standing

capability = Capability("proofs")

LOOKED_AT = (Bond.OWNER, Bond.CO_OWNER, Bond.PROXY)
STEPS = {each.value: each for each in (Evidence.SEEN, Evidence.DEED, Evidence.REGISTRY)}
DENIED = "denied"


@capability.command("核实", "verify", role=CONFIRMERS, where=Where.PRIVATE, words_needed=True)
def verify(ctx: Ctx, words: str) -> None:
    """`核实 2号楼1单元301`: who says to own it or acts for it, and by what that is known; a press says what one has seen."""
    told, here = find_place(words), ctx.need_place()
    home = places.find_said(ctx.db, here, told.building, told.unit, told.room) if told and told.room else None
    if home is None or home.level is not Level.HOUSEHOLD or not ctx.holds(CONFIRMERS, home.path):
        raise Refused("home-unknown", said=words[:20])
    ctx.say(_post(ctx, home))


def _post(ctx: Ctx, home: Place) -> Post:
    found = people.find_tied(ctx.db, home.id, *LOOKED_AT)
    if not found:
        return ctx.post("proof-nobody", home=called(ctx, home))
    rows = tuple(_row(ctx, home, tie) for tie, person in found if person.id != ctx.me().id)
    return Post(ctx.text("proof-title", home=called(ctx, home)), (*(_line(ctx, *each) for each in found), ctx.text("proof-how")), rows)


def _line(ctx: Ctx, tie: Tie, person: Person) -> str:
    bond, evidence = ctx.text(f"bond-{tie.bond.value}"), ctx.text(f"evidence-{tie.evidence.value}")
    return ctx.text("proof-row", who=person.name or ctx.text("somebody"), bond=bond, evidence=evidence)


def _row(ctx: Ctx, home: Place, tie: Tie) -> tuple[Button, ...]:
    return tuple(ctx.button(f"button-proof-{step}", f"proof:{home.id}:{tie.person_id}:{step}") for step in (*STEPS, DENIED))


@capability.button("proof", role=CONFIRMERS)
def pressed(ctx: Ctx, rest: str) -> None:
    """What was seen, or that they are not who they say; nobody bears out themselves."""
    if not ctx.private:
        raise Refused("where-private")
    home, tie, step = _meant(ctx, rest)
    told = _deny(ctx, home, tie) if step == DENIED else f"proof-told-{step}"
    if step != DENIED:
        people.bear_out(ctx.db, tie.person_id, home.id, STEPS[step], tie.bond)
    standing = Standing.FAMILY if step == DENIED else STANDS[tie.bond]
    ballots.bear_out(ctx.db, tie.person_id, home.id, standing, STEPS.get(step, Evidence.SEEN))
    ctx.record(f"household:{home.id}", "proof", whom=tie.person_id, step=step)
    ctx.tell(tie.person_id, told, rank=ANSWER, home=called(ctx, home))
    ctx.say(_post(ctx, home))


def _deny(ctx: Ctx, home: Place, tie: Tie) -> str:
    """Who does not own it is family until they show more; who does not act for it does so no more. Gives what they are told."""
    if tie.bond is Bond.PROXY:
        people.end_bond(ctx.db, tie.person_id, home.id, ctx.now)
        return "proxy-over"
    people.bear_out(ctx.db, tie.person_id, home.id, Evidence.SEEN, Bond.FAMILY)
    return "proof-told-denied"


def _meant(ctx: Ctx, rest: str) -> tuple[Place, Tie, str]:
    number, _, more = rest.partition(":")
    whom, _, step = more.partition(":")
    home = places.find_place(ctx.db, int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None
    if home is None or step not in (*STEPS, DENIED) or not ctx.holds(CONFIRMERS, home.path):
        raise Refused("button-unknown")
    found = next((tie for tie, person in people.find_tied(ctx.db, home.id, *LOOKED_AT) if str(person.id) == whom), None)
    if found is None or found.person_id == ctx.me().id:
        raise Refused("proof-own" if found else "button-unknown")
    return home, found, step
