"""What a digest says, out of what each feature contributes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import discord

from cogs.core.markup import fitting
from cogs.core.services import DigestPart, DigestView, Services
from cogs.core.text import Catalogue
from domain.channels import Sight

WEEK = timedelta(days=7)
MAX_FIELD = 1_024
MAX_TITLE = 256


async def gather(
    services: Services, guild_id: int, now: datetime, text: Catalogue, sight: Sight
) -> list[DigestPart]:
    """The last week's news as far as somebody may see them; nothing where there is none."""
    view = DigestView(guild_id, now - WEEK, now, text, sight)
    parts: list[DigestPart] = []
    async with services.database.read() as connection:
        for section in sorted(services.features.digest, key=lambda section: section.order):
            parts += await section.gather(connection, view)
    return parts


def render_digest(parts: Sequence[DigestPart], text: Catalogue) -> discord.Embed:
    """The digest as one embed, a field for each part."""
    embed = discord.Embed(title=text("digest-title"), colour=discord.Colour.blurple())
    for part in parts:
        lines = [f"- {line}" for line in part.lines]
        if part.count > len(part.lines):
            lines.append(text("digest-more", count=part.count - len(part.lines)))
        embed.add_field(
            name=part.heading[:MAX_TITLE], value=fitting(lines, MAX_FIELD), inline=False
        )
    return embed
