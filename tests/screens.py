"""Takes the pictures of docs/images: `make screens`.

Nexus runs in its sandbox, as with `make run`, and members act in the page, in a real browser.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PORT = "8097"
BROWSER_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SERIALIZER = """class OrderSerializer(serializers.ModelSerializer):
    items = ItemSerializer(many=True)"""
ANSWER = """Reverse relations need `prefetch_related`:
```python
queryset = Order.objects.select_related("customer").prefetch_related("items")
```
That is three queries, however long the list is."""


def main() -> None:
    """Walk through a question's life and take a picture of each step."""
    IMAGES.mkdir(exist_ok=True)
    with _nexus() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(BROWSER_OPTIONS)
        )
        page = browser.new_page(viewport={"width": 1180, "height": 760}, color_scheme="dark")
        page.goto(address)
        _ask(page)
        _answer(page)
        _accept(page)
        _search(page)
        _set_up(page)
        browser.close()


@contextmanager
def _nexus() -> Iterator[str]:
    """`nexus run` without a token, in a folder of its own; gives the page's address."""
    environment = {name: v for name, v in os.environ.items() if not name.startswith("DISCORD_")}
    environment |= {"NEXUS_SANDBOX_PORT": PORT, "NEXUS_HEALTH_ADDRESS": ""}
    command = [sys.executable, "-m", "bot", "run"]
    root = Path(__file__).resolve().parents[1]
    environment["PYTHONPATH"] = str(root)
    with tempfile.TemporaryDirectory() as folder:
        running = subprocess.Popen(  # noqa: S603 - the command is our own
            command, env=environment, cwd=folder, stderr=subprocess.PIPE, text=True
        )
        try:
            for line in running.stderr or ():
                if "Ready as" in line:
                    break
            yield f"http://127.0.0.1:{PORT}/"
        finally:
            running.terminate()
            running.wait()


def _be(page: Page, name: str) -> None:
    page.locator("#member").select_option(label=_label(page, name))
    page.wait_for_timeout(300)


def _label(page: Page, name: str) -> str:
    labels = page.locator("#member option").all_inner_texts()
    return next(label for label in labels if label.lower().startswith(name))


def _type(page: Page, *texts: str) -> None:
    """Write in the composer: a message, or a command and then its options."""
    page.locator("#composer textarea").fill(texts[0])
    page.keyboard.press("Enter")
    for text in texts[1:]:
        page.wait_for_timeout(300)
        page.keyboard.type(text)
    if len(texts) > 1:
        page.keyboard.press("Enter")
    page.wait_for_timeout(700)


def _press(page: Page, name: str) -> None:
    page.locator(".message .button", has_text=re.compile(rf"\b{name}\b")).last.click()
    page.wait_for_timeout(700)


def _shoot(page: Page, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / f"{name}.png")


def _ask(page: Page) -> None:
    page.wait_for_selector("#composer textarea")
    page.locator(".channel", has_text="prodevprojectnexus").click()
    _be(page, "femi")
    _type(page, "/ask", "How do I avoid N+1 queries with nested serializers?")
    areas = page.locator("dialog textarea")
    areas.nth(0).fill("Listing **50 orders** runs 151 queries, says `connection.queries`.")
    areas.nth(1).fill('`select_related("customer")`; but items are a reverse relation.')
    areas.nth(2).fill(SERIALIZER)
    page.locator("dialog select").select_option(index=[1, 2])
    _shoot(page, "ask")
    page.locator("dialog button.primary").click()
    page.wait_for_timeout(1500)


def _answer(page: Page) -> None:
    page.locator(".channel.deep").last.click()
    page.wait_for_timeout(400)
    _be(page, "kofi")
    _type(page, ANSWER)


def _accept(page: Page) -> None:
    _be(page, "femi")
    _press(page, "Accept")
    page.locator(".message.ephemeral select").last.select_option(index=1)
    page.locator(".channel.deep").last.click()
    page.wait_for_timeout(1500)
    _shoot(page, "question")


def _search(page: Page) -> None:
    page.locator(".channel", has_text="general").first.click()
    _be(page, "lindiwe")
    _type(page, "/search", "nested serializer querys")
    _shoot(page, "search")


def _set_up(page: Page) -> None:
    _be(page, "mara")
    _type(page, "/setup")
    page.wait_for_timeout(700)
    _shoot(page, "setup")


if __name__ == "__main__":
    main()
