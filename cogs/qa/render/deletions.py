"""What is said about accepted answers whose message was deleted."""

from __future__ import annotations

from datetime import datetime

import discord

from cogs.core.markup import plain, shorten
from cogs.core.text import Catalogue
from cogs.qa.render.words import member_words, thread_link
from cogs.ui.content import Content
from domain.questions import MAX_TITLE, Question, ThreadMessage

KEPT_LIMIT = 4_000


def render_gone(
    text: Catalogue, author_id: int, question: Question, until: datetime, *, is_public: bool
) -> str:
    """Asks the author what becomes of the text; without the text, because it was deleted."""
    title = plain(question.text.title, MAX_TITLE)
    ends = f"<t:{int(until.timestamp())}:f>"
    if is_public:
        return text("qa-gone-public", author=f"<@{author_id}>", until=ends)
    number, link = str(question.id), thread_link(question) or ""
    return text("qa-gone", number=number, title=title, link=link, until=ends)


def render_kept(message: ThreadMessage, text: Catalogue) -> Content:
    """The text that stays, as its author's."""
    author = member_words(message.author_id, text)
    embed = discord.Embed(description=shorten(message.content or "", KEPT_LIMIT))
    return Content(text("qa-kept-copy", author=author), embeds=[embed])
