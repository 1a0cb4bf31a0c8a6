"""Photos of a Love Day: whose are kept, which stay reports, and the one album afterwards."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.duties import Occasion
from models.keepsakes import Keepsake
from models.matters import Matter
from models.messaging import Picture
from models.people import Person
from models.rules.duties import ALBUM, in_turns
from tests.handlers.poll_house import press
from tests.handlers.test_loveday import begin, private, sign_up
from tests.house import Neighbourhood, photo


async def attended(n: Neighbourhood, *who: str) -> Occasion:
    """The day is on, and these have come."""
    await begin(n)
    sign_up(n, *who)
    with n.database.reading() as session:
        day = session.scalars(select(Occasion)).one()
    n.now = day.starts_at + timedelta(minutes=5)
    for name in who:
        n.dispatch(press(n, name, f"duty-here:{day.id}"))
    return day


def kept(n: Neighbourhood) -> list[str]:
    query = select(Person.name, Keepsake.ref).join(Person, Person.id == Keepsake.person_id).order_by(Keepsake.id)
    return [f"{name}:{ref}" for name, ref in n.rows(query)]


def albums(n: Neighbourhood, where: str) -> list[Picture]:
    shown = [one.message.picture for one in n.channel.shown if one.chat == n.groups[where] and one.message.picture]
    return [one for one in shown if one.of == "telegram"]


async def test_photos_of_those_who_came_are_one_album_and_are_kept_no_more(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await attended(n, "小王", "李姐")
        await n.say("小王", "居民群", attachments=photo(1))
        await n.say("小王", "私聊", attachments=photo(2))
        await n.say("小王", "私聊", attachments=photo(2))
        await n.say("李姐", "居民群", "大家辛苦啦", attachments=photo(3))
        await n.say("陈奶奶", "居民群", attachments=photo(4))
        assert kept(n) == ["小王:ref1", "小王:ref2", "李姐:ref3"]
        assert private(n, "小王").count("照片收到") == 1
        await n.pass_time(day.ends_at + timedelta(minutes=31) - n.now)
        [album] = albums(n, "居民群")
        assert (album.name, album.more) == ("ref1", ("ref2", "ref3"))
        assert kept(n) == []


async def test_a_photo_of_a_trouble_is_a_report_even_on_the_day(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        await attended(n, "小王")
        await n.say("小王", "私聊", "2号楼电梯坏了", attachments=photo(1))
        assert (kept(n), n.rows(select(func.count()).select_from(Matter))) == ([], [(1,)])


async def test_who_is_forgotten_leaves_no_photo_behind(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        day = await attended(n, "小王")
        await n.say("小王", "居民群", attachments=photo(1))
        person = n.rows(select(Person.id).where(Person.name == "小王"))[0][0]
        n.dispatch(press(n, "小王", f"forget:{person}", where="私聊"))
        await n.pass_time(day.ends_at + timedelta(minutes=31) - n.now)
        assert albums(n, "居民群") == []


@given(st.lists(st.integers(1, 4), max_size=30))
def test_everybody_is_shown_before_anybody_is_shown_twice(owners: list[int]) -> None:
    shown = [owners[at] for at in in_turns(owners)]
    assert len(shown) == min(len(owners), ALBUM)
    fewest = min((shown.count(one) for one in set(owners) if shown.count(one) < owners.count(one)), default=ALBUM)
    assert all(shown.count(one) <= fewest + 1 for one in shown)
