"""The buttons of the FAQ that no other test has pressed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from tests.e2e.faq import QUESTION, edit, publish, suggest
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_setup_offers_the_starter_faq(sandbox: Sandbox, nexus: Nexus) -> None:
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    page = await mara.slash("setup")
    for _ in range(5):
        page = await mara.click("Next", on=page)
    saved = await mara.click("Save", on=page)
    await nexus.restart()
    shown = await mara.click("Look at the starter FAQ", on=saved)
    await sandbox.until(lambda: "**50 new**" in mara.seen(shown.interaction).text)
    planned = mara.seen(shown.interaction)
    done = await mara.click("Import 50", on=planned)
    await sandbox.until(lambda: "50 new" in mara.seen(done.interaction).text)
    offered = await femi.autocomplete("faq show", entry="select_related")
    assert "hundreds of queries" in offered[0][0]
    shown = await mara.click("Look at the starter FAQ", on=saved)
    await sandbox.until(lambda: "50 the same" in mara.seen(shown.interaction).text)


async def test_the_period_of_reviews_is_the_servers(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(2):
        page = await mara.click("Next", on=page)
    page = await mara.select(
        "When is an entry of the FAQ looked at again?", ["after 30 days"], on=page
    )
    for _ in range(3):
        page = await mara.click("Next", on=page)
    await mara.click("Save", on=page)
    await publish(sandbox)
    await nexus.pass_time(timedelta(days=29))
    assert "good order" in (await mara.slash("faq review", show="attention")).text
    await nexus.pass_time(timedelta(days=2))
    assert "To be reviewed" in (await mara.slash("faq review", show="attention")).text


async def test_pages_of_the_queue_and_of_the_history(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    for n in range(11):
        await suggest(sandbox, nexus, f"Suggestion number {n}?")
    queue = await mara.slash("faq review")
    assert "number 10" not in queue.text
    await nexus.restart()
    more = await mara.click("Next ▶", on=queue)
    assert "number 10" in more.text
    back = await mara.click("◀ Previous", on=more)
    assert "number 0" in back.text
    await publish(sandbox)
    for n in range(10):
        await edit(sandbox, "1", Answer=f"Answer {n}.")
    history = await mara.slash("faq history", entry="1")
    assert "`#12` edited" in history.text
    older = await mara.click("Next ▶", on=history)
    assert "`#1` written" in older.text


async def test_who_finds_an_entry_unhelpful_can_suggest_a_better_one(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi = sandbox.member("femi")
    shown = await femi.slash("faq show", entry="1")
    pressed = await femi.click(custom_id="nexus:faq:vote:1:down", on=shown)
    await sandbox.until(lambda: len(pressed.interaction.message_ids) > 1)
    form = await femi.click("Suggest an entry", on=femi.seen(pressed.interaction))
    done = await femi.fill(form, {"Question": "Why so slow?", "Answer": "Because."})
    assert "waits for the moderators" in done.text


async def test_an_entry_that_needs_attention_is_edited_from_the_list(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await publish(sandbox)
    mara = sandbox.member("mara")
    await nexus.pass_time(timedelta(days=200))
    listed = await mara.slash("faq review", show="attention")
    opened = await mara.select("Read an entry", [QUESTION], on=listed)
    form = await mara.click("Edit", on=opened)
    saved = await mara.fill(form, {"Answer": "Right again."})
    assert "Right again." in saved.text
    assert "good order" in (await mara.slash("faq review", show="attention")).text


async def test_a_button_of_another_server_leads_nowhere(sandbox: Sandbox) -> None:
    await publish(sandbox)
    shown = await sandbox.member("femi").slash("faq show", entry="1", public=True)
    assert shown.message is not None
    for row in shown.message.components:
        for button in row["components"]:
            button["custom_id"] = button["custom_id"].replace(":1:", ":99:")
    refused = await sandbox.member("kofi").click(custom_id="nexus:faq:vote:99:up", on=shown)
    assert "no such entry" in refused.text
