"""`export poll` and `recount`: the file alone gives the published result, to the letter; a second count that knows nothing of the app agrees."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select, update

from models.ballots import Ballot, make_sheet
from models.places import Household
from models.polls import Poll
from models.rules.poll_sheets import outcome
from tests.handlers.poll_house import live, open_poll, press, vote
from tests.house import Neighbourhood
from tests.recounting import recount
from tests.terminal import Terminal, typed

POLLS = {
    "carried": ("2号楼 换不换楼道灯 法定表决 使用维修资金 默认 公开 周六20点",),
    "special": ("2号楼 加装电梯 法定表决 改建 默认 封存 周六20点",),
    "consent": ("2号楼 修门 一致同意 公开 周六20点",),
    "advisory": ("2号楼 修门 摸底 默认 按面积 公开 周六20点",),
    "several": ("2号楼 选谁 法定表决 业委会 公开 周六20点", "=1+1\n乙", "单选"),
    "multiple": ("2号楼 先修哪些 摸底 按人数 公开 周六20点", "门\n灯\n路", "多选", "最多 2 项"),
    "ranked": ("2号楼 做什么 摸底 按人数 公开 周六20点", "花园\n车棚\n健身角", "排序"),
}
HOMES = {"10": "2号楼1单元301", "11": "2号楼2单元101", "900": "2号楼1单元101", "901": "2号楼1单元201", "902": "2号楼2单元201"}


@pytest.fixture
async def lived(both: Terminal, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Neighbourhood]:
    database = both.database()
    async with Neighbourhood(database, monkeypatch).living() as n:
        for account, home in HOMES.items():
            if account.startswith("9"):
                live(n, account, home)
        live(n, "902", "2号楼2单元301")  # two flats, one head
        with database.writing() as session:
            session.execute(update(Household).where(Household.floor == 3).values(area=12345))
        yield n
    database.close()


async def voted(n: Neighbourhood, name: str, chance: random.Random) -> tuple[int, str]:
    """A poll everybody but one has answered somehow, after its end: its number and its result as it was published."""
    words, *answers = POLLS[name]
    id_ = await open_poll(n, words, "老林", *answers)
    with n.database.reading() as session:
        keys = [option.key for option in session.get_one(Poll, id_).options]
    for account in HOMES:
        for _ in range(2) if account != "901" else ():
            choice = chance.choice(keys)
            homes = (HOMES[account], "2号楼2单元301") if account == "902" else (HOMES[account],)
            for home in homes:
                data = f"vote:{id_}:{choice}" if len(homes) == 1 else f"ballot:{id_}:{n.places[home]}:{choice}"
                n.dispatch(press(n, account, data))
    await n.pass_time(timedelta(days=3))
    said = next(shown.message.text for shown in reversed(n.channel.shown) if "结果" in shown.message.text)
    return id_, said


@pytest.mark.parametrize("name", POLLS)
async def test_the_file_alone_gives_the_published_result(
    both: Terminal, lived: Neighbourhood, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(name)
    id_, said = await voted(lived, name, chance)
    with lived.database.reading() as session:
        poll = session.get_one(Poll, id_)
        came = outcome(make_sheet(session, poll))
    for file in ("F.xlsx", "F.csv", "F.json"):
        both.jinlin("export", "poll", poll.number, "--out", file)
        told = both.jinlin("recount", file)
        assert said.split("\n")[:-1] == told  # the last line says how to check
        again = recount(Path(file))
        tally = came.tally
        assert again["homes"] == (tally.took_part.homes, tally.whole.homes)
        assert again["heads"] == (tally.took_part.heads, tally.whole.heads)
        assert again["area"] == (Fraction(tally.took_part.area, 100), Fraction(tally.whole.area, 100))
        assert again["options"] == {key: (w.homes, w.heads, Fraction(w.area, 100)) for key, w in tally.options.items()}
        if again["carried"] is not None:
            assert again["carried"] == came.verdicts["yes"].carried
        assert (again["roll"], again["ballots"]) == (poll.roll_hash, poll.ballots_hash)
        assert Path(file).stat().st_mode & 0o777 == 0o600


async def test_no_name_and_no_formula_stands_in_an_export(both: Terminal, lived: Neighbourhood) -> None:
    id_, _ = await voted(lived, "several", random.Random(1))
    both.jinlin("export", "poll", id_, "--out", "F.csv")
    both.jinlin("export", "poll", id_, "--out", "F.xlsx")
    text = Path("F.csv").read_text(encoding="utf-8-sig")
    names = {name for name in lived.people if not name.isdigit()} | {f"邻居{account}" for account in HOMES}
    assert not [name for name in names if name in text]
    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell.strip('"').startswith("=")]
    book = openpyxl.load_workbook("F.xlsx")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


async def test_a_file_that_was_changed_is_not_what_was_published(both: Terminal, lived: Neighbourhood) -> None:
    id_, _ = await voted(lived, "carried", random.Random(3))
    both.jinlin("export", "poll", id_, "--out", "F.json")
    file = Path("F.json")
    whole = file.read_text(encoding="utf-8")
    with lived.database.reading() as session:
        receipt, choice = session.execute(select(Ballot.receipt, Ballot.choice).where(Ballot.poll_id == id_)).first() or ("", [])
    changed = whole.replace(
        f'"receipt": "{receipt}",\n   "choice": "{choice[0]}"',
        f'"receipt": "{receipt}",\n   "choice": "{"no" if choice[0] == "yes" else "yes"}"',
    )
    assert changed != whole
    file.write_text(changed, encoding="utf-8")
    assert "the ballots is not what was published" in both.refused("recount", file, code=1)
    file.write_text(whole.replace('"area": "88.01"', '"area": "88.02"', 1), encoding="utf-8")
    assert "the roll is not what was published" in both.refused("recount", file, code=1)


async def test_what_cannot_be_exported_or_recounted(both: Terminal, lived: Neighbourhood) -> None:
    id_ = await open_poll(lived)
    vote(lived, "陈奶奶", id_, "yes")
    assert "poll 1 is still open" in both.refused("export", "poll", 1, "--out", "F.xlsx")
    assert "there is no poll 7" in both.refused("export", "poll", 7, "--out", "F.xlsx")
    assert "which?" in both.refused("export", "poll", "--out", "F.xlsx")
    assert "a number is for polls" in both.refused("export", "matters", 1, "--out", "F.xlsx")
    assert ".xlsx, .csv, .json" in both.refused("export", "poll", 1, "--out", "F.pdf")
    assert "no such file" in both.refused("recount", "none.json")
    for name, content in (("a.json", "{}"), ("b.json", "nonsense"), ("c.csv", "x"), ("d.xlsx", "no zip"), ("e.json", "[]")):
        assert name in both.refused("recount", both.write(name, content))


def test_recounting_needs_no_settings_and_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "F.csv"
    facts = {"number": 5, "title": "电梯", "place": "2号楼", "kind": "statutory", "issue": "use-fund", "manner": "single", "most": 1}
    facts |= {"counted": "home", "sealed": "no", "opened": "2026-09-03T00:00:00+00:00", "closed": "2026-09-05T12:00:00+00:00"}
    lines = [f"poll,{name},{value}" for name, value in facts.items()] + ["option,yes,同意", "option,no,反对", "option,abstain,弃权"]
    lines += ["home,101,1,100.00,00000-00001,yes,同意,deed", "home,201,2,100.00,00000-00002,yes,同意,said", "home,301,3,100.00,,,,"]
    file.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:////nowhere/at/all.sqlite")
    monkeypatch.setenv("WEB_PORT", "wrong")
    assert typed("recount", file) == 0
    told = capsys.readouterr().out
    assert "投票 5 结果：电梯（2号楼）\n通过\n" in told
    assert "参与面积 200.00/300.00 ㎡，2/3 须 200.00，达到" in told
    assert typed("recount", file, "--language", "en") == 0
    assert "\nCarried\n" in capsys.readouterr().out
