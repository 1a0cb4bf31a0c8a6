"""Words become a matter: said to the bot they are registered at once, overheard they get one quiet offer (domain §2)."""

from __future__ import annotations

import re
from typing import Any

from handlers import registry
from handlers.ctx import ANSWER, Ctx
from handlers.kit import Capability, Entry, Refused, numbered
from models import chats, corrections, doubles, jobs, letters, matters, people, places
from models.chats import Kind
from models.matters import Matter
from models.messaging import Media
from models.places import Place
from models.rules.addresses import find_place, is_common
from models.rules.categories import Category
from models.rules.corrections import settle, terms_of
from models.rules.masking import mask
from models.rules.matters import CLOSED, JOIN_AFTER, JOIN_BEFORE, OFFER_FADES, State
from models.rules.roles import ANYONE, BELONGING, STAFF
from models.rules.understanding import EMERGENCY_NUMBERS, Understanding, understand, understand_report
from models.rules.understanding import Kind as Speech
from models.rules.wishes import thanks

capability = Capability("reports")

TITLE = 40
"""A public title is the first sentence, at most so many characters."""
WORTH_ASKING = 6
"""Words said to the bot that are no report are still offered to be registered, unless they are as short as a greeting."""
MANY_WORDS = 4000
_SENTENCE = re.compile(r"[。！？!?\n]")


# ---------------------------------------------------------------- ways in


@capability.command("登记", "report", role=ANYONE, words_needed=True)
def report(ctx: Ctx, words: str) -> None:
    """`登记 <words>`: register at once."""
    keep_pictures(ctx)
    begin(ctx, words or ctx.text("report-picture-only"), understand_report(words))


@capability.words(role=ANYONE)
def said(ctx: Ctx) -> None:
    """Words said to the bot: a report is registered; a reply to a card is added to it; anything longer than a greeting is offered."""
    kind, answered = _answered(ctx)
    if _pictured(ctx) or _is_theirs(ctx, kind, answered):
        return None
    pictures = keep_pictures(ctx)
    text = ctx.happened.text.strip()
    about = _still_open(ctx, answered) if kind == "matter" else None
    if about is not None:
        return add_words(ctx, about, text)
    if not text:
        return _picture_alone(ctx) if pictures else ctx.say("report-listening", reply_to=ctx.reply_to)
    heard = understand(text)
    if heard.kind is Speech.REPORT:
        return begin(ctx, text, heard)
    if heard.kind is Speech.INQUIRY and not pictures:
        return None  # answered by the capability for questions
    if thanks(text):
        return ctx.say("report-welcome", reply_to=ctx.reply_to)
    if len(text) < WORTH_ASKING:
        return ctx.say("report-listening", reply_to=ctx.reply_to)
    return begin(ctx, text, heard, State.DRAFT)


@capability.listen(role=ANYONE)
def overhear(ctx: Ctx) -> None:
    """Talk in a residents' group: only a report is offered; an emergency is registered at once; all else is left alone."""
    if ctx.chat.kind is not Kind.RESIDENTS or ctx.happened.nobody or ctx.happened.sender is None or _pictured(ctx):
        return
    pictures = keep_pictures(ctx)
    text = ctx.happened.text.strip()
    heard = understand(text) if text else None
    latest = matters.find_latest(ctx.db, ctx.chat.id, ctx.person.id, ctx.now - JOIN_AFTER) if ctx.person else None
    if latest is not None and (heard is None or (heard.kind is Speech.REPORT and heard.category is latest.category)):
        if pictures or text:
            add_words(ctx, latest, text, quietly=True)
    elif heard is not None and heard.kind is Speech.REPORT:
        begin(ctx, text, heard, State.REGISTERED if heard.emergency else State.DRAFT)
    elif heard is not None:
        _taken(ctx, text, heard)


# ---------------------------------------------------------------- buttons


@capability.button("register", role=ANYONE, about="matter")
def register_pressed(ctx: Ctx, matter: Matter, _rest: str) -> None:
    """登记 under an offer: its author, or any staff."""
    _author_or_staff(ctx, matter)
    if matter.state is not State.DRAFT:
        raise Refused("offer-past")
    register(ctx, matter)
    announce(ctx, matter)
    ctx.toast("report-registered", number=matter.tag)


