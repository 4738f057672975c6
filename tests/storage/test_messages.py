from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.channels import UNLIMITED
from domain.questions import Place, Question, QuestionText, Status, ThreadMessage
from domain.search.documents import ANSWER, SearchFilter, SearchHit
from storage import answer_search, messages, publications, questions, search
from storage.connection import Connection, Database
from tests.statements import writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
GUILD = 100
ADA, KOFI = 1, 2
TEXT = QuestionText("Why does my queryset run twice?", "It is slow.", topics=("Django",))
SAID = "Call select_related on it before the loop"


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    async with writing(database) as connection:
        yield connection


@pytest.fixture
async def question(connection: Connection) -> Question:
    place = Place(10, is_forum=False)
    asked = await questions.create_question(connection, GUILD, ADA, TEXT, place, None, NOW)
    place = replace(place, thread_id=900)
    await publications.mark_posted(connection, asked.id, place)
    return replace(asked, place=place)


async def write(
    connection: Connection,
    question: Question,
    message_id: int = 50,
    content: str | None = SAID,
    *,
    author_id: int = KOFI,
    edited_at: datetime | None = None,
) -> messages.Remembered:
    message = ThreadMessage(message_id, question.id, author_id, content, NOW, edited_at)
    return await messages.remember_activity(connection, question, message, edited_at or NOW)


async def find_answers(connection: Connection, words: str) -> list[SearchHit]:
    only = SearchFilter(kinds=(ANSWER,))
    return await search.search(connection, GUILD, words, limit=5, only=only)


async def said(connection: Connection, message_id: int = 50) -> str | None:
    message = await questions.find_thread_message(connection, message_id)
    assert message is not None
    return message.content


async def test_the_first_answer_of_somebody_else_changes_the_card(
    connection: Connection, question: Question
) -> None:
    assert await write(connection, question, 49, author_id=ADA) == messages.Remembered(is_new=True)
    assert (await write(connection, question, 50)).changes_card
    assert not (await write(connection, question, 51)).changes_card
    found = await questions.find_question(connection, GUILD, question.id)
    assert found is not None
    assert found.status is Status.ANSWERED


async def test_the_same_state_again_changes_nothing(
    connection: Connection, question: Question
) -> None:
    await write(connection, question)
    assert not (await write(connection, question)).is_new
    assert await messages.list_edits(connection, 50) == []


async def test_what_a_message_said_before_is_kept(
    connection: Connection, question: Question
) -> None:
    await write(connection, question, content="one")
    await write(connection, question, content="two", edited_at=LATER)
    await write(connection, question, content="three", edited_at=LATER)
    assert await said(connection) == "three"
    assert [text for _, text in await messages.list_edits(connection, 50)] == ["one", "two"]


async def test_an_older_state_that_comes_late_is_ignored(
    connection: Connection, question: Question
) -> None:
    await write(connection, question, content="edited", edited_at=LATER)
    assert not (await write(connection, question, content="first")).is_new
    assert await said(connection) == "edited"
    assert await messages.list_edits(connection, 50) == []


async def test_without_the_intent_what_is_known_stays(
    connection: Connection, question: Question
) -> None:
    await write(connection, question, content="known")
    await write(connection, question, content=None, edited_at=LATER)
    assert await said(connection) == "known"


async def test_deleting_erases_the_text_its_edits_and_what_can_be_found(
    connection: Connection, question: Question
) -> None:
    await write(connection, question)
    await write(connection, question, content=f"{SAID}, or prefetch", edited_at=LATER)
    assert await find_answers(connection, "prefetch")
    deleted = await messages.forget_message(connection, 50, LATER)
    assert deleted is not None
    assert deleted.message.content == f"{SAID}, or prefetch"
    assert not deleted.was_accepted
    assert await said(connection) is None
    assert await messages.list_edits(connection, 50) == []
    assert await find_answers(connection, "select_related") == []
    assert await messages.forget_message(connection, 50, LATER) is None
    assert not (await write(connection, question, content="back", edited_at=LATER)).is_new
    assert await said(connection) is None


