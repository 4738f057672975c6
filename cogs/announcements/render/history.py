"""What announcements said before, and how two texts differ."""

from __future__ import annotations

import asyncio

import discord

from cogs.core.markup import fenced, plain, unfenced
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from domain.announcements.records import Announcement, Revision, Wording
from domain.announcements.rules import MAX_TITLE
from domain.diffs import diff_lines

MAX_SHOWN = 3_500


async def difference_embed(before: Wording, after: Wording, text: Catalogue) -> discord.Embed:
    """How one text became another, line by line."""
    lines = await asyncio.to_thread(diff_lines, sheet_of(before, text), sheet_of(after, text))
    words = block_of(lines) if lines else text("announcements-no-difference")
    return discord.Embed(description=words, colour=discord.Colour.orange())


async def revision_embed(
    announcement: Announcement, revision: Revision, before: Revision | None, text: Catalogue
) -> discord.Embed:
    """One change of an announcement."""
    old = Wording("", "", None, revision.wording.has_button) if before is None else before.wording
    embed = await difference_embed(old, revision.wording, text)
    by = revision.editor_id
    embed.title = plain(announcement.wording.title, MAX_TITLE)
    line = text(
        "announcements-revision",
        number=str(revision.number),
        member=text("announcements-nobody") if by is None else f"<@{by}>",
        at=stamp(revision.made_at, "f"),
    )
    embed.description = f"{line}\n{embed.description}"
    return embed


def sheet_of(wording: Wording, text: Catalogue) -> str:
    """All of a wording on one sheet, for comparing."""
    lines = [f"# {wording.title}"] if wording.title else []
    lines += [f"📎 {wording.image.digest[:8]}"] if wording.image else []
    lines += [text("announcements-sheet-no-button")] if not wording.has_button else []
    return "\n".join([*lines, "", wording.body])


def block_of(lines: list[str]) -> str:
    """A difference as Discord colours it, as much as fits."""
    shown = ""
    for line in lines:
        safe = unfenced(line)
        if len(shown) + len(safe) + 1 > MAX_SHOWN:
            shown += "…"
            break
        shown += safe + "\n"
    return fenced(shown.rstrip(), "diff")
