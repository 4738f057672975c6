"""Messages that members reported to the moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_REASON = 500
MAX_QUOTE = 1_000


@dataclass(frozen=True, slots=True)
class Report:
    """One member's report of one message; open until a moderator resolved it."""

    id: int
    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    reporter_id: int
    reason: str
    quote: str
    created_at: datetime
    resolved_by: int | None = None
    resolved_at: datetime | None = None

    @property
    def jump_url(self) -> str:
        """Where the reported message is."""
        return f"https://discord.com/channels/{self.guild_id}/{self.channel_id}/{self.message_id}"
