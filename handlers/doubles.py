"""像是同一件事: a report that is like an open matter is asked about first; 并入 makes two matters one."""

from __future__ import annotations

from handlers import matters as room
from handlers.ctx import Ctx, Voice
from handlers.kit import Added, Capability, Refused
from handlers.registry import split_number
from models import doubles, journal, matters
from models.matters import Matter
from models.rules.matters import OPEN, State
from models.rules.roles import ANYONE, STAFF

capability = Capability("doubles")


# ---------------------------------------------------------------- before it is registered


@capability.adds("draft")
def twin(voice: Voice, draft: Matter) -> Added:
    """Under an offer that is like an open matter: that matter, and the button that makes them one."""
    like = _root(voice, draft.like_id)
    if like is None or like.state not in OPEN:
        return Added()
    homes = doubles.count_homes(voice.db, like)
    params = {"day": voice.day(like.registered_at or like.opened_at), "state": voice.text(f"matter-state-{like.state.value}")}
    params |= {"homes": str(homes), "known": "yes" if homes else "no"}
    line = voice.text("double-like", number=_number(like), title=like.title, **params)
    return Added((line,), residents=(voice.button("button-join", f"join:{draft.id}", number=_number(like)),))


@capability.button("join", role=ANYONE, about="matter")
def join(ctx: Ctx, draft: Matter, _rest: str) -> None:
    """我也遇到 under such an offer: its author (or staff for them) makes it one with the other; any neighbour just follows that."""
    like = _root(ctx, draft.like_id)
    into = matters.lock_matter(ctx.db, like.id) if like else None  # nobody who holds that waits for a draft
    if draft.state is not State.DRAFT or into is None or into.state not in OPEN:
        raise Refused("offer-past")
    me = ctx.me().id
    if me == draft.reporter_id or ctx.holds(STAFF, draft.path):
        _become_one(ctx, draft, into)
        return ctx.toast("follow-own-added" if into.reporter_id == draft.reporter_id else "follow-added", number=_number(into))
    added = me != into.reporter_id and matters.follow(ctx.db, into, me, ctx.homes[0].id if ctx.homes else None, ctx.now)
    if added:
        _followed(ctx, into)
    return ctx.toast("follow-added" if added else "follow-already", number=_number(into))


def _become_one(ctx: Ctx, draft: Matter, into: Matter) -> None:
    """The draft's words and pictures are its author's in the other matter, whoever pressed."""
    new = doubles.join(ctx.db, draft, into, ctx.now)
    draft.state, draft.closed_at = State.LAPSED, ctx.now
    ctx.record(_subject(draft), "joined", into=_number(into))
    journal.record(ctx.db, _subject(into), "added", ctx.now, community=into.community_id, person=draft.reporter_id, words=draft.words)
    ctx.refresh(_subject(draft))
    if new:
        _followed(ctx, into)
    else:
        ctx.refresh(_subject(into))


def _followed(ctx: Ctx, into: Matter) -> None:
    ctx.record(_subject(into), "followed")
    ctx.refresh(_subject(into))
    ctx.moved("matter", into, "follow")


# ---------------------------------------------------------------- after it was


@capability.command("并入", "merge", role=STAFF, about="matter")
@capability.button("merge", role=STAFF, about="matter")
def merge(ctx: Ctx, matter: Matter, words: str) -> None:
    """`并入 13 12`: 13 goes into 12, with those who reported and follow it, and its pictures."""
    into, named = _into(ctx, matter, words)
    if matter.state not in OPEN:
        raise _refused(ctx, matter)
    if into.state not in OPEN:
        raise _refused(ctx, into)
    room.move(ctx, matter, "merge", _number(into), into=into.id)
    new = doubles.carry_over(ctx.db, matter, into, ctx.now)
    ctx.moved("matter", matter, "merged")
    ctx.record(_subject(into), "took-in", words=_number(matter))
    ctx.refresh(_subject(into))
    number, root = _number(matter), _number(into)
    for person in (other for other in new if other != ctx.me().id):
        ctx.tell(person, "merge-told", number=number, into=root, title=into.title)
    ctx.moved("matter", into, "follow")
    ctx.toast("merged" if named == into.number else "merged-on", named=f"#{named}", number=number, into=root, title=into.title)


def _into(ctx: Ctx, matter: Matter, words: str) -> tuple[Matter, int]:
    """The matter to go into, locked, and the number that was said; a merged one leads on to where it went itself."""
    asked = split_number(words)
    if asked is None:
        raise Refused("usage-merge")
    found = matters.find_matter(ctx.db, matter.community_id, asked[0])
    if found is None:
        raise Refused("matter-unknown", number=f"#{asked[0]}")
    root = doubles.find_root(ctx.db, found)
    if root.id == matter.id:
        raise Refused("merge-itself", number=_number(matter))
    into = doubles.lock_other(ctx.db, matter, root.id)
    if into is None or into.merged_into_id is not None:
        raise Refused("merge-busy", number=f"#{asked[0]}")
    if not ctx.holds(STAFF, into.path):
        raise Refused("merge-elsewhere", number=_number(into))
    return into, asked[0]


def _refused(ctx: Ctx, matter: Matter) -> Refused:
    return Refused("state", number=_number(matter), state=ctx.text(f"matter-state-{matter.state.value}"))


@capability.adds("matter")
def seen(voice: Voice, matter: Matter) -> Added:
    """A merged matter says where it went; to staff an open one that is like another offers to go there."""
    if matter.merged_into_id is not None:
        into = _root(voice, matter.merged_into_id)
        return Added((voice.text("card-merged", number=_number(into), title=into.title),)) if into else Added()
    like = _root(voice, matter.like_id) if matter.state in OPEN and matter.incident_id is None else None
    if like is None or like.id == matter.id or like.state not in OPEN:
        return Added()
    return Added(staff=(voice.button("button-merge", f"merge:{matter.id}:{like.number}", number=_number(like)),))


# ---------------------------------------------------------------- small words


def _root(voice: Voice, id_: int | None) -> Matter | None:
    found = voice.db.get(Matter, id_) if id_ is not None else None
    return doubles.find_root(voice.db, found) if found is not None else None


def _number(matter: Matter) -> str:
    return f"#{matter.number}"


def _subject(matter: Matter) -> str:
    return f"matter:{matter.id}"
