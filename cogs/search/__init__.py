"""Finding what was asked and answered before."""

from cogs.search.cog import Search
from cogs.search.views import SearchPageButton
from cogs.shared.client import NexusBot


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(SearchPageButton)
    bot.services.features.commands.update({"search": "search"})
    await bot.add_cog(Search(bot))
