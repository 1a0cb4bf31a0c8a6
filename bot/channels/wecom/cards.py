"""Template cards (protocol A2.9): a post that fits wholly onto one becomes one; whatever does not stays words and numbers."""

from __future__ import annotations

import secrets
from typing import Any

from models.messaging import Button, Message, shorten

TITLE, DESC, REST = 26, 30, 112
BUTTONS, LABEL, KEY, LINKS, LINK = 6, 10, 1024, 3, 13
"""Lengths as they are shown, in characters; a key counts bytes."""
PLAIN, BLUE = 4, 1
PAUSES = "，。；：？！,;:?!"


def new_task() -> str:
    """A task id that was never used and never will be: 96 random bits, whatever process made it."""
    return f"card-{secrets.token_hex(12)}"


def card_of(message: Message, task: str) -> dict[str, Any] | None:
    """The message as a card with buttons; None when it has no buttons or would lose a word."""
    title, rest = _headed(message.text)
    flat = [button for row in message.buttons for button in row]
    choices, links = [b for b in flat if b.data], [b for b in flat if b.url]
    small = len(title) <= TITLE and len(rest) <= REST and 1 <= len(choices) <= BUTTONS and len(links) <= LINKS
    if not small or message.picture or not all(_fits(button) for button in flat):
        return None
    card: dict[str, Any] = {"card_type": "button_interaction", "main_title": {"title": title}, "task_id": task}
    card |= {"sub_title_text": rest} if rest else {}
    card["button_list"] = [{"text": b.label, "style": BLUE if n == 0 else PLAIN, "key": b.data} for n, b in enumerate(choices)]
    if links:
        card["jump_list"] = [{"type": 1, "title": b.label, "url": b.url} for b in links]
    return card


def _headed(text: str) -> tuple[str, str]:
    """A title and the rest. A long first line is read on where it pauses."""
    title, _, rest = text.partition("\n")
    if len(title) <= TITLE:
        return title, rest
    pause = max(text.rfind(sign, 0, TITLE) for sign in PAUSES) + 1
    return (text[:pause], text[pause:]) if pause else (title, rest)


def _fits(button: Button) -> bool:
    return len(button.label) <= (LINK if button.url else LABEL) and len(button.data.encode()) <= KEY


def answered(card: dict[str, Any], words: str) -> dict[str, Any]:
    """The whole card again, with what came of a press under its title."""
    return {**card, "main_title": {**card["main_title"], "desc": shorten(words.split("\n")[0], DESC)}}


def reads_whole(words: str) -> bool:
    """Whether what came of a press can be read on the card."""
    return len(words) <= DESC and "\n" not in words
