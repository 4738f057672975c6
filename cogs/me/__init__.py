"""What members decide about themselves: language, time zone, and their data."""

from cogs.me.cog import Me
from cogs.me.views import ME_ITEMS
from cogs.shared.client import NexusBot


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot. What it stores, the feature `server` gives out and erases."""
    bot.add_dynamic_items(*ME_ITEMS)
    bot.services.features.commands.update({"me": "me erase"})
    await bot.add_cog(Me(bot))
