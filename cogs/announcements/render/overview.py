"""One announcement for moderators: what it says, how it stands, and its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import discord

from cogs.announcements.actions.finding import SIGNS
from cogs.announcements.actions.showing import Overview
from cogs.announcements.audience import Unseen
from cogs.announcements.render.confirmed import next_words
from cogs.announcements.render.notices import fault_words
from cogs.announcements.render.panel import channel_list
from cogs.announcements.render.post import announcement_embed, ping_line
from cogs.core.ledger import render_ledger
from cogs.core.markup import cut, fitting, jump_link
from cogs.core.text import Catalogue
from cogs.core.when import describe_schedule
from domain.announcements.records import Post, Publishing

MAX_SHOWN_BODY = 1_200
MAX_FACTS = 1_500
MAX_LEDGER = 2_400
MAX_NAMES = 1_200


def overview_embeds(
    overview: Overview, text: Catalogue, now: datetime
) -> tuple[discord.Embed, discord.Embed]:
    """What it says, and how it stands with its ledger; the picture stays out."""
    wording = overview.announcement.wording
    shown = replace(wording, body=cut(wording.body, MAX_SHOWN_BODY), image=None)
    return announcement_embed(shown), _standing_embed(overview, text, now)


def _standing_embed(overview: Overview, text: Catalogue, now: datetime) -> discord.Embed:
    found = overview.announcement
    state = text(f"announcements-state-{found.state.value}")
    embed = discord.Embed(
        title=text(
            "announcements-standing", number=str(found.id), sign=SIGNS[found.state], state=state
        ),
        description=fitting(_facts(overview, text, now), MAX_FACTS),
        colour=discord.Colour.light_grey(),
    )
    ledger = fitting(render_ledger(overview.ledger, text).split("\n"), MAX_LEDGER)
    embed.description = f"{embed.description}\n\n**{text('announcements-ledger')}**\n" + (
        ledger or text("announcements-ledger-empty")
    )
    if overview.page or overview.has_more:
        embed.set_footer(text=text("announcements-page", page=str(overview.page + 1)))
    return embed


def _facts(overview: Overview, text: Catalogue, now: datetime) -> Iterator[str]:
    found = overview.announcement
    by = found.author_id
    yield f"**{text('announcements-when')}**: {describe_schedule(text, found.schedule, now)}"
    if found.is_open:
        yield next_words(found, text)
    yield f"**{text('announcements-channels')}**: {channel_list(found.contents)}"
    pings = ping_line(found.contents.pings) or text("announcements-pings-nobody")
    yield f"**{text('announcements-pings')}**: {pings}"
    yield text(
        "announcements-written",
        member=text("announcements-nobody") if by is None else f"<@{by}>",
        revision=str(found.revision),
    )
    if overview.posts and found.wording.has_button:
        yield text("announcements-seen-by", count=str(overview.seen))
    for post in overview.posts:
        yield from _trouble(overview, post, text)


def _trouble(overview: Overview, post: Post, text: Catalogue) -> Iterator[str]:
    """What is not as it should be with a post."""
    link = jump_link(post.guild_id, post.channel_id, post.message_id)
    if post.fault is not None and not post.is_withdrawn:
        yield f"⚠️ {link} {fault_words(post, text)}"
    if overview.announcement.contents.pings and not post.pings:
        yield f"⚠️ {link} {text('announcements-not-pinged')}"
    if post.publishing in (Publishing.WANTED, Publishing.FAILED):
        yield f"📣 {link} {text(f'announcements-publishing-{post.publishing.value}')}"


def render_unseen(
    overview_title: str, unseen: list[Unseen], text: Catalogue, *, by_name: bool
) -> str:
    """Who has not pressed "Got it", by role."""
    lines = [text("announcements-unseen", title=overview_title)]
    for group in unseen:
        role = f"<@&{group.role_id}>" if group.role_id else text("announcements-all-members")
        count = "?" if group.count is None else str(group.count)
        lines.append(f"**{role}**: {text('announcements-unseen-count', count=count)}")
        if group.members:
            lines.append(
                fitting(
                    (f"<@{id_}>" for id_, _ in group.members), MAX_NAMES // len(unseen)
                ).replace("\n", " ")
            )
    if not by_name:
        lines.append(f"-# {text('announcements-unseen-no-names')}")
    return "\n".join(lines)


def unseen_file(unseen: list[Unseen]) -> bytes:
    """Everybody's name, a line each, for a server where they do not fit a message."""
    names = {name for group in unseen for _, name in group.members or ()}
    return "\n".join(sorted(names, key=str.casefold)).encode()
