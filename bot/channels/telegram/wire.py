"""python-telegram-bot's requests on one aiohttp session: cheaper than its own, and honest about what was certainly not sent."""

from __future__ import annotations

from typing import Any

import aiohttp
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

CONNECT, READ, MEDIA = 5.0, 15.0, 60.0


class NotSent(NetworkError):
    """The request certainly never reached Telegram."""


class Doubtful(NetworkError):
    """The request may have been carried out; its answer was lost."""


class AiohttpRequest(BaseRequest):
    """One shared session; times in seconds. Never logs an address, because the token is in it."""

    def __init__(self, connections: int = 100) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector)

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
        total = read_timeout if isinstance(read_timeout, int | float) else MEDIA if request_data and request_data.contains_files else READ
        return await self.exchange(method, url, total, data=_form(request_data))

    async def exchange(self, method: str, url: str, total: float, **body: Any) -> tuple[int, bytes]:
        """(status, body); NotSent or Doubtful when there is no answer."""
        await self.initialize()
        assert self._session is not None
        timeout = aiohttp.ClientTimeout(total=total + CONNECT, sock_connect=CONNECT, sock_read=total)
        try:
            async with self._session.request(method, url, timeout=timeout, **body) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as wrong:
            raise NotSent(type(wrong).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as wrong:
            raise Doubtful(type(wrong).__name__) from None


def _form(request: RequestData | None) -> aiohttp.FormData | dict[str, Any] | None:
    if request is None:
        return None
    if not request.contains_files:
        return dict(request.json_parameters)
    form = aiohttp.FormData()
    for name, value in request.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in (request.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
