"""Keeping what members write in questions' threads, and erasing what they delete."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from cogs.core.services import Services
from cogs.qa.names import (
    ANSWER_FORGET,
    ANSWER_GONE,
    ANSWER_GONE_HERE,
    DELETED_ANSWER,
    MIRROR,
    PROPOSING,
)
from domain.deliveries import DeliveryKey
from domain.questions import Question, ThreadMessage
from storage import deliveries, drafts, messages, questions
from storage.connection import Connection
from storage.messages import Deleted

DECISION_KEPT = timedelta(days=7)
"""How long the author of a deleted accepted answer has to say that its text may stay."""
DIRECT_FIRST = timedelta(minutes=2)
"""How long the direct message has to arrive before the author is asked in the thread."""


async def remember(
    services: Services, thread_id: int, seen: Sequence[ThreadMessage]
) -> Question | None:
    """Store messages of a thread, or their newer states; None where it is no question's.

    What `seen` says of the question that it belongs to does not matter.
    """
    async with services.database.read() as connection:
        if not await messages.is_question_thread(connection, thread_id):
            return None
    changes_card = False
    async with services.database.transaction() as connection:
        question = await questions.find_question_of_thread(connection, thread_id)
        if question is None:
            return None
        for message in seen:
            remembered = await messages.remember_activity(
                connection, question, message, services.clock()
            )
            changes_card |= remembered.changes_card
    if changes_card:
        services.schedule.reconcile(MIRROR)
    return question


async def forget(
    services: Services, guild_id: int, message_ids: Collection[int], *, ask_author: bool
) -> int:
    """Erase the text of deleted messages at once; returns how many were kept until now.

    With `ask_author` the author of an accepted answer is asked whether its text may stay.
    """
    async with services.database.read() as connection:
        stored = await messages.list_stored(connection, message_ids)
        proposed = [
            message_id
            for message_id in message_ids
            if await drafts.find_draft_about(
                connection, guild_id, PROPOSING, message_id, services.clock()
            )
        ]
    if proposed:
        async with services.database.transaction() as connection:
            for message_id in proposed:
                await drafts.delete_about(connection, guild_id, PROPOSING, message_id)
    if not stored:
        return 0
    asks = changes_card = False
    async with services.database.transaction() as connection:
        for message_id in stored:
            deleted = await messages.forget_message(connection, message_id, services.clock())
            if deleted is not None and deleted.was_accepted:
                changes_card = True
                asks |= ask_author and await _plan_asking(connection, services, guild_id, deleted)
    if changes_card:
        services.schedule.reconcile(MIRROR)
    if asks:
        services.schedule.wake()
    return len(stored)


async def _plan_asking(
    connection: Connection, services: Services, guild_id: int, deleted: Deleted
) -> bool:
    """Set the text aside for its author alone, until she has decided or the time is over."""
    message, now = deleted.message, services.clock()
    if message.author_id is None or not message.content:
        return False
    draft_id = await drafts.create_draft(
        connection,
        guild_id,
        message.author_id,
        DELETED_ANSWER,
        {"question": message.question_id, "content": message.content},
        now + DECISION_KEPT,
        subject=message.message_id,
    )
    for kind, member_id, due_at in (
        (ANSWER_GONE, message.author_id, now),
        (ANSWER_GONE_HERE, None, now + DIRECT_FIRST),
        (ANSWER_FORGET, None, now + DECISION_KEPT),
    ):
        key = DeliveryKey(guild_id, kind, draft_id, member_id=member_id)
        await deliveries.schedule(connection, key, due_at, now)
    return True
