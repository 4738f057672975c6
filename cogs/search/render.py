"""Hits as one member's message."""

from __future__ import annotations

import discord

from cogs.core.markup import emphasised, jump_link, plain
from cogs.core.text import Catalogue
from cogs.search.actions import PAGE_SIZE, Found, Results
from domain.search.documents import FAQ, Excerpt
from domain.search.excerpts import snippet_of

MAX_DESCRIPTION = 4_096
MAX_ENTRY = MAX_DESCRIPTION // PAGE_SIZE - 2
MAX_TITLE = 100
MAX_WORDS_SHOWN = 80
SOLVED, UNSOLVED, ANSWERED, ENTRY = "✅", "❔", "💬", "📘"


def results_embed(results: Results, text: Catalogue) -> discord.Embed:
    """Return one page of hits, each with its link and the words that were looked for in bold."""
    words = plain(results.wanted.words, MAX_WORDS_SHOWN)
    entries = [_entry(found, text) for found in results.found]
    if not entries:
        return discord.Embed(description=text("search-nothing", words=words))
    embed = discord.Embed(title=text("search-results", words=words), description="\n".join(entries))
    if results.wanted.page or results.has_more:
        embed.set_footer(text=text("search-page", page=str(results.wanted.page + 1)))
    return embed


def _entry(found: Found, text: Catalogue) -> str:
    head = _head(found, text)
    snippet = snippet_of(found.hit)
    if not snippet.text.strip():
        return head
    entry = f"{head}\n> {emphasised(snippet.text, snippet.matches)}"
    return entry if len(entry) <= MAX_ENTRY else head


def _head(found: Found, text: Catalogue) -> str:
    document, place = found.hit.document, found.place
    is_answer = document.message_id is not None
    title = _title(found, text)
    if place.thread_id is not None:
        link = jump_link(document.guild_id, place.thread_id, document.message_id)
        title = f"[{title}]({link})"
    sign = SOLVED if document.is_solved else UNSOLVED
    if document.kind == FAQ:
        return f"{ENTRY} `#{place.number}` {text('search-entry')} {title}"
    if not is_answer:
        return f"{sign} `#{place.number}` {title}"
    key = "search-accepted-answer" if document.is_solved else "search-answer"
    return f"{SOLVED if document.is_solved else ANSWERED} `#{place.number}` {text(key)} {title}"


def _title(found: Found, text: Catalogue) -> str:
    title = found.place.title
    if not title:
        return text("search-withdrawn")
    if title == found.hit.title.text:
        return emphasised(title, found.hit.title.matches)
    return emphasised(title, Excerpt(title).matches)
