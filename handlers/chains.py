"""接龙: a list the group makes together, by a button or by pasting it on; who was lost when two copied at once is found again."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.ctx import ANSWER, Ctx, Voice
from handlers.kit import Capability, Refused, Where, numbered
from handlers.registry import split_number
from handlers.waves import reply
from models import cards, chains
from models.chains import Chain
from models.chats import Kind
from models.messaging import Post
from models.places import Place
from models.rules.chains import LINE, MOST, TITLE, Entry, Merged, count_up, is_pasted, key_of, merge, read_chain, write_chain
from models.rules.roles import ANYONE, STAFF

capability = Capability("chains")

SHOWN = 40
"""So many lines stand on the card; the whole list is said when the chain ends, and by 接龙 4."""


# ---------------------------------------------------------------- beginning, and pasting


@capability.command("新接龙", "newchain", role=ANYONE, where=Where.GROUP, words_needed=True)
def begin(ctx: Ctx, words: str) -> None:
    """`新接龙 周六团购鸡蛋，一板35元`: the card of a new chain, to join by a button."""
    title, place = " ".join(words.split()), _place(ctx)
    if len(title) > TITLE:
        raise Refused("chain-title", length=str(TITLE))
    if chains.lock_titled(ctx.db, ctx.chat.id, title) is not None:
        raise Refused("chain-there", title=title)
    chain = chains.open_chain(ctx.db, place, ctx.chat, title, ctx.me().id, ctx.now)
    ctx.record(chain.subject, "begun", new=True, number=chain.number)
    ctx.show(chain.subject, ctx.chat, rank=ANSWER)


def _asks(words: str) -> bool:
    """A chain pasted, a number, or nothing: all else after 接龙 is talk."""
    return not words.strip() or split_number(words) is not None or is_pasted(words) or is_pasted(f"\n{words}")


@capability.command("接龙", "chain", role=ANYONE, words_needed=False, complete=_asks)
def said(ctx: Ctx, words: str) -> None:
    """A pasted chain is read; `接龙` lists the open ones, `接龙 4` shows one, `接龙 4 两份` joins it."""
    asked = None if is_pasted(words) else split_number(words)
    if asked is not None:
        chain = _numbered(ctx, asked[0])
        return join_in(ctx, chain, asked[1]) if asked[1] else _show(ctx, chain)
    return paste(ctx, words) if words.strip() else _list(ctx)


@capability.listen(role=ANYONE)
def overheard(ctx: Ctx) -> None:
    """A chain that goes on without its 接龙: only one that is known here by its title."""
    pasted = read_chain(ctx.happened.text) if ctx.chat.kind is Kind.RESIDENTS and not ctx.happened.nobody else None
    if pasted and len(pasted.entries) > 1 and chains.lock_titled(ctx.db, ctx.chat.id, pasted.title):
        paste(ctx, ctx.happened.text)


def paste(ctx: Ctx, words: str) -> None:
    """Take a paste in: said only where somebody was lost or stands twice, or where the bot was asked."""
    pasted = read_chain(words)
    if pasted is None:
        raise Refused("chain-unread")
    if ctx.private:
        return _say_checked(ctx, pasted.title, merge((), pasted), "")
    chain = chains.lock_titled(ctx.db, ctx.chat.id, pasted.title)
    if chain is None:
        chain = chains.open_chain(ctx.db, _place(ctx), ctx.chat, pasted.title, ctx.me().id, ctx.now)
        ctx.record(chain.subject, "begun", new=True, number=chain.number)
    merged = merge(chain.entries, pasted)
    chains.set_entries(ctx.db, chain, merged.entries)
    if not merged.whole:
        return _say_checked(ctx, chain.title, merged, str(chain.number))
    ctx.refresh(chain.subject)
    return ctx.say("chain-counted", reply_to=ctx.reply_to, **_told(ctx, chain)) if ctx.happened.addressed else None


def _say_checked(ctx: Ctx, title: str, merged: Merged, number: str) -> None:
    """What was wrong, and the whole chain to copy."""
    comma = ctx.text("list-separator")
    told = [
        ("chain-lost", comma.join(entry.line for entry in merged.lost)),
        ("chain-twice", comma.join(merged.twice)),
        ("chain-gaps", comma.join(map(str, merged.gaps))),
        ("chain-twins", comma.join(map(str, merged.twins))),
    ]
    first = ctx.text("chain-mended" if any(words for _, words in told) else "chain-fine", n=str(len(merged.entries)))
    lines = [ctx.text(key, words=words, number=number) for key, words in told if words]
    ctx.say(Post(first, (*lines, *write_chain(title, merged.entries).split("\n")), reply_to=ctx.reply_to))


# ---------------------------------------------------------------- joining and leaving


@capability.button("chain-join", role=ANYONE, about="chain")
def join(ctx: Ctx, chain: Chain, _rest: str) -> None:
    """One's own line, once however often it is pressed; with how many it is said in words."""
    join_in(ctx, chain, "")


