"""What calling and answering share: summoning a department, reaching its contacts, telling the staff, ending a call. No capability."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from handlers.ctx import ANSWER, STATUS, Ctx, Voice
from handlers.working import hours
from models import calls, chats, links, people, places
from models.calls import Call, Contact, Department, Summoned
from models.chats import Chat, Kind
from models.links import Link
from models.matters import Matter
from models.messaging import Button, Post
from models.places import ids_of
from models.rules import clocks
from models.rules.calls import AT_WORK, CallKind, next_steps
from models.rules.masking import mask
from models.rules.roles import MANAGERS, Role

SIGNED_IN = 3
"""In this part of its time a department signs."""
LINK_FORGETS = timedelta(hours=1)
"""So long after it was written the letter that carried a link loses its words."""


# ---------------------------------------------------------------- summoning


def summon(ctx: Ctx, call: Call, matter: Matter, department: Department, due: datetime, **more: object) -> Summoned | None:
    """Call one more department; None when it is in this call already."""
    added = calls.add_summons(ctx.db, call, department, ctx.now, due, **more)
    if added is None:
        return None
    one = Summoned(added, department, call, matter)
    expect(ctx, one)
    reach(ctx, one)
    return one


def expect(ctx: Ctx, one: Summoned) -> None:
    """Come back when it has to have signed, and when it has to be there."""
    ctx.later("call-sign", one.summons.subject, sign_by(ctx, one))
    ctx.later("call-due", one.summons.subject, one.summons.due_at)


def sign_by(voice: Voice, one: Summoned) -> datetime:
    """By when a department signs: in a third of the working time it has; in an emergency every minute counts."""
    here = None if one.call.kind is CallKind.EMERGENCY else hours(voice, one.call.community_id)
    called = one.summons.called_at
    return clocks.due(called, max(clocks.worked(called, one.summons.due_at, here) // SIGNED_IN, 1), here)


def reach(ctx: Ctx, one: Summoned, key: str = "") -> int:
    """Bring the summons to all contacts of its department: the card, and what `key` says of it; a link where there is no account.

    Gives how many contacts there are.
    """
    contacts = calls.find_contacts(ctx.db, one.department.id)
    for contact in contacts:
        chat = chats.find_private(ctx.db, contact.person_id) if contact.person_id else None
        if chat is None:
            _hand_link(ctx, one, contact)
            continue
        empower(ctx, contact, one.path)
        ctx.show(one.summons.subject, chat)
        if key:
            voice = ctx.voice(chat)
            ctx.write(chat, voice.post(key, *buttons(voice, one), **told(voice, one)), STATUS)
    return len(contacts)


def empower(ctx: Ctx, contact: Contact, path: str) -> None:
    """A contact answers as 部门 at the highest place above the matter."""
    root = places.find_place(ctx.db, ids_of(path)[0])
    if root is not None and contact.person_id is not None:
        people.appoint(ctx.db, contact.person_id, Role.DEPARTMENT, root, ctx.person.id if ctx.person else None, ctx.now)


def told(voice: Voice, one: Summoned) -> dict[str, str]:
    """What every word to a department says: which matter, where, by when, whose."""
    return {
        "number": one.matter.tag,
        "title": one.matter.title,
        "place": one.matter.place_name,
        "due": voice.clock(one.summons.due_at),
        "department": one.department.name,
    }


def buttons(voice: Voice, one: Summoned) -> list[list[Button]]:
    """What the department may do next, two in a row."""
    summons = one.summons
    steps = next_steps(summons.state, arrived=summons.arrived_at is not None, assigned=summons.assigned_at is not None)
    row = [voice.button(f"button-call-{step.name}", f"call-{step.name}:{summons.id}") for step in steps]
    return [row[at : at + 2] for at in range(0, len(row), 2)]


# ---------------------------------------------------------------- links


def _hand_link(ctx: Ctx, one: Summoned, contact: Contact) -> None:
    """A one-time page for a contact without an account, given in private to the staff who can pass it on."""
    keeper = _keeper(ctx, one.matter)
    if keeper is None or not ctx.house.public_url:
        return tell_work(ctx, one.matter, "link-none", **told(ctx, one))
    calls.open_account(ctx.db, contact, ctx.now)
    empower(ctx, contact, one.path)
    link, token = links.make_link(ctx.db, one.summons, contact, ctx.now)
    voice = ctx.voice(keeper)
    url = f"{ctx.house.public_url.rstrip('/')}/c/{token}"
    ctx.write(keeper, voice.post("link-pass-on", name=contact.name, url=url, **told(voice, one)), ANSWER, about=links.about(link))
    ctx.later("link-forgets", f"link:{link}", ctx.now + LINK_FORGETS)
    return None


def _keeper(ctx: Ctx, matter: Matter) -> Chat | None:
    """Where a link may be put: in private to whoever calls, else to the nearest of those who steer."""
    calling = [ctx.person] if ctx.person and ctx.holds(MANAGERS, matter.path) else []
    for person in [*calling, *people.find_holders(ctx.db, MANAGERS, matter.path)]:
        chat = chats.find_private(ctx.db, person.id)
        if chat is not None:
            return chat
    return None


def forget_link(ctx: Ctx, link: int) -> None:
    """The letter that carried it has gone; one that waits still is looked at again."""
    if not links.blank_letters(ctx.db, links.about(link)):
        ctx.later("link-forgets", f"link:{link}", ctx.now + LINK_FORGETS)


def used_link(ctx: Ctx, one: Summoned) -> Link | None:
    """The live link through which this very summons is answered."""
    link = links.find_link(ctx.db, ctx.happened.source, ctx.now)
    return link if link is not None and link.summons_id == one.summons.id else None


# ---------------------------------------------------------------- telling


def tell_work(ctx: Ctx, matter: Matter, key: str, *rows: Sequence[Button], **params: str) -> None:
    """A line in the staff's group nearest to the matter."""
    for chat in chats.find_nearest(ctx.db, matter.path, Kind.WORK):
        ctx.news(chat, ctx.voice(chat).post(key, *rows, **params), urgent=matter.emergency is not None)


