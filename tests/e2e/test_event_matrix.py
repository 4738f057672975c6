"""Discord's own event of a session and all that befalls it: made, or that it can't be is said."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from sandbox.world.channels import channel_event
from sandbox.world.people import create_role, member_changed, role_changed
from sandbox.world.permissions import Permission
from tests.e2e.permissions import deny
from tests.e2e.sessions import plan
from tests.nexus import Nexus

MAKE = "POST /guilds/{guild_id}/scheduled-events"
RIGHTS = Permission.CREATE_EVENTS | Permission.MANAGE_EVENTS
ROOM = "Study room"
TITLE = "Django signals"
HALF_HOUR = timedelta(minutes=30)

Step = Callable[[Sandbox, Nexus], Awaitable[None]]


async def look_again(nexus: Nexus) -> None:
    for _ in range(12):
        await nexus.pass_time(HALF_HOUR)


def take_rights(sandbox: Sandbox) -> None:
    for role in sandbox.guild.roles.values():
        role.permissions &= ~(RIGHTS | Permission.ADMINISTRATOR)
        role_changed(sandbox.world, sandbox.guild, role)


async def mended_by_role(sandbox: Sandbox, nexus: Nexus) -> None:
    take_rights(sandbox)
    await plan(sandbox, nexus)
    role = next(r for r in sandbox.guild.roles.values() if r.bot_id == sandbox.application.bot.id)
    role.permissions |= RIGHTS
    role_changed(sandbox.world, sandbox.guild, role)


async def mended_by_member(sandbox: Sandbox, nexus: Nexus) -> None:
    helper = create_role(sandbox.world, sandbox.guild, "helper", RIGHTS)
    take_rights(sandbox)
    await plan(sandbox, nexus)
    helper.permissions |= RIGHTS
    role_changed(sandbox.world, sandbox.guild, helper)
    member = sandbox.guild.members[sandbox.application.bot.id]
    member.role_ids.append(helper.id)
    member_changed(sandbox.world, sandbox.guild, member)


async def mended_by_channel(sandbox: Sandbox, nexus: Nexus) -> None:
    room = sandbox.channel(ROOM)
    deny(sandbox, room, Permission.CONNECT, Permission.VIEW_CHANNEL)
    await plan(sandbox, nexus, place=room)
    room.overwrites.clear()
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", room))


async def mended_while_away(sandbox: Sandbox, nexus: Nexus) -> None:
    take_rights(sandbox)
    await plan(sandbox, nexus)
    await nexus.stop()
    for role in sandbox.guild.roles.values():
        role.permissions |= RIGHTS
    await nexus.start()


async def full_for_a_while(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.fail(MAKE, code=30038, times=10_000)
    await plan(sandbox, nexus)
    await nexus.pass_time(HALF_HOUR)
    sandbox.faults.clear()


async def refused_for_good(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.fail(MAKE, 400, code=50035, times=10_000)
    await plan(sandbox, nexus)


async def unwell_for_a_while(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.fail(MAKE, 503, times=10_000)
    await plan(sandbox, nexus)
    await nexus.pass_time(HALF_HOUR)
    sandbox.faults.clear()


DISTURBANCES: dict[str, Step] = {
    "403 mended by role": mended_by_role,
    "403 mended by member": mended_by_member,
    "403 mended by channel": mended_by_channel,
    "403 mended while away": mended_while_away,
    "full for a while": full_for_a_while,
    "400 for good": refused_for_good,
    "5xx": unwell_for_a_while,
}


@pytest.mark.parametrize("name", DISTURBANCES)
async def test_an_event_is_made_or_it_is_said_that_it_cannot_be(
    name: str, sandbox: Sandbox, nexus: Nexus
) -> None:
    await DISTURBANCES[name](sandbox, nexus)
    await nexus.settle()
    await look_again(nexus)
    sandbox.forgive()  # what was refused was valid
    made = [e for e in sandbox.guild.events.values() if e.fields["name"] == TITLE]
    told = [m for m in sandbox.member("ada").direct_messages() if TITLE in m.content]
    if name == "400 for good":
        assert told, "the host knows nothing of an event that can't be made"
    else:
        assert len(made) == 1, "the event was not made once it could be"


@pytest.mark.parametrize("name", [each for each in DISTURBANCES if "for good" not in each])
async def test_what_is_mended_is_mended(name: str, sandbox: Sandbox, nexus: Nexus) -> None:
    """Expected failures above mean something only where another session's event can be made."""
    await DISTURBANCES[name](sandbox, nexus)
    await nexus.settle()
    await plan(sandbox, nexus, title="Another", place=sandbox.channel(ROOM))
    sandbox.forgive()
    assert "Another" in {e.fields["name"] for e in sandbox.guild.events.values()}
