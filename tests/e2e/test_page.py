"""What a newcomer does first: ask, answer, accept, restart and find, in the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.process import Process, started
from tests.page import CHROMIUM, Person, sitting_down

pytest.importorskip("playwright", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to try the page in")

TITLE = "Why does my queryset run twice?"


@pytest.fixture
async def person() -> AsyncIterator[Person]:
    async with sitting_down() as newcomer:
        yield newcomer


async def stop(nexus: Process, person: Person) -> None:
    assert person.complaints == []
    await person.page.goto("about:blank")  # or the page would complain that its server is gone
    nexus.child.terminate()
    assert await nexus.ended() == 0


async def test_the_first_five_minutes(person: Person, tmp_path: Path, unused_tcp_port: int) -> None:
    settings = {"NEXUS_SANDBOX_PORT": str(unused_tcp_port)}
    address = f"http://127.0.0.1:{unused_tcp_port}/"
    async with started("run", folder=tmp_path, settings=settings) as nexus:
        await nexus.says("Ready as")
        await person.open(address)
        await person.be("femi")
        await person.use("ask", TITLE)
        await person.fill("It is *slow*.")
        await person.send_form()
        await person.sees("Question #1 is posted")
        await person.go(TITLE)
        await person.be("kofi")
        await person.write("Evaluate it **once**, with `list()`.")
        await person.be("femi")
        await person.sees("Answered")
        await person.press("Accept")
        await person.choose_first()
        await person.sees("solved")
        await person.page.screenshot(path=tmp_path / "accepted.png")
        await stop(nexus, person)
    async with started("run", folder=tmp_path, settings=settings) as nexus:
        await nexus.says("Ready as")
        await person.open(address)
        await person.be("lindiwe")
        await person.use("search", "querysets twice")
        await person.sees("Found for “querysets twice”")
        await person.page.locator(".embed a", has_text="Why does my").first.click()
        await person.sees("Evaluate it once, with list().")
        await person.sees("Solved by")
        await stop(nexus, person)


async def test_private_answers_are_seen_by_nobody_else(
    person: Person, tmp_path: Path, unused_tcp_port: int
) -> None:
    settings = {"NEXUS_SANDBOX_PORT": str(unused_tcp_port)}
    async with started("run", folder=tmp_path, settings=settings) as nexus:
        await nexus.says("Ready as")
        await person.open(f"http://127.0.0.1:{unused_tcp_port}/")
        await person.be("ada")
        await person.use("help")
        await person.sees("Only you can see this")
        await person.be("kofi")
        assert await person.page.locator(".message.ephemeral").count() == 0
        await person.be("mara")
        assert await person.page.locator(".channel", has_text="moderators").count() == 1
        await person.be("kofi")
        assert await person.page.locator(".channel", has_text="moderators").count() == 0
        await stop(nexus, person)
