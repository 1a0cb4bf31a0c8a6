"""The table of methods, and those about the bot itself, its webhook, chats and members."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from . import edits, sends
from .answers import POLLER_ENDED_BY_WEBHOOK, Refusal, bad, breach, flood
from .files import MOST_DOWNLOAD_BYTES
from .inbox import KINDS
from .rules import SECRET, check_commands, check_language, check_range
from .state import Params, State
from .webhook import Hook
from .words import words

Method = Callable[[State, Params], Any]
WEBHOOK_PORTS = re.compile(r"https://[^/:]+(?::(?:443|80|88|8443))?(?:/|$)")


def get_me(state: State, p: Params) -> Any:
    """getMe."""
    return state.bot.raw | {
        "can_join_groups": True,
        "can_read_all_group_messages": state.options.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(state: State, p: Params) -> Any:
    """setWebhook; http:// is let through because tests run on loopback."""
    check_updates(p.get("allowed_updates"))
    check_range("max_connections", p.get("max_connections", 40), 1, 100)
    if "secret_token" in p and not SECRET.match(p["secret_token"]):
        raise breach("secret token contains unallowed characters")
    if not p["url"]:
        return delete_webhook(state, Params({name: value for name, value in p.items() if name == "drop_pending_updates"}))
    if not p["url"].startswith("http://") and not WEBHOOK_PORTS.match(p["url"]):
        raise breach("bad webhook: An HTTPS URL must be provided for webhook, only on ports 80, 88, 443 or 8443")
    state.inbox.end_poll(POLLER_ENDED_BY_WEBHOOK)
    state.inbox.allow(p.get("allowed_updates"))
    if p.get("drop_pending_updates"):
        state.inbox.clear()
    state.pusher.start(Hook(p["url"], p.get("secret_token"), p.get("max_connections", 40), p.get("ip_address")))
    return True


def delete_webhook(state: State, p: Params) -> Any:
    """deleteWebhook."""
    state.pusher.stop()
    if p.get("drop_pending_updates"):
        state.inbox.clear()
    return True


def get_webhook_info(state: State, p: Params) -> Any:
    """getWebhookInfo."""
    hook = state.pusher.hook
    info: dict[str, Any] = {"url": hook.url if hook else "", "has_custom_certificate": False}
    info["pending_update_count"] = len(state.inbox.pending) + state.pusher.in_flight
    if hook is not None:
        info["max_connections"] = hook.max_connections
    if state.inbox.allowed is not None:
        info["allowed_updates"] = sorted(state.inbox.allowed)
    if hook is not None and state.pusher.last_error is not None:
        info |= {"last_error_date": state.now(), "last_error_message": state.pusher.last_error}
    return info


def check_updates(kinds: list[str] | None) -> None:
    """Names of updates the bot asks for; the real server ignores unknown ones, which only hides typing errors."""
    unknown = set(kinds or ()) - KINDS
    if unknown:
        raise breach(f"unknown update types: {', '.join(sorted(unknown))}")


def check_poll(state: State, p: Params) -> None:
    """The borders of getUpdates."""
    check_updates(p.get("allowed_updates"))
    check_range("limit", p.get("limit", 100), 1, 100)
    check_range("timeout", p.get("timeout", 0), 0, 3600)


def get_file(state: State, p: Params) -> Any:
    """getFile: up to 20 MB."""
    stored = state.files.find(p["file_id"])
    if stored.size > MOST_DOWNLOAD_BYTES:
        raise bad("file is too big")
    return stored.raw() | {"file_path": stored.path}


def get_chat(state: State, p: Params) -> Any:
    """getChat."""
    chat = state.reachable(p["chat_id"]) if isinstance(p["chat_id"], int) and p["chat_id"] < 0 else state.known_chat(p["chat_id"])
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False)
    shown = chat.raw | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    pinned = [one for one in chat.messages.values() if one.pinned and not one.deleted]
    return shown | {"pinned_message": pinned[-1].quoted()} if pinned else shown


