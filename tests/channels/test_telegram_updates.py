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
        ("/board 12", [{"type": "bot_command", "offset": 0, "length": 6}], "/board 12", False),
        ("请/board@jinlin_bot", [{"type": "bot_command", "offset": 1, "length": 17}], "请/board@jinlin_bot", False),
        ("坏了@jinlin_bot", [{"type": "mention", "offset": 2, "length": 11}], "坏了", True),
        ("a\x00b @jinlin_bot 坏了", [{"type": "mention", "offset": 4, "length": 11}], "ab  坏了", True),
        (
            "坏@jinlin_bot了@jinlin_bot",
            [{"type": "mention", "offset": 1, "length": 11}, {"type": "mention", "offset": 13, "length": 11}],
            "坏了",
            True,
        ),
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


def test_an_edit_is_known_by_its_kind() -> None:
    edited = heard({"update_id": 5, "edited_message": message(text="改了")["message"]})
    assert edited is not None
    assert (edited.key, edited.happening) == ("telegram:m:-100500:9:0", Happening.EDIT)


def test_an_old_message_is_pressed_by_the_real_user() -> None:
    old = {"message_id": 3, "date": 0, "chat": GROUP}
    assert heard({"update_id": 6, "callback_query": {"id": "q:1", "from": USER, "data": "a\x00b", "message": old}}) == Incoming(
        "telegram",
        "telegram:c:q:1",
        Happening.PRESS,
        "-100500",
        AT,
        title="居民群",
        sender=Sender("700010", "陈 奶奶", "zh-hans"),
        message="3",
        pressed="ab",
        source="6",
    )
    assert heard({"update_id": 6, "callback_query": {"id": "q", "from": USER, "data": "a", "inline_message_id": "x"}}) is None


OTHER = {"id": 700011, "is_bot": False, "first_name": "王"}
OURS = {"id": 7, "is_bot": True, "first_name": "近邻"}


@pytest.mark.parametrize(
    ("replied", "reply_to", "author", "addressed"),
    [
        ({"from": OTHER}, "3", Sender("700011", "王"), False),
        ({"from": OURS}, "3", None, True),
        ({"from": {"id": 8, "is_bot": True, "first_name": "B"}}, "3", None, False),
        ({"from": OTHER, "sender_chat": GROUP}, "3", None, False),
        ({"from": {"id": 777000, "first_name": "Telegram"}}, "3", None, False),
        ({}, "3", None, False),
    ],
)
def test_whom_a_message_answers(replied: dict[str, Any], reply_to: str, author: Sender | None, addressed: bool) -> None:
    found = heard(message(text="任命 书记", reply_to_message={"message_id": 3, "date": 1, "chat": GROUP, **replied}))
    assert found is not None
    assert (found.reply_to, found.reply_sender, found.addressed) == (reply_to, author, addressed)


def test_what_is_said_in_a_topic_does_not_answer_who_opened_it() -> None:
    opening = {"message_id": 4, "date": 1, "chat": GROUP, "from": OURS, "forum_topic_created": {"name": "报修", "icon_color": 1}}
    found = heard(message(text="坏了", message_thread_id=4, is_topic_message=True, reply_to_message=opening))
    assert found is not None
    assert (found.chat, found.reply_to, found.addressed) == ("-100500#4", "", False)


PERSON = {"id": 700010, "type": "private"}


@pytest.mark.parametrize(
    ("chat", "old", "new", "happening"),
    [
        (GROUP, "left", "member", Happening.ADDED),
        (GROUP, "kicked", "administrator", Happening.ADDED),
        (GROUP, "member", "left", Happening.REMOVED),
        (GROUP, "administrator", "kicked", Happening.REMOVED),
        (GROUP, "restricted", "member", Happening.ADDED),
        (GROUP, "member", "administrator", None),
        (GROUP, "left", "kicked", None),
        (PERSON, "member", "kicked", Happening.REMOVED),
        (PERSON, "kicked", "member", Happening.ADDED),
    ],
)
def test_coming_and_going(chat: dict[str, Any], old: str, new: str, happening: Happening | None) -> None:
    changed = {
        "chat": chat,
        "from": USER,
        "date": 77,
        "old_chat_member": {"status": old, "user": OURS},
        "new_chat_member": {"status": new, "user": OURS},
    }
    private = chat is PERSON
    expected = happening and Incoming(
        "telegram",
        f"telegram:s:{chat['id']}:77:{old}-{new}",
        happening,
        str(chat["id"]),
        AT,
        private=private,
        title="" if private else "居民群",
        sender=Sender("700010", "陈 奶奶", "zh-hans") if private else None,
        source="5",
    )
    assert heard({"update_id": 5, "my_chat_member": changed}) == expected


@pytest.mark.parametrize("made", [{"new_chat_members": [OTHER, OURS]}, {"group_chat_created": True}, {"supergroup_chat_created": True}])
def test_we_are_in_a_new_group(made: dict[str, Any]) -> None:
    expected = Incoming("telegram", "telegram:m:-100500:9:0", Happening.ADDED, "-100500", AT, title="居民群", source="5")
    assert heard(message(**made)) == expected


