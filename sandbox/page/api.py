"""The page's API: JSON under `/sandbox/api`, and a stream of what happens.

The page acts as any member, so nobody else may use it: requests must name a loopback host, and
those that change something must come from the page itself.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.acting.commands import visible_commands
from sandbox.acting.errors import CannotDoError, NoAnswerError
from sandbox.acting.member import Actor
from sandbox.acting.seen import Seen
from sandbox.page import gatherings, views
from sandbox.server import Served
from sandbox.world.errors import ApiError
from sandbox.world.models import Json, Message
from sandbox.world.world import Event

STATIC = Path(__file__).with_name("static")
KINDS = {".js": "text/javascript", ".css": "text/css"}
HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
KEEP_ALIVE_SECONDS = 15


def add_page(app: web.Application, served: Served) -> None:
    """Add the page and what it asks for to a sandbox's application."""
    page = Page(served)
    app.router.add_get("/", page.index)
    app.router.add_get("/sandbox/static/{name}", page.static)
    app.router.add_get("/sandbox/api/members", page.members)
    app.router.add_get("/sandbox/api/state", page.state)
    app.router.add_get("/sandbox/api/channels/{channel_id}", page.channel)
    app.router.add_get("/sandbox/api/commands", page.commands)
    app.router.add_get("/sandbox/api/events", page.events)
    app.router.add_post("/sandbox/api/act", page.act)


