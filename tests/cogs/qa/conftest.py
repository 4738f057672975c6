from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.qa.actions.questions import Asking, begin_question, post_question
from domain.questions import Place, Question, QuestionText, ThreadMessage
from storage import messages, publications
from tests.statements import writing

MakeActor = Callable[..., Actor]
Ask = Callable[..., Awaitable[Question]]
Answer = Callable[..., Awaitable[ThreadMessage]]

TEXT = QuestionText("Why does my queryset run twice?", "It is slow.", topics=("Django",))
PLACE = Place(10, is_forum=False)


async def post(services: Services, actor: Actor, draft_id: int, place: Place) -> Question:
    """Post a draft within the rate, as the form does."""
    with posting(services, actor):
        return await services.write(post_question, actor, draft_id, place)


@pytest.fixture
def ada(make_actor: MakeActor) -> Actor:
    return make_actor(1)


@pytest.fixture
def kofi(make_actor: MakeActor) -> Actor:
    return make_actor(2)


@pytest.fixture
def mara(make_actor: MakeActor) -> Actor:
    return make_actor(3, is_moderator=True)


@pytest.fixture
def femi(make_actor: MakeActor) -> Actor:
    return make_actor(4)


@pytest.fixture
def ask(services: Services, ada: Actor) -> Ask:
    """Asks a question: `await ask("A title", topics=("REST",))`; its thread is 900 and its id."""

    async def ask(
        title: str = TEXT.title, *, actor: Actor = ada, topics: tuple[str, ...] = ("Django",)
    ) -> Question:
        asking = Asking(replace(TEXT, title=title, topics=topics), actor.member_id)
        begun = await begin_question(services, actor, asking)
        question = await post(services, actor, begun.draft_id, PLACE)
        async with writing(services.database) as connection:
            place = replace(PLACE, thread_id=900 + question.id)
            await publications.mark_posted(connection, question.id, place)
        return replace(question, place=place)

    return ask


@pytest.fixture
def answer(services: Services, kofi: Actor) -> Answer:
    """Writes in a question's thread: `await answer(question, 50)`."""

    async def answer(
        question: Question, message_id: int = 50, *, actor: Actor = kofi
    ) -> ThreadMessage:
        message = ThreadMessage(
            message_id, question.id, actor.member_id, f"answer {message_id}", services.clock()
        )
        async with writing(services.database) as connection:
            await messages.remember_message(connection, question.id, message, services.clock())
        return message

    return answer
