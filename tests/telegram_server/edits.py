"""Methods that change, delete, pin or answer what is there."""

from typing import Any

from .answers import NOT_MODIFIED, QUERY_TOO_OLD, bad, breach
from .chats import Message, Raw
from .rules import MOST_TOAST, inline_keyboard, units
from .sends import caption_content, media_content, text_content
from .state import Params, State

CAPTION = ("caption", "caption_entities")
CONTENT = ("text", "entities", "photo", "document", *CAPTION)


def edit_message_text(state: State, p: Params) -> Any:
    """editMessageText; without reply_markup the buttons go."""
    content = text_content(p)
    keyboard = inline_keyboard(p.get("reply_markup"))
    message = target(state, p)
    if "text" not in message.raw:
        raise bad("there is no text in the message to edit")
    return change(state, message, ("text", "entities"), content, keyboard)


def edit_message_caption(state: State, p: Params) -> Any:
    """editMessageCaption."""
    content = caption_content(p)
    keyboard = inline_keyboard(p.get("reply_markup"))
    message = target(state, p)
    if "text" in message.raw:
        raise bad("there is no caption in the message to edit")
    return change(state, message, CAPTION, content, keyboard)


def edit_message_media(state: State, p: Params) -> Any:
    """editMessageMedia: picture or document, caption and buttons at once."""
    caption = caption_content(p["media"])
    keyboard = inline_keyboard(p.get("reply_markup"))
    message = target(state, p)
    return change(state, message, CONTENT, {**media_content(state, p, p["media"]), **caption}, keyboard)


def edit_message_reply_markup(state: State, p: Params) -> Any:
    """editMessageReplyMarkup."""
    keyboard = inline_keyboard(p.get("reply_markup"))
    return change(state, target(state, p), (), {}, keyboard)


def delete_message(state: State, p: Params) -> Any:
    """deleteMessage: the bot's own, any in a private chat, others' with the right to."""
    chat = state.reachable(p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None or message.deleted:
        raise bad("message to delete not found")
    if not message.by_bot and not state.bot_may(chat, "can_delete_messages"):
        raise bad("message can't be deleted")
    message.deleted = True
    return True


def answer_callback_query(state: State, p: Params) -> Any:
    """answerCallbackQuery: short, and in time."""
    if units(p.get("text", "")) > MOST_TOAST:
        raise breach("MESSAGE_TOO_LONG")
    query = state.queries.get(p["callback_query_id"])
    if query is None or state.options.monotonic() - query.asked_at > state.options.query_lifetime:
        raise bad(QUERY_TOO_OLD)
    query.answer = dict(p)
    return True


def set_message_reaction(state: State, p: Params) -> Any:
    """setMessageReaction: a bot may set one."""
    reactions = p.get("reaction", [])
    if len(reactions) > 1:
        raise breach("REACTIONS_TOO_MANY")
    message = find(state, p, "react")
    message.reactions = reactions
    return True


def pin_chat_message(state: State, p: Params) -> Any:
    """pinChatMessage: needs the right in groups, and leaves a service message."""
    message = find(state, p, "pin", right="can_pin_messages")
    message.pinned = True
    service = {"from": state.bot_raw, "chat": message.chat.raw, "date": state.now(), "pinned_message": message.quoted()}
    state.inbox.push("message", message.chat.add(service, by_bot=True).raw, message.chat.id)
    return True


def unpin_chat_message(state: State, p: Params) -> Any:
    """unpinChatMessage: the named one, or the newest."""
    chat = state.reachable(p["chat_id"])
    if not state.bot_may(chat, "can_pin_messages"):
        raise bad("not enough rights to manage pinned messages in the chat")
    pinned = [one for one in chat.messages.values() if one.pinned and p.get("message_id", one.id) == one.id]
    if not pinned:
        raise bad("message to unpin not found")
    pinned[-1].pinned = False
    return True


def find(state: State, p: Params, verb: str, right: str | None = None) -> Message:
    """The message a call names, in a chat that lets the bot in."""
    chat = state.reachable(p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None or message.deleted:
        raise bad(f"message to {verb} not found")
    if right is not None and not state.bot_may(chat, right):
        raise bad("not enough rights to manage pinned messages in the chat")
    return message


def target(state: State, p: Params) -> Message:
    """The message an edit names."""
    if "inline_message_id" in p:
        raise bad("MESSAGE_ID_INVALID")
    if "chat_id" not in p or "message_id" not in p:
        raise breach("message identifier is not specified")
    return state.own_message(state.reachable(p["chat_id"]), p["message_id"])


def change(state: State, message: Message, replaced: tuple[str, ...], content: Raw, keyboard: Raw | None) -> Raw:
    """The message with new content and buttons; refused if nothing differs."""
    old = message.raw
    before = {name: old[name] for name in replaced if name in old}
    if before == content and old.get("reply_markup") == keyboard:
        raise bad(NOT_MODIFIED)
    message.remember()
    kept = {name: value for name, value in old.items() if name not in replaced and name != "reply_markup"}
    message.raw = {**kept, "edit_date": state.now(), **content}
    if keyboard is not None:
        message.raw["reply_markup"] = keyboard
    return message.raw
