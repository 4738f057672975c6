"""A bare client of the gateway, for tests that look at the wire itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from sandbox.client import PATIENCE_SECONDS, Sandbox

EVERYTHING = (1 << 26) - 1


class Wire:
    """A bare client of the gateway."""

    def __init__(self, socket: ClientWebSocketResponse, token: str) -> None:
        self.socket = socket
        self.token = token

    async def send(self, op: int, data: Any) -> None:
        """Send one payload."""
        await self.socket.send_str(json.dumps({"op": op, "d": data}))

    async def next(self) -> dict[str, Any]:
        """The next payload."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            frame = await self.socket.receive()
        assert frame.type is WSMsgType.TEXT, f"closed: {self.socket.close_code}"
        payload: dict[str, Any] = json.loads(frame.data)
        return payload

    async def event(self, name: str) -> dict[str, Any]:
        """The next event of this name."""
        while True:
            payload = await self.next()
            if payload["t"] == name:
                return payload

    async def closed_with(self) -> int | None:
        """The code that the server closes with."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (await self.socket.receive()).type is WSMsgType.TEXT:
                pass
        return self.socket.close_code

    async def identify(self, intents: int = EVERYTHING, **fields: Any) -> dict[str, Any]:
        """Log in; what READY says."""
        await self.send(2, {"token": self.token, "intents": intents, "properties": {}, **fields})
        ready: dict[str, Any] = (await self.event("READY"))["d"]
        return ready

    async def is_silent(self) -> bool:
        """Whether nothing comes but the answer to a heartbeat sent now."""
        await self.send(1, None)
        return bool((await self.next())["op"] == 11)


@asynccontextmanager
async def connect(sandbox: Sandbox, query: str = "?v=10&encoding=json") -> AsyncIterator[Wire]:
    """A connection that has heard HELLO."""
    address = f"{sandbox.page_url.replace('http', 'ws')}gateway/{query}"
    async with ClientSession() as http, http.ws_connect(address) as socket:
        wire = Wire(socket, sandbox.token)
        assert (await wire.next())["op"] == 10
        yield wire
