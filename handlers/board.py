"""进度: the public list as in the article, and one matter with its history."""

from __future__ import annotations

from typing import Any

from handlers.ctx import Ctx, Voice
from handlers.forms import means
from handlers.kit import Capability, Refused
from handlers.registry import split_number
from models import journal, matters, places
from models.matters import Listed, Matter
from models.messaging import Button
from models.rules.calls import STEPS
from models.rules.masking import mask
from models.rules.roles import ANYONE

capability = Capability("board")

SHOWN = 10
SAID = frozenset(
    ("noted", "accept", "done", "decline", "defer", "reopen", "negotiate", "explained", "merge", "took-in", "decided", "recategorised")
)
"""Facts whose words belong to the public history."""
CALLED = frozenset({"call", "uncall", "assign", "minuted", "call-late", "call-broken"} | {f"call-{step.name}" for step in STEPS})
"""Of calls too: which department did what."""


@capability.command("进度", "board", role=ANYONE)
def board(ctx: Ctx, words: str) -> None:
    """`进度` the newest matters here, `进度 未办结` what waits, oldest first, `进度 12` one with its history."""
    asked = split_number(words)
    if asked:
        return one(ctx, asked[0])
    place = ctx.need_place()
    compound = places.find_compound(ctx.db, place) if ctx.private else place
    waiting = means(words, "board-waiting")
    found = (matters.find_open if waiting else matters.find_board)(ctx.db, compound.path, SHOWN)
    if not found:
        return ctx.say("board-none-waiting" if waiting else "board-empty", place=compound.name)
    counts = matters.count_board(ctx.db, compound.path, f"{ctx.now.astimezone(ctx.house.time_zone):%Y-%m}")
    rows = "\n".join(row(ctx, matter) for matter in found)
    link = [Button(ctx.text("button-board"), url=f"{ctx.house.public_url}/board/{compound.id}")] if ctx.house.public_url else []
    return ctx.say(ctx.post("board-list", link, place=compound.name, rows=rows, open=str(counts.open), done=str(counts.done_month)))


def row(ctx: Ctx, matter: Matter | Listed) -> str:
    """One line as the article prints it: 9月3日，水管爆裂，已办结."""
    state = ctx.text(f"matter-state-{matter.state.value}")
    return ctx.text(
        "board-row", number=matter.tag, day=ctx.day(matter.registered_at or ctx.now), title=matter.title, state=state
    )


def one(ctx: Ctx, number: int) -> None:
    """A matter and what happened to it, in public words: roles, never names."""
    matter = matters.find_matter(ctx.db, ctx.community, number)
    if matter is None:
        raise Refused("matter-unknown", number=f"#{number}")
    ctx.say("board-one", number=f"#{number}", row=row(ctx, matter), place=matter.place_name, history="\n".join(history(ctx, matter.id)))


def history(voice: Voice, matter: int) -> list[str]:
    """What happened to a matter, one line each, in public words: roles, never names."""
    return [_fact(voice, fact) for fact in journal.find_history(voice.db, f"matter:{matter}")]


def _fact(voice: Voice, fact: Any) -> str:
    detail = fact.detail or {}
    words = mask(str(detail.get("words") or "")) if fact.act in SAID | CALLED else ""
    who = voice.text(f"role-{detail['role']}") if detail.get("role") else ""
    return voice.text("board-fact", when=voice.clock(fact.at), what=voice.text(f"act-{fact.act}"), who=who, words=words).rstrip(" ：:")