def get_chat_member(state: State, p: Params) -> Any:
    """getChatMember."""
    chat = state.reachable(p["chat_id"])
    if p["user_id"] not in state.users:
        raise bad("member not found")
    return chat.member(state.users[p["user_id"]]).raw()


def get_chat_administrators(state: State, p: Params) -> Any:
    """getChatAdministrators: people, and bots only where asked for."""
    chat = state.reachable(p["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [one.raw() for one in chat.members.values() if one.rules and (not one.user.is_bot or p.get("return_bots"))]


def leave_chat(state: State, p: Params) -> Any:
    """leaveChat."""
    chat = state.reachable(p["chat_id"])
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    chat.member(state.bot).status = "left"
    return True


def menu_key(state: State, p: Params) -> tuple[str, str]:
    """For whom and in which language a command menu is."""
    scope = p.get("scope", {"type": "default"})
    check_language(p.get("language_code", ""))
    if "chat_id" in scope:
        state.known_chat(scope["chat_id"])
    return msgspec.json.encode(scope, order="sorted").decode(), p.get("language_code", "")


def set_my_commands(state: State, p: Params) -> Any:
    """setMyCommands."""
    check_commands(p["commands"])
    state.commands[menu_key(state, p)] = p["commands"]
    return True


def delete_my_commands(state: State, p: Params) -> Any:
    """deleteMyCommands."""
    state.commands.pop(menu_key(state, p), None)
    return True


# Everything but getUpdates, which waits and therefore lives in the server.
METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": sends.send_message,
    "sendPhoto": sends.send_photo,
    "sendDocument": sends.send_document,
    "sendMediaGroup": sends.send_media_group,
    "sendChatAction": sends.send_chat_action,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageMedia": edits.edit_message_media,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": edits.delete_message,
    "answerCallbackQuery": edits.answer_callback_query,
    "setMessageReaction": edits.set_message_reaction,
    "pinChatMessage": edits.pin_chat_message,
    "unpinChatMessage": edits.unpin_chat_message,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "leaveChat": leave_chat,
    "setMyCommands": set_my_commands,
    "deleteMyCommands": delete_my_commands,
}
COUNTED = frozenset(
    words("sendMessage sendPhoto sendDocument sendMediaGroup editMessageText editMessageCaption editMessageMedia editMessageReplyMarkup")
)
MARKED = (("parse_mode", None), ("quote_parse_mode", "reply_parameters"), ("parse_mode", "media"))


def weight(method: str, p: Params) -> int:
    """How many messages a call counts for."""
    return len(p["media"]) if method == "sendMediaGroup" else 1


def uses_markup(p: Params) -> bool:
    """Whether any parse_mode is set, also inside media and reply parameters."""
    for name, holder in MARKED:
        inside = p if holder is None else p.get(holder, {})
        for one in inside if isinstance(inside, list) else [inside]:
            if one.get(name):
                return True
    return False


def check(state: State, method: str, given: Params) -> Params:
    """The parameters by their types; raises Refusal."""
    checked = Params(state.spec.check(method, given), given.files)
    if state.options.no_markup and uses_markup(checked):
        state.violate(method, "parse_mode is set though this bot has no markup", checked)
    return checked


def carry_out(state: State, method: str, p: Params) -> Any:
    """The effect and the result of one checked call, with the lock held; raises Refusal."""
    handler = METHODS.get(method)
    if handler is None:
        raise Refusal(404, "Not Found", breach=True)  # in the full list, yet not among what this bot calls
    if state.rates is not None and method in COUNTED and isinstance(p.get("chat_id"), int):
        count(state, method, p)
    return handler(state, p)


def count(state: State, method: str, p: Params) -> None:
    """Measures the call against the limits; a breach is noted, and refused where limits are enforced."""
    assert state.rates is not None
    now, refusing = state.options.monotonic(), state.options.enforce_rates
    found = state.rates.count(p["chat_id"], now, weight(method, p), refusing=refusing)
    if found is None:
        return
    state.rate_breaches.append(found)
    if refusing:
        state.rates.penalise(found)
        raise flood(found.retry_after)
