"""Lookups of questions, alone and in lists, and of whom a topic calls."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label, parse_link
from cogs.core.unit import Unit
from cogs.qa.names import CARD
from domain.errors import UserError
from domain.ids import parse_id, parse_number
from domain.question_rules import may_decide
from domain.questions import Question, QuestionLine, QuestionView
from domain.topics import find_topic, parse_topics, topic_key
from storage import cards, question_lists as lists, questions, subscriptions, topics
from storage.connection import Connection


async def get_question(unit: Unit, actor: Actor, question_id: int) -> Question:
    """Find a question; `UserError` where there is none of that number that the actor sees."""
    question = await questions.find_question(unit.connection, actor.guild_id, question_id)
    if question is None or not _is_seen(actor, question):
        raise UserError("qa-unknown", number=str(question_id))
    return question


async def get_question_of_thread(unit: Unit, actor: Actor, thread_id: int) -> Question:
    """Find the question of a thread that the actor sees; `UserError` elsewhere."""
    question = await questions.find_question_of_thread(unit.connection, thread_id)
    if question is None or question.guild_id != actor.guild_id or not _is_seen(actor, question):
        raise UserError("qa-not-in-thread")
    return question


async def get_view(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Find a question with its accepted answers; `UserError` as for `get_question`."""
    view = await questions.find_view(unit.connection, actor.guild_id, question_id)
    if view is None or not _is_seen(actor, view.question):
        raise UserError("qa-unknown", number=str(question_id))
    return view


async def get_meant(
    unit: Unit, actor: Actor, typed: str | None, channel_id: int | None
) -> Question:
    """Find the question that is meant: by number, by a link to its thread, or by being there.

    `UserError` for one that the actor may not see.
    """
    number = parse_question(typed) if typed else None
    if number is not None:
        return await get_question(unit, actor, number)
    link = parse_link(typed) if typed else None
    if typed and link is None:
        raise UserError("qa-no-number", typed=label(typed, 50))
    thread_id = link.channel_id if link else channel_id or 0
    return await get_question_of_thread(unit, actor, thread_id)


async def show_meant(
    unit: Unit, actor: Actor, typed: str | None, channel_id: int | None
) -> tuple[QuestionView, bool]:
    """Find the question that is meant, and tell whether the actor may have its card back."""
    number = parse_question(typed) if typed else None
    if number is None:
        number = (await get_meant(unit, actor, typed, channel_id)).id
    view = await get_view(unit, actor, number)
    question = view.question
    if question.place.thread_id is not None or question.is_withdrawn:
        return view, False
    if not may_decide(question, actor.member_id, is_moderator=actor.is_moderator):
        return view, False
    card = await cards.find_card(unit.connection, actor.guild_id, CARD, question.id)
    return view, card is not None and card.is_removed


def parse_question(typed: str) -> int | None:
    """Read a question's number as it is typed (`12`, `#12`) or picked (`q:12`)."""
    return parse_number(typed.strip().removeprefix("q:"))


def answer_number(typed: str) -> int:
    """Read which message is meant: by its id or a link to it."""
    link = parse_link(typed)
    number = parse_number(typed) if link is None else link.message_id
    if number is None:
        raise UserError("qa-no-message", typed=label(typed, 50))
    return number


def _is_seen(actor: Actor, question: Question) -> bool:
    """Tell whether the actor sees a question: their own, and what stands where they look in."""
    return actor.sees(question.place.channel_id, question.asker_id)


PAGE_SIZE = 10
MOST_PAGES = 1_000


class ListKind(StrEnum):
    """Which questions are listed."""

    OPEN = "open"
    UNANSWERED = "unanswered"
    PINNED = "pinned"
    MINE = "mine"
    TOPIC = "topic"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list and where it stands: `argument` is a topic's key or a helper's id."""

    kind: ListKind
    argument: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `subject` names the topic."""

    wanted: Wanted
    lines: tuple[QuestionLine, ...]
    has_more: bool
    subject: str = ""


