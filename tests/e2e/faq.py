"""What the tests of the FAQ share."""

from __future__ import annotations

from typing import Any

from sandbox.client import Sandbox, Seen
from tests.nexus import Nexus

QUESTION = "Why does my list endpoint run hundreds of queries?"
ANSWER = "Because of **N+1 queries**: use `select_related`.\n\n```python\nPost.objects.all()\n```"


async def set_up(sandbox: Sandbox) -> None:
    """The moderators get their channel."""
    mara = sandbox.member("mara")
    page = await mara.slash("setup")
    for _ in range(5):
        page = await mara.click("Next", on=page)
    await mara.click("Save", on=page)


async def publish(
    sandbox: Sandbox, title: str = QUESTION, answer: str = ANSWER, **fields: Any
) -> Seen:
    """Mara writes an entry and publishes it; returns what she sees of it."""
    mara = sandbox.member("mara")
    form = await mara.slash("faq publish")
    shown = await mara.fill(form, {"Question": title, "Answer": answer} | fields)
    assert "Nobody but moderators sees it" in shown.text, shown.text
    return await mara.click("Publish", on=shown)


async def suggest(
    sandbox: Sandbox, nexus: Nexus, title: str = QUESTION, answer: str = ANSWER, by: str = "femi"
) -> Seen:
    """Somebody suggests an entry; the moderators have heard of it."""
    member = sandbox.member(by)
    form = await member.slash("faq suggest")
    shown = await member.fill(form, {"Question": title, "Answer": answer})
    assert "waits for the moderators" in shown.text, shown.text
    await nexus.settle()
    return shown


async def edit(sandbox: Sandbox, entry: str, by: str = "mara", **fields: Any) -> Seen:
    """A moderator changes an entry."""
    member = sandbox.member(by)
    form = await member.slash("faq edit", entry=entry)
    return await member.fill(form, fields)
