"""The road of updates and calls: polling, webhook, mishaps, waiting, the world, the control API."""

import asyncio
import http.client
import json
import socket
import threading
import time
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from .asking import ask, request
from .chats import User
from .process import RemoteServer, server_process
from .server import TelegramServer, running_server

pytestmark = pytest.mark.timeout(60)


def numbers(said: Any) -> list[int]:
    """The ids of a batch of updates."""
    return [update["update_id"] for update in said.result]


@pytest.fixture
def wang(server: TelegramServer) -> User:
    """A neighbour who pressed start."""
    return server.world.user(11, "王", started=True)


def test_offsets_confirm_and_limits_hold(server: TelegramServer, wang: User) -> None:
    for word in "一二三四":
        server.world.say(wang, wang, word)
    first = numbers(ask(server, "getUpdates"))[0]
    assert numbers(ask(server, "getUpdates", limit=2)) == [first, first + 1]
    assert numbers(ask(server, "getUpdates", offset=first + 2)) == [first + 2, first + 3]
    assert numbers(ask(server, "getUpdates")) == [first + 2, first + 3]
    assert numbers(ask(server, "getUpdates", offset=-1)) == [first + 3]
    assert numbers(ask(server, "getUpdates", offset=first + 4)) == []
    assert (server.confirmed, server.pending) == (4, 0)
    assert ask(server, "getUpdates", limit=101).status == 400
    assert ask(server, "getUpdates", allowed_updates=["mesage"]).status == 400


def test_numbers_may_restart_lower_and_a_stale_offset_is_answered_from_the_head(server: TelegramServer, wang: User) -> None:
    server.world.say(wang, wang, "一")
    old = numbers(ask(server, "getUpdates"))[0]
    ask(server, "getUpdates", offset=old + 1)
    server.world.restart_numbering(1000)
    server.world.say(wang, wang, "二")
    assert numbers(ask(server, "getUpdates", offset=old + 1)) == [1000]
    assert numbers(ask(server, "getUpdates", offset=1001)) == []


def test_kinds_not_asked_for_are_left_out(server: TelegramServer, wang: User) -> None:
    group = server.world.group(-1001, "群", bot_admin=True)
    server.world.join(group, wang)
    assert [set(one) - {"update_id"} for one in ask(server, "getUpdates", offset=-1).result] == [{"message"}]
    ask(server, "getUpdates", allowed_updates=["chat_member"])
    server.world.leave(group, wang)
    assert [set(one) - {"update_id"} for one in ask(server, "getUpdates", offset=-1).result] == [{"chat_member"}]


def test_privacy_mode_hides_small_talk() -> None:
    with running_server(can_read_all_group_messages=False) as server:
        wang = server.world.user(11, "王")
        group = server.world.group(-1001, "群", members=(wang,))
        ask(server, "sendMessage", chat_id=-1001, text="大家好")
        for text in ("/help", "闲聊", "/help", "/help@jinlin_bot", "@jinlin_bot 在吗"):
            server.world.say(group, wang, text)
        server.world.say(group, wang, "回复", reply_to=server.last(group))
        heard = [update["message"]["text"] for update in ask(server, "getUpdates").result]
        assert heard == ["/help", "/help@jinlin_bot", "@jinlin_bot 在吗", "回复"]
        assert ask(server, "getMe").result["can_read_all_group_messages"] is False


def test_a_long_poll_wakes_up_and_a_second_one_ends_it(server: TelegramServer, wang: User) -> None:
    outcomes: list[Any] = []
    first = threading.Thread(target=lambda: outcomes.append(ask(server, "getUpdates", timeout=30)))
    first.start()
    server.wait(lambda s: s.polled)
    second = threading.Thread(target=lambda: outcomes.append(ask(server, "getUpdates", timeout=30)))
    second.start()
    first.join(10)
    assert outcomes[0].why == "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    server.world.say(wang, wang, "醒醒")
    second.join(10)
    assert [one["message"]["text"] for one in outcomes[1].result] == ["醒醒"]


def test_a_poller_that_dies_leaves_its_updates(server: TelegramServer, wang: User) -> None:
    dying = socket.create_connection(("127.0.0.1", server.port))
    dying.sendall(f"GET /bot{server.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    server.wait(lambda s: s.polled)
    dying.close()
    server.wait(lambda s: not s.polled)
    server.world.say(wang, wang, "还在")
    assert [one["message"]["text"] for one in ask(server, "getUpdates", timeout=5).result] == ["还在"]


def test_a_confirmation_is_seen_while_the_poll_still_waits(server: TelegramServer, wang: User) -> None:
    server.world.say(wang, wang, "一")
    number = numbers(ask(server, "getUpdates"))[0]
    poll = threading.Thread(target=lambda: ask(server, "getUpdates", offset=number + 1, timeout=30))
    poll.start()
    server.wait(lambda s: s.confirmed == 1)
    server.world.say(wang, wang, "二")
    poll.join(10)


def test_malformed_updates_come_among_good_ones(server: TelegramServer, wang: User) -> None:
    server.world.say(wang, wang, "好")
    server.world.raw(b'{"update_id":$ID,"message":17}')
    server.world.raw({"message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private", "first_name": "新"}, "text": "x"}})
    batch = ask(server, "getUpdates").result
    assert batch[1] == {"update_id": batch[0]["update_id"] + 1, "message": 17}
    assert ask(server, "sendMessage", chat_id=5, text="欢迎").status == 200