async def test_the_author_of_a_deleted_answer_can_have_it_kept(
    connection: Connection, question: Question
) -> None:
    await write(connection, question)
    message = await questions.find_thread_message(connection, 50)
    assert message is not None
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    deleted = await messages.forget_message(connection, 50, LATER)
    assert deleted is not None
    assert deleted.was_accepted
    assert await messages.restore_message(connection, 50, SAID)
    assert await said(connection) == SAID
    assert await find_answers(connection, "select_related")
    assert not await messages.restore_message(connection, 50, "something else")


async def test_answers_are_found_with_where_they_stand(
    connection: Connection, question: Question
) -> None:
    await write(connection, question)
    await write(connection, question, 51, "thanks, great")
    await write(connection, question, 52, "select_related did not help me", author_id=ADA)
    (hit,) = await find_answers(connection, "select_related")
    assert (hit.document.source_id, hit.document.channel_id) == (50, 900)
    assert not hit.document.is_solved
    places = await answer_search.list_places(
        connection, [("answer", 50), ("question", question.id), ("question", 999)], UNLIMITED
    )
    place = answer_search.FoundPlace(question.id, TEXT.title, 10, 900)
    assert places == {("answer", 50): place, ("question", question.id): place}


async def test_an_accepted_answer_is_found_among_the_solved_ones(
    connection: Connection, question: Question
) -> None:
    await write(connection, question, content="select_related!")
    assert await find_answers(connection, "select_related") == []
    message = await questions.find_thread_message(connection, 50)
    assert message is not None
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    (hit,) = await find_answers(connection, "select_related")
    assert hit.document.is_solved
    await questions.unaccept_answer(connection, question.id, 50)
    assert await find_answers(connection, "select_related") == []


async def test_of_a_deleted_channel_only_accepted_answers_stay(
    connection: Connection, question: Question
) -> None:
    await write(connection, question)
    await write(connection, question, 51, "chatter of some length")
    message = await questions.find_thread_message(connection, 50)
    assert message is not None
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    await publications.lose_channel(connection, GUILD, 10, LATER)
    assert await said(connection, 50) == SAID
    assert await said(connection, 51) is None


async def test_threads_to_follow(connection: Connection, question: Question) -> None:
    followed = messages.FollowedThread(question.id, 900, 10)
    assert await messages.list_followed(connection, GUILD, NOW) == [followed]
    assert await messages.list_followed(connection, GUILD, LATER) == []
    assert await messages.list_of_threads(connection, GUILD, [900, 901]) == [followed]
    assert await messages.list_of_threads(connection, GUILD + 1, [900]) == []
    assert await messages.is_question_thread(connection, 900)
    assert not await messages.is_question_thread(connection, 901)


async def test_what_is_stored_within_a_range(connection: Connection, question: Question) -> None:
    for message_id in (50, 51, 52):
        await write(connection, question, message_id)
    await messages.forget_message(connection, 51, NOW)
    assert await messages.list_ids_between(connection, question.id, 50, 51) == [50]
    assert await messages.list_stored(connection, [50, 51, 99]) == [50]
    assert await messages.find_newest_id(connection, question.id) == 52


async def test_a_person_gets_what_she_wrote_and_can_have_it_erased(
    connection: Connection, question: Question
) -> None:
    await write(connection, question, 50)
    await write(connection, question, 51, "one and two and three")
    await write(connection, question, 51, "four and five and six", edited_at=LATER)
    message = await questions.find_thread_message(connection, 50)
    assert message is not None
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    rows = await messages.export_member(connection, GUILD, KOFI)
    assert [row["text"] for row in rows] == [SAID, "four and five and six"]
    assert rows[1]["earlier"] == [{"until": LATER.isoformat(), "text": "one and two and three"}]
    assert await messages.erase_member(connection, GUILD, KOFI) == 2
    assert await messages.export_member(connection, GUILD, KOFI) == []
    assert (await said(connection, 50), await said(connection, 51)) == (SAID, None)
    assert await find_answers(connection, "four five") == []
    assert not (await write(connection, question, 51, "back again", edited_at=LATER)).is_new
