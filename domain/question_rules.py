"""Rules of questions: what may be done, by whom, and what the text must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.errors import UserError
from domain.questions import MAX_TEXT, MAX_TITLE, Closing, Question, QuestionText, Resolution
from domain.topics import choose_topics

FEWEST_LETTERS = 3
"""A title with fewer letters and digits (only emoji, say) tells nobody what is asked."""

CLAIM_LASTS = timedelta(days=2)
"""Time that nobody else can claim a question that somebody works on."""
MODERATORS_ENDS = frozenset({Resolution.INVALID, Resolution.MOVED})

_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
"""An emoji made of a digit."""


def clean_title(raw: str) -> str:
    """Return a title on one line, 100 characters at most, that says something in words."""
    title = " ".join(raw.split())
    if sum(map(str.isalnum, _KEYCAP.sub("", title))) < FEWEST_LETTERS:
        raise UserError("qa-title-empty")
    if len(title) > MAX_TITLE:
        raise UserError("qa-title-too-long", length=len(title), most=MAX_TITLE)
    return title


def check_text(text: QuestionText, known_topics: Sequence[str]) -> QuestionText:
    """Return the text as it is stored.

    Raises `UserError` where something is missing or too long.
    """
    details, tried, code = text.details.strip(), text.tried.strip(), text.code.strip("\n")
    if not details:
        raise UserError("qa-details-empty")
    for part in (details, tried, code):
        if len(part) > MAX_TEXT:
            raise UserError("qa-text-too-long", length=len(part), most=MAX_TEXT)
    topics = choose_topics(known_topics, text.topics)
    return QuestionText(clean_title(text.title), details, tried, code, topics)


def check_may_decide(question: Question, member_id: int, *, is_moderator: bool) -> None:
    """Check that the asker or a moderator accepts answers, closes or reopens."""
    if not may_decide(question, member_id, is_moderator=is_moderator):
        raise UserError("qa-only-asker-or-moderator")


def may_decide(question: Question, member_id: int, *, is_moderator: bool) -> bool:
    """Tell whether this member decides what becomes of a question."""
    return is_moderator or question.asker_id == member_id


def check_own(question: Question, member_id: int) -> None:
    """Check that the asker changes the words of their question."""
    if question.asker_id != member_id:
        raise UserError("qa-only-asker")
    check_not_withdrawn(question)


def check_not_withdrawn(question: Question) -> None:
    """Check that the asker hasn't taken the question back."""
    if question.is_withdrawn:
        raise UserError("qa-withdrawn")


def check_can_close(question: Question, resolution: Resolution) -> None:
    """Check that a closed question isn't closed twice for the same reason."""
    check_not_withdrawn(question)
    if question.closing is not None and question.closing.resolution is resolution:
        raise _already_closed(question.closing)


def check_can_reopen(question: Question, member_id: int, *, is_moderator: bool) -> None:
    """Check that a question is closed, or has lost its thread and gets a new one.

    What a moderator put an end to, moderators reopen.
    """
    check_not_withdrawn(question)
    closing = question.closing
    if closing is None:
        if question.place.thread_id is not None:
            raise UserError("qa-already-open")
        return
    if is_moderator or closing.resolution not in MODERATORS_ENDS:
        return
    if closing.closer_id not in (None, member_id):
        raise UserError("qa-closed-by-moderator", by=_mention(closing.closer_id))


def check_can_claim(question: Question, member_id: int, now: datetime) -> None:
    """Somebody else's open question, that nobody works on yet or any more."""
    check_is_open(question)
    if question.asker_id == member_id:
        raise UserError("qa-claim-own")
    if question.claim is None or (
        question.claim.member_id != member_id and now - question.claim.claimed_at >= CLAIM_LASTS
    ):
        return
    if question.claim.member_id == member_id:
        raise UserError("qa-claimed-by-you")
    raise UserError("qa-claimed-already", by=_mention(question.claim.member_id))


def check_can_release(question: Question, member_id: int, *, is_moderator: bool) -> None:
    """Check that who claimed an open question, or a moderator, gives it back."""
    check_is_open(question)
    if question.claim is None:
        raise UserError("qa-not-claimed")
    if question.claim.member_id != member_id and not is_moderator:
        raise UserError("qa-claimed-already", by=_mention(question.claim.member_id))


def check_is_open(question: Question) -> None:
    """Raise `UserError` for a closed question."""
    check_not_withdrawn(question)
    if question.closing is not None:
        raise _already_closed(question.closing)


def _already_closed(closing: Closing) -> UserError:
    if closing.closer_id is None:
        return UserError("qa-closed-by-time")
    by = _mention(closing.closer_id)
    return UserError("qa-already-closed", resolution=str(closing.resolution), by=by)


def credited(question: Question, helpers: Iterable[int | None]) -> tuple[int, ...]:
    """Tell whom the card thanks: the authors of accepted answers, the asker themselves left out."""
    others = (helper for helper in helpers if helper is not None and helper != question.asker_id)
    return tuple(dict.fromkeys(others))


def _mention(member_id: int | None) -> str:
    return "?" if member_id is None else f"<@{member_id}>"
