"""Parts of an HTTP request: JSON bodies, multipart bodies with files, the audit-log reason."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from sandbox.wire.schema import Body
from sandbox.world.errors import ApiError

NO_BODY = Body(None, {})
MOST_REASON = 512
_FILE = re.compile(r"files\[(\d{1,2})\]")
_Files = dict[int, tuple[str, bytes, str | None]]


async def read_body(request: web.Request) -> Body:
    """Read the JSON of a request and the files that came with it.

    Raises `ApiError` 50109 for what is not JSON, 40005 for too much, 50035 for unknown parts.
    """
    if not request.can_read_body:
        return NO_BODY
    try:
        if request.content_type.startswith("multipart/"):
            return await _read_parts(request)
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(40005) from error
    return Body(_parse(raw) if raw else None, {})


def read_reason(request: web.Request) -> str | None:
    """Tell why the bot does it, for the audit log."""
    reason = request.headers.get("X-Audit-Log-Reason")
    return None if reason is None else unquote(reason)[:MOST_REASON]


async def _read_parts(request: web.Request) -> Body:
    data: Any = {}  # JSON
    files: _Files = {}
    async for part in await request.multipart():
        name = (part.name or "") if isinstance(part, BodyPartReader) else ""
        match = _FILE.fullmatch(name)
        if not isinstance(part, BodyPartReader) or not (match or name == "payload_json"):
            raise ApiError(50035, f"Invalid Form Body: the sandbox knows no part {name!r}")
        if match is None:
            data = _parse(await part.read())
        else:
            files[int(match[1])] = await _read_file(part)
    return Body(data, files)


async def _read_file(part: BodyPartReader) -> tuple[str, bytes, str | None]:
    name = re.sub(r"[/\\]", "_", part.filename or "file")
    return name, bytes(await part.read()), part.headers.get("Content-Type")


def _parse(raw: bytes | bytearray) -> Any:  # Any: JSON
    try:
        return json.loads(raw)
    except ValueError as error:
        raise ApiError(50109) from error
