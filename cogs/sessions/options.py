"""The options of `/session`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from discord.app_commands import Choice, Transform

from cogs.core.when import zone_of
from cogs.sessions.actions.finding import suggest_sessions
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import Choices, TypedOption
from domain.zones import match_places

MOST_CHOICES = 25


class _Session(TypedOption):
    """A session, by its title or number."""

    is_past = False

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        zone = await zone_of(services, actor)
        found = await services.read(suggest_sessions, actor, value, zone, is_past=self.is_past)
        return [Choice(name=name, value=str(id_)) for id_, name in found]


class _PastSession(_Session):
    is_past = True


class _Zone(TypedOption):
    """A time zone, by its name or a city."""

    most = 50

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        now = interaction.client.services.clock()
        places = match_places(value, limit=MOST_CHOICES)
        return [Choice(name=place.label(now), value=place.zone) for place in places]


SessionOption = Transform[str, _Session]
PastSessionOption = Transform[str, _PastSession]
ZoneOption = Transform[str, _Zone]
