"""What the author of a deleted accepted answer decides about its text."""

from __future__ import annotations

from cogs.core.access import refuse_barred
from cogs.core.services import Services
from cogs.core.text_rules import check_text
from cogs.qa.names import ANSWER_FORGET, ANSWER_GONE_HERE, ANSWER_KEPT, DELETED_ANSWER, MIRROR
from domain.deliveries import DeliveryKey
from domain.errors import UserError
from domain.guilds import GuildSettings
from storage import deliveries, drafts, guilds, messages
from storage.connection import Connection
from storage.drafts import Draft


async def keep_answer(services: Services, member_id: int, draft_id: int) -> None:
    """Let the text stay: show it again, and post it in the thread as its author's.

    Raises `RefusedTextError` where the server's rules refuse it: it stays set aside.
    """
    now = services.clock()
    async with services.database.transaction() as connection:
        draft = await _get_own(connection, services, member_id, draft_id)
        await refuse_barred(connection, draft.guild_id, member_id, now)
        settings = await guilds.find_settings(connection, draft.guild_id)
        rules = (settings or GuildSettings(draft.guild_id)).text_rules()
        check_text(rules, draft.body["content"])
        message_id = draft.subject or 0
        if not await messages.restore_message(connection, message_id, draft.body["content"]):
            raise UserError("qa-kept-too-late")
        await _settle(connection, services, draft)
        key = DeliveryKey(draft.guild_id, ANSWER_KEPT, message_id)
        await deliveries.schedule(connection, key, now, now)
    services.schedule.reconcile(MIRROR)
    services.schedule.wake()


async def erase_answer(services: Services, member_id: int, draft_id: int) -> None:
    """Forget the text that was set aside, at once."""
    async with services.database.transaction() as connection:
        draft = await _get_own(connection, services, member_id, draft_id)
        await _settle(connection, services, draft)


async def _get_own(
    connection: Connection, services: Services, member_id: int, draft_id: int
) -> Draft:
    draft = await drafts.find_draft(connection, draft_id, services.clock())
    if draft is None or draft.kind != DELETED_ANSWER:
        raise UserError("qa-kept-too-late")
    if draft.member_id != member_id:
        raise UserError("qa-draft-not-yours")
    return draft


async def _settle(connection: Connection, services: Services, draft: Draft) -> None:
    await drafts.delete_draft(connection, draft.id)
    for kind in (ANSWER_GONE_HERE, ANSWER_FORGET):
        await deliveries.cancel(
            connection, draft.guild_id, kind, draft.id, "its author has decided", services.clock()
        )
