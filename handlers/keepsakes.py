"""The photos of a Love Day: from those who came, in the group or alone; when it is over the groups see them as one album."""

from __future__ import annotations

from datetime import timedelta

from handlers.ctx import Ctx
from handlers.duty_lines import headline, plan_of
from handlers.kit import Capability
from models import keepsakes, letters, polls
from models.duties import Occasion
from models.messaging import Media, Picture, Post
from models.rules.duties import EARLY, GRACE, in_turns
from models.rules.understanding import Kind as Speech
from models.rules.understanding import understand

capability = Capability("keepsakes")

MOST = 20
"""So many photos of one person are kept."""
AGAIN = timedelta(minutes=10)
"""Who sends many alone is thanked once in a while."""


@capability.takes("picture")
def keep(ctx: Ctx) -> bool:
    """A photo of whoever came, while the day is on; one that shows a trouble is a report as ever, and is left to it."""
    photos = [each for each in ctx.happened.attachments if each.media is Media.PHOTO]
    occasion = keepsakes.find_attended(ctx.db, ctx.person.id, ctx.now - GRACE) if photos and ctx.person else None
    if occasion is None or ctx.now < occasion.starts_at - EARLY or not (_answers(ctx, occasion) or _is_talk(ctx)):
        return False
    me = ctx.me().id
    for each in photos:
        if keepsakes.count_kept(ctx.db, occasion.id, me) < MOST:
            keepsakes.keep(ctx.db, occasion, me, ctx.happened.channel, each.ref, each.unique)
    if ctx.private and not letters.written_since(ctx.db, f"keepsake:{occasion.id}:{me}", ctx.now - AGAIN):
        ctx.write(ctx.chat, ctx.post("keepsake-kept", title=plan_of(ctx, occasion).title), about=f"keepsake:{occasion.id}:{me}")
    return True


def _answers(ctx: Ctx, occasion: Occasion) -> bool:
    """Whether it was sent as an answer to the card of the day."""
    card = letters.find_card_shown(ctx.db, ctx.chat.id, ctx.happened.reply_to) if ctx.happened.reply_to else None
    return card is not None and card.subject == occasion.subject


def _is_talk(ctx: Ctx) -> bool:
    text = ctx.happened.text.strip()
    return not text or understand(text).kind not in (Speech.REPORT, Speech.INQUIRY)


@capability.upon("occasion", "held")
def show(ctx: Ctx, occasion: Occasion, _act: str) -> None:
    """One album in each group whose channel has the photos; after that they are kept no more."""
    found = keepsakes.take_all(ctx.db, occasion.id)
    for chat in polls.find_groups(ctx.db, occasion.path) if plan_of(ctx, occasion).team_id is None else ():
        here = [each for each in found if each.channel == chat.channel]
        refs = [here[at].ref for at in in_turns([each.person_id for each in here])]
        if refs:
            voice = ctx.voice(chat)
            said = voice.text("keepsakes", headline=headline(voice, plan_of(voice, occasion), occasion))
            album = Picture(refs[0], said, chat.channel, tuple(refs[1:]))
            ctx.news(chat, Post(said, picture=album), about=f"{occasion.subject}:album", whole=True)
