"""What moderators run the server with, and what tells everybody else what is possible."""

from cogs.server.cog import Server
from cogs.server.departures import ERASE_DELIVERY
from cogs.server.moderation.delivery import REPORT_DELIVERY
from cogs.server.moderation.log import AuditPage
from cogs.server.moderation.views import MODERATION_FORMS, MODERATION_ITEMS
from cogs.server.personal import personal_data
from cogs.server.setup.views import SETUP_ITEMS, WordsForm, ZoneForm
from cogs.shared.client import NexusBot
from cogs.shared.forms import RetryButton
from cogs.shared.retries import AgainButton


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*SETUP_ITEMS, *MODERATION_ITEMS, AuditPage, RetryButton, AgainButton)
    features = bot.services.features
    features.add_forms(ZoneForm, WordsForm, *MODERATION_FORMS)
    features.commands.update({"server": "audit", "server:setup": "setup", "shared": "help"})
    features.add_delivery(REPORT_DELIVERY)
    features.add_delivery(ERASE_DELIVERY)
    features.personal.append(personal_data(bot.services.clock))
    await bot.add_cog(Server(bot))
