from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from sandbox.client import CannotDoError, Sandbox, Seen, text_of
from sandbox.world.models import ChannelKind, Overwrite
from sandbox.world.permissions import Permission
from tests.e2e.permissions import deny
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def set_up(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(5):
        page = await mara.click("Next", on=page)
    await mara.click("Save", on=page)


async def report(sandbox: Sandbox, nexus: Nexus, words: str = "buy my coin @everyone") -> Seen:
    """Femi writes something that ada reports; returns the answer to her."""
    message = await sandbox.member("femi").send(words, channel="general")
    ada = sandbox.member("ada")
    form = await ada.menu("Report to moderators", message)
    answer = await ada.fill(form, {"reason": "It is spam"})
    await nexus.settle()
    return answer


async def bar_femi(sandbox: Sandbox, period: str = "1 day") -> Seen:
    mara = sandbox.member("mara")
    form = await mara.menu("Block from posting", sandbox.member("femi"))
    return await mara.fill(form, {"For how long?": [period], "Why?": "Spam"})


async def test_a_report_reaches_the_moderators_channel(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    answer = await report(sandbox, nexus)
    assert answer.ephemeral
    assert "The moderators have it now" in answer.text
    (posted,) = sandbox.messages("moderators")
    shown = text_of(posted)
    assert "buy my coin" in shown
    assert "It is spam" in shown
    assert f"<@{sandbox.member('ada').id}>" in shown
    assert "https://discord.com/channels/" in shown
    assert not posted.mention_everyone
    assert posted.mention_ids == []


async def test_the_same_message_is_reported_once(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    message = await sandbox.member("femi").send("spam", channel="general")
    ada = sandbox.member("ada")
    for expected in ("Thank you", "You have reported this message before"):
        form = await ada.menu("Report to moderators", message)
        assert expected in (await ada.fill(form, {"reason": "Spam"})).text
    await nexus.settle()
    assert len(sandbox.messages("moderators")) == 1


async def test_a_report_needs_a_reason_that_says_something(sandbox: Sandbox) -> None:
    message = await sandbox.member("femi").send("spam", channel="general")
    ada = sandbox.member("ada")
    form = await ada.menu("Report to moderators", message)
    assert "give a reason in words" in (await ada.fill(form, {"reason": "..."})).text


async def test_without_a_moderators_channel_the_owner_is_told(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    answer = await report(sandbox, nexus)
    assert "sending it to the server's owner" in answer.text
    (message,) = sandbox.member("mara").direct_messages()
    assert "buy my coin" in text_of(message)
    assert message.components == []
    listed = await sandbox.member("mara").slash("audit", show="open reports")
    assert "It is spam" in listed.text


async def test_a_channel_that_nexus_cannot_write_to_counts_as_none(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    deny(sandbox, sandbox.channel("moderators"), Permission.SEND_MESSAGES)
    await report(sandbox, nexus)
    assert len(sandbox.member("mara").direct_messages()) == 1


async def test_a_report_survives_a_restart_before_it_is_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    message = await sandbox.member("femi").send("spam", channel="general")
    ada = sandbox.member("ada")
    form = await ada.menu("Report to moderators", message)
    await nexus.restart()
    assert "Thank you" in (await ada.fill(form, {"reason": "Spam"})).text
    await nexus.restart()
    await nexus.pass_time(timedelta(minutes=3))  # what was claimed when it stopped is free by then
    assert len(sandbox.messages("moderators")) == 1


async def test_of_two_moderators_who_resolve_at_once_one_is_told_by_whom(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    zuri = sandbox.add_member("zuri", roles=["Moderator"])
    mara = sandbox.member("mara")
    await set_up(sandbox)
    await report(sandbox, nexus)
    (posted,) = sandbox.messages("moderators")
    await asyncio.gather(mara.click("Resolved", on=posted), zuri.click("Resolved", on=posted))
    (posted,) = sandbox.messages("moderators")[:1]
    assert posted.components == []
    assert text_of(posted).count("Resolved") == 1
    listed = await mara.slash("audit", show="open reports")
    assert "There is none" in listed.text
    log = await mara.slash("audit")
    assert log.text.count("resolved") == 1


async def test_resolving_from_the_list(sandbox: Sandbox, nexus: Nexus) -> None:
    await report(sandbox, nexus)
    mara = sandbox.member("mara")
    listed = await mara.slash("audit", show="open reports")
    listed = await mara.select("Mark as resolved", ["Report 1"], on=listed)
    assert "There is none" in listed.text


async def test_the_author_of_a_reported_message_is_barred_from_the_report(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    await report(sandbox, nexus)
    mara = sandbox.member("mara")
    (posted,) = sandbox.messages("moderators")
    form = await mara.click("Block the author…", on=posted)
    done = await mara.fill(form, {"For how long?": ["1 week"], "Why?": "Spam"})
    assert f"<@{sandbox.member('femi').id}> may not post until" in done.text
    assert "blocked you from posting" in (await sandbox.member("femi").slash("help")).text


async def test_a_member_is_barred_listed_and_let_post_again(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    done = await bar_femi(sandbox)
    assert done.ephemeral
    assert "may not post until" in done.text
    listed = await mara.slash("audit", show="blocked members")
    assert "Spam" in listed.text
    form = await mara.select("Let somebody post again", [str(sandbox.member("femi").id)], on=listed)
    listed = await mara.fill(form, {"reason": "A mistake"})
    assert "Nobody is blocked" in listed.text
    log = await mara.slash("audit", member=sandbox.member("femi"))
    assert log.text.index("let post again") < log.text.index("blocked from posting")
    assert "A mistake" in log.text


async def test_a_bar_in_force_is_shown_before_it_is_replaced(sandbox: Sandbox) -> None:
    await bar_femi(sandbox)
    form = await sandbox.member("mara").menu("Block from posting", sandbox.member("femi"))
    assert "They were blocked already" in str(form.modal)


async def test_a_bar_ends_by_itself(sandbox: Sandbox, nexus: Nexus) -> None:
    await bar_femi(sandbox, "1 hour")
    await nexus.pass_time(timedelta(hours=2))
    listed = await sandbox.member("mara").slash("audit", show="blocked members")
    assert "Nobody is blocked" in listed.text


async def test_a_member_who_has_left_can_be_barred(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await report(sandbox, nexus)
    await sandbox.member("femi").leave()
    mara = sandbox.member("mara")
    (posted,) = sandbox.messages("moderators")
    form = await mara.click("Block the author…", on=posted)
    done = await mara.fill(form, {"For how long?": ["1 week"], "Why?": "Spam"})
    assert "may not post until" in done.text


async def test_moderators_and_learners_have_no_way_to_bar_moderators(sandbox: Sandbox) -> None:
    zuri = sandbox.add_member("zuri", roles=["Moderator"])
    refused = await sandbox.member("mara").menu("Block from posting", zuri)
    assert "Moderators can't be blocked" in refused.text
    with pytest.raises(CannotDoError):
        await sandbox.member("ada").menu("Block from posting", zuri)
    with pytest.raises(CannotDoError):
        await sandbox.member("ada").slash("audit")


async def test_the_audit_log_is_paged_and_narrowed(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    for number in range(10):
        await bar_femi(sandbox, "1 hour" if number % 2 else "1 day")
        await nexus.pass_time(timedelta(minutes=2))
    await set_up(sandbox)
    first = await mara.slash("audit")
    assert "page 1" in first.text
    assert "changed the set-up" in first.text
    second = await mara.click("Older", on=first)
    assert "page 2" in second.text
    assert "changed the set-up" not in second.text
    await nexus.restart()
    again = await mara.click("Newer", on=second)
    assert "changed the set-up" in again.text
    narrowed = await mara.slash("audit", action="server.setup", moderator=mara)
    assert "blocked" not in narrowed.text
    choices = await mara.autocomplete("audit", action="block")
    assert choices == [("blocked from posting", "server.bar")]


async def test_a_role_of_the_servers_own_makes_moderators(sandbox: Sandbox, nexus: Nexus) -> None:
    assert sandbox.channel("moderators").kind is ChannelKind.TEXT
    await set_up(sandbox)
    await report(sandbox, nexus)
    (posted,) = sandbox.messages("moderators")
    ada = sandbox.member("ada")
    looks_in = Overwrite(ada.id, is_member=True, allow=Permission.VIEW_CHANNEL)
    sandbox.channel("moderators").overwrites[ada.id] = looks_in
    refused = await ada.click("Resolved", on=posted)
    assert "Only this server's moderators" in refused.text
