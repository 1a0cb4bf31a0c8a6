"""A group robot, and the address that answers once: they take Markdown and answer with a code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass
class Robot:
    """`codes` are answered first, one a post."""

    posts: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)

    async def __aenter__(self) -> Robot:
        app = web.Application()
        app.router.add_post("/cgi-bin/{what:.*}", self._post)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}/cgi-bin"
        self.url = f"{self.base}/webhook/send?key=robot-key"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _post(self, request: web.Request) -> web.Response:
        said: dict[str, Any] = await request.json()
        code = self.codes.pop(0) if self.codes else 0
        if code == 0:
            self.posts.append(said["markdown"]["content"])
        return web.json_response({"errcode": code, "errmsg": ""})
