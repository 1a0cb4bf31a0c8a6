"""议事会: the card, the opening of all envelopes at once, questions and answers, and who declares an interest."""

from __future__ import annotations

from handlers.callers import tell_open
from handlers.ctx import ANSWER, Ctx, Voice
from handlers.forum_lines import body, headline, move, need_disinterested, proposal_post, proposal_rows, spread
from handlers.kit import Capability, Refused, Where, numbered
from handlers.registry import names_or_lists, split_number
from handlers.waves import reply
from models import cards, forums, people
from models.forums import Forum, Proposal
from models.messaging import Picture, Post
from models.people import Person
from models.rules.forums import WORDS, State
from models.rules.polls import CALLERS
from models.rules.roles import ANYONE, Role

capability = Capability("forums")


@capability.card("forum")
def draw(voice: Voice, id_: int) -> Post | None:
    """A forum as it stands."""
    forum = voice.db.get(Forum, id_)
    return Post(headline(voice, forum), tuple(body(voice, forum)), quiet=True) if forum else None


@capability.timer("forum-opens")
def open_all(ctx: Ctx, id_: int) -> None:
    """The announced moment has come, however long ago: every envelope at once, in the drawn order, and the seed with them."""
    forum = forums.lock_forum(ctx.db, id_)
    if forum is None or forum.state is not State.INVITED or ctx.now < forum.opens_at:
        return None
    opened = forums.open_all(ctx.db, forum)
    if not opened:
        move(ctx, forum, "lapse")
        return spread(ctx, forum, "forum-nobody")
    move(ctx, forum, "open")
    ctx.record(forum.subject, "drawn", seed=forum.seed, order=[each.firm for each in opened])
    spread(ctx, forum, "forum-opened", rows=lambda voice: "\n".join(proposal_rows(voice, forum)), seed=forum.seed)
    ctx.tell(forum.by_person_id, "forum-opened-staff", rank=ANSWER, number=str(forum.number))
    return None


# ---------------------------------------------------------------- looking


@capability.command("议事会", "forum", role=ANYONE, complete=names_or_lists)
def look(ctx: Ctx, words: str) -> None:
    """`议事会` lists what is open, `议事会 3` shows one."""
    asked = split_number(words)
    if asked is None:
        return _list(ctx)
    forum = _numbered(ctx, asked[0])
    cards.begin_anew(ctx.db, forum.subject, ctx.chat.id)
    return ctx.show(forum.subject, ctx.chat, rank=ANSWER)


def _list(ctx: Ctx) -> None:
    def row(one: Forum) -> str:
        return ctx.text("forums-row", number=str(one.number), title=one.title, state=ctx.text(f"forum-state-{one.state.value}"))

    tell_open(ctx, "forums", lambda community, path: forums.find_open(ctx.db, community, path), row)


@capability.command("方案", "proposal", role=ANYONE, complete=lambda rest: split_number(rest) is not None)
def proposal(ctx: Ctx, words: str) -> None:
    """`方案 3 2`: the second proposal of forum 3 whole, with the questions about it and its photos where this channel has them."""
    forum, one, _ = _one(ctx, words)
    ctx.say(proposal_post(ctx, forum, one))
    for channel, ref in one.photos:
        if channel == ctx.chat.channel:
            alt = ctx.text("proposal-photo", firm=one.firm)
            ctx.write(ctx.chat, Post(alt, picture=Picture(ref, alt, of=channel)), rank=ANSWER)


def _one(ctx: Ctx, words: str) -> tuple[Forum, Proposal, str]:
    """Forum and proposal by their numbers, and the words after them; before the opening there is none."""
    first = split_number(words)
    second = split_number(first[1]) if first else None
    if first is None or second is None:
        raise Refused("usage-proposal")
    forum = _numbered(ctx, first[0])
    if forum.state is State.INVITED:
        raise Refused("forum-still-sealed", number=str(forum.number), when=ctx.clock(forum.opens_at))
    one = forums.find_turn(ctx.db, forum.id, second[0])
    if one is None:
        raise Refused("proposal-unknown", number=str(forum.number), turn=str(second[0]))
    return forum, one, second[1]


def _numbered(ctx: Ctx, number: int) -> Forum:
    found: Forum = capability.subjects["forum"].by_number(ctx, number)
    return found


# ---------------------------------------------------------------- asking and answering


