"""Lists of questions, and one question by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cogs.qa.actions.finding import check_sees, get_question_of_thread, get_view, sees
from cogs.shared.actor import Actor
from cogs.shared.markup import label
from cogs.shared.services import Services
from domain.errors import UserError
from domain.questions import Question, QuestionLine, QuestionView
from domain.topics import find_topic, topic_key
from storage import question_lists as lists, topics
from storage.engine import Connection

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


async def wanted_by_topic(services: Services, actor: Actor, name: str) -> Wanted:
    """The list of a topic's questions."""
    async with services.database.read() as connection:
        return Wanted(ListKind.TOPIC, topic_key(await _get_topic(connection, actor, name)))


async def list_questions(services: Services, actor: Actor, wanted: Wanted) -> Listing:
    """One page of questions."""
    skip = min(wanted.page, MOST_PAGES) * PAGE_SIZE
    subject = ""
    async with services.database.read() as connection:
        if wanted.kind is ListKind.TOPIC:
            subject = await _get_topic(connection, actor, wanted.argument)
        lines = await _load(connection, actor, wanted, subject, skip)
    # What she may not see is left out of its page: better a short page than one she has no use of.
    seen = tuple(line for line in lines[:PAGE_SIZE] if sees(actor, line.channel_id, line.asker_id))
    return Listing(wanted, seen, len(lines) > PAGE_SIZE, subject)


async def show_question(services: Services, actor: Actor, question_id: int) -> QuestionView:
    """One question with its accepted answers; `UserError` where the actor may not see it."""
    async with services.database.read() as connection:
        view = await get_view(connection, actor, question_id)
    check_sees(actor, view.question)
    return view


async def question_here(services: Services, actor: Actor, thread_id: int) -> Question:
    """The question of the thread where the actor is."""
    async with services.database.read() as connection:
        return await get_question_of_thread(connection, actor, thread_id)


async def _load(
    connection: Connection, actor: Actor, wanted: Wanted, topic: str, skip: int
) -> list[QuestionLine]:
    guild_id, limit = actor.guild_id, PAGE_SIZE + 1
    match wanted.kind:
        case ListKind.OPEN:
            return await lists.list_open(connection, guild_id, limit=limit, skip=skip)
        case ListKind.UNANSWERED:
            return await lists.list_unanswered(connection, guild_id, limit=limit, skip=skip)
        case ListKind.TOPIC:
            return await lists.list_of_topic(connection, guild_id, topic, limit=limit, skip=skip)
        case ListKind.MINE:
            find, member_id = lists.list_of_asker, actor.member_id
        case ListKind.HELPER:
            find, member_id = lists.list_of_helper, int(wanted.argument)
    return await find(connection, guild_id, member_id, limit=limit, skip=skip)


async def _get_topic(connection: Connection, actor: Actor, name: str) -> str:
    known = await topics.list_topics(connection, actor.guild_id)
    topic = find_topic(known, name)
    if topic is None:
        raise UserError("qa-unknown-topic", name=label(name, 50), topics=", ".join(known))
    return topic
