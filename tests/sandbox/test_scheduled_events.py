"""Scheduled events: what people do with them, what Discord does by itself, and who hears of it."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest

from sandbox.client import CannotDoError, Member, Sandbox
from sandbox.world.automation import CANCELLED_AFTER, ENDED_AFTER
from sandbox.world.channels import create_channel, delete_channel
from sandbox.world.models import ChannelKind, Overwrite, ScheduledEvent
from sandbox.world.people import create_user, join_guild
from sandbox.world.permissions import Permission
from tests.sandbox.api import Api
from tests.sandbox.wire import EVERYTHING, Wire, connect

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
SCHEDULED_EVENTS = 1 << 16
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ROOM = "Study room"


def events(sandbox: Sandbox) -> str:
    return f"/guilds/{sandbox.guild.id}/scheduled-events"


def soon(sandbox: Sandbox) -> datetime:
    return sandbox.clock.now() + HOUR


def pass_time(sandbox: Sandbox, period: timedelta) -> None:
    sandbox.clock.advance(period.total_seconds())


async def in_the_room(sandbox: Sandbox, host: str = "mara", **fields: Any) -> ScheduledEvent:
    member = sandbox.member(host)
    return await member.create_event("Study", start=soon(sandbox), channel=ROOM, **fields)


async def elsewhere(sandbox: Sandbox, host: str = "mara") -> ScheduledEvent:
    start, member = soon(sandbox), sandbox.member(host)
    return await member.create_event("Walk", start=start, end=start + HOUR, location="The park")


def empower(member: Member, permissions: int) -> None:
    role = next(r for r in member.guild.roles.values() if r.name == "Backend")
    role.permissions |= permissions


def grew(heard: list[str], before: int) -> bool:
    return len(heard) > before


async def listening(wire: Wire) -> None:
    await wire.identify()
    await wire.event("GUILD_CREATE")


# By people


async def test_discordpy_hears_what_people_do(sandbox: Sandbox, client: discord.Client) -> None:
    heard: list[str] = []

    @client.event
    async def on_scheduled_event_create(event: discord.ScheduledEvent) -> None:
        heard.append(f"{event.name} at {event.channel or event.location}")

    @client.event
    async def on_scheduled_event_update(
        before: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        heard.append(f"{before.name}: {before.status} -> {after.name}: {after.status}")

    @client.event
    async def on_scheduled_event_user_add(
        event: discord.ScheduledEvent, user: discord.User
    ) -> None:
        heard.append(f"{user.name} is interested in {event.name}")

    @client.event
    async def on_scheduled_event_user_remove(
        event: discord.ScheduledEvent, user: discord.User
    ) -> None:
        heard.append(f"{user.name} is not interested in {event.name}")

    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    event = await in_the_room(sandbox)
    await sandbox.until(lambda: heard)
    for doing in (
        ada.interested(event),
        ada.uninterested("Study"),
        mara.change_event(event.id, name="Study together"),
        mara.start_event(event),
        mara.end_event(event),
    ):
        before = len(heard)
        await doing
        await sandbox.until(functools.partial(grew, heard, before))
    assert heard == [
        "Study at Study room",
        "ada is interested in Study",
        "ada is not interested in Study",
        "Study: EventStatus.scheduled -> Study together: EventStatus.scheduled",
        "Study together: EventStatus.scheduled -> Study together: EventStatus.active",
        "Study together: EventStatus.active -> Study together: EventStatus.completed",
    ]
    assert ada.events() == []


async def test_an_event_moves_between_a_channel_and_a_location(api: Api) -> None:
    sandbox, mara = api.sandbox, api.sandbox.member("mara")
    event = await in_the_room(sandbox)
    await mara.change_event(event, location="The park", end=soon(sandbox) + 2 * HOUR)
    shown = (await api(f"GET {events(sandbox)}/{event.id}")).body
    assert (shown["entity_type"], shown["channel_id"]) == (3, None)
    assert shown["entity_metadata"] == {"location": "The park"}
    await mara.change_event(event, channel=ROOM)
    shown = (await api(f"GET {events(sandbox)}/{event.id}")).body
    assert (shown["entity_type"], shown["entity_metadata"]) == (2, None)
    assert shown["creator"]["username"] == "mara"


async def test_only_who_may_makes_and_changes_events(sandbox: Sandbox) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    with pytest.raises(CannotDoError, match="Missing Permissions"):
        await in_the_room(sandbox, "ada")
    empower(ada, Permission.CREATE_EVENTS)
    own, other = await in_the_room(sandbox, "ada"), await in_the_room(sandbox, "mara")
    await ada.change_event(own, name="Study more")
    with pytest.raises(CannotDoError, match="Missing Permissions"):
        await ada.cancel_event(other)
    empower(ada, Permission.MANAGE_EVENTS)
    await ada.cancel_event(other)
    everyone = sandbox.guild.id
    denied = int(Permission.CONNECT)
    sandbox.channel(ROOM).overwrites[everyone] = Overwrite(everyone, is_member=False, deny=denied)
    with pytest.raises(CannotDoError, match="Missing Permissions"):
        await ada.cancel_event(own)
    await mara.cancel_event(own)
    assert mara.events() == []


async def test_a_stage_takes_moderating_it(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    create_channel(sandbox.world, sandbox.guild, ChannelKind.STAGE, "Stage")
    empower(ada, Permission.CREATE_EVENTS)
    with pytest.raises(CannotDoError, match="Missing Permissions"):
        await ada.create_event("Talk", start=soon(sandbox), channel="Stage")
    needed = Permission.MANAGE_CHANNELS | Permission.MUTE_MEMBERS | Permission.MOVE_MEMBERS
    empower(ada, needed)
    event = await ada.create_event("Talk", start=soon(sandbox), channel="Stage")
    assert event.fields["entity_type"] == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"location": "The park"}, "scheduled_end_time: This field is required"),
        ({"channel": "general"}, "Invalid channel type"),
        ({"channel": ROOM, "start": timedelta(hours=-1)}, "Cannot schedule event in the past"),
        ({"channel": ROOM, "end": timedelta()}, "Cannot end event before it starts"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_discords_words(
    sandbox: Sandbox, fields: dict[str, Any], words: str
) -> None:
    now = sandbox.clock.now()
    times = {k: now + v for k, v in fields.items() if isinstance(v, timedelta)}
    with pytest.raises(CannotDoError, match=words):
        await sandbox.member("mara").create_event("Study", **{"start": now + HOUR} | fields | times)


async def test_nobody_follows_what_is_over_or_hidden(sandbox: Sandbox) -> None:
    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    over = await in_the_room(sandbox)
    await mara.cancel_event(over)
    with pytest.raises(CannotDoError, match="is over"):
        await ada.interested(over)
    with pytest.raises(CannotDoError, match="status"):
        await mara.start_event(over)
    hidden = await in_the_room(sandbox)
    everyone, unseen = sandbox.guild.id, int(Permission.VIEW_CHANNEL)
    sandbox.channel(ROOM).overwrites[everyone] = Overwrite(everyone, is_member=False, deny=unseen)
    with pytest.raises(CannotDoError, match="sees no event"):
        await ada.interested(hidden)
    assert ada.events() == []
    assert mara.events() == [hidden]


# By the bot


async def test_the_bot_manages_its_own_with_less(api: Api) -> None:
    sandbox = api.sandbox
    role = next(r for r in sandbox.guild.roles.values() if r.bot_id is not None)
    role.permissions &= ~Permission.MANAGE_EVENTS
    start = soon(sandbox)
    body = {
        "name": "Study",
        "privacy_level": 2,
        "entity_type": 2,
        "channel_id": str(sandbox.channel(ROOM).id),
        "scheduled_start_time": start.isoformat(),
    }
    own = (await api(f"POST {events(sandbox)}", body)).body["id"]
    assert (await api(f"PATCH {events(sandbox)}/{own}", {"name": "Study more"})).status == 200
    other = await elsewhere(sandbox)
    assert (await api(f"PATCH {events(sandbox)}/{other.id}", {"name": "x"})).code == 50013
    assert (await api(f"DELETE {events(sandbox)}/{other.id}")).code == 50013
    assert (await api(f"DELETE {events(sandbox)}/{own}")).status == 204
    role.permissions &= ~Permission.CREATE_EVENTS
    assert (await api(f"POST {events(sandbox)}", body)).code == 50013


async def test_an_external_event_has_no_channel(api: Api) -> None:
    sandbox = api.sandbox
    event = await in_the_room(sandbox)
    body = {
        "entity_type": 3,
        "entity_metadata": {"location": "The park"},
        "scheduled_end_time": (soon(sandbox) + HOUR).isoformat(),
    }
    path = f"PATCH {events(sandbox)}/{event.id}"
    assert "channel_id" in (await api(path, body)).body["errors"]
    assert (await api(path, body | {"channel_id": None})).body["channel_id"] is None
    sandbox.forgive()


async def test_events_of_a_hidden_channel_are_hidden(api: Api) -> None:
    sandbox = api.sandbox
    event = await in_the_room(sandbox)
    assert len((await api(f"GET {events(sandbox)}")).body) == 1
    api.permit(sandbox.channel(ROOM), deny=Permission.VIEW_CHANNEL)
    assert (await api(f"GET {events(sandbox)}")).body == []
    assert (await api(f"GET {events(sandbox)}/{event.id}")).code == 50001
    async with connect(sandbox) as wire:
        await wire.identify()
        assert (await wire.event("GUILD_CREATE"))["d"]["guild_scheduled_events"] == []
        await sandbox.member("ada").interested(event)
        assert await wire.is_silent()


async def test_a_guild_holds_a_hundred_events_ahead(api: Api) -> None:
    sandbox, mara = api.sandbox, api.sandbox.member("mara")
    for _ in range(100):
        event = await elsewhere(sandbox)
    with pytest.raises(CannotDoError, match="Maximum number"):
        await elsewhere(sandbox)
    await mara.cancel_event(event)
    await elsewhere(sandbox)


async def test_who_is_interested_is_paged_in_order(api: Api) -> None:
    sandbox = api.sandbox
    event = await elsewhere(sandbox)
    ids = []
    for number in range(5):
        user = create_user(sandbox.world, f"guest{number}")
        join_guild(sandbox.world, sandbox.guild, user, [])
        await sandbox.member(user.username).interested(event)
        ids.append(str(user.id))
    path = f"GET {events(sandbox)}/{event.id}/users?limit=2"

    async def listed(query: str = "") -> list[str]:
        return [entry["user_id"] for entry in (await api(path + query)).body]

    assert await listed() == ids[:2]
    assert await listed(f"&after={ids[1]}") == ids[2:4]
    assert await listed(f"&before={ids[3]}") == ids[1:3]
    assert await listed(f"&after={ids[3]}&before={ids[2]}") == ids[:2]


async def test_the_audit_log_tells_who_did_it(api: Api) -> None:
    sandbox, mara = api.sandbox, api.sandbox.member("mara")
    event = await in_the_room(sandbox)
    await mara.start_event(event)
    await mara.delete_event(event)
    api.empower(Permission.VIEW_AUDIT_LOG)
    entries = (await api(f"GET /guilds/{sandbox.guild.id}/audit-logs")).body["audit_log_entries"]
    assert [(e["action_type"], e["user_id"]) for e in entries] == [
        (102, str(mara.id)),
        (101, str(mara.id)),
        (100, str(mara.id)),
    ]


# By Discord itself


async def test_an_external_event_begins_and_ends_by_itself(sandbox: Sandbox) -> None:
    event = await elsewhere(sandbox)
    async with connect(sandbox) as wire:
        await listening(wire)
        pass_time(sandbox, 59 * MINUTE)
        assert event.status == SCHEDULED
        pass_time(sandbox, 2 * MINUTE)
        assert event.status == ACTIVE
        assert (await wire.event("GUILD_SCHEDULED_EVENT_UPDATE"))["d"]["status"] == ACTIVE
        pass_time(sandbox, HOUR)
        assert event.status == COMPLETED
        assert (await wire.event("GUILD_SCHEDULED_EVENT_UPDATE"))["d"]["status"] == COMPLETED
        assert await wire.is_silent()
    assert sandbox.member("ada").events() == []


async def test_both_are_told_when_time_leaps_over_them(sandbox: Sandbox) -> None:
    await elsewhere(sandbox)
    async with connect(sandbox) as wire:
        await listening(wire)
        pass_time(sandbox, 10 * HOUR)
        told = [(await wire.event("GUILD_SCHEDULED_EVENT_UPDATE"))["d"]["status"] for _ in "12"]
    assert told == [ACTIVE, COMPLETED]


async def test_an_event_in_a_channel_that_nobody_starts_is_cancelled(sandbox: Sandbox) -> None:
    event = await in_the_room(sandbox)
    pass_time(sandbox, HOUR + CANCELLED_AFTER - MINUTE)
    assert event.status == SCHEDULED
    pass_time(sandbox, 2 * MINUTE)
    assert event.status == CANCELED
    with pytest.raises(CannotDoError):
        await sandbox.member("mara").start_event(event)


@pytest.mark.parametrize("kind", [ChannelKind.VOICE, ChannelKind.STAGE])
async def test_an_event_ends_minutes_after_the_last_one_left(
    sandbox: Sandbox, kind: ChannelKind
) -> None:
    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    create_channel(sandbox.world, sandbox.guild, kind, "Hall")
    event = await mara.create_event("Study", start=soon(sandbox), channel="Hall")
    await mara.join_voice("Hall")
    await ada.join_voice("Hall")
    await mara.start_event(event)
    pass_time(sandbox, 24 * HOUR)
    assert event.status == ACTIVE, "somebody is there"
    await mara.leave_voice()
    pass_time(sandbox, ENDED_AFTER + MINUTE)
    assert event.status == ACTIVE, "somebody still is"
    await ada.leave_voice()
    pass_time(sandbox, ENDED_AFTER - MINUTE)
    await ada.join_voice("Hall")
    await ada.join_voice(ROOM)
    pass_time(sandbox, ENDED_AFTER - MINUTE)
    assert event.status == ACTIVE, "somebody came back in between"
    pass_time(sandbox, 2 * MINUTE)
    assert event.status == COMPLETED


async def test_an_event_that_nobody_comes_to_ends_too(sandbox: Sandbox) -> None:
    event = await in_the_room(sandbox)
    pass_time(sandbox, 30 * MINUTE)
    await sandbox.member("mara").start_event(event)
    pass_time(sandbox, ENDED_AFTER - MINUTE)
    assert event.status == ACTIVE
    pass_time(sandbox, 2 * MINUTE)
    assert event.status == COMPLETED


async def test_the_events_of_a_channel_go_with_it(sandbox: Sandbox) -> None:
    ahead, begun = await in_the_room(sandbox), await in_the_room(sandbox)
    await sandbox.member("mara").start_event(begun)
    delete_channel(sandbox.world, sandbox.channel(ROOM))
    assert (ahead.status, begun.status) == (CANCELED, COMPLETED)


async def test_what_is_due_happens_without_a_leap_too(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.world.automation.ENDED_AFTER", timedelta(seconds=0.05))
    event = await in_the_room(sandbox)
    await sandbox.member("mara").start_event(event)
    await sandbox.until(lambda: event.status == COMPLETED)


async def test_without_the_intent_nothing_is_told(sandbox: Sandbox) -> None:
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~SCHEDULED_EVENTS & ~(1 << 2))
        await wire.event("GUILD_CREATE")
        event = await elsewhere(sandbox)
        await sandbox.member("ada").interested(event)
        pass_time(sandbox, 10 * HOUR)
        assert await wire.is_silent()