@pytest.mark.parametrize(
    ("fields", "media"),
    [
        ({"photo": [{"file_id": "s", "file_unique_id": "u"}, {"file_id": "l", "file_unique_id": "v"}]}, (Media.PHOTO, "l", "v", "", 0)),
        (
            {
                "photo": [
                    {"file_id": "s", "file_unique_id": "u", "file_size": 9},
                    {"file_id": "l", "file_unique_id": "v", "file_size": 2**26},
                ]
            },
            (Media.PHOTO, "s", "u", "", 9),
        ),
        (
            {"document": {"file_id": "d", "file_unique_id": "u", "file_name": "a\x00.pdf", "file_size": 5}},
            (Media.FILE, "d", "u", "a.pdf", 5),
        ),
        ({"voice": {"file_id": "d", "file_unique_id": "u", "duration": 3}}, (Media.VOICE, "d", "u", "", 0)),
        ({"video": {"file_id": "d", "file_unique_id": "u", "width": 3}}, (Media.VIDEO, "d", "u", "", 0)),
    ],
)
def test_attachments(fields: dict[str, Any], media: tuple[Media, str, str, str, int]) -> None:
    found = heard(message(**fields))
    assert found is not None
    assert found.attachments == (Attachment(*media),)


def test_nothing_a_database_refuses_gets_in() -> None:
    nul = "a\x00b"
    user = {"id": 1, "first_name": nul, "language_code": nul}
    file = {"file_id": nul, "file_unique_id": nul, "file_name": nul}
    found = heard(message(**{"from": user}, chat={**GROUP, "title": nul}, caption=nul, document=file, media_group_id=nul))
    pressed = heard({"update_id": 5, "callback_query": {"id": nul, "from": user, "data": nul, "message": {"message_id": 3, "chat": GROUP}}})
    assert "\\x00" not in repr(found) + repr(pressed)


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
        message(new_chat_members=[USER]),
        message(left_chat_member=USER),
        message(sticker={"file_id": "a", "file_unique_id": "b"}),
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
    {"update_id": 2**70, "message": None},
    {"update_id": -1},
    message(text="a", **{"from": {"id": 2**80, "first_name": "x"}}),
    message(text="a", message_id=2**80),
    message(text="a", message_id=-1),
    message(text="a", migrate_to_chat_id=2**64),
    message(text="a", document={"file_id": "", "file_unique_id": "u"}),
    message(text="a", is_topic_message="yes"),
    message(text="a", new_chat_members=USER),
    {"update_id": 5, "callback_query": {"id": "q" * 5000, "from": USER}},
    {"update_id": 5, "callback_query": {"id": "", "from": USER}},
    {"update_id": 5, "callback_query": {"id": 5, "from": USER}},
    {"update_id": 5, "callback_query": {"from": USER}},
    {"update_id": 5, "my_chat_member": {"chat": GROUP}},
]


@pytest.mark.parametrize("update", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_update_is_unreadable_and_nothing_worse(update: Any) -> None:
    with pytest.raises(Unreadable):
        heard(update)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"update_id": 5, "message": ' + b"[" * 5000,
        b'{"update_id": 5, "x": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"update_id": 5, "message": {"text": "\xff"}}',
        b'{"update_id": 5, "x": "\x01"}',
        b'{"update_id": 5, "x": "\\ud800"}',
        b'{"update_id": 5e400}',
        b"NaN",
    ],
)
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


WHOLE = [
    message(
        text="@jinlin_bot 坏了",
        entities=[{"type": "mention", "offset": 0, "length": 11}],
        photo=[{"file_id": "a", "file_unique_id": "u", "file_size": 9}],
        reply_to_message={"message_id": 3, "from": OTHER},
        new_chat_members=[USER],
    ),
    {"update_id": 5, "callback_query": {"id": "q", "from": USER, "data": "a:1", "message": {"message_id": 3, "chat": GROUP}}},
    {
        "update_id": 5,
        "my_chat_member": {
            "chat": GROUP,
            "from": USER,
            "date": 7,
            "old_chat_member": {"status": "left", "user": OURS},
            "new_chat_member": {"status": "member", "user": OURS},
        },
    },
]


def inside(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(deeper for key, part in parts for deeper in inside(part, (*way, key)))]


@given(st.sampled_from(WHOLE), st.data())
def test_a_sound_update_with_one_thing_wrong_is_read_or_unreadable(update: dict[str, Any], data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(inside(update)[1:]))
    broken = json.loads(json.dumps(update))
    place = broken
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = data.draw(JSON | st.sampled_from([2**53, 2**64, -(2**80), "\0", "\U0010ffff", [], {}, [[]]]))
    try:
        found = heard(broken)
    except Unreadable:
        return
    assert found is None or (isinstance(found, Incoming) and "\0" not in "".join(str(getattr(found, name)) for name in found.__slots__))
