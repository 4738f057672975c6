from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.answers import may_answer
from domain.questions import Claim, Closing, Place, Question, QuestionText, Resolution
from domain.quiet import Step, judge_escalation, judge_quiet, judge_stale

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPEN = Question(1, 100, 1, QuestionText("Why?", "It is slow."), Place(10, False, 900), NOW, NOW)
ANSWERED = replace(OPEN, answered_at=NOW)
SOLVED = replace(ANSWERED, closing=Closing(Resolution.SOLVED, NOW, 1))
UNPOSTED = replace(ANSWERED, place=Place(10, is_forum=False))


@pytest.mark.parametrize(
    ("question", "after", "expected"),
    [
        (ANSWERED, 3 * DAY, Step.ACT),
        (ANSWERED, 3 * DAY - HOUR, NOW + 3 * DAY),
        (replace(ANSWERED, active_at=NOW + DAY), 3 * DAY, NOW + 4 * DAY),
        (OPEN, 3 * DAY, NOW + 4 * DAY),
        (UNPOSTED, 3 * DAY, NOW + 4 * DAY),
        (SOLVED, 3 * DAY, Step.DROP),
    ],
)
def test_only_an_answered_question_is_asked_about(
    question: Question, after: timedelta, expected: Step | datetime
) -> None:
    assert judge_quiet(question, NOW + after) == expected


@pytest.mark.parametrize(
    ("question", "after", "expected"),
    [
        (ANSWERED, 10 * DAY, Step.ACT),
        (ANSWERED, 10 * DAY - HOUR, NOW + 10 * DAY),
        (replace(ANSWERED, active_at=NOW + 4 * DAY), 10 * DAY, Step.RESTART),
        (SOLVED, 10 * DAY, Step.DROP),
        (
            replace(ANSWERED, closing=Closing(Resolution.STALE, NOW + 10 * DAY, None)),
            10 * DAY,
            Step.ACT,
        ),
        (
            replace(ANSWERED, closing=Closing(Resolution.STALE, NOW + 10 * DAY, 1)),
            10 * DAY,
            Step.DROP,
        ),
    ],
)
def test_what_was_asked_about_a_week_ago_is_closed(
    question: Question, after: timedelta, expected: Step | datetime
) -> None:
    assert judge_stale(question, NOW + 3 * DAY, NOW + after) == expected


@pytest.mark.parametrize(
    ("question", "after", "expected"),
    [
        (OPEN, 20 * HOUR, Step.ACT),
        (OPEN, 19 * HOUR, NOW + 20 * HOUR),
        (replace(OPEN, claim=Claim(2, NOW + 10 * HOUR)), 20 * HOUR, NOW + 30 * HOUR),
        (replace(OPEN, place=Place(10, is_forum=False)), 20 * HOUR, NOW + 21 * HOUR),
        (ANSWERED, 20 * HOUR, Step.DROP),
        (SOLVED, 20 * HOUR, Step.DROP),
    ],
)
def test_only_an_unanswered_question_is_escalated(
    question: Question, after: timedelta, expected: Step | datetime
) -> None:
    assert judge_escalation(question, NOW + after) == expected


def test_a_few_words_are_needed_to_answer() -> None:
    assert may_answer("use select_related()  here")
    assert not may_answer("thanks 🎉 !")
    assert not may_answer("same here")
