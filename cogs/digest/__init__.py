"""The digest: what happened in a week and what is ahead, out of all features."""

from __future__ import annotations

from cogs.digest.cog import Digest
from cogs.digest.names import MIRROR
from cogs.digest.views import ITEMS
from cogs.digest.weekly import DELIVERY, Planner
from cogs.shared.client import NexusBot
from cogs.shared.features import Mirror


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.commands.update({"digest": "digest"})
    planner = Planner(bot)

    async def plan(_: NexusBot) -> None:
        await planner.reconcile()

    features.add_mirror(Mirror(MIRROR, plan))
    features.add_delivery(DELIVERY)
    await bot.add_cog(Digest(bot))