@capability.button("drop", role=ANYONE, about="matter")
def drop_pressed(ctx: Ctx, matter: Matter, _rest: str) -> None:
    """不用 under an offer."""
    _author_or_staff(ctx, matter)
    _lapse(ctx, matter)
    ctx.toast("offer-dropped")


@capability.timer("offer-fades")
def fade(ctx: Ctx, draft: int) -> None:
    """An offer nobody answered fades."""
    matter = matters.lock_matter(ctx.db, draft)
    if matter is not None:
        _lapse(ctx, matter)


def _lapse(ctx: Ctx, matter: Matter) -> None:
    if matter.state is State.DRAFT:
        matter.state, matter.closed_at = State.LAPSED, ctx.now
        ctx.record(matter.subject, "lapsed")
        ctx.refresh(matter.subject)


@capability.button("follow", role=ANYONE, about="matter")
def follow(ctx: Ctx, matter: Matter, _rest: str) -> None:
    """我也遇到: counted once for each person; a second press changes nothing."""
    _present(ctx, matter)
    if matter.reporter_id == ctx.me().id:
        return ctx.toast("follow-own", number=matter.tag)
    home = next((home.id for home in ctx.homes if matter.path.startswith(places.find_compound(ctx.db, home).path)), None)
    added = matters.follow(ctx.db, matter, ctx.me().id, home, ctx.now)
    if added:
        ctx.record(matter.subject, "followed")
        ctx.refresh(matter.subject)
        ctx.moved("matter", matter, "follow")
    return ctx.toast("follow-added" if added else "follow-already", number=matter.tag)


@capability.button("add", role=ANYONE, about="matter")
def add_pressed(ctx: Ctx, matter: Matter, _rest: str) -> None:
    """补充: the next words of this person here are added."""
    _present(ctx, matter)
    ctx.ask("adding", matter=matter.id)
    ctx.toast("add-ask", alert=True, number=matter.tag)


@capability.answer("adding", role=ANYONE)
def adding(ctx: Ctx, filled: dict[str, Any]) -> None:
    """The words, or pictures, that 补充 asked for."""
    matter = matters.lock_matter(ctx.db, int(filled["matter"]))
    keep_pictures(ctx)
    if matter is None:
        raise Refused("matter-unknown", number="")
    ctx.forget_question()
    add_words(ctx, matter, ctx.happened.text.strip())


def _author_or_staff(ctx: Ctx, matter: Matter) -> None:
    if not (ctx.person and ctx.person.id == matter.reporter_id) and not ctx.holds(STAFF, matter.path):
        raise Refused("not-yours")


def _present(ctx: Ctx, matter: Matter) -> None:
    """Only from a chat that hears of this matter, or by somebody who belongs there: a forged number gets nothing."""
    here = ctx.place is not None and (matter.path.startswith(ctx.place.path) or ctx.place.path.startswith(matter.path))
    if not here and not ctx.holds(BELONGING, matter.path) and ctx.chat.id != matter.chat_id:
        raise Refused("matter-elsewhere")
    if matter.state in CLOSED or matter.number is None:
        raise Refused("matter-closed", number=matter.tag)


# ---------------------------------------------------------------- what is done


def begin(ctx: Ctx, words: str, heard: Understanding, state: State = State.REGISTERED) -> None:
    """A report becomes a matter, unless another capability takes it; overheard, or like a matter that is open, it is asked about first."""
    if _taken(ctx, words, heard):
        return
    matter = open_matter(ctx, words, heard, state, ask=heard.emergency is None)
    if matter.state is State.DRAFT:
        offer(ctx, matter)
    else:
        announce(ctx, matter, new=True)


def _taken(ctx: Ctx, words: str, heard: Understanding) -> bool:
    """Whether another capability takes what was said; an emergency is taken by none."""
    return heard.emergency is None and any(take(ctx, words, heard) for take in registry.takers("matter"))


def _pictured(ctx: Ctx) -> bool:
    """Whether another capability takes the pictures that were sent."""
    return bool(ctx.happened.attachments) and not ctx.happened.nobody and any(take(ctx) for take in registry.takers("picture"))


