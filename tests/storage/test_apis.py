"""APIs and their consumers in the database: everybody is found, and nobody twice."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.apis import ApiText, Style
from domain.channels import UNLIMITED, Sight
from storage import api_consumers, apis
from storage.api_consumers import BATCH, WHOLE
from storage.apis import Wanted
from storage.connection import Database
from tests.statements import writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_every_consumer_of_what_was_touched_is_found(database: Database) -> None:
    async with writing(database) as connection:
        api_id = await apis.create_api(connection, 1, ApiText("Shop"), 7, NOW)
        for member_id in range(1, BATCH + 100):
            await api_consumers.declare(connection, api_id, member_id, "GET /a", NOW)
            await api_consumers.declare(connection, api_id, member_id, "GET /b", NOW)
        await api_consumers.declare(connection, api_id, 1, WHOLE, NOW)
        await api_consumers.declare(connection, api_id, 999_999, "GET /c", NOW)
        found = await api_consumers.list_concerned(connection, api_id, {"GET /a", "GET /b"})
        assert len(found) == BATCH + 99
        assert found[1] == {WHOLE, "GET /a", "GET /b"}
        assert found[BATCH + 99] == {"GET /a", "GET /b"}
        assert await api_consumers.list_concerned(connection, api_id, {"GET /c"}) == {
            1: {WHOLE},
            999_999: {"GET /c"},
        }


async def test_a_renamed_operation_is_declared_once(database: Database) -> None:
    async with writing(database) as connection:
        api_id = await apis.create_api(connection, 1, ApiText("Shop"), 7, NOW)
        for member_id, key in ((1, "GET /{id}"), (2, "GET /{id}"), (2, "GET /{pk}")):
            await api_consumers.declare(connection, api_id, member_id, key, NOW)
        await api_consumers.rename_operation(connection, api_id, "GET /{id}", "GET /{pk}")
        for member_id in (1, 2):
            (each,) = await api_consumers.list_of_member(
                connection, 1, member_id, UNLIMITED, limit=9
            )
            assert each.operation == "GET /{pk}"


async def test_a_list_is_filtered(database: Database) -> None:
    async with writing(database) as connection:
        text = ApiText("Shop", styles=frozenset({Style.GRAPHQL, Style.REST}))
        shop = await apis.create_api(connection, 1, text, 7, NOW)
        blog = await apis.create_api(connection, 1, ApiText("Blog"), None, NOW)
        await apis.add_owner(connection, shop, 5, NOW)
        await api_consumers.declare(connection, blog, 6, WHOLE, NOW)
        for wanted, names in (
            (Wanted(UNLIMITED), ["Blog", "Shop"]),
            (Wanted(UNLIMITED, style=Style.GRAPHQL), ["Shop"]),
            (Wanted(UNLIMITED, style=Style.REST), ["Blog", "Shop"]),
            (Wanted(UNLIMITED, owner_id=5), ["Shop"]),
            (Wanted(UNLIMITED, consumer_id=6), ["Blog"]),
            (Wanted(Sight(frozenset({7}))), ["Blog"]),
            (Wanted(UNLIMITED, retired=True), []),
        ):
            listed = await apis.list_apis(connection, 1, wanted, limit=9)
            assert [each.text.name for each in listed] == names
            assert await apis.count_apis(connection, 1, wanted) == len(names)
