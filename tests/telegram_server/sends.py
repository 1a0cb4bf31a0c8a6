"""Methods that put a new message into a chat."""

from typing import Any

from .answers import bad, breach
from .chats import Chat, Message, Raw
from .markup import plain
from .rules import ACTIONS, check_album, check_caption, check_text, inline_keyboard
from .state import Params, State


def send_message(state: State, p: Params) -> Any:
    """sendMessage."""
    content = text_content(p)
    return place(state, p, content).raw


def send_photo(state: State, p: Params) -> Any:
    """sendPhoto."""
    caption = caption_content(p)
    keyboard = inline_keyboard(p.get("reply_markup"))
    chat = state.reachable(p["chat_id"])
    photo = state.files.photo(p.file(p["photo"]))
    return put(state, chat, p, {"photo": photo.sizes, **caption}, keyboard).raw


def send_document(state: State, p: Params) -> Any:
    """sendDocument."""
    caption = caption_content(p)
    keyboard = inline_keyboard(p.get("reply_markup"))
    chat = state.reachable(p["chat_id"])
    return put(state, chat, p, {**document_content(state, p.file(p["document"])), **caption}, keyboard).raw


def send_media_group(state: State, p: Params) -> Any:
    """sendMediaGroup: one message for each item, all with the same media_group_id."""
    check_album(p["media"])
    captions = [caption_content(item) for item in p["media"]]
    chat = state.reachable(p["chat_id"])
    album = str(14_000_000_000_000_000 + state.options.first_update_id + chat.last_id)
    contents = [{"media_group_id": album, **media_content(state, p, item)} for item in p["media"]]
    return [put(state, chat, p, {**content, **caption}).raw for content, caption in zip(contents, captions, strict=True)]


def send_chat_action(state: State, p: Params) -> Any:
    """sendChatAction."""
    if p["action"] not in ACTIONS:
        raise breach("wrong parameter action in request")
    state.reachable(p["chat_id"])
    return True


def text_content(p: Params) -> Raw:
    """Text and entities as stored."""
    entities = p.get("entities", [])
    text = check_text(plain(p["text"], p.get("parse_mode")), entities)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_content(p: dict[str, Any]) -> Raw:
    """Caption and entities as stored; nothing for an empty one."""
    entities = p.get("caption_entities", [])
    caption = check_caption(plain(p.get("caption", ""), p.get("parse_mode")), entities)
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def document_content(state: State, given: Any) -> Raw:
    """A document as a message shows it."""
    stored, name, mime = state.files.document(given)
    return {"document": {**stored.raw(), "file_name": name, "mime_type": mime}}


def media_content(state: State, p: Params, item: Raw) -> Raw:
    """One InputMedia: photos and documents are all this bot sends."""
    given = p.file(item["media"])
    if item["type"] == "photo":
        return {"photo": state.files.photo(given).sizes}
    if item["type"] == "document":
        return document_content(state, given)
    raise breach(f"this test server has no media of type {item['type']}")


def place(state: State, p: Params, content: Raw) -> Message:
    """Checks keyboard and chat, then puts the message there."""
    keyboard = inline_keyboard(p.get("reply_markup"))
    return put(state, state.reachable(p["chat_id"]), p, content, keyboard)


def put(state: State, chat: Chat, p: Params, content: Raw, keyboard: Raw | None = None) -> Message:
    """A new message of the bot in its chat."""
    raw = {"from": state.bot_raw, "chat": chat.raw, "date": state.now(), **topic(chat, p), **answered(state, chat, p), **content}
    if keyboard is not None:
        raw["reply_markup"] = keyboard
    return chat.add(raw, by_bot=True)


def topic(chat: Chat, p: Params) -> Raw:
    """The forum topic written to; General has no number, and number 1 is refused."""
    thread = p.get("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}


def answered(state: State, chat: Chat, p: Params) -> Raw:
    """The message replied to."""
    reply = p.get("reply_parameters")
    if reply is None:
        return {}
    there = state.known_chat(reply["chat_id"]) if "chat_id" in reply else chat
    original = there.messages.get(reply["message_id"])
    if original is not None and not original.deleted:
        return {"reply_to_message": original.quoted()}
    if reply.get("allow_sending_without_reply"):
        return {}
    raise bad("message to be replied not found")
