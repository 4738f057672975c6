"""The part of the feature that follows what happens in questions' threads, and the time."""

from __future__ import annotations

from typing import Final

from cogs.qa.catch_up import CatchUp
from cogs.qa.deletions import DELETION_DELIVERIES
from cogs.qa.messages import QuestionMessages
from cogs.qa.timed import TIMED_DELIVERIES
from cogs.qa.views import deletions, timed
from cogs.shared.client import NexusBot
from cogs.shared.features import PersonalData
from domain.channels import Sight
from storage import messages, search_index
from storage.engine import Connection

LISTENING_ITEMS: Final = (
    deletions.EraseAnswerButton,
    deletions.KeepAnswerButton,
    timed.NotYetButton,
    timed.QuietCloseButton,
    timed.SolvedYesButton,
    timed.StaleReopenButton,
)


async def add_listening(bot: NexusBot) -> None:
    """Add it to the bot."""
    bot.add_dynamic_items(*LISTENING_ITEMS)
    for kind in (*DELETION_DELIVERIES, *TIMED_DELIVERIES):
        bot.services.features.add_delivery(kind)
    bot.services.features.personal.append(MESSAGES)
    await bot.add_cog(QuestionMessages(bot, CatchUp(bot)))


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    """The messages go with their questions; what is found of them is erased here."""
    await search_index.erase_guild(connection, guild_id)


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    """Return a person's own messages: nothing that others wrote is among them."""
    return await messages.export_member(connection, guild_id, member_id)


MESSAGES: Final = PersonalData("messages", _export, messages.erase_member, _erase_guild)
