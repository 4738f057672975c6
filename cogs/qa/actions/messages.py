"""Messages in the threads of questions: stored, and kept or erased once deleted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import timedelta

from cogs.core.access import admit, refuse_banned
from cogs.core.actor import Actor
from cogs.core.text_rules import check_text
from cogs.core.unit import Unit
from cogs.qa.actions.lookups import get_question, get_view
from cogs.qa.names import (
    ANSWER_FORGET,
    ANSWER_GONE,
    ANSWER_GONE_HERE,
    ANSWER_KEPT,
    DELETED_ANSWER,
    EDITING,
    PROPOSING,
)
from domain import question_rules
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.guilds import GuildSettings
from domain.question_rules import check_may_decide, check_not_withdrawn, check_own
from domain.questions import (
    Closing,
    Question,
    QuestionText,
    QuestionView,
    Resolution,
    ThreadMessage,
)
from storage import deliveries, drafts, guilds, messages, question_people, questions, topics
from storage.drafts import Draft
from storage.messages import Deleted

KEPT = timedelta(days=1)


async def get_own_question(unit: Unit, actor: Actor, question_id: int) -> Question:
    """Find a question that the actor may edit."""
    question = await get_question(unit, actor, question_id)
    check_own(question, actor.member_id)
    return question


async def edit_question(
    unit: Unit, actor: Actor, question_id: int, text: QuestionText
) -> QuestionView:
    """Replace the words of an own question; the thread keeps its name."""
    await admit(unit, actor)
    question = await get_own_question(unit, actor, question_id)
    known = await topics.list_topics(unit.connection, actor.guild_id)
    text = question_rules.check_text(text, known)
    await questions.change_text(unit.connection, question, text, unit.now)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def keep_edit(unit: Unit, actor: Actor, question_id: int, text: QuestionText) -> int:
    """Keep changed words that cannot be stored as they are; returns the draft's id."""
    body = {"question": question_id, "text": asdict(text)}
    return await drafts.create_draft(
        unit.connection, actor.guild_id, actor.member_id, EDITING, body, unit.now + KEPT
    )


async def get_edit(unit: Unit, actor: Actor, draft_id: int) -> tuple[int, QuestionText]:
    """Read the question and the words that were kept; `UserError` where they are gone."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.kind != EDITING or draft.guild_id != actor.guild_id:
        raise UserError("qa-edit-gone")
    if draft.member_id != actor.member_id:
        raise UserError("qa-draft-not-yours")
    words = draft.body["text"] | {"topics": tuple(draft.body["text"]["topics"])}
    return int(draft.body["question"]), QuestionText(**words)


async def withdraw_question(unit: Unit, actor: Actor, question_id: int) -> QuestionView:
    """Take an own question back, or as a moderator anybody's: its words are erased.

    Others' answers stay.
    """
    await admit(unit, actor)
    question = await get_question(unit, actor, question_id)
    check_may_decide(question, actor.member_id, is_moderator=actor.is_moderator)
    check_not_withdrawn(question)
    subject = f"question:{question_id}"
    await unit.note(actor, "qa.remove", subject, owners=(question.asker_id,))
    closing = Closing(Resolution.WITHDRAWN, unit.now, actor.member_id)
    await questions.withdraw(unit.connection, question_id, closing)
    unit.show("question", question_id)
    return await get_view(unit, actor, question_id)


async def keep_answer(unit: Unit, member_id: int, draft_id: int) -> None:
    """Let the text stay: show it again, and post it in the thread as its author's.

    Raises `RefusedTextError` where the server's rules refuse it: it stays set aside.
    """
    draft = await _get_own(unit, member_id, draft_id)
    await refuse_banned(unit.connection, draft.guild_id, member_id, unit.now)
    settings = await guilds.find_settings(unit.connection, draft.guild_id)
    rules = (settings or GuildSettings(draft.guild_id)).text_rules()
    check_text(rules, draft.body["content"])
    message_id = draft.subject or 0
    if not await messages.restore_message(unit.connection, message_id, draft.body["content"]):
        raise UserError("qa-kept-too-late")
    await _settle(unit, draft)
    await unit.plan_once(DeliveryKey(draft.guild_id, ANSWER_KEPT, message_id))
    unit.show("question", draft.body["question"])


async def erase_answer(unit: Unit, member_id: int, draft_id: int) -> None:
    """Forget the text that was set aside, at once."""
    await _settle(unit, await _get_own(unit, member_id, draft_id))


async def _get_own(unit: Unit, member_id: int, draft_id: int) -> Draft:
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is None or draft.kind != DELETED_ANSWER:
        raise UserError("qa-kept-too-late")
    if draft.member_id != member_id:
        raise UserError("qa-draft-not-yours")
    return draft


async def _settle(unit: Unit, draft: Draft) -> None:
    await drafts.delete_draft(unit.connection, draft.id)
    for kind in (ANSWER_GONE_HERE, ANSWER_FORGET):
        await deliveries.cancel(
            unit.connection, draft.guild_id, kind, draft.id, "its author has decided", unit.now
        )


DECISION_KEPT = timedelta(days=7)
"""Time that the author of a deleted accepted answer has to say that its text may stay."""
DIRECT_FIRST = timedelta(minutes=2)
"""Time that the direct message has to arrive before the author is asked in the thread."""


async def is_question_thread(unit: Unit, thread_id: int) -> bool:
    """List the threads whose messages are kept: most of a server's messages are elsewhere."""
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
