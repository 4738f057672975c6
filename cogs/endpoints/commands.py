"""Commands of endpoint requests."""

from __future__ import annotations

import discord
from discord import app_commands

from cogs.core.actor import Actor
from cogs.core.when import stamp, zone_of
from cogs.endpoints.actions.lookups import (
    Query,
    Which,
    export_agreed,
    list_requests,
    number_of,
    show_request,
)
from cogs.endpoints.actions.moves import PLAIN, Details, make_move
from cogs.endpoints.actions.requests import Drafting, begin_draft, find_similar
from cogs.endpoints.actions.watchers import change_due, parse_due, reassign, toggle_watch
from cogs.endpoints.options import (
    METHODS,
    SIDES,
    STATES,
    WHICH,
    ApiOption,
    RequestOption,
    state_names,
)
from cogs.endpoints.places import home_of
from cogs.endpoints.render import whole_history
from cogs.endpoints.views.card import detail_content, listing_content, moved_content
from cogs.endpoints.views.forms import open_shape, open_writing, similar_content
from cogs.endpoints.views.people import may_build, mover_of, names_of, reassigned_content
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from domain.endpoints.moves import Move
from domain.endpoints.records import MAX_PATH, MAX_REASON, Side, State
from domain.endpoints.shapes import parse_operation
from domain.errors import UserError
from domain.times.words import MAX_TEXT

Path = app_commands.Range[str, 1, MAX_PATH]
Reason = app_commands.Range[str, 1, MAX_REASON]
When = app_commands.Range[str, 1, MAX_TEXT]

REQUEST = command_text("endpoints-option-request")
REASON = command_text("endpoints-option-reason")
API = command_text("endpoints-option-api")


