"""Options of the commands of APIs, and what is suggested for them."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Choice, Range, Transform, locale_str

from cogs.apis.actions.changes import ALL_OF_IT, suggest_breaks
from cogs.apis.actions.consumers import suggest_consumed
from cogs.apis.actions.lookups import MOST_CHOICES, Which, suggest_apis
from cogs.apis.actions.operations import ONE_OF, choice_value, suggest_operations
from cogs.contracts.words import describe_change
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption
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

API = locale_str("Its name or number", key="apis-option-api")
NAME = locale_str("What it is called, once on this server", key="apis-option-name")
URL = locale_str("Where it runs: https://shop.example.com/api", key="apis-option-url")
REPOSITORY = locale_str("Where its code is", key="apis-option-repository")
STACK = locale_str("What it is built with: Django REST, PostgreSQL", key="apis-option-stack")
ABOUT = locale_str("What it is for, in a sentence", key="apis-option-about")
STYLE = locale_str("REST, GraphQL or both", key="apis-option-style")
OWNER = locale_str("Who owns it, too", key="apis-option-owner")
OPERATION = locale_str("Method and path, operationId, tag or field", key="apis-option-operation")
IN_API = locale_str("Of which API; left out: any that has it", key="apis-option-in-api")
STYLES = [
    app_commands.Choice(name=locale_str("REST", key="apis-style-rest"), value="rest"),
    app_commands.Choice(name=locale_str("GraphQL", key="apis-style-graphql"), value="graphql"),
    app_commands.Choice(name=locale_str("both", key="apis-style-both"), value=BOTH),
]
WHICH = locale_str("Which; left out: all but the retired", key="apis-option-which")
WHICHES = [
    app_commands.Choice(name=locale_str("all", key="apis-choice-all"), value=Which.ALL.value),
    app_commands.Choice(name=locale_str("mine", key="apis-choice-owned"), value=Which.OWNED.value),
    app_commands.Choice(
        name=locale_str("those I use", key="apis-choice-used"), value=Which.USED.value
    ),
    app_commands.Choice(
        name=locale_str("retired", key="apis-choice-retired"), value=Which.RETIRED.value
    ),
]
SHARINGS = [
    app_commands.Choice(name=locale_str("owns it, too", key="apis-owner-share"), value=SHARE),
    app_commands.Choice(
        name=locale_str("owns it no longer", key="apis-owner-unshare"), value=UNSHARE
    ),
    app_commands.Choice(
        name=locale_str("owns it in your place", key="apis-owner-transfer"), value=TRANSFER
    ),
]
OUTCOMES = [
    app_commands.Choice(
        name=locale_str("success", key="contracts-example-outcome-success"),
        value=Outcome.SUCCESS.value,
    ),
    app_commands.Choice(
        name=locale_str("nothing there", key="contracts-example-outcome-empty"),
        value=Outcome.EMPTY.value,
    ),
    app_commands.Choice(
        name=locale_str("invalid input", key="contracts-example-outcome-validation-error"),
        value=Outcome.VALIDATION_ERROR.value,
    ),
    app_commands.Choice(
        name=locale_str("not signed in", key="contracts-example-outcome-unauthorised"),
        value=Outcome.UNAUTHORISED.value,
    ),
    app_commands.Choice(
        name=locale_str("not allowed", key="contracts-example-outcome-forbidden"),
        value=Outcome.FORBIDDEN.value,
    ),
    app_commands.Choice(
        name=locale_str("not found", key="contracts-example-outcome-not-found"),
        value=Outcome.NOT_FOUND.value,
    ),
]
FORMS = [
    app_commands.Choice(name=locale_str("JSON", key="apis-form-json"), value=Form.JSON.value),
    app_commands.Choice(name=locale_str("curl", key="apis-form-curl"), value=Form.CURL.value),
    app_commands.Choice(
        name=locale_str("TypeScript (fetch)", key="apis-form-typescript"),
        value=Form.TYPESCRIPT.value,
    ),
    app_commands.Choice(
        name=locale_str("GraphQL query", key="apis-form-graphql"), value=Form.GRAPHQL.value
    ),
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
