"""What is said about questions that became quiet, or stay unanswered."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.qa.render.words import asker_words, member_words, thread_link, time_words
from domain.questions import MAX_TITLE, Question


def render_quiet(question: Question, text: Catalogue) -> str:
    """Asks whether the question was solved."""
    if question.asker_id is None or question.asker_left_at is not None:
        return text("qa-quiet-left")
    return text("qa-quiet", asker=member_words(question.asker_id, text))


def render_stale(question: Question, text: Catalogue) -> str:
    """Says that the question was closed, and how it is opened again."""
    return text("qa-stale", asker=asker_words(question, text))


def render_call(called: Sequence[int], text: Catalogue) -> str:
    """Calls subscribers to an unanswered question; nobody where there is none."""
    if not called:
        return text("qa-call-nobody")
    return text("qa-call", members=" ".join(f"<@{member_id}>" for member_id in called))


def render_for_moderators(question: Question, text: Catalogue) -> str:
    """Tells the moderators of an unanswered question that nobody is subscribed to."""
    return text(
        "qa-call-moderators",
        number=str(question.id),
        title=plain(question.text.title, MAX_TITLE),
        asked=time_words(question.asked_at),
        link=thread_link(question) or "",
    )
