"""像是同一件事, 并入: what presses and merges leave behind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from models import journal
from models.matters import Follower, Matter, Snapshot
from models.rules.matters import State
from tests.house import Neighbourhood, photo


def states(n: Neighbourhood) -> list[tuple[int | None, State, int | None]]:
    return [tuple(row) for row in n.rows(select(Matter.number, Matter.state, Matter.merged_into_id).order_by(Matter.id))]


async def two(n: Neighbourhood) -> None:
    await n.say("陈奶奶", "居民群", "登记 2号楼水管漏水")
    await n.say("小王", "二号楼群", "登记 2号楼下水道堵了")


async def test_an_emergency_is_registered_at_once_and_may_be_merged_later(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼着火了")
    await neighbourhood.say("小王", "二号楼群", "2号楼着火了")
    assert [(number, state) for number, state, _ in states(neighbourhood)] == [(1, State.REGISTERED), (2, State.REGISTERED)]
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    assert states(neighbourhood)[1] == (2, State.MERGED, 1)


async def test_a_neighbour_who_presses_on_anothers_question_follows_and_leaves_it_open(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼电梯坏了")
    await neighbourhood.say("小王", "居民群", "2号楼电梯又坏了")
    asked = neighbourhood.channel.shown[-1]
    assert (await neighbourhood.press("李姐", asked, "我也遇到 #1")).toast == "记下了，#1 您也遇到。"
    assert (await neighbourhood.press("李姐", asked, "我也遇到 #1")).toast == "#1 已经记过您了。"
    assert states(neighbourhood)[1] == (None, State.DRAFT, None)
    assert (await neighbourhood.press("小王", asked, "我也遇到 #1")).toast == "记下了，#1 您也遇到。"
    assert states(neighbourhood)[1] == (None, State.LAPSED, 1)
    assert len(neighbourhood.rows(select(Follower.person_id))) == 2


async def test_words_and_pictures_of_the_one_who_joins_go_along_and_stay_theirs(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼电梯坏了")
    await neighbourhood.say("小王", "居民群", "2号楼电梯又坏了", attachments=photo(1))
    await neighbourhood.press("老林", neighbourhood.channel.shown[-1], "我也遇到 #1")  # staff for them
    await neighbourhood.say("小王", "居民群", attachments=photo(2))
    with neighbourhood.database.reading() as session:
        first = session.get(Matter, 1)
        assert first is not None
        assert (first.pictures, first.follows) == (2, 1)
        facts = [(fact.act, fact.person_id) for fact in journal.find_history(session, "matter:1") if fact.act == "added"]
        author = session.scalars(select(Follower.person_id)).one()
    assert facts == [("added", author)]
    assert neighbourhood.rows(select(Snapshot.matter_id)) == [(1,), (1,)]


async def test_a_question_whose_other_was_done_meanwhile_just_registers(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 2号楼电梯坏了")
    await neighbourhood.say("小王", "居民群", "2号楼电梯又坏了")
    asked = neighbourhood.channel.shown[-1]
    await neighbourhood.say("阿强", "工作群", "办结 1 好了")
    assert (await neighbourhood.press("小王", asked, "我也遇到 #1")).toast == "这个提问已经过时了，直接说“登记”加一句话就行。"
    await neighbourhood.press("小王", asked, "另外登记")
    assert states(neighbourhood)[1] == (2, State.REGISTERED, None)


async def test_a_question_whose_other_was_merged_leads_to_where_it_went(neighbourhood: Neighbourhood) -> None:
    await two(neighbourhood)
    await neighbourhood.say("李姐", "居民群", "2号楼下水道堵塞了")
    asked = neighbourhood.channel.shown[-1]
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    await neighbourhood.press("李姐", asked, "我也遇到 #2")
    assert states(neighbourhood)[2] == (None, State.LAPSED, 1)


async def test_later_words_to_a_merged_card_go_where_it_went(neighbourhood: Neighbourhood) -> None:
    await two(neighbourhood)
    card = next(s for s in neighbourhood.channel.shown if s.message.text.startswith("#2"))
    await neighbourhood.press("李姐", card, "补充")
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    await neighbourhood.say("李姐", "二号楼群", "三楼也堵了")
    await neighbourhood.say("小王", "二号楼群", "还在堵", reply_to=card.id, addressed=True)
    with neighbourhood.database.reading() as session:
        added = [fact.detail["words"] for fact in journal.find_history(session, "matter:1") if fact.act == "added"]
    assert added == ["三楼也堵了", "还在堵"]
    assert neighbourhood.channel.said(neighbourhood.groups["二号楼群"])[-1] == "已补充到 #1。"


async def test_staff_of_one_building_do_not_merge_into_another(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("陈奶奶", "居民群", "登记 3号楼水管漏水")
    await neighbourhood.say("小王", "二号楼群", "登记 2号楼下水道堵了")
    await neighbourhood.say("老林", "二号楼群", "并入 2 1")
    assert neighbourhood.channel.said(neighbourhood.groups["二号楼群"])[-1] == "#1 不归您管，请它那边的工作人员来并。"
    assert states(neighbourhood)[1] == (2, State.REGISTERED, None)


@pytest.mark.parametrize("closing", ["办结 1 好了", "不予受理 1 不归我们"])
async def test_nothing_goes_into_what_is_over(neighbourhood: Neighbourhood, closing: str) -> None:
    await two(neighbourhood)
    await neighbourhood.say("于美玲", "工作群", closing)
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    assert states(neighbourhood)[1] == (2, State.REGISTERED, None)


async def test_two_who_merge_into_one_another_at_once_merge_once(neighbourhood: Neighbourhood) -> None:
    await two(neighbourhood)
    said = [neighbourhood.incoming(who, "工作群", words) for who, words in (("阿强", "并入 1 2"), ("于美玲", "并入 2 1")) * 3]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(neighbourhood.dispatch_elsewhere, said))
    found = [(state, into) for _, state, into in states(neighbourhood)]
    assert sorted(found, key=str) in (
        sorted([(State.REGISTERED, None), (State.MERGED, 1)], key=str),
        sorted([(State.REGISTERED, None), (State.MERGED, 2)], key=str),
    )


async def test_a_merged_matter_is_told_once_and_its_group_hears_nothing_new(neighbourhood: Neighbourhood) -> None:
    await two(neighbourhood)
    before = len(neighbourhood.channel.said(neighbourhood.groups["二号楼群"]))
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    assert len(neighbourhood.channel.said(neighbourhood.groups["二号楼群"])) == before
    assert len(neighbourhood.channel.said(neighbourhood.people["小王"])) == 1
    assert neighbourhood.channel.said(neighbourhood.people["陈奶奶"]) == []


async def test_the_reporter_of_both_is_no_follower_of_their_own(neighbourhood: Neighbourhood) -> None:
    await neighbourhood.say("小王", "居民群", "登记 2号楼水管漏水")
    await neighbourhood.say("小王", "居民群", "登记 2号楼下水道堵了")
    await neighbourhood.say("阿强", "工作群", "并入 2 1")
    assert neighbourhood.rows(select(Follower.person_id)) == []
    assert states(neighbourhood)[1][1:] == (State.MERGED, 1)
