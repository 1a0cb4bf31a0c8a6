"""Parameters out of a request: query, JSON, form or multipart."""

import re
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import BodyPartReader, web

from .answers import breach
from .files import Upload
from .state import Params

ATTACHED = re.compile(r"attach://([\w.-]+)")


async def read_params(request: web.BaseRequest) -> Params:
    """The parameters as they came: text, or values of a JSON body; refuses what can't be read."""
    query: dict[str, Any] = dict(request.query) if request.query_string else {}
    if request.method not in {"GET", "POST"}:
        raise breach(f"{request.method} is not GET or POST")
    if not request.can_read_body:
        return Params(query)
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Params(query | json_body(await request.read()))
    if kind == "application/x-www-form-urlencoded":
        return Params(query | form_body(await request.read()))
    if kind == "multipart/form-data":
        return await multipart(request, query)
    if not await request.read():
        return Params(query)
    raise breach(f"unsupported content type {kind!r}")


def json_body(body: bytes) -> dict[str, Any]:
    """A JSON object of parameters."""
    try:
        given = msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise breach(f"can't parse JSON object: {error}") from None
    if not isinstance(given, dict):
        raise breach("the JSON body is not an object")
    return given


def form_body(body: bytes) -> dict[str, Any]:
    """A form; the same name twice is a mistake."""
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body), errors="strict")
    except ValueError as error:
        raise breach(f"can't parse the form: {error}") from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise breach("a parameter is given twice")
    return dict(pairs)


async def multipart(request: web.BaseRequest, query: dict[str, Any]) -> Params:
    """Text parts are parameters; file parts are parameters of their name, or attachments some text refers to."""
    given, files = dict(query), {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name:
                raise breach("a part without a name")
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                given[part.name] = data.decode()
            else:
                files[part.name] = Upload(part.filename, part.headers.get("Content-Type", "application/octet-stream"), data)
    except ValueError as error:
        raise breach(f"can't parse the multipart body: {error}") from None
    return matched(given, files)


def matched(given: dict[str, Any], files: dict[str, Upload]) -> Params:
    """Every attachment referred to is there, and every file is used."""
    wanted = {name for value in given.values() if isinstance(value, str) for name in ATTACHED.findall(value)}
    if wanted - files.keys():
        raise breach(f"attached file not found: {', '.join(sorted(wanted - files.keys()))}")
    direct = {name: upload for name, upload in files.items() if name not in wanted}
    return Params(given | direct, files)
