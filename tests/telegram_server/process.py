"""The server as a process of its own, and a plain client for its control API."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from .state import TOKEN

ROOT = Path(__file__).parents[2]


class RemoteServer:
    """Talks to /control/ of a server in another process."""

    def __init__(self, port: int, token: str = TOKEN, pid: int | None = None) -> None:
        self.port, self.token, self.pid = port, token, pid
        self.url = f"http://127.0.0.1:{port}"
        self.base_url = f"{self.url}/bot"
        self.base_file_url = f"{self.url}/file/bot"

    def push(self, updates: list[dict[str, Any]]) -> dict[str, Any]:
        """Raw updates in bulk; tells the first and last number."""
        return dict(self.post("push", updates=updates))

    def world(self, do: str, **args: Any) -> Any:
        """A helper of the world, people and chats by id."""
        return self.post("world", do=do, args=args)

    def stats(self) -> dict[str, Any]:
        """Counters."""
        return dict(self.get("stats"))

    def calls(self, method: str | None = None, since: int = 0) -> list[dict[str, Any]]:
        """Recorded calls."""
        return list(self.get("calls", since=since, **({"method": method} if method else {})))

    def violations(self) -> list[dict[str, Any]]:
        """What the bot must never do."""
        return list(self.get("violations"))

    def messages(self, chat: int) -> list[dict[str, Any]]:
        """The bot's messages in a chat, as they stand."""
        return list(self.get("messages", chat=chat))

    def fault(self, method: str, kind: str, value: Any = None, **more: Any) -> None:
        """As TelegramServer.fault."""
        self.post("fault", method=method, kind=kind, value=value, **more)

    def wait(self, method: str | None = None, count: int = 0, confirmed: int = 0, timeout: float = 30.0) -> dict[str, Any]:
        """Blocks until so many calls of a method came and so many updates were confirmed; the counters."""
        return dict(self.post("wait", method=method, count=count, confirmed=confirmed, timeout=timeout))

    def reset(self) -> None:
        """An empty world."""
        self.post("reset")

    def get(self, action: str, **query: Any) -> Any:
        """A GET of the control API."""
        return self._ask("GET", f"/control/{action}?{urlencode(query)}", None)

    def post(self, action: str, **given: Any) -> Any:
        """A POST of the control API."""
        return self._ask("POST", f"/control/{action}", msgspec.json.encode(given))

    def _ask(self, verb: str, path: str, body: bytes | None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(verb, path, body, {"Content-Type": "application/json"} if body else {})
            answer = connection.getresponse()
            value = msgspec.json.decode(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {value['error']}")
        return value


@contextmanager
def server_process(*flags: str, port: int = 0) -> Iterator[RemoteServer]:
    """A server process with these command-line flags, ended with the block."""
    command = [sys.executable, "-m", "tests.telegram_server", "--port", str(port), *flags]
    started = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True)
    try:
        assert started.stdout is not None
        line = started.stdout.readline()
        yield RemoteServer(int(line.rsplit(":", 1)[1]), pid=started.pid)
    finally:
        started.terminate()
        started.wait(10)
        if started.stdout is not None:
            started.stdout.close()
