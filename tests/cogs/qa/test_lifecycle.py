from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from cogs.core.actor import Actor
from cogs.core.markup import jump_link
from cogs.core.services import Services
from cogs.qa.actions.answers import accept_answer
from cogs.qa.actions.lifecycle import (
    claim_question,
    close_question,
    close_stale,
    release_question,
    reopen,
)
from cogs.qa.actions.lookups import (
    ListKind,
    Wanted,
    answer_number,
    change_subscriptions,
    change_topics,
    get_meant,
    get_question_of_thread,
    get_view,
    list_questions,
    list_subscriptions,
    parse_question,
    toggle_subscription,
)
from domain.errors import UserError
from domain.questions import Question, Resolution, ThreadMessage
from storage import audit
from storage.audit import AuditFilter
from tests.statements import reading

Ask = Callable[..., Awaitable[Question]]
Answer = Callable[..., Awaitable[ThreadMessage]]
MakeActor = Callable[..., Actor]


async def actions_in_log(services: Services, actor: Actor) -> list[str]:
    async with reading(services.database) as connection:
        entries = await audit.list_entries(connection, actor.guild_id, AuditFilter(), limit=9)
    return [entry.action for entry in entries]


async def test_of_two_who_claim_at_once_the_second_is_told_who_was_first(
    services: Services, kofi: Actor, femi: Actor, ask: Ask
) -> None:
    asked = await ask()
    outcomes = await asyncio.gather(
        services.write(claim_question, kofi, asked.id),
        services.write(claim_question, femi, asked.id),
        return_exceptions=True,
    )
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, UserError)]
    assert refused.problem == "qa-claimed-already"
    claim = (await services.read(get_view, kofi, asked.id)).question.claim
    assert claim is not None
    assert refused.values["by"] == f"<@{claim.member_id}>"


async def test_a_claim_is_released_by_its_owner_and_by_moderators(
    services: Services, kofi: Actor, femi: Actor, mara: Actor, ask: Ask
) -> None:
    asked = await ask()
    await services.write(claim_question, kofi, asked.id)
    with pytest.raises(UserError, match="qa-claimed-already"):
        await services.write(release_question, femi, asked.id)
    assert (await services.write(release_question, kofi, asked.id)).question.claim is None
    await services.write(claim_question, femi, asked.id)
    await services.write(release_question, mara, asked.id)
    assert await actions_in_log(services, mara) == ["qa.release"]


async def test_closing_and_reopening_by_a_moderator_is_logged(
    services: Services, mara: Actor, kofi: Actor, ask: Ask
) -> None:
    asked = await ask()
    with pytest.raises(UserError, match="qa-only-asker-or-moderator"):
        await services.write(close_question, kofi, asked.id, Resolution.INVALID)
    await services.write(close_question, mara, asked.id, Resolution.INVALID, reason="off topic")
    with pytest.raises(UserError, match="qa-already-closed"):
        await services.write(close_question, mara, asked.id, Resolution.INVALID)
    view = await reopen(services, mara, asked.id)
    assert view.question.is_open
    with pytest.raises(UserError, match="qa-already-open"):
        await reopen(services, mara, asked.id)
    assert await actions_in_log(services, mara) == ["qa.reopen", "qa.close"]


@pytest.mark.parametrize("named", ["{number}", "#{number}", "{thread}", "<{thread}>"])
async def test_a_duplicate_names_the_other_question_in_any_way(
    services: Services, ada: Actor, ask: Ask, named: str
) -> None:
    first, second = await ask(), await ask("Again")
    thread = jump_link(first.guild_id, first.place.thread_id or 0)
    link = named.format(number=first.id, thread=thread)
    view = await services.write(close_question, ada, second.id, Resolution.DUPLICATE, link=link)
    assert view.question.closing is not None
    assert view.question.closing.duplicate_of == first.id


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        (None, "qa-link-needed"),
        ("", "qa-link-needed"),
        ("somewhere", "qa-link-needed"),
        ("javascript:alert(1)", "qa-link-needed"),
        ("https://example.org/" + "x" * 300, "qa-link-needed"),
        ("#99", "qa-unknown"),
        ("{own}", "qa-duplicate-of-itself"),
    ],
)
async def test_a_duplicate_needs_a_place_to_look_instead(
    services: Services, ada: Actor, ask: Ask, link: str | None, problem: str
) -> None:
    asked = await ask()
    link = link and link.format(own=f"#{asked.id}")
    with pytest.raises(UserError) as refused:
        await services.write(close_question, ada, asked.id, Resolution.DUPLICATE, link=link)
    assert refused.value.problem == problem


async def test_a_moved_question_may_go_anywhere(services: Services, ada: Actor, ask: Ask) -> None:
    asked = await ask()
    link = "https://forum.djangoproject.com/t/1"
    view = await services.write(close_question, ada, asked.id, Resolution.MOVED, link=link)
    assert view.question.closing is not None
    assert view.question.closing.link == link


