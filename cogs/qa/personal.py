"""What is held on a person about questions, beside the messages of their threads."""

from __future__ import annotations

from cogs.shared.features import PersonalData
from cogs.shared.services import Clock
from domain.channels import Sight
from storage import question_people, subscriptions, topics
from storage.engine import Connection


def personal_data(clock: Clock) -> PersonalData:
    """How it is given out and erased."""

    async def export(
        connection: Connection, guild_id: int, member_id: int, _: Sight
    ) -> list[dict[str, object]]:
        subscribed = await subscriptions.list_topics_of_member(connection, guild_id, member_id)
        rows = await question_people.export_member(connection, guild_id, member_id)
        return rows + [{"kind": "subscription", "topic": topic} for topic in subscribed]

    async def erase(connection: Connection, guild_id: int, member_id: int) -> int:
        erased = await question_people.erase_member(connection, guild_id, member_id, clock())
        return erased + await subscriptions.erase_member(connection, guild_id, member_id)

    async def erase_guild(connection: Connection, guild_id: int) -> None:
        for store in (question_people, subscriptions, topics):
            await store.erase_guild(connection, guild_id)

    return PersonalData("qa", export, erase, erase_guild)
