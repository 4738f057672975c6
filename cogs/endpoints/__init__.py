"""Endpoint requests: asked for in writing, confirmed by both sides, built and verified."""

from __future__ import annotations

from cogs.endpoints.actions.uploads import hear_upload
from cogs.endpoints.cog import Endpoints
from cogs.endpoints.digest import DIGEST
from cogs.endpoints.names import MIRROR
from cogs.endpoints.personal import PERSONAL
from cogs.endpoints.publishing import Keeper
from cogs.endpoints.timed import DELIVERIES
from cogs.endpoints.views.registry import FORMS, ITEMS
from cogs.shared.client import NexusBot
from cogs.shared.features import Mirror, Uploaded


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update({"endpoints": "endpoint list"})
    keeper = Keeper(bot)

    async def keep(_: NexusBot) -> None:
        await keeper.reconcile()

    async def hear(uploaded: Uploaded) -> None:
        await hear_upload(bot.services, uploaded)

    features.uploads.append(hear)
    features.add_mirror(Mirror(MIRROR, keep, keeper.arrived))
    for delivery in DELIVERIES:
        features.add_delivery(delivery)
    features.digest.append(DIGEST)
    features.personal.append(PERSONAL)
    await bot.add_cog(Endpoints(bot))
