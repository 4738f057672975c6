"""The options of `/api`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from discord.app_commands import Choice, Transform

from cogs.apis.actions.changing import ALL_OF_IT, suggest_breaks
from cogs.apis.actions.consuming import suggest_consumed
from cogs.apis.actions.finding import MOST_CHOICES, suggest_apis
from cogs.apis.actions.operations import ONE_OF, choice_value, suggest_operations
from cogs.contracts.wording import describe_change
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption
from domain.contracts.changes import Change


class _Api(TypedOption):
    """An API, by its name or number."""

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        is_undone = bool(getattr(interaction.namespace, "undo", False))
        found = await services.read(suggest_apis, actor, value, retired=is_undone)
        return [Choice(name=label(api.text.name, MAX_CHOICE), value=str(api.id)) for api in found]


class _Operation(TypedOption):
    """An operation, by method, path, operationId, tag or GraphQL field."""

    most = 300

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        api = getattr(interaction.namespace, "api", None)
        found = await services.read(suggest_operations, actor, value, api)
        return [
            Choice(
                name=label(_shown(line.key, line.summary, line.api_name, api), MAX_CHOICE),
                value=choice_value(line, of_api=bool(api)),
            )
            for line in found
        ]


class _Used(_Operation):
    """An operation; where use of it is taken back, one that was declared."""

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        if not getattr(interaction.namespace, "drop", False):
            return await super().autocomplete(interaction, value)
        actor, services = await actor_of(interaction), interaction.client.services
        api = getattr(interaction.namespace, "api", None)
        found = await services.read(suggest_consumed, actor, value, api)
        return [
            Choice(
                name=label(_shown(each.operation, "", each.api_name, api), MAX_CHOICE),
                value=f"{each.api_id}{ONE_OF}{each.operation}"[:MAX_CHOICE],
            )
            for each in found[:MOST_CHOICES]
        ]


class _Break(TypedOption):
    """What an upload broke, as its changes name it."""

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        chosen = interaction.namespace
        api, number = getattr(chosen, "api", None), getattr(chosen, "upload", None)
        broken = await services.read(suggest_breaks, actor, str(api or ""), number, value)
        return [
            Choice(name=label(_broken(key, change, actor.text), MAX_CHOICE), value=key[:MAX_CHOICE])
            for key, change in broken[:MOST_CHOICES]
        ]


def _broken(key: str, change: Change, text: Catalogue) -> str:
    named = text("apis-whole") if key == ALL_OF_IT else key
    return f"{named} · {describe_change(text, change, escape=False)}"


def _shown(key: str, summary: str, api_name: str, api: str | None) -> str:
    named = key if api else f"{key} ({api_name})"
    return f"{named} · {summary}" if summary else named


ApiOption = Transform[str, _Api]
OperationOption = Transform[str, _Operation]
BreakOption = Transform[str, _Break]
UsedOption = Transform[str, _Used]
