"""Lists of announcements and of templates."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.announcements.actions.finding import SIGNS
from cogs.announcements.actions.showing import Listing
from cogs.announcements.render.confirmed import named
from cogs.announcements.render.panel import channel_list
from cogs.core.markup import fitting, plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from domain.announcements.records import Announcement, Template
from domain.announcements.rules import MAX_NAME, MAX_TITLE

MAX_DESCRIPTION = 4_096


def list_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """A page of a server's announcements."""
    lines = [_line(announcement, text) for announcement in listing.announcements]
    embed = discord.Embed(
        title=text(f"announcements-list-{listing.state.value}"),
        description=fitting(lines, MAX_DESCRIPTION) or text("announcements-list-empty"),
        colour=discord.Colour.blurple(),
    )
    if listing.page or listing.has_more:
        embed.set_footer(text=text("announcements-page", page=str(listing.page + 1)))
    return embed


def _line(announcement: Announcement, text: Catalogue) -> str:
    at = announcement.next_at
    when = f" · {stamp(at, 'f')}" if at is not None else ""
    again = f" · 🔁 {text('announcements-repeats')}" if announcement.repeats else ""
    where = channel_list(announcement.contents)
    sign = SIGNS[announcement.state]
    return f"{sign} `#{announcement.id}` **{named(announcement)}**{when}{again}\n-# {where}"


def templates_embed(templates: Sequence[Template], text: Catalogue) -> discord.Embed:
    """A server's templates by name."""
    lines = [
        f"- **{plain(template.name, MAX_NAME)}** · "
        f"{plain(template.contents.wording.title, MAX_TITLE)}"
        for template in templates
    ]
    return discord.Embed(
        title=text("announcements-templates"),
        description=fitting(lines, MAX_DESCRIPTION) or text("announcements-templates-none"),
        colour=discord.Colour.blurple(),
    )
