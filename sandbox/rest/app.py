"""The HTTP side: finds the handler, checks the token, counts, breaks on demand, remembers."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.faults import Fault, Faults
from sandbox.rest.bodies import NO_BODY, read_body, read_reason
from sandbox.rest.journal import Exchange, Journal
from sandbox.rest.limits import Limits, Verdict
from sandbox.rest.routes import Answer, Call, Route
from sandbox.wire.schema import Body
from sandbox.world.errors import KNOWN, ApiError, RateLimitedError, unauthorized
from sandbox.world.models import Application
from sandbox.world.world import World

PREFIX = "/api/v10"
MOST_BODY_BYTES = 30 * 1024 * 1024
# discord.py takes a 429 without it for a ban by the network in front of Discord.
VIA = {"Via": "1.1 sandbox"}
_log = logging.getLogger(__name__)
_to_json = json.JSONEncoder(separators=(",", ":")).encode
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    """Answers every request under `/api/v10`."""

    def __init__(self, world: World, *, rate_limits: bool = True) -> None:
        self.world = world
        self.faults = Faults()
        self.journal = Journal()
        self.limits = Limits(world.clock, enforced=rate_limits)

    def register(self, app: web.Application, routes: list[Route]) -> None:
        """Add the routes, and a refusal of everything else."""
        # "/messages/pins" has to be tried before "/messages/{message_id}".
        for route in sorted(routes, key=lambda route: route.path.count("{")):
            app.router.add_route(route.method, PREFIX + route.path, self._answering(route))
        app.router.add_route("*", "/api/{rest:.*}", self._refuse_unknown)
        self.faults.know(route.name for route in routes)

    def _answering(self, route: Route) -> _Handler:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(route, request)

        return answer

    async def _answer(self, route: Route, request: web.Request) -> web.StreamResponse:
        fault = self.faults.take(route.name)
        token = request.headers.get("Authorization", "")
        verdict = self.limits.count(token, route.name, dict(request.match_info))
        body = NO_BODY
        try:
            body = await read_body(request)
            if fault is not None and fault.kind in ("fail", "rate_limit"):
                status, answer, verdict = _broken(fault, verdict)
            elif verdict.is_refused:
                status, answer = 429, _too_many(verdict)
            else:
                status, answer = await self._handle(route, request, body)
        except ApiError as error:
            status, answer = error.status, error.body()
        except RateLimitedError as error:
            verdict = Verdict(0, 0, error.retry_after, verdict.bucket, is_refused=True)
            status, answer = 429, _too_many(verdict, error.code)
        except Exception as error:  # noqa: BLE001 - its own faults must not look like Discord's
            status, answer = self._own_fault(route, error)
        self._remember(route, request, body, status, answer)
        await self._break(fault, request)
        return self._response(route, status, answer, verdict)

    async def _break(self, fault: Fault | None, request: web.Request) -> None:
        """Let go wrong what is only seen after the request was carried out."""
        if fault is not None and fault.kind == "delay":
            await self.faults.pause(fault.seconds)
        if fault is not None and fault.kind == "drop" and request.transport is not None:
            request.transport.abort()

    async def _handle(self, route: Route, request: web.Request, body: Body) -> Answer:
        call = Call(
            world=self.world,
            application=self._application(request) if route.needs_token else None,
            names=dict(request.match_info),
            query=dict(request.query),
            body=body,
            reason=read_reason(request),
        )
        return await route.handler(call)

    def _application(self, request: web.Request) -> Application:
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        for application in self.world.applications.values():
            if kind == "Bot" and application.token == token:
                return application
        raise unauthorized()

    def _own_fault(self, route: Route, error: Exception) -> Answer:
        _log.exception("the sandbox failed at %s", route.name)
        self.journal.violations.append(f"{route.name}: the sandbox itself failed with {error!r}")
        return 500, {"message": f"The sandbox failed: {error!r}", "code": 0}

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
                read_reason(request),
                tuple(name for name, _, _ in body.files.values()),
            )
        )

    def _response(self, route: Route, status: int, answer: Any, verdict: Verdict) -> web.Response:
        headers = VIA
        says_limits = self.limits.enforced and not route.path.startswith("/interactions/")
        if says_limits or status == 429:  # noqa: PLR2004 - HTTP
            # Discord counts callbacks as well, but says nothing of it. With limits off nothing
            # is said at all: clients would hold themselves to what they read.
            headers = VIA | verdict.headers(self.limits.now())
        if answer is None:
            return web.Response(status=status, headers=headers)
        return web.Response(
            body=_to_json(answer).encode(),
            status=status,
            headers=headers,
            content_type="application/json",
        )

    async def _refuse_unknown(self, request: web.Request) -> web.Response:
        label = f"{request.method} {request.path}"
        _log.error("the sandbox cannot do %s; docs/sandbox.md says what it can", label)
        self.journal.violations.append(f"{label}: the sandbox does not know this address")
        message = f"404: Not Found (the sandbox cannot do {label}; see docs/sandbox.md)"
        return web.json_response({"message": message, "code": 0}, status=404, headers=VIA)


def _broken(fault: Fault, verdict: Verdict) -> tuple[int, Any, Verdict]:
    if fault.kind == "fail":
        _, words = KNOWN.get(fault.code, (0, "The sandbox was told to fail"))
        return fault.status, {"message": words, "code": fault.code}, verdict
    refused = Verdict(
        verdict.limit, 0, fault.seconds, verdict.bucket, is_refused=True, is_global=fault.is_global
    )
    return 429, _too_many(refused), refused


def _too_many(verdict: Verdict, code: int = 0) -> dict[str, object]:
    return {
        "message": "You are being rate limited.",
        "retry_after": round(verdict.reset_after, 3),
        "global": verdict.is_global,
        "code": code,
    }