def open_matter(ctx: Ctx, words: str, heard: Understanding, state: State = State.REGISTERED, *, ask: bool = False) -> Matter:
    """A matter with what was understood and the loose pictures of its author; a draft has no number yet.

    With `ask` one that is like an open matter stays a draft until its author says whether it is the same.
    """
    place, me = ctx.need_place(), ctx.me()
    where, called = _locate(ctx, place, words)
    title = _title(words)
    like = doubles.find_like(ctx.db, place.community_id, where.path, heard.category, title, ctx.now)
    state = State.DRAFT if ask and like is not None else state
    fields = {
        "community_id": place.community_id,
        "place_id": where.id,
        "path": where.path,
        "place_name": called,
        "category": _settled(ctx, place.community_id, words, heard),
        "urgent": heard.urgent,
        "emergency": heard.emergency.value if heard.emergency else None,
        "title": title,
        "like_id": like,
        "words": words[:MANY_WORDS],
        "reporter_id": me.id,
        "household_id": ctx.homes[0].id if ctx.homes else None,
        "chat_id": ctx.chat.id,
        "message": ctx.happened.message,
        "opened_at": ctx.now,
        "state": state,
    }
    if state is State.REGISTERED:
        fields |= {"number": matters.next_number(ctx.db, place.community_id), "registered_at": ctx.now}
    matter = ctx.keep(matters.open_matter(ctx.db, **fields))
    matters.claim_snapshots(ctx.db, matter, ctx.chat.id, me.id, ctx.now - JOIN_BEFORE)
    return matter


def offer(ctx: Ctx, draft: Matter) -> None:
    """One quiet question, which becomes the card when it is answered and fades when it is not."""
    subject = draft.subject
    ctx.show(subject, ctx.chat, reply_to=ctx.reply_to, rank=ANSWER)
    ctx.later("offer-fades", subject, ctx.now + OFFER_FADES)


def register(ctx: Ctx, draft: Matter) -> None:
    """Give a draft its number."""
    draft.number, draft.state, draft.registered_at = matters.next_number(ctx.db, draft.community_id), State.REGISTERED, ctx.now
    ctx.db.flush()


def announce(ctx: Ctx, matter: Matter, new: bool = False) -> None:
    """Show a registered matter's card: here, in the nearest residents' group when it was told in private, and to the staff."""
    subject = matter.subject
    ctx.record(subject, "registered", new=new, words=matter.words, number=matter.number)
    ctx.moved("matter", matter, "register")
    origin = ctx.chat if matter.chat_id == ctx.chat.id else ctx.db.get(chats.Chat, matter.chat_id) or ctx.chat
    ctx.show(subject, origin, reply_to="" if origin.kind is Kind.PRIVATE else matter.message, rank=ANSWER)
    for other in chats.find_nearest(ctx.db, matter.path, Kind.WORK, Kind.RESIDENTS):
        if other.id != origin.id and _hears(other, origin):
            ctx.reveal(subject, other, urgent=matter.emergency is not None)
    if matter.emergency:
        _alarm(ctx, matter)


def _hears(other: chats.Chat, origin: chats.Chat) -> bool:
    """Staff always; residents when it was said in private, and of what was said in their group on one channel those on the others."""
    if other.kind is Kind.WORK or origin.kind is Kind.PRIVATE:
        return True
    return origin.kind is Kind.RESIDENTS and other.channel != origin.channel


def _alarm(ctx: Ctx, matter: Matter) -> None:
    """Staff are told privately of an emergency, all of them; who is asked to go there anyway is told by that."""
    told = jobs.find_asked_about(ctx.db, matter) | {matter.reporter_id}
    for person in people.find_holders(ctx.db, STAFF, matter.path):
        if person.id not in told:
            number = EMERGENCY_NUMBERS.get(matter.emergency, "110")  # type: ignore[call-overload]
            ctx.tell(
                person.id,
                "emergency-staff",
                rank=ANSWER,
                number=matter.tag,
                words=matter.words,
                place=matter.place_name,
                call=number,
            )


def add_words(ctx: Ctx, matter: Matter, text: str, quietly: bool = False) -> None:
    """Later words and pictures of the same matter, wherever it was merged into."""
    matter = doubles.lock_root(ctx.db, matter)
    matters.claim_snapshots(ctx.db, matter, ctx.chat.id, ctx.me().id, ctx.now - JOIN_BEFORE)
    if text:
        ctx.record(matter.subject, "added", words=text[:MANY_WORDS])
    ctx.refresh(matter.subject)
    if not quietly:
        ctx.say("add-done", reply_to=ctx.reply_to, number=matter.tag)


