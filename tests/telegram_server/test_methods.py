"""What the server refuses, and in which words."""

import json
from typing import Any

import pytest

from . import answers
from .asking import ask, ask_form, ask_parts
from .chats import Chat, User
from .files import picture
from .markup import from_html, from_markdown
from .server import TelegramServer, running_server


def keyboard(*labels: str) -> dict[str, Any]:
    """One row of buttons."""
    return {"inline_keyboard": [[{"text": label, "callback_data": f"a:{label}"} for label in labels]]}


@pytest.fixture
def wang(server: TelegramServer) -> User:
    """A neighbour who pressed start."""
    return server.world.user(11, "王", started=True)


@pytest.fixture
def group(server: TelegramServer, wang: User) -> Chat:
    """A supergroup with one neighbour."""
    return server.world.group(-1001234567890, "三号楼", members=(wang,))


def test_a_message_is_stored_edited_and_deleted(server: TelegramServer, wang: User) -> None:
    sent = ask(server, "sendMessage", chat_id=11, text="一", reply_markup=keyboard("是")).result
    assert (sent["chat"]["id"], sent["from"]["is_bot"], sent["text"]) == (11, True, "一")
    ask(server, "editMessageText", chat_id=11, message_id=sent["message_id"], text="二", reply_markup=keyboard("是", "否"))
    shown = server.last(wang)
    assert (shown.text, shown.labels, shown.edits, shown.history[0].text, shown.data("否")) == ("二", [["是", "否"]], 1, "一", "a:否")
    ask(server, "editMessageReplyMarkup", chat_id=11, message_id=shown.id)
    assert server.last(wang).labels == []
    assert ask(server, "deleteMessage", chat_id=11, message_id=shown.id).result is True
    assert server.messages(wang) == []
    assert server.violations == []


def test_editing_refusals(server: TelegramServer, wang: User, group: Chat) -> None:
    number = ask(server, "sendMessage", chat_id=group.id, text="一", reply_markup=keyboard("是")).result["message_id"]
    same = ask(server, "editMessageText", chat_id=group.id, message_id=number, text="一", reply_markup=keyboard("是"))
    assert (same.status, same.why) == (400, f"Bad Request: {answers.NOT_MODIFIED}")
    other = server.world.say(group, wang, "我的话")
    assert ask(server, "editMessageText", chat_id=group.id, message_id=other.id, text="x").why == "Bad Request: message can't be edited"
    assert ask(server, "deleteMessage", chat_id=group.id, message_id=other.id).why == "Bad Request: message can't be deleted"
    ask(server, "deleteMessage", chat_id=group.id, message_id=number)
    for missing in (number, 999):
        gone = ask(server, "editMessageText", chat_id=group.id, message_id=missing, text="x")
        assert gone.why == "Bad Request: message to edit not found"
    assert server.violations == []


def test_who_can_be_written_to(server: TelegramServer, wang: User, group: Chat) -> None:
    def why(chat_id: int) -> tuple[int, str]:
        said = ask(server, "sendMessage", chat_id=chat_id, text="x")
        return said.status, said.why

    server.world.user(12, "从未")
    assert why(404) == (400, "Bad Request: chat not found")
    assert why(12) == (403, "Forbidden: bot can't initiate conversation with a user")
    server.world.block(wang)
    assert why(11) == (403, "Forbidden: bot was blocked by the user")
    server.world.kick_bot(group)
    assert why(group.id) == (403, "Forbidden: bot was kicked from the supergroup chat")
    server.world.start(wang)
    assert ask(server, "sendMessage", chat_id=11, text="x").status == 200
    assert server.violations == []


def test_a_migrated_group_says_where_it_went(server: TelegramServer, wang: User) -> None:
    old = server.world.group(-77, "旧群", members=(wang,))
    new = server.world.migrate(old)
    said = ask(server, "sendMessage", chat_id=-77, text="x")
    assert said.why == "Bad Request: group chat was upgraded to a supergroup chat"
    assert said.body["parameters"] == {"migrate_to_chat_id": new.id}
    assert ask(server, "sendMessage", chat_id=new.id, text="x").result["message_id"] == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [("", 400), (" \n", 400), ("a" * 4096, 200), ("a" * 4097, 400), ("😀" * 2048, 200), ("😀" * 2049, 400), ("a\0", 400)],
)
def test_text_is_counted_in_utf16_units(server: TelegramServer, wang: User, text: str, status: int) -> None:
    assert ask(server, "sendMessage", chat_id=11, text=text).status == status
    assert len(server.violations) == (status == 400)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
        {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "汉" * 22}]]}},
        {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}},
        {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "a", "url": "https://e.cn"}]]}},
        {"entities": [{"type": "bold", "offset": 0, "length": 9}]},
        {"entities": [{"type": "bold", "offset": 1, "length": 1}]},
        {"entities": [{"type": "loud", "offset": 0, "length": 2}]},
        {"entities": [{"type": "bold", "offset": 0, "length": 2}] * 101},
        {"reply_markup": "{not json"},
        {"nonsense": 1},
    ],
)
def test_what_a_bot_can_know_is_a_violation(server: TelegramServer, wang: User, wrong: dict[str, Any]) -> None:
    assert ask(server, "sendMessage", **{"chat_id": 11, "text": "😀", **wrong}).status == 400
    assert [one.method for one in server.violations] == ["sendMessage"]


