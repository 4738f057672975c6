"""Options of the commands of endpoint requests, and what is suggested for them."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Transform

from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.endpoints.actions.lookups import (
    Which,
    get_api_id,
    suggest_apis,
    suggest_requests,
)
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption, command_text
from domain.contracts.model import ROOTS
from domain.endpoints.records import Side, State
from domain.endpoints.shapes import METHODS as REST_METHODS

METHODS = [Choice(name=method, value=method) for method in (*REST_METHODS, *ROOTS)]
STATES = [
    Choice(name=command_text("endpoints-choice-requested"), value=State.REQUESTED),
    Choice(name=command_text("endpoints-choice-accepted"), value=State.ACCEPTED),
    Choice(name=command_text("endpoints-choice-agreed"), value=State.AGREED),
    Choice(name=command_text("endpoints-choice-building"), value=State.BUILDING),
    Choice(name=command_text("endpoints-choice-live"), value=State.LIVE),
    Choice(name=command_text("endpoints-choice-verified"), value=State.VERIFIED),
    Choice(name=command_text("endpoints-choice-declined"), value=State.DECLINED),
    Choice(name=command_text("endpoints-choice-blocked"), value=State.BLOCKED),
    Choice(name=command_text("endpoints-choice-deprecated"), value=State.DEPRECATED),
]
WHICH = [
    Choice(name=command_text("endpoints-which-all"), value=Which.ALL),
    Choice(name=command_text("endpoints-which-mine"), value=Which.MINE),
    Choice(name=command_text("endpoints-which-asked"), value=Which.ASKED),
    Choice(name=command_text("endpoints-which-built"), value=Which.BUILT),
    Choice(
        name=command_text("endpoints-which-frontend"),
        value=Which.FRONTEND,
    ),
    Choice(
        name=command_text("endpoints-which-backend"),
        value=Which.BACKEND,
    ),
    Choice(name=command_text("endpoints-which-overdue"), value=Which.OVERDUE),
    Choice(name=command_text("endpoints-which-late"), value=Which.LATE),
]
SIDES = [
    Choice(name=command_text("endpoints-side-builder"), value=Side.BUILDER),
    Choice(name=command_text("endpoints-side-requester"), value=Side.REQUESTER),
]


class _Request(TypedOption):
    """A request, by its number or operation."""

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        found = await services.read(suggest_requests, actor, value, state_names(actor.text))
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
        return await interaction.client.services.read(get_api_id, actor, value)

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        found = await interaction.client.services.read(suggest_apis, actor, value)
        return [
            Choice(name=label(each.text.name, MAX_CHOICE), value=str(each.id)) for each in found
        ]


def state_names(text: Catalogue) -> dict[State, str]:
    """Name the states in a member's language, for what is looked up in the database's thread."""
    return {state: text(f"endpoints-state-{state.value}") for state in State}


RequestOption = Transform[str, _Request]
ApiOption = Transform[int, _Api]
