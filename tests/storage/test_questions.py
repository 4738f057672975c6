from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.cards import Card, CardFault
from domain.channels import UNLIMITED as ALL, Sight
from domain.questions import (
    Claim,
    Closing,
    Place,
    Question,
    QuestionLine,
    QuestionText,
    Resolution,
    Source,
    Status,
    ThreadMessage,
)
from domain.shards import EVERYWHERE
from storage import (
    cards,
    messages,
    proposals,
    publications,
    question_lists,
    question_people,
    question_search,
    questions,
    search,
    subscriptions,
    topics,
)
from storage.connection import Connection, Database
from storage.errors import ConstraintError
from tests.statements import writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
GUILD, OTHER_GUILD = 100, 200
ADA, KOFI, MARA = 1, 2, 3
TEXT = QuestionText(
    "Why does my queryset run twice?", "It is slow.", "only()", "qs = 1", ("Django",)
)
PLACE = Place(10, is_forum=False)


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    async with writing(database) as connection:
        yield connection


async def ask(
    connection: Connection,
    text: QuestionText = TEXT,
    *,
    guild_id: int = GUILD,
    source: Source | None = None,
    asker_id: int = ADA,
    place: Place = PLACE,
) -> Question:
    return await questions.create_question(connection, guild_id, asker_id, text, place, source, NOW)


async def write(
    connection: Connection, question: Question, message_id: int, author_id: int = KOFI
) -> ThreadMessage:
    message = ThreadMessage(message_id, question.id, author_id, f"answer {message_id}", NOW)
    await messages.remember_message(connection, question.id, message, NOW)
    return message


async def get(connection: Connection, question: Question) -> Question:
    found = await questions.find_question(connection, question.guild_id, question.id)
    assert found is not None
    return found


async def test_a_question_is_read_as_it_was_asked(connection: Connection) -> None:
    asked = await ask(connection, source=Source(10, 77))
    assert asked.text == TEXT
    assert asked.place == PLACE
    assert (asked.asker_id, asked.asked_at, asked.source) == (ADA, NOW, Source(10, 77))
    assert asked.status is Status.OPEN
    assert await questions.find_id_of_source(connection, 77) == asked.id


async def test_no_server_sees_anothers_question(connection: Connection) -> None:
    asked = await ask(connection)
    assert await questions.find_question(connection, OTHER_GUILD, asked.id) is None
    assert await questions.find_view(connection, OTHER_GUILD, asked.id) is None


async def test_a_message_becomes_one_question(connection: Connection) -> None:
    await ask(connection, source=Source(10, 77))
    with pytest.raises(ConstraintError):
        await ask(connection, source=Source(10, 77))


async def test_new_words_replace_the_old_ones_everywhere(connection: Connection) -> None:
    asked = await ask(connection)
    words = QuestionText("How do I cache a view?", "It is slow.", topics=("Caching",))
    await questions.change_text(connection, asked, words, NOW + timedelta(hours=1))
    changed = await get(connection, asked)
    assert changed.text == words
    assert changed.edited_at == NOW + timedelta(hours=1)
    assert changed.revision == asked.revision + 1
    assert await question_lists.list_of_topic(connection, GUILD, "Django", ALL, limit=5) == []
    found = await question_search.suggest(connection, GUILD, "cache a vi", ALL, limit=5)
    assert [hit.number for hit in found] == [asked.id]
    assert await question_search.suggest(connection, GUILD, "queryset", ALL, limit=5) == []


async def test_what_is_seen_is_found_behind_much_that_is_hidden(connection: Connection) -> None:
    own = await ask(connection, place=Place(11, is_forum=False), asker_id=KOFI)
    seen = [await ask(connection, replace(TEXT, details=f"Slow {at}")) for at in range(2)]
    for at in range(620):  # more than any look-up scores or filters
        text = replace(TEXT, details=f"It is slow. queryset {at}")
        await ask(connection, text, place=Place(11, is_forum=False))
    sight, expected = Sight(frozenset({11}), KOFI), {own.id, *(each.id for each in seen)}

    hits = await search.search(connection, GUILD, "queryset twice", limit=9, sight=sight)
    assert {hit.document.source_id for hit in hits} == expected
    found = await question_search.suggest(connection, GUILD, "queryset tw", sight, limit=9)
    assert {hit.number for hit in found} == expected
    found = await question_search.list_look_alikes(connection, GUILD, TEXT, sight, limit=9)
    assert {hit.number for hit in found} == expected
    await questions.close(connection, own.id, Closing(Resolution.SOLVED, NOW, ADA))
    answered = await question_search.find_answered(
        connection, GUILD, "queryset runs twice", sight, limit=9
    )
    assert [hit.document.source_id for hit in answered] == [own.id]


