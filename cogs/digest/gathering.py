"""What a digest says, out of what each feature contributes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from cogs.core.markup import fitting
from cogs.core.services import DigestPart, DigestSection, DigestView, Services
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from domain.channels import Sight

WEEK = timedelta(days=7)
MAX_FIELD = 1_024
MAX_TITLE = 256


async def gather(
    services: Services, guild_id: int, now: datetime, text: Catalogue, sight: Sight
) -> list[DigestPart]:
    """The last week's news as far as somebody may see them; nothing where there is none."""
    view = DigestView(guild_id, now - WEEK, now, sight)
    sections = sorted(services.features.digest, key=lambda section: section.order)
    found = await services.read(_read, tuple(sections), view)
    return [
        part
        for section, records in zip(sections, found, strict=True)
        for part in section.render(records, text)
    ]


async def _read(
    unit: Unit,
    sections: Sequence[DigestSection[Any]],
    view: DigestView,  # Any: records of each feature
) -> list[Any]:
    return [await section.read(unit, view) for section in sections]


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
