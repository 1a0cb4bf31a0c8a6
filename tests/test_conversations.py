"""Golden conversations: played through the real road with the capabilities of each channel on each kind of database, compared to the letter.

A line `> who@chat: words` is said, `> who@chat photo: caption` shown, `> who presses label` pressed on the newest message that has it,
`> 3 hours later` waited, `> housekeeping` sets what comes round every day, `> published at ADDRESS` gives the house a public address.
All else is what the bot did. `UPDATE=1 pytest tests/test_conversations.py` writes what it does now.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from models import ballots, duties, forums, phones
from models.database import Database
from models.messaging import Capabilities
from tests.house import BUTTONS, WEB, WECOM, Neighbourhood, Shown, photo

FOLDER = Path(__file__).parent / "conversations"
CHANNELS = {"telegram": BUTTONS, "web": WEB, "wecom": WECOM}
SCRIPTS = sorted(FOLDER.glob("*.txt"))

SAYS = re.compile(r"> (?P<who>\S+)@(?P<where>[^\s:]+)(?P<reply> replying)?(?P<photo> photo)?: ?(?P<text>.*)")
PRESSES = re.compile(r"> (?P<who>\S+) presses (?P<label>.+)")
WAITS = re.compile(r"> (?P<n>\d+) (?P<unit>minutes|hours|days) later")


class Play:
    """One conversation being played; `lines` is what a golden file holds."""

    def __init__(self, neighbourhood: Neighbourhood, can: Capabilities) -> None:
        self.n, self.can, self.lines = neighbourhood, can, []
        self.names = {address: name for name, address in neighbourhood.groups.items()}
        self.names |= {account: f"私聊 {name}" for name, account in neighbourhood.people.items()}
        self.photos, self.seen = count(1), 0

    async def run(self, script: str) -> str:
        for line in script.splitlines():
            if line.startswith("#"):
                self.lines.append(line)
            elif line.startswith(">"):
                self.lines += ["", line]
                await self.step(line)
        return "\n".join(self.lines).replace("\n\n\n", "\n\n") + "\n"

    async def step(self, line: str) -> None:
        if said := SAYS.fullmatch(line):
            await self.say(said["who"], said["where"], said["text"].replace("\\n", "\n"), bool(said["photo"]), bool(said["reply"]))
        elif pressed := PRESSES.fullmatch(line):
            await self.press(pressed["who"], pressed["label"])
        elif line.startswith("> published at "):
            self.n.publish(line.removeprefix("> published at "))
        elif line == "> housekeeping":
            await self.n.keep_house()
        elif waited := WAITS.fullmatch(line):
            await self.n.pass_time(timedelta(**{waited["unit"]: int(waited["n"])}))
        else:
            raise ValueError(f"no such step: {line}")
        self.told()

    async def say(self, who: str, where: str, text: str, shown: bool, reply: bool) -> None:
        """Where the bot hears only what is addressed to it, everything is said to it."""
        text = text if self.can.hears_all or where == "私聊" or text.startswith("@近邻") else f"@近邻 {text}"
        address = self.n.people[who] if where == "私聊" else self.n.groups[where]
        last = next((s.id for s in reversed(self.n.channel.shown) if s.chat == address), "")
        more = {"attachments": photo(next(self.photos))} if shown else {}
        replied = {"reply_to": last, "addressed": True} if reply else {}
        await self.toast(who, await self.n.say(who, where, text, **more, **replied))

    async def press(self, who: str, label: str) -> None:
        """By a button, or by the number that stands for it."""
        for shown in reversed(self.n.channel.shown):
            if any(b.label == label for row in shown.message.buttons for b in row) and self.reaches(who, shown):
                return await self.toast(who, await self.n.press(who, shown, label))
            number = re.search(rf"(\d+) {re.escape(label)}(?:　|$)", shown.message.text)
            if number and not self.can.buttons and self.reaches(who, shown):
                where = self.names[shown.chat] if shown.chat.startswith("-") else "私聊"
                return await self.say(who, where, number[1], shown=False, reply=False)
        self.lines.append("  （没有这个按钮）")
        return None

    def reaches(self, who: str, shown: Shown) -> bool:
        return shown.chat.startswith("-") or shown.chat == self.n.people[who]

    async def toast(self, who: str, decision: object) -> None:
        toast = getattr(decision, "toast", "")
        if toast and self.can.buttons:
            self.lines.append(f"  提示 {who}：{toast}")

    def told(self) -> None:
        """What the channel was told since the last look; of several edits of one message the last."""
        fresh = self.n.channel.log[self.seen :]
        self.seen = len(self.n.channel.log)
        newest = {(kind, shown.id): index for index, (kind, shown) in enumerate(fresh)}
        for index, (kind, shown) in enumerate(fresh):
            if newest[(kind, shown.id)] == index:
                self.lines += self.printed(kind, shown)

    def printed(self, kind: str, shown: Shown) -> list[str]:
        head = f"  {self.names[shown.chat]}{'' if kind == 'sent' else '（改）'}{'（置顶）' if shown.message.pinned and kind == 'sent' else ''}"
        buttons = ["".join(f"［{b.label}］" for b in row) for row in shown.message.buttons]
        return [head, *(f"    {line}" for line in [*shown.message.text.split("\n"), *buttons])]


@pytest.mark.parametrize(
    ("quick_database", "channel"),
    [*(("sqlite", channel) for channel in CHANNELS), ("postgresql", "telegram")],
    indirect=["quick_database"],
)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.stem)
async def test_conversation(script: Path, channel: str, quick_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    receipts, tokens = count(1), count(1)
    monkeypatch.setattr(ballots, "new_receipt", lambda: f"00000-{next(receipts):05}")
    monkeypatch.setattr(forums, "new_seed", lambda: "0" * 32)
    monkeypatch.setattr(duties, "new_secret", lambda: "0" * 32)
    monkeypatch.setattr(phones, "new_token", lambda: f"{next(tokens):043}")
    golden = script if channel != "wecom" else FOLDER / "wecom" / script.name
    async with Neighbourhood(quick_database, monkeypatch, CHANNELS[channel]).living() as neighbourhood:
        played = await Play(neighbourhood, CHANNELS[channel]).run(script.read_text(encoding="utf-8"))
    if os.environ.get("UPDATE") and channel != "web" and quick_database.embedded:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(played, encoding="utf-8")
    assert played == golden.read_text(encoding="utf-8")


def test_there_are_enough_conversations() -> None:
    assert len(SCRIPTS) >= 25
