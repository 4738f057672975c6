"""Endpoint requests in the database: found by who, where and when; forgotten without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.apis import ApiText
from domain.channels import UNLIMITED
from domain.endpoints.records import Request, Shape, Shown, Side, State
from storage import apis, endpoint_history, endpoint_requests, endpoint_shapes
from storage.connection import Connection, Database
from storage.endpoint_requests import NewRequest, Wanted
from tests.statements import writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ASKING, BUILDING, WATCHING = 5, 6, 7
SHAPE = Shape("GET", "/users/{id}", "", '{"id": 1}')


async def ask(
    connection: Connection, guild_id: int = 1, due_at: datetime | None = None, shape: Shape = SHAPE
) -> Request:
    new = NewRequest(guild_id, None, shape, "the profile page", ASKING, due_at, 9)
    return await get(connection, await endpoint_requests.create_request(connection, new, NOW))


async def get(connection: Connection, request_id: int, guild_id: int = 1) -> Request:
    found = await endpoint_requests.find_request(connection, guild_id, request_id)
    assert found is not None
    return found


async def move(connection: Connection, request: Request, **changes: object) -> Request:
    changed = replace(request, **changes)  # type: ignore[arg-type]  # fields by name
    assert await endpoint_requests.change_request(connection, changed, NOW)
    return await get(connection, request.id)


async def ids(connection: Connection, **wanted: object) -> list[int]:
    found = await endpoint_requests.list_requests(
        connection,
        1,
        Wanted(**{"sight": UNLIMITED, **wanted}),  # type: ignore[arg-type]  # fields by name
        limit=10,
    )
    return [each.id for each in found]


async def test_what_is_kept_is_read_as_it_was(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection, due_at=NOW + DAY)
        assert (request.shape, request.shape_number, request.state) == (SHAPE, 1, State.REQUESTED)
        assert (request.requester_id, request.due_at) == (ASKING, NOW + DAY)
        assert await endpoint_requests.find_request(connection, 2, request.id) is None


async def test_of_two_changes_at_once_one_wins(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        await move(connection, request, state=State.ACCEPTED, builder_id=BUILDING)
        late = replace(request, state=State.DECLINED)
        assert not await endpoint_requests.change_request(connection, late, NOW)


async def test_another_shape_is_confirmed_by_nobody(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        for side in (Side.REQUESTER, Side.BUILDER):
            await endpoint_shapes.confirm(connection, request.id, side, 1, ASKING, NOW)
        assert (await get(connection, request.id)).is_confirmed_by(Side.BUILDER)
        other = Shape("GET", "/people/{id}")
        await endpoint_requests.change_shape(connection, request, other, ASKING, NOW)
        after = await get(connection, request.id)
        matches = await endpoint_requests.list_matches(
            connection, 1, "GET /people/{pk}", UNLIMITED, limit=5
        )
    assert (after.shape, after.shape_number, dict(after.confirmations)) == (other, 2, {})
    assert [each.id for each in matches] == [request.id]


async def test_lists_by_state_side_api_and_what_is_overdue(database: Database) -> None:
    async with writing(database) as connection:
        api_id = await apis.create_api(connection, 1, ApiText("Shop"), None, NOW)
        late = await ask(connection, due_at=NOW - DAY)
        built = await move(
            connection,
            await ask(connection, due_at=NOW - 2 * DAY),
            state=State.BUILDING,
            builder_id=BUILDING,
            api_id=api_id,
        )
        done = await move(
            connection, await ask(connection, due_at=NOW - DAY), state=State.LIVE, builder_id=ASKING
        )
        await ask(connection, guild_id=1, due_at=NOW + DAY)
        assert await ids(connection, states=(State.BUILDING, State.LIVE)) == [done.id, built.id]
        assert await ids(connection, api_id=api_id) == [built.id]
        assert await ids(connection, overdue_at=NOW) == [built.id, late.id]
        assert await ids(connection, member_id=BUILDING) == [built.id]
        assert await ids(connection, member_id=ASKING, side=Side.BUILDER) == [done.id]
        assert await ids(connection, member_id=BUILDING, side=Side.REQUESTER) == []
        assert built.api_name == "Shop"
        found = await endpoint_requests.list_of_api(connection, 1, api_id, limit=5)
        assert [each.id for each in found] == [built.id]
        board = await endpoint_requests.list_board(connection, 1, NOW, UNLIMITED)
        assert {each.state: (each.count, each.overdue) for each in board} == {
            State.BUILDING: (1, 1),
            State.LIVE: (1, 0),
            State.REQUESTED: (2, 1),
        }


async def test_what_is_built_for_no_api_yet_is_found_by_its_builder(database: Database) -> None:
    async with writing(database) as connection:
        api_id = await apis.create_api(connection, 1, ApiText("Shop"), None, NOW)
        request = await ask(connection)
        await move(connection, request, state=State.AGREED, builder_id=BUILDING)
        for builder_id, count in ((BUILDING, 1), (ASKING, 0), (None, 0)):
            found = await endpoint_requests.list_of_api(
                connection, 1, api_id, builder_id=builder_id, limit=5
            )
            assert len(found) == count


async def test_a_request_is_found_by_the_thread_of_its_card(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        await endpoint_requests.mark_posted(connection, request.id, Shown(9, 10, 11))
        found = await endpoint_requests.find_by_thread(connection, 1, 11)
        assert found is not None
        assert found.id == request.id


async def test_who_is_forgotten_is_named_nowhere(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        await endpoint_shapes.confirm(connection, request.id, Side.REQUESTER, 1, ASKING, NOW)
        await endpoint_history.add_event(
            connection, request.id, "block", State.BLOCKED, NOW, member_id=ASKING, note="ill"
        )
        assert await endpoint_history.watch(connection, 1, request.id, ASKING)
        assert not await endpoint_history.watch(connection, 1, request.id, ASKING)
        for storage, sight in (
            (endpoint_requests, ()),
            (endpoint_shapes, ()),
            (endpoint_history, (UNLIMITED,)),
        ):
            assert await storage.export_member(connection, 1, ASKING, *sight)
            assert await storage.export_member(connection, 2, ASKING, *sight) == []
            assert await storage.erase_member(connection, 2, ASKING) == 0
            assert await storage.erase_member(connection, 1, ASKING) > 0
            assert await storage.export_member(connection, 1, ASKING, *sight) == []
        after = await get(connection, request.id)
        (event,) = await endpoint_history.list_events(connection, request.id, limit=5)
        assert await endpoint_history.list_watchers(connection, request.id) == []
    assert (after.requester_id, event.member_id, event.note) == (None, None, None)
    assert after.is_confirmed_by(Side.REQUESTER)


async def test_what_who_is_forgotten_was_to_build_can_be_taken_again(database: Database) -> None:
    async with writing(database) as connection:
        requests = [await ask(connection) for _ in range(3)]
        for request in requests:
            for side, member_id in ((Side.REQUESTER, ASKING), (Side.BUILDER, BUILDING)):
                await endpoint_shapes.confirm(connection, request.id, side, 1, member_id, NOW)
        states = (State.BUILDING, State.BLOCKED, State.VERIFIED)
        for request, state in zip(requests, states, strict=True):
            is_blocked = state is State.BLOCKED
            await move(
                connection,
                request,
                state=state,
                builder_id=BUILDING,
                resume_state=State.AGREED if is_blocked else None,
                reason="my exams" if is_blocked else None,
            )
        await endpoint_requests.erase_member(connection, 1, BUILDING)
        after = [await get(connection, request.id) for request in requests]
    assert [each.state for each in after] == [State.REQUESTED, State.REQUESTED, State.VERIFIED]
    assert [each.builder_id for each in after] == [None, None, None]
    assert [each.is_confirmed_by(Side.BUILDER) for each in after] == [False, False, True]
    assert all(each.is_confirmed_by(Side.REQUESTER) for each in after)
    assert after[1].reason is None


async def test_a_reason_is_forgotten_with_who_gave_it(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        await move(connection, request, state=State.DECLINED, reason="my exams")
        await endpoint_history.add_event(
            connection,
            request.id,
            "decline",
            State.DECLINED,
            NOW,
            member_id=ASKING,
            note="my exams",
        )
        await endpoint_requests.erase_member(connection, 1, WATCHING)
        assert (await get(connection, request.id)).reason == "my exams"
        await endpoint_requests.erase_member(connection, 1, ASKING)
        assert (await get(connection, request.id)).reason is None


async def test_a_server_that_is_forgotten_leaves_nothing(database: Database) -> None:
    async with writing(database) as connection:
        request = await ask(connection)
        await endpoint_history.watch(connection, 1, request.id, WATCHING)
        await endpoint_requests.erase_guild(connection, 1)
        for table in ("requests", "shapes", "confirmations", "history", "watchers"):
            count = await connection.fetch_value(f"SELECT count(*) FROM endpoint_{table}")  # noqa: S608 - our names
            assert count == 0
