"""Content of a message, as `render` functions return it, before anybody decides where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import discord

from cogs.core.files import Written


@dataclass(frozen=True, slots=True)
class Content:
    """A message to be shown: in a reply, a post or an edit.

    Nobody is mentioned unless `allowed_mentions` says so. `files` are made anew for each
    sending, so they are kept as (name, bytes).
    """

    text: str = ""
    embeds: Sequence[discord.Embed] = ()
    view: discord.ui.View | None = None
    files: Sequence[tuple[str, bytes]] = ()
    allowed_mentions: discord.AllowedMentions = field(default_factory=discord.AllowedMentions.none)

    @classmethod
    def of(cls, written: Written) -> Self:
        """Make the content of what an action wrote."""
        return cls(written.text, files=written.files)
