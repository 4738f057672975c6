"""Nexus as a process that also knows posts of a test's own: `python -m tests.bot.posting`.

A post's text is its number, its place the channel of its row; everything else is as operators run
it. What a life leaves behind is the next one's at once, since the lock of its shard is.
"""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial

import bot.app
import bot.outbox.sender
from bot.logs import set_up_logs
from bot.outbox.scheduler import Pace
from bot.settings import load_settings
from cogs.ui.client import DeliveryKind, Feature, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery

KIND = "test.post"


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    assert delivery.kind in bot.registry.deliveries
    words = f"Post {delivery.subject_id}{os.environ.get('POSTED_BY', '')}"
    return Post(Content(words), channel_id=delivery.key.channel_id)


FEATURE = Feature(name="posting", deliveries=(DeliveryKind(KIND, compose, asked_again=False),))


async def main() -> None:
    """Run until killed."""
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format, [settings.token.reveal()])
    if os.environ.get("POSTED_QUICKLY"):  # the sandbox's limits are off, so ours are, too
        bot.outbox.sender.Pace = partial(Pace, rate=1_000)  # type: ignore[attr-defined, assignment]  # a name that it imports
    bot.app.FEATURES = (*bot.app.FEATURES, "tests.bot.posting")
    async with bot.app.open_app(settings) as app:
        sys.stdout.write("Posting\n")
        sys.stdout.flush()
        await app.connection


if __name__ == "__main__":
    asyncio.run(main())
