"""Messages of threads: the most frequent write of a real server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.answers import accept_answer
from cogs.qa.actions.lookups import get_view
from cogs.qa.actions.messages import forget, is_kept
from cogs.qa.listeners import remember_seen
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE, ANSWER_GONE_HERE, DELETED_ANSWER
from domain.questions import Question, ThreadMessage
from storage import deliveries, drafts, questions
from storage.connection import Connection
from tests.cogs.conftest import RecordedSchedule

Ask = Callable[..., Awaitable[Question]]
Answer = Callable[..., Awaitable[ThreadMessage]]


@pytest.fixture
async def hops(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lists the jobs that the database's threads are given from now on."""
    given: list[str] = []
    loop = asyncio.get_running_loop()
    call = loop.call_soon_threadsafe

    def counted(*arguments: object, **options: object) -> object:
        given.append(str(arguments[0]))
        return call(*arguments, **options)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(loop, "call_soon_threadsafe", counted)
    return given


async def test_a_message_in_a_thread_costs_one_look_and_one_write(
    services: Services, kofi: Actor, ask: Ask, schedule: RecordedSchedule, hops: list[str]
) -> None:
    asked = await ask()
    thread_id = asked.place.thread_id or 0
    schedule.shown.clear()
    written = ThreadMessage(70, 0, kofi.member_id, "select_related", services.clock())
    for seen, cost, changes_card in (
        (written, 2, True),  # the first answer shows on the card
        (replace(written, content="edited", edited_at=services.clock()), 2, False),
        (replace(written, message_id=71), 2, False),
    ):
        hops.clear()
        await remember_seen(services, thread_id, seen)
        assert len(hops) == cost, hops
        assert schedule.shown == [("question", asked.id)] * changes_card
        schedule.shown.clear()
    hops.clear()
    await remember_seen(services, 12, replace(written, message_id=72))
    assert len(hops) == 1, "of a thread that is no question's, only that is asked"


async def test_what_is_done_to_a_question_costs_one_hop(
    services: Services, ada: Actor, ask: Ask, answer: Answer, hops: list[str]
) -> None:
    asked = await ask()
    await answer(asked, 50)
    hops.clear()
    await services.write(accept_answer, ada, asked.id, 50)
    assert len(hops) == 1, hops
    await services.read(get_view, ada, asked.id)
    assert len(hops) == 2, hops


async def test_a_deleted_accepted_answer_is_set_aside_for_its_author(
    services: Services, ada: Actor, ask: Ask, answer: Answer, schedule: RecordedSchedule
) -> None:
    asked = await ask()
    for message_id in (50, 51):
        await answer(asked, message_id)
    await services.write(accept_answer, ada, asked.id, 50)
    schedule.shown.clear()
    schedule.wakes.clear()
    guild_id = asked.guild_id
    assert not await services.read(is_kept, guild_id, {99})
    assert await services.read(is_kept, guild_id, {50, 99})
    await services.write(forget, guild_id, [50, 51, 99], ask_author=True)
    assert schedule.shown == [("question", asked.id)]
    assert schedule.wakes == [None], "the author is asked at once"
    assert not await services.read(is_kept, guild_id, {50, 51})

    async def look(connection: Connection) -> tuple[str | None, list[str]]:
        message = await questions.find_thread_message(connection, 50)
        draft = await drafts.find_draft_about(
            connection, guild_id, DELETED_ANSWER, 50, services.clock()
        )
        assert message is not None
        assert draft is not None
        planned = await deliveries.list_of_subject(connection, guild_id, draft.id, limit=50)
        return message.content, sorted(d.kind for d in planned)

    content, kinds = await services.database.read(look)
    assert content is None
    assert {ANSWER_FORGET, ANSWER_GONE, ANSWER_GONE_HERE} <= set(kinds)
