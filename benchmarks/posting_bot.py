"""Nexus with a kind of timed post that costs nothing to decide: `python -m benchmarks.posting_bot`.

Settings come from the environment, as for `nexus run`.
"""

from __future__ import annotations

import asyncio

import bot.app
from bot.app import open_app
from bot.settings import load_settings
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.features import DeliveryKind, Post, Postpone, Skip
from domain.deliveries import Delivery

KIND = "benchmark.post"


async def compose(bot: NexusBot, delivery: Delivery) -> Post | Skip | Postpone:
    """A post of a few words in the channel of its row."""
    words = f"Post {delivery.subject_id} of {len(bot.guilds)} servers"
    return Post(Content(words), channel_id=delivery.key.channel_id)


async def setup(client: NexusBot) -> None:
    """Add the posts to the bot."""
    client.services.features.add_delivery(DeliveryKind(KIND, compose))


async def main() -> None:
    """Run until killed."""
    bot.app.FEATURES = (*bot.app.FEATURES, "benchmarks.posting_bot")
    async with open_app(load_settings()) as app:
        await app.connection


if __name__ == "__main__":
    asyncio.run(main())
