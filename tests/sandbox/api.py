"""A bare client of the REST API, for tests that look at the wire itself."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from aiohttp import ClientSession, FormData

from sandbox.client import Sandbox
from sandbox.world.models import Channel, Overwrite


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> int:
        """Discord's error code, 0 for success."""
        return int(self.body["code"]) if self.status >= 400 else 0


class Api:
    """Asks as a bot does, request by request."""

    def __init__(self, sandbox: Sandbox, http: ClientSession) -> None:
        self.sandbox = sandbox
        self._http = http

    async def __call__(
        self,
        request: str,
        body: Any = None,
        *,
        files: Mapping[str, bytes] | None = None,
        **headers: str,
    ) -> Answer:
        """Send "METHOD /path", with a JSON body, or with files beside it."""
        method, path = request.split(" ", 1)
        kind = {"json": body} if files is None else {"data": _form(body, files)}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self._http.request(
            method, self.sandbox.api_base + path, headers=named, **kind
        ) as answer:
            found = await answer.json() if answer.status != 204 else None
            return Answer(answer.status, found, answer.headers.copy())

    async def send(self, channel: Channel | str, content: str = "hello", **fields: Any) -> Any:
        """Send a message; it as JSON."""
        place = self.sandbox.channel(channel) if isinstance(channel, str) else channel
        path = f"POST /channels/{place.id}/messages"
        answer = await self(path, {"content": content, **fields})
        assert answer.status == 200, answer.body
        return answer.body

    def permit(self, channel: Channel, *, allow: int = 0, deny: int = 0) -> None:
        """Let a channel allow and deny the bot itself some permissions."""
        bot_id = self.sandbox.application.bot.id
        channel.overwrites[bot_id] = Overwrite(bot_id, is_member=True, allow=allow, deny=deny)

    def empower(self, permissions: int) -> None:
        """Give the bot's role more permissions."""
        bot_id = self.sandbox.application.bot.id
        role = next(r for r in self.sandbox.guild.roles.values() if r.bot_id == bot_id)
        role.permissions |= permissions


def _form(body: Any, files: Mapping[str, bytes]) -> FormData:
    form = FormData()
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, (name, content) in enumerate(files.items()):
        form.add_field(f"files[{number}]", content, filename=name, content_type="text/plain")
    return form


@asynccontextmanager
async def asking(sandbox: Sandbox) -> AsyncIterator[Api]:
    """A client that uses the sandbox's token."""
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with ClientSession(headers=headers) as http:
        yield Api(sandbox, http)
