"""Whose flats are one head: one rule for polls and rounds, the registry before what people say of themselves."""

from __future__ import annotations

from models.heads import find_heads, find_namesakes
from models.people import Bond
from models.rolls import read_roll
from models.roster import RosterName
from tests.handlers.poll_house import live, open_poll
from tests.house import Neighbourhood


def number_of_heads(n: Neighbourhood) -> int:
    with n.database.reading() as session:
        path = n._place(session, "2号楼").path
        heads, roll = find_heads(session, path), read_roll(session, path)
        assert {home: heads[home] for home, _ in roll.homes} == heads
        assert len({home.head for _, home in roll.homes}) == len(set(heads.values()))
        return len(set(heads.values()))


async def test_flats_of_the_same_owners_are_one_head(neighbourhood: Neighbourhood) -> None:
    n = neighbourhood
    live(n, "50", "2号楼1单元101")
    live(n, "50", "2号楼1单元201")
    live(n, "52", "2号楼2单元201", Bond.TENANT)
    live(n, "52", "2号楼2单元301", Bond.TENANT)
    assert number_of_heads(n) == 5
    live(n, "51", "2号楼1单元201", Bond.CO_OWNER)
    assert number_of_heads(n) == 6  # one alone and the two together are not the same buyers
    with n.database.writing() as session:
        for door in ("2号楼2单元201", "2号楼2单元301", "2号楼1单元301"):
            session.add(RosterName(household_id=n.places[door], name="金洲置业", community_id=1))
    assert number_of_heads(n) == 4  # also over what 陈奶奶 says of herself
    with n.database.writing() as session:
        for door in ("2号楼2单元101", "2号楼1单元101"):
            session.add(RosterName(household_id=n.places[door], name="陈*", community_id=1))
    assert number_of_heads(n) == 4  # half a name is nobody's
    with n.database.reading() as session:
        alike = find_namesakes(session, n._place(session, "2号楼").path)
    assert alike == [n.places[door] for door in ("2号楼1单元301", "2号楼2单元201", "2号楼2单元301")]
    async with n.living():
        await open_poll(n, "2号楼 换灯 法定表决 使用维修资金 默认 公开 周六20点")
        drafts = [said for said in n.channel.said("3") if "名册里业主同名" in said]
        assert "\n名册里业主同名、按一人计的：2号楼1单元301、2号楼2单元201、2号楼2单元301。" in drafts[0]
