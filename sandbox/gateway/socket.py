"""One WebSocket connection: HELLO, IDENTIFY or RESUME, heartbeats, and the client's requests.

Opcodes and close codes are those of Discord's reference, "Opcodes and Status Codes".
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.gateway.compress import Encode, encoder
from sandbox.gateway.intents import KNOWN, PRIVILEGED, Intent
from sandbox.gateway.sessions import Session, Sessions
from sandbox.wire import serialise
from sandbox.world.models import Application, Guild, Json, Member
from sandbox.world.world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT = 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
SOUNDBOARD = 31

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, TIMED_OUT, INVALID_SHARD = 4005, 4009, 4010
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014
GOING_AWAY = 1001
RESUMABLE = frozenset({GOING_AWAY, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009})

HEARTBEAT_MILLISECONDS = 41_250
ACKNOWLEDGED_AFTER_SECONDS = 0.05
"""A network's round trip: discord.py notes when it sent a heartbeat after it has sent it, and takes
an acknowledgement that comes sooner for one of the heartbeat before."""
MOST_CHUNK = 1_000
MOST_ASKED_FOR = 100
MOST_NONCE_BYTES = 32


class CloseError(Exception):
    """The connection has to be closed with a code."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Socket:
    """A client's connection, from HELLO to its end."""

    def __init__(self, world: World, sessions: Sessions) -> None:
        self._world = world
        self._sessions = sessions
        self._session: Session | None = None
        self._outgoing: asyncio.Queue[bytes | CloseError] = asyncio.Queue()

    async def run(self, request: web.Request) -> web.WebSocketResponse:
        """Serve the connection until either side ends it."""
        socket = web.WebSocketResponse(max_msg_size=16 * 1024)
        await socket.prepare(request)
        if request.query.get("v") not in (None, "10") or request.query.get("encoding") == "etf":
            await socket.close(code=INVALID_VERSION)
            return socket
        try:
            encode = encoder(request.query.get("compress"))
        except ValueError:
            await socket.close(code=DECODE_ERROR)
            return socket
        writing = asyncio.create_task(self._write(socket, encode))
        self._send(HELLO, {"heartbeat_interval": HEARTBEAT_MILLISECONDS, "_trace": []})
        try:
            await self._read(socket)
        except CloseError as error:
            self._outgoing.put_nowait(error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(writing), 1)
        finally:
            self._detach()
            writing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writing
        return socket

    async def _write(self, socket: web.WebSocketResponse, encode: Encode) -> None:
        while True:
            item = await self._outgoing.get()
            if isinstance(item, CloseError):
                if item.code not in RESUMABLE and self._session is not None:
                    self._sessions.forget(self._session)
                await socket.close(code=item.code, message=item.reason.encode())
                return
            message = encode(item)
            with contextlib.suppress(ConnectionError):
                if isinstance(message, str):
                    await socket.send_str(message)
                else:
                    await socket.send_bytes(message)

    async def _read(self, socket: web.WebSocketResponse) -> None:
        patience = HEARTBEAT_MILLISECONDS / 1000 * 2
        while True:
            try:
                frame = await asyncio.wait_for(socket.receive(), patience)
            except TimeoutError:
                raise CloseError(TIMED_OUT) from None
            if frame.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return
            try:
                payload = json.loads(frame.data)
                op, data = payload["op"], payload.get("d")
            except (ValueError, KeyError, TypeError):
                raise CloseError(DECODE_ERROR) from None
            self._obey(op, data)

    def _obey(self, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            loop = asyncio.get_running_loop()
            loop.call_later(ACKNOWLEDGED_AFTER_SECONDS, self._send, HEARTBEAT_ACK, None)
        elif op == IDENTIFY:
            self._identify(_object(data))
        elif op == RESUME:
            self._resume(_object(data))
        elif self._session is None:
            raise CloseError(NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._request_members(self._session, _object(data))
        elif op in (VOICE_STATE, SOUNDBOARD):
            raise CloseError(UNKNOWN_OPCODE, "The sandbox has neither voice nor soundboards")
        elif op != PRESENCE:
            raise CloseError(UNKNOWN_OPCODE)

    def _identify(self, data: Json) -> None:
        if self._session is not None:
            raise CloseError(ALREADY_AUTHENTICATED)
        application = self._application(str(data.get("token") or ""))
        if application is None:
            raise CloseError(AUTHENTICATION_FAILED)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN:
            raise CloseError(INVALID_INTENTS)
        if intents & PRIVILEGED & ~_allowed(application):
            raise CloseError(DISALLOWED_INTENTS)
        session = Session(application, intents, _shard(data.get("shard")), None)
        self._attach(session)
        self._sessions.add(session)

    def _application(self, token: str) -> Application | None:
        token = token.removeprefix("Bot ")
        every = self._world.applications.values()
        return next((a for a in every if a.token == token), None)

    def _resume(self, data: Json) -> None:
        token = str(data.get("token", "")).removeprefix("Bot ")
        session = self._sessions.resume(data.get("session_id", ""), token, data.get("seq") or 0)
        if session is None:
            self._send(INVALID_SESSION, False)  # noqa: FBT003 - Discord's payload is a bare boolean
            return
        self._attach(session)
        self._sessions.replay(session, data.get("seq") or 0)

    def _attach(self, session: Session) -> None:
        self._session = session
        session.send = self._outgoing.put_nowait
        session.close = self._end

    def _end(self, code: int) -> None:
        self._outgoing.put_nowait(CloseError(code))

    def _detach(self) -> None:
        # A client may have resumed elsewhere already: that connection stays.
        if self._session is not None and self._session.send == self._outgoing.put_nowait:
            self._session.send = None
            self._session.close = None

    def _request_members(self, session: Session, data: Json) -> None:
        try:
            self._send_members(session, data)
        except (KeyError, ValueError, TypeError):
            raise CloseError(DECODE_ERROR) from None

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(int(data.get("guild_id", 0)))
        if guild is None or session.bot_id not in guild.members:
            return
        ids = data.get("user_ids")
        ids = ids if isinstance(ids, list) or ids is None else [ids]
        if ids is not None:
            chosen = map(int, ids[:MOST_ASKED_FOR])
            found = [guild.members[i] for i in chosen if i in guild.members]
        else:
            found = _named(guild, session, str(data["query"]), int(data["limit"]))
        known = {m.user.id for m in found}
        chunks = [found[i : i + MOST_CHUNK] for i in range(0, len(found), MOST_CHUNK)] or [[]]
        for number, chunk in enumerate(chunks):
            body: Json = {
                "guild_id": str(guild.id),
                "members": [serialise.member(m) for m in chunk],
                "chunk_index": number,
                "chunk_count": len(chunks),
                "not_found": [str(i) for i in ids or () if int(i) not in known],
            }
            nonce = data.get("nonce")
            if isinstance(nonce, str) and len(nonce.encode()) <= MOST_NONCE_BYTES:
                body["nonce"] = nonce
            session.dispatch("GUILD_MEMBERS_CHUNK", body)

    def _send(self, op: int, data: Any) -> None:
        body = {"op": op, "d": data, "s": None, "t": None}
        self._outgoing.put_nowait(json.dumps(body).encode())


def _allowed(application: Application) -> int:
    allowed = Intent(0)
    if application.has_members:
        allowed |= Intent.GUILD_MEMBERS
    if application.has_presence:
        allowed |= Intent.GUILD_PRESENCES
    if application.has_message_content:
        allowed |= Intent.MESSAGE_CONTENT
    return allowed


def _named(guild: Guild, session: Session, start: str, limit: int) -> list[Member]:
    """Return the members whose names start so: a hundred at most, or everybody for nothing."""
    everyone = list(guild.members.values())
    if not start:
        if not session.intents & Intent.GUILD_MEMBERS:
            raise CloseError(DISALLOWED_INTENTS)
        return everyone[: limit or None]
    found = [m for m in everyone if m.user.username.casefold().startswith(start.casefold())]
    return found[: min(limit or MOST_ASKED_FOR, MOST_ASKED_FOR)]


def _object(data: Any) -> Json:
    """Return the payload of an opcode that needs one."""
    if not isinstance(data, dict):
        raise CloseError(DECODE_ERROR)
    return data


def _shard(given: Any) -> tuple[int, int]:
    """Return a shard's number and their count; `CloseError` where they make no sense."""
    match given:
        case None:
            return 0, 1
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
    raise CloseError(INVALID_SHARD)


class Gateway:
    """The endpoint, and what a test may do to those who are connected."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sessions = Sessions(world)
        self._is_down = False

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Answer one connection."""
        if self._is_down:
            raise web.HTTPServiceUnavailable
        return await Socket(self._world, self.sessions).run(request)

    def close(self, code: int = 4000) -> None:
        """Close every connection with a code; codes that forbid it leave nothing to resume."""
        for session in self.sessions.connected():
            if session.close is not None:
                session.close(code)

    def hold(self, guild: Guild) -> None:
        """Keep a guild from arriving: READY names it, GUILD_CREATE waits for `show`."""
        self.sessions.held.add(guild.id)

    def hide(self, guild: Guild) -> None:
        """Take a guild from every client until `show`, as an outage of Discord does."""
        self.sessions.hide(guild)

    def show(self, guild: Guild) -> None:
        """Let a guild arrive that was held back or hidden (GUILD_CREATE)."""
        self.sessions.show(guild)

    def go_down(self) -> None:
        """Cut every connection, and let nobody in until `come_up`; sessions can be resumed then."""
        self._is_down = True
        self.close(GOING_AWAY)

    def come_up(self) -> None:
        """Let clients in again."""
        self._is_down = False

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume (opcode 7)."""
        self._tell_all({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (opcode 9)."""
        sessions = self.sessions.connected()
        self._tell_all({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            for session in sessions:
                self.sessions.forget(session)

    def _tell_all(self, body: Json) -> None:
        for session in self.sessions.connected():
            if session.send is not None:
                session.send(json.dumps(body | {"s": None, "t": None}).encode())
