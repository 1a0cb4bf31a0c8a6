"""手机页: a link to the page on which a household does from any phone what others do in a chat; who opens it first has it."""

from __future__ import annotations

from datetime import timedelta

from handlers.ctx import ANSWER, Ctx
from handlers.homes import CONFIRMERS, called, need_home
from handlers.kit import Capability, Refused, Where
from models import codes, links, people, phones, places, posters, rolls
from models.people import Bond, Evidence
from models.phones import HomeLink
from models.places import Place
from models.rules.roles import ANYONE

capability = Capability("phones")

FORGETS = timedelta(hours=1)


@capability.command("手机页", "phone", role=ANYONE, where=Where.PRIVATE)
def page(ctx: Ctx, words: str) -> None:
    """`手机页` gives one's own, `手机页 停用` ends it; `手机页 2-301` gives whoever answers for that household's one to hand on."""
    said, stop = _stops(ctx, words.strip())
    if not said:
        return _stop_own(ctx) if stop else _give_own(ctx)
    home = need_home(ctx, said, "usage-phone")
    if not ctx.holds(CONFIRMERS, home.path):
        raise Refused("phone-not-yours")
    return _stop_home(ctx, home) if stop else _give_home(ctx, home)


def _stops(ctx: Ctx, words: str) -> tuple[str, bool]:
    """What is left of the words, and whether links are to end."""
    first, _, last = words.rpartition(" ")
    stop = last in (ctx.text("phone-stop"), "stop")
    return (first if stop else words).strip(), stop


def _give(ctx: Ctx, key: str, place: Place, person: int | None = None, **told: str) -> None:
    """A letter with a new link, which loses its words once it has gone: the token is kept nowhere."""
    if not ctx.house.public_url:
        raise Refused("phone-no-address")
    link, token = phones.make_link(ctx.db, place, ctx.now, person)
    post = ctx.post(key, url=f"{ctx.house.public_url}/h/{token}", days=str(phones.LASTS.days), **told)
    ctx.write(ctx.chat, post, rank=ANSWER, about=phones.about(link))
    ctx.later("phone-link-forgets", f"home-link:{link}", ctx.now + FORGETS)


@capability.timer("phone-link-forgets")
def forget_link(ctx: Ctx, link: int) -> None:
    """The letter that carried it has gone; one that waits still is looked at again."""
    if not links.blank_letters(ctx.db, phones.about(link)):
        ctx.later("phone-link-forgets", f"home-link:{link}", ctx.now + FORGETS)


def _give_own(ctx: Ctx) -> None:
    ctx.record(f"person:{ctx.me().id}", "phone-link")
    _give(ctx, "phone-link-own", ctx.homes[0] if ctx.homes else ctx.need_place(), ctx.me().id)


def _stop_own(ctx: Ctx) -> None:
    here = ctx.chat.address if ctx.chat.channel == posters.CHANNEL else ""
    ended = phones.revoke_own(ctx.db, ctx.me().id, ctx.now, besides=here)
    ctx.record(f"person:{ctx.me().id}", "phone-stopped")
    ctx.say("phone-stopped" if ended else "phone-none")


def _give_home(ctx: Ctx, home: Place) -> None:
    ctx.record(f"household:{home.id}", "phone-link")
    _give(ctx, "phone-link-home", home, home=called(ctx, home))


def _stop_home(ctx: Ctx, home: Place) -> None:
    """The code on the same letter is dead too: whoever has the one has the other."""
    ended = phones.revoke_home(ctx.db, home.id, ctx.now)
    codes.kill_codes(ctx.db, home.id, Bond.FAMILY, ctx.now)
    ctx.moved("home", home, "stopped")
    ctx.record(f"household:{home.id}", "phone-stopped", ended=ended)
    ctx.say("phone-stopped-home" if ended else "phone-none-home", home=called(ctx, home))


# ---------------------------------------------------------------- the first who opens it


@capability.button("phone-enter", role=ANYONE)
def enter(ctx: Ctx, digest: str) -> None:
    """进入, on the page: only who was given the token knows its digest; of two phones the first has it, the other gives a code."""
    link = phones.find_link(ctx.db, digest, ctx.now)
    account = ctx.chat.address
    if link is None or ctx.chat.channel != posters.CHANNEL or not account.startswith(posters.ACCOUNT):
        raise Refused("phone-link-gone")
    if not phones.open_link(ctx.db, link, account, ctx.now):
        raise Refused("phone-link-taken")
    if link.person_id is not None:
        return _enter_own(ctx, link, link.person_id)
    home = places.find_place(ctx.db, link.place_id)
    assert home is not None
    return _enter_home(ctx, home)


def _enter_own(ctx: Ctx, link: HomeLink, person: int) -> None:
    """The phone is one more account of the person whose link it is."""
    if ctx.person is not None and ctx.person.id != person:
        raise Refused("phone-link-taken")
    if ctx.person is None:
        people.add_account(ctx.db, person, posters.CHANNEL, ctx.chat.address)
        ctx.person = people.find_person(ctx.db, posters.CHANNEL, ctx.chat.address)
        ctx.chat.person_id = person
    ctx.record(f"person:{person}", "phone-entered", link=link.id)
    ctx.toast("phone-entered")


def _enter_home(ctx: Ctx, home: Place) -> None:
    """Whoever has the phone belongs to the household, as with a joining code; who lives there already hears it."""
    me = ctx.me().id
    if people.tie(ctx.db, me, home, Bond.FAMILY, Evidence.SAID, ctx.now):
        ctx.record(f"household:{home.id}", "joined", by="link", bond=Bond.FAMILY.value)
        for person in rolls.find_others(ctx.db, home.id, me):
            ctx.tell(person, "phone-others-told", home=called(ctx, home))
    ctx.toast("phone-entered")