async def test_a_claim_comes_and_goes(connection: Connection) -> None:
    asked = await ask(connection)
    await questions.change_claim(connection, asked.id, Claim(KOFI, NOW))
    assert (await get(connection, asked)).claim == Claim(KOFI, NOW)
    await questions.change_claim(connection, asked.id, None)
    assert (await get(connection, asked)).claim is None


async def test_only_solved_questions_are_suggested_as_solved(connection: Connection) -> None:
    asked = await ask(connection)

    async def suggested() -> list[int]:
        found = await question_search.suggest(
            connection, GUILD, "queryset", ALL, limit=5, only_solved=True
        )
        return [hit.number for hit in found]

    assert await suggested() == []
    await questions.close(connection, asked.id, Closing(Resolution.SOLVED, NOW, ADA))
    assert (await get(connection, asked)).status is Status.SOLVED
    assert await suggested() == [asked.id]
    await questions.close(connection, asked.id, Closing(Resolution.STALE, NOW, None))
    assert await suggested() == []
    await questions.reopen(connection, asked.id, NOW)
    assert (await get(connection, asked)).closing is None


async def test_a_closing_says_where_to_look_instead(connection: Connection) -> None:
    first, second = await ask(connection), await ask(connection)
    closing = Closing(Resolution.DUPLICATE, NOW, MARA, duplicate_of=first.id)
    await questions.close(connection, second.id, closing)
    assert (await get(connection, second)).closing == closing
    moved = Closing(Resolution.MOVED, NOW, MARA, link="https://example.org")
    await questions.close(connection, second.id, moved)
    assert (await get(connection, second)).closing == moved


async def test_withdrawing_erases_the_words(connection: Connection) -> None:
    asked = await ask(connection)
    await questions.withdraw(connection, asked.id, Closing(Resolution.WITHDRAWN, NOW, ADA))
    withdrawn = await get(connection, asked)
    assert withdrawn.is_withdrawn
    assert withdrawn.text == QuestionText("", "")
    assert await question_search.suggest(connection, GUILD, "queryset", ALL, limit=5) == []


async def test_the_first_answer_of_somebody_else_counts(connection: Connection) -> None:
    asked = await ask(connection)
    assert await questions.note_answered(connection, asked.id, NOW)
    assert not await questions.note_answered(connection, asked.id, NOW + timedelta(hours=1))
    assert (await get(connection, asked)).answered_at == NOW
    await questions.note_activity(connection, asked.id, NOW + timedelta(hours=2))
    await questions.note_activity(connection, asked.id, NOW + timedelta(hours=1))
    assert (await get(connection, asked)).active_at == NOW + timedelta(hours=2)


async def test_several_answers_are_accepted_once_each(connection: Connection) -> None:
    asked = await ask(connection)
    messages = [await write(connection, asked, 50), await write(connection, asked, 40, MARA)]
    for message in messages:
        assert await questions.accept_answer(connection, message, GUILD, ADA, NOW)
        assert not await questions.accept_answer(connection, message, GUILD, MARA, NOW)
    accepted = await questions.list_accepted(connection, asked.id)
    assert [(a.message_id, a.author_id, a.content) for a in accepted] == [
        (40, MARA, "answer 40"),
        (50, KOFI, "answer 50"),
    ]
    assert await questions.unaccept_answer(connection, asked.id, 40)
    assert not await questions.unaccept_answer(connection, asked.id, 40)


async def test_the_newest_messages_are_offered_as_answers(connection: Connection) -> None:
    asked = await ask(connection)
    for message_id in (41, 43, 42):
        await write(connection, asked, message_id)
    candidates = await questions.list_answer_candidates(connection, asked.id, 2)
    assert [message.message_id for message in candidates] == [43, 42]


async def test_an_answer_is_proposed_once(connection: Connection) -> None:
    asked = await ask(connection)
    await write(connection, asked, 50)
    assert await proposals.propose(connection, asked.id, 50, MARA, NOW)
    assert not await proposals.propose(connection, asked.id, 50, KOFI, NOW)
    await proposals.decline(connection, asked.id, 50, NOW)


