"""照片: staff look at the pictures of a matter; the group never sees them, because a photo may show a door or a face."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.ctx import ANSWER, Ctx
from handlers.kit import Capability, Refused
from models import chats, matters
from models.chats import Chat, Kind
from models.matters import Matter, Shot
from models.messaging import Media, Picture, Post
from models.rules.roles import STAFF

capability = Capability("photos")


@capability.command("照片", "photos", role=STAFF, about="matter")
@capability.button("photos", role=STAFF, about="matter")
def photos(ctx: Ctx, matter: Matter, _words: str) -> None:
    """Show them here among staff, else in private to the one who asked."""
    number = matter.tag
    kept = matters.find_shots(ctx.db, matter.id)
    if not kept:
        raise Refused("no-photos", number=number)
    where = ctx.chat if ctx.private or ctx.chat.kind is Kind.WORK else chats.find_private(ctx.db, ctx.me().id)
    if where is None:
        raise Refused("photos-in-private")
    _show(ctx, where, number, kept)
    ctx.toast("photos-sent" if where.id == ctx.chat.id else "photos-sent-in-private", number=number)


def _show(ctx: Ctx, where: Chat, number: str, kept: Sequence[Shot]) -> None:
    """One post for each photo this chat's channel can show; the rest is said in words."""
    voice = ctx.voice(where)
    here = [shot for shot in kept if shot.channel == where.channel and shot.media == Media.PHOTO.value]
    for order, shot in enumerate(here, 1):
        alt = voice.text("photo-alt", number=number, n=str(order), total=str(len(here)))
        ctx.write(where, Post(alt, picture=Picture(shot.ref, alt, of=shot.channel)), rank=ANSWER)
    if len(here) < len(kept):
        ctx.write(where, voice.post("photos-elsewhere", number=number, n=str(len(kept) - len(here))), rank=ANSWER)
