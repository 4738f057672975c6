"""Study sessions: planned once, reminded of on time, kept with who came and what was noted."""

from __future__ import annotations

from cogs.sessions.actions.reminding import plan_all_reminders
from cogs.sessions.cog import Sessions
from cogs.sessions.digest import DIGEST
from cogs.sessions.events import Interests
from cogs.sessions.listening import SessionEvents
from cogs.sessions.names import EVENTS, MIRROR
from cogs.sessions.personal import PERSONAL
from cogs.sessions.publishing import CARD_KINDS, Keeper
from cogs.sessions.timed import DELIVERIES
from cogs.sessions.views.registry import FORMS, ITEMS
from cogs.ui.client import Feature, Mirror, NexusBot


def _mirrors(bot: NexusBot) -> tuple[Mirror, ...]:
    sessions, interests = Keeper(bot), Interests(bot)
    return (
        Mirror(MIRROR, sessions.reconcile, sessions.arrived, ("session",)),
        Mirror(EVENTS, interests.catch_up, interests.arrived),
    )


FEATURE = Feature(
    name="sessions",
    cogs=(Sessions, SessionEvents),
    items=ITEMS,
    forms=FORMS,
    commands={"sessions": "session list"},
    deliveries=tuple(DELIVERIES),
    cards=CARD_KINDS,
    mirrors=_mirrors,
    personal=(PERSONAL,),
    digest=(DIGEST,),
    replan_reminders=plan_all_reminders,
)
