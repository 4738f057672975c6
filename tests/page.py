"""The sandbox's page in a real browser, used as a person uses it."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import Page

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
LATEST_PRIVATE = ".message.ephemeral"


class Person:
    """Whoever sits in front of the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        """What the browser's console said, and what was asked of other hosts."""
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._check(request.url))

    def _check(self, address: str) -> None:
        if not address.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
            self.complaints.append(f"asked {address}")

    async def open(self, address: str) -> None:
        """Go to the page and wait until it can be used."""
        await self.page.goto(address)
        await self.page.wait_for_selector("#composer textarea")

    async def be(self, name: str) -> None:
        """Switch to another member."""
        options = await self.page.locator("#member option").all_inner_texts()
        label = next(option for option in options if option.lower().startswith(name))
        await self.page.locator("#member").select_option(label=label)
        await self.page.wait_for_function(
            "name => document.querySelector('#member').selectedOptions[0].text === name", arg=label
        )
        await self.settle()

    async def go(self, channel: str) -> None:
        """Open a channel, or the newest thread of that name."""
        await self.page.locator(".channel", has_text=channel).last.click()
        await self.settle()

    async def write(self, text: str) -> None:
        """Write a message."""
        await self.page.locator("#composer textarea").fill(text)
        await self.page.keyboard.press("Enter")
        await self.settle()

    async def use(self, command: str, value: str = "") -> None:
        """Use a slash command with its first option filled in."""
        await self.write(f"/{command}")
        if value:
            await self.page.keyboard.type(value)
            await self.page.keyboard.press("Enter")
        await self.settle()

    async def use_with(self, command: str, **values: str) -> None:
        """Use a slash command with these options filled in."""
        await self.write(f"/{command}")
        for name, value in values.items():
            field = self.page.locator("dialog label.field", has_text=name).first
            await field.locator("input").first.fill(value)
        await self.send_form()

    async def press(self, name: str) -> None:
        """Press the last button of a message that has this label."""
        label = re.compile(rf"\b{re.escape(name)}\b")
        await self.page.locator(".message .button", has_text=label).last.click()
        await self.settle()

    async def fill(self, *texts: str) -> None:
        """Fill in the long fields of the form that is open."""
        for number, text in enumerate(texts):
            await self.page.locator("dialog textarea").nth(number).fill(text)

    async def send_form(self) -> None:
        """Send the form that is open."""
        await self.page.locator("dialog button.primary").click()
        await self.settle()

    async def choose_first(self) -> None:
        """Choose the first option of the latest private select."""
        select = self.page.locator(f"{LATEST_PRIVATE} select").last
        await select.select_option(index=1)  # the first is what the select is for
        await self.settle()

    async def sees(self, words: str) -> None:
        """Wait until the words stand somewhere on the page."""
        await self.page.locator("main", has_text=words).wait_for()

    async def settle(self) -> None:
        """Let the page ask and draw what has changed."""
        await self.page.wait_for_timeout(150)
        await self.page.wait_for_load_state("domcontentloaded")

    async def take_picture(self, file: Path) -> None:
        await self.page.wait_for_timeout(600)
        await self.page.screenshot(path=file)


@asynccontextmanager
async def sitting_down(*, width: int = 1180, height: int = 760) -> AsyncIterator[Person]:
    """Open a browser with nothing remembered."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - only where it is used

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        page = await browser.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark"
        )
        try:
            yield Person(page)
        finally:
            await browser.close()
