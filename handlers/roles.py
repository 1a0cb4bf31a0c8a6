"""任命, 免去: who is responsible for what, at which place."""

from __future__ import annotations

from typing import NamedTuple

from handlers import texts
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused
from models import people, places
from models.people import Person
from models.places import Place
from models.rules.roles import INSTALLERS, Role, may_appoint

capability = Capability("roles")

APPOINTERS = INSTALLERS | {Role.SECRETARY}


class Wish(NamedTuple):
    """Who is to be what, where."""

    person: Person
    role: Role
    place: Place


@capability.command("任命", "appoint", role=APPOINTERS)
def appoint(ctx: Ctx, words: str) -> None:
    """`任命 telegram:700002 书记 傲梅苑`, or as a reply in a group `任命 书记`."""
    wish = _read(ctx, words, "usage-appoint")
    given = people.appoint(ctx.db, wish.person.id, wish.role, wish.place, ctx.me().id, ctx.now)
    role = ctx.text(f"role-{wish.role.value}")
    if not given:
        raise Refused("held-already", who=_called(wish.person), role=role, place=wish.place.name)
    ctx.record(f"place:{wish.place.id}", "appointed", role=wish.role.value, whom=wish.person.id)
    ctx.say("appointed", who=_called(wish.person), role=role, place=wish.place.name)
    ctx.tell(wish.person.id, "appointed-you", role=role, place=wish.place.name)


@capability.command("免去", "dismiss", role=APPOINTERS)
def dismiss(ctx: Ctx, words: str) -> None:
    """`免去 telegram:700002 书记 傲梅苑`."""
    wish = _read(ctx, words, "usage-dismiss")
    role = ctx.text(f"role-{wish.role.value}")
    if not people.dismiss(ctx.db, wish.person.id, wish.role, wish.place, ctx.now):
        raise Refused("not-held", who=_called(wish.person), role=role, place=wish.place.name)
    ctx.record(f"place:{wish.place.id}", "dismissed", role=wish.role.value, whom=wish.person.id)
    ctx.say("dismissed", who=_called(wish.person), role=role, place=wish.place.name)


def _read(ctx: Ctx, words: str, usage: str) -> Wish:
    parts = words.split()
    replied = ctx.happened.reply_sender
    if parts and ":" in parts[0]:
        channel, _, external = parts.pop(0).partition(":")
        name = ""
    elif replied:
        channel, external, name = ctx.happened.channel, replied.id, replied.name
    else:
        raise Refused(usage)
    if not parts or not external:
        raise Refused(usage)
    role, place = read_role(parts[0]), _place(ctx, parts[1:])
    if not may_appoint(ctx.grants, role, place.path):
        raise Refused("may-not-appoint", role=ctx.text(f"role-{role.value}"), place=place.name)
    person = people.find_person(ctx.db, channel, external) or people.add_person(ctx.db, name[:80], ctx.now, channel, external)
    return Wish(person, role, place)


def read_role(said: str) -> Role:
    """A role by its name in any language we speak."""
    for role in Role:
        if said.lower() in {texts.text(language, f"role-{role.value}").lower() for language in texts.LANGUAGES} | {role.value}:
            return role
    raise Refused("role-unknown", said=said)


def _place(ctx: Ctx, parts: list[str]) -> Place:
    if not parts:
        return ctx.need_place()
    name = "".join(parts).replace("／", "/")
    place = places.find_named(ctx.db, [part for part in name.split("/") if part])
    if place is None:
        raise Refused("place-unknown", name=name)
    return place


def _called(person: Person) -> str:
    return person.name or f"#{person.id}"
