"""Lists of questions, and one question by itself."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.core.markup import jump_link, plain
from cogs.core.text import Catalogue
from cogs.qa.actions.lists import Listing, ListKind
from cogs.qa.render.card import card_embed
from cogs.qa.render.words import member_words, thread_link, time_words
from cogs.ui.content import Content
from domain.questions import QuestionLine, QuestionView
from domain.tags import STATUS_EMOJI

TITLE_LIMIT = 80


def listing_embed(listing: Listing, text: Catalogue) -> discord.Embed:
    """One page of a list of questions."""
    kind = listing.wanted.kind
    title = text(f"qa-list-{kind}")
    if kind is ListKind.TOPIC:
        title = f"{title}: {plain(listing.subject, 20)}"
    lines = [line_words(line, text) for line in listing.lines]
    if kind is ListKind.HELPER:
        lines.insert(0, f"💚 <@{listing.wanted.argument}>")
    if not listing.lines:
        lines.append(text(f"qa-list-{kind}-empty"))
    return discord.Embed(title=title, description="\n".join(lines))


def question_content(view: QuestionView, actor: Actor) -> Content:
    """A question for one member's eyes, with the way to its thread."""
    text, link = actor.text, thread_link(view.question)
    where = f"🔗 {link}" if link else text("qa-show-no-thread")
    return Content(where, embeds=[card_embed(view, text, actor.settings.text_rules())])


def line_words(line: QuestionLine, text: Catalogue) -> str:
    """A question in one line, with the way to its thread."""
    title = plain(line.title, TITLE_LIMIT) or text("qa-card-withdrawn")
    if line.thread_id is not None:
        title = f"[{title}]({jump_link(line.guild_id, line.thread_id)})"
    who, when = member_words(line.asker_id, text), time_words(line.asked_at)
    return f"{STATUS_EMOJI[line.status]} `#{line.id}` {title} · {who} · {when}"
