"""The table of methods and types: checked, and the same in both copies."""

import json
from typing import Any

import pytest

from .answers import Refusal
from .files import Upload
from .inbox import KINDS
from .methods import METHODS
from .rules import ACTIONS, ENTITIES, KINDS_OF_BUTTON
from .server import running_server
from .spec import FULL, NEEDED, TRIMMED, Spec, Wrong, load, trim

BUTTON = {"text": "好", "callback_data": "a:1"}
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("getMe", {}),
    ("getUpdates", {"offset": "-1", "limit": 10, "timeout": "0", "allowed_updates": '["message"]'}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]]}}),
    ("sendMessage", {"chat_id": "-1001", "text": "x", "reply_markup": json.dumps({"inline_keyboard": [[BUTTON]]})}),
    ("sendMessage", {"chat_id": "@somebody", "text": "123", "disable_notification": "true", "reply_parameters": {"message_id": 4}}),
    ("sendPhoto", {"chat_id": 5, "photo": "attach://p"}),
    ("sendPhoto", {"chat_id": 5, "photo": Upload("a.jpg", "image/jpeg", b"x")}),
    ("sendMediaGroup", {"chat_id": 5, "media": [{"type": "photo", "media": "a"}, {"type": "photo", "media": "b", "caption": "c"}]}),
    ("editMessageMedia", {"chat_id": 5, "message_id": 6, "media": '{"type":"document","media":"id"}'}),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b"}], "scope": {"type": "chat", "chat_id": -100}}),
    ("setMessageReaction", {"chat_id": 5, "message_id": 6, "reaction": [{"type": "emoji", "emoji": "👍"}]}),
]
BAD: list[tuple[str, dict[str, Any]]] = [
    ("noSuchMethod", {}),
    ("sendMessage", {"chat_id": 5}),
    ("sendMessage", {"chat_id": 5, "text": "x", "keyboard": "y"}),
    ("sendMessage", {"chat_id": 5, "text": 17}),
    ("sendMessage", {"chat_id": True, "text": "x"}),
    ("sendMessage", {"chat_id": 5, "text": None}),
    ("sendMessage", {"chat_id": 5, "text": "x", "disable_notification": "yes please"}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": "{"}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [BUTTON]}}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_markup": {"inline_keyboard": [[BUTTON | {"colour": "red"}]]}}),
    ("sendMessage", {"chat_id": 5, "text": "x", "reply_parameters": {"message_id": "4"}}),
    ("sendPhoto", {"chat_id": 5, "photo": {}}),
    ("sendMediaGroup", {"chat_id": 5, "media": [{"type": "picture", "media": "a"}]}),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b"}], "scope": {"type": "everybody"}}),
    ("getUpdates", {"offset": "12.5"}),
]
BOTH = pytest.mark.parametrize("spec", [load(TRIMMED), load()], ids=["trimmed", "full or trimmed"])
needs_full = pytest.mark.skipif(not FULL.exists(), reason="the full specification is not here")


@BOTH
@pytest.mark.parametrize(("method", "params"), GOOD)
def test_good_calls_pass_in_both_copies(spec: Spec, method: str, params: dict[str, Any]) -> None:
    assert spec.check(method, params).keys() == params.keys()


@BOTH
@pytest.mark.parametrize(("method", "params"), BAD)
def test_bad_calls_are_breaches_in_both_copies(spec: Spec, method: str, params: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        spec.check(method, params)
    assert refusal.value.breach


def test_values_come_out_as_their_types() -> None:
    checked = load(TRIMMED).check("getUpdates", {"offset": "-1", "allowed_updates": '["message"]'})
    assert checked == {"offset": -1, "allowed_updates": ["message"]}
    assert load(TRIMMED).check("getChat", {"chat_id": "-100123"}) == {"chat_id": -100123}


@needs_full
def test_the_trimmed_copy_is_the_full_one_trimmed() -> None:
    assert json.loads(TRIMMED.read_text("utf-8")) == trim(json.loads(FULL.read_text("utf-8")))


@needs_full
def test_word_lists_are_those_of_the_specification() -> None:
    full = json.loads(FULL.read_text("utf-8"))
    fields = {name: {field["name"]: field for field in one.get("fields", [])} for name, one in (full["types"] | full["methods"]).items()}
    assert fields["Update"].keys() - {"update_id"} == KINDS
    assert fields["InlineKeyboardButton"].keys() - {"text", "icon_custom_emoji_id", "style"} == KINDS_OF_BUTTON
    assert all(f'"{kind}"' in fields["MessageEntity"]["type"]["description"] for kind in ENTITIES)
    assert all(action in fields["sendChatAction"]["action"]["description"] for action in ACTIONS)


def test_every_needed_method_is_built() -> None:
    assert {*METHODS, "getUpdates"} == set(NEEDED)


@needs_full
def test_everything_the_world_says_is_an_update_of_the_specification() -> None:
    spec, seen = load(), set()
    with running_server() as server:
        everything_happens(server)
        for pending in server.state.inbox.pending:
            update = json.loads(pending.body)
            seen |= update.keys() - {"update_id"}
            spec.check_object("Update", update)
    assert seen == {
        "message", "edited_message", "channel_post", "callback_query", "my_chat_member", "chat_member", "message_reaction",
    }  # fmt: skip


def everything_happens(server: Any) -> None:
    """Every helper of the world once."""
    world = server.world
    server.state.inbox.allow(sorted(KINDS))
    wang, li = world.user(1, "王", username="wang_1"), world.user(2, "李")
    group = world.group(-1001, "一号楼", members=(wang,), admins=(li,), bot_admin=True)
    said = world.say(group, wang, "/report@jinlin_bot 水管漏了 #维修 https://e.cn/a")
    world.say(group, wang, "改了", edit_of=said)
    world.say(group, li, "收到", reply_to=said, thread=world.topic(group, li, "维修"))
    world.photo(group, wang, caption="看 @jinlin_bot", album="7")
    world.document(group, wang, "账.xlsx")
    world.press(wang, said, "x")
    world.press(wang, said, "x", inaccessible=True)
    world.start(li, "abc")
    world.join(group, world.user(3, "赵"), by=li)
    world.leave(group, wang)
    world.promote(group, wang)
    world.demote(group, wang)
    world.anonymous_admin_say(group, "通知")
    world.channel_post_say(group, "以频道说话")
    world.channel_post_say(group, "自动转发", automatic=True)
    world.channel_post_say(world.channel(-1002, "频道"), "帖子")
    for origin in (said, "某人", li, group, world.channel(-1003, "别处")):
        world.forward(li, li, "转发的话", origin=origin) if origin is not said else world.forward(li, li, said)
    world.react(li, said, "👍")
    world.block(li)
    world.unblock(li)
    world.migrate(world.group(-55, "旧群", members=(li,)))
    world.kick_bot(group, li)
    world.add_bot(group, li)


def test_objects_are_checked_to_the_bottom() -> None:
    with pytest.raises(Wrong, match=r"InlineKeyboardMarkup.inline_keyboard: 5 is not an Array"):
        load(TRIMMED).check_object("InlineKeyboardMarkup", {"inline_keyboard": [5]})
