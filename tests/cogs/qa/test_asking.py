from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.messages import edit_question, get_own_question, withdraw_question
from cogs.qa.actions.questions import (
    KEPT,
    Asking,
    begin_question,
    check_may_ask,
    drop_draft,
    get_asking,
    propose_question,
    suggest_questions,
    suggest_solved,
    suggest_topics,
)
from domain.bans import PostingBan
from domain.errors import UserError
from domain.questions import Closing, Place, Question, QuestionText, Resolution, Source
from storage import audit, bans, question_search, questions
from storage.audit import AuditFilter
from storage.semantic.service import Semantics
from tests.cogs.conftest import RecordedSchedule, TestClock
from tests.cogs.qa.conftest import post
from tests.statements import reading, writing
from tests.storage.semantic.fake import HashEncoder

Ask = Callable[..., Awaitable[Question]]

TEXT = QuestionText("Why does my queryset run twice?", "It is slow.", topics=("Django",))
PLACE = Place(10, is_forum=False)
SOURCE = Source(10, 77)


async def test_a_question_without_look_alikes_can_be_posted_at_once(
    services: Services, ada: Actor, schedule: RecordedSchedule
) -> None:
    begun = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    assert (begun.look_alikes, begun.problem) == ((), None)
    question = await post(services, ada, begun.draft_id, PLACE)
    assert (question.text, question.asker_id) == (TEXT, ada.member_id)
    assert schedule.shown == [("question", question.id)]


async def test_a_draft_is_posted_once(services: Services, ada: Actor) -> None:
    begun = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    await post(services, ada, begun.draft_id, PLACE)
    with pytest.raises(UserError, match="qa-draft-gone"):
        await post(services, ada, begun.draft_id, PLACE)


async def test_look_alikes_are_ordered_by_meaning_where_that_is_known(
    services: Services, femi: Actor, ask: Ask
) -> None:
    by_words = await ask(
        "Twice now: shell, docker, redis, celery, nginx, mypy, kafka, flask, pytest, queryset"
    )
    by_meaning = await ask("Queryset doubly")
    tools = (
        "shell",
        "docker",
        "redis",
        "celery",
        "nginx",
        "mypy",
        "kafka",
        "flask",
        "pytest",
    )
    encoder = HashEncoder(same={"doubly": "twice", **dict.fromkeys(tools, "tool")})
    semantics = Semantics(encoder)
    asking = Asking(replace(TEXT, title="Queryset runs twice"), femi.member_id)
    orders = []
    for given in (None, semantics):
        begun = await begin_question(replace(services, semantics=given), femi, asking)
        orders.append([hit.number for hit in begun.look_alikes])
        await semantics.fill(services.database, question_search.ANSWERING_KINDS)
    await semantics.close()
    assert orders == [[by_words.id], [by_meaning.id, by_words.id]]
    assert encoder.encoded[-1] == "Queryset runs twice\nIt is slow."


async def test_look_alikes_are_shown_with_their_threads(
    services: Services, femi: Actor, ask: Ask
) -> None:
    asked = await ask()
    text = replace(TEXT, title="My queryset runs twice")
    begun = await begin_question(services, femi, Asking(text, femi.member_id))
    assert [hit.number for hit in begun.look_alikes] == [asked.id]


async def test_what_was_typed_is_kept_though_something_is_wrong_with_it(
    services: Services, ada: Actor
) -> None:
    asking = Asking(replace(TEXT, title="🔥🔥🔥"), ada.member_id)
    begun = await begin_question(services, ada, asking)
    assert begun.problem is not None
    assert begun.problem.problem == "qa-title-empty"
    assert await services.read(get_asking, ada, begun.draft_id) == asking
    with pytest.raises(UserError, match="qa-title-empty"):
        await post(services, ada, begun.draft_id, PLACE)


async def test_a_draft_is_its_writers_own_and_expires(
    services: Services, ada: Actor, kofi: Actor, clock: TestClock
) -> None:
    begun = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    with pytest.raises(UserError, match="qa-draft-not-yours"):
        await post(services, kofi, begun.draft_id, PLACE)
    clock.advance(KEPT + timedelta(seconds=1))
    with pytest.raises(UserError, match="qa-draft-gone"):
        await post(services, ada, begun.draft_id, PLACE)


async def test_an_interaction_that_is_run_twice_asks_once(services: Services, ada: Actor) -> None:
    ada = replace(ada, interaction_id=77)
    first = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    second = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    await post(services, ada, first.draft_id, PLACE)
    with pytest.raises(UserError, match="qa-draft-gone"):
        await post(services, ada, second.draft_id, PLACE)
    assert await services.read(get_asking, ada, second.draft_id) == Asking(TEXT, ada.member_id)
    await post(services, replace(ada, interaction_id=78), second.draft_id, PLACE)


