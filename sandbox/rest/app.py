"""The HTTP side: finds the handler, checks the token, counts, breaks on demand, remembers."""

from __future__ import annotations

import asyncio
import json
from time import time
from typing import Any
from urllib.parse import unquote

from aiohttp import BodyPartReader, web

from sandbox.faults import Fault, Faults
from sandbox.rest.journal import Exchange, Journal
from sandbox.rest.limits import Limits, Verdict
from sandbox.rest.routing import Call, Route
from sandbox.wire.errors import ApiError, unauthorized
from sandbox.wire.schema import Body
from sandbox.world.channels import RenamedTooOftenError
from sandbox.world.models import Application
from sandbox.world.world import World

PREFIX = "/api/v10"
MOST_BODY_BYTES = 30 * 1024 * 1024


class Rest:
    """Answers every request under `/api/v10`."""

    def __init__(self, world: World, *, rate_limits: bool = True) -> None:
        self.world = world
        self.faults = Faults()
        self.journal = Journal()
        self._limits = Limits(enforced=rate_limits)

    def register(self, app: web.Application, routes: list[Route]) -> None:
        """Add the routes, and a refusal of everything else."""
        # "/messages/pins" has to be tried before "/messages/{message_id}".
        for route in sorted(routes, key=lambda route: route.path.count("{")):
            app.router.add_route(route.method, PREFIX + route.path, self._answering(route))
        app.router.add_route("*", "/api/{rest:.*}", self._refuse_unknown)

    def _answering(self, route: Route) -> Any:  # Any: aiohttp's handler
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(route, request)

        return answer

    async def _answer(self, route: Route, request: web.Request) -> web.StreamResponse:
        body = await _read_body(request)
        fault = self.faults.take(route.name)
        verdict = self._limits.count(route.name, dict(request.match_info))
        if fault is not None and fault.kind in ("fail", "rate_limit"):
            status, answer, verdict = _broken(fault, verdict)
        elif verdict.is_refused:
            status, answer = 429, _too_many(verdict)
        else:
            status, answer = await self._handle(route, request, body)
        self._remember(route, request, body, status, answer)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "drop" and request.transport is not None:
            request.transport.abort()
        # Discord counts callbacks, but says nothing of it.
        headers = {} if route.path.startswith("/interactions/") else verdict.headers(time())
        return _response(status, answer, headers)

    async def _handle(self, route: Route, request: web.Request, body: Body) -> tuple[int, Any]:
        try:
            call = Call(
                world=self.world,
                application=self._application(request) if route.needs_token else None,
                names=dict(request.match_info),
                query=dict(request.query),
                body=body,
                reason=_reason(request),
            )
            return await route.handler(call)
        except ApiError as error:
            return error.status, error.body()
        except RenamedTooOftenError as error:
            verdict = Verdict(2, 0, error.retry_after, "rename", is_refused=True)
            return 429, _too_many(verdict)

    def _application(self, request: web.Request) -> Application:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        for application in self.world.applications.values():
            if kind == "Bot" and application.token == token:
                return application
        raise unauthorized()

    def _remember(
        self, route: Route, request: web.Request, body: Body, status: int, answer: Any
    ) -> None:
        self.journal.add(
            Exchange(
                route.method,
                route.name,
                request.path.removeprefix(PREFIX),
                body.json,
                status,
                answer,
                _reason(request),
                tuple(name for name, _, _ in body.files.values()),
            )
        )

    async def _refuse_unknown(self, request: web.Request) -> web.Response:
        label = f"{request.method} {request.path}"
        self.journal.violations.append(f"{label}: the sandbox does not know this address")
        message = f"404: Not Found (the sandbox cannot do {label}; see docs/sandbox.md)"
        return web.json_response({"message": message, "code": 0}, status=404)


def _reason(request: web.Request) -> str | None:
    reason = request.headers.get("X-Audit-Log-Reason")
    return None if reason is None else unquote(reason)


def _broken(fault: Fault, verdict: Verdict) -> tuple[int, Any, Verdict]:
    if fault.kind == "fail":
        return fault.status, {"message": "The sandbox was told to fail", "code": 0}, verdict
    refused = Verdict(
        verdict.limit, 0, fault.seconds, verdict.bucket, is_refused=True, is_global=fault.is_global
    )
    return 429, _too_many(refused), refused


def _too_many(verdict: Verdict) -> dict[str, object]:
    return {
        "message": "You are being rate limited.",
        "retry_after": round(verdict.reset_after, 3),
        "global": verdict.is_global,
        "code": 0,
    }


def _response(status: int, answer: Any, headers: dict[str, str]) -> web.Response:
    if answer is None:
        return web.Response(status=status, headers=headers)
    return web.Response(
        body=json.dumps(answer).encode(),
        status=status,
        headers=headers,
        content_type="application/json",
    )


async def _read_body(request: web.Request) -> Body:
    if not request.can_read_body:
        return Body(None, {})
    if not request.content_type.startswith("multipart/"):
        raw = await request.read()
        try:
            return Body(json.loads(raw) if raw else None, {})
        except ValueError:
            return Body("this is not JSON", {})
    data: Any = {}
    files: dict[int, tuple[str, bytes, str | None]] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        name = part.name or ""
        if name == "payload_json":
            data = json.loads(await part.text())
        elif name.startswith("files["):
            content = bytes(await part.read())
            number = int(name[len("files[") : -1])
            files[number] = (part.filename or "file", content, part.headers.get("Content-Type"))
    return Body(data, files)
