"""Questions and answers: from a typed title to an accepted answer."""

from functools import partial

from cogs.qa.cog import Questions
from cogs.qa.digest import DIGEST
from cogs.qa.listening import add_listening
from cogs.qa.names import MIRROR
from cogs.qa.personal import personal_data
from cogs.qa.publishing import Publisher
from cogs.qa.views.asking import ask_missed_button
from cogs.qa.views.card import render_card
from cogs.qa.views.lists import show_privately
from cogs.qa.views.registry import FORMS, ITEMS
from cogs.shared.client import NexusBot
from cogs.shared.features import ASK_OFFER, Mirror
from domain.search.documents import QUESTION


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    publisher = Publisher(bot, partial(render_card, bot.services.features))
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update(
        {
            "qa": "question list",
            "qa:ask": "ask",
            "qa:post": "ask",
            "qa:revise": "ask",
            "qa:solved": "ask",
            "qa:topics": "question subscribe",
        }
    )
    features.add_offer(ASK_OFFER, ask_missed_button)
    features.shows[QUESTION] = show_privately
    features.add_mirror(Mirror(MIRROR, publisher.reconcile, publisher.arrived))
    features.digest.append(DIGEST)
    features.personal.append(personal_data(bot.services.clock))
    await bot.add_cog(Questions(bot, publisher))
    await add_listening(bot)
