"""What the tests of questions' threads share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

from domain.questions import ThreadMessage
from sandbox.client import PATIENCE_SECONDS, Sandbox
from sandbox.world.models import Channel
from storage import questions
from tests.nexus import Nexus
from tests.statements import reading

TITLE = "Why does my queryset run twice?"
HOME = "prodevprojectnexus"
SAID = "Evaluate it once with list() and keep that"


async def ask(sandbox: Sandbox, nexus: Nexus, title: str = TITLE, **fields: Any) -> Channel:
    """Ada asks; returns the question's thread."""
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=title, channel=HOME)
    shown = await ada.fill(
        form, {"What happens?": "Each request hits the database twice."} | fields
    )
    if "look like what you ask" in shown.text:
        await ada.click("Post my question", on=shown)
    await nexus.settle()
    return next(thread for thread in sandbox.threads(HOME) if thread.name == title)


async def answer(
    sandbox: Sandbox, nexus: Nexus, thread: Channel, content: str = SAID, by: str = "kofi"
) -> Any:
    """Somebody writes in a thread, and the bot has stored it."""
    message = await sandbox.member(by).send(content, channel=thread)
    await until_stored(nexus, message.id, content)
    await nexus.settle()
    return message


async def stored(nexus: Nexus, message_id: int) -> ThreadMessage | None:
    """A message as the database has it."""
    async with reading(nexus.services.database) as connection:
        return await questions.find_thread_message(connection, message_id)


async def until_stored(nexus: Nexus, message_id: int, content: str | None) -> None:
    """Wait until a message is known with this text; None: until its text is erased."""

    async def is_so() -> bool:
        found = await stored(nexus, message_id)
        return found is not None and found.content == content

    await eventually(is_so)


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so in the database, which announces nothing by itself."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.005)


async def catch_up(nexus: Nexus) -> None:
    """Wait until the bot has read what it missed."""
    await nexus.settle()  # it begins when the server has arrived
    cog = cast("Any", nexus.app.client.get_cog("QuestionMessages"))
    await cog.catch_up.finished()
    await nexus.settle()
