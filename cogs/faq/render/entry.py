"""An entry as members see it, and lists of entries."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.core.markup import fitting, plain
from cogs.core.pages import Page, Section, paginate
from cogs.core.text import Catalogue
from cogs.faq.actions.showing import EntryView, Listing
from domain.faq.entries import Entry, EntryState

PAGE_LIMIT = 3_800
"""Less than an embed's description holds (4,096 characters), so that a cut fits too."""
MOST_PAGES = 25
MAX_TITLE = 250
MAX_DESCRIPTION = 4_096
SIGNS = {EntryState.DRAFT: "📝", EntryState.PUBLISHED: "📘", EntryState.RETIRED: "🗄️"}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")

Files = tuple[tuple[str, bytes], ...]


def entry_pages(entry: Entry) -> list[Page]:
    """The answer on as many pages as it needs; blocks of code are not torn apart."""
    return paginate([Section("", entry.text.answer)], PAGE_LIMIT, MOST_PAGES) or [Page("")]


def entry_embed(view: EntryView, text: Catalogue, page: int = 0) -> tuple[discord.Embed, Files]:
    """A page of an entry, and the files that go with it: the entry's own with its first page."""
    entry, pages = view.entry, entry_pages(view.entry)
    page = max(0, min(page, len(pages) - 1))
    embed = discord.Embed(
        title=f"{SIGNS[entry.state]} {plain(entry.text.title, MAX_TITLE)}",
        description=pages[page].text,
        colour=discord.Colour.blurple(),
    )
    files = (*pages[page].files, *(view.files if page == 0 else ()))
    pictures = [name for name, _ in files if name.lower().endswith(PICTURES)]
    if pictures:
        embed.set_image(url=f"attachment://{pictures[0]}")
    if page == 0:
        _add_about(embed, entry, text)
    embed.set_footer(text=_footer(entry, text, page, len(pages)))
    return embed, files


def _add_about(embed: discord.Embed, entry: Entry, text: Catalogue) -> None:
    credits_ = credits_of(entry, text)
    if credits_:
        embed.add_field(name=text("faq-credits"), value=credits_, inline=False)
    if entry.state is not EntryState.PUBLISHED:
        state = text(f"faq-state-{entry.state.value}")
        embed.add_field(name=text("faq-state"), value=state, inline=False)


def named(entry: Entry) -> str:
    """An entry's title inside a sentence."""
    return plain(entry.text.title, MAX_TITLE)


def credits_of(entry: Entry, text: Catalogue) -> str:
    """Who suggested an entry and whose answer it was; empty where nobody is named."""
    origin = entry.origin
    parts = []
    if origin.author_id is not None:
        parts.append(text("faq-credit-author", member=f"<@{origin.author_id}>"))
    if origin.suggester_id not in (None, origin.author_id):
        parts.append(text("faq-credit-suggester", member=f"<@{origin.suggester_id}>"))
    return " · ".join(parts)


def _footer(entry: Entry, text: Catalogue, page: int, pages: int) -> str:
    parts = [text("faq-number", number=str(entry.id))]
    parts += [", ".join(entry.text.topics)] if entry.text.topics else []
    if pages > 1:
        parts.append(text("faq-page", page=str(page + 1), pages=str(pages)))
    if entry.is_published:
        parts.append(text("faq-was-helpful"))
    return " · ".join(parts)


def render_nearest(entries: Sequence[Entry], words: str, text: Catalogue) -> str:
    """Says that nothing is called so, and what is near."""
    key = "faq-miss-near" if entries else "faq-miss"
    return text(key, words=plain(words, 100))


def aliases_embed(entry: Entry, text: Catalogue) -> discord.Embed:
    """The other words by which an entry is found."""
    title = plain(entry.text.title, MAX_TITLE)
    lines = [f"- {plain(alias, 100)}" for alias in entry.text.aliases]
    key = "faq-aliases" if lines else "faq-aliases-none"
    return discord.Embed(
        description=fitting([text(key, title=title), *lines], MAX_DESCRIPTION),
        colour=discord.Colour.blurple(),
    )


def list_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """A page of the list of entries."""
    lines = [_line(entry) for entry in listing.entries]
    key = "faq-list-empty" if listing.page == 0 else "faq-list-over"
    embed = discord.Embed(
        title=_list_title(listing, text),
        description=fitting(lines, MAX_DESCRIPTION) or text(key),
        colour=discord.Colour.blurple(),
    )
    if listing.page or listing.has_more:
        embed.set_footer(text=text("faq-list-page", page=str(listing.page + 1)))
    return embed


def _list_title(listing: Listing, text: Catalogue) -> str:
    title = text(f"faq-list-{listing.state.value}")
    return title if listing.topic is None else f"{title}: {plain(listing.topic, 30)}"


def _line(entry: Entry) -> str:
    topics = f"\n-# {plain(', '.join(entry.text.topics), 120)}" if entry.text.topics else ""
    return f"{SIGNS[entry.state]} `#{entry.id}` {plain(entry.text.title, 100)}{topics}"
