from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import UserError
from domain.question_rules import (
    CLAIM_LASTS,
    check_can_claim,
    check_can_close,
    check_can_release,
    check_can_reopen,
    check_may_decide,
    check_own,
    check_text,
    clean_title,
    credited,
)
from domain.questions import (
    Claim,
    Closing,
    Place,
    Question,
    QuestionText,
    Resolution,
    Status,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADA, KOFI, MARA = 1, 2, 3
QUESTION = Question(
    id=7,
    guild_id=1,
    asker_id=ADA,
    text=QuestionText("Why?", "It fails."),
    place=Place(5, is_forum=False),
    asked_at=NOW,
    active_at=NOW,
)
CLAIMED = replace(QUESTION, claim=Claim(KOFI, NOW))


def closed(resolution: Resolution) -> Question:
    return replace(QUESTION, closing=Closing(resolution, NOW, MARA))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", "qa-title-empty"),
        ("   \n ", "qa-title-empty"),
        ("🔥🔥🔥🔥", "qa-title-empty"),
        ("1️⃣2️⃣3️⃣", "qa-title-empty"),
        ("?!", "qa-title-empty"),
        ("x" * 101, "qa-title-too-long"),
    ],
)
def test_a_title_that_says_nothing_is_refused(raw: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        clean_title(raw)
    assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("  Why  does\nit fail? ", "Why does it fail?"),
        ("x" * 100, "x" * 100),
        ("🔥 Help me 🔥", "🔥 Help me 🔥"),
        ("为什么 呢", "为什么 呢"),
    ],
)
def test_a_title_is_put_on_one_line(raw: str, title: str) -> None:
    assert clean_title(raw) == title


def test_details_are_needed_and_bounded() -> None:
    for details, problem in ((" \n", "qa-details-empty"), ("x" * 4_001, "qa-text-too-long")):
        with pytest.raises(UserError) as refused:
            check_text(QuestionText("A title", details), ())
        assert refused.value.problem == problem


def test_only_topics_of_the_server_are_kept() -> None:
    text = QuestionText("A title", "x" * 4_000, topics=("docker", "Knitting"))
    assert check_text(text, ("Django", "Docker")).topics == ("Docker",)


@pytest.mark.parametrize(
    ("question", "status"),
    [
        (QUESTION, Status.OPEN),
        (replace(QUESTION, answered_at=NOW), Status.ANSWERED),
        (closed(Resolution.SOLVED), Status.SOLVED),
        (closed(Resolution.STALE), Status.CLOSED),
        (closed(Resolution.WITHDRAWN), Status.CLOSED),
    ],
)
def test_the_status_follows_from_what_happened(question: Question, status: Status) -> None:
    assert question.status is status


@pytest.mark.parametrize(
    ("member_id", "is_moderator", "allowed"),
    [(ADA, False, True), (KOFI, False, False), (MARA, True, True)],
)
def test_the_asker_and_moderators_decide(
    member_id: int, *, is_moderator: bool, allowed: bool
) -> None:
    if allowed:
        check_may_decide(QUESTION, member_id, is_moderator=is_moderator)
        return
    with pytest.raises(UserError, match="qa-only-asker-or-moderator"):
        check_may_decide(QUESTION, member_id, is_moderator=is_moderator)


def test_not_even_a_moderator_changes_the_words_of_somebody_else() -> None:
    check_own(QUESTION, ADA)
    with pytest.raises(UserError, match="qa-only-asker"):
        check_own(QUESTION, MARA)
    with pytest.raises(UserError, match="qa-withdrawn"):
        check_own(closed(Resolution.WITHDRAWN), ADA)


@pytest.mark.parametrize(
    ("question", "member_id", "problem"),
    [
        (QUESTION, ADA, "qa-claim-own"),
        (CLAIMED, KOFI, "qa-claimed-by-you"),
        (CLAIMED, MARA, "qa-claimed-already"),
        (closed(Resolution.SOLVED), KOFI, "qa-already-closed"),
        (closed(Resolution.WITHDRAWN), KOFI, "qa-withdrawn"),
    ],
)
def test_a_claim_is_refused_in_words_of_its_own(
    question: Question, member_id: int, problem: str
) -> None:
    with pytest.raises(UserError) as refused:
        check_can_claim(question, member_id, NOW)
    assert refused.value.problem == problem


def test_a_claim_is_given_back_by_its_owner_or_a_moderator() -> None:
    check_can_claim(QUESTION, KOFI, NOW)
    check_can_release(CLAIMED, KOFI, is_moderator=False)
    check_can_release(CLAIMED, MARA, is_moderator=True)
    with pytest.raises(UserError, match="qa-claimed-already"):
        check_can_release(CLAIMED, ADA, is_moderator=False)
    with pytest.raises(UserError, match="qa-not-claimed"):
        check_can_release(QUESTION, KOFI, is_moderator=False)


def test_closing_twice_the_same_way_names_who_was_first() -> None:
    with pytest.raises(UserError) as refused:
        check_can_close(closed(Resolution.STALE), Resolution.STALE)
    assert refused.value.values["by"] == f"<@{MARA}>"
    check_can_close(closed(Resolution.STALE), Resolution.SOLVED)
    check_can_close(QUESTION, Resolution.STALE)


def test_only_a_closed_question_is_reopened() -> None:
    check_can_reopen(closed(Resolution.SOLVED), ADA, is_moderator=False)
    in_thread = replace(QUESTION, place=Place(10, is_forum=False, thread_id=20))
    with pytest.raises(UserError, match="qa-already-open"):
        check_can_reopen(in_thread, ADA, is_moderator=False)
    with pytest.raises(UserError, match="qa-withdrawn"):
        check_can_reopen(closed(Resolution.WITHDRAWN), ADA, is_moderator=False)


def test_a_question_that_lost_its_thread_gets_a_new_one() -> None:
    check_can_reopen(replace(QUESTION, place=Place(10, is_forum=False)), ADA, is_moderator=False)


def test_what_a_moderator_ended_moderators_reopen() -> None:
    for ending in (Resolution.INVALID, Resolution.MOVED):
        with pytest.raises(UserError, match="qa-closed-by-moderator"):
            check_can_reopen(closed(ending), ADA, is_moderator=False)
        check_can_reopen(closed(ending), MARA, is_moderator=True)


def test_a_claim_that_came_to_nothing_is_taken_over() -> None:
    with pytest.raises(UserError, match="qa-claimed-already"):
        check_can_claim(CLAIMED, MARA, NOW + CLAIM_LASTS - timedelta(seconds=1))
    check_can_claim(CLAIMED, MARA, NOW + CLAIM_LASTS)
    with pytest.raises(UserError, match="qa-claimed-by-you"):
        check_can_claim(CLAIMED, KOFI, NOW + CLAIM_LASTS)


def test_helpers_are_thanked_once_and_askers_not_for_their_own_answers() -> None:
    assert credited(QUESTION, [KOFI, ADA, None, KOFI, MARA]) == (KOFI, MARA)
