"""Revisions and differences in words."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.core.markup import fenced, fitting, plain, unfenced
from cogs.core.text import Catalogue
from cogs.faq.actions.history import Compared, History
from domain.faq.entries import Revision

MAX_SHOWN = 3_500
"""How much of a difference an embed shows; the whole comes as a file."""
MAX_DESCRIPTION = 4_096

Files = tuple[tuple[str, bytes], ...]


def history_embed(history: History, text: Catalogue) -> discord.Embed:
    """A page of an entry's revisions."""
    embed = discord.Embed(
        title=text("faq-history", title=plain(history.entry.text.title, 200)),
        description=fitting(
            (revision_line(revision, text) for revision in history.revisions), MAX_DESCRIPTION
        ),
        colour=discord.Colour.blurple(),
    )
    if history.page or history.has_more:
        embed.set_footer(text=text("faq-list-page", page=str(history.page + 1)))
    return embed


def revision_line(revision: Revision, text: Catalogue) -> str:
    """A revision in one line, or two where it has a reason."""
    by = revision.author_id
    line = text(
        "faq-revision-line",
        number=str(revision.number),
        change=text(f"faq-change-{revision.change.value}"),
        member=text("faq-nobody") if by is None else f"<@{by}>",
        at=f"<t:{int(revision.made_at.timestamp())}:f>",
    )
    return f"{line}\n> {plain(revision.reason, 200)}" if revision.reason else line


def compared_embed(compared: Compared, text: Catalogue) -> tuple[discord.Embed, Files]:
    """What one change did, line by line."""
    shown, files = difference_block(compared.lines, text)
    embed = discord.Embed(
        title=plain(compared.entry.text.title, 250),
        description=f"{revision_line(compared.revision, text)}\n{shown}",
        colour=discord.Colour.blurple(),
    )
    return embed, files


def difference_block(lines: Sequence[str], text: Catalogue) -> tuple[str, Files]:
    """A difference as Discord colours it, and as a file where it is too long to be shown."""
    if not lines:
        return text("faq-no-difference"), ()
    whole = "\n".join(lines)
    shown, safe = "", unfenced(whole)
    for line in safe.split("\n"):
        if len(shown) + len(line) + 1 > MAX_SHOWN:
            shown += "…"
            break
        shown += line + "\n"
    block = fenced(shown.rstrip(), "diff")
    is_whole = not shown.endswith("…")
    return block, () if is_whole else (("difference.diff", whole.encode()),)