@pytest.mark.parametrize(("kind", "value", "status"), [("status", 502, 502), ("html", None, 502), ("flood", 7, 429), ("gone", None, 403)])
def test_mishaps_without_effect(server: TelegramServer, wang: User, kind: str, value: Any, status: int) -> None:
    server.fault("sendMessage", kind, value)
    answered, body = request(server, f"/bot{server.token}/sendMessage", b'{"chat_id":11,"text":"x"}', "application/json")
    assert (answered, server.texts(11), server.calls[-1].done, server.calls[-1].fault) == (status, [], False, kind)
    assert (b"<html>" in body) == (kind == "html")
    assert (b'"retry_after":7' in body) == (kind == "flood")
    assert ask(server, "sendMessage", chat_id=11, text="x").status == 200


@pytest.mark.parametrize(("kind", "effect"), [("drop", []), ("lose_reply", ["x"])])
def test_a_lost_connection_before_and_after_the_effect(server: TelegramServer, wang: User, kind: str, effect: list[str]) -> None:
    server.fault("*", kind)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        ask(server, "sendMessage", chat_id=11, text="x")
    assert (server.texts(11), server.calls[-1].status) == (effect, 0)


def test_other_mishaps(server: TelegramServer, wang: User) -> None:
    server.fault("sendMessage", "truncated", chat=wang)
    with pytest.raises(json.JSONDecodeError):
        ask(server, "sendMessage", chat_id=11, text="一")
    server.fault("sendMessage", "gone", chat=12, times=None)
    server.fault("sendMessage", "bad_request", "odd", skip=1)
    assert ask(server, "sendMessage", chat_id=11, text="二").status == 200
    assert ask(server, "sendMessage", chat_id=11, text="三").why == "Bad Request: odd"
    server.fault("sendMessage", "hang", 0.05)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        ask(server, "sendMessage", chat_id=11, text="never")
    server.fault("sendMessage", "delay", 0.05)
    server.fault("sendMessage", "late_reply", 0.05)
    assert [ask(server, "sendMessage", chat_id=11, text=text).status for text in "四五"] == [200, 200]
    assert server.texts(wang) == ["一", "二", "四", "五"]
    with pytest.raises(ValueError, match="unknown fault"):
        server.fault("*", "meteor")


def test_down_and_up_on_the_same_port(server: TelegramServer, wang: User) -> None:
    port = server.port
    server.down()
    with pytest.raises(ConnectionError):
        ask(server, "getMe")
    server.up()
    assert (ask(server, "getMe").status, server.port) == (200, port)


def test_tokens_files_and_reset(server: TelegramServer, wang: User) -> None:
    assert request(server, "/bot1:wrong/getMe", b"", "")[0] == 401
    photo = server.world.photo(wang, wang, caption="图", album="1").raw["photo"][-1]
    path = ask(server, "getFile", file_id=photo["file_id"]).result["file_path"]
    assert request(server, f"/file/bot{server.token}/{path}", b"", "", "GET")[1].startswith(b"\xff\xd8")
    assert request(server, f"/file/bot{server.token}/photos/no.jpg", b"", "", "GET")[0] == 404
    big = server.world.document(wang, wang, "big.zip", size=30_000_000).raw["document"]["file_id"]
    assert ask(server, "getFile", file_id=big).why == "Bad Request: file is too big"
    server.reset()
    assert (server.calls, server.pending) == ([], 0)
    assert ask(server, "sendMessage", chat_id=11, text="x").why == "Bad Request: chat not found"


@pytest.mark.asyncio
async def test_waiting_on_the_same_loop() -> None:
    async with TelegramServer() as server, aiohttp.ClientSession() as session:
        server.world.user(11, "王", started=True)
        sending = asyncio.gather(
            *(session.post(f"{server.base_url}{server.token}/sendMessage", json={"chat_id": 11, "text": "x"}) for _ in "ab")
        )
        await server.wait_for(lambda s: len(s.texts(11)) == 2, timeout=5)
        for answer in await sending:
            answer.release()
        with pytest.raises(TimeoutError, match="last calls"):
            await server.wait_for(lambda s: False, timeout=0.01)
        server.down()
        server.up()
        async with session.get(f"{server.base_url}{server.token}/getMe") as answer:
            assert answer.status == 200