async def test_a_draft_that_is_solved_is_dropped(services: Services, ada: Actor) -> None:
    begun = await begin_question(services, ada, Asking(TEXT, ada.member_id))
    await services.write(drop_draft, ada, begun.draft_id)
    with pytest.raises(UserError, match="qa-draft-gone"):
        await services.read(get_asking, ada, begun.draft_id)


async def test_only_five_posts_fit_into_ten_minutes(ask: Ask) -> None:
    for n in range(5):
        await ask(f"Question number {n}")
    with pytest.raises(UserError, match="shared-rate-post"):
        await ask("One more question")


async def test_a_barred_member_cannot_ask(services: Services, ada: Actor, ask: Ask) -> None:
    now = services.clock()
    async with writing(services.database) as connection:
        ban = PostingBan(ada.guild_id, ada.member_id, 3, "spam", now, now + timedelta(days=1))
        await bans.save_ban(connection, ban)
    with pytest.raises(UserError, match="shared-barred"):
        await check_may_ask(services, ada)
    with pytest.raises(UserError, match="shared-barred"):
        await ask()


async def test_a_message_is_asked_for_its_author_by_a_moderator(
    services: Services, mara: Actor, ada: Actor
) -> None:
    asking = Asking(TEXT, ada.member_id, SOURCE)
    begun = await begin_question(services, mara, asking)
    question = await post(services, mara, begun.draft_id, PLACE)
    assert (question.asker_id, question.source) == (ada.member_id, SOURCE)
    async with reading(services.database) as connection:
        (entry,) = await audit.list_entries(connection, mara.guild_id, AuditFilter(), limit=5)
    assert (entry.action, entry.actor_id) == ("qa.ask-for", mara.member_id)
    with pytest.raises(UserError, match="qa-asked-already"):
        await check_may_ask(services, ada, SOURCE)


async def test_nobody_else_asks_in_anothers_name(
    services: Services, kofi: Actor, ada: Actor
) -> None:
    with pytest.raises(UserError, match="shared-moderators-only"):
        await begin_question(services, kofi, Asking(TEXT, ada.member_id, SOURCE))


async def test_a_message_is_proposed_to_its_author_once(
    services: Services, kofi: Actor, ada: Actor, femi: Actor
) -> None:
    asking = Asking(TEXT, ada.member_id, SOURCE)
    draft_id = await services.write(propose_question, kofi, asking)
    with pytest.raises(UserError, match="qa-ask-proposed-already"):
        await services.write(propose_question, femi, asking)
    assert await services.read(get_asking, ada, draft_id) == asking
    with pytest.raises(UserError, match="qa-draft-not-yours"):
        await services.read(get_asking, kofi, draft_id)


async def test_only_the_asker_changes_the_words(
    services: Services, ada: Actor, mara: Actor, ask: Ask
) -> None:
    asked = await ask()
    words = replace(TEXT, details="It is slow with 10,000 rows.")
    with pytest.raises(UserError, match="qa-only-asker"):
        await services.write(edit_question, mara, asked.id, words)
    view = await services.write(edit_question, ada, asked.id, words)
    assert view.question.text == words
    assert (await services.read(get_own_question, ada, asked.id)).text == words


async def test_a_withdrawn_question_has_no_words_left(
    services: Services, ada: Actor, kofi: Actor, ask: Ask
) -> None:
    asked = await ask()
    with pytest.raises(UserError, match="qa-only-asker"):
        await services.write(withdraw_question, kofi, asked.id)
    view = await services.write(withdraw_question, ada, asked.id)
    assert view.question.is_withdrawn
    assert view.question.text.details == ""
    with pytest.raises(UserError, match="qa-withdrawn"):
        await services.write(withdraw_question, ada, asked.id)


async def test_solved_questions_are_suggested_while_a_title_is_typed(
    services: Services, ada: Actor, ask: Ask
) -> None:
    asked = await ask()
    assert await services.read(suggest_solved, ada, "queryset tw") == []
    async with writing(services.database) as connection:
        closing = Closing(Resolution.SOLVED, services.clock(), ada.member_id)
        await questions.close(connection, asked.id, closing)
    (choice,) = await services.read(suggest_solved, ada, "queryset tw")
    assert (choice.name, choice.value) == (f"✅ {TEXT.title}", f"q:{asked.id}")


async def test_questions_and_topics_are_suggested(services: Services, ada: Actor, ask: Ask) -> None:
    first = await ask("How do I cache a view?")
    second = await ask("What is a queryset?")
    assert [c.value for c in await services.read(suggest_questions, ada, " ")] == [
        str(second.id),
        str(first.id),
    ]
    assert [c.value for c in await services.read(suggest_questions, ada, "cach")] == [str(first.id)]
    assert [c.value for c in await services.read(suggest_topics, ada, "dj")] == ["Django"]
