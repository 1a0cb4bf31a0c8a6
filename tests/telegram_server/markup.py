"""parse_mode as Telegram reads it: enough to refuse what it refuses and to count what remains."""

import html
import re

from .answers import breach

TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "span",
    "tg-spoiler",
    "a",
    "tg-emoji",
    "tg-time",
    "code",
    "pre",
    "blockquote",
}
TAG = re.compile(r"<(/?)([a-zA-Z-]*)([^<>]*)>|<")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
PAIRS = ("__", "||", "```", "*", "_", "~", "`")


def plain(text: str, mode: str | None) -> str:
    """The text that remains after parsing entities."""
    if not mode:
        return text
    known = mode.lower()
    if known not in {"html", "markdownv2", "markdown"}:
        raise breach("unsupported parse_mode")
    return from_html(text) if known == "html" else from_markdown(text) if known == "markdownv2" else text


def from_html(text: str) -> str:
    """Text without its tags; unknown, unclosed and crossed tags are refused."""
    open_tags: list[str] = []
    kept: list[str] = []
    position = 0
    for found in TAG.finditer(text):
        kept.append(text[position : found.start()])
        position = found.end()
        close, name = found.group(1), (found.group(2) or "").lower()
        if name not in TAGS:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {offset(text, found.start())}')
        if not close:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            raise cannot_parse(f"Unexpected end tag at byte offset {offset(text, found.start())}")
    if open_tags:
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return ENTITY.sub(lambda found: html.unescape(found.group()), "".join([*kept, text[position:]]))


def from_markdown(text: str) -> str:
    """MarkdownV2 without its marks; a reserved character must be escaped, a mark must be closed."""
    kept: list[str] = []
    marks: list[str] = []
    position = 0
    while position < len(text):
        if text[position] == "\\" and position + 1 < len(text):
            kept.append(text[position + 1])
            position += 2
            continue
        read, shown = one_mark(text, position, marks)
        kept.append(shown)
        position += read
    if marks:
        raise cannot_parse(f"Can't find end of the entity starting with {marks[-1]}")
    return "".join(kept)


def one_mark(text: str, position: int, marks: list[str]) -> tuple[int, str]:
    """How many characters one step reads and what of them is shown."""
    inside_code = bool(marks) and marks[-1].startswith("`")
    for pair in PAIRS:
        if text.startswith(pair, position) and (not inside_code or marks[-1] == pair):
            if marks and marks[-1] == pair:
                marks.pop()
            else:
                marks.append(pair)
            return len(pair), ""
    if inside_code:
        return 1, text[position]
    link = re.compile(r"!?\[((?:\\.|[^\]\\])*)\]\((?:\\.|[^)\\])*\)").match(text, position)
    if link:
        return link.end() - position, link.group(1)
    quotation = text[position] == ">" and (position == 0 or text[position - 1] == "\n")
    if text[position] in RESERVED and not quotation:
        raise cannot_parse(f"Character '{text[position]}' is reserved and must be escaped with the preceding '\\'")
    return 1, "" if quotation else text[position]


def offset(text: str, position: int) -> int:
    """Characters as bytes of UTF-8."""
    return len(text[:position].encode())


def cannot_parse(reason: str) -> Exception:
    """The refusal every markup mistake ends in."""
    return breach(f"can't parse entities: {reason}")
