"""Study sessions: planned once, reminded of on time, kept with who came and what was noted."""

from __future__ import annotations

from datetime import datetime

from cogs.sessions.actions.reminding import plan_all_reminders
from cogs.sessions.cog import Sessions
from cogs.sessions.digest import DIGEST
from cogs.sessions.events import EventKeeper
from cogs.sessions.listening import SessionEvents
from cogs.sessions.names import EVENTS, MIRROR
from cogs.sessions.personal import PERSONAL
from cogs.sessions.publishing import Keeper
from cogs.sessions.timed import DELIVERIES
from cogs.sessions.views.registry import FORMS, ITEMS
from cogs.shared.client import NexusBot
from cogs.shared.features import Mirror


async def setup(bot: NexusBot) -> None:
    """Add the feature to the bot."""
    bot.add_dynamic_items(*ITEMS)
    features = bot.services.features
    features.add_forms(*FORMS)
    features.commands.update({"sessions": "session list"})
    keeper, event_keeper = Keeper(bot), EventKeeper(bot)

    async def keep(_: NexusBot) -> datetime | None:
        return await keeper.reconcile()

    async def keep_events(_: NexusBot) -> None:
        await event_keeper.reconcile()

    features.add_mirror(Mirror(MIRROR, keep, keeper.arrived))
    features.add_mirror(Mirror(EVENTS, keep_events, event_keeper.arrived))
    for delivery in DELIVERIES:
        features.add_delivery(delivery)
    features.digest.append(DIGEST)
    features.personal.append(PERSONAL)
    features.replan_reminders = plan_all_reminders
    await bot.add_cog(Sessions(bot))
    await bot.add_cog(SessionEvents(bot))
