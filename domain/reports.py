"""Messages that members reported to the moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_REASON = 500
MAX_QUOTE = 1_000


@dataclass(frozen=True, slots=True)
class Reported:
    """The message that a report is about: where it is, whose it is, and what it says."""

    channel_id: int
    message_id: int
    author_id: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """One member's report of one message; open until a moderator resolved it.

    People are None where their data was erased. The quote is empty once the moderators were told.
    """

    id: int
    guild_id: int
    message: Reported
    reporter_id: int | None
    reason: str
    reported_at: datetime
    resolver_id: int | None = None
    resolved_at: datetime | None = None

    @property
    def jump_url(self) -> str:
        """Link to the reported message."""
        place = f"{self.guild_id}/{self.message.channel_id}/{self.message.message_id}"
        return f"https://discord.com/channels/{place}"
