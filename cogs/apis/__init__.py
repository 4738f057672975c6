"""Learners' APIs: registered, their contracts uploaded and compared, their consumers told."""

from __future__ import annotations

from cogs.apis.cog import Apis
from cogs.apis.digest import DIGEST
from cogs.apis.names import MIRROR
from cogs.apis.personal import PERSONAL
from cogs.apis.publishing import Keeper
from cogs.apis.timed import DELIVERIES
from cogs.apis.views.registry import FORMS, ITEMS
from cogs.shared.client import NexusBot
from cogs.shared.features import Mirror


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update({"apis": "api list"})
    keeper = Keeper(bot)

    async def keep(_: NexusBot) -> None:
        await keeper.reconcile()

    features.add_mirror(Mirror(MIRROR, keep, keeper.arrived))
    for delivery in DELIVERIES:
        features.add_delivery(delivery)
    features.digest.append(DIGEST)
    features.personal.append(PERSONAL)
    await bot.add_cog(Apis(bot))
