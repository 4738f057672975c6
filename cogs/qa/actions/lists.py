"""Lists of questions, and one question by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.unit import Unit
from domain.errors import UserError
from domain.ids import parse_id
from domain.questions import QuestionLine
from domain.topics import find_topic, topic_key
from storage import question_lists as lists, topics
from storage.connection import Connection

PAGE_SIZE = 10
MOST_PAGES = 1_000


class ListKind(StrEnum):
    """Which questions are listed."""

    OPEN = "open"
    UNANSWERED = "unanswered"
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
