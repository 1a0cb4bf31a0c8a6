"""Questions: asked of the bot they get a short useful answer; overheard they are left alone unless an open matter answers them exactly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from handlers.ctx import ANSWER, Ctx
from handlers.kit import Capability, Refused
from models import letters, matters, people, phonebook, places
from models.chats import Kind
from models.matters import Listed
from models.messaging import Button, Post
from models.rules.addresses import find_place
from models.rules.inquiries import Question, answers, read_question
from models.rules.masking import mask
from models.rules.roles import ANYONE, MANAGERS, Role
from models.rules.understanding import Kind as Speech
from models.rules.understanding import understand

capability = Capability("inquiries")

SETTERS = MANAGERS | {Role.PROPERTY, Role.COMMITTEE}
SHOWN = 3
AGAIN = timedelta(minutes=30)
"""An overheard question about the same matter is answered at most so often in a chat."""
LENGTH = 100
_NAMED = re.compile(r"(\S+?)[\s:：,，]+(.+)", re.S)


@capability.words(role=ANYONE)
def asked(ctx: Ctx) -> None:
    """A question asked of the bot: the open matters it may be about, whose it is and how they are reached, where to look."""
    if is_question(ctx):
        question = read_question(ctx.happened.text)
        ctx.say(_answer(ctx, question, _open(ctx, question)))


@capability.listen(role=ANYONE)
def overheard(ctx: Ctx) -> None:
    """A question of neighbours among themselves: only one that exactly one open matter answers."""
    if ctx.chat.kind is not Kind.RESIDENTS or ctx.happened.nobody or not is_question(ctx):
        return
    question = read_question(ctx.happened.text)
    found = _open(ctx, question) if question.state and question.thing else []
    about = f"inquiry:{ctx.chat.id}:{found[0].number}" if len(found) == 1 else ""
    if about and not letters.written_since(ctx.db, about, ctx.now - AGAIN):
        ctx.write(ctx.chat, Post(_row(ctx, found[0]), reply_to=ctx.happened.message, quiet=True), ANSWER, about=about)


@capability.command("电话", "phones", role=ANYONE)
def told(ctx: Ctx, _words: str) -> None:
    """Whom one reaches how, as staff set it."""
    rows = [_reached(ctx, contact) for contact in phonebook.find_listings(ctx.db, ctx.need_place().path)]
    ctx.say("contacts" if rows else "contacts-none", reply_to=ctx.reply_to, rows="\n".join(rows))


@capability.command("设电话", "setphone", role=SETTERS, words_needed=True)
def set_contact(ctx: Ctx, words: str) -> None:
    """`设电话 物业 0591-8888 8888` : an office's number, set by those who answer for it."""
    place, said = ctx.need_place(), _NAMED.fullmatch(words.strip())
    role = next((role for role in Role if said and said[1] in (ctx.text(f"role-{role.value}"), role.value)), None)
    if said is None or role is None or role in (Role.RESIDENT, Role.OWNER):
        raise Refused("usage-setphone")
    compound = places.find_compound(ctx.db, place)
    if not ctx.holds(SETTERS, compound.path):
        raise Refused("role", roles=ctx.text("role-secretary"))
    phonebook.set_listing(ctx.db, compound.id, compound.path, compound.community_id, role, said[2].strip()[:LENGTH], ctx.now)
    ctx.record(f"place:{compound.id}", "contact-set", role=role.value)
    ctx.say("contact-set", reply_to=ctx.reply_to, role=ctx.text(f"role-{role.value}"), words=said[2].strip()[:LENGTH])


def is_question(ctx: Ctx) -> bool:
    """Whether these words ask something: an inquiry without a picture, and no reply to a card, which takes its words itself."""
    happened = ctx.happened
    if happened.attachments or not happened.text.strip() or understand(happened.text.strip()).kind is not Speech.INQUIRY:
        return False
    return not (happened.reply_to and letters.find_card_shown(ctx.db, ctx.chat.id, happened.reply_to))


def _open(ctx: Ctx, question: Question) -> Sequence[Listed]:
    """The open matters here that answer it, newest first; at the place it names, when it names one."""
    if ctx.place is None or not question.thing:
        return []
    compound = places.find_compound(ctx.db, ctx.place)
    said = find_place(ctx.happened.text)
    named = places.find_said(ctx.db, ctx.place, said.building, said.unit, None) if said else None
    found = matters.find_open_of(ctx.db, compound.community_id, question.category, (named or compound).path)
    return [listed for listed in found if answers(question, listed.title)][:SHOWN]


def _answer(ctx: Ctx, question: Question, found: Sequence[Listed]) -> Post:
    """One post: what is open, whose it is, where to look, and how to report after all."""
    lines = [_row(ctx, listed) for listed in found] + _whose(ctx, question) * (not found or question.phone)
    compound = places.find_compound(ctx.db, ctx.place) if ctx.place else None
    row = [Button(ctx.text("button-board"), url=f"{ctx.house.public_url}/board/{compound.id}")] if compound and ctx.house.public_url else []
    return ctx.post("inquiry", row, reply_to=ctx.reply_to, answer="\n".join(lines))


def _whose(ctx: Ctx, question: Question) -> list[str]:
    """Whose it is and how they are reached; where nobody holds the role, those who look after the place; else the neighbours may know."""
    if question.whose is None:
        return [ctx.text("inquiry-neighbours")]
    path = ctx.place.path if ctx.place else "/"
    known = {contact.role: contact for contact in phonebook.find_listings(ctx.db, path)}
    if question.whose in known:
        return [ctx.text("inquiry-reach", role=ctx.text(f"role-{question.whose.value}"), words=known[question.whose].words)]
    held = people.find_holders(ctx.db, frozenset({question.whose}), path)
    key = "inquiry-here" if held else "inquiry-whose"
    return [ctx.text(key, role=ctx.text(f"role-{question.whose.value}"))]


def _row(ctx: Ctx, listed: Listed) -> str:
    state = ctx.text(f"matter-state-{listed.state.value}")
    return ctx.text(
        "inquiry-open",
        number=listed.tag,
        title=mask(listed.title),
        place=listed.place_name,
        state=state,
        age=ctx.age(listed.registered_at),
    )


def _reached(ctx: Ctx, contact: phonebook.Listing) -> str:
    return ctx.text("contact-row", role=ctx.text(f"role-{contact.role.value}"), words=contact.words)
