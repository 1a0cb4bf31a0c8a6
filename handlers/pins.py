"""置顶: the living board on top of a residents' group, edited in place and never more often than every ten minutes."""

from __future__ import annotations

from datetime import timedelta

from handlers.ctx import ANSWER, BULK, Ctx, Voice
from handlers.kit import Capability, Refused, Where
from models import cards, digests, matters, places, timers
from models.chats import Chat, Kind
from models.machinery import Late
from models.matters import Listed, Matter
from models.messaging import Button, Post
from models.rules.matters import MOVES
from models.rules.quiet import next_turn
from models.rules.roles import STAFF

capability = Capability("pins")

SHOWN = 8
SETTLED = timedelta(minutes=1)
"""A group that was just set up gets its board when everybody has read what the bot is."""
PACE = timedelta(minutes=10)


@capability.command("置顶", "pin", role=STAFF, where=Where.GROUP)
def pin(ctx: Ctx, _words: str) -> None:
    """Post the board and pin it; said again, it is posted anew at the end and pinned there."""
    place = ctx.need_place()
    if ctx.chat.kind is not Kind.RESIDENTS:
        raise Refused("pin-residents")
    cards.begin_anew(ctx.db, f"board:{place.id}", ctx.chat.id)
    ctx.show(f"board:{place.id}", ctx.chat, rank=ANSWER)


@capability.upon("chat", "bound")
def bound(ctx: Ctx, chat: Chat, _act: str) -> None:
    """A residents' group gets its board by itself."""
    if chat.kind is Kind.RESIDENTS:
        ctx.later("board-appears", f"chat:{chat.id}", ctx.now + SETTLED, Late.COLLAPSE)


@capability.timer("board-appears")
def appear(ctx: Ctx, chat_id: int) -> None:
    chat = ctx.db.get(Chat, chat_id)
    if chat is not None and chat.kind is Kind.RESIDENTS and chat.place_id is not None:
        ctx.show(f"board:{chat.place_id}", chat)


@capability.upon("matter", *(move.name for move in MOVES if move.name != "drop"))
def moved(ctx: Ctx, matter: Matter, _act: str) -> None:
    """The boards will show it soon: however much moves, once every ten minutes."""
    community = f"community:{matter.community_id}"
    timers.set_timer(ctx.db, "boards-renew", community, next_turn(ctx.now, PACE), community=matter.community_id, late=Late.COLLAPSE)


@capability.timer("boards-renew")
@capability.daily("boards-month", at="00:05")
def renew(ctx: Ctx, community: int) -> None:
    """Bring the boards of a community up to date; one that shows the same is left alone, and so is one that people have unpinned."""
    for chat, subject in digests.find_pinned(ctx.db, community):
        ctx.show(subject, chat, rank=BULK)


@capability.card("board")
def draw(voice: Voice, place_id: int) -> Post | None:
    """The counters of a place and its newest open matters."""
    place = places.find_place(voice.db, place_id)
    if place is None:
        return None
    counts = matters.count_board(voice.db, place.path, f"{voice.now.astimezone(voice.house.time_zone):%Y-%m}")
    found = digests.find_newest_open(voice.db, place.community_id, place.path, SHOWN)
    lines = [voice.text("pinned-counts", open=str(counts.open), done=str(counts.done_month)), *(_row(voice, one) for one in found)]
    more = counts.open - len(found)
    lines += [voice.text("pinned-more", n=str(more))] if more > 0 else [] if found else [voice.text("pinned-empty")]
    return Post(voice.text("pinned-title", place=place.name), tuple(lines), _link(voice, place), quiet=True, pinned=True)


def _row(voice: Voice, matter: Listed) -> str:
    state = voice.text(f"matter-state-{matter.state.value}")
    return voice.text("board-row", number=matter.tag, day=voice.day(matter.registered_at), title=matter.title, state=state)


def _link(voice: Voice, place: places.Place) -> tuple[tuple[Button, ...], ...]:
    if not voice.house.public_url:
        return ()
    compound = places.find_compound(voice.db, place)
    return ((Button(voice.text("button-board"), url=f"{voice.house.public_url}/board/{compound.id}"),),)
