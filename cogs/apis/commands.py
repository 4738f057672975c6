"""Commands of APIs."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from cogs.apis.actions import changes, consumers, lookups, operations, registrations
from cogs.apis.cards import home_of
from cogs.apis.options import (
    ABOUT,
    API,
    BOTH,
    FORMS,
    IN_API,
    NAME,
    NOTHING,
    OPERATION,
    OUTCOMES,
    OWNER,
    REPOSITORY,
    SHARE,
    SHARINGS,
    STACK,
    STYLE,
    STYLES,
    TRANSFER,
    UNSHARE,
    URL,
    WHICH,
    WHICHES,
    About,
    Address,
    ApiOption,
    BreakOption,
    Name,
    OperationOption,
    Revision,
    Stack,
    UsedOption,
)
from cogs.apis.render.cards import render_declared
from cogs.apis.views.cards import (
    changes_content,
    consumed_content,
    detail_content,
    listing_content,
)
from cogs.apis.views.forms import agreed_words, answer_upload, open_paste_form, spend_upload
from cogs.core.access import posting
from cogs.core.markup import plain
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from cogs.ui.uploads import read_code_upload, uploads_of
from domain.apis import ApiText, Style
from domain.contracts.examples.forms import Form
from domain.contracts.examples.records import Outcome
from domain.contracts.reading.bounds import MOST_BYTES
from domain.errors import UserError


class ApiGroup(app_commands.Group):
    """Commands of APIs and their contracts."""

    def __init__(self) -> None:
        super().__init__(
            name="api",
            description=command_text("apis-command"),
            guild_only=True,
        )

    @app_commands.command(description=command_text("apis-command-register"))
    @app_commands.describe(
        name=NAME,
        url=URL,
        repository=REPOSITORY,
        stack=STACK,
        about=ABOUT,
        style=STYLE,
        owner=OWNER,
        owner2=OWNER,
        owner3=OWNER,
    )
    @app_commands.choices(style=STYLES)
    async def register(  # noqa: PLR0913, PLR0917 - one option each
        self,
        interaction: Interaction,
        name: Name,
        url: Address | None = None,
        repository: Address | None = None,
        stack: Stack | None = None,
        about: About | None = None,
        style: str = Style.REST.value,
        owner: discord.Member | None = None,
        owner2: discord.Member | None = None,
        owner3: discord.Member | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        home = home_of(interaction, actor)
        others = [_owner_id(each) for each in (owner, owner2, owner3) if each is not None]
        text = ApiText(name, about or "", url or "", repository or "", stack or "", _styles(style))
        services = interaction.client.services
        with posting(services, actor):
            api = await services.write(registrations.register, actor, text, home.id, others)
        done = actor.text("apis-registered", name=plain(api.text.name, 100), number=str(api.id))
        await reply(interaction, Content(done))

    @app_commands.command(description=command_text("apis-command-list"))
    @app_commands.describe(which=WHICH, style=STYLE)
    @app_commands.choices(which=WHICHES, style=STYLES[:2])
    async def list(
        self,
        interaction: Interaction,
        which: str = lookups.Which.ALL.value,
        style: str | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        query = lookups.Query(lookups.Which(which), None if style is None else Style(style))
        listing = await interaction.client.services.read(lookups.list_page, actor, query)
        await reply(interaction, listing_content(listing, actor.text))

    @app_commands.command(description=command_text("apis-command-show"))
    @app_commands.describe(api=API)
    async def show(self, interaction: Interaction, api: ApiOption) -> None:
        actor = await actor_of(interaction)
        detail = await interaction.client.services.read(lookups.show_api, actor, api)
        await reply(interaction, detail_content(detail, actor.text))

    @app_commands.command(description=command_text("apis-command-edit"))
    @app_commands.describe(
        api=API, name=NAME, url=URL, repository=REPOSITORY, stack=STACK, about=ABOUT, style=STYLE
    )
    @app_commands.choices(style=STYLES)
    async def edit(
        self,
        interaction: Interaction,
        api: ApiOption,
        name: Name | None = None,
        url: Address | None = None,
        repository: Address | None = None,
        stack: Stack | None = None,
        about: About | None = None,
        style: str | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        changed = await interaction.client.services.write(
            registrations.edit,
            actor,
            api,
            name=name,
            base_url=_or_empty(url),
            repository=_or_empty(repository),
            stack=_or_empty(stack),
            about=_or_empty(about),
            styles=None if style is None else _styles(style),
        )
        done = actor.text("apis-edited", name=plain(changed.text.name, 100))
        await reply(interaction, Content(done))

    @app_commands.command(description=command_text("apis-command-owner"))
    @app_commands.describe(
        api=API,
        member=command_text("apis-option-member"),
        how=command_text("apis-option-how"),
    )
    @app_commands.choices(how=SHARINGS)
    async def owner(
        self,
        interaction: Interaction,
        api: ApiOption,
        member: discord.Member | discord.User,
        how: str = SHARE,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        if how == UNSHARE:
            found = await services.write(registrations.unshare, actor, api, member.id)
        elif how == SHARE:
            found = await services.write(registrations.share, actor, api, _owner_id(member))
        else:
            found = await services.write(registrations.transfer, actor, api, _owner_id(member))
        is_handed = how == TRANSFER and not found.is_owned_by(actor.member_id)
        key = "apis-owner-done-handed" if is_handed else f"apis-owner-done-{how}"
        words = actor.text(key, name=plain(found.text.name, 100), who=member.mention)
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("apis-command-retire"))
    @app_commands.describe(api=API, undo=command_text("apis-option-undo"))
    async def retire(self, interaction: Interaction, api: ApiOption, undo: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        actor, services = await actor_of(interaction), interaction.client.services
        found = await services.write(registrations.retire, actor, api, retired=not undo)
        key = "apis-revived" if undo else "apis-retired"
        await reply(interaction, Content(actor.text(key, name=plain(found.text.name, 100))))

    @app_commands.command(description=command_text("apis-command-upload"))
    @app_commands.describe(
        api=API,
        file=command_text("apis-option-file"),
        preview=command_text("apis-option-preview"),
    )
    async def upload(
        self,
        interaction: Interaction,
        api: ApiOption,
        file: discord.Attachment | None = None,
        preview: bool = False,  # noqa: FBT001, FBT002 - an option
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        found = await services.read(lookups.check_own, actor, api)
        if file is None:
            await open_paste_form(interaction, actor, found.id, is_preview=preview)
            return
        spend_upload(services, actor)  # before anything is fetched
        await interaction.response.defer(ephemeral=True, thinking=True)
        (given,) = uploads_of([file])
        document = await read_code_upload(interaction, actor, given, MOST_BYTES)
        await answer_upload(interaction, actor, str(found.id), document, is_preview=preview)

    @app_commands.command(description=command_text("apis-command-changes"))
    @app_commands.describe(
        api=API,
        old=command_text("apis-option-old"),
        new=command_text("apis-option-new"),
    )
    async def changes(
        self,
        interaction: Interaction,
        api: ApiOption,
        old: Revision | None = None,
        new: Revision | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown = await changes.show_changes(services, actor, api, old, new)
        await reply(interaction, await changes_content(shown, actor.text))

    @app_commands.command(description=command_text("apis-command-operation"))
    @app_commands.describe(operation=OPERATION, api=IN_API)
    async def operation(
        self, interaction: Interaction, operation: OperationOption, api: ApiOption | None = None
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        for written in await operations.outline(services, actor, operation, api):
            await reply(interaction, Content.of(written))

    @app_commands.command(description=command_text("apis-command-example"))
    @app_commands.describe(
        operation=OPERATION,
        api=IN_API,
        outcome=command_text("apis-option-outcome"),
        form=command_text("apis-option-form"),
    )
    @app_commands.choices(outcome=OUTCOMES, form=FORMS)
    async def example(
        self,
        interaction: Interaction,
        operation: OperationOption,
        outcome: str = Outcome.SUCCESS.value,
        form: str | None = None,
        api: ApiOption | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        chosen = None if form is None else Form(form)
        written = await operations.example(
            services, actor, operation, api, Outcome(outcome), chosen
        )
        await reply(interaction, Content.of(written))

    @app_commands.command(description=command_text("apis-command-agree"))
    @app_commands.describe(
        api=API,
        reason=command_text("apis-option-reason"),
        operation=command_text("apis-option-agree-operation"),
        upload=command_text("apis-option-agree-upload"),
    )
    async def agree(
        self,
        interaction: Interaction,
        api: ApiOption,
        reason: Range[str, 1, changes.MAX_REASON],
        operation: BreakOption | None = None,
        upload: Revision | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        agreed = await services.write(changes.agree, actor, api, operation, reason, upload)
        await reply(interaction, Content(agreed_words(agreed, actor.text)))

    @app_commands.command(description=command_text("apis-command-consume"))
    @app_commands.describe(
        api=command_text("apis-option-consume-api"),
        operation=command_text("apis-option-consume-operation"),
        drop=command_text("apis-option-drop"),
    )
    async def consume(
        self,
        interaction: Interaction,
        api: ApiOption | None = None,
        operation: UsedOption | None = None,
        drop: bool = False,  # noqa: FBT001, FBT002 - an option
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        if operation is not None and operations.ONE_OF in operation:
            api, _, operation = operation.partition(operations.ONE_OF)
        elif operation is not None and api is None and not drop:
            line = await services.read(operations.get_line, actor, operation)
            api, operation = str(line.api_id), line.key
        if api is None and operation is None:
            consumed = await services.read(consumers.list_consumed, actor)
            await reply(interaction, consumed_content(consumed, actor.text))
            return
        if drop or api is None:
            declared = await services.write(consumers.drop, actor, api, operation)
        else:
            declared = await services.write(consumers.declare, actor, api, operation)
        await reply(interaction, Content(render_declared(declared, actor.text, dropped=drop)))


def _styles(chosen: str) -> frozenset[Style]:
    return frozenset(Style) if chosen == BOTH else frozenset({Style(chosen)})


def _or_empty(given: str | None) -> str | None:
    """Return what was typed; a hyphen stands for nothing, since Discord sends no empty option."""
    return "" if given is not None and given.strip() == NOTHING else given


def _owner_id(member: discord.Member | discord.User) -> int:
    """Tell who is to own an API; `UserError` for a bot, and for somebody who has left."""
    if member.bot:
        raise UserError("apis-owner-bot")
    if not isinstance(member, discord.Member):
        raise UserError("apis-owner-left")
    return member.id


class Apis(commands.Cog):
    """The registry of learners' APIs."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = ApiGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)
