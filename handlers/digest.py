"""今日动态: every morning one screen of what has moved, in groups where something has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from handlers import news, registry
from handlers.ctx import BULK, Ctx, Voice
from handlers.kit import Capability, Told
from models import digests, places, tidings
from models.chats import Chat
from models.digests import Moved
from models.messaging import Button, Post
from models.places import Place
from models.rules.digest import fill, short
from models.rules.settings import Setting, clock_time

capability = Capability("digest")
capability.setting(Setting("digest-hour", "08:30", clock_time))

DAY = timedelta(days=1)
LATE = timedelta(minutes=10)


@capability.daily("digest", at="digest-hour")
def digest(ctx: Ctx, community: int) -> None:
    """Tell every group what has moved around it since the last digest. Late and in the night, it waits for the morning."""
    since = digests.begin(ctx.db, community, ctx.now - ctx.late - DAY)
    if ctx.late > LATE and news.asleep_until(ctx, community):
        return
    told = [one for tell in registry.digests() for one in tell(ctx, community, since)]
    for chat in digests.find_groups(ctx.db, community):
        _tell(ctx, chat, told)
    digests.mark_told(ctx.db, community, ctx.now)
    tidings.prune(ctx.db, community, ctx.now)


@capability.digest
def moved(ctx: Ctx, community: int, since: datetime) -> Iterator[Told]:
    """The matters: solved, taken up, newly reported."""
    for what, found in digests.find_moved(ctx.db, community, since).items():
        for matter in found:
            yield Told(f"digest-{what}", matter.path, partial(_row, matter), f"matter:{matter.id}")


def _row(matter: Moved, voice: Voice) -> str:
    return voice.text("digest-row", number=f"#{matter.number}", title=matter.title)


# ---------------------------------------------------------------- one group


def _tell(ctx: Ctx, chat: Chat, told: Sequence[Told]) -> None:
    """One post with all that concerns this group, what was kept back from it too; silence when there is nothing."""
    place = places.find_place(ctx.db, chat.place_id or 0)
    if place is None:
        return
    tidings.lock_chat(ctx.db, chat.id)
    waiting = tidings.find_waiting(ctx.db, chat.id, goes=False)
    kept = [
        Told("digest-else", place.path, partial(_said, Post.from_json(one.body or {})), one.subject or f"tiding:{one.id}")
        for one in waiting
    ]
    here = _newest([one for one in told if one.path.startswith(place.path)], kept)
    if here:
        ctx.write(chat, composed(ctx.voice(chat), place, here), BULK)
        tidings.note_said(ctx.db, chat, ctx.now)
        tidings.drop(ctx.db, waiting)


def _said(post: Post, voice: Voice) -> str:
    return voice.text("digest-said", words=" ".join((post.title, *post.lines)))


def _newest(told: Iterable[Told], kept: Sequence[Told]) -> list[Told]:
    """What was kept back says more than that something moved: it takes the place of the line about the same subject."""
    words = {one.subject: one for one in kept}
    lines = [Told(one.heading, one.path, words.pop(one.subject).says, one.subject) if one.subject in words else one for one in told]
    return [*lines, *words.values()]


def composed(voice: Voice, place: Place, told: Sequence[Told]) -> Post:
    """One screen: a few rows under every heading, and how many more there are on the board."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(one.heading, []).append(one)
    shown = fill([len(rows) for rows in groups.values()])
    lines = []
    for (heading, rows), few in zip(groups.items(), shown, strict=True):
        if few:
            lines += [voice.text(heading, n=str(len(rows))), *(short(one.says(voice)) for one in rows[:few])]
    left = len(told) - sum(shown)
    compound = places.find_compound(voice.db, place)
    link = Button(voice.text("button-board"), url=f"{voice.house.public_url}/board/{compound.id}")
    title = voice.text("digest-title", place=place.name, day=voice.day(voice.now))
    return Post(title, (*lines, *([voice.text("digest-left", n=str(left))] if left else [])), ((link,),) if voice.house.public_url else ())
