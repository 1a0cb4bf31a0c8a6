"""Our words as WeCom's Markdown: what a resident typed must not become a heading, a link or a mention."""

from __future__ import annotations

import re

ROOM = 20480
"""Bytes of one message's content (protocol A2.7)."""
ROBOT_ROOM = 4096
_URL = re.compile(r"https?://[^\s<>*`\[\]（）()，。；、]+")
_MARKS = str.maketrans("*_`[]<>~|\\", "＊＿｀［］＜＞～｜＼")
_HEADING = re.compile(r"^(\s*)(#+)(?=\s)", re.MULTILINE)


def plainly(text: str) -> str:
    """The same words without a sign that means something; there is no way to escape one, so a wide one stands in its place."""
    said, last = [], 0
    for url in _URL.finditer(text):
        said += [_plain(text[last : url.start()]), url[0]]
        last = url.end()
    return "".join([*said, _plain(text[last:])])


def _plain(text: str) -> str:
    return _HEADING.sub(lambda found: found[1] + "＃" * len(found[2]), text).translate(_MARKS)
