"""手机页: what a link does and does not do, on each kind of database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from models import chats, codes, people, phones, posters
from models.machinery import Letter
from models.people import Account, Bond, Tie
from models.phones import HomeLink
from models.posters import Phone
from models.rules.codes import digest
from tests.house import Neighbourhood

N = Neighbourhood


@pytest.fixture
def n(neighbourhood: Neighbourhood) -> Neighbourhood:
    neighbourhood.publish("https://jinlin.example")
    return neighbourhood


async def own(n: N) -> str:
    """A link of 陈奶奶's own, its digest."""
    await n.say("陈奶奶", "私聊", "手机页")
    return digest(n.channel.said("10")[-1].split("/h/")[1].split()[0])


async def test_only_the_digest_is_kept_and_the_letter_loses_its_words(n: N) -> None:
    said = await own(n)
    assert n.rows(select(HomeLink.digest)) == [(said,)]
    assert ["/h/" in str(body) for (body,) in n.rows(select(Letter.body).where(Letter.about == phones.about(1)))] == [True]
    await n.pass_time(timedelta(hours=1, minutes=1))
    assert n.rows(select(Letter.body).where(Letter.about == phones.about(1))) == [(None,)]


async def test_a_link_is_opened_once_while_it_lives(n: N) -> None:
    said = await own(n)
    with n.database.writing() as session:
        link = phones.find_link(session, said, n.now)
        assert link is not None
        assert [phones.open_link(session, link, f"phone-{name}", n.now) for name in "ab"] == [True, False]
    with n.database.reading() as session:
        assert phones.find_link(session, said, n.now + phones.LASTS) is None


async def test_a_press_from_elsewhere_opens_no_link(n: N) -> None:
    """The digest alone is worth nothing on a channel where links are not opened."""
    await n.say("老林", "私聊", "手机页 2号楼2单元201")
    households = digest(n.channel.said("3")[-1].split("/h/")[1].split()[0])
    for said in (await own(n), households):
        await n.press_data("小吴", "21", "1", f"phone-enter:{said}")
    assert n.rows(select(HomeLink.opened_at, HomeLink.account)) == [(None, "")] * 2
    assert n.rows(select(Tie.id).where(Tie.household_id == n.places["2号楼2单元201"])) == []


def phone_in(n: N, home: str, person: int | None = None) -> str:
    """A phone that is in, of somebody new, or of this person; its account."""
    with n.database.writing() as session:
        place = n._place(session, home)
        phone, _ = posters.add_phone(session, place, "近邻", n.now)
        chat = chats.find_chat(session, "web", phone.account)
        assert chat is not None
        if person is None:
            new = people.add_person(session, "", n.now, "web", phone.account)
            people.tie(session, new.id, place, Bond.FAMILY, people.Evidence.SAID, n.now)
        else:
            people.add_account(session, person, "web", phone.account)
            chat.person_id = person
        return phone.account


async def test_to_stop_ones_own_leaves_the_tie_and_to_stop_a_households_ends_those_of_phones(n: N) -> None:
    home = "2号楼1单元301"
    [(granny,)] = n.rows(select(Account.person_id).where(Account.external == "10"))
    mine, foreign = phone_in(n, home, granny), phone_in(n, "3号楼1单元201")
    with n.database.reading() as session:
        ringing = chats.find_private(session, granny)
        assert (ringing.address if ringing else "") == "10"  # a page rings nobody
    await n.say("陈奶奶", "私聊", "手机页 停用")
    assert n.rows(select(Phone.account)) == [(foreign,)]
    phone_in(n, home, granny)
    phone_in(n, home)
    with n.database.writing() as session:
        code = codes.make_code(session, n._place(session, home), n.now)
    await n.say("老林", "私聊", f"手机页 {home} 停用")
    with n.database.reading() as session:
        assert codes.find_home(session, code, n.now) is None
    assert n.rows(select(Phone.account)) == [(foreign,)]
    here = select(Tie.person_id).where(Tie.household_id == n.places[home], Tie.until.is_(None))
    assert (n.rows(here), mine != foreign) == ([(granny,)], True)


async def test_who_moved_out_has_no_say_though_the_link_lives(n: N) -> None:
    await own(n)
    with n.database.writing() as session:
        session.execute(update(Tie).where(Tie.household_id == n.places["2号楼1单元301"]).values(until=n.now))
        [granny] = session.scalars(select(Account.person_id).where(Account.external == "10"))
        assert (people.has_left(session, granny), list(people.find_homes(session, granny))) == (True, [])


async def test_ones_own_links_go_with_the_person(n: N) -> None:
    await own(n)
    await n.say("陈奶奶", "私聊", "注销")
    await n.press("陈奶奶", n.channel.shown[-1], next(b.label for row in n.channel.shown[-1].message.buttons for b in row))
    assert n.rows(select(HomeLink.id)) == []


async def test_whom_a_lost_phone_entrusted_goes_with_it(n: N) -> None:
    """Wrong hands that said to own the flat may have made somebody its proxy; a home with an owner of its own keeps whom that one chose."""
    for door, stays in (("2号楼2单元201", False), ("2号楼1单元301", True)):
        home = n.places[door]
        phone_in(n, door)
        with n.database.writing() as session:
            session.execute(update(Tie).where(Tie.household_id == home, Tie.bond == Bond.FAMILY).values(bond=Bond.OWNER))
            person = people.find_person(session, "telegram", "20")
            assert person is not None
            people.tie(session, person.id, n._place(session, door), Bond.PROXY, people.Evidence.SAID, n.now)
        await n.say("老林", "私聊", f"手机页 {door} 停用")
        left = n.rows(select(Tie.bond).where(Tie.household_id == home, Tie.until.is_(None)).order_by(Tie.id))
        assert left == ([(Bond.OWNER,), (Bond.PROXY,)] if stays else [])