def test_presses_are_answered_in_time(server: TelegramServer, wang: User) -> None:
    ask(server, "sendMessage", chat_id=11, text="投票", reply_markup=keyboard("是"))
    pressed = server.world.press(wang, server.last(wang), "a:是")
    assert ask(server, "answerCallbackQuery", callback_query_id=pressed, text="已记下").result is True
    assert server.answer_to(pressed) == {"callback_query_id": pressed, "text": "已记下"}
    server.world.expire_queries()
    for number in (pressed, "12345"):
        assert ask(server, "answerCallbackQuery", callback_query_id=number).why == f"Bad Request: {answers.QUERY_TOO_OLD}"
    assert server.violations == []
    assert ask(server, "answerCallbackQuery", callback_query_id=pressed, text="长" * 201).status == 400
    assert len(server.violations) == 1


def test_replies_topics_and_pins(server: TelegramServer, wang: User) -> None:
    forum = server.world.group(-1009, "论坛", members=(wang,), is_forum=True)
    said = server.world.say(forum, wang, "问")
    replied = ask(server, "sendMessage", chat_id=-1009, text="答", reply_parameters={"message_id": said.id}).result
    assert replied["reply_to_message"]["text"] == "问"
    assert ask(server, "sendMessage", chat_id=-1009, text="答", reply_parameters={"message_id": 99}).why.endswith("replied not found")
    lenient = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in ask(server, "sendMessage", chat_id=-1009, text="答", reply_parameters=lenient).result
    thread = server.world.topic(forum, wang, "维修")
    assert ask(server, "sendMessage", chat_id=-1009, text="x", message_thread_id=thread).result["is_topic_message"] is True
    assert ask(server, "sendMessage", chat_id=-1009, text="x", message_thread_id=1).why == "Bad Request: message thread not found"
    assert "not enough rights" in ask(server, "pinChatMessage", chat_id=-1009, message_id=replied["message_id"]).why
    server.world.promote(forum, server.world.bot)
    assert ask(server, "pinChatMessage", chat_id=-1009, message_id=replied["message_id"]).result is True
    assert b"pinned_message" in server.state.inbox.pending[-1].body
    assert ask(server, "unpinChatMessage", chat_id=-1009).result is True


def test_photos_albums_and_files(server: TelegramServer, wang: User) -> None:
    sent = ask_parts(server, "sendPhoto", {"photo": ("a.jpg", picture())}, chat_id="11", caption="图").result
    file_id = sent["photo"][-1]["file_id"]
    path = ask(server, "getFile", file_id=file_id).result["file_path"]
    assert server.state.files.at(path) is not None
    media = json.dumps([{"type": "photo", "media": "attach://one"}, {"type": "photo", "media": file_id, "caption": "二"}])
    album = ask_parts(server, "sendMediaGroup", {"one": ("1.png", picture(kind="PNG"))}, chat_id="11", media=media).result
    assert len({one["media_group_id"] for one in album}) == 1
    change = '{"type":"document","media":"attach://d"}'
    edited = ask_parts(
        server, "editMessageMedia", {"d": ("a.csv", b"1")}, chat_id="11", message_id=str(sent["message_id"]), media=change
    ).result
    assert (edited["document"]["file_name"], "photo" in edited) == ("a.csv", False)
    assert ask_parts(server, "sendDocument", {"document": ("a.pdf", b"%PDF")}, chat_id="11").result["document"]["file_size"] == 4
    assert server.violations == []
    assert ask_parts(server, "sendPhoto", {"photo": ("a.jpg", b"not a picture")}, chat_id="11").status == 400
    assert ask_parts(server, "sendPhoto", {"photo": ("a.jpg", picture()), "spare": ("b", b"x")}, chat_id="11").status == 400
    assert ask_parts(server, "sendPhoto", {}, chat_id="11", photo="attach://nowhere").status == 400
    assert ask(server, "sendPhoto", chat_id=11, photo="attach://nowhere").status == 400
    assert ask(server, "sendPhoto", chat_id=11, photo="unknown").why == "Bad Request: wrong file identifier/HTTP URL specified"
    assert len(server.violations) == 4


