"""python-telegram-bot's requests on one aiohttp session: cheaper than its own, and honest about what was certainly not sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

logging.getLogger("telegram").setLevel(logging.WARNING)  # at DEBUG its Bot logs both base addresses, and the token with them

CONNECT, READ, MEDIA = 5.0, 15.0, 60.0
CHUNK = 256 * 1024


class Failed(NetworkError):
    """A call without the answer it was made for. Its text never holds an address."""


class NotSent(Failed):
    """The request certainly never reached Telegram."""


class Doubtful(Failed):
    """The request may have been carried out; its answer was lost."""


class Refused(Failed):
    """Telegram answered, with a refusal or with something unreadable."""

    def __init__(self, method: str, status: int, reason: str) -> None:
        super().__init__(f"{method} {status} {reason}")
        self.status = status


class AiohttpRequest(BaseRequest):
    """One shared session; times in seconds. Never logs an address, because the token is in it."""

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ

    async def initialize(self) -> None:
        self._open()

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """PTB's way in. Waiting for a free connection counts as connecting, writing as reading."""
        files = request_data is not None and request_data.contains_files
        read = _given(read_timeout, MEDIA if files else READ)
        return await self.exchange(method, url, read, _given(connect_timeout, CONNECT), data=_packed(request_data))

    async def exchange(self, method: str, url: str, read: float | None, connect: float | None = CONNECT, **body: Any) -> tuple[int, bytes]:
        """(status, body); NotSent or Doubtful when there is no answer. None is no limit."""
        try:
            async with self._request(method, url, read, connect, **body) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as wrong:
            raise NotSent(type(wrong).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as wrong:
            raise Doubtful(type(wrong).__name__) from None

    async def download(self, url: str, to: Path, largest: int) -> None:
        """Stream a file to `to`, which appears whole or not at all; OSError when it cannot be had or is too large."""
        part = to.with_name(f"{to.name}.part")
        try:
            async with self._request("GET", url, MEDIA, CONNECT) as answer:
                if answer.status != 200:
                    raise OSError(f"download {answer.status}")
                await _store(answer.content, part, largest)
            part.replace(to)
        except (aiohttp.ClientError, TimeoutError) as wrong:
            raise OSError(f"download {type(wrong).__name__}") from None
        finally:
            part.unlink(missing_ok=True)

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)
        return self._session

    def _request(self, method: str, url: str, read: float | None, connect: float | None, **body: Any) -> Any:
        """`connect` also bounds the wait for a free connection, so that its end is a certain "not sent"."""
        total = None if read is None or connect is None else read + connect
        timeout = aiohttp.ClientTimeout(total=total, connect=connect, sock_connect=connect, sock_read=read)
        return self._open().request(method, url, timeout=timeout, allow_redirects=False, **body)


def form(fields: Mapping[str, Any], **files: tuple[str, bytes]) -> aiohttp.FormData:
    """A multipart form: plain fields, JSON for the rest, and files as (name, bytes)."""
    made = aiohttp.FormData()
    for name, value in fields.items():
        made.add_field(name, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    for name, (filename, content) in files.items():
        made.add_field(name, content, filename=filename)
    return made


def _given(told: Any, otherwise: float) -> float | None:
    """A timeout as PTB gives it: its own mark for "as usual", None for none."""
    return otherwise if told is BaseRequest.DEFAULT_NONE else told


def _packed(request: RequestData | None) -> aiohttp.FormData | dict[str, Any] | None:
    if request is None:
        return None
    if not request.contains_files:
        return dict(request.json_parameters)
    made = form(request.json_parameters)
    for name, (filename, content, kind) in (request.multipart_data or {}).items():
        made.add_field(name, content, filename=filename, content_type=kind)
    return made


async def _store(content: aiohttp.StreamReader, to: Path, largest: int) -> None:
    """Disks are slow: written beside the loop."""
    stored = 0
    with await asyncio.to_thread(to.open, "wb") as file:
        async for chunk in content.iter_chunked(CHUNK):
            stored += len(chunk)
            if stored > largest:
                raise OSError(f"more than {largest} bytes")
            await asyncio.to_thread(file.write, chunk)
