"""Channels of a server: what each is used for, and who sees what stands in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from domain.guilds import DEFAULT_CHANNEL_NAME, GuildSettings


class ChannelUse(Enum):
    """Uses that a server has for a channel."""

    QUESTIONS = "questions"
    ENDPOINTS = "endpoints"
    ANNOUNCEMENTS = "announcements"
    SESSIONS = "sessions"
    MODERATORS = "moderators"


class Named(Protocol):
    """A channel or a role, as far as its name matters."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


CHANNEL_FIELDS = {
    ChannelUse.QUESTIONS: "question_channel_id",
    ChannelUse.ENDPOINTS: "endpoint_channel_id",
    ChannelUse.ANNOUNCEMENTS: "announcement_channel_id",
    ChannelUse.SESSIONS: "session_channel_id",
    ChannelUse.MODERATORS: "moderator_channel_id",
}
"""The field of `GuildSettings` that names the channel of each use."""


def chosen_channel_id(settings: GuildSettings, use: ChannelUse) -> int | None:
    """Return the channel that the server chose for `use`, or None."""
    found: int | None = getattr(settings, CHANNEL_FIELDS[use])
    return found


def default_channel_id(use: ChannelUse, channels: Iterable[Named]) -> int | None:
    """Return the channel for a use that nobody has chosen one for; moderators' has none."""
    if use is ChannelUse.MODERATORS:
        return None
    return next((c.id for c in channels if c.name.casefold() == DEFAULT_CHANNEL_NAME), None)


def channel_id_of(
    settings: GuildSettings, use: ChannelUse, channels: Iterable[Named]
) -> int | None:
    """Return the channel for `use`: the chosen one, else the default where it exists.

    A chosen channel that was deleted counts as chosen: what is posted must not move elsewhere
    unnoticed.
    """
    return chosen_channel_id(settings, use) or default_channel_id(use, channels)


@dataclass(frozen=True, slots=True)
class Sight:
    """Sight of somebody on a server: all rows but those of `hidden` channels that aren't theirs.

    Built by `cogs.core.access` alone; storage hands it to SQL with `storage.queries.seen_by`.
    """

    hidden: frozenset[int] = frozenset()
    """Channels and threads that they cannot see, and those that are gone."""
    member_id: int | None = None
    """Member whose own rows are seen wherever those stand; None: a channel's readers."""

    def sees(self, channel_id: int | None, *own_ids: int | None) -> bool:
        """Tell whether a row of a channel is seen; `own_ids` are the members whose row it is.

        What stands in no channel (None) is for everybody.
        """
        is_own = self.member_id is not None and self.member_id in own_ids
        return is_own or channel_id not in self.hidden


UNLIMITED = Sight()
"""For what shows nothing to anybody, such as planning."""
