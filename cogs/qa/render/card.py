"""A question's card: the message that its thread hangs on."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import discord

from cogs.core.markup import blocks, code_block, jump_link, plain, shorten
from cogs.core.pages import Page, Section, paginate
from cogs.core.text import Catalogue
from cogs.qa.render.words import answer_link, asker_words, member_words, status_words, topic_words
from domain.markup import unmarked
from domain.question_rules import credited
from domain.questions import (
    MAX_TITLE,
    AcceptedAnswer,
    Question,
    QuestionText,
    QuestionView,
    Status,
)
from domain.text_rules import TextRules, find_refused

WHOLE_LIMIT = 900
"""A question of up to so many characters stands on its card as a whole."""
SUMMARY_LIMIT = 500
EXCERPT_LIMIT = 150
CARDS_KEPT = 256

COLOURS: Final = {
    Status.OPEN: 0x5865F2,
    Status.ANSWERED: 0xFEE75C,
    Status.SOLVED: 0x57F287,
    Status.CLOSED: 0x99AAB5,
}


@lru_cache(maxsize=CARDS_KEPT)
def card_embed(view: QuestionView, text: Catalogue, rules: TextRules) -> discord.Embed:
    """Render the card of a question, in one language; not to be changed, for it is kept.

    What was accepted was written in a thread, where nobody checked it: an answer that `rules`
    refuse is linked, but not repeated.
    """
    question = view.question
    embed = discord.Embed(
        title=_title(question, text),
        description=_description(question, text),
        colour=COLOURS[question.status],
        timestamp=question.asked_at,
    )
    embed.add_field(name=text("qa-card-status"), value=status_words(question, text))
    embed.add_field(name=text("qa-card-asker"), value=asker_words(question, text))
    if question.text.topics:
        embed.add_field(name=text("qa-card-topics"), value=topic_words(question.text))
    if question.source is not None:
        source = question.source
        link = jump_link(question.guild_id, source.channel_id, source.message_id)
        embed.add_field(name=text("qa-card-source"), value=link)
    if question.is_open and question.claim is not None:
        embed.add_field(name=text("qa-card-claimed"), value=f"<@{question.claim.member_id}>")
    if view.answers:
        _add_answers(embed, view, text, rules)
    embed.set_footer(text=_footer(question, text))
    return embed


def text_pages(question: Question, text: Catalogue) -> list[Page]:
    """The messages that carry the full text; none where the card holds it."""
    if question.is_withdrawn or is_whole(question.text):
        return []
    return paginate(_sections(question.text, text))


def is_whole(words: QuestionText) -> bool:
    """Whether a card has room for the full text."""
    length = len(words.details) + len(words.tried) + len(words.code)
    return length <= WHOLE_LIMIT and code_block(words.code).fits_a_fence


def _title(question: Question, text: Catalogue) -> str:
    if question.is_withdrawn:
        return text("qa-card-withdrawn")
    return plain(question.text.title, MAX_TITLE)


def _description(question: Question, text: Catalogue) -> str:
    words = question.text
    if question.is_withdrawn:
        return ""
    if not is_whole(words):
        return f"{shorten(words.details, SUMMARY_LIMIT)}\n-# {text('qa-card-more')}"
    shown = _joined(words.details)
    if words.tried:
        shown += f"\n**{text('qa-section-tried')}**\n{_joined(words.tried)}"
    if words.code:
        shown += f"\n{code_block(words.code).fenced()}"
    return shown


def _joined(written: str) -> str:
    return "\n".join(b if isinstance(b, str) else b.fenced() for b in blocks(written))


def _sections(words: QuestionText, text: Catalogue) -> list[Section]:
    return [
        Section(text("qa-section-details"), words.details),
        Section(text("qa-section-tried"), words.tried),
        Section(text("qa-section-code"), code_block(words.code)),
    ]


def _add_answers(
    embed: discord.Embed, view: QuestionView, text: Catalogue, rules: TextRules
) -> None:
    helpers = credited(view.question, (answer.author_id for answer in view.answers))
    if helpers:
        thanks = ", ".join(f"<@{helper}>" for helper in helpers)
        embed.add_field(name=text("qa-card-solved-by"), value=f"{thanks} 💚")
    for answer in view.answers:
        embed.add_field(
            name=f"✅ {text('qa-card-accepted')}",
            value=_answer_words(view.question, answer, text, rules),
            inline=False,
        )


def _answer_words(
    question: Question, answer: AcceptedAnswer, text: Catalogue, rules: TextRules
) -> str:
    line = member_words(answer.author_id, text)
    link = answer_link(question, answer.message_id)
    if link is not None:
        line += f" · [{text('qa-card-answer')}]({link})"
    if answer.content and find_refused(answer.content, rules) is not None:
        line += f"\n> {text('qa-card-answer-refused')}"
    elif answer.content:
        line += f"\n> {plain(unmarked(answer.content), EXCERPT_LIMIT)}"
    return line


def _footer(question: Question, text: Catalogue) -> str:
    number = f"#{question.id}"
    return number if question.edited_at is None else f"{number} · {text('qa-card-edited')}"
