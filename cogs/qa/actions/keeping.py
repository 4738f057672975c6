"""What the author of a deleted accepted answer decides about its text."""

from __future__ import annotations

from cogs.core.access import refuse_barred
from cogs.core.text_rules import check_text
from cogs.core.unit import Unit
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE_HERE, ANSWER_KEPT, DELETED_ANSWER
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.guilds import GuildSettings
from storage import deliveries, drafts, guilds, messages
from storage.drafts import Draft


async def keep_answer(unit: Unit, member_id: int, draft_id: int) -> None:
    """Let the text stay: show it again, and post it in the thread as its author's.

    Raises `RefusedTextError` where the server's rules refuse it: it stays set aside.
    """
    draft = await _get_own(unit, member_id, draft_id)
    await refuse_barred(unit.connection, draft.guild_id, member_id, unit.now)
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
