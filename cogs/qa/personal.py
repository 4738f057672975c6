"""Personal data about questions and of the messages in their threads."""

from __future__ import annotations

from datetime import datetime

from cogs.core.services import PersonalData
from domain.channels import Sight
from storage import messages, question_people, search_index, subscriptions, topics
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    subscribed = await subscriptions.list_topics_of_member(connection, guild_id, member_id)
    rows = await question_people.export_member(connection, guild_id, member_id)
    return rows + [{"kind": "subscription", "topic": topic} for topic in subscribed]


async def _erase(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    erased = await question_people.erase_member(connection, guild_id, member_id, now)
    return erased + await subscriptions.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    for store in (question_people, subscriptions, topics):
        await store.erase_guild(connection, guild_id)


async def _export_messages(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    """Return a person's own messages: nothing that others wrote is among them."""
    return await messages.export_member(connection, guild_id, member_id)


async def _erase_messages(
    connection: Connection, guild_id: int, member_id: int, _: datetime
) -> int:
    return await messages.erase_member(connection, guild_id, member_id)


async def _erase_found(connection: Connection, guild_id: int) -> None:
    """The messages go with their questions; what is found of them is erased here."""
    await search_index.erase_guild(connection, guild_id)


PERSONAL = PersonalData("qa", _export, _erase, _erase_guild)
MESSAGES = PersonalData("messages", _export_messages, _erase_messages, _erase_found)
