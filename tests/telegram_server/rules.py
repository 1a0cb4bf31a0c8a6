"""Rules of content that the list of types does not tell: lengths, entities, keyboards, commands, albums."""

import re
from typing import Any

from .answers import breach
from .chats import Raw
from .words import words

MOST_TEXT, MOST_CAPTION, MOST_ENTITIES, MOST_TOAST, MOST_DATA = 4096, 1024, 100, 200, 64
MOST_BUTTONS = 100
ENTITIES = frozenset(
    words(
        "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote "
        "expandable_blockquote code pre text_link text_mention custom_emoji date_time"
    )
)
ENTITY_NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
ACTIONS = frozenset(
    words(
        "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location "
        "record_video_note upload_video_note"
    )
)
KINDS_OF_BUTTON = frozenset(
    words(
        "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat switch_inline_query_chosen_chat "
        "copy_text callback_game pay"
    )
)
STYLES = frozenset(("danger", "success", "primary"))
COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
LANGUAGE = re.compile(r"(?:[a-z]{2})?\Z")
ALBUM_ALONE = frozenset(("document", "audio"))


def units(text: str) -> int:
    """UTF-16 code units, the measure of Telegram; characters outside the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def check_text(text: str, entities: list[Raw]) -> str:
    """A message's text as it will be stored: trimmed, 1–4096 units."""
    kept = trimmed(text, entities)
    if not kept:
        raise breach("message text is empty")
    if units(kept) > MOST_TEXT:
        raise breach("message is too long")
    check_entities(text, entities)
    return kept


def check_caption(caption: str, entities: list[Raw]) -> str:
    """A caption as it will be stored: trimmed, at most 1024 units."""
    kept = trimmed(caption, entities)
    if units(kept) > MOST_CAPTION:
        raise breach("message caption is too long")
    check_entities(caption, entities)
    return kept


def trimmed(text: str, entities: list[Raw]) -> str:
    """Telegram cuts blank edges; the left one only where no offset depends on it here."""
    if "\x00" in text:
        raise breach("strings must not contain NUL")
    return text.rstrip() if entities else text.strip()


def check_entities(text: str, entities: list[Raw]) -> None:
    """Known kinds, inside the text, not through the middle of a character."""
    if len(entities) > MOST_ENTITIES:
        raise breach(f"too many entities: {len(entities)}")
    if not entities:
        return
    encoded = text.encode("utf-16-le")
    for entity in entities:
        check_entity(encoded, entity)


def check_entity(encoded: bytes, entity: Raw) -> None:
    """One entity against the text it marks."""
    kind, start, end = entity["type"], entity["offset"], entity["offset"] + entity["length"]
    if kind not in ENTITIES:
        raise breach(f"can't parse entities: unknown type {kind}")
    if ENTITY_NEEDS.get(kind, "type") not in entity:
        raise breach(f"can't parse entities: {kind} without {ENTITY_NEEDS[kind]}")
    if start < 0 or end <= start or end * 2 > len(encoded):
        raise breach(f"can't parse entities: {kind} at {start}..{end} is outside the text")
    for border in (start, end):
        if encoded[border * 2 + 1 : border * 2 + 2] and 0xDC <= encoded[border * 2 + 1] <= 0xDF:
            raise breach(f"entity begins or ends in a middle of a UTF-16 symbol at {border}")


def inline_keyboard(markup: Raw | None) -> Raw | None:
    """The keyboard to show, or None where the markup is of another kind or has no buttons."""
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise breach("reply markup is too long")
    for row in rows:
        if len(row) > 8:
            raise breach("more than 8 buttons in a row")
        for button in row:
            check_button(button)
    return {"inline_keyboard": rows} if rows else None


def check_button(button: Raw) -> None:
    """One inline button: a label, exactly one kind, callback_data of 1–64 bytes."""
    kinds = KINDS_OF_BUTTON & button.keys()
    if not button["text"].strip():
        raise breach("can't parse inline keyboard button: text is empty")
    if not kinds:
        raise breach("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(kinds) > 1:
        raise breach(f"can't parse inline keyboard button: several kinds at once: {', '.join(sorted(kinds))}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= MOST_DATA:
        raise breach("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise breach(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if button.get("style", "primary") not in STYLES:
        raise breach("can't parse inline keyboard button: unknown style")


def check_commands(commands: list[Raw]) -> None:
    """The menu: at most 100 lines, plain lower-case names, a description each."""
    if len(commands) > 100:
        raise breach("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.match(command["command"].removeprefix("/")):
            raise breach(f"BOT_COMMAND_INVALID: {command['command']}")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise breach("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [command["command"] for command in commands]
    if len(set(names)) != len(names):
        raise breach("BOT_COMMAND_INVALID: the same command twice")


def check_language(code: str) -> None:
    """A two-letter ISO 639-1 code, or nothing."""
    if not LANGUAGE.match(code):
        raise breach("invalid language code specified")


def check_album(media: list[Raw]) -> None:
    """Two to ten pictures or videos; documents and sound only among themselves."""
    if not 2 <= len(media) <= 10:
        raise breach("wrong number of messages in the album: 2-10 are needed")
    kinds = {item["type"] for item in media}
    if kinds & ALBUM_ALONE and len(kinds) > 1:
        raise breach("documents and audio can't be mixed with other media in an album")


def check_range(name: str, value: Any, least: int, most: int) -> None:
    """An integer parameter with borders."""
    if not least <= value <= most:
        raise breach(f"{name} must be {least}-{most}")
