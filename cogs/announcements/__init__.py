"""Announcements: written once, posted on time, kept right, and seen by whom they are for."""

from cogs.announcements.cog import Announcements
from cogs.announcements.mirrors import reconcile_posts, reconcile_publishing, retry_faults
from cogs.announcements.names import PLANS, POSTS, PUBLISHING
from cogs.announcements.personal import PERSONAL_DATA
from cogs.announcements.planning import reconcile
from cogs.announcements.posting import DELIVERIES
from cogs.announcements.views.registry import FORMS, ITEMS
from cogs.shared.client import NexusBot
from cogs.shared.features import Mirror


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update({"announcements": "announce list"})
    features.add_mirror(Mirror(PLANS, reconcile))
    features.add_mirror(Mirror(POSTS, reconcile_posts, retry_faults))
    features.add_mirror(Mirror(PUBLISHING, reconcile_publishing))
    for delivery in DELIVERIES:
        features.add_delivery(delivery)
    features.personal.append(PERSONAL_DATA)
    await bot.add_cog(Announcements(bot))