def join_in(ctx: Ctx, chain: Chain, words: str) -> None:
    """Set one's own line; said again it changes the words."""
    _open(chain)
    me, entries, mine = ctx.me(), chain.entries, _mine(ctx, chain)
    entry = Entry(me.name.replace(" ", "")[:LINE], " ".join(words.split())[:LINE])
    if mine is None and len(entries) >= MOST:
        raise Refused("chain-full", most=str(MOST))
    if mine is not None and not words:
        return reply(ctx, "chain-joined", at=str(mine + 1))
    at = len(entries) if mine is None else mine
    chains.set_entries(ctx.db, chain, [*entries[:at], entry, *entries[at + 1 :]], {key_of(entry.name): me.id})
    ctx.refresh(chain.subject)
    return reply(ctx, "chain-joined", at=str(at + 1))


@capability.button("chain-leave", role=ANYONE, about="chain")
@capability.command("退接龙", "leavechain", role=ANYONE, about="chain", hidden=True)
def leave(ctx: Ctx, chain: Chain, _rest: str) -> None:
    """One's own line goes."""
    _open(chain)
    mine = _mine(ctx, chain)
    if mine is None:
        raise Refused("chain-not-in", number=str(chain.number))
    chains.set_entries(ctx.db, chain, [entry for at, entry in enumerate(chain.entries) if at != mine])
    ctx.refresh(chain.subject)
    reply(ctx, "chain-left", title=chain.title)


def _mine(ctx: Ctx, chain: Chain) -> int | None:
    """Which line is the speaker's: joined by their account, or under their name."""
    me = ctx.me()
    mine, named = (me.id,), (None, key_of(me.name))
    return next((at for at, (name, _, whose) in enumerate(chain.lines) if (whose,) == mine or (whose, key_of(name)) == named), None)


@capability.command("结束接龙", "endchain", role=ANYONE, about="chain", hidden=True)
def end(ctx: Ctx, chain: Chain, _words: str) -> None:
    """By whoever began it, or by staff: the whole list once more, with what it comes to. No button: one slip would end it for all."""
    _open(chain)
    if chain.by_person_id != ctx.me().id and not ctx.holds(STAFF, chain.path):
        raise Refused("chain-end")
    chain.closed_at = ctx.now
    ctx.record(chain.subject, "ended", n=len(chain.lines))
    ctx.db.flush()
    ctx.refresh(chain.subject)
    ctx.say(_whole(ctx, chain))


# ---------------------------------------------------------------- looking


def _list(ctx: Ctx) -> None:
    found = chains.find_open(ctx.db, ctx.chat.id)
    if not found:
        return ctx.say("chains-none", reply_to=ctx.reply_to)
    rows = [ctx.text("chains-row", **_told(ctx, chain)) for chain in found]
    return ctx.say("chains-list", rows="\n".join(rows), reply_to=ctx.reply_to)


def _show(ctx: Ctx, chain: Chain) -> None:
    """Anew at the bottom of its group while it is open; over, or in private, the whole list."""
    if ctx.private or chain.closed_at is not None or chain.chat_id != ctx.chat.id:
        return ctx.say(_whole(ctx, chain))
    cards.begin_anew(ctx.db, chain.subject, ctx.chat.id)
    return ctx.show(chain.subject, ctx.chat, rank=ANSWER)


def _whole(voice: Voice, chain: Chain) -> Post:
    """The chain to copy, and its sum."""
    lines = write_chain(chain.title, chain.entries).split("\n")
    return Post(voice.text("chain-whole", **_told(voice, chain)), (*lines, *_sum(voice, chain.entries)))


def _sum(voice: Voice, entries: Sequence[Entry]) -> list[str]:
    total = voice.text("list-separator").join(f"{n} {unit}" for unit, n in count_up(entries).items())
    return [voice.text("chain-sum", total=total)] if total else []


def _told(voice: Voice, chain: Chain) -> dict[str, str]:
    return {"number": str(chain.number), "title": chain.title, "n": str(len(chain.lines))}


@capability.card("chain")
def draw(voice: Voice, id_: int) -> Post | None:
    """The chain as it stands: the newest lines where it is long."""
    chain = voice.db.get(Chain, id_)
    if chain is None:
        return None
    entries = chain.entries
    lines = [f"{at}. {entry.line}" for at, entry in enumerate(entries, 1)][-SHOWN:]
    more = [voice.text("chain-more", n=str(len(entries) - SHOWN))] if len(entries) > SHOWN else []
    over = [voice.text("chain-over", n=str(len(entries)))] if chain.closed_at else [voice.text("chain-how", number=str(chain.number))]
    names = () if chain.closed_at else ("join", "leave")
    row = tuple(voice.button(f"button-chain-{name}", f"chain-{name}:{chain.id}") for name in names)
    title = voice.text("chain-card", **_told(voice, chain))
    return Post(title, (*more, *lines, *_sum(voice, entries), *over), (row,) if row else (), quiet=True)


# ---------------------------------------------------------------- finding


def _place(ctx: Ctx) -> Place:
    if ctx.chat.kind is not Kind.RESIDENTS:
        raise Refused("chain-where")
    return ctx.need_place()


def _open(chain: Chain) -> None:
    if chain.closed_at is not None:
        raise Refused("chain-ended", number=str(chain.number))


def _numbered(ctx: Ctx, number: int) -> Chain:
    found: Chain = capability.subjects["chain"].by_number(ctx, number)
    return found


capability.subjects["chain"] = numbered(chains.find_numbered, chains.lock_chain, "chain-unknown")
