"""The actor who asks: made at the entrances (`cogs.ui.entrances`), passed to every action."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.core.text import Catalogue
from domain.channels import Sight
from domain.guilds import GuildSettings
from domain.text_rules import NO_RULES, TextRules


@dataclass(frozen=True, slots=True)
class Actor:
    """The member behind an interaction, as far as rules and wording need to know."""

    guild_id: int
    member_id: int
    name: str
    is_moderator: bool
    text: Catalogue
    """The member's language: for what only this member sees."""
    public_text: Catalogue
    """The server's language: for what everybody sees."""
    settings: GuildSettings
    hidden: frozenset[int] = frozenset()
    """Channels and threads whose history the member cannot read; moderators see them all."""
    rules: TextRules = NO_RULES
    """Rules for the member's texts where Nexus posts them."""
    interaction_id: int | None = None
    """The interaction by which the member asks, for `Unit.once`; None where the bot acts."""

    @property
    def sight(self) -> Sight:
        """The gate that finds rows of channels for this member."""
        return Sight(self.hidden, self.member_id)

    def sees(self, channel_id: int | None, *own_ids: int | None) -> bool:
        """Tell whether a row of a channel is seen; `own_ids` are the members whose row it is."""
        return self.sight.sees(channel_id, *own_ids)
