"""Snapshot for the checks: from the gateway's cache by `/doctor`, over REST by the CLI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from domain.cards import CardFault
from domain.guilds import GuildSettings
from domain.text_rules import Caught
from domain.topics import DEFAULT_TOPICS
from storage.retention import Run


class ChannelKind(Enum):
    """The kinds of channel that a server can choose from."""

    TEXT = "text"
    ANNOUNCEMENT = "announcement"
    FORUM = "forum"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel, with the permissions that the bot has there and, for a forum, its tags."""

    id: int
    name: str
    kind: ChannelKind
    granted: int
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuildFacts:
    """A server as the bot finds it. `settings` is None where nobody has run `/setup`.

    `granted` are the permissions that the bot's roles give it in the whole server, `bot_role` is
    the name of its own role, `topics` are what its questions are about, the most used first.
    `refused` counts the texts that its rules refused of late, `cards` what cannot be shown.
    `cleaned` is when its old rows were dropped last, None where nobody has looked or there was no
    run yet; `looked_at` is the time.
    """

    id: int
    name: str
    settings: GuildSettings | None
    granted: int
    bot_role: str
    channels: tuple[ChannelFacts, ...] = ()
    role_ids: frozenset[int] = frozenset()
    topics: tuple[str, ...] = DEFAULT_TOPICS
    refused: Mapping[Caught, int] = field(default_factory=dict)
    cards: Mapping[CardFault, int] = field(default_factory=dict)
    cleaned: Run | None = None
    looked_at: datetime | None = None

    def find_channel(self, channel_id: int | None) -> ChannelFacts | None:
        """Find the channel with this id, if the server has it and the bot sees it."""
        return next((c for c in self.channels if c.id == channel_id), None)


class TokenState(Enum):
    """Outcomes of signing in to Discord."""

    FINE = "fine"
    MISSING = "missing"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that the checks look at. `name` is the bot's, `detail` why it is unreachable."""

    token: TokenState
    name: str = ""
    detail: str = ""
    message_content: bool = False
    members: bool = False
    guilds: tuple[GuildFacts, ...] = ()