class Page:
    """Answers the page of one sandbox."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._world = served.world
        self._actors: dict[int, Actor] = {}
        self._open_forms: dict[str, Seen] = {}

    async def index(self, request: web.Request) -> web.StreamResponse:
        """Return the page itself."""
        _require_loopback(request)
        text = (STATIC / "index.html").read_text(encoding="utf-8")
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def static(self, request: web.Request) -> web.StreamResponse:
        """Its scripts and styles."""
        _require_loopback(request)
        path = STATIC / request.match_info["name"]
        if path.parent != STATIC or path.suffix not in KINDS or not path.is_file():
            raise web.HTTPNotFound
        text = path.read_text(encoding="utf-8")
        return web.Response(text=text, content_type=KINDS[path.suffix], headers=HEADERS)

    async def members(self, request: web.Request) -> web.StreamResponse:
        """Return the ids of everybody one can act as.

        The owner last, so that one begins as a learner.
        """
        _require_loopback(request)
        guild = next(iter(self._world.guilds.values()))
        people = [m.user for m in guild.members.values() if not m.user.is_bot]
        return _json([str(u.id) for u in sorted(people, key=lambda u: u.id == guild.owner_id)])

    async def state(self, request: web.Request) -> web.StreamResponse:
        """Return the server as one member sees it."""
        return _json(views.state(self._world, self._actor(request)))

    async def channel(self, request: web.Request) -> web.StreamResponse:
        """Return a channel's messages, or a forum's posts, as one member sees them."""
        actor = self._actor(request)
        place = self._world.channels.get(int(request.match_info["channel_id"]))
        if place is None or not self._world.may_see(actor.id, place):
            return _json({"gone": True})
        return _json(views.channel(self._world, actor, place))

    async def commands(self, request: web.Request) -> web.StreamResponse:
        """Return the commands that a member may use in a channel."""
        actor = self._actor(request)
        place = self._world.channels.get(int(request.query["channel"]))
        found = visible_commands(self._world, actor.id, place) if place else ()
        return _json([views.command(app, command) for app, command in found])

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: which channel changed, so that the page reads it anew."""
        _require_loopback(request)
        happened: asyncio.Queue[str] = asyncio.Queue()
        unsubscribe = self._world.subscribe(lambda event: happened.put_nowait(_hint(event)))
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            await response.write(b"retry: 1000\n\n")
            while True:
                await response.write(await _next(happened))
        except ConnectionError:
            return response
        finally:
            unsubscribe()

    async def act(self, request: web.Request) -> web.StreamResponse:
        """Do what a member does; answers with what they see, or what keeps them from it."""
        _require_loopback(request)
        _require_own_origin(request)
        try:
            body = await request.json()
            return _json(await self._perform(self._actor_of(int(body["member"])), body))
        except (CannotDoError, NoAnswerError) as error:
            return _json({"error": str(error)})
        except ApiError as error:
            return _json({"error": error.message})
        except (KeyError, ValueError, TypeError) as error:
            raise web.HTTPBadRequest(text=f"not what the page sends: {error!r}") from error

    async def _perform(self, actor: Actor, body: Json) -> Json:
        meet = gatherings.ACTIONS.get(body["action"])
        if meet is not None:
            await meet(actor, body)
            return {}
        perform = _ACTIONS.get(body["action"])
        if perform is None:
            raise CannotDoError(f"The page cannot {body['action']!r}")
        done: Seen | Json = await perform(self, actor, body)
        return self._shown(done) if isinstance(done, Seen) else done

    def _shown(self, seen: Seen) -> Json:
        if seen.modal is not None:
            self._open_forms[seen.modal["custom_id"]] = seen
            return {"modal": seen.modal}
        if seen.message is None:
            return {}
        return {
            "message": str(seen.message.id),
            "shown_in": str(seen.message.channel_id),
            "private": seen.ephemeral,
        }

    def _actor(self, request: web.Request) -> Actor:
        _require_loopback(request)
        try:
            return self._actor_of(int(request.query["member"]))
        except (KeyError, ValueError) as error:
            raise web.HTTPBadRequest(text="there is no such member") from error

    def _actor_of(self, user_id: int) -> Actor:
        if user_id not in self._actors:
            guild = next(iter(self._world.guilds.values()))
            user = self._world.users[user_id]
            self._actors[user_id] = Actor(self._world, self._served.interactions, guild, user)
        return self._actors[user_id]

    # What members do

    async def slash(self, actor: Actor, body: Json) -> Seen:
        values = {k: self._picked(v) for k, v in body.get("values", {}).items()}
        return await actor.slash(body["command"], channel=int(body["channel"]), **values)

    async def autocomplete(self, actor: Actor, body: Json) -> Json:
        typed = dict(body["values"])
        typed[body["focused"]] = typed.pop(body["focused"], "")
        place = int(body["channel"])
        choices = await actor.autocomplete(body["command"], channel=place, **typed)
        return {"choices": [{"name": name, "value": value} for name, value in choices]}

    async def menu(self, actor: Actor, body: Json) -> Seen:
        if "message" in body:
            return await actor.menu(body["command"], self._message(body))
        actor.here = actor.channel(int(body["channel"]))
        return await actor.menu(body["command"], actor.guild.members[int(body["user"])])

    async def click(self, actor: Actor, body: Json) -> Seen:
        return await actor.click(on=self._message(body), custom_id=body["custom_id"])

    async def select(self, actor: Actor, body: Json) -> Seen:
        values = [self._picked(value) for value in body["values"]]
        return await actor.select(body["custom_id"], values, on=self._message(body))

    async def fill(self, actor: Actor, body: Json) -> Seen:
        opened = self._open_forms.get(body["custom_id"])
        if opened is None:
            raise CannotDoError("That form is not open any more")
        values = {key: self._filled(value) for key, value in body["values"].items()}
        return await actor.fill(opened, values)

    async def send(self, actor: Actor, body: Json) -> Json:
        files = [(f["name"], base64.b64decode(f["data"])) for f in body.get("files", ())]
        reply_to = self._world.messages.get(int(body.get("reply_to") or 0))
        if not body.get("content") and not files:
            raise CannotDoError("A message needs text or a file")
        place = int(body["channel"])
        message = await actor.send(
            body.get("content", ""), channel=place, reply_to=reply_to, files=files
        )
        return {"message": str(message.id)}

    async def post(self, actor: Actor, body: Json) -> Json:
        place = actor.channel(int(body["channel"]))
        thread = await actor.post(body["title"], body["content"], forum=place)
        return {"channel": str(thread.id)}

    async def edit(self, actor: Actor, body: Json) -> Json:
        await actor.edit(self._message(body), body["content"])
        return {}

    async def delete(self, actor: Actor, body: Json) -> Json:
        await actor.delete(self._message(body))
        return {}

    async def react(self, actor: Actor, body: Json) -> Json:
        await actor.react(self._message(body), body["emoji"])
        return {}

    async def preferences(self, actor: Actor, body: Json) -> Json:
        actor.locale = body.get("locale", actor.locale)
        actor.closed_dms = body.get("closed_dms", actor.closed_dms)
        return {}

    def _message(self, body: Json) -> Message:
        message = self._world.messages.get(int(body["message"]))
        if message is None:
            raise CannotDoError("That message is not there any more")
        return message

    def _picked(self, value: Any) -> Any:  # Any: JSON in, a record out
        """Return what was picked: a plain value, a file, `{"user": id}` and the like."""
        if not isinstance(value, Mapping):
            return value
        guild = next(iter(self._world.guilds.values()))
        if "user" in value:
            return guild.members[int(value["user"])]
        if "role" in value:
            return guild.roles[int(value["role"])]
        if "channel" in value:
            return self._world.get_channel(int(value["channel"]))
        return (value["name"], base64.b64decode(value["data"]))

    def _filled(self, value: Any) -> Any:  # Any: as above
        return [self._picked(v) for v in value] if isinstance(value, list) else self._picked(value)


_ACTIONS: dict[str, Callable[[Page, Actor, Json], Awaitable[Seen | Json]]] = {
    "slash": Page.slash,
    "autocomplete": Page.autocomplete,
    "menu": Page.menu,
    "click": Page.click,
    "select": Page.select,
    "fill": Page.fill,
    "send": Page.send,
    "post": Page.post,
    "edit": Page.edit,
    "delete": Page.delete,
    "react": Page.react,
    "preferences": Page.preferences,
}


async def _next(happened: asyncio.Queue[str]) -> bytes:
    try:
        hint = await asyncio.wait_for(happened.get(), KEEP_ALIVE_SECONDS)
    except TimeoutError:
        return b": alive\n\n"
    return f"data: {hint}\n\n".encode()


def _hint(event: Event) -> str:
    place = event.channel_id or event.guild_id or 0
    return json.dumps({"name": event.name, "channel": str(place)})


def _json(body: object) -> web.Response:
    return web.json_response(body, headers=HEADERS)


def _require_loopback(request: web.Request) -> None:
    """Another name for this machine is a page of somebody else's (DNS rebinding)."""
    if urlsplit(f"//{request.host}").hostname not in HOSTS:
        raise web.HTTPForbidden(text="the sandbox's page is for this machine only")


def _require_own_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="only the sandbox's own page may act")