class EndpointGroup(app_commands.Group):
    """Use cases and commands of endpoint requests."""

    def __init__(self) -> None:
        super().__init__(
            name="endpoint",
            description=command_text("endpoints-command"),
            guild_only=True,
        )

    @app_commands.command(description=command_text("endpoints-command-request"))
    @app_commands.describe(
        path=command_text("endpoints-option-path"),
        field=command_text("endpoints-option-field"),
        method=command_text("endpoints-option-method"),
        api=API,
        due=command_text("endpoints-option-due"),
    )
    @app_commands.choices(method=METHODS)
    async def request(
        self,
        interaction: Interaction,
        path: Path | None = None,
        field: Path | None = None,
        method: str | None = None,
        api: ApiOption | None = None,
        due: When | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        home_of(interaction, actor)
        zone = await zone_of(services, actor)
        due_at = parse_due(due, services.clock(), zone) if due else None
        shape = parse_operation(method, path, field)
        drafting = Drafting(shape, api_id=api, due_at=due_at)
        found = await services.read(find_similar, actor, shape)
        draft_id = await services.write(begin_draft, actor, drafting)
        if found:
            await reply(interaction, similar_content(draft_id, drafting, found, actor.text))
        else:
            await open_writing(interaction, actor, draft_id, drafting)

    @app_commands.command(description=command_text("endpoints-command-list"))
    @app_commands.describe(
        which=command_text("endpoints-option-which"),
        state=command_text("endpoints-option-state"),
        api=command_text("endpoints-option-of-api"),
    )
    @app_commands.choices(which=WHICH, state=STATES)
    async def list(
        self,
        interaction: Interaction,
        which: str = Which.ALL,
        state: str | None = None,
        api: ApiOption | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        query = Query(Which(which), None if state is None else State(state), api)
        listing = await interaction.client.services.read(list_requests, actor, query)
        await reply(interaction, listing_content(listing, actor.text))

    @app_commands.command(description=command_text("endpoints-command-show"))
    @app_commands.describe(request=REQUEST)
    async def show(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        actor, number = await _meant(interaction, request)
        detail = await interaction.client.services.read(show_request, actor, number)
        names: dict[int, str] = {}
        if whole_history(detail, actor.text, names):
            names = await names_of(interaction, (event.member_id for event in detail.whole))
        await reply(interaction, detail_content(detail, actor.text, names))

    @app_commands.command(description=command_text("endpoints-command-accept"))
    @app_commands.describe(request=REQUEST, api=API)
    async def accept(
        self,
        interaction: Interaction,
        request: RequestOption | None = None,
        api: ApiOption | None = None,
    ) -> None:
        await _move(interaction, request, Move.ACCEPT, Details(api_id=api))

    @app_commands.command(description=command_text("endpoints-command-agree"))
    @app_commands.describe(request=REQUEST)
    async def agree(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        await _move(interaction, request, Move.AGREE)

    @app_commands.command(description=command_text("endpoints-command-decline"))
    @app_commands.describe(reason=REASON, request=REQUEST)
    async def decline(
        self, interaction: Interaction, reason: Reason, request: RequestOption | None = None
    ) -> None:
        await _move(interaction, request, Move.DECLINE, Details(reason=reason))

    @app_commands.command(description=command_text("endpoints-command-shape"))
    @app_commands.describe(request=REQUEST)
    async def shape(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        actor, number = await _meant(interaction, request)
        await open_shape(interaction, actor, number)

    @app_commands.command(description=command_text("endpoints-command-build"))
    @app_commands.describe(
        request=REQUEST,
        reason=command_text("endpoints-option-not-yet"),
    )
    async def build(
        self,
        interaction: Interaction,
        request: RequestOption | None = None,
        reason: Reason | None = None,
    ) -> None:
        await _move(interaction, request, Move.BUILD, Details(reason=reason))

    @app_commands.command(description=command_text("endpoints-command-live"))
    @app_commands.describe(request=REQUEST)
    async def live(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        await _move(interaction, request, Move.LIVE)

    @app_commands.command(description=command_text("endpoints-command-verify"))
    @app_commands.describe(request=REQUEST)
    async def verify(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        await _move(interaction, request, Move.VERIFY)

    @app_commands.command(description=command_text("endpoints-command-block"))
    @app_commands.describe(
        reason=REASON,
        request=REQUEST,
        member=command_text("endpoints-option-member"),
    )
    async def block(
        self,
        interaction: Interaction,
        reason: Reason,
        request: RequestOption | None = None,
        member: discord.Member | None = None,
    ) -> None:
        details = Details(reason=reason, blocked_on=None if member is None else member.id)
        await _move(interaction, request, Move.BLOCK, details)

    @app_commands.command(description=command_text("endpoints-command-unblock"))
    @app_commands.describe(request=REQUEST)
    async def unblock(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        await _move(interaction, request, Move.UNBLOCK)

    @app_commands.command(description=command_text("endpoints-command-deprecate"))
    @app_commands.describe(reason=REASON, request=REQUEST)
    async def deprecate(
        self, interaction: Interaction, reason: Reason, request: RequestOption | None = None
    ) -> None:
        await _move(interaction, request, Move.DEPRECATE, Details(reason=reason))

    @app_commands.command(description=command_text("endpoints-command-reassign"))
    @app_commands.describe(
        request=REQUEST,
        member=command_text("endpoints-option-to"),
        side=command_text("endpoints-option-side"),
    )
    @app_commands.choices(side=SIDES)
    async def reassign(
        self,
        interaction: Interaction,
        request: RequestOption | None = None,
        member: discord.Member | None = None,
        side: str = Side.BUILDER,
    ) -> None:
        actor, number = await _meant(interaction, request)
        services, mover = interaction.client.services, mover_of(interaction, actor)
        if member is not None and member.bot:
            raise UserError("endpoints-no-bot")
        member_id = None if member is None else member.id
        is_backend = member_id is None or await may_build(interaction, actor, member_id)
        moved = await services.write(
            reassign, mover, number, Side(side), member_id, is_backend=is_backend
        )
        await reply(interaction, reassigned_content(moved, actor.text))

    @app_commands.command(description=command_text("endpoints-command-watch"))
    @app_commands.describe(request=REQUEST)
    async def watch(self, interaction: Interaction, request: RequestOption | None = None) -> None:
        actor, number = await _meant(interaction, request)
        is_told = await interaction.client.services.write(toggle_watch, actor, number)
        key = "endpoints-watching" if is_told else "endpoints-unwatched"
        await reply(interaction, Content(actor.text(key)))

    @app_commands.command(description=command_text("endpoints-command-due"))
    @app_commands.describe(
        request=REQUEST,
        when=command_text("endpoints-option-when"),
    )
    async def due(
        self,
        interaction: Interaction,
        request: RequestOption | None = None,
        when: When | None = None,
    ) -> None:
        actor, number = await _meant(interaction, request)
        services = interaction.client.services
        zone = await zone_of(services, actor)
        due_at = parse_due(when, services.clock(), zone) if when else None
        await services.write(change_due, mover_of(interaction, actor), number, due_at)
        words = actor.text("endpoints-due-none")
        if due_at is not None:
            words = actor.text("endpoints-due-set", due=stamp(due_at))
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("endpoints-command-export"))
    @app_commands.describe(api=command_text("endpoints-option-export"))
    async def export(self, interaction: Interaction, api: ApiOption) -> None:
        actor = await actor_of(interaction)
        await interaction.response.defer(ephemeral=True)
        files = await interaction.client.services.read(export_agreed, actor, api)
        await reply(interaction, Content(actor.text("endpoints-exported"), files=files))


async def _meant(interaction: Interaction, request: str | None) -> tuple[Actor, int]:
    """Tell who asks, and about which request."""
    actor = await actor_of(interaction)
    services, names = interaction.client.services, state_names(actor.text)
    channel_id = interaction.channel_id
    return actor, await services.read(number_of, actor, request, channel_id, names)


async def _move(
    interaction: Interaction, request: str | None, move: Move, details: Details = PLAIN
) -> None:
    actor, number = await _meant(interaction, request)
    services, mover = interaction.client.services, mover_of(interaction, actor)
    moved = await services.write(make_move, mover, number, move, details)
    await reply(interaction, moved_content(moved, move, actor.text))
