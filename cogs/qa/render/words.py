"""Small phrases that cards, lists and notices share."""

from __future__ import annotations

from datetime import datetime

from cogs.core.markup import jump_link, plain
from cogs.core.text import Catalogue
from domain.questions import Question, QuestionText
from domain.tags import STATUS_EMOJI


def status_words(question: Question, text: Catalogue) -> str:
    """The status with its sign, and for a closed question how it ended."""
    sign = STATUS_EMOJI[question.status]
    closing = question.closing
    if closing is None:
        return f"{sign} {text(f'qa-status-{question.status}')}"
    words = f"{sign} {text(f'qa-resolution-{closing.resolution}')}"
    if closing.duplicate_of is not None:
        words = f"{words} #{closing.duplicate_of}"
    return f"{words} {closing.link}" if closing.link else words


def topic_words(words: QuestionText) -> str:
    """A question's topics on one line."""
    return ", ".join(plain(topic, 20) for topic in words.topics)


def member_words(member_id: int | None, text: Catalogue) -> str:
    """A mention that reaches nobody; words for whoever had her data erased."""
    return text("qa-former-member") if member_id is None else f"<@{member_id}>"


def asker_words(question: Question, text: Catalogue) -> str:
    """Who asked, and whether she has left."""
    asker = member_words(question.asker_id, text)
    if question.asker_id is None or question.asker_left_at is None:
        return asker
    return text("qa-has-left", member=asker)


def time_words(at: datetime) -> str:
    """A time as each reader's client shows it: how long ago."""
    return f"<t:{int(at.timestamp())}:R>"


def thread_link(question: Question) -> str | None:
    """Where the question is discussed."""
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id)


def answer_link(question: Question, message_id: int) -> str | None:
    """Where an answer stands."""
    thread_id = question.place.thread_id
    return None if thread_id is None else jump_link(question.guild_id, thread_id, message_id)
