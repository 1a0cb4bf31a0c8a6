"""工程: what a forum decided is made: 开工, 完工, 返工, 验收, each said in the group; the warranty runs from the acceptance."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlers.ctx import ANSWER, Ctx, Voice, spoken
from handlers.kit import Capability, Refused, numbered
from handlers.registry import names_or_lists, split_number
from models import cards, forums, polls
from models.forums import Work
from models.messaging import Post
from models.rules.forums import WORDS, WORKS, Stage, next_state, warranty_until
from models.rules.masking import mask
from models.rules.plans import money_text
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE

capability = Capability("works")

STEPS = {
    "开工": "start", "完工": "finish", "返工": "redo", "验收": "accept",
    "start": "start", "finish": "finish", "redo": "redo", "accept": "accept",
}  # fmt: skip


@capability.card("work")
def draw(voice: Voice, id_: int) -> Post | None:
    """A work as it stands: what was agreed, each step with its day, and how long the warranty runs."""
    work = voice.db.get(Work, id_)
    if work is None:
        return None
    told = {"firm": work.firm, "price": money_text(work.price), "term": work.term, "warranty": work.warranty}
    steps = [_step_line(voice, *step) for step in work.steps]
    until = [voice.text("work-until", day=work.until.isoformat())] if work.until else []
    title = voice.text("work-card", number=str(work.number), title=work.title, stage=voice.text(f"work-stage-{work.stage.value}"))
    return Post(title, (voice.text("work-agreed", **told), *steps, *until), quiet=True)


def _step_line(voice: Voice, name: str, day: str, words: str) -> str:
    return voice.text("work-step", step=voice.text(f"work-did-{name}"), day=voice.day(date.fromisoformat(day)), words=words).strip()


@capability.command("工程", "project", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`工程` lists them, `工程 2` shows one, `工程 2 开工` leads it on."""
    asked = split_number(words)
    if asked is None:
        return _list(ctx)
    work: Work = capability.subjects["work"].by_number(ctx, asked[0])
    if asked[1]:
        return _step(ctx, work, *asked[1].split(maxsplit=1))
    cards.begin_anew(ctx.db, work.subject, ctx.chat.id)
    return ctx.show(work.subject, ctx.chat, rank=ANSWER)


def _list(ctx: Ctx) -> None:
    found = forums.find_works(ctx.db, ctx.need_place().community_id)
    if not found:
        return ctx.say("works-none", reply_to=ctx.reply_to)
    stages = {stage: ctx.text(f"work-stage-{stage.value}") for stage in Stage}
    rows = [ctx.text("works-row", number=str(one.number), title=one.title, stage=stages[one.stage]) for one in found]
    return ctx.say("works-list", rows="\n".join(rows), reply_to=ctx.reply_to)


def _step(ctx: Ctx, work: Work, said: str, words: str = "") -> None:
    """One step by staff; the groups hear it."""
    name = STEPS.get(said.casefold())
    if not ctx.holds(CALLERS, work.path):
        raise Refused("role", roles=ctx.text("role-secretary"))
    to = next_state(WORKS, name, work.stage) if name else None
    if name is None or to is None:
        raise Refused("work-step", number=str(work.number), stage=ctx.text(f"work-stage-{work.stage.value}"))
    told = mask(" ".join(words.split()))[:WORDS]
    work.stage, work.steps = Stage(to.value), [*work.steps, [name, ctx.today.isoformat(), told]]
    work.until = warranty_until(work.warranty, ctx.today) if work.stage is Stage.ACCEPTED else work.until
    ctx.record(work.subject, name, words=told)
    ctx.db.flush()
    ctx.refresh(work.subject)
    key: dict[str, Any] = {"number": str(work.number), "title": work.title, "firm": work.firm, "words": told}
    key["step"] = spoken(f"work-did-{name}")
    groups = polls.find_groups(ctx.db, work.path)
    for chat in groups:
        ctx.news(chat, ctx.voice(chat).post("work-news", **key), about=work.subject)
    ctx.publish(work.path, "work-news", **key)
    if not any(chat.id == ctx.chat.id for chat in groups):
        ctx.say("work-news", **key)


capability.subjects["work"] = numbered(forums.find_work, forums.lock_work, "work-unknown")
