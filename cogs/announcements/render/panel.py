"""The preview of an announcement, as only its writer sees it."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from cogs.announcements.actions.writing import Writing
from cogs.announcements.audience import Reach
from cogs.announcements.render.post import SENTENCE
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from domain.announcements.records import Contents, Everyone

MAX_TYPED = 200


def facts_embed(
    writing: Writing, reach: Reach, when: str, problem: str | None, text: Catalogue
) -> discord.Embed:
    """Who is pinged and how many that is, where and when; and what is wrong, if anything is."""
    kind = "preview-change" if writing.is_change else "preview"
    embed = discord.Embed(
        title=text(f"announcements-{kind}"),
        description=problem or text(f"announcements-{kind}-hint"),
        colour=discord.Colour.red() if problem else discord.Colour.light_grey(),
    )
    pings = "\n".join(ping_lines(writing.contents, reach, text))
    embed.add_field(name=text("announcements-pings"), value=pings, inline=False)
    channels = channel_list(writing.contents) or text("announcements-channels-none")
    embed.add_field(name=text("announcements-channels"), value=channels, inline=False)
    embed.add_field(name=text("announcements-when"), value=when, inline=False)
    return embed


def ping_lines(contents: Contents, reach: Reach, text: Catalogue) -> Iterator[str]:
    """Whom the announcement notifies, a line each, with how many members that is."""
    pings = contents.pings
    if not pings:
        yield text("announcements-pings-nobody")
    if pings.everyone:
        key = "here" if pings.everyone is Everyone.HERE else "everyone"
        yield f"{SENTENCE[pings.everyone]}: " + text(
            f"announcements-reach-{key}", count=_count(reach.everyone)
        )
    for role_id in pings.role_ids:
        count = _count(reach.roles.get(role_id))
        yield f"<@&{role_id}>: {text('announcements-reach-role', count=count)}"


def channel_list(contents: Contents) -> str:
    """The channels as mentions."""
    return " ".join(f"<#{channel_id}>" for channel_id in contents.channel_ids)


def typed_line(writing: Writing, text: Catalogue) -> str:
    """What was typed as a time and could not be understood yet; what is set else."""
    if not writing.when:
        return text("announcements-when-open")
    typed = " · ".join(part for part in (writing.when, writing.ends) if part)
    return text("announcements-when-typed", typed=plain(typed, MAX_TYPED))


def _count(count: int | None) -> str:
    return "?" if count is None else str(count)
