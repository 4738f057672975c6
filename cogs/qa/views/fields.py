"""The five fields of the form in which a question is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.core.markup import cut
from cogs.core.text import Catalogue
from cogs.ui.forms import Values
from domain.questions import MAX_TEXT, MAX_TITLE, QuestionText
from domain.topics import MOST_PER_QUESTION

TITLE, DETAILS, TRIED, CODE, TOPICS = "title", "details", "tried", "code", "topics"


def question_fields(
    words: QuestionText, topics: Sequence[str], text: Catalogue
) -> list[discord.ui.Item[Any]]:  # Any: labels of every kind of field
    """Title, what happens, what was tried, code and topics, filled in with `words`."""
    long = discord.TextStyle.paragraph
    return [
        _label("title", text, _input(TITLE, words.title, MAX_TITLE, required=True)),
        _label("details", text, _input(DETAILS, words.details, style=long, required=True)),
        _label("tried", text, _input(TRIED, words.tried, style=long)),
        _label("code", text, _input(CODE, words.code, style=long)),
        _label("topics", text, _topic_select(words.topics, topics)),
    ]


def words_of(values: Values) -> QuestionText:
    """The words that were filled in."""
    chosen = values.get(TOPICS, [])
    return QuestionText(
        title=values.written(TITLE),
        details=values.written(DETAILS),
        tried=values.written(TRIED),
        code=values.written(CODE),
        topics=tuple(chosen) if isinstance(chosen, list) else (chosen,),
    )


def _label(
    name: str, text: Catalogue, component: discord.ui.Item[Any]
) -> discord.ui.Label[discord.ui.Modal]:
    return discord.ui.Label(
        text=text(f"qa-field-{name}"),
        description=text(f"qa-field-{name}-hint"),
        component=component,
    )


def _input(
    name: str,
    default: str,
    most: int = MAX_TEXT,
    *,
    style: discord.TextStyle = discord.TextStyle.short,
    required: bool = False,
) -> discord.ui.TextInput[discord.ui.Modal]:
    return discord.ui.TextInput(
        custom_id=name,
        style=style,
        default=cut(default, most) or None,
        required=required,
        max_length=most,
    )


def _topic_select(
    chosen: Sequence[str], topics: Sequence[str]
) -> discord.ui.Select[discord.ui.Modal]:
    names = {name.casefold() for name in chosen}
    return discord.ui.Select(
        custom_id=TOPICS,
        options=[
            discord.SelectOption(label=topic, value=topic, default=topic.casefold() in names)
            for topic in topics
        ],
        min_values=0,
        max_values=min(MOST_PER_QUESTION, len(topics)),
        required=False,
    )
