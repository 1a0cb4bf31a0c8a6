"""Ownership that people only say of themselves counts, is told apart, and is borne out by somebody who has seen more."""

from __future__ import annotations

from sqlalchemy import select, update

from models import ballots
from models.ballots import Ballot
from models.entries import Entered
from models.machinery import Result
from models.people import Bond, Evidence, Tie
from models.polls import Poll
from models.rules.codes import find_code
from models.rules.entries import State
from models.rules.poll_sheets import unproven
from models.rules.polls import Standing
from models.rules.proofs import Proof
from tests.handlers.poll_house import CLOSES, find_poll, live, open_poll, press, vote
from tests.house import Neighbourhood

STATUTORY = "2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 周六20点"


def proofs(n: Neighbourhood, id_: int) -> dict[str, Proof]:
    with n.database.reading() as session:
        return {cast.home: cast.proof for cast in ballots.make_sheet(session, session.get_one(Poll, id_)).ballots}



def said(n: Neighbourhood, account: str) -> str:
    return n.channel.said(account)[-1]


async def test_who_says_to_own_it_is_counted_and_told_apart_until_somebody_saw_the_deed(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    door, home = "2号楼1单元201", n.places["2号楼1单元201"]
    async with n.living():
        await n.say("老周", "私聊", f"绑定 {door}")
        [asked] = [shown for shown in n.channel.shown if shown.chat == "3"]
        await n.press("老林", asked, "是，确认")  # the leader knows that he lives there
        await n.press_data("老周", "20", "1", f"bond:{home}:owner")  # that he owns it he says himself
        assert n.rows(select(Tie.bond, Tie.evidence).where(Tie.household_id == home)) == [(Bond.OWNER, Evidence.SAID)]
        id_ = await open_poll(n, STATUTORY)
        assert vote(n, "老周", id_, "yes").result is vote(n, "陈奶奶", id_, "yes").result is Result.HANDLED
        assert proofs(n, id_) == {door: Proof.SAID, "2号楼1单元301": Proof.DEED}
        await n.say("老林", "私聊", "未投 1")
        assert "投了、要核对身份（1 户）：2号楼1单元201\n" in said(n, "3")
        await n.say("老林", "私聊", f"核实 {door}")
        assert said(n, "3") == f"{door}的业主和代理人\n老周：业主（自报，没核实）\n看过什么就点什么；不是业主，点“不是”。"
        await n.press("老林", n.channel.shown[-1], "看过产权证")
        assert f"{door}：您的业主（代理）身份核实了" in said(n, "20")
        assert proofs(n, id_) == {door: Proof.DEED, "2号楼1单元301": Proof.DEED}
        await n.say("老林", "私聊", "未投 1")
        assert "核对身份" not in said(n, "3")


async def test_a_closed_box_stays_as_it_was_published(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        account, door = "40", "2号楼1单元201"
        me = live(n, account, door)
        with n.database.writing() as session:
            session.execute(update(Tie).where(Tie.person_id == me).values(evidence=Evidence.SAID))
        id_ = await open_poll(n, STATUTORY)
        vote(n, account, id_, "yes")
        await n.pass_time(CLOSES - n.now)
        assert "其中 1 户、88.02 ㎡ 由自报的业主或家属表态" in n.channel.said(n.groups["二号楼群"])[-1]
        kept = find_poll(n, id_).ballots_hash
        await n.press_data("老林", "3", "1", f"proof:{n.places[door]}:{me}:deed")
        assert proofs(n, id_) == {door: Proof.SAID}
        with n.database.reading() as session:
            assert session.get_one(Poll, id_).ballots_hash == kept


async def test_who_does_not_own_it_gives_way_to_who_does(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        other, door = live(n, "40", "2号楼1单元301"), "2号楼1单元301"
        id_ = await open_poll(n, STATUTORY)
        vote(n, "40", id_, "no")
        await n.press_data("老林", "3", "1", f"proof:{n.places[door]}:{other}:denied")
        assert said(n, "40").startswith(f"{door}：您先按家属登记")
        assert proofs(n, id_) == {door: Proof.FAMILY}
        assert vote(n, "陈奶奶", id_, "yes").result is Result.HANDLED
        assert vote(n, "40", id_, "no").result is Result.REFUSED
        assert proofs(n, id_) == {door: Proof.DEED}


async def test_a_proxy_is_known_as_well_as_the_owner_who_sent_them(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, STATUTORY)
        for owner, door, known in (("陈奶奶", "2号楼1单元301", Evidence.DEED), ("小王", "2号楼2单元101", Evidence.SAID)):
            with n.database.writing() as session:
                session.execute(update(Tie).where(Tie.household_id == n.places[door]).values(evidence=known))
            await n.say(owner, "私聊", "委托")
            code = find_code(said(n, n.people[owner]))
            await n.say("老周", "私聊", f"绑定 {code}")
        for door in ("2号楼1单元301", "2号楼2单元101"):
            n.dispatch(press(n, "老周", f"ballot:{id_}:{n.places[door]}:yes", where=""))
        assert proofs(n, id_) == {"2号楼1单元301": Proof.DEED, "2号楼2单元101": Proof.SAID}
        door = "2号楼1单元301"
        proxy = n.rows(select(Tie.person_id).where(Tie.household_id == n.places[door], Tie.bond == Bond.PROXY))[0][0]
        await n.press_data("老林", "3", "1", f"proof:{n.places[door]}:{proxy}:denied")
        assert said(n, "20") == f"{door}的委托到此为止，谢谢您帮忙。"
        assert n.dispatch(press(n, "老周", f"ballot:{id_}:{n.places[door]}:no", where="")).result is Result.REFUSED
        assert proofs(n, id_)[door] is Proof.FAMILY


async def test_staff_bear_out_what_they_entered_and_nobody_bears_out_themselves(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, STATUTORY)
        await n.say("老林", "私聊", "代录 1 2单元201 同意 上门 见证 老王")
        assert proofs(n, id_) == {"2号楼2单元201": Proof.ENTERED}
        me = live(n, "3", "2号楼2单元301")
        home = n.places["2号楼2单元301"]
        for who, whom in (("老林", me), ("陈奶奶", me), ("老林", 999)):
            pressed = press(n, who, f"proof:{home}:{whom}:registry", where="")
            assert n.dispatch(pressed).result is Result.REFUSED
        for rest in ("", "x", f"{home}", f"{home}:{me}", f"{home}:{me}:owner", "99999999999999999:1:deed"):
            assert n.dispatch(press(n, "于美玲", f"proof:{rest}", where="")).result is Result.REFUSED
        assert n.dispatch(press(n, "于美玲", f"proof:{home}:{me}:registry", where="")).result is Result.HANDLED


async def test_a_decision_that_hangs_on_somebodys_word_says_so(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        id_ = await open_poll(n, STATUTORY)
        for nth, door in enumerate(("1单元101", "1单元201", "2单元201", "2单元301")):
            me = live(n, str(40 + nth), f"2号楼{door}")
            if nth == 3:
                with n.database.writing() as session:
                    session.execute(update(Tie).where(Tie.person_id == me).values(evidence=Evidence.SAID))
            vote(n, str(40 + nth), id_, "yes")
        with n.database.reading() as session:
            sheet = ballots.make_sheet(session, session.get_one(Poll, id_))
        found = unproven(sheet)
        assert found is not None
        assert (found.homes, found.area, found.decisive) == (1, 8803, True)  # four of six take part; without the fourth they are too few
        vote(n, "陈奶奶", id_, "yes")
        vote(n, "小王", id_, "yes")
        with n.database.reading() as session:
            found = unproven(ballots.make_sheet(session, session.get_one(Poll, id_)))
        assert found is not None
        assert not found.decisive


async def test_a_statutory_round_tells_apart_who_only_says_to_own_it(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        for nth, door in enumerate(("1单元201", "2单元201", "2单元301")):
            live(n, str(40 + nth), f"2号楼{door}")
        with n.database.writing() as session:
            session.execute(update(Tie).where(Tie.household_id == n.places["2号楼1单元201"]).values(evidence=Evidence.SAID))
        await n.say("于美玲", "私聊", "分摊 2号楼 换电梯 24万 没有补贴 逐层递增")
        await n.press("于美玲", n.channel.shown[-1], "发布")
        await n.say("于美玲", "私聊", "征求意见 2号楼 法定一般 老林")
        for who in ("40", "41", "42", "陈奶奶"):
            await n.say(who, "私聊", "同意")
        card = [said for said in n.channel.said(n.groups["二号楼群"]) if "征求意见 1" in said][-1]
        assert "其中 1 户、88.02 ㎡ 由自报的业主或家属表态，填报前要核对身份。已计入；不算这几户，结论就变了。" in card
        await n.say("老林", "私聊", "同意 2单元101")  # at the door: seen
        card = [said for said in n.channel.said(n.groups["二号楼群"]) if "征求意见 1" in said][-1]
        assert "不算这几户，结论也一样。" in card


async def test_whoever_voted_before_they_said_to_own_it_is_borne_out_too(neighbourhood: Neighbourhood) -> None:
    """They are told that their ballot needs no checking; then it is on nobody's list any more."""
    n = neighbourhood
    async with n.living():
        door = "2号楼1单元201"
        me = live(n, "40", door, Bond.FAMILY)
        with n.database.writing() as session:
            session.execute(update(Tie).where(Tie.person_id == me).values(evidence=Evidence.SAID))
        id_ = await open_poll(n, STATUTORY)
        vote(n, "40", id_, "yes")
        assert proofs(n, id_) == {door: Proof.FAMILY}
        await n.press_data("40", "40", "1", f"bond:{n.places[door]}:owner")
        await n.say("老林", "私聊", f"核实 {door}")
        await n.press("老林", n.channel.shown[-1], "看过产权证")
        assert "不用再核对" in said(n, "40")
        assert proofs(n, id_) == {door: Proof.DEED}
        await n.say("老林", "私聊", "未投 1")
        assert "核对身份" not in said(n, "3")


async def test_a_judge_makes_nobody_the_owner_who_was_found_to_be_none(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    async with n.living():
        door = "2号楼1单元201"
        me = live(n, "40", door)
        id_ = await open_poll(n, STATUTORY)
        await n.say("老林", "私聊", "代录 1 1单元201 同意 上门 见证 老王")
        vote(n, "40", id_, "no")
        await n.press_data("老林", "3", "1", f"proof:{n.places[door]}:{me}:denied")
        [(entry,)] = n.rows(select(Entered.id).where(Entered.state == State.DISPUTED))
        assert n.dispatch(press(n, "于美玲", f"entry-second:{entry}", where="")).result is Result.HANDLED
        assert proofs(n, id_) == {door: Proof.FAMILY}
        assert n.rows(select(Ballot.standing)) == [(Standing.FAMILY,)]
