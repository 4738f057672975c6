"""What members are told about questions: mostly privately, in their language."""

from __future__ import annotations

from cogs.core.markup import jump_link, label, plain
from cogs.core.text import Catalogue
from cogs.qa.actions.answers import Candidates
from cogs.qa.render.words import (
    answer_link,
    member_words,
    status_words,
    thread_link,
    time_words,
)
from domain.markup import unmarked
from domain.questions import MAX_TITLE, Question, QuestionView, ThreadMessage
from storage.question_search import LookAlike

MAX_REASON_SHOWN = 300
MOST_SHOWN = 10
"""How many of the answers to choose from are also listed with a link."""


def render_look_alikes(guild_id: int, found: tuple[LookAlike, ...], text: Catalogue) -> str:
    """Questions and entries of the FAQ that may have the answer already."""
    lines = [text("qa-look-alikes")]
    for hit in found:
        title = plain(hit.title, MAX_TITLE)
        if hit.thread_id is not None:
            title = f"[{title}]({jump_link(guild_id, hit.thread_id)})"
        sign = "📘" if hit.is_entry else "✅" if hit.is_solved else "❔"
        lines.append(f"{sign} `#{hit.number}` {title}")
    return "\n".join(lines)


def render_candidates(candidates: Candidates, text: Catalogue) -> str:
    """The answers to choose from, numbered, each with author, time and link."""
    question = candidates.view.question
    lines = [text("qa-choose-answer")]
    for number, message in enumerate(candidates.messages[:MOST_SHOWN], 1):
        who, when = member_words(message.author_id, text), time_words(message.created_at)
        link = answer_link(question, message.message_id) or ""
        lines.append(f"{number}. {who} · {when} · {link}")
    return "\n".join(lines)


def candidate_label(number: int, name: str | None, message: ThreadMessage, text: Catalogue) -> str:
    """An answer as an option: its number, who wrote it, and how it begins."""
    who = f"{number} · {name}" if name else str(number)
    return label(f"{who} · {unmarked(message.content or '') or text('qa-content-unknown')}", 100)


def render_accepted(view: QuestionView, text: Catalogue) -> str:
    """The answers that are accepted now."""
    if not view.answers:
        return text("qa-unaccepted", number=str(view.question.id))
    links = [answer_link(view.question, answer.message_id) for answer in view.answers]
    shown = " ".join(link for link in links if link)
    return f"{text('qa-accepted', number=str(view.question.id))} {shown}".rstrip()


def render_proposal(
    question: Question, message: ThreadMessage, proposer_id: int, text: Catalogue
) -> str:
    """Asks the asker, in the thread, whether an answer solved it."""
    words = text(
        "qa-proposal",
        asker=member_words(question.asker_id, text),
        proposer=f"<@{proposer_id}>",
        author=member_words(message.author_id, text),
    )
    return f"{words} {answer_link(question, message.message_id) or ''}".rstrip()


def render_posted(question: Question, text: Catalogue) -> str:
    """The question is there, or will be as soon as Discord can be reached."""
    link = thread_link(question)
    if link is None:
        return text("qa-posted-later", number=str(question.id))
    return f"{text('qa-posted', number=str(question.id))} {link}"


def render_thanks(answer_author_id: int, text: Catalogue) -> str:
    """Thanks a helper in the thread."""
    return text("qa-thanks", helper=f"<@{answer_author_id}>")


def render_closed_by(
    question: Question, closer_id: int, reason: str | None, text: Catalogue
) -> str:
    """Tells the asker, in her thread, who closed her question, how, and why."""
    words = text(
        "qa-closed-by",
        asker=member_words(question.asker_id, text),
        closer=member_words(closer_id, text),
        status=status_words(question, text),
    )
    return f"{words}\n> {plain(reason, MAX_REASON_SHOWN)}" if reason else words
