"""Nexus with a kind of timed post that costs nothing to decide: `python -m benchmarks.posting_bot`.

Settings come from the environment, as for `nexus run`.
"""

from __future__ import annotations

import asyncio

import bot.app
from bot.app import open_app
from bot.settings import load_settings
from cogs.ui.client import DeliveryKind, Feature, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery

KIND = "benchmark.post"


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """Compose a post of a few words in the channel of its row."""
    words = f"Post {delivery.subject_id} of {len(bot.guilds)} servers"
    return Post(Content(words), channel_id=delivery.key.channel_id)


FEATURE = Feature(name="posting", deliveries=(DeliveryKind(KIND, compose, asked_again=False),))


async def main() -> None:
    """Run until killed."""
    bot.app.FEATURES = (*bot.app.FEATURES, "benchmarks.posting_bot")
    async with open_app(load_settings()) as app:
        await app.connection


if __name__ == "__main__":
    asyncio.run(main())
