from __future__ import annotations

import pytest

from sandbox.client import CannotDoError, Sandbox
from sandbox.world.permissions import Permission
from tests.e2e.permissions import deny
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_a_fresh_server_works_and_is_told_what_it_could_choose(sandbox: Sandbox) -> None:
    seen = await sandbox.member("mara").slash("doctor")
    assert seen.ephemeral
    assert "Nexus works, but not all of it" in seen.text
    assert "✅ **#prodevprojectnexus**" in seen.text
    assert "reports are sent to the server's owner" in seen.text
    assert "Message Content Intent" in seen.text or "can be searched" in seen.text


async def test_a_missing_permission_is_found_with_its_exact_fix(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    deny(sandbox, sandbox.channel("prodevprojectnexus"), Permission.MANAGE_THREADS)
    await sandbox.until(lambda: _lacks(nexus, sandbox))
    seen = await sandbox.member("mara").slash("doctor")
    assert "Something does not work" in seen.text
    assert (
        '→ #prodevprojectnexus, Edit Channel, Permissions, Advanced: add the role "Nexus" '
        "and allow Manage Threads and Posts." in seen.text
    )


async def test_a_channel_that_nexus_cannot_see_needs_one_permission_only(sandbox: Sandbox) -> None:
    deny(sandbox, sandbox.channel("prodevprojectnexus"), Permission.VIEW_CHANNEL)
    mara = sandbox.member("mara")
    seen = await mara.slash("doctor", channel="general")
    assert "allow View Channels." in seen.text


async def test_a_learner_is_not_shown_the_doctor(sandbox: Sandbox) -> None:
    with pytest.raises(CannotDoError):
        await sandbox.member("ada").slash("doctor")


async def test_help_differs_for_learners_and_moderators(sandbox: Sandbox) -> None:
    learner = await sandbox.member("ada").slash("help")
    moderator = await sandbox.member("mara").slash("help")
    assert learner.ephemeral
    assert "</me export:" in learner.text
    assert "/setup" not in learner.text
    assert "</setup:" in moderator.text


async def test_help_is_in_the_members_language(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    ada.locale = "fr"
    assert "Poser une question" in (await ada.slash("help")).text


def _lacks(nexus: Nexus, sandbox: Sandbox) -> bool:
    """Whether the bot has heard of what was taken from it."""
    guild = nexus.app.client.get_guild(sandbox.guild.id)
    assert guild is not None
    channel = guild.get_channel(sandbox.channel("prodevprojectnexus").id)
    assert channel is not None
    return not channel.permissions_for(guild.me).manage_threads


async def test_help_names_commands_plainly_when_their_ids_are_unknown(sandbox: Sandbox) -> None:
    sandbox.faults.fail("GET /applications/{application_id}/commands", status=403, times=1)
    assert "`/me export`" in (await sandbox.member("ada").slash("help")).text
    assert "</me export:" in (await sandbox.member("ada").slash("help")).text


async def test_help_answers_at_once_when_the_ids_are_known(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    first = (await ada.slash("help")).text
    before = len(sandbox.requests)
    assert (await ada.slash("help")).text == first
    assert [request.route for request in list(sandbox.requests)[before:]] == [
        "POST /interactions/{interaction_id}/{interaction_token}/callback"
    ]