def test_menus(server: TelegramServer, group: Chat) -> None:
    menu = [{"command": "report", "description": "报修"}]
    scope = {"type": "chat", "chat_id": group.id}
    assert ask(server, "setMyCommands", commands=menu, scope=scope, language_code="zh").result is True
    assert server.commands(scope, "zh") == menu
    assert ask(server, "deleteMyCommands", scope=scope, language_code="zh").result is True
    assert server.commands(scope, "zh") is None
    assert server.violations == []
    for wrong in ("Report", "报修", "a" * 33, "re-port"):
        assert ask(server, "setMyCommands", commands=[{"command": wrong, "description": "x"}]).status == 400
    assert ask(server, "setMyCommands", commands=menu * 101).status == 400
    assert len(server.violations) == 5


def test_chats_and_members(server: TelegramServer, wang: User, group: Chat) -> None:
    boss = server.world.user(12, "李")
    server.world.promote(group, boss)
    assert ask(server, "getChatMember", chat_id=group.id, user_id=12).result["status"] == "administrator"
    assert ask(server, "getChatMember", chat_id=group.id, user_id=11).result["status"] == "member"
    assert [one["user"]["id"] for one in ask(server, "getChatAdministrators", chat_id=group.id).result] == [12]
    assert ask(server, "getChat", chat_id=group.id).result["title"] == "三号楼"
    assert ask(server, "sendChatAction", chat_id=group.id, action="typing").result is True
    assert (
        ask(server, "setMessageReaction", chat_id=group.id, message_id=server.world.say(group, wang, "好").id, reaction=[]).result is True
    )
    assert ask(server, "leaveChat", chat_id=group.id).result is True
    assert ask(server, "sendMessage", chat_id=group.id, text="x").why == "Forbidden: bot is not a member of the supergroup chat"


def test_markup_is_a_violation_and_is_parsed_all_the_same(server: TelegramServer, wang: User) -> None:
    assert ask(server, "sendMessage", chat_id=11, text="<b>粗</b>", parse_mode="HTML").result["text"] == "粗"
    assert ask(server, "sendMessage", chat_id=11, text="a<b", parse_mode="HTML").why.startswith("Bad Request: can't parse entities")
    assert ask(server, "sendMessage", chat_id=11, text="v1.0", parse_mode="MarkdownV2").why.startswith("Bad Request: can't parse entities")
    assert len(server.violations) == 5
    assert (from_html("1 &lt; 2"), from_markdown("*a* \\. [b](c)")) == ("1 < 2", "a . b")


def test_forms_and_unreadable_bodies(server: TelegramServer, wang: User) -> None:
    assert ask_form(server, "sendMessage", chat_id="11", text="x", disable_notification="true").status == 200
    assert ask_form(server, "sendMessage", chat_id="eleven", text="x").why == "Bad Request: chat not found"
    assert ask(server, "sendPoll", chat_id=11, question="?", options=[]).body == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found",
    }
    assert [one.method for one in server.violations] == ["sendPoll"]


def test_rates_are_recorded_or_enforced(server: TelegramServer, wang: User, group: Chat) -> None:
    for _ in range(5):
        assert ask(server, "sendMessage", chat_id=11, text="x").status == 200
    assert {one.rule for one in server.rate_breaches} == {"chat"}
    with running_server(enforce_rates=True) as strict:
        strict.world.user(11, "王", started=True)
        outcomes = [ask(strict, "sendMessage", chat_id=11, text="x") for _ in range(5)]
        assert [one.status for one in outcomes] == [200, 200, 200, 429, 429]
        assert outcomes[3].body["parameters"] == {"retry_after": 1}
        assert len(strict.texts(11)) == 3


def test_twenty_a_minute_in_a_group_and_thirty_a_second_in_all() -> None:
    now = [1000.0]
    with running_server(monotonic=lambda: now[0]) as server:
        server.world.group(-1001, "群")
        people = [server.world.user(number, "人", started=True) for number in range(1, 40)]
        for _ in range(21):
            ask(server, "sendMessage", chat_id=-1001, text="x")
            now[0] += 2
        assert [one.rule for one in server.rate_breaches] == ["group"]
        for person in people:
            ask(server, "sendMessage", chat_id=person.id, text="x")
        assert [one.rule for one in server.rate_breaches] == ["group"] + ["overall"] * 9