async def test_every_list_has_its_order_and_its_pages(connection: Connection) -> None:
    first, second, third = [await ask(connection) for _ in range(3)]
    await ask(connection, guild_id=OTHER_GUILD)
    await questions.close(connection, third.id, Closing(Resolution.STALE, NOW, ADA))
    await questions.note_answered(connection, second.id, NOW)

    def ids(lines: list[QuestionLine]) -> list[int]:
        return [line.id for line in lines]

    assert ids(await question_lists.list_open(connection, GUILD, ALL, limit=9)) == [
        second.id,
        first.id,
    ]
    assert ids(await question_lists.list_open(connection, GUILD, ALL, limit=1, skip=1)) == [
        first.id
    ]
    assert ids(await question_lists.list_unanswered(connection, GUILD, ALL, limit=9)) == [first.id]
    mine = await question_lists.list_of_asker(connection, GUILD, ADA, limit=9)
    assert [line.status for line in mine] == [Status.CLOSED, Status.ANSWERED, Status.OPEN]
    of_topic = await question_lists.list_of_topic(connection, GUILD, "Django", ALL, limit=2)
    assert ids(of_topic) == [third.id, second.id]


async def test_a_helpers_questions_are_listed_once_each(connection: Connection) -> None:
    asked = await ask(connection)
    for message_id in (50, 51):
        message = await write(connection, asked, message_id)
        await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    lines = await question_lists.list_of_helper(connection, GUILD, KOFI, ALL, limit=9)
    assert [line.id for line in lines] == [asked.id]
    assert await question_lists.list_of_helper(connection, GUILD, ADA, ALL, limit=9) == []


async def card_of(connection: Connection, question: Question) -> Card:
    card = await cards.find_card(connection, GUILD, "question", question.id)
    assert card is not None
    return card


async def test_what_discord_does_not_show_yet_is_known(connection: Connection) -> None:
    asked = await ask(connection)
    card = await card_of(connection, asked)
    assert (card.wanted, card.shown, card.message_id) == (asked.revision, 0, None)
    await publications.save_page(connection, asked.id, 0, 899)
    await publications.mark_posted(connection, asked.id, replace(PLACE, thread_id=900))
    assert await publications.list_pages(connection, asked.id) == (), "a new thread has none"
    await publications.save_page(connection, asked.id, 0, 901)
    await cards.mark_place(connection, card, PLACE.channel_id, 900)
    assert (await card_of(connection, asked)).shown == 0, "pages and thanks are to come"
    await cards.mark_shown(connection, card, PLACE.channel_id, 900)
    assert await cards.list_stale(connection, EVERYWHERE, NOW, limit=9) == []
    await questions.revise(connection, asked.id)
    (card,) = await cards.list_stale(connection, EVERYWHERE, NOW, limit=9)
    found = await questions.find_publication(connection, GUILD, asked.id)
    assert found is not None
    assert found.text_revision <= card.shown < card.wanted, "the text is the one that's shown"
    assert await publications.list_pages(connection, asked.id) == (901,)
    thread = await questions.find_question_of_thread(connection, 900)
    assert thread is not None
    assert thread.id == asked.id


async def test_a_card_that_answered_a_press_counts_as_shown(connection: Connection) -> None:
    asked = await ask(connection)
    await cards.mark_passing(connection, "question", asked.id, 1)
    assert (await card_of(connection, asked)).shown == 0, "it stands nowhere"
    await cards.mark_place(connection, await card_of(connection, asked), PLACE.channel_id, 900)
    for revision in (3, 2):
        await cards.mark_passing(connection, "question", asked.id, revision)
        assert (await card_of(connection, asked)).shown == 3


async def test_a_lost_thread_or_channel_leaves_the_question(connection: Connection) -> None:
    first, second = await ask(connection), await ask(connection)
    for question, thread_id in ((first, 900), (second, 901)):
        await publications.mark_posted(connection, question.id, replace(PLACE, thread_id=thread_id))
        card = await card_of(connection, question)
        await cards.mark_shown(connection, card, PLACE.channel_id, thread_id)
    await publications.lose_thread(connection, 900, NOW)
    assert (await get(connection, first)).place.thread_id is None
    assert (await get(connection, second)).place.thread_id == 901
    await publications.lose_channel(connection, GUILD, PLACE.channel_id, NOW)
    assert await cards.lose_place(connection, GUILD, PLACE.channel_id, ["question"]) == 2
    assert (await get(connection, second)).place.thread_id is None
    await questions.reopen(connection, second.id, NOW)
    card = await card_of(connection, second)
    assert (card.fault, card.place_id) == (CardFault.REMOVED, None)


