"""Keeping what members write in questions' threads, erasing what they delete, noting who leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from cogs.core.unit import Unit
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE, ANSWER_GONE_HERE, DELETED_ANSWER, PROPOSING
from domain.deliveries import DeliveryKey
from domain.questions import Question, ThreadMessage
from storage import drafts, messages, question_people, questions
from storage.messages import Deleted

DECISION_KEPT = timedelta(days=7)
"""How long the author of a deleted accepted answer has to say that its text may stay."""
DIRECT_FIRST = timedelta(minutes=2)
"""How long the direct message has to arrive before the author is asked in the thread."""


async def is_question_thread(unit: Unit, thread_id: int) -> bool:
    """Tell the threads whose messages are kept: most of a server's messages are elsewhere."""
    return await messages.is_question_thread(unit.connection, thread_id)


async def remember(unit: Unit, thread_id: int, seen: Sequence[ThreadMessage]) -> Question | None:
    """Store messages of a thread, or their newer states; None where it is no question's.

    What `seen` says of the question that it belongs to does not matter.
    """
    question = await questions.find_question_of_thread(unit.connection, thread_id)
    if question is None:
        return None
    for message in seen:
        remembered = await messages.remember_activity(unit.connection, question, message, unit.now)
        if remembered.changes_card:
            unit.show("question", question.id)
    return question


async def is_kept(unit: Unit, guild_id: int, message_ids: Collection[int]) -> bool:
    """Tell whether anything is kept of some deleted messages: of most there is not."""
    if await messages.list_stored(unit.connection, message_ids):
        return True
    return bool(await _list_proposed(unit, guild_id, message_ids))


async def forget(
    unit: Unit, guild_id: int, message_ids: Collection[int], *, ask_author: bool
) -> None:
    """Erase the text of deleted messages at once, and what somebody proposed to ask of them.

    With `ask_author` the author of an accepted answer is asked whether its text may stay.
    """
    for message_id in await _list_proposed(unit, guild_id, message_ids):
        await drafts.delete_about(unit.connection, guild_id, PROPOSING, message_id)
    for message_id in await messages.list_stored(unit.connection, message_ids):
        deleted = await messages.forget_message(unit.connection, message_id, unit.now)
        if deleted is not None and deleted.was_accepted:
            unit.show("question", deleted.message.question_id)
            if ask_author:
                await _plan_asking(unit, guild_id, deleted)


async def note_left(unit: Unit, guild_id: int, member_id: int) -> None:
    """Have the cards of a member's open questions say that they left the server."""
    if await question_people.note_left(unit.connection, guild_id, member_id, unit.now):
        unit.show("question", member_id)


async def note_back(unit: Unit, guild_id: int, member_id: int) -> None:
    """Have the cards of a member's open questions say that they are back."""
    if await question_people.note_back(unit.connection, guild_id, member_id):
        unit.show("question", member_id)


async def _list_proposed(unit: Unit, guild_id: int, message_ids: Collection[int]) -> list[int]:
    return [
        message_id
        for message_id in message_ids
        if await drafts.find_draft_about(unit.connection, guild_id, PROPOSING, message_id, unit.now)
    ]


async def _plan_asking(unit: Unit, guild_id: int, deleted: Deleted) -> None:
    """Set the text aside for its author alone, until they have decided or the time is over."""
    message, now = deleted.message, unit.now
    if message.author_id is None or not message.content:
        return
    draft_id = await drafts.create_draft(
        unit.connection,
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
        await unit.plan_once(DeliveryKey(guild_id, kind, draft_id, member_id=member_id), due_at)
