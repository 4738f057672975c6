"""Turning pages: of lists, of a ledger, of what an announcement said before."""

from __future__ import annotations

import pytest

from sandbox.client import Sandbox
from tests.e2e.announcements import DAY, press, run, schedule, settled, until, write
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_pages_of_the_list(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    for n in range(11):
        preview = await write(sandbox, when="tomorrow 18:00", form={"Title": f"Number {n}"})
        await press(sandbox, "Confirm and schedule", preview, "is scheduled")
    listed = await mara.slash("announce list")
    assert "Number 10" in listed.text
    assert "Number 0" not in listed.text
    await nexus.restart()
    more = await mara.click("Next ▶", on=listed)
    assert "Number 0" in more.text
    assert "Number 10" in (await mara.click("◀ Previous", on=more)).text
    offered = await mara.autocomplete("announce now", announcement="number 7")
    assert [value for _, value in offered] == ["8"]


async def test_pages_of_the_ledger_and_of_the_changes(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    await schedule(sandbox, when="every day at 9")
    await nexus.stop()
    nexus.clock.advance(until(nexus, 9) + 10 * DAY)
    await nexus.start()
    await run(nexus)
    shown = await mara.slash("announce show", announcement="1")
    assert shown.text.count("⏭️") < 10
    older = await mara.click("Next ▶", on=shown)
    assert "too late" in older.text
    back = await mara.click("◀ Previous", on=older)
    change = await mara.click("Edit", on=back)
    preview = await settled(sandbox, "mara", change, "Preview of the change")
    form = await mara.click("Edit", on=preview)
    await press(sandbox, "Save", await mara.fill(form, {"Title": "Anew"}), "is saved")
    latest = await mara.click("Changes", on=back)
    assert "Revision 2" in latest.text
    first = await mara.click("Next ▶", on=latest)
    assert "Revision 1" in first.text
    assert "Posts" in (await mara.click("Back", on=first)).text
    audited = await mara.slash("audit")
    assert "changed an announcement" in audited.text
    assert "announcement 1" in audited.text