async def test_a_helper_is_thanked_once(connection: Connection) -> None:
    asked = await ask(connection)
    message = await write(connection, asked, 50)
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    found = await questions.find_publication(connection, GUILD, asked.id)
    assert found is not None
    assert [answer.message_id for answer in found.to_thank] == [50]
    await publications.mark_thanked(connection, 50, NOW)
    await questions.unaccept_answer(connection, asked.id, 50)
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    found = await questions.find_publication(connection, GUILD, asked.id)
    assert found is not None
    assert found.to_thank == ()


async def test_a_servers_own_topics_take_the_place_of_the_default_ones(
    connection: Connection,
) -> None:
    assert "Django" in await topics.list_topics(connection, GUILD)
    await topics.save_topics(connection, GUILD, ["Vue", "Django"])
    assert await topics.list_topics(connection, GUILD) == ("Vue", "Django")
    await ask(connection)
    assert await topics.list_by_use(connection, GUILD) == ("Django", "Vue")
    await topics.erase_guild(connection, GUILD)
    assert len(await topics.list_topics(connection, GUILD)) > 2


async def test_subscribers_of_several_topics_are_listed_once(connection: Connection) -> None:
    assert await subscriptions.subscribe(connection, GUILD, KOFI, "Django")
    assert not await subscriptions.subscribe(connection, GUILD, KOFI, "Django")
    await subscriptions.subscribe(connection, GUILD, KOFI, "REST")
    await subscriptions.subscribe(connection, GUILD, MARA, "REST")
    found = await subscriptions.list_subscribers(connection, GUILD, ["Django", "REST"], limit=9)
    assert found == [KOFI, MARA]
    assert await subscriptions.unsubscribe(connection, GUILD, KOFI, "REST")
    assert not await subscriptions.unsubscribe(connection, GUILD, KOFI, "REST")
    assert await subscriptions.list_topics_of_member(connection, GUILD, KOFI) == ("Django",)
    assert await subscriptions.erase_member(connection, GUILD, KOFI) == 1


async def test_a_persons_questions_and_answers_are_given_out(connection: Connection) -> None:
    asked = await ask(connection)
    message = await write(connection, asked, 50)
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    question, *acts = await question_people.export_member(connection, GUILD, ADA)
    assert question["title"] == TEXT.title
    assert [(act["kind"], act["message"]) for act in acts] == [("answer you accepted", 50)]
    (answer,) = await question_people.export_member(connection, GUILD, KOFI)
    assert (answer["kind"], answer["message"]) == ("accepted answer", 50)


async def test_erasing_a_person_keeps_what_others_rely_on(connection: Connection) -> None:
    unanswered, answered = await ask(connection), await ask(connection)
    await questions.note_answered(connection, answered.id, NOW)
    await questions.change_claim(connection, answered.id, Claim(KOFI, NOW))
    message = await write(connection, answered, 50)
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    assert await question_people.erase_member(connection, GUILD, ADA, NOW) > 0
    kept, gone = await get(connection, answered), await get(connection, unanswered)
    assert (kept.asker_id, kept.text) == (None, TEXT)
    assert (gone.asker_id, gone.text.title, gone.is_withdrawn) == (None, "", True)
    (accepted,) = await questions.list_accepted(connection, answered.id)
    assert (accepted.author_id, accepted.accepter_id) == (KOFI, None)
    await question_people.erase_member(connection, GUILD, KOFI, NOW)
    (accepted,) = await questions.list_accepted(connection, answered.id)
    assert accepted.author_id is None
    assert (await get(connection, answered)).claim is None
    assert await question_people.export_member(connection, GUILD, ADA) == []


async def test_erasing_a_server_leaves_others_alone(connection: Connection) -> None:
    first, second = await ask(connection), await ask(connection)
    other = await ask(connection, guild_id=OTHER_GUILD)
    closing = Closing(Resolution.DUPLICATE, NOW, MARA, duplicate_of=first.id)
    await questions.close(connection, second.id, closing)
    message = await write(connection, first, 50)
    await questions.accept_answer(connection, message, GUILD, ADA, NOW)
    await question_people.erase_guild(connection, GUILD)
    assert await questions.find_question(connection, GUILD, first.id) is None
    assert await get(connection, other) == other
