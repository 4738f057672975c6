from __future__ import annotations

from collections.abc import Awaitable, Callable

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.answers import accept_answer
from cogs.qa.actions.lookups import change_subscriptions, get_view, list_subscriptions
from cogs.qa.feature import PERSONAL
from domain.channels import UNLIMITED
from domain.questions import Question, ThreadMessage
from storage import questions
from tests.statements import reading, writing

Ask = Callable[..., Awaitable[Question]]
Answer = Callable[..., Awaitable[ThreadMessage]]


async def test_a_person_is_given_what_is_held_on_her(
    services: Services, ada: Actor, kofi: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    await services.write(accept_answer, ada, asked.id, 50)
    await services.write(change_subscriptions, kofi, ["REST"])
    async with reading(services.database) as connection:
        of_ada = await PERSONAL.export(connection, ada.guild_id, ada.member_id, UNLIMITED)
        of_kofi = await PERSONAL.export(connection, kofi.guild_id, kofi.member_id, UNLIMITED)
    assert [row["kind"] for row in of_ada] == [
        "question",
        "question you closed",
        "answer you accepted",
    ]
    assert [row["kind"] for row in of_kofi] == ["accepted answer", "subscription"]


async def test_erasing_leaves_nothing_of_her_but_what_others_rely_on(
    services: Services, ada: Actor, kofi: Actor, ask: Ask, answer: Answer
) -> None:
    asked, unanswered = await ask(), await ask("Nobody knows this one")
    await answer(asked, 50)
    async with writing(services.database) as connection:
        await questions.note_answered(connection, asked.id, services.clock())
    await services.write(accept_answer, ada, asked.id, 50)
    await services.write(change_subscriptions, ada, ["REST"])
    async with writing(services.database) as connection:
        assert await PERSONAL.erase(connection, ada.guild_id, ada.member_id, services.clock()) > 0
        assert await PERSONAL.export(connection, ada.guild_id, ada.member_id, UNLIMITED) == []
    assert (await services.read(get_view, kofi, asked.id)).question.text == asked.text
    assert (await services.read(get_view, kofi, unanswered.id)).question.is_withdrawn
    assert (await services.read(list_subscriptions, ada)).subscribed == set()


async def test_a_server_that_is_left_leaves_nothing(
    services: Services, ada: Actor, ask: Ask
) -> None:
    asked = await ask()
    async with writing(services.database) as connection:
        await PERSONAL.erase_guild(connection, ada.guild_id)
        assert await questions.find_question(connection, ada.guild_id, asked.id) is None
