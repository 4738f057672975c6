"""The review queue in words: suggestions, entries that need attention, gaps."""

from __future__ import annotations

import discord

from cogs.core.markup import fitting, jump_link, plain
from cogs.core.pages import Section, paginate
from cogs.core.text import Catalogue
from cogs.faq.actions.queue import Concerns, Queue, UnansweredSearches
from domain.faq.entries import Attention, Concern, Entry, EntryText, Suggestion

PAGE_LIMIT = 3_500
MAX_REASON = 300
MAX_DESCRIPTION = 4_096
MAX_CONTENT = 2_000
COLOURS = {
    "approved": discord.Colour.green(),
    "merged": discord.Colour.green(),
    "declined": discord.Colour.red(),
    "withdrawn": discord.Colour.light_grey(),
}


def suggestion_embed(suggestion: Suggestion, text: Catalogue) -> discord.Embed:
    """Return a suggestion as moderators see it, with what was decided if anything was."""
    pages = paginate([Section("", suggestion.text.answer)], PAGE_LIMIT, most=50)
    embed = discord.Embed(
        title=plain(suggestion.text.title, 250),
        description=pages[0].text if pages else "",
        colour=_colour(suggestion),
        timestamp=suggestion.suggested_at,
    )
    embed.set_author(name=text("faq-suggestion-number", number=str(suggestion.id)))
    _add_people(embed, suggestion, text)
    if suggestion.text.topics:
        topics = plain(", ".join(suggestion.text.topics), 200)
        embed.add_field(name=text("faq-field-topics"), value=topics)
    if suggestion.source is not None:
        source = suggestion.source
        link = jump_link(suggestion.guild_id, source.channel_id, source.message_id)
        embed.add_field(name=text("faq-source"), value=link, inline=False)
    if suggestion.decision is not None:
        embed.add_field(name=text("faq-decision"), value=decided(suggestion, text), inline=False)
    return embed


def whole_text(suggestion: Suggestion) -> tuple[tuple[str, bytes], ...]:
    """Return the answer as a file where the embed shows only its beginning."""
    pages = paginate([Section("", suggestion.text.answer)], PAGE_LIMIT, most=50)
    if len(pages) == 1 and not pages[0].files:
        return ()
    return ((f"suggestion-{suggestion.id}.md", sheet(suggestion.text).encode()),)


def sheet(text: EntryText) -> str:
    """Return an answer as a Markdown file, as it is edited and uploaded again."""
    return text.answer + "\n"


def decided(suggestion: Suggestion, text: Catalogue) -> str:
    """Return what was decided, by whom, and why."""
    decision = suggestion.decision
    if decision is None:
        return ""
    words = text(
        f"faq-decided-{decision.state.value}",
        by="?" if decision.decider_id is None else f"<@{decision.decider_id}>",
    )
    return f"{words}\n> {plain(decision.reason, MAX_REASON)}" if decision.reason else words


def queue_embed(queue: Queue, text: Catalogue) -> discord.Embed:
    """Return a page of the suggestions that wait."""
    lines = [
        text(
            "faq-queue-line",
            number=str(s.id),
            title=plain(s.text.title, 100),
            member=_person(s.origin.suggester_id, text),
            at=f"<t:{int(s.suggested_at.timestamp())}:R>",
        )
        for s in queue.suggestions
    ]
    return _listing(text("faq-queue"), lines, text("faq-queue-empty"), queue.page, text)


def concerns_embed(found: Concerns, text: Catalogue) -> discord.Embed:
    """Return a page of the entries that need attention, each with the reason."""
    lines = [
        f"`#{c.entry.id}` **{plain(c.entry.text.title, 100)}**\n-# {reason_of(c, text)}"
        for c in found.concerns
    ]
    return _listing(text("faq-attention"), lines, text("faq-attention-empty"), found.page, text)


