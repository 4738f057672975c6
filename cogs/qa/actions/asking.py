"""From a title to a posted question: the draft between the steps, and the question itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from cogs.core.access import admit_post, changing, refuse_barred, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.services import Services
from cogs.core.text_rules import use_draft
from cogs.qa.actions.following import follow_new
from cogs.qa.actions.logbook import note
from cogs.qa.names import MIRROR, PROPOSING
from domain.errors import UserError
from domain.question_rules import check_text
from domain.questions import MAX_TITLE, Place, Question, QuestionText, Source
from storage import drafts, question_search, questions, search_gaps, topics
from storage.connection import Connection
from storage.question_search import LookAlike

ASKING = "qa-ask"
"""The kind of a draft that its asker can post."""
KEPT = timedelta(days=1)
PROPOSAL_KEPT = timedelta(days=7)
MOST_LOOK_ALIKES = 5
MOST_CONSIDERED = 30
"""How many are looked at, of which some are not alike enough."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that is being asked: its words, for whom, and out of which message."""

    text: QuestionText
    asker_id: int
    source: Source | None = None

    def body(self) -> dict[str, object]:
        """As a draft keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Asking:  # Any: JSON
        """As a draft kept it."""
        text = body["text"] | {"topics": tuple(body["text"]["topics"])}
        source = body["source"]
        return cls(QuestionText(**text), body["asker_id"], Source(**source) if source else None)


@dataclass(frozen=True, slots=True)
class Begun:
    """A kept draft, and the questions that look like it."""

    draft_id: int
    asking: Asking
    look_alikes: tuple[LookAlike, ...]
    problem: UserError | None = None
    """What has to be mended before it can be posted."""


async def check_may_ask(services: Services, actor: Actor, source: Source | None = None) -> None:
    """`UserError` where the actor is barred or too fast, or the message is a question already."""
    now = services.clock()
    async with services.database.read() as connection:
        await refuse_barred(connection, actor.guild_id, actor.member_id, now)
        await _check_source(connection, source)
    services.rates.check(
        "post", actor.guild_id, actor.member_id, now, is_moderator=actor.is_moderator
    )


async def list_topics(services: Services, actor: Actor) -> tuple[str, ...]:
    """The topics to choose from."""
    async with services.database.read() as connection:
        return await topics.list_topics(connection, actor.guild_id)


async def begin_question(services: Services, actor: Actor, asking: Asking) -> Begun:
    """Keep what was typed, whatever is wrong with it, and look for questions like it."""
    if asking.asker_id != actor.member_id:
        require_moderator(actor)
    now = services.clock()
    async with services.database.transaction() as connection:
        draft_id = await drafts.create_draft(
            connection, actor.guild_id, actor.member_id, ASKING, asking.body(), now + KEPT
        )
    async with services.database.read() as connection:
        try:
            check_text(asking.text, await topics.list_topics(connection, actor.guild_id))
        except UserError as problem:
            return Begun(draft_id, asking, (), problem)
    meaning = await question_search.find_meaning(services.semantics, asking.text)
    async with services.database.read() as connection:
        found = await connection.together(
            question_search.list_look_alikes,
            actor.guild_id,
            asking.text,
            actor.sight,
            limit=MOST_CONSIDERED,
            meaning=meaning,
        )
    return Begun(draft_id, asking, tuple(found[:MOST_LOOK_ALIKES]))


async def get_asking(services: Services, actor: Actor, draft_id: int) -> Asking:
    """What a draft of the actor's holds; `UserError` once it is posted or has expired."""
    async with services.database.read() as connection:
        return await _get_asking(connection, services, actor, draft_id)


async def get_missed(services: Services, actor: Actor, gap_id: int) -> str:
    """What was looked for in vain, as a title; `UserError` where it was taken off the list."""
    async with services.database.read() as connection:
        gap = await search_gaps.find_gap(connection, actor.guild_id, gap_id)
        await refuse_barred(connection, actor.guild_id, actor.member_id, services.clock())
    if gap is None:
        raise UserError("qa-missed-gone")
    return label(gap.words, MAX_TITLE)


async def drop_draft(services: Services, actor: Actor, draft_id: int) -> None:
    """Forget a draft of the actor's: what it asks is solved, or not wanted."""
    async with services.database.transaction() as connection:
        await _get_asking(connection, services, actor, draft_id)
        await drafts.delete_draft(connection, draft_id)


async def post_question(services: Services, actor: Actor, draft_id: int, place: Place) -> Question:
    """Turn a draft into a question that is to be shown in `place`."""
    async with changing(services, actor) as connection:
        asking = await _get_asking(connection, services, actor, draft_id)
        await _check_source(connection, asking.source)
        known = await topics.list_topics(connection, actor.guild_id)
        text = check_text(asking.text, known)
        await admit_post(services, connection, actor)
        await use_draft(connection, actor, draft_id, services.clock())
        if asking.source is not None:  # nobody need be asked any more whether it shall be asked
            message_id = asking.source.message_id
            await drafts.delete_about(connection, actor.guild_id, PROPOSING, message_id)
        question = await questions.create_question(
            connection,
            actor.guild_id,
            asking.asker_id,
            text,
            place,
            asking.source,
            services.clock(),
        )
        await note(connection, services, actor, "ask-for", question)
        await follow_new(connection, services, question)
    services.schedule.reconcile(MIRROR)
    return question


async def propose_question(services: Services, actor: Actor, asking: Asking) -> int:
    """Keep a message as a question that its author may ask; returns the draft's id."""
    if asking.source is None:
        raise ValueError("only a message can be proposed as a question")
    async with changing(services, actor) as connection:
        await admit_post(services, connection, actor)
        await _check_source(connection, asking.source)
        if await drafts.find_draft_about(
            connection, actor.guild_id, PROPOSING, asking.source.message_id, services.clock()
        ):
            raise UserError("qa-ask-proposed-already")
        return await drafts.create_draft(
            connection,
            actor.guild_id,
            asking.asker_id,
            PROPOSING,
            asking.body(),
            services.clock() + PROPOSAL_KEPT,
            subject=asking.source.message_id,
        )


async def _get_asking(
    connection: Connection, services: Services, actor: Actor, draft_id: int
) -> Asking:
    draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or draft.kind not in (ASKING, PROPOSING) or draft.guild_id != actor.guild_id:
        raise UserError("qa-draft-gone")
    if draft.member_id != actor.member_id:
        raise UserError("qa-draft-not-yours")
    return Asking.of(draft.body)


async def _check_source(connection: Connection, source: Source | None) -> None:
    if source is None:
        return
    question_id = await questions.find_id_of_source(connection, source.message_id)
    if question_id is not None:
        raise UserError("qa-asked-already", number=str(question_id))
