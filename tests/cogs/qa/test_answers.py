from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.answers import (
    accept_answer,
    change_accepted,
    list_candidates,
    unaccept_answer,
)
from cogs.qa.actions.messages import withdraw_question
from cogs.qa.actions.offers import decline_proposal, offer_answer, offer_message
from cogs.qa.actions.questions import suggest_accepted, suggest_answers
from domain.errors import UserError
from domain.questions import Question, QuestionView, Status, ThreadMessage
from storage import audit, questions
from storage.audit import AuditFilter
from tests.cogs.conftest import RecordedSchedule
from tests.statements import reading

Ask = Callable[..., Awaitable[Question]]
Answer = Callable[..., Awaitable[ThreadMessage]]


async def stored(services: Services, question: Question) -> QuestionView:
    async with reading(services.database) as connection:
        view = await questions.find_view(connection, question.guild_id, question.id)
    assert view is not None
    return view


async def test_the_asker_accepts_and_the_question_is_solved(
    services: Services, ada: Actor, ask: Ask, answer: Answer, schedule: RecordedSchedule
) -> None:
    asked = await ask()
    await answer(asked, 50)
    schedule.shown.clear()
    view = await services.write(accept_answer, ada, asked.id, 50)
    assert view.question.status is Status.SOLVED
    assert view == await stored(services, asked)
    assert schedule.shown == [("question", asked.id)]


async def test_only_the_asker_and_moderators_accept(
    services: Services, kofi: Actor, mara: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    with pytest.raises(UserError, match="qa-only-asker-or-moderator"):
        await services.write(accept_answer, kofi, asked.id, 50)
    await services.write(accept_answer, mara, asked.id, 50)
    async with reading(services.database) as connection:
        (entry,) = await audit.list_entries(connection, mara.guild_id, AuditFilter(), limit=5)
    assert (entry.action, entry.subject) == ("qa.accept", f"question:{asked.id}")


async def test_of_two_who_accept_at_once_the_second_is_told(
    services: Services, ada: Actor, mara: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    outcomes = await asyncio.gather(
        services.write(accept_answer, ada, asked.id, 50),
        services.write(accept_answer, mara, asked.id, 50),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, UserError)]
    assert [error.problem for error in refused] == ["qa-accepted-already"]
    assert len((await stored(services, asked)).answers) == 1


async def test_answers_are_replaced_in_one_step(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    await answer(asked, 51)
    await services.write(accept_answer, ada, asked.id, 50)
    view = await services.write(change_accepted, ada, asked.id, accept=[51], unaccept=[50])
    assert [a.message_id for a in view.answers] == [51]
    assert view == await stored(services, asked)


async def test_several_answers_are_accepted_but_not_any_number(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    for message_id in range(50, 56):
        await answer(asked, message_id)
    view = await services.write(change_accepted, ada, asked.id, accept=range(50, 55))
    assert len(view.answers) == 5
    with pytest.raises(UserError, match="qa-too-many-accepted"):
        await services.write(accept_answer, ada, asked.id, 55)


async def test_without_its_last_accepted_answer_a_question_is_open_again(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    await answer(asked, 51)
    await services.write(change_accepted, ada, asked.id, accept=[50, 51])
    view = await services.write(unaccept_answer, ada, asked.id, 50)
    assert view.question.status is Status.SOLVED
    view = await services.write(unaccept_answer, ada, asked.id, 51)
    assert view.question.is_open
    assert view == await stored(services, asked)
    with pytest.raises(UserError, match="qa-not-accepted"):
        await services.write(unaccept_answer, ada, asked.id, 51)


async def test_only_messages_of_the_thread_are_accepted(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked, other = await ask(), await ask("Another question")
    await answer(other, 60)
    for message_id in (60, 99):
        with pytest.raises(UserError, match="qa-not-an-answer"):
            await services.write(accept_answer, ada, asked.id, message_id)


async def test_nothing_is_accepted_in_a_withdrawn_question(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    await services.write(withdraw_question, ada, asked.id)
    with pytest.raises(UserError, match="qa-withdrawn"):
        await services.write(accept_answer, ada, asked.id, 50)
    with pytest.raises(UserError, match="qa-withdrawn"):
        await services.read(list_candidates, ada, asked.id)


async def test_others_answers_are_offered_before_the_askers_own(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    with pytest.raises(UserError, match="qa-no-answers"):
        await services.read(list_candidates, ada, asked.id)
    await answer(asked, 50)
    await answer(asked, 51, actor=ada)
    await answer(asked, 52)
    candidates = await services.read(list_candidates, ada, asked.id)
    assert [m.message_id for m in candidates.messages] == [52, 50, 51]


async def test_somebody_else_proposes_and_the_asker_decides(
    services: Services, ada: Actor, femi: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    offer = await services.write(offer_answer, femi, asked.id, 50)
    assert not offer.is_accepted
    with pytest.raises(UserError, match="qa-proposed-already"):
        await services.write(offer_answer, femi, asked.id, 50)
    with pytest.raises(UserError, match="qa-only-asker-or-moderator"):
        await services.write(decline_proposal, femi, asked.id, 50)
    assert (await services.write(decline_proposal, ada, asked.id, 50)).answers == ()
    assert (await services.write(offer_answer, ada, asked.id, 50)).is_accepted
    with pytest.raises(UserError, match="qa-already-closed"):
        await services.write(offer_answer, femi, asked.id, 50)


async def test_the_menu_brings_a_message_that_was_not_known(
    services: Services, ada: Actor, kofi: Actor, ask: Ask
) -> None:
    asked = await ask()
    message = ThreadMessage(50, asked.id, kofi.member_id, "select_related", services.clock())
    offer = await services.write(offer_message, ada, message)
    assert [a.content for a in offer.view.answers] == ["select_related"]


async def test_answers_are_suggested_where_the_question_is_known(
    services: Services, ada: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    thread_id = asked.place.thread_id
    (here,) = await services.read(suggest_answers, ada, None, thread_id, "")
    (there,) = await services.read(suggest_answers, ada, f"#{asked.id}", 1, "ANSW")
    assert (here.value, there.value) == ("50", "50")
    assert await services.read(suggest_answers, ada, "half-typed", 1, "") == []
    assert await services.read(suggest_accepted, ada, None, thread_id, "") == []
    await services.write(accept_answer, ada, asked.id, 50)
    assert [c.value for c in await services.read(suggest_accepted, ada, None, thread_id, "")] == [
        "50"
    ]
    assert await services.read(suggest_accepted, ada, "half-typed", 1, "") == []