async def list_questions(unit: Unit, actor: Actor, wanted: Wanted) -> Listing:
    """List one page of questions; a topic may be named by any of its spellings."""
    skip = min(wanted.page, MOST_PAGES) * PAGE_SIZE
    subject = ""
    if wanted.kind is ListKind.TOPIC:
        subject = await _get_topic(unit.connection, actor, wanted.argument)
        wanted = replace(wanted, argument=topic_key(subject))
    lines = await _load(unit.connection, actor, wanted, subject, skip)
    return Listing(wanted, tuple(lines[:PAGE_SIZE]), len(lines) > PAGE_SIZE, subject)


async def _load(
    connection: Connection, actor: Actor, wanted: Wanted, topic: str, skip: int
) -> list[QuestionLine]:
    guild_id, sight, limit = actor.guild_id, actor.sight, PAGE_SIZE + 1
    match wanted.kind:
        case ListKind.OPEN:
            return await lists.list_open(connection, guild_id, sight, limit=limit, skip=skip)
        case ListKind.UNANSWERED:
            return await lists.list_unanswered(connection, guild_id, sight, limit=limit, skip=skip)
        case ListKind.PINNED:
            return await lists.list_pinned(connection, guild_id, sight, limit=limit, skip=skip)
        case ListKind.TOPIC:
            return await lists.list_of_topic(
                connection, guild_id, topic, sight, limit=limit, skip=skip
            )
        case ListKind.MINE:
            return await lists.list_of_asker(
                connection, guild_id, actor.member_id, limit=limit, skip=skip
            )
        case ListKind.HELPER:
            helper_id = parse_id(wanted.argument) or 0
            return await lists.list_of_helper(
                connection, guild_id, helper_id, sight, limit=limit, skip=skip
            )


async def _get_topic(connection: Connection, actor: Actor, name: str) -> str:
    known = await topics.list_topics(connection, actor.guild_id)
    topic = find_topic(known, name)
    if topic is None:
        raise UserError("qa-unknown-topic", name=label(name, 50), topics=", ".join(known))
    return topic


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """A server's topics, and those of them that a member subscribed to."""

    topics: tuple[str, ...]
    subscribed: frozenset[str]


async def list_subscriptions(unit: Unit, actor: Actor) -> Subscriptions:
    """List what the actor can subscribe to, and what they have subscribed to."""
    guild_id, member_id = actor.guild_id, actor.member_id
    known = await topics.list_topics(unit.connection, guild_id)
    own = await subscriptions.list_topics_of_member(unit.connection, guild_id, member_id)
    return Subscriptions(known, frozenset(own))


async def change_subscriptions(unit: Unit, actor: Actor, chosen: Collection[str]) -> Subscriptions:
    """Subscribe to exactly the chosen topics."""
    guild_id, member_id = actor.guild_id, actor.member_id
    before = await list_subscriptions(unit, actor)
    wanted = frozenset(chosen).intersection(before.topics)
    for topic in wanted - before.subscribed:
        await subscriptions.subscribe(unit.connection, guild_id, member_id, topic)
    for topic in before.subscribed - wanted:
        await subscriptions.unsubscribe(unit.connection, guild_id, member_id, topic)
    return Subscriptions(before.topics, wanted)


async def toggle_subscription(unit: Unit, actor: Actor, name: str) -> Subscriptions:
    """Subscribe to one topic, or end that subscription."""
    before = await list_subscriptions(unit, actor)
    topic = find_topic(before.topics, name)
    if topic is None:
        raise UserError("qa-unknown-topic", name=label(name, 50), topics=", ".join(before.topics))
    return await change_subscriptions(unit, actor, before.subscribed ^ {topic})


async def change_topics(unit: Unit, actor: Actor, text: str) -> tuple[str, ...]:
    """Replace the server's list of topics, one a line; for moderators."""
    require_moderator(actor)
    await admit(unit, actor)
    names = parse_topics(text)
    before = await topics.list_topics(unit.connection, actor.guild_id)
    await topics.save_topics(unit.connection, actor.guild_id, names)
    subject, was, now = f"guild:{actor.guild_id}", ", ".join(before), ", ".join(names)
    await unit.note(actor, "qa.topics", subject, before=was, after=now)
    return names
