"""Channels, members, roles, bans, events, conversations and the audit log at the wire."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sandbox.client import Sandbox
from sandbox.world.permissions import Permission
from sandbox.world.scheduled_events import set_interest
from tests.sandbox.api import Api

HALF_DAY = timedelta(hours=12)


def guild(api: Api) -> str:
    return f"/guilds/{api.sandbox.guild.id}"


def role_id(sandbox: Sandbox, name: str) -> int:
    return next(role.id for role in sandbox.guild.roles.values() if role.name == name)


# Channels


async def test_a_channel_is_made_changed_cleared_and_deleted(api: Api) -> None:
    made = await api(f"POST {guild(api)}/channels", {"name": "New Place", "topic": "all sorts"})
    assert (made.status, made.body["name"], made.body["topic"]) == (201, "new-place", "all sorts")
    path = f"/channels/{made.body['id']}"
    changed = await api(f"PATCH {path}", {"topic": None, "rate_limit_per_user": 5, "type": 5})
    assert changed.body["topic"] is None
    assert (changed.body["rate_limit_per_user"], changed.body["type"]) == (5, 5)
    listed = await api(f"GET {guild(api)}/channels")
    assert made.body["id"] in [channel["id"] for channel in listed.body]
    assert (await api(f"DELETE {path}")).status == 200
    assert (await api(f"GET {path}")).code == 10003


async def test_text_does_not_become_voice_nor_lie_in_what_is_no_category(api: Api) -> None:
    path = f"PATCH /channels/{api.sandbox.channel('general').id}"
    refused = await api(path, {"type": 2})
    assert refused.body["errors"]["type"]["_errors"][0]["code"] == "BASE_TYPE_CHOICES"
    inside = {"parent_id": str(api.sandbox.channel("questions").id)}
    assert "parent_id" in (await api(path, inside)).body["errors"]
    api.sandbox.forgive()


async def test_overwrites_hand_out_only_what_the_bot_holds(api: Api) -> None:
    general, backend = api.sandbox.channel("general"), role_id(api.sandbox, "Backend")
    path = f"/channels/{general.id}/permissions"
    body = {"type": 0, "deny": int(Permission.SEND_MESSAGES)}
    assert (await api(f"PUT {path}/{backend}", body)).code == 50013
    api.empower(Permission.MANAGE_ROLES)
    assert (await api(f"PUT {path}/{backend}", body)).status == 204
    ada = api.sandbox.member("ada")
    assert not api.sandbox.world.permissions_in(ada.id, general) & Permission.SEND_MESSAGES
    too_much = {"type": 0, "allow": int(Permission.BAN_MEMBERS)}
    assert (await api(f"PUT {path}/{backend}", too_much)).code == 50013
    assert (await api(f"PUT {path}/1", body)).code == 10009
    assert (await api(f"DELETE {path}/{backend}")).status == 204
    assert (await api(f"DELETE {path}/{backend}")).code == 10009


# Permissions


@pytest.mark.parametrize(
    ("everyone", "role", "member", "may_send"),
    [
        ((0, 0), (0, 0), (0, 0), True),
        ((0, 1), (0, 0), (0, 0), False),
        ((0, 1), (1, 0), (0, 0), True),
        ((0, 1), (1, 0), (0, 1), False),
        ((0, 0), (0, 1), (1, 0), True),
    ],
)
async def test_the_nearer_overwrite_wins(
    api: Api, everyone: Any, role: Any, member: Any, may_send: bool
) -> None:
    general, ada = api.sandbox.channel("general"), api.sandbox.member("ada")
    targets = (api.sandbox.guild.id, role_id(api.sandbox, "Backend"), ada.id)
    overwrites = type(api.sandbox.channel("moderators").overwrites[api.sandbox.guild.id])
    bit = int(Permission.SEND_MESSAGES)
    for target, (allow, deny) in zip(targets, (everyone, role, member), strict=True):
        is_member = target == ada.id
        general.overwrites[target] = overwrites(target, is_member, allow * bit, deny * bit)
    allowed = api.sandbox.world.permissions_in(ada.id, general)
    assert bool(allowed & bit) is may_send
    assert bool(allowed & Permission.EMBED_LINKS) is may_send, "useless without sending"


async def test_who_is_timed_out_only_reads(api: Api) -> None:
    ada, general = api.sandbox.member("ada"), api.sandbox.channel("general")
    api.empower(Permission.MODERATE_MEMBERS)
    until = (api.sandbox.clock.now() + HALF_DAY).isoformat()
    path = f"PATCH {guild(api)}/members/{ada.id}"
    assert (await api(path, {"communication_disabled_until": until})).status == 200
    reading = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    assert api.sandbox.world.permissions_in(ada.id, general) == reading
    api.sandbox.clock.advance(HALF_DAY.total_seconds() + 1)
    assert api.sandbox.world.permissions_in(ada.id, general) & Permission.SEND_MESSAGES
    late = (api.sandbox.clock.now() + timedelta(days=29)).isoformat()
    assert (await api(path, {"communication_disabled_until": late})).code == 50035
    api.sandbox.forgive()


# Members, roles, bans


async def test_members_are_listed_searched_and_looked_up(api: Api) -> None:
    listed = await api(f"GET {guild(api)}/members?limit=1000")
    assert {m["user"]["username"] for m in listed.body} >= {"mara", "ada", "Nexus"}
    found = await api(f"GET {guild(api)}/members/search?query=AD&limit=5")
    assert [m["user"]["username"] for m in found.body] == ["ada"]
    assert (await api(f"GET {guild(api)}/members/1")).code == 10013
    await api.sandbox.member("ada").leave()
    assert (await api(f"GET {guild(api)}/members/{api.sandbox.member('ada').id}")).code == 10007
    api.sandbox.application.has_members = False
    assert (await api(f"GET {guild(api)}/members")).code == 50001


async def test_only_what_stands_below_the_bot_is_touched(api: Api) -> None:
    api.empower(Permission.MANAGE_ROLES | Permission.KICK_MEMBERS | Permission.MANAGE_NICKNAMES)
    ada, mara = api.sandbox.member("ada"), api.sandbox.member("mara")
    frontend = role_id(api.sandbox, "Frontend")
    path = f"{guild(api)}/members/{ada.id}"
    assert (await api(f"PUT {path}/roles/{frontend}")).status == 204
    assert frontend in api.sandbox.guild.members[ada.id].role_ids
    assert (await api(f"DELETE {path}/roles/{frontend}")).status == 204
    assert (await api(f"PATCH {path}", {"nick": "Countess"})).body["nick"] == "Countess"
    own = role_id(api.sandbox, "Nexus")
    assert (await api(f"PUT {path}/roles/{own}")).code == 50028
    assert (await api(f"PUT {path}/roles/1")).code == 10011
    assert (await api(f"DELETE {guild(api)}/members/{mara.id}")).code == 50013
    assert (await api(f"DELETE {path}")).status == 204
    assert ada.id not in api.sandbox.guild.members


async def test_roles_are_made_changed_moved_and_deleted(api: Api) -> None:
    assert (await api(f"POST {guild(api)}/roles", {"name": "x"})).code == 50013
    api.empower(Permission.MANAGE_ROLES)
    made = await api(f"POST {guild(api)}/roles", {"name": "Helper", "mentionable": True})
    path = f"{guild(api)}/roles/{made.body['id']}"
    assert (await api(f"PATCH {path}", {"color": 5})).body["color"] == 5
    assert (await api(f"GET {path}")).body["name"] == "Helper"
    assert (await api(f"PATCH {path}", {"permissions": "4"})).code == 50013
    moved = await api(f"PATCH {guild(api)}/roles", [{"id": made.body["id"], "position": 2}])
    assert moved.status == 200
    own = role_id(api.sandbox, "Nexus")
    assert (await api(f"PATCH {guild(api)}/roles/{own}", {"name": "x"})).code == 50013
    assert (await api(f"GET {guild(api)}/roles/member-counts")).body[made.body["id"]] == 0
    assert (await api(f"DELETE {path}")).status == 204
    assert (await api(f"GET {path}")).code == 10011


async def test_who_is_banned_leaves_until_forgiven(api: Api) -> None:
    ada = api.sandbox.member("ada")
    path = f"{guild(api)}/bans/{ada.id}"
    assert (await api(f"PUT {path}", {})).code == 50013
    api.empower(Permission.BAN_MEMBERS)
    assert (await api(f"PUT {path}", {}, X_Audit_Log_Reason="spam")).status == 204
    assert ada.id not in api.sandbox.guild.members
    assert (await api(f"GET {path}")).body["reason"] == "spam"
    assert len((await api(f"GET {guild(api)}/bans")).body) == 1
    assert (await api(f"DELETE {path}")).status == 204
    assert (await api(f"DELETE {path}")).code == 10026


async def test_the_bot_names_itself(api: Api) -> None:
    answer = await api(f"PATCH {guild(api)}/members/@me", {"nick": "Nex"})
    assert answer.body["nick"] == "Nex"


async def test_the_audit_log_is_filtered_and_needs_a_permission(api: Api) -> None:
    path = f"GET {guild(api)}/audit-logs"
    assert (await api(path)).code == 50013
    api.empower(Permission.VIEW_AUDIT_LOG)
    for name in ("one", "two"):
        await api(f"POST {guild(api)}/channels", {"name": name}, X_Audit_Log_Reason=name)
    entries = (await api(f"{path}?action_type=10&limit=1")).body["audit_log_entries"]
    assert [entry["reason"] for entry in entries] == ["two"]
    earlier = (await api(f"{path}?before={entries[0]['id']}")).body
    assert [entry["reason"] for entry in earlier["audit_log_entries"]] == ["one"]
    assert [user["username"] for user in earlier["users"]] == ["Nexus"]
    assert (await api(f"{path}?user_id=1")).body["audit_log_entries"] == []


async def test_guilds_are_shown_to_members_alone(api: Api) -> None:
    shown = await api(f"GET {guild(api)}?with_counts=true")
    assert shown.body["approximate_member_count"] == 6
    assert [g["name"] for g in (await api("GET /users/@me/guilds")).body] == ["ALX ProDev"]
    assert (await api("GET /guilds/1")).code == 10004
    assert (await api(f"DELETE /users/@me{guild(api)}")).status == 204
    assert (await api(f"GET {guild(api)}")).code == 50001


# Scheduled events


def event(api: Api, **fields: Any) -> dict[str, Any]:
    start = api.sandbox.clock.now() + HALF_DAY
    return {
        "name": "Study",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "Online"},
        "scheduled_start_time": start.isoformat(),
        "scheduled_end_time": (start + HALF_DAY).isoformat(),
    } | fields


async def test_an_event_runs_from_schedule_to_end(api: Api) -> None:
    made = await api(f"POST {guild(api)}/scheduled-events", event(api))
    path = f"{guild(api)}/scheduled-events/{made.body['id']}"
    record = api.sandbox.guild.events[int(made.body["id"])]
    set_interest(api.sandbox.world, record, api.sandbox.member("ada").id, interested=True)
    assert (await api(f"GET {path}?with_user_count=true")).body["user_count"] == 1
    users = (await api(f"GET {path}/users?with_member=true")).body
    assert [user["user"]["username"] for user in users] == ["ada"]
    assert (await api(f"PATCH {path}", {"status": 3})).code == 180002
    assert (await api(f"PATCH {path}", {"status": 2})).body["status"] == 2
    assert len((await api(f"GET {guild(api)}/scheduled-events")).body) == 1
    assert (await api(f"PATCH {path}", {"status": 3})).body["status"] == 3
    assert (await api(f"PATCH {path}", {"name": "x"})).code == 180000
    assert (await api(f"GET {guild(api)}/scheduled-events")).body == []
    assert (await api(f"DELETE {path}")).status == 204
    assert (await api(f"GET {path}")).code == 10070


async def test_an_event_is_ahead_ends_after_it_starts_and_has_a_place(api: Api) -> None:
    path, now = f"POST {guild(api)}/scheduled-events", api.sandbox.clock.now()
    past = event(api, scheduled_start_time=(now - HALF_DAY).isoformat())
    assert "scheduled_start_time" in (await api(path, past)).body["errors"]
    backwards = event(api, scheduled_end_time=now.isoformat())
    assert "scheduled_end_time" in (await api(path, backwards)).body["errors"]
    nowhere = event(api, entity_metadata=None)
    assert "entity_metadata" in (await api(path, nowhere)).body["errors"]
    silent = event(api, entity_type=2, channel_id=str(api.sandbox.channel("general").id))
    assert "channel_id" in (await api(path, silent)).body["errors"]
    spoken = event(api, entity_type=2, channel_id=str(api.sandbox.channel("Study room").id))
    spoken["entity_metadata"] = None
    assert (await api(path, spoken)).status == 200
    api.sandbox.forgive()


# Conversations


async def test_a_conversation_is_opened_once_and_may_be_closed_to_bots(api: Api) -> None:
    ada = api.sandbox.member("ada")
    opened = await api("POST /users/@me/channels", {"recipient_id": str(ada.id)})
    assert [user["username"] for user in opened.body["recipients"]] == ["ada"]
    again = await api("POST /users/@me/channels", {"recipient_id": str(ada.id)})
    assert again.body["id"] == opened.body["id"]
    path = f"POST /channels/{opened.body['id']}/messages"
    assert (await api(path, {"content": "psst"})).status == 200
    assert [m.content for m in ada.direct_messages()] == ["psst"]
    ada.closed_dms = True
    assert (await api(path, {"content": "psst"})).code == 50007
    ada.closed_dms = False
    await ada.leave()
    assert (await api(path, {"content": "psst"})).code == 50007
    itself = {"recipient_id": str(api.sandbox.application.bot.id)}
    assert (await api("POST /users/@me/channels", itself)).code == 50007
    assert (await api("POST /users/@me/channels", {"recipient_id": "1"})).code == 10013