@capability.command("问方案", "askbid", role=ANYONE, words_needed=True, hidden=True)
def ask(ctx: Ctx, words: str) -> None:
    """`问方案 3 2 用的什么漆？`: everybody can read it, and whether it was answered."""
    forum, one, said = _one(ctx, words)
    question = forums.in_public(ctx.db, forum.id, " ".join(said.split()))[:WORDS]
    if not question:
        raise Refused("usage-askbid")
    if forum.state not in (State.OPENED, State.VOTING, State.COUNTED):
        raise Refused("forum-over", number=str(forum.number))
    if not (any(home.path.startswith(forum.path) for home in ctx.homes) or ctx.holds(CALLERS, forum.path)):
        raise Refused("forum-not-yours", number=str(forum.number))
    asked = forums.ask(ctx.db, forum, one, ctx.me().id, question, ctx.now)
    ctx.record(forum.subject, "asked", question=asked.number)
    ctx.refresh(forum.subject)
    reply(ctx, "forum-ask-noted", number=str(asked.number), firm=one.firm)
    ctx.tell(forum.by_person_id, "forum-ask-staff", forum=str(forum.number), number=str(asked.number), firm=one.firm, words=question)


@capability.command("答方案", "answerbid", role=CALLERS, about="forum", hidden=True)
def answer(ctx: Ctx, forum: Forum, words: str) -> None:
    """`答方案 3 1 水性漆，有检测报告`: what the firm says to question 1, passed on by staff."""
    asked = split_number(words)
    said = forums.in_public(ctx.db, forum.id, " ".join(asked[1].split()))[:WORDS] if asked else ""
    if asked is None or not said:
        raise Refused("usage-answerbid")
    need_disinterested(ctx, forum)
    set_answer(ctx, forum, asked[0], said)


def set_answer(ctx: Ctx, forum: Forum, number: int, said: str, of: Proposal | None = None) -> None:
    """Write an answer, to a question about `of` when a firm answers itself; whoever asked hears it."""
    enquiry = forums.find_enquiry(ctx.db, forum.id, number)
    if enquiry is None or (of is not None and enquiry.proposal_id != of.id):
        raise Refused("forum-question-unknown", number=str(number))
    enquiry.answer, enquiry.answered_at = said, ctx.now
    ctx.record(forum.subject, "answered", question=number)
    ctx.db.flush()
    ctx.refresh(forum.subject)
    if enquiry.person_id is not None and enquiry.person_id != ctx.me().id:
        ctx.tell(enquiry.person_id, "forum-answer", number=str(number), words=enquiry.words, answer=said)
    reply(ctx, "forum-answer-noted", number=str(number))


@capability.button("bid-answer", role=ANYONE, about="proposal")
def answered_on_page(ctx: Ctx, one: Proposal, rest: str) -> None:
    """The firm answers on its own page."""
    number, _, said = rest.partition(":")
    forum = forums.lock_forum(ctx.db, one.forum_id)
    words = " ".join(said.split())[:WORDS]
    if forum is None or one.person_id != ctx.me().id or not number.isdigit() or not words:
        raise Refused("bid-answer-empty")
    if forum.state not in (State.OPENED, State.VOTING, State.COUNTED):
        raise Refused("forum-over", number=str(forum.number))
    set_answer(ctx, forum, int(number[:6]), forums.in_public(ctx.db, forum.id, words)[:WORDS], of=one)


# ---------------------------------------------------------------- interest


@capability.command("申报利益", "interest", role=ANYONE, where=Where.PRIVATE, about="forum")
def declare(ctx: Ctx, forum: Forum, words: str) -> None:
    """`申报利益 3 我弟弟在甲公司上班`: shown to everybody by role, without the name; who declares leaves the steps to others."""
    said = " ".join(words.split())[:WORDS]
    if not said:
        raise Refused("usage-interest")
    if forum.state in (State.AWARDED, State.DECIDED, State.LAPSED):
        raise Refused("forum-over", number=str(forum.number))
    held = [role for role, place in people.find_appointments(ctx.db, ctx.me().id) if forum.path.startswith(place.path)]
    role = next(iter(held), Role.RESIDENT)
    forums.declare(ctx.db, forum, ctx.me().id, role.value, said, ctx.now)
    ctx.record(forum.subject, "declared", role=role.value)
    ctx.refresh(forum.subject)
    if forum.poll_id is not None:
        ctx.refresh(f"poll:{forum.poll_id}")
    ctx.say("forum-declared", number=str(forum.number))


@capability.upon("person", "forget")
def forgotten(ctx: Ctx, person: Person, _act: str) -> None:
    """Somebody goes for good: what they asked and declared leaves the cards."""
    for forum, _ in forums.find_spoken(ctx.db, person.id):
        ctx.refresh(forum.subject)
        if forum.poll_id is not None:
            ctx.refresh(f"poll:{forum.poll_id}")


capability.subjects["forum"] = numbered(forums.find_numbered, forums.lock_forum, "forum-unknown")
