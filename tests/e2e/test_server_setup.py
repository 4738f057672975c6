from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.guilds import GuildSettings
from sandbox.client import Actor, CannotDoError, Sandbox, Seen
from sandbox.world.permissions import Permission
from storage import audit, drafts
from storage.audit import AuditFilter
from tests.e2e.permissions import deny
from tests.nexus import Nexus
from tests.statements import reading

pytestmark = pytest.mark.usefixtures("nexus")


async def walk_to_review(mara: Actor, page: Seen) -> Seen:
    """Press Next until the last page."""
    for _ in range(5):
        page = await mara.click("Next", on=page)
    return page


async def settings_of(nexus: Nexus, sandbox: Sandbox) -> GuildSettings | None:
    return await nexus.services.guilds.saved(sandbox.guild.id)


async def test_the_menus_are_filled_with_guesses_and_saved(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    assert page.ephemeral
    assert f"<#{sandbox.channel('questions').id}>" in page.text
    assert await settings_of(nexus, sandbox) is None
    review = await walk_to_review(mara, page)
    saved = await mara.click("Save", on=review)
    assert "Saved" in saved.text
    settings = await settings_of(nexus, sandbox)
    assert settings is not None
    assert settings.question_channel_id == sandbox.channel("questions").id
    assert settings.announcement_channel_id == sandbox.channel("announcements").id
    assert settings.session_channel_id == sandbox.channel("prodevprojectnexus").id
    assert settings.moderator_channel_id == sandbox.channel("moderators").id
    roles = {role.name: role.id for role in sandbox.guild.roles.values()}
    assert settings.moderator_role_id == roles["Moderator"]
    assert settings.backend_role_id == roles["Backend"]
    assert settings.frontend_role_id == roles["Frontend"]


async def test_choices_replace_the_guesses(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    general = sandbox.channel("general")
    page = await mara.slash("setup")
    page = await mara.select("Questions", [general], on=page)
    assert f"<#{general.id}>" in page.text
    page = await mara.select("Endpoints", [], on=page)
    page = await mara.click("Next", on=page)
    page = await mara.select("Role of the backend learners", [], on=page)
    page = await mara.click("Next", on=page)
    page = await mara.select("Time zone", ["Africa/Lagos"], on=page)
    page = await mara.select("Language of public posts", ["French (français)"], on=page)
    page = await mara.click("Next", on=page)
    page = await mara.select("On which day?", ["Friday"], on=page)
    page = await mara.select("At which hour, in the server's time zone?", ["17:00"], on=page)
    page = await mara.click("Next", on=page)
    page = await mara.click("Next", on=page)
    assert "Friday" in page.text
    assert "Africa/Lagos" in page.text
    await mara.click("Save", on=page)
    settings = await settings_of(nexus, sandbox)
    assert settings is not None
    assert settings.question_channel_id == general.id
    assert settings.endpoint_channel_id is None
    assert settings.backend_role_id is None
    assert (settings.time_zone, settings.language) == ("Africa/Lagos", "fr")
    assert (settings.digest_on, settings.digest_day, settings.digest_hour) == (True, 4, 17)


async def test_a_server_can_do_without_a_digest(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(3):
        page = await mara.click("Next", on=page)
    page = await mara.select("On which day?", ["no digest"], on=page)
    page = await mara.click("Next", on=await mara.click("Next", on=page))
    await mara.click("Save", on=page)
    settings = await settings_of(nexus, sandbox)
    assert settings is not None
    assert not settings.digest_on


async def test_another_time_zone_is_found_by_typing(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    page = await mara.click("Next", on=await mara.click("Next", on=page))
    form = await mara.click("Another time zone", on=page)
    page = await mara.fill(form, {"zone": "port mor"})
    assert "Pacific/Port_Moresby" in page.text
    form = await mara.click("Another time zone", on=page)
    refused = await mara.fill(form, {"zone": "Atlantis"})
    assert "is no time zone" in refused.text
    assert "Nairobi" in refused.text
    form = await mara.click("Another time zone", on=page)
    page = await mara.fill(form, {"zone": "america/ind"})
    page = await mara.select("Time zone", ["America/Indiana/Knox"], on=page)
    assert "America/Indiana/Knox" in page.text


async def test_a_restart_in_the_middle_loses_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    page = await mara.select("Questions", [sandbox.channel("general")], on=page)
    await nexus.restart()
    review = await walk_to_review(mara, page)
    await mara.click("Save", on=review)
    settings = await settings_of(nexus, sandbox)
    assert settings is not None
    assert settings.question_channel_id == sandbox.channel("general").id


async def test_cancelling_changes_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    page = await mara.click("Cancel", on=page)
    assert "Nothing was changed" in page.text
    assert page.components == []
    assert await settings_of(nexus, sandbox) is None


async def test_choices_left_alone_too_long_say_how_to_start_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    await nexus.pass_time(timedelta(hours=2))
    refused = await mara.click("Next", on=page)
    assert "left alone for too long" in refused.text
    assert "/setup starts again" in refused.text
    async with reading(nexus.services.database) as connection:
        assert await drafts.find_draft(connection, 1, nexus.clock()) is None


async def test_a_learner_may_not_set_up(sandbox: Sandbox) -> None:
    with pytest.raises(CannotDoError):
        await sandbox.member("ada").slash("setup")


async def test_the_forums_tags_are_created_once_confirmed(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    review = await walk_to_review(mara, await mara.slash("setup"))
    assert "Not there yet: Open, Answered, Solved, Closed, Python" in review.text
    saved = await mara.click("Save", on=review)
    ask = await mara.click("Create the missing tags", on=saved)
    assert "Open, Answered, Solved, Closed, Python" in ask.text
    assert not sandbox.channel("questions").tags
    done = await mara.click("Create", on=ask)
    assert "Nothing. ✅" in done.text
    tags = sandbox.channel("questions").tags
    assert [tag.name for tag in tags][:5] == ["Open", "Answered", "Solved", "Closed", "Python"]
    assert [tag.moderated for tag in tags][:5] == [True, True, True, True, False]
    async with reading(nexus.services.database) as connection:
        entries = await audit.list_entries(connection, sandbox.guild.id, AuditFilter(), limit=5)
    assert [entry.action for entry in entries] == ["server.create", "server.setup"]


async def test_of_two_moderators_who_create_at_once_one_is_told_it_is_there(
    sandbox: Sandbox,
) -> None:
    mara = sandbox.member("mara")
    saved = await mara.click("Save", on=await walk_to_review(mara, await mara.slash("setup")))
    ask = await mara.click("Create the missing tags", on=saved)
    again = await mara.click("Save", on=await walk_to_review(mara, await mara.slash("setup")))
    ask_again = await mara.click("Create the missing tags", on=again)
    seen = await asyncio.gather(mara.click("Create", on=ask), mara.click("Create", on=ask_again))
    refused = [answer for answer in seen if "That is there already" in answer.text]
    done = [answer for answer in seen if "Nothing. ✅" in answer.text]
    assert (len(done), len(refused)) == (1, 1)
    names = [tag.name for tag in sandbox.channel("questions").tags]
    assert len(names) == len(set(names))


async def test_without_the_permission_the_fix_is_told_instead(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    deny(sandbox, sandbox.channel("questions"), Permission.MANAGE_CHANNELS)
    review = await walk_to_review(mara, await mara.slash("setup"))
    assert "Nexus may not create them" in review.text
    saved = await mara.click("Save", on=review)
    assert "server:setup-create" not in str(saved.components)


async def test_a_moderators_channel_is_created_private(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.click("Next", on=await mara.slash("setup"))
    page = await mara.select("Channel of the moderators", [], on=page)
    for _ in range(4):
        page = await mara.click("Next", on=page)
    saved = await mara.click("Save", on=page)
    assert "reports are sent to the server's owner" in saved.text
    ask = await mara.click("Create a moderators' channel", on=saved)
    await mara.click("Create", on=ask)
    channel = sandbox.channel("nexus-moderators")
    settings = await settings_of(nexus, sandbox)
    assert settings is not None
    assert settings.moderator_channel_id == channel.id
    assert mara.sees(channel) == []
    with pytest.raises(CannotDoError):
        sandbox.member("ada").sees(channel)


async def test_before_anybody_set_up_questions_live_in_the_default_channel(
    sandbox: Sandbox,
) -> None:
    help_shown = await sandbox.member("ada").slash("help")
    assert f"<#{sandbox.channel('prodevprojectnexus').id}>" in help_shown.text


async def test_a_server_without_any_channel_for_questions_gets_one(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    mara.here = sandbox.channel("general")
    await mara.delete_channel(sandbox.channel("prodevprojectnexus"))
    page = await mara.slash("setup")
    page = await mara.select("Questions", [], on=page)
    saved = await mara.click("Save", on=await walk_to_review(mara, page))
    assert "there is no #prodevprojectnexus" in saved.text
    ask = await mara.click("Create #prodevprojectnexus", on=saved)
    done = await mara.click("Create", on=ask)
    assert "there is no #prodevprojectnexus" not in done.text
    assert sandbox.channel("prodevprojectnexus").id
    log = await mara.slash("audit")
    assert "had Nexus create" in log.text
    assert await settings_of(nexus, sandbox) is not None


async def test_a_creation_that_discord_refuses_names_the_permission(
    sandbox: Sandbox,
) -> None:
    mara = sandbox.member("mara")
    saved = await mara.click("Save", on=await walk_to_review(mara, await mara.slash("setup")))
    ask = await mara.click("Create the missing tags", on=saved)
    sandbox.faults.fail("PATCH /channels/{channel_id}", status=403, times=1)
    refused = await mara.click("Create", on=ask)
    assert 'Give the role "Nexus" the permission Manage Channels' in refused.text
    assert "Nothing. ✅" in (await mara.click("Create", on=ask)).text
