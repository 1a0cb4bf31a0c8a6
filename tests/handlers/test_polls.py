"""Polls through the real road: the roll is frozen, a press sets, the end is the end, and nothing sealed is told."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update

from handlers import dispatch
from handlers.ctx import House
from models import people
from models.ballots import Ballot, Change
from models.base import Base
from models.chats import Chat, Kind
from models.database import Database
from models.machinery import Journal, Letter, Result, Timer
from models.people import Bond, Tie
from models.places import Household
from models.polls import Poll
from models.rolls import Seat
from models.rules.roles import Role
from models.schema import metadata
from models.timers import find_due
from tests.handlers.poll_house import CLOSES, box, counted, find_poll, live, open_poll, press, vote
from tests.house import Neighbourhood

STATUTORY = "2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 周六20点"
SEALED = "2号楼 选哪家 摸底 默认 按户 封存 周六20点"


async def test_the_roll_is_frozen_and_edits_after_the_opening_change_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n, STATUTORY)
    before = n.rows(select(Seat.household_id, Seat.label, Seat.head, Seat.area).order_by(Seat.household_id))
    assert len(before) == 6
    assert {label for _, label, _, _ in before} >= {"2号楼1单元301", "2号楼2单元101"}
    assert find_poll(n, id_).unreached == 4
    with n.database.writing() as session:
        session.execute(update(Household).values(area=1))
        session.execute(update(Tie).values(bond=Bond.FAMILY))
    live(n, "900", "2号楼1单元101")
    assert vote(n, "陈奶奶", id_, "yes").toast.startswith("已记下")
    assert vote(n, "900", id_, "yes").toast.startswith("已记下")  # nobody had reached them, but they stand on the roll
    poll = find_poll(n, id_)
    assert (poll.homes, poll.area, poll.cast_area) == (6, 2 * (8801 + 8802 + 8803), 8803 + 8801)
    assert n.rows(select(Seat.household_id, Seat.label, Seat.head, Seat.area).order_by(Seat.household_id)) == before


async def test_an_owner_of_several_flats_is_one_head(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    live(n, "10", "2号楼1单元101")
    live(n, "900", "2号楼1单元201")
    live(n, "900", "2号楼2单元101", Bond.FAMILY)
    poll = find_poll(n, await open_poll(n, STATUTORY))
    assert (poll.homes, poll.heads) == (6, 5)


async def test_a_press_sets_whatever_comes_twice(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    for _ in range(3):
        vote(n, "陈奶奶", id_, "yes")
    same = press(n, "陈奶奶", f"vote:{id_}:no")
    assert n.dispatch(same).toast.startswith("已记下")
    vote(n, "陈奶奶", id_, "abstain")
    assert n.dispatch(same).duplicate  # redelivered after a change: the change stands
    assert [choice for _, _, choice in box(n)] == [["abstain"]]
    assert [choice for (choice,) in n.rows(select(Change.choice).order_by(Change.id))] == [["yes"], ["no"], ["abstain"]]
    assert len(n.rows(select(Ballot.receipt))) == 1
    kept, found = counted(n, id_)
    assert kept == found


@pytest.mark.parametrize(("late", "taken"), [(timedelta(microseconds=-1), True), (timedelta(), False), (timedelta(seconds=1), False)])
async def test_the_moment_of_receipt_decides(neighbourhood: Neighbourhood, late: timedelta, taken: bool) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    n.now = CLOSES + late
    told = vote(n, "陈奶奶", id_, "yes")
    assert told.result is (Result.HANDLED if taken else Result.REFUSED)
    assert told.toast.startswith("已记下") if taken else told.toast == "投票 1 已在 9月5日 20:00 截止，这一次没有计入。"
    assert len(box(n)) == taken
    await n.alarm.beat()
    await n.settle()
    assert (find_poll(n, id_).closed_at is not None) is not taken


async def test_after_downtime_it_ends_when_it_was_to_end(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    vote(n, "陈奶奶", id_, "yes")
    n.now = CLOSES + timedelta(days=3)
    assert vote(n, "小王", id_, "no").result is Result.REFUSED  # before any timer has fired
    await n.alarm.beat()
    await n.settle()
    assert find_poll(n, id_).cast_homes == 1
    result = next(said for said in n.channel.said(n.groups["二号楼群"]) if said.startswith("投票 1 结果"))
    assert "同意 1 户（100%）" in result
    assert "9月5日 20:00 截止" in result


async def test_it_closes_once(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    await n.pass_time(timedelta(days=3))
    with n.database.writing() as session:
        session.execute(update(Timer).where(Timer.name == "poll-closes").values(fired_at=None))
        assert find_due(session, n.now)
    await n.pass_time(timedelta(hours=1))
    said = [text for text in n.channel.said(n.groups["二号楼群"]) if "结果" in text]
    assert len(said) == 1
    assert n.rows(select(func.count()).where(Journal.subject == f"poll:{id_}", Journal.act == "closed")) == [(1,)]


# ---------------------------------------------------------------- who answers


async def test_who_lives_elsewhere_or_nowhere_changes_nothing(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    for who in ("李姐", "老周", "外人", "管理员", "于美玲"):
        assert vote(n, who, id_, "yes").result is Result.REFUSED
    assert box(n) == []


async def test_tenants_give_opinions_until_an_owner_does(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    live(n, "900", "2号楼1单元301", Bond.TENANT)
    live(n, "901", "2号楼1单元301", Bond.FAMILY)
    asked, decided = await open_poll(n), await open_poll(n, STATUTORY)
    assert "租户不能代投" in vote(n, "900", decided, "yes").toast
    assert vote(n, "900", asked, "yes").result is Result.HANDLED
    assert vote(n, "901", asked, "no").result is Result.HANDLED
    assert vote(n, "900", asked, "yes").toast == "这一户已由业主投过，以业主的为准。"
    assert vote(n, "陈奶奶", asked, "abstain").result is Result.HANDLED
    assert vote(n, "901", asked, "no").result is Result.REFUSED
    assert [choice for _, _, choice in box(n)] == [["abstain"]]


async def test_a_sellers_ballot_stands(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n, STATUTORY)
    vote(n, "陈奶奶", id_, "yes")
    with n.database.writing() as session:
        person = people.find_person(session, "telegram", "10")
        assert person is not None
        session.execute(update(Tie).where(Tie.person_id == person.id).values(until=n.now))
    assert vote(n, "陈奶奶", id_, "no").result is Result.REFUSED
    await n.pass_time(timedelta(days=3))
    assert [choice for _, _, choice in box(n)] == [["yes"]]
    assert find_poll(n, id_).cast_homes == 1


# ---------------------------------------------------------------- nothing sealed is told


def _everything(n: Neighbourhood, but: str) -> str:
    """All that was shown or stored to be shown, but for one private chat; and all the journal holds."""
    shown = [shown.message.text for _, shown in n.channel.log if shown.chat != but]
    with n.database.reading() as session:
        own = select(Chat.id).where(Chat.address == but)
        letters = [repr(body) for (body,) in session.execute(select(Letter.body).where(Letter.chat_id.not_in(own)))]
        facts = [repr(tuple(row)) for row in session.execute(select(Journal.__table__))]
    return "\n".join(shown + letters + facts)


@pytest.mark.parametrize("labels", [("甲公司", "乙公司")])
async def test_a_sealed_poll_tells_nothing_before_its_end(
    neighbourhood: Neighbourhood, labels: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """Two houses answer differently; what everybody else sees, and what is kept of it, is letter by letter the same."""
    n = neighbourhood
    caplog.set_level(logging.INFO)
    live(n, "900", "2号楼1单元301")
    id_ = await open_poll(n, "2号楼 选哪家 摸底 按户 封存 周六20点", "老林", "、".join(labels), "单选")
    before = len(n.channel.log)
    told, wished = {}, {}
    for choice in ("1", "2"):
        start = len(n.channel.log)
        await n.happen(press(n, "陈奶奶", f"vote:{id_}:{choice}"))
        wished[choice] = n.count(Letter)
        told[choice] = [(kind, shown.chat, shown.message.text) for kind, shown in n.channel.log[start:]]
    assert wished["1"] == wished["2"]  # nor is one even wished for
    assert told["2"] == []  # a change of mind makes no edit, at no time
    assert len(told["1"]) == 1  # that somebody answered is shown
    assert all(label not in row[2].split("\n［")[0] for row in told["1"] for label in labels)
    await n.happen(press(n, "900", f"vote:{id_}:2"))  # the same answer by another of the household: as any other
    assert "重新投过" in n.channel.shown[-1].message.text
    cast = _everything(n, "nobody")
    later = "\n".join(shown.message.text for _, shown in n.channel.log[before:])
    assert not any(label in later for label in labels)
    assert not any(f"'choice': ['{key}']" in cast or f"vote:{id_}:{key}'" in _journal(n) for key in ("1", "2"))
    assert not any(label in record.getMessage() or label in repr(record.__dict__) for record in caplog.records for label in labels)
    assert "封存" in (await n.say("陈奶奶", "私聊", f"回执 {_receipt(n)}"), n.channel.shown[-1].message.text)[1]
    await n.pass_time(timedelta(days=3))
    assert any("乙公司 1 户（100%）" in said for said in n.channel.said(n.groups["二号楼群"]))


def _journal(n: Neighbourhood) -> str:
    return "\n".join(repr(tuple(row)) for row in n.rows(select(Journal.__table__)))


def _receipt(n: Neighbourhood) -> str:
    return str(n.rows(select(Ballot.receipt))[0][0])


async def test_the_card_of_a_sealed_poll_is_the_same_whatever_was_chosen(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    seen = []
    for choice in ("yes", "no", "abstain"):
        id_ = await open_poll(n, SEALED)
        await n.happen(press(n, "陈奶奶", f"vote:{id_}:{choice}"))
        seen.append(n.channel.said(n.groups["二号楼群"])[-1].replace(f"投票 {id_}", "投票"))
    assert len(set(seen)) == 1


# ---------------------------------------------------------------- results


async def test_results_hold_no_name_of_anybody(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n, STATUTORY)
    for who, choice in (("陈奶奶", "yes"), ("小王", "no")):
        vote(n, who, id_, choice)
    await n.pass_time(timedelta(days=3))
    public = [shown.message.text for shown in n.channel.shown if shown.chat.startswith("-")]
    assert sum("结果" in said for said in public) == 2  # the residents' group and the staff's
    assert not [name for name in n.people for said in public if name in said]


async def test_the_record_is_kept_in_the_quiet_chat(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        chat = session.scalars(select(Chat).where(Chat.address == n.groups["居民群"])).one()
        chat.kind = Kind.QUIET
    id_ = await open_poll(n, STATUTORY)
    assert find_poll(n, id_).roll_hash in n.channel.said(n.groups["居民群"])[0]
    await n.pass_time(timedelta(days=3))
    assert n.channel.said(n.groups["居民群"])[1].startswith("投票 1 结果")
    assert not any(shown.message.buttons for shown in n.channel.shown if shown.chat == n.groups["居民群"])


# ---------------------------------------------------------------- reminders


def reminded(n: Neighbourhood) -> Counter[str]:
    return Counter(shown.chat for shown in n.channel.shown if "还没投。" in shown.message.text)


async def test_reminders_go_to_those_who_have_not_answered_once_each(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    live(n, "10", "2号楼1单元201")
    live(n, "900", "2号楼1单元101", Bond.TENANT)
    id_ = await open_poll(n)
    vote(n, "小王", id_, "yes")
    await n.pass_time(CLOSES - timedelta(days=1) - n.now)
    assert reminded(n) == {"10": 1}  # two households of hers, one letter
    await n.pass_time(timedelta(minutes=1))
    assert reminded(n) == {"10": 1}
    await n.pass_time(CLOSES - timedelta(hours=2) - n.now)
    assert reminded(n) == {"10": 2}
    await n.pass_time(timedelta(days=2))
    assert reminded(n) == {"10": 2}


async def test_a_reminder_that_comes_late_is_not_doubled_and_none_comes_after_the_end(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    await open_poll(n)
    await n.pass_time(CLOSES - timedelta(hours=1) - n.now)  # down over both
    assert reminded(n) == {"10": 1, "11": 1}
    n.now = CLOSES + timedelta(minutes=5)
    await n.alarm.beat()
    await n.settle()
    assert reminded(n) == {"10": 1, "11": 1}


async def test_an_extension_sets_the_reminders_anew(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    id_ = await open_poll(n)
    await n.say("老林", "私聊", "延期 1 周日20点 两户在外地")
    poll = find_poll(n, id_)
    assert poll.closes_at == CLOSES + timedelta(days=1)
    assert [(put["old"], put["new"], put["why"]) for put in poll.extended] == [
        (CLOSES.isoformat(), (CLOSES + timedelta(days=1)).isoformat(), "两户在外地")
    ]
    await n.pass_time(CLOSES - n.now + timedelta(minutes=1))
    assert vote(n, "陈奶奶", id_, "yes").result is Result.HANDLED
    assert find_poll(n, id_).closed_at is None
    assert reminded(n) == {"10": 1, "11": 1}  # the day before the new end
    await n.pass_time(timedelta(hours=22))
    assert reminded(n) == {"10": 1, "11": 2}
    await n.pass_time(timedelta(hours=3))
    assert find_poll(n, id_).closed_at is not None


async def test_of_a_whole_compound_each_leader_hears_of_their_own_buildings_doors(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    with n.database.writing() as session:
        n._person(session, "5", "老郑", role=Role.LEADER, place=n._place(session, "3号楼"))
    await open_poll(n, "傲梅苑 装不装门禁 摸底 默认 按户 公开 周六20点", by="于美玲")
    await n.pass_time(CLOSES - timedelta(days=1) - n.now)
    knocks = {who: [said for said in n.channel.said(who) if "请上门问问" in said] for who in ("2", "3", "5")}
    assert {who: len(said) for who, said in knocks.items()} == {"2": 1, "3": 1, "5": 1}
    assert "18 户没投，其中 15 户我联系不上" in knocks["2"][0]
    assert "6 户没投，其中 4 户我联系不上，请上门问问：\n2号楼1单元101、2号楼1单元201、2号楼2单元201、2号楼2单元301" in knocks["3"][0]
    assert "6 户没投，其中 5 户我联系不上，请上门问问：\n3号楼1单元101、" in knocks["5"][0]


# ---------------------------------------------------------------- forged


FORGED = (
    *(
        "vote:{id}",
        "vote:{id}:",
        "vote:{id}:YES",
        "vote:{id}:yes:1",
        "vote:{id}:1",
        "vote:{id}:clear",
        "vote:{id}:yes ",
        "vote:999:yes",
        "vote:-1:yes",
    ),
    *(
        "vote:0x1:yes",
        "vote:{id}'--:yes",
        "vote::yes",
        "vote:１:yes",
        "vote:99999999999999999999:yes",
        "ballot:{id}",
        "ballot:{id}:yes",
        "ballot:{id}:1:yes",
    ),
    *(
        "ballot:{id}:999:yes",
        "ballot:{id}:{home}:yes",
        "ballot:{id}:{home}:no",
        "ballot:{id}:{home}",
        "ballot:{id}:-{home}:yes",
        "ballot:{id}:{home}.0:yes",
    ),
    *(
        "poll-form:publish",
        "poll-form:edit:title",
        "poll-form:kind:advisory",
        "poll-form::",
        "poll-form:place:1",
        "poll-form:closes:0天后",
        "poll-show:{id}:x",
    ),
    *(
        "poll-closes:{id}",
        "poll:{id}",
        "extend:{id}",
        "extend:{id}:周日20点 x",
        "unvoted:{id}",
        "receipt:{id}",
        "polls:{id}",
        "vote\x00:{id}:yes",
        "🗳:{id}:yes",
    ),
)


def whole(n: Neighbourhood) -> list[list[str]]:
    """Every row of every table polls are made of."""
    names = ("polls", "seats", "ballots", "ballot_changes", "timers", "places", "households", "ties", "persons", "appointments")
    with n.database.reading() as session:
        return [sorted(repr(tuple(row)) for row in session.execute(select(metadata.tables[name]))) for name in names]


async def test_twenty_thousand_forged_presses_change_nothing(quick_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite; a thousand on PostgreSQL, where nothing of it differs but the time it takes."""
    presses = 20_000 if quick_database.embedded else 1_000
    async with Neighbourhood(quick_database, monkeypatch).living() as n:
        id_ = await open_poll(n)
        vote(n, "小王", id_, "yes")
        home = n.places["2号楼1单元301"]
        before = whole(n)
        forgers = ("李姐", "老周", "小吴", "阿强")
        for start in range(0, presses, 100):
            with n.desk.writer.writing(courier=None) as session:
                for turn in range(start, start + 100):
                    data = FORGED[turn % len(FORGED)].format(id=id_ + turn // (presses // 2), home=home + turn % 7)
                    forged = press(n, forgers[turn // len(FORGED) % len(forgers)], data, where="二号楼群" if turn % 2 else "")
                    assert dispatch.dispatch(session, House(), forged, n.now).result is Result.REFUSED
        assert whole(n) == before


def test_every_table_of_polls_belongs_to_a_community() -> None:
    for table in (Poll, Seat, Ballot, Change):
        assert issubclass(table, Base)
        assert "community_id" in table.__table__.c


async def test_a_ballot_cannot_stand_twice(neighbourhood: Neighbourhood) -> None:
    """The database itself refuses a second ballot of a household."""
    n = neighbourhood
    id_ = await open_poll(n)
    vote(n, "陈奶奶", id_, "yes")
    with pytest.raises(Exception, match=r"(?i)unique"), n.database.writing() as session:
        session.execute(text("INSERT INTO ballots SELECT * FROM ballots"))


async def test_numbers_of_options_are_options_whatever_ones_door_ends_with(neighbourhood: Neighbourhood) -> None:
    """`投票 1 1 2 3` of 301 names no door: the first choice is not lost."""
    n = neighbourhood
    async with n.living():
        await open_poll(n, "2号楼 选颜色 摸底", "老林", "红\n黄\n蓝", "排序", "按户", "公开", "周六20点")
        for said, choice in (("1 2 3", ["1", "2", "3"]), ("301 3 1", ["3", "1"]), ("2号楼1单元301 2", ["2"]), ("1单元301 黄 红", ["2", "1"])):
            await n.say("陈奶奶", "私聊", f"投票 1 {said}")
            assert [ballot for _, _, ballot in box(n)] == [choice]
