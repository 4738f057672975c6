"""Quiet questions: when one is asked about, closed or escalated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.questions import Question, Resolution

MOST_MENTIONED = 5
"""Number of subscribers one escalation calls at most."""


@dataclass(frozen=True, slots=True)
class QuietPeriods:
    """Times without messages before something happens."""

    ask_after: timedelta = timedelta(days=3)
    """After the last message: an answered question is asked about."""
    close_after: timedelta = timedelta(days=7)
    """After it was asked about, without an answer to that: it is closed as stale."""
    escalate_after: timedelta = timedelta(hours=20)
    """After it was asked (or claimed), without an answer: its topics' subscribers are called.

    The promise is a human within a day, so that they have the rest of the day.
    """
    look_again: timedelta = timedelta(days=1)
    """Pause between looks whether an unanswered question has been answered."""
    unposted: timedelta = timedelta(hours=1)
    """Interval at which it is looked at whether a question without a thread has got one."""


DEFAULT_PERIODS = QuietPeriods()


class Step(Enum):
    """Steps about a quiet question."""

    ACT = "act"
    """Act: ask about it, close it, call the subscribers, as planned."""
    DROP = "drop"
    """Drop: it is closed, or what was planned isn't needed."""
    RESTART = "restart"
    """Somebody has written since it was asked about: begin anew."""


Verdict = Step | datetime
"""Step to take, or the time to look again."""


def judge_quiet(
    question: Question, now: datetime, periods: QuietPeriods = DEFAULT_PERIODS
) -> Verdict:
    """Tell whether to ask in the thread if the question was solved.

    Unanswered ones are left open.
    """
    if not question.is_open:
        return Step.DROP
    if question.place.thread_id is None:
        return now + periods.look_again
    if question.answered_at is None:
        return now + periods.look_again
    quiet_at = question.active_at + periods.ask_after
    return Step.ACT if quiet_at <= now else quiet_at


def judge_stale(
    question: Question,
    asked_about_at: datetime,
    now: datetime,
    periods: QuietPeriods = DEFAULT_PERIODS,
) -> Verdict:
    """Tell whether to close a question that was asked about, and that nobody came back to.

    One that was closed as stale already, without the note that says so, still needs the note.
    """
    closing = question.closing
    if closing is not None:
        is_ours = closing.resolution is Resolution.STALE and closing.closer_id is None
        return Step.ACT if is_ours and closing.closed_at > asked_about_at else Step.DROP
    if question.active_at > asked_about_at:
        return Step.RESTART
    stale_at = asked_about_at + periods.close_after
    return Step.ACT if stale_at <= now else stale_at


def judge_escalation(
    question: Question, now: datetime, periods: QuietPeriods = DEFAULT_PERIODS
) -> Verdict:
    """Tell whether to call others to an unanswered question.

    A claim gives its claimer the same time.
    """
    if not question.is_open or question.answered_at is not None:
        return Step.DROP
    if question.place.thread_id is None:
        return now + periods.unposted
    waits_since = question.asked_at
    if question.claim is not None:
        waits_since = max(waits_since, question.claim.claimed_at)
    escalates_at = waits_since + periods.escalate_after
    return Step.ACT if escalates_at <= now else escalates_at
