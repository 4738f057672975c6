"""The options of `/session`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Transform

from cogs.sessions.actions.finding import suggest_sessions
from cogs.shared.actor import Interaction, actor_of
from domain.zones import match_places

Choices = list[Choice[str | int | float]]
MAX_TYPED = 100
MOST_CHOICES = 25


class _Session(app_commands.Transformer):
    """A session, by its title or number."""

    is_past = False

    @property
    def max_value(self) -> int:
        return MAX_TYPED

    async def transform(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> str:
        return value

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        found = await suggest_sessions(services, actor, value, is_past=self.is_past)
        return [Choice(name=name, value=str(id_)) for id_, name in found]


class _PastSession(_Session):
    is_past = True


class _Zone(app_commands.Transformer):
    """A time zone, by its name or a city."""

    @property
    def max_value(self) -> int:
        return 50

    async def transform(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> str:
        return value

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        now = interaction.client.services.clock()
        places = match_places(value, limit=MOST_CHOICES)
        return [Choice(name=place.label(now), value=place.zone) for place in places]


SessionOption = Transform[str, _Session]
PastSessionOption = Transform[str, _PastSession]
ZoneOption = Transform[str, _Zone]
