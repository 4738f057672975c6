"""The options of `/endpoint`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Transform

from cogs.core.access import find_api
from cogs.core.markup import label
from cogs.endpoints.actions.finding import MOST_CHOICES, suggest_requests
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption
from domain.errors import UserError
from storage import apis


class _Request(TypedOption):
    """A request, by its number or operation."""

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        found = await suggest_requests(services, actor, value)
        return [Choice(name=label(name, MAX_CHOICE), value=str(id_)) for id_, name in found]


class _Api(app_commands.Transformer):
    """An API of the server, by its name; its id where it was chosen."""

    @property
    def max_value(self) -> int:
        return MAX_CHOICE

    async def transform(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> int:
        actor = await actor_of(interaction)
        async with interaction.client.services.database.read() as connection:
            found = await find_api(connection, actor, value)
        if found is None:
            raise UserError("endpoints-no-api")
        return found.id

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        async with interaction.client.services.database.read() as connection:
            found = await apis.suggest_apis(
                connection, actor.guild_id, value, actor.sight, limit=MOST_CHOICES
            )
        return [
            Choice(name=label(each.text.name, MAX_CHOICE), value=str(each.id)) for each in found
        ]


RequestOption = Transform[str, _Request]
ApiOption = Transform[int, _Api]