async def test_a_stale_question_is_closed_without_anybodys_name(
    services: Services, ask: Ask
) -> None:
    asked = await ask()
    view = await services.write(close_stale, asked.guild_id, asked.id)
    assert view is not None
    assert view.question.closing is not None
    assert view.question.closing.closer_id is None
    assert await services.write(close_stale, asked.guild_id, asked.id) is None


async def test_lists_are_paged(services: Services, ada: Actor, kofi: Actor, ask: Ask) -> None:
    await services.write(change_topics, make_moderator(ada), "Docker\nREST")
    numbers = [(await ask(f"Question {n}", topics=("REST",))).id for n in range(5)]
    listing = await services.read(list_questions, ada, Wanted(ListKind.MINE))
    assert [line.id for line in listing.lines] == numbers[::-1]
    assert not listing.has_more
    by_topic = await services.read(list_questions, kofi, Wanted(ListKind.TOPIC, " rest "))
    assert (len(by_topic.lines), by_topic.subject) == (5, "REST")
    assert await services.read(list_questions, kofi, by_topic.wanted) == by_topic
    assert (await services.read(list_questions, kofi, Wanted(ListKind.MINE))).lines == ()
    with pytest.raises(UserError, match="qa-unknown-topic"):
        await services.read(list_questions, ada, Wanted(ListKind.TOPIC, "Knitting"))


def make_moderator(actor: Actor) -> Actor:
    return replace(actor, is_moderator=True)


async def test_a_helpers_list_shows_what_she_solved(
    services: Services, ada: Actor, kofi: Actor, ask: Ask, answer: Answer
) -> None:
    asked = await ask()
    await answer(asked, 50)
    await services.write(accept_answer, ada, asked.id, 50)
    listing = await services.read(list_questions, ada, Wanted(ListKind.HELPER, str(kofi.member_id)))
    assert [line.id for line in listing.lines] == [asked.id]


async def test_a_question_is_named_by_number_by_link_or_by_being_there(
    services: Services, ada: Actor, make_actor: MakeActor, ask: Ask
) -> None:
    asked = await ask()
    thread_id = asked.place.thread_id or 0
    for typed in (str(asked.id), f"#{asked.id}", jump_link(asked.guild_id, thread_id)):
        assert (await services.read(get_meant, ada, typed, None)).id == asked.id
    assert (await services.read(get_meant, ada, None, thread_id)).id == asked.id
    assert (await services.read(get_question_of_thread, ada, thread_id)).id == asked.id
    with pytest.raises(UserError, match="qa-no-number"):
        await services.read(get_meant, ada, "nonsense", None)
    for channel_id in (5, None):
        with pytest.raises(UserError, match="qa-not-in-thread"):
            await services.read(get_meant, ada, None, channel_id)
    stranger = make_actor(1, guild_id=200)
    with pytest.raises(UserError, match="qa-not-in-thread"):
        await services.read(get_meant, stranger, None, thread_id)
    with pytest.raises(UserError, match="qa-unknown"):
        await services.read(get_view, stranger, asked.id)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), (" #12 ", 12), ("q:12", 12), ("x", None), ("9" * 19, None), ("²", None)],
)
def test_numbers_are_read_as_they_are_typed(typed: str, number: int | None) -> None:
    assert parse_question(typed) == number


def test_an_answer_is_named_by_link_or_id() -> None:
    assert answer_number(jump_link(1, 2, 3)) == 3
    assert answer_number("1442000000000000000") == 1442000000000000000
    for typed in ("nonsense", jump_link(1, 2)):
        with pytest.raises(UserError, match="qa-no-message"):
            answer_number(typed)


async def test_subscriptions_are_chosen_as_a_whole_or_one_by_one(
    services: Services, kofi: Actor
) -> None:
    await services.write(change_subscriptions, kofi, ["Django", "REST", "Knitting"])
    after = await services.write(change_subscriptions, kofi, ["REST"])
    assert after.subscribed == {"REST"}
    assert (await services.write(toggle_subscription, kofi, "rest")).subscribed == set()
    assert (await services.write(toggle_subscription, kofi, "docker")).subscribed == {"Docker"}
    assert (await services.read(list_subscriptions, kofi)).subscribed == {"Docker"}
    with pytest.raises(UserError, match="qa-unknown-topic"):
        await services.write(toggle_subscription, kofi, "Knitting")


async def test_only_moderators_change_the_list_of_topics(
    services: Services, kofi: Actor, mara: Actor
) -> None:
    with pytest.raises(UserError, match="shared-moderators-only"):
        await services.write(change_topics, kofi, "Vue")
    assert await services.write(change_topics, mara, "Vue\n\nDjango") == ("Vue", "Django")
    assert (await services.read(list_subscriptions, kofi)).topics == ("Vue", "Django")
    assert await actions_in_log(services, mara) == ["qa.topics"]
