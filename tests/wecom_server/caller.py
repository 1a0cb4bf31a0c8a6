"""WeCom as it comes to us in callback mode: it seals, signs, posts, and asks for streams until they are finished. Sealed by wechatpy, not by us."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp.test_utils import TestClient
from wechatpy.crypto import PrpCrypto

from scheduler import clock

TOKEN, AES_KEY = "tok-of-the-callback", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


def signed(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


@dataclass
class Caller:
    """`client` is our web server, `path` the address it listens at."""

    client: TestClient[Any, Any]
    path: str
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.crypto = PrpCrypto(base64.b64decode(AES_KEY + "="))

    def seal(self, text: str) -> str:
        return str(self.crypto.encrypt(text, "").decode())

    def query(self, sealed: str, age: int = 0, nonce: str = "", token: str = TOKEN) -> dict[str, str]:
        timestamp, nonce = str(int(clock.now().timestamp()) - age), nonce or f"nonce{next(self.numbers)}"
        return {"msg_signature": signed(token, timestamp, nonce, sealed), "timestamp": timestamp, "nonce": nonce}

    async def post(self, body: dict[str, Any], **how: Any) -> tuple[int, dict[str, Any]]:
        """The status, and what was answered, opened."""
        sealed = self.seal(json.dumps(body, ensure_ascii=False))
        query = self.query(sealed, **how)
        answer = await self.client.post(self.path, params=query, json={"encrypt": sealed})
        told = await answer.read()
        return answer.status, self.opened(json.loads(told), query["nonce"]) if answer.status == 200 and told else {}

    def opened(self, told: dict[str, Any], nonce: str) -> dict[str, Any]:
        assert told["msgsignature"] == signed(TOKEN, str(told["timestamp"]), nonce, told["encrypt"])
        assert (told["nonce"], type(told["timestamp"])) == (nonce, int)
        return dict(json.loads(self.crypto.decrypt(told["encrypt"], "")))

    async def say(self, who: str, text: str, group: str = "", msgid: str = "", **more: Any) -> tuple[int, dict[str, Any]]:
        how = {name: more.pop(name) for name in ("age", "nonce", "token") if name in more}
        body = {"msgid": msgid or f"M{next(self.numbers)}", "aibotid": "b", "from": {"userid": who}, "chattype": "single"}
        body |= {"chattype": "group", "chatid": group} if group else {}
        return await self.post(body | {"msgtype": "text", "text": {"content": text}} | more, **how)

    async def more(self, stream: str) -> dict[str, Any]:
        """What has become of a stream."""
        body = {"msgid": f"M{next(self.numbers)}", "aibotid": "b", "msgtype": "stream", "stream": {"id": stream}, "from": {"userid": "x"}}
        status, told = await self.post(body)
        assert status == 200
        return dict(told["stream"])
