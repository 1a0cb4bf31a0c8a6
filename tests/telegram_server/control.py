"""The server's second face, for tests and benchmarks in other processes: JSON under /control/."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from .chats import Chat, Message, User
from .files import Upload

if TYPE_CHECKING:
    from .record import Call
    from .server import TelegramServer

Given = dict[str, Any]
PEOPLE = frozenset(("user", "by"))
GROUPS = frozenset(("chat", "group"))


async def answer(server: "TelegramServer", request: web.BaseRequest, action: str) -> web.Response:
    """One request: query for GET, JSON object for POST; what a test did wrong comes back as 400."""
    known = ACTIONS.get(action)
    if known is None:
        return said({"error": f"unknown action {action}", "known": sorted(ACTIONS)}, 404)
    try:
        given = msgspec.json.decode(await request.read()) if request.can_read_body else dict(request.query)
        return said(await known(server, given))
    except (KeyError, TypeError, ValueError, AttributeError, TimeoutError) as error:
        return said({"error": f"{type(error).__name__}: {error}"}, 400)


def said(value: Any, status: int = 200) -> web.Response:
    """A JSON answer."""
    return web.Response(body=msgspec.json.encode(shown(value)), status=status, content_type="application/json")


def shown(value: Any) -> Any:
    """Objects of the world as JSON; msgspec would write dataclasses out to the last reference."""
    if isinstance(value, Message):
        return value.raw
    if isinstance(value, User | Chat):
        return value.raw
    if isinstance(value, Upload):
        return {"name": value.name, "mime": value.mime, "size": value.size}
    return value


async def push(server: "TelegramServer", given: Given) -> Any:
    """{"updates": […]}: raw updates, numbered unless they carry numbers."""
    first = server.state.inbox.next_id
    last = server.world.raw_many(given["updates"])
    return {"first": first, "last": last, "pending": server.pending}


async def world(server: "TelegramServer", given: Given) -> Any:
    """{"do": "say", "args": {…}}: any helper of the world; people and chats are given by id, a message as {"chat": …, "id": …}."""
    name = given["do"]
    if name.startswith("_"):
        raise KeyError(name)
    return getattr(server.world, name)(**{key: meant(server, key, value) for key, value in given.get("args", {}).items()})


def meant(server: "TelegramServer", key: str, value: Any) -> Any:
    """Ids as the objects they stand for; lists of members likewise."""
    if key in PEOPLE and isinstance(value, int):
        return server.state.users[value]
    if key in GROUPS and isinstance(value, int):
        return server.state.chat(server.state.users.get(value, value))
    if key in {"members", "admins"}:
        return tuple(server.state.users[one] for one in value)
    if isinstance(value, dict) and value.keys() == {"chat", "id"}:
        return server.state.chats[value["chat"]].messages[value["id"]]
    return value


async def calls(server: "TelegramServer", given: Given) -> Any:
    """?method=&since=&limit=: the recorded calls from an index on."""
    since, limit = int(given.get("since", 0)), int(given.get("limit", 100_000))
    chosen = server.calls_of(given["method"]) if "method" in given else server.calls
    return [described(call) for call in chosen[since : since + limit]]


def described(call: "Call") -> Given:
    """A call as JSON."""
    names = ("at", "method", "via", "status", "done", "fault", "description", "effect")
    return {name: getattr(call, name) for name in names} | {"params": {name: shown(value) for name, value in call.params.items()}}


async def stats(server: "TelegramServer", given: Given) -> Any:
    """Counters, and the times (monotonic) of the first and the last call but polls."""
    inbox, of = server.state.inbox, server.calls_by_method()
    ends = [(some[0].at, some[-1].at) for method, some in of.items() if some and method != "getUpdates"]
    return {
        "pending": server.pending,
        "confirmed": inbox.confirmed,
        "handed_out": inbox.handed_out,
        "left_out": inbox.left_out,
        "calls": {method: len(some) for method, some in of.items()},
        "violations": len(server.violations),
        "rate_breaches": len(server.rate_breaches),
        "first_call_at": min((first for first, _ in ends), default=None),
        "last_call_at": max((last for _, last in ends), default=None),
    }


async def violations(server: "TelegramServer", given: Given) -> Any:
    """What the bot must never do."""
    return [
        {"method": one.method, "reason": one.reason, "params": {name: shown(value) for name, value in one.params.items()}}
        for one in server.violations
    ]


async def rate_breaches(server: "TelegramServer", given: Given) -> Any:
    """Messages beyond the limits."""
    return [{"at": one.at, "chat": one.chat_id, "rule": one.rule, "retry_after": one.retry_after} for one in server.rate_breaches]


async def messages(server: "TelegramServer", given: Given) -> Any:
    """?chat=: the bot's messages there, as they stand."""
    kept = server.messages(int(given["chat"]), everyone=bool(given.get("everyone")), deleted=True)
    return [
        {"id": one.id, "text": one.text, "buttons": one.buttons, "edits": one.edits, "deleted": one.deleted, "raw": one.raw} for one in kept
    ]


async def fault(server: "TelegramServer", given: Given) -> Any:
    """{"method", "kind", "value", "times", "chat", "skip"}: as TelegramServer.fault."""
    server.fault(**given)
    return {}


async def clear_faults(server: "TelegramServer", given: Given) -> Any:
    """All ordered mishaps are off."""
    server.clear_faults()
    return {}


async def reset(server: "TelegramServer", given: Given) -> Any:
    """An empty world."""
    server.reset()
    return {}


async def down(server: "TelegramServer", given: Given) -> Any:
    """{"seconds": s}: gone, shortly after this answer, for so long."""
    server.pause(float(given.get("seconds", 1.0)))
    return {}


async def wait(server: "TelegramServer", given: Given) -> Any:
    """{"method", "count", "confirmed", "timeout"}: answers once so many calls were done and so many updates confirmed."""
    method, count, confirmed = given.get("method"), int(given.get("count", 0)), int(given.get("confirmed", 0))

    def met(one: "TelegramServer") -> bool:
        return one.confirmed >= confirmed and (method is None or len(one.calls_of(method)) >= count)

    await server.wait_for(met, float(given.get("timeout", 10.0)))
    return await stats(server, {})


ACTIONS: dict[str, Callable[["TelegramServer", Given], Awaitable[Any]]] = {
    action.__name__: action
    for action in (push, world, calls, stats, violations, rate_breaches, messages, fault, clear_faults, reset, down, wait)
}
