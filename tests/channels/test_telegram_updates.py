"""Raw updates: what they say by equality, and that nothing malformed ever gets further than Unreadable."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.updates import Me, Unreadable, read
from models.messaging import Attachment, Happening, Incoming, Media, Nobody, Sender

ME = Me(7, "jinlin_bot")
AT = datetime(2026, 9, 3, tzinfo=UTC)
USER = {"id": 700010, "is_bot": False, "first_name": "陈", "last_name": "奶奶", "language_code": "zh-hans"}
GROUP = {"id": -100500, "type": "group", "title": "居民群"}


def message(**fields: Any) -> dict[str, Any]:
    return {"update_id": 5, "message": {"message_id": 9, "date": 1, "chat": GROUP, "from": USER, **fields}}


def heard(update: Any) -> Incoming | None:
    return read(json.dumps(update).encode(), ME, AT)


def test_a_message_is_read_whole() -> None:
    assert heard(message(text="电梯又坏了")) == Incoming(
        "telegram",
        "telegram:m:-100500:9:0",
        Happening.MESSAGE,
        "-100500",
        AT,
        title="居民群",
        sender=Sender("700010", "陈 奶奶", "zh-hans"),
        message="9",
        text="电梯又坏了",
        source="5",
    )


@pytest.mark.parametrize(
    ("text", "entities", "said", "addressed"),
    [
        ("😀@jinlin_bot 电梯坏了", [{"type": "mention", "offset": 2, "length": 11}], "😀 电梯坏了", True),
        ("@Jinlin_Bot 进度", [{"type": "mention", "offset": 0, "length": 11}], "进度", True),
        ("@someone 电梯坏了", [{"type": "mention", "offset": 0, "length": 8}], "@someone 电梯坏了", False),
        ("/board@jinlin_bot 12", [{"type": "bot_command", "offset": 0, "length": 17}], "/board 12", True),
        ("/board 12", [{"type": "bot_command", "offset": 0, "length": 6}], "/board 12", True),
        ("坏了", [{"type": "mention", "offset": 90, "length": 5}], "坏了", False),
    ],
)
def test_our_name_is_taken_out_wherever_it_stands(text: str, entities: list[dict[str, Any]], said: str, addressed: bool) -> None:
    found = heard(message(text=text, entities=entities))
    assert found is not None
    assert (found.text, found.addressed) == (said, addressed)


def test_another_bots_command_is_not_ours() -> None:
    assert heard(message(text="/start@other_bot", entities=[{"type": "bot_command", "offset": 0, "length": 16}])) is None


@pytest.mark.parametrize(
    ("fields", "nobody"),
    [
        ({"sender_chat": GROUP, "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}, Nobody.ANONYMOUS),
        (
            {"sender_chat": {"id": -1009, "type": "channel"}, "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"}},
            Nobody.CHANNEL,
        ),
        (
            {"is_automatic_forward": True, "forward_origin": {"type": "channel"}, "from": {"id": 777000, "first_name": "Telegram"}},
            Nobody.CHANNEL,
        ),
        ({"forward_origin": {"type": "user", "date": 1}}, Nobody.FORWARD),
        ({"from": {"id": 8, "is_bot": True, "first_name": "B"}}, Nobody.BOT),
    ],
)
def test_who_is_nobody(fields: dict[str, Any], nobody: Nobody) -> None:
    found = heard(message(text="电梯坏了", **fields))
    assert found is not None
    assert (found.nobody, found.sender) == (nobody, None)


def test_a_press_an_edit_a_photo_and_a_topic() -> None:
    pressed = heard(
        {
            "update_id": 5,
            "callback_query": {"id": "q1", "from": USER, "data": "follow:1", "message": {"message_id": 3, "date": 0, "chat": GROUP}},
        }
    )
    assert pressed is not None
    assert (pressed.key, pressed.happening, pressed.pressed, pressed.message) == ("telegram:c:q1", Happening.PRESS, "follow:1", "3")
    edited = heard({"update_id": 5, "edited_message": {**message(text="改了")["message"], "edit_date": 77}})
    assert edited is not None
    assert (edited.key, edited.happening) == ("telegram:m:-100500:9:77", Happening.EDIT)
    sizes = [{"file_id": "a", "file_unique_id": "u", "file_size": 9}, {"file_id": "b", "file_unique_id": "v", "file_size": 99}]
    shown = heard(message(photo=sizes, caption="坏了", media_group_id="g"))
    assert shown is not None
    assert (shown.attachments, shown.text, shown.album) == ((Attachment(Media.PHOTO, "b", "v", "", 99),), "坏了", "g")
    topic = heard(message(text="坏了", message_thread_id=4, is_topic_message=True))
    assert topic is not None
    assert topic.chat == "-100500#4"


def test_both_halves_of_a_move_say_the_same() -> None:
    there, here = (
        heard(message(migrate_to_chat_id=-1009)),
        heard(
            {
                "update_id": 6,
                "message": {**message()["message"], "chat": {"id": -1009, "type": "supergroup"}, "migrate_from_chat_id": -100500},
            }
        ),
    )
    assert there is not None
    assert here is not None
    assert (there.chat, there.moved_to) == (here.chat, here.moved_to) == ("-100500", "-1009")


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 5},
        {"update_id": 5, "poll": {"id": "1"}},
        message(new_chat_title="新名"),
        message(pinned_message={"message_id": 1}),
        message(),
    ],
)
def test_what_does_not_concern_us_is_nothing(update: dict[str, Any]) -> None:
    assert heard(update) is None


MALFORMED: list[Any] = [
    None,
    [],
    "text",
    7,
    {},
    {"update_id": "5"},
    {"update_id": None, "message": {}},
    {"update_id": 5, "message": []},
    {"update_id": 5, "message": {}},
    {"update_id": 5, "message": "hello"},
    message(chat=None),
    message(chat={"id": "x", "type": "group"}),
    message(chat={"type": "group"}),
    message(date="today"),
    message(text=7),
    message(text=["a"]),
    message(entities={"type": "mention"}, text="a"),
    message(entities=[{"type": "mention", "offset": "0", "length": 1}], text="a"),
    message(photo={"file_id": "a"}),
    message(photo=[{"file_id": 7}]),
    message(**{"from": {"id": "700010", "first_name": "x"}, "text": "a"}),
    message(reply_to_message=7, text="a"),
    message(chat={"id": 2**80, "type": "group"}, text="a"),
    message(chat={"id": 2**60, "type": "group"}, text="a"),
    {"update_id": 5, "callback_query": {"id": 5, "from": USER}},
    {"update_id": 5, "callback_query": {"from": USER}},
    {"update_id": 5, "my_chat_member": {"chat": GROUP}},
]


@pytest.mark.parametrize("update", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_update_is_unreadable_and_nothing_worse(update: Any) -> None:
    with pytest.raises(Unreadable):
        heard(update)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b'{"update_id": 5, "message": ' + b"[" * 5000, b'{"update_id": 5e400}', b"NaN"])
def test_what_is_no_json_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw, ME, AT)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "chat", "from", "text", "message_id", "date", "type", "entities", "data", "message"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), JSON)
def test_any_shape_is_read_or_unreadable(kind: str, inside: Any) -> None:
    try:
        found = heard({"update_id": 5, kind: inside})
    except Unreadable:
        return
    assert found is None or isinstance(found, Incoming)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.sampled_from(["mention", "bot_command", "url"]), st.integers(-3, 50), st.integers(-3, 50)), max_size=4),
)
def test_any_entities_are_survived(text: str, marks: list[tuple[str, int, int]]) -> None:
    heard(message(text=text or "x", entities=[{"type": kind, "offset": start, "length": length} for kind, start, length in marks]))
