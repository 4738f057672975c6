"""Options of the commands of APIs, and what is suggested for them."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Range, Transform

from cogs.apis.actions.changes import ALL_OF_IT, suggest_breaks
from cogs.apis.actions.consumers import suggest_consumed
from cogs.apis.actions.lookups import MOST_CHOICES, Which, suggest_apis
from cogs.apis.actions.operations import ONE_OF, choice_value, suggest_operations
from cogs.contracts.words import describe_change
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption, command_text
from domain.apis_text import MAX_ABOUT, MAX_ADDRESS, MAX_NAME, MAX_STACK
from domain.contracts.changes import Change
from domain.contracts.examples.forms import Form
from domain.contracts.examples.records import Outcome

Name = Range[str, 1, MAX_NAME]
About = Range[str, 1, MAX_ABOUT]
Address = Range[str, 1, MAX_ADDRESS]
Stack = Range[str, 1, MAX_STACK]
Revision = Range[int, 1, 1_000_000]
BOTH = "both"
NOTHING = "-"
SHARE, UNSHARE, TRANSFER = "share", "unshare", "transfer"

API = command_text("apis-option-api")
NAME = command_text("apis-option-name")
URL = command_text("apis-option-url")
REPOSITORY = command_text("apis-option-repository")
STACK = command_text("apis-option-stack")
ABOUT = command_text("apis-option-about")
STYLE = command_text("apis-option-style")
OWNER = command_text("apis-option-owner")
OPERATION = command_text("apis-option-operation")
IN_API = command_text("apis-option-in-api")
STYLES = [
    app_commands.Choice(name=command_text("apis-style-rest"), value="rest"),
    app_commands.Choice(name=command_text("apis-style-graphql"), value="graphql"),
    app_commands.Choice(name=command_text("apis-style-both"), value=BOTH),
]
WHICH = command_text("apis-option-which")
WHICHES = [
    app_commands.Choice(name=command_text("apis-choice-all"), value=Which.ALL.value),
    app_commands.Choice(name=command_text("apis-choice-owned"), value=Which.OWNED.value),
    app_commands.Choice(name=command_text("apis-choice-used"), value=Which.USED.value),
    app_commands.Choice(name=command_text("apis-choice-retired"), value=Which.RETIRED.value),
]
SHARINGS = [
    app_commands.Choice(name=command_text("apis-owner-share"), value=SHARE),
    app_commands.Choice(name=command_text("apis-owner-unshare"), value=UNSHARE),
    app_commands.Choice(name=command_text("apis-owner-transfer"), value=TRANSFER),
]
OUTCOMES = [
    app_commands.Choice(
        name=command_text("contracts-example-outcome-success"),
        value=Outcome.SUCCESS.value,
    ),
    app_commands.Choice(
        name=command_text("contracts-example-outcome-empty"),
        value=Outcome.EMPTY.value,
    ),
    app_commands.Choice(
        name=command_text("contracts-example-outcome-validation-error"),
        value=Outcome.VALIDATION_ERROR.value,
    ),
    app_commands.Choice(
        name=command_text("contracts-example-outcome-unauthorised"),
        value=Outcome.UNAUTHORISED.value,
    ),
    app_commands.Choice(
        name=command_text("contracts-example-outcome-forbidden"),
        value=Outcome.FORBIDDEN.value,
    ),
    app_commands.Choice(
        name=command_text("contracts-example-outcome-not-found"),
        value=Outcome.NOT_FOUND.value,
    ),
]
FORMS = [
    app_commands.Choice(name=command_text("apis-form-json"), value=Form.JSON.value),
    app_commands.Choice(name=command_text("apis-form-curl"), value=Form.CURL.value),
    app_commands.Choice(
        name=command_text("apis-form-typescript"),
        value=Form.TYPESCRIPT.value,
    ),
    app_commands.Choice(name=command_text("apis-form-graphql"), value=Form.GRAPHQL.value),
]


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
    """Breaks of an upload, as its changes name them."""

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