def answer(ctx: Ctx, matter: Matter, key: str, **params: str) -> None:
    """Answer staff where staff are among themselves, else in their group; a residents' group has the public line."""
    if ctx.private or ctx.chat.kind is Kind.WORK:
        return ctx.say(key, **params)
    return tell_work(ctx, matter, key, **params)


def aloud(ctx: Ctx) -> None:
    """What a button answers in passing is said to whoever typed: nobody would see it, and the card that changes may be far above."""
    if ctx.toasted:
        said, ctx.toasted = ctx.toasted, ""
        ctx.say(Post(said, reply_to=ctx.reply_to))


def refresh(ctx: Ctx, matter: Matter, summons: int | None = None) -> None:
    """The matter's cards, and the department's own."""
    ctx.refresh(matter.subject)
    if summons is not None:
        ctx.refresh(f"summons:{summons}")


def listed(voice: Voice, names: Sequence[str]) -> str:
    return voice.text("list-separator").join(names)


def public(words: str) -> str:
    return mask(words).strip()


# ---------------------------------------------------------------- the end of a call


def close(ctx: Ctx, call: Call, key: str, reason: str = "") -> None:
    """End a call: its links are void, and departments that were at it hear why."""
    call.closed_at = ctx.now
    ctx.db.flush()
    links.revoke_links(ctx.db, call.id, ctx.now)
    for one in calls.find_all_summoned(ctx.db, call):
        ctx.refresh(one.summons.subject)
        if one.summons.state in AT_WORK:
            tell_contacts(ctx, one, key, reason=reason)


def tell_contacts(ctx: Ctx, one: Summoned, key: str, **more: str) -> None:
    """A few words to those of a department who have an account; nothing that asks for an answer."""
    said: dict[str, Any] = told(ctx, one) | more
    for contact in calls.find_contacts(ctx.db, one.department.id):
        if contact.person_id is not None:
            ctx.tell(contact.person_id, key, **said)