def reason_of(concern: Concern, text: Catalogue) -> str:
    """Tell why an entry needs attention, in one line."""
    entry, usage = concern.entry, concern.usage
    if concern.reason is Attention.UNHELPFUL:
        return text("faq-reason-unhelpful", no=usage.unhelpful, yes=usage.helpful)
    if concern.reason is Attention.DUPLICATE and concern.other is not None:
        title = plain(concern.other.text.title, 80)
        return text("faq-reason-duplicate", number=str(concern.other.id), title=title)
    if concern.reason is Attention.DUE and entry.review_at is not None:
        return text("faq-reason-due", at=f"<t:{int(entry.review_at.timestamp())}:d>")
    if concern.reason is Attention.OBJECTED:
        return text("faq-reason-objected")
    shown = usage.shown_at
    if shown is None:
        return text("faq-reason-never-used")
    return text("faq-reason-unused", at=f"<t:{int(shown.timestamp())}:d>")


def unanswered_embed(found: UnansweredSearches, text: Catalogue) -> discord.Embed:
    """Return a page of what the FAQ has no answer to."""
    lines = [
        text(
            "faq-gap-repeated",
            times=again.times,
            number=str(again.question.id),
            title=plain(again.question.text.title, 100),
        )
        for again in found.repeated
    ]
    lines += [
        text(
            "faq-gap-line",
            times=search.misses,
            words=plain(search.words, 100),
            at=f"<t:{int(search.last_at.timestamp())}:R>",
        )
        for search in found.unanswered
    ]
    return _listing(text("faq-gaps"), lines, text("faq-gaps-empty"), found.page, text)


def render_due(entries: list[Entry], total: int, text: Catalogue) -> str:
    """Says which entries are to be reviewed."""
    lines = [f"- `#{entry.id}` {plain(entry.text.title, 100)}" for entry in entries]
    if total > len(entries):
        lines.append(text("faq-due-more", count=total - len(entries)))
    return fitting([text("faq-due", count=total), *lines], MAX_CONTENT)


def render_outcome(suggestion: Suggestion, member_id: int, server: str, text: Catalogue) -> str:
    """Tells a member what became of a suggestion, or of their answer that was suggested."""
    decision = suggestion.decision
    if decision is None:
        return ""
    role = "suggester" if suggestion.origin.suggester_id == member_id else "author"
    words = text(
        f"faq-outcome-{role}-{decision.state.value}",
        title=plain(suggestion.text.title, 100),
        server=plain(server, 100),
    )
    return f"{words}\n> {plain(decision.reason, MAX_REASON)}" if decision.reason else words


def render_consent(
    suggestion: Suggestion, server: str, text: Catalogue, *, is_public: bool = False
) -> str:
    """Tells the author of an answer that somebody would like it to be in the FAQ."""
    key = "faq-consent-here" if is_public else "faq-consent"
    return text(
        key,
        author=f"<@{suggestion.origin.author_id}>",
        suggester=_person(suggestion.origin.suggester_id, text),
        title=plain(suggestion.text.title, 100),
        server=plain(server, 100),
    )


def _listing(title: str, lines: list[str], empty: str, page: int, text: Catalogue) -> discord.Embed:
    embed = discord.Embed(
        title=title,
        description=fitting(lines, MAX_DESCRIPTION) or empty,
        colour=discord.Colour.blurple(),
    )
    if page:
        embed.set_footer(text=text("faq-list-page", page=str(page + 1)))
    return embed


def _add_people(embed: discord.Embed, suggestion: Suggestion, text: Catalogue) -> None:
    origin = suggestion.origin
    embed.add_field(name=text("faq-suggester"), value=_person(origin.suggester_id, text))
    if origin.author_id is not None:
        embed.add_field(name=text("faq-author"), value=_person(origin.author_id, text))


def _colour(suggestion: Suggestion) -> discord.Colour:
    decision = suggestion.decision
    return discord.Colour.blurple() if decision is None else COLOURS[decision.state.value]


def _person(member_id: int | None, text: Catalogue) -> str:
    return text("faq-nobody") if member_id is None else f"<@{member_id}>"