def keep_pictures(ctx: Ctx) -> int:
    """Keep the pictures of this message: with the matter of their album, else loose until words claim them."""
    happened, kept = ctx.happened, 0
    for shown in happened.attachments:
        if shown.media in (Media.PHOTO, Media.VIDEO) and ctx.chat.kind is not Kind.UNBOUND:
            row = {"chat_id": ctx.chat.id, "person_id": ctx.me().id, "community_id": ctx.community, "at": ctx.now, "album": happened.album}
            kept += matters.add_snapshot(
                ctx.db, **row, message=happened.message, media=shown.media.value, ref=shown.ref, unique=shown.unique
            )
    if kept and happened.album:
        _join_album(ctx)
    return kept


def _join_album(ctx: Ctx) -> None:
    """Other pictures of this album may belong to a matter already: so do these."""
    album = matters.find_album(ctx.db, ctx.chat.id, ctx.happened.album)
    matter = matters.lock_matter(ctx.db, album) if album is not None else None
    if matter is not None and matters.claim_snapshots(ctx.db, matter, ctx.chat.id, ctx.me().id, ctx.now - JOIN_BEFORE):
        ctx.refresh(matter.subject)


def _picture_alone(ctx: Ctx) -> None:
    """A picture without words: the author's newest matter takes it, or the bot asks for a sentence (once for an album)."""
    latest = matters.find_latest(ctx.db, ctx.chat.id, ctx.me().id, ctx.now - JOIN_AFTER)
    if latest is not None:
        return add_words(ctx, latest, "", quietly=True)
    if not ctx.happened.album or not letters.written_since(ctx.db, f"album:{ctx.happened.album}", ctx.now - JOIN_BEFORE):
        ctx.write(ctx.chat, ctx.post("report-picture-ask", reply_to=ctx.reply_to), ANSWER, about=f"album:{ctx.happened.album}"[:60])
    return None


def _answered(ctx: Ctx) -> tuple[str, int]:
    """The card this message answers, by the kind and id of its subject."""
    card = letters.find_card_shown(ctx.db, ctx.chat.id, ctx.happened.reply_to) if ctx.happened.reply_to else None
    kind, _, number = card.subject.partition(":") if card else ("", "", "0")
    return kind, int(number)


def _is_theirs(ctx: Ctx, kind: str, id_: int) -> bool:
    """Words that answer another capability's card are that capability's, from those who may."""
    taker = registry.entries(Entry.REPLY).get(kind)
    if taker is None or ctx.happened.nobody or not ctx.holds(taker.roles, ctx.place.path if ctx.place else None):
        return False
    taker.run(ctx, id_)
    return True


def _still_open(ctx: Ctx, id_: int) -> Matter | None:
    """The matter whose card was answered, wherever it went; None when it is closed."""
    found = matters.lock_matter(ctx.db, id_)
    found = doubles.lock_root(ctx.db, found) if found is not None else None
    return found if found is not None and found.state not in CLOSED else None


def _title(words: str) -> str:
    """The first sentence, masked, short enough for a board."""
    first = _SENTENCE.split(mask(words).strip(), maxsplit=1)[0].strip(" ，,、")
    return first[: TITLE - 1] + "…" if len(first) > TITLE else first or mask(words).strip()[:TITLE]


def _settled(ctx: Ctx, community: int, words: str, heard: Understanding) -> Category:
    """The category as the words read, shifted by what this community's staff taught; a danger stays one."""
    terms = () if heard.emergency else terms_of(words)
    taught = corrections.find_taught(ctx.db, community, terms)
    return settle(dict(heard.leaning), terms, taught) if taught else heard.category


def _locate(ctx: Ctx, place: Place, words: str) -> tuple[Place, str]:
    """Where it is: the tree's place when the words lead to one, and how it is called in public."""
    told = find_place(words)
    compound = places.find_compound(ctx.db, place)
    found = places.find_said(ctx.db, place, told.building, told.unit, told.room) if told else None
    found = found or (compound if ctx.private and is_common(words) else place)
    called = places.public_name(places.find_above(ctx.db, found))
    if told and told.building is None and mask(told.text) == told.text:
        called = told.text if found.id == compound.id else f"{called}{told.text}"
    return found, called[:120]


capability.subjects["matter"] = numbered(matters.find_matter, matters.lock_matter, "matter-unknown", sign="#")
