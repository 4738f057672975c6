"""Gateway sessions: they outlive their connections, so that a client can resume."""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.gateway.intents import Intent, needed, readable
from sandbox.gateway.payloads import payload
from sandbox.wire import serialise
from sandbox.world.clock import iso
from sandbox.world.models import Application, Channel, ChannelKind, Guild, Json, Member
from sandbox.world.scheduled_events import list_ahead
from sandbox.world.world import Event, World

REPLAYED = 1_000
DISPATCH = 0

Send = Callable[[bytes], None]


@dataclass(slots=True)
class Session:
    """One identified client. `send` is None while nobody is connected."""

    application: Application
    intents: int
    shard: tuple[int, int]
    send: Send | None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    replay: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=REPLAYED))
    close: Callable[[int], None] | None = None

    @property
    def bot_id(self) -> int:
        return self.application.bot.id

    def dispatch(self, name: str, data: Json) -> None:
        """Send an event, and keep it for a resume."""
        self.sequence += 1
        body = {"op": DISPATCH, "t": name, "s": self.sequence, "d": data}
        payload = json.dumps(body).encode()
        self.replay.append((self.sequence, payload))
        if self.send is not None:
            self.send(payload)

    def serves(self, guild_id: int | None) -> bool:
        """Tell whether the guild belongs to this session's shard.

        Direct messages go to the first.
        """
        number, count = self.shard
        return ((guild_id or 0) >> 22) % count == number


class Sessions:
    """Every session, fed from the world's events."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}
        self.held: set[int] = set()
        """Guilds that are named by READY and come when they are let go."""
        world.subscribe(self._hear)

    def add(self, session: Session) -> None:
        """Begin a session: READY, then its guilds."""
        self._sessions[session.id] = session
        guilds = [g for g in self._guilds_of(session) if session.serves(g.id)]
        session.dispatch("READY", self._ready(session, guilds))
        for guild in guilds:
            if guild.id not in self.held:
                self._show(session, guild)

    def _show(self, session: Session, guild: Guild) -> None:
        if session.intents & Intent.GUILDS:
            session.dispatch("GUILD_CREATE", self._guild_create(session, guild))

    def hide(self, guild: Guild) -> None:
        """Make a guild unavailable, as in an outage: nothing is heard of it until `show`."""
        self.held.add(guild.id)
        for session in self._sessions.values():
            if self._sees_guild(session, guild.id) and session.intents & Intent.GUILDS:
                session.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    def show(self, guild: Guild) -> None:
        """Let a guild arrive that was held back or hidden."""
        self.held.discard(guild.id)
        for session in self._sessions.values():
            if self._sees_guild(session, guild.id):
                self._show(session, guild)

    def resume(self, session_id: str, token: str, sequence: int) -> Session | None:
        """Return the session to go on with, or None where it is gone or was missed for too long."""
        session = self._sessions.get(session_id)
        if session is None or session.application.token != token:
            return None
        oldest = session.replay[0][0] if session.replay else session.sequence + 1
        if sequence > session.sequence or sequence + 1 < oldest:
            return None
        return session

    def replay(self, session: Session, sequence: int) -> None:
        """Send what a resumed session missed."""
        if session.send is None:
            return
        for number, sent in tuple(session.replay):
            if number > sequence:
                session.send(sent)
        session.dispatch("RESUMED", {})

    def forget(self, session: Session) -> None:
        """End a session for good: it cannot be resumed."""
        self._sessions.pop(session.id, None)

    def connected(self) -> list[Session]:
        """Return the sessions that somebody is connected to."""
        return [session for session in self._sessions.values() if session.send is not None]

    def of_application(self, application_id: int) -> list[Session]:
        """Return an application's sessions."""
        return [s for s in self._sessions.values() if s.application.id == application_id]

    def _guilds_of(self, session: Session) -> list[Guild]:
        return [g for g in self._world.guilds.values() if session.bot_id in g.members]

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": serialise.user(session.application.bot)
            | {"verified": True, "mfa_enabled": False, "email": None, "bot": True},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._world.files_url.replace("http://", "ws://") + "/gateway",
            "shard": list(session.shard),
            "application": {"id": str(session.application.id), "flags": 0},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "session_type": "normal",
            "user_settings": {},
            "_trace": ["sandbox"],
        }

    def _guild_create(self, session: Session, guild: Guild) -> Json:
        world = self._world
        everyone = guild.members.values()
        with_members = session.intents & Intent.GUILD_MEMBERS
        voices = guild.voice_states if session.intents & Intent.GUILD_VOICE_STATES else {}
        threads = [t for t in world.threads_of(guild.id) if t.thread and not t.thread.archived]
        return serialise.guild(guild) | {
            "joined_at": iso(guild.members[session.bot_id].joined_at),
            "large": False,
            "unavailable": False,
            "member_count": len(guild.members),
            "voice_states": [serialise.voice_state(guild, state) for state in voices.values()],
            "members": [
                serialise.member(m)
                for m in everyone
                if with_members or m.user.id == session.bot_id or m.user.id in voices
            ],
            "channels": [serialise.channel(world, c) for c in world.guild_channels(guild.id)],
            "threads": [
                serialise.channel(world, t) for t in threads if world.may_see(session.bot_id, t)
            ],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [
                serialise.scheduled_event(world, e)
                for e in list_ahead(world, guild, session.bot_id)
            ],
            "soundboard_sounds": [],
        }

    def _hear(self, event: Event) -> None:
        for session in tuple(self._sessions.values()):
            if self._concerns(event, session):
                data = payload(self._world, event)
                if event.message is not None:
                    data = readable(
                        self._world, event.message, data, session.bot_id, session.intents
                    )
                session.dispatch(event.name, data)

    def _concerns(self, event: Event, session: Session) -> bool:
        if event.application_id is not None:
            mine = event.application_id == session.application.id
            return mine and session.serves(event.guild_id)
        if event.message is not None and event.message.visible_to is not None:
            return False  # Discord tells bots of their ephemeral messages only in answers
        if event.user_ids is not None and session.bot_id not in event.user_ids:
            return False
        channel = self._world.channels.get(event.channel_id or 0)
        is_dm = channel is not None and channel.kind is ChannelKind.DM
        intent = needed(event, is_dm=is_dm)
        if intent and not intent & session.intents and not _is_of_own_member(event, session):
            return False
        if event.guild_id is None:
            return is_dm and session.serves(None)
        return self._sees(session, event.guild_id, channel)

    def _sees(self, session: Session, guild_id: int, channel: Channel | None) -> bool:
        if guild_id in self.held or not self._sees_guild(session, guild_id):
            return False
        return channel is None or self._world.may_see(session.bot_id, channel)

    def _sees_guild(self, session: Session, guild_id: int) -> bool:
        guild = self._world.guilds.get(guild_id)
        return guild is not None and session.bot_id in guild.members and session.serves(guild_id)


def _is_of_own_member(event: Event, session: Session) -> bool:
    """Tell updates of the bot's own membership, which need no intent.

    Source: Discord's reference, "Gateway Intents", "Caveats".
    """
    is_own = isinstance(event.record, Member) and event.record.user.id == session.bot_id
    return event.name == "GUILD_MEMBER_UPDATE" and is_own
