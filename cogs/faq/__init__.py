"""The FAQ: what was solved once, kept right by moderators."""

from cogs.faq.cards import reconcile
from cogs.faq.cog import Faq
from cogs.faq.digest import DIGEST
from cogs.faq.hints import HINT_DELIVERIES, Hints
from cogs.faq.names import MIRROR
from cogs.faq.personal import personal_data
from cogs.faq.timed import DELIVERIES
from cogs.faq.views.entry import open_select, show_privately
from cogs.faq.views.exchange import starter_button
from cogs.faq.views.registry import FORMS, ITEMS
from cogs.faq.views.suggest import suggest_question_button
from cogs.shared.client import NexusBot
from cogs.shared.features import FAQ_OFFER, STARTER_OFFER, SUGGEST_OFFER, Mirror
from domain.search.documents import FAQ


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update(
        {
            "faq": "faq list",
            "faq:import": "faq import",
            "faq:drop-import": "faq import",
            "faq:review": "faq review",
            "faq:suggest": "faq suggest",
        }
    )
    features.add_mirror(Mirror(MIRROR, reconcile))
    for delivery in (*DELIVERIES, *HINT_DELIVERIES):
        features.add_delivery(delivery)
    features.shows[FAQ] = show_privately
    features.add_offer(FAQ_OFFER, open_select)
    features.add_offer(STARTER_OFFER, starter_button)
    features.add_offer(SUGGEST_OFFER, suggest_question_button)
    features.digest.append(DIGEST)
    features.personal.append(personal_data(bot.services.clock))
    await bot.add_cog(Faq(bot))
    await bot.add_cog(Hints(bot))
