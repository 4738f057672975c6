"""Killed at random moments, again and again: what was acknowledged is there, and there once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from sandbox.client import Member, NoAnswerError, Sandbox
from tests.bot.process import started

pytestmark = pytest.mark.long

HOME = "prodevprojectnexus"
ROUNDS = 12
MEMBERS = ("ada", "kofi", "femi", "lindiwe")
WORDS = (
    *("queryset", "serializer", "container", "pipeline", "resolver", "mutation", "migration"),
    *("cache", "broker", "worker", "signal", "router", "viewset", "fixture", "volume", "webhook"),
)


async def ask(member: Member, title: str) -> bool:
    """Ask; returns whether the bot said that the question is posted."""
    form = await member.slash("ask", title=title, channel=HOME)
    seen = await member.fill(form, {"What happens?": f"It fails: {title}"})
    labels = [c.get("label") for row in seen.components for c in row.get("components", ())]
    if "Post my question" in labels:
        seen = await member.click("Post my question", on=seen)
    return "is posted" in seen.content


async def keep_asking(member: Member, chance: random.Random, acknowledged: list[str]) -> None:
    """Ask one question after another until the bot does not answer any more."""
    while True:
        title = " ".join(("Why", *chance.sample(WORDS, 4), f"{chance.randrange(10**9)}?"))
        try:
            if await ask(member, title):
                acknowledged.append(title)
        except NoAnswerError:
            return


def posts(sandbox: Sandbox) -> Counter[str]:
    """How often there is a thread of each title."""
    return Counter(thread.name for thread in sandbox.threads(HOME))


def cards(sandbox: Sandbox) -> Counter[str]:
    """How often there is a card of each title."""
    return Counter(
        embed["title"].replace("\\", "")
        for message in sandbox.messages(HOME)
        for embed in message.embeds[:1]
    )


async def test_nothing_acknowledged_is_lost_or_doubled(sandbox: Sandbox, tmp_path: Path) -> None:
    chance = random.Random(20)
    sandbox.patience(5)  # killed as it is, it answers nobody at each round's end
    acknowledged: list[str] = []
    settings = {
        "DISCORD_TOKEN": sandbox.token,
        "DISCORD_API_BASE": sandbox.api_base,
        "NEXUS_RATE_COMMANDS": "100000",
        "NEXUS_RATE_POSTS": "100000",
    }
    for _ in range(ROUNDS):
        async with started("run", folder=tmp_path, settings=settings) as process:
            await process.says("Ready as")
            asking = [
                asyncio.create_task(keep_asking(sandbox.member(name), chance, acknowledged))
                for name in MEMBERS
            ]
            await asyncio.sleep(chance.uniform(0.05, 1.5))
            process.child.kill()
            await process.ended()
            await asyncio.gather(*asking)
    async with started("run", folder=tmp_path, settings=settings) as process:
        await process.says("Ready as")
        # What was stored but not shown follows, as fast as Discord's rate limits let it.
        await sandbox.until(lambda: set(cards(sandbox)) == set(posts(sandbox)))
        process.child.terminate()
        assert await process.ended() == 0
    posted = posts(sandbox)
    assert len(acknowledged) > ROUNDS
    assert {title: posted[title] for title in acknowledged if posted[title] != 1} == {}
    assert max(posted.values()) == 1
    assert max(cards(sandbox).values()) == 1