class Hooked:
    """A bot's webhook: fails as often as told, then accepts; may answer with a call."""

    def __init__(self, failures: int, answer: dict[str, Any] | None = None) -> None:
        self.failures, self.answer = failures, answer
        self.got: list[tuple[int, str | None]] = []
        self.at_once = self.most_at_once = 0

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """One POST of the server."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        update = json.loads(await request.read())
        await asyncio.sleep(0.01)
        self.at_once -= 1
        self.failures -= 1
        if self.failures >= 0:
            return web.Response(status=500)
        self.got.append((update["update_id"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.json_response(self.answer) if self.answer else web.Response()


async def listening(hook: Hooked) -> tuple[asyncio.Server, str]:
    """The webhook on a free port."""
    opened = await asyncio.get_running_loop().create_server(web.Server(hook, access_log=None), "127.0.0.1", 0)
    return opened, f"http://127.0.0.1:{opened.sockets[0].getsockname()[1]}/hook"


@pytest.mark.asyncio
async def test_a_webhook_gets_everything_and_is_obeyed() -> None:
    hook = Hooked(3, {"method": "sendMessage", "chat_id": 11, "text": "由回调发出"})
    opened, url = await listening(hook)
    async with TelegramServer(webhook_retry_base=0.001) as server, aiohttp.ClientSession() as session:
        wang = server.world.user(11, "王", started=True)
        server.world.say(wang, wang, "早")
        setting = {"url": url, "secret_token": "s3cret", "max_connections": 2}
        async with session.post(f"{server.base_url}{server.token}/setWebhook", json=setting) as answer:
            assert (await answer.json())["result"] is True
        async with session.get(f"{server.base_url}{server.token}/getUpdates") as answer:
            assert (answer.status, "webhook is active" in await answer.text()) == (409, True)
        for _ in range(5):
            server.world.say(wang, wang, "又")
        await server.wait_for(lambda s: len(s.texts(11)) == 6)
        assert {secret for _, secret in hook.got} == {"s3cret"}
        assert (len({number for number, _ in hook.got}), hook.most_at_once, server.calls[-1].via) == (6, 2, "webhook")
        assert sum(one.status == 500 for one in server.deliveries) == 3
        assert server.violations == []
    opened.close()


@pytest.mark.asyncio
async def test_a_webhook_nobody_answers_keeps_its_updates() -> None:
    async with TelegramServer(webhook_retry_base=0.001) as server, aiohttp.ClientSession() as session:
        wang = server.world.user(11, "王", started=True)
        root = f"{server.base_url}{server.token}"
        async with session.post(f"{root}/setWebhook", json={"url": "http://127.0.0.1:9/"}):
            server.world.say(wang, wang, "一")
            server.world.say(wang, wang, "二")
        await server.wait_for(lambda s: len(s.deliveries) > 4)
        async with session.get(f"{root}/getWebhookInfo") as answer:
            assert (await answer.json())["result"]["pending_update_count"] == 2
        async with session.get(f"{root}/deleteWebhook"), session.get(f"{root}/getUpdates") as answer:
            assert [one["message"]["text"] for one in (await answer.json())["result"]] == ["一", "二"]


def wait_until_reachable(remote: RemoteServer, *, reachable: bool) -> None:
    """Asks until the server is there, or is not; who is let in while it goes down may never be answered."""
    for _ in range(500):
        asked = http.client.HTTPConnection("127.0.0.1", remote.port, timeout=1)
        try:
            asked.request("GET", "/control/stats")
            asked.getresponse().read()
        except (OSError, http.client.HTTPException):
            if not reachable:
                return
        else:
            if reachable:
                return
        finally:
            asked.close()
        time.sleep(0.005)
    raise AssertionError(f"reachable is not {reachable}")


def test_a_process_of_its_own() -> None:
    with server_process("--fast") as remote:
        remote.world("user", number=11, first_name="王")
        remote.world("say", chat=11, user=11, text="报修")
        message = {"message_id": 1, "date": 1, "chat": {"id": 12, "type": "private", "first_name": "李"}, "text": "x"}
        assert remote.push([{"message": message}] * 500)["pending"] == 501
        remote.fault("sendMessage", "flood", 3)
        body = json.dumps({"chat_id": 12, "text": "好"}).encode()
        for expected in (429, 200):
            link = http.client.HTTPConnection("127.0.0.1", remote.port)
            link.request("POST", f"/bot{remote.token}/sendMessage", body, {"Content-Type": "application/json"})
            assert link.getresponse().status == expected
            link.close()
        assert remote.wait("sendMessage", 2)["calls"] == {"sendMessage": 2}
        assert [one["text"] for one in remote.messages(12)] == ["好"]
        assert ([one["fault"] for one in remote.calls()], remote.violations()) == (["flood", ""], [])
        with pytest.raises(RuntimeError, match="unknown fault"):
            remote.fault("*", "meteor")
        remote.post("down", seconds=0.1)
        for expected_error in (True, False):
            wait_until_reachable(remote, reachable=not expected_error)
        remote.reset()
        assert remote.stats()["pending"] == 0
