"""Voice channels and events in the page, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.__main__ import running
from tests.page import CHROMIUM, Person, sitting_down

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to try the page in")


@pytest.fixture
async def person() -> AsyncIterator[Person]:
    async with running(port=0) as served, sitting_down() as somebody:
        await somebody.open(served.url)
        yield somebody
        assert somebody.complaints == []
        await somebody.page.goto("about:blank")


async def test_one_joins_and_leaves_a_voice_channel(person: Person, tmp_path: Path) -> None:
    await person.be("ada")
    await person.go("Study room")
    await person.page.get_by_role("button", name="Join voice").click()
    await person.page.locator(".company", has_text="ada").wait_for()
    await person.be("kofi")
    await person.sees("Here: ada")
    await person.page.screenshot(path=tmp_path / "voice.png")
    await person.be("ada")
    await person.page.get_by_role("button", name="Leave voice").click()
    await person.sees("Nobody is here")


async def test_an_event_is_planned_and_followed(person: Person, tmp_path: Path) -> None:
    page = person.page
    await person.be("mara")
    await person.go("Events")
    await person.sees("No event is planned")
    await page.get_by_role("button", name="New event").click()
    await page.get_by_label("Name").fill("Django signals")
    start = datetime.now().astimezone() + timedelta(days=1)
    await page.get_by_label("Starts").fill(start.strftime("%Y-%m-%dT18:00"))
    await page.get_by_label("About it").fill("Bring **questions**.")
    await page.screenshot(path=tmp_path / "form.png")
    await person.send_form()
    await person.sees("Django signals")
    await page.screenshot(path=tmp_path / "events.png")
    await person.be("ada")
    await page.get_by_role("button", name="Interested (0)").click()
    await page.get_by_role("button", name="Interested (1)").wait_for()
    assert await page.get_by_role("button", name="Start").count() == 0
    await person.be("mara")
    await page.get_by_role("button", name="Start").click()
    await person.sees("now")
    await page.get_by_role("button", name="End").click()
    await person.sees("No event is planned")
