from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.search.actions import PAGE_SIZE, Found, find, find_again, suggest, suggest_topics
from cogs.search.render import results_embed
from cogs.search.wanted import Wanted
from domain.errors import UserError
from domain.questions import Place, Question, QuestionText, ThreadMessage
from storage import messages, publications, questions
from tests.cogs.conftest import GUILD, TestClock
from tests.statements import writing

MakeActor = Callable[..., Actor]
OPEN, HIDDEN = 10, 11
KOFI = 2


@pytest.fixture
def ada(make_actor: MakeActor) -> Actor:
    return make_actor(5, hidden={HIDDEN})


async def ask(
    services: Services,
    title: str,
    *,
    channel_id: int = OPEN,
    guild_id: int = GUILD,
    details: str = "It is slow.",
    topics: tuple[str, ...] = (),
) -> Question:
    text = QuestionText(title, details, topics=topics)
    place = Place(channel_id, is_forum=False)
    async with writing(services.database) as connection:
        asked = await questions.create_question(
            connection, guild_id, 1, text, place, None, services.clock()
        )
        place = replace(place, thread_id=900 + asked.id)
        await publications.mark_posted(connection, asked.id, place)
    return replace(asked, place=place)


async def answer(services: Services, question: Question, content: str) -> None:
    message = ThreadMessage(50 + question.id, question.id, KOFI, content, services.clock())
    async with writing(services.database) as connection:
        await messages.remember_activity(connection, question, message, services.clock())


def titles(found: tuple[Found, ...]) -> list[str]:
    return [entry.place.title for entry in found]


async def test_questions_and_answers_are_found(services: Services, ada: Actor) -> None:
    asked = await ask(services, "Why does my queryset run twice?")
    await answer(services, asked, "Evaluate it once with list(queryset)")
    results = await find(services, ada, Wanted("queryset"))
    assert [entry.hit.document.kind for entry in results.found] == ["question", "answer"]
    assert titles(results.found) == [asked.text.title] * 2
    assert not results.has_more
    only = await find(services, ada, Wanted("queryset", kind="answer"))
    assert [entry.hit.document.kind for entry in only.found] == ["answer"]
    assert (await find(services, ada, Wanted("queryset", is_solved=True))).found == ()


async def test_what_the_member_may_not_see_is_left_out_and_fills_no_page(
    services: Services, ada: Actor
) -> None:
    for n in range(30):
        await ask(services, f"Queryset {n} queryset", channel_id=HIDDEN)
    shown = [(await ask(services, f"A queryset of many words {n}")).text.title for n in range(7)]
    await ask(services, "Another server's queryset", guild_id=GUILD + 1)
    first = await find(services, ada, Wanted("queryset"))
    assert len(first.found) == PAGE_SIZE
    assert first.has_more
    second = await find_again(services, ada, first.token, 1)
    assert not second.has_more
    assert sorted(titles(first.found) + titles(second.found)) == sorted(shown)
    assert sorted(await services.read(suggest, ada, "querys")) == sorted(shown)


async def test_the_pages_of_a_long_search_can_be_turned_for_a_while(
    services: Services, ada: Actor, make_actor: MakeActor, clock: TestClock
) -> None:
    for n in range(12):
        await ask(services, f"Queryset {n}")
    wanted = Wanted("queryset " + "and many other words " * 8)
    first = await find(services, ada, wanted)
    assert first.token.isdigit()
    second = await find_again(services, ada, first.token, 1)
    assert second.token == first.token
    assert len(second.found) == PAGE_SIZE
    with pytest.raises(UserError, match="search-expired"):
        await find_again(services, make_actor(9, hidden={HIDDEN}), first.token, 1)
    clock.advance(timedelta(days=8))
    with pytest.raises(UserError, match="search-expired"):
        await find_again(services, ada, first.token, 1)


async def test_topics_are_spelt_as_the_server_does(services: Services, ada: Actor) -> None:
    await ask(services, "Queryset one", topics=("Django",))
    await ask(services, "Queryset two")
    results = await find(services, ada, Wanted("queryset", topic="django"))
    assert titles(results.found) == ["Queryset one"]
    with pytest.raises(UserError, match="search-unknown-topic"):
        await find(services, ada, Wanted("queryset", topic="cooking"))
    assert await services.read(suggest_topics, ada, "djan") == ["Django"]


@pytest.mark.parametrize("words", ["?!", '"*"', " ", ":-("])
async def test_without_a_word_there_is_nothing_to_look_for(
    services: Services, ada: Actor, words: str
) -> None:
    with pytest.raises(UserError, match="search-no-words"):
        await find(services, ada, Wanted(words))
    assert await services.read(suggest, ada, words) == []


async def test_matches_are_bold_and_nothing_is_forged(services: Services, ada: Actor) -> None:
    asked = await ask(
        services,
        "Why [queryset](x) *twice* @everyone?",
        details="# queryset\n```py\nqueryset_of = 1\n```",
    )
    results = await find(services, ada, Wanted("queryset"))
    embed = results_embed(results, ada.text)
    assert embed.description is not None
    head, snippet = embed.description.split("\n")
    link = f"https://discord.com/channels/{GUILD}/{asked.place.thread_id}"
    assert head == (
        f"❔ `#{asked.id}` [Why \\[**queryset**\\]\\(x) \\*twice\\* @\u200beveryone?]({link})"
    )
    assert snippet == "> \\# **queryset** **queryset\\_of** = 1"


async def test_a_page_of_the_longest_hits_fits(services: Services, ada: Actor) -> None:
    for _ in range(6):
        await ask(services, "* a " * 25, details="* a " * 900)
    results = await find(services, ada, Wanted("a"))
    embed = results_embed(results, ada.text)
    assert len(results.found) == PAGE_SIZE
    assert len(embed.description or "") <= 4096
