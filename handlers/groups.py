"""设置: which group stands for which place, and what it is for. Coming, going and moving of groups."""

from __future__ import annotations

from handlers import texts
from handlers.ctx import Ctx
from handlers.kit import Capability, Refused, Where
from models import chats, places
from models.chats import Kind
from models.messaging import Button, Happening
from models.places import Level, Place
from models.rules.roles import ANYONE, INSTALLERS, MANAGERS

capability = Capability("groups")

KINDS = (Kind.RESIDENTS, Kind.WORK, Kind.QUIET)
SPOKEN = {
    name: language
    for language, names in (("en", "en english 英文 英语"), ("zh-CN", "zh zh-cn chinese 中文 汉语"))
    for name in names.split()
}
MOST = 24
"""More places than this are named by typing, not by buttons."""


@capability.command("设置", "setup", role=INSTALLERS, where=Where.GROUP)
def setup(ctx: Ctx, words: str) -> None:
    """`设置 傲梅苑/2号楼 居民群`; without arguments it asks with buttons."""
    if not words:
        return _ask_place(ctx)
    named, _, kind = words.replace("／", "/").rpartition(" ")
    place = places.find_named(ctx.db, [part.strip() for part in (named or words).split("/") if part.strip()])
    if place is None:
        raise Refused("place-unknown", name=named or words)
    if not named:
        return _ask_kind(ctx, place)
    return bind(ctx, place, read_kind(kind))


def read_kind(said: str) -> Kind:
    """居民群, 公示群, 工作群, in any language we speak."""
    for kind in KINDS:
        if said.strip().lower() in {texts.text(language, f"chat-{kind.value}").lower() for language in texts.LANGUAGES} | {kind.value}:
            return kind
    raise Refused("kind-unknown", said=said)


def bind(ctx: Ctx, place: Place, kind: Kind) -> None:
    """This group now stands for this place."""
    ctx.chat.place_id, ctx.chat.community_id, ctx.chat.kind = place.id, place.community_id, kind
    ctx.chat.title = ctx.happened.title[:200] or ctx.chat.title
    ctx.record(f"chat:{ctx.chat.id}", "bound", place=place.id, kind=kind.value)
    ctx.say(f"setup-done-{kind.value}", place=_whole_name(ctx, place))
    ctx.moved("chat", ctx.chat, "bound")


def _whole_name(ctx: Ctx, place: Place) -> str:
    above = places.find_above(ctx.db, place)
    return "".join(p.name for p in above if p.level in (Level.COMPOUND, Level.BUILDING, Level.UNIT)) or place.name


def _ask_place(ctx: Ctx) -> None:
    compounds = places.find_compounds(ctx.db)
    if not compounds:
        raise Refused("no-places")
    found = [below for compound in compounds for below in places.find_under(ctx.db, compound.path, Level.COMPOUND, Level.BUILDING)]
    buttons = [Button(_whole_name(ctx, place), f"setup-place:{place.id}") for place in (found if len(found) <= MOST else compounds)[:MOST]]
    ctx.say(ctx.post("setup-where", *(buttons[i : i + 2] for i in range(0, len(buttons), 2))))


@capability.button("setup-place", role=INSTALLERS)
def place_pressed(ctx: Ctx, rest: str) -> None:
    _ask_kind(ctx, _place(ctx, rest))


def _ask_kind(ctx: Ctx, place: Place) -> None:
    row = [ctx.button(f"chat-{kind.value}", f"setup-kind:{place.id}:{kind.value}") for kind in KINDS]
    ctx.say(ctx.post("setup-kind", row, place=_whole_name(ctx, place)))


@capability.button("setup-kind", role=INSTALLERS)
def kind_pressed(ctx: Ctx, rest: str) -> None:
    place, _, kind = rest.partition(":")
    bind(ctx, _place(ctx, place), read_kind(kind))


def _place(ctx: Ctx, said: str) -> Place:
    place = places.find_place(ctx.db, int(said)) if said.isascii() and said.isdigit() and len(said) < 16 else None
    if place is None or ctx.private:
        raise Refused("button-unknown")
    return place


@capability.command("语言", "language", role=ANYONE, words_needed=True)
def language(ctx: Ctx, words: str) -> None:
    """`语言 en`: what is spoken in this conversation; in a group those who steer it decide."""
    spoken = SPOKEN.get(words.strip().lower())
    if spoken is None:
        raise Refused("usage-language")
    if not ctx.private and not ctx.holds(MANAGERS, ctx.place.path if ctx.place else "/"):
        raise Refused("role", roles=ctx.text("role-secretary"))
    ctx.chat.language = spoken
    ctx.__dict__.pop("language", None)
    ctx.say("language-set")


# ---------------------------------------------------------------- coming, going, moving


@capability.happening(Happening.ADDED, role=ANYONE)
def added(ctx: Ctx) -> None:
    """The bot came into a group: one line on what it is and what to do next."""
    if ctx.chat.kind is Kind.UNBOUND:
        ctx.say("setup-hello")


@capability.happening(Happening.REMOVED, role=ANYONE)
def removed(ctx: Ctx) -> None:
    ctx.chat.parked = "removed"


@capability.happening(Happening.MOVED, role=ANYONE)
def moved(ctx: Ctx) -> None:
    """A group got another address: everything that belongs to it goes along."""
    chats.move_chat(ctx.db, ctx.happened.channel, ctx.happened.chat, ctx.happened.moved_to)
