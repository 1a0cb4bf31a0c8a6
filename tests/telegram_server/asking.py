"""A bare client for the self-tests: says exactly what it is told, in any encoding."""

import http.client
import json
from typing import Any, NamedTuple
from urllib.parse import urlencode

from .server import TelegramServer


class Said(NamedTuple):
    """Status and decoded JSON."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        """The result of a call that went well."""
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def why(self) -> str:
        """The description of a refusal."""
        assert not self.body["ok"], self.body
        return str(self.body["description"])


def request(server: TelegramServer, path: str, body: bytes, kind: str, verb: str = "POST") -> tuple[int, bytes]:
    """One HTTP request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(verb, path, body or None, {"Content-Type": kind} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ask(server: TelegramServer, method: str, **params: Any) -> Said:
    """A call with a JSON body."""
    status, body = request(server, f"/bot{server.token}/{method}", json.dumps(params).encode(), "application/json")
    return Said(status, json.loads(body))


def ask_form(server: TelegramServer, method: str, **params: str) -> Said:
    """A call with a form, every value as text."""
    status, body = request(server, f"/bot{server.token}/{method}", urlencode(params).encode(), "application/x-www-form-urlencoded")
    return Said(status, json.loads(body))


def ask_parts(server: TelegramServer, method: str, files: dict[str, tuple[str, bytes]], **params: str) -> Said:
    """A call in multipart/form-data; files as name → (file name, bytes)."""
    mark = b"----tests"
    parts = [b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (mark, k.encode(), v.encode()) for k, v in params.items()]
    for name, (file_name, data) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(b"--" + mark + b"\r\n" + head.encode() + data + b"\r\n")
    body = b"".join(parts) + b"--" + mark + b"--\r\n"
    status, answer = request(server, f"/bot{server.token}/{method}", body, f"multipart/form-data; boundary={mark.decode()}")
    return Said(status, json.loads(answer))
