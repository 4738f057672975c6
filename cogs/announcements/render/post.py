"""An announcement as everybody sees it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from cogs.core.markup import plain
from cogs.ui.content import Content
from domain.announcements.records import Contents, Everyone, Pings, Wording

MAX_SHOWN_TITLE = 250
SENTENCE = {Everyone.EVERYONE: "@everyone", Everyone.HERE: "@here"}

Files = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an announcement is shown in one message."""

    contents: Contents
    files: Files = ()
    view: discord.ui.View | None = None
    pings: bool = True
    note: str = ""
    """What is said below, as about being late."""


def announcement_embed(wording: Wording) -> discord.Embed:
    """Title, text and picture. The text is its writer's Markdown; nothing in an embed pings."""
    embed = discord.Embed(
        title=plain(wording.title, MAX_SHOWN_TITLE),
        description=wording.body,
        colour=discord.Colour.blurple(),
    )
    if wording.image is not None:
        embed.set_image(url=f"attachment://{wording.image.name}")
    return embed


def post_content(shown: Shown) -> Content:
    """The message: those who are notified, the announcement, and its button."""
    pings = shown.contents.pings if shown.pings else Pings()
    lines = [line for line in (ping_line(pings), shown.note) if line]
    return Content(
        "\n".join(lines),
        embeds=(announcement_embed(shown.contents.wording),),
        view=shown.view,
        files=shown.files,
        allowed_mentions=mentions_of(pings),
    )


def ping_line(pings: Pings) -> str:
    """Who is notified, as Discord writes it."""
    everyone = [SENTENCE[pings.everyone]] if pings.everyone else []
    return " ".join([*everyone, *(f"<@&{role_id}>" for role_id in pings.role_ids)])


def mentions_of(pings: Pings) -> discord.AllowedMentions:
    """Exactly those notified that were chosen, whatever is written in the text."""
    roles = [discord.Object(role_id) for role_id in pings.role_ids]
    return discord.AllowedMentions(
        everyone=bool(pings.everyone), users=False, roles=roles, replied_user=False
    )
