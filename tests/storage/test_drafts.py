from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import drafts
from storage.connection import Database
from storage.retention import drop_batch
from tests.statements import writing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def test_a_draft_comes_back_until_it_expires(database: Database) -> None:
    body = {"title": "Où ?", "topics": ["REST"], "channel_id": 2**62}
    async with writing(database) as connection:
        draft_id = await drafts.create_draft(connection, 9, 3, "qa-ask", body, LATER)
        draft = await drafts.find_draft(connection, draft_id, NOW)
        assert draft is not None
        assert (draft.guild_id, draft.member_id, draft.kind, draft.subject) == (
            9,
            3,
            "qa-ask",
            None,
        )
        assert draft.body == body
        assert await drafts.find_draft(connection, draft_id, LATER) is None


async def test_a_change_prolongs(database: Database) -> None:
    async with writing(database) as connection:
        draft_id = await drafts.create_draft(connection, 9, 3, "qa-ask", {}, LATER)
        await drafts.change_draft(connection, draft_id, {"a": 1}, LATER + timedelta(hours=1))
        draft = await drafts.find_draft(connection, draft_id, LATER)
        assert draft is not None
        assert draft.body == {"a": 1}


async def test_one_draft_per_kind_and_subject(database: Database) -> None:
    async with writing(database) as connection:
        first = await drafts.create_draft(connection, 9, 3, "a", {}, LATER, subject=5)
        second = await drafts.create_draft(connection, 9, 4, "a", {}, LATER, subject=5)
        other = await drafts.create_draft(connection, 9, 4, "b", {}, LATER, subject=5)
        assert await drafts.find_draft(connection, first, NOW) is None
        assert await drafts.find_draft(connection, second, NOW) is not None
        assert await drafts.find_draft(connection, other, NOW) is not None


async def test_deleting_tells_whether_it_was_there(database: Database) -> None:
    async with writing(database) as connection:
        draft_id = await drafts.create_draft(connection, 9, 3, "a", {}, LATER)
        assert await drafts.delete_draft(connection, draft_id)
        assert not await drafts.delete_draft(connection, draft_id)


async def test_the_oldest_of_a_kind_makes_room(database: Database) -> None:
    async with writing(database) as connection:
        made = [
            await drafts.create_draft(connection, 9, 3, "a", {}, LATER)
            for _ in range(drafts.MOST_OF_KIND + 1)
        ]
        other = await drafts.create_draft(connection, 9, 3, "b", {}, LATER)
        for draft_id in (*made[1:], other):
            assert await drafts.find_draft(connection, draft_id, NOW) is not None
        assert await drafts.find_draft(connection, made[0], NOW) is None


async def test_what_expired_and_what_is_erased_is_gone(database: Database) -> None:
    async with writing(database) as connection:
        await drafts.create_draft(connection, 9, 3, "a", {}, NOW)
        await drafts.create_draft(connection, 9, 3, "a", {}, LATER)
        await drafts.create_draft(connection, 9, 4, "a", {}, LATER)
        await drafts.create_draft(connection, 8, 3, "a", {}, LATER)
        assert await drop_batch(connection, "drafts", 9, NOW) == 1
        assert await drafts.erase_member(connection, 9, 3) == 1
        await drafts.erase_guild(connection, 9)
        left = await connection.fetch_all("SELECT guild_id FROM drafts")
        assert [row["guild_id"] for row in left] == [8]
