"""Commands of the FAQ."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import Choice as DiscordChoice, Range, Transform

from cogs.core.access import posting, require_moderator
from cogs.faq.actions.entries import (
    Saving,
    begin_saving,
    change_aliases,
    move,
    publish,
    restore,
    retire,
)
from cogs.faq.actions.exchange import export_for, plan_import
from cogs.faq.actions.lookups import (
    MAX_TYPED,
    Choice,
    Miss,
    find_named,
    get_meant,
    list_entries,
    list_history,
    note_miss,
    show_entry,
    suggest_any,
    suggest_entries,
    suggest_topics,
)
from cogs.faq.render.entry import aliases_embed, named
from cogs.faq.replies import answer_message, meant_message
from cogs.faq.views.editor import open_save_form, saved_content, show_edit
from cogs.faq.views.entry import entry_content, history_content, list_content, miss_content
from cogs.faq.views.forms import plan_content
from cogs.faq.views.queue import QUEUE, review_content
from cogs.faq.views.suggest import open_suggest_form
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption, command_text
from cogs.ui.reply import reply
from cogs.ui.uploads import read_upload, uploads_of
from domain.errors import UserError
from domain.faq.archives import MAX_ARCHIVE
from domain.faq.entries import Entry, EntryState, EntryText


class _Text(TypedOption):
    most = MAX_TYPED


class _Published(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_entries, actor, value))


class _OfState(_Text):
    """Entries of some states, for moderators."""

    states: tuple[EntryState, ...] = (EntryState.PUBLISHED,)

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_any, actor, value, *self.states))


class _Unpublished(_OfState):
    states = (EntryState.DRAFT, EntryState.RETIRED)


class _Retired(_OfState):
    states = (EntryState.RETIRED, EntryState.PUBLISHED, EntryState.DRAFT)


class _Any(_OfState):
    states = (EntryState.PUBLISHED, EntryState.DRAFT, EntryState.RETIRED)


class _Topic(_Text):
    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_topics, actor, value))


PublishedOption = Transform[str, _Published]
UnpublishedOption = Transform[str, _Unpublished]
RetiredOption = Transform[str, _Retired]
AnyOption = Transform[str, _Any]
TopicOption = Transform[str, _Topic]

ENTRY = command_text("faq-option-entry")
REVIEWED = [
    DiscordChoice(name=command_text("faq-choice-queue"), value="queue"),
    DiscordChoice(
        name=command_text("faq-choice-attention"),
        value="attention",
    ),
    DiscordChoice(name=command_text("faq-choice-gaps"), value="gaps"),
]
STATES = [
    DiscordChoice(name=command_text("faq-choice-published"), value="published"),
    DiscordChoice(name=command_text("faq-choice-draft"), value="draft"),
    DiscordChoice(name=command_text("faq-choice-retired"), value="retired"),
]
FORMATS = [
    DiscordChoice(name="Markdown", value="markdown"),
    DiscordChoice(name="JSON", value="json"),
]


def _shown(choices: Sequence[Choice]) -> Choices:
    return [DiscordChoice(name=choice.name[:MAX_CHOICE], value=choice.value) for choice in choices]


MOST_POSITION = 10_000
MAX_ALIAS_TYPED = 100


class FaqGroup(app_commands.Group):
    """Reading the FAQ, and looking after it."""

    def __init__(self) -> None:
        super().__init__(
            name="faq",
            description=command_text("faq-command"),
            guild_only=True,
        )

    @app_commands.command(description=command_text("faq-command-show"))
    @app_commands.describe(
        entry=ENTRY,
        public=command_text("faq-option-public"),
        message=command_text("faq-option-message"),
    )
    async def show(
        self,
        interaction: Interaction,
        entry: PublishedOption,
        public: bool = False,  # noqa: FBT001, FBT002 - an option that members pick
        message: Range[str, 1, 120] | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        services = interaction.client.services
        found = await services.read(find_named, actor, entry)
        if not isinstance(found, Entry):
            miss = Miss(entry, found, await services.write(note_miss, actor, entry))
            await reply(interaction, miss_content(miss, actor, interaction.client.registry))
        elif message is not None:
            target = await meant_message(interaction, actor, message)
            await answer_message(interaction, actor, target, found.id)
        elif public:
            with posting(services, actor):
                view = await services.write(show_entry, actor, found.id, is_post=True)
            content = entry_content(view, actor.public_text)
            await reply(interaction, content, ephemeral=False)
        else:
            view = await services.write(show_entry, actor, found.id)
            await reply(interaction, entry_content(view, actor.text))

    @app_commands.command(description=command_text("faq-command-list"))
    @app_commands.describe(
        topic=command_text("faq-option-topic"),
        state=command_text("faq-option-state"),
    )
    @app_commands.choices(state=STATES)
    async def list(
        self, interaction: Interaction, topic: TopicOption | None = None, state: str = "published"
    ) -> None:
        actor = await actor_of(interaction)
        listing = await interaction.client.services.read(
            list_entries, actor, state=EntryState(state), topic=topic, page=0
        )
        await reply(interaction, list_content(listing, actor.text))

    @app_commands.command(description=command_text("faq-command-suggest"))
    @app_commands.describe(title=command_text("faq-option-title"))
    async def suggest(self, interaction: Interaction, title: Range[str, 1, 100] = "") -> None:
        actor = await actor_of(interaction)
        await open_suggest_form(interaction, actor, EntryText(title, ""))

    @app_commands.command(description=command_text("faq-command-review"))
    @app_commands.describe(show=command_text("faq-option-show"))
    @app_commands.choices(show=REVIEWED)
    async def review(self, interaction: Interaction, show: str = QUEUE) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await review_content(interaction, actor, show, 0))

    @app_commands.command(description=command_text("faq-command-edit"))
    @app_commands.describe(
        entry=ENTRY,
        position=command_text("faq-option-position"),
    )
    async def edit(
        self,
        interaction: Interaction,
        entry: AnyOption,
        position: Range[int, 1, MOST_POSITION] | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        if position is None:
            await show_edit(interaction, actor, meant.id)
            return
        moved = await services.write(move, actor, meant.id, position)
        words = actor.text("faq-moved", title=named(moved), position=str(moved.position))
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("faq-command-publish"))
    @app_commands.describe(entry=command_text("faq-option-draft"))
    async def publish(
        self, interaction: Interaction, entry: UnpublishedOption | None = None
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        if entry is None:
            saving = Saving(0, 0, EntryText("", ""))
            draft_id = await services.write(begin_saving, actor, saving)
            await open_save_form(interaction, actor, draft_id, saving)
            return
        meant = await services.read(get_meant, actor, entry)
        published = await services.write(publish, actor, meant.id)
        await reply(interaction, await saved_content(interaction, actor, published))

    @app_commands.command(description=command_text("faq-command-retire"))
    @app_commands.describe(
        entry=ENTRY,
        into=command_text("faq-option-into"),
        reason=command_text("faq-option-reason"),
    )
    async def retire(
        self,
        interaction: Interaction,
        entry: AnyOption,
        into: PublishedOption | None = None,
        reason: Range[str, 1, 300] = "",
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        target = None if into is None else await services.read(get_meant, actor, into)
        into_id = None if target is None else target.id
        retired = await services.write(retire, actor, meant.id, reason, into_id)
        words = actor.text("faq-retired", title=named(retired))
        if target is not None:
            words = actor.text("faq-merged", title=named(retired), target=named(target))
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("faq-command-history"))
    @app_commands.describe(entry=ENTRY)
    async def history(self, interaction: Interaction, entry: AnyOption) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        found = await services.read(list_history, actor, meant.id, 0)
        await reply(interaction, history_content(found, actor.text))

    @app_commands.command(description=command_text("faq-command-restore"))
    @app_commands.describe(
        entry=ENTRY,
        revision=command_text("faq-option-revision"),
    )
    async def restore(
        self,
        interaction: Interaction,
        entry: RetiredOption,
        revision: Range[int, 1] | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        restored = await services.write(restore, actor, meant.id, revision)
        await reply(interaction, await saved_content(interaction, actor, restored))

    @app_commands.command(description=command_text("faq-command-alias"))
    @app_commands.describe(
        entry=ENTRY,
        add=command_text("faq-option-add"),
        remove=command_text("faq-option-remove"),
    )
    async def alias(
        self,
        interaction: Interaction,
        entry: AnyOption,
        add: Range[str, 1, MAX_ALIAS_TYPED] = "",
        remove: Range[str, 1, MAX_ALIAS_TYPED] = "",
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        if add or remove:
            meant = await services.write(change_aliases, actor, meant.id, add=add, remove=remove)
        await reply(interaction, Content(embeds=(aliases_embed(meant, actor.text),)))

    @app_commands.command(
        name="import",
        description=command_text("faq-command-import"),
    )
    @app_commands.describe(file=command_text("faq-option-file"))
    async def import_(self, interaction: Interaction, file: discord.Attachment) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        services.rates.spend(
            "upload", actor.guild_id, actor.member_id, services.clock(), is_moderator=True
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        (upload,) = uploads_of([file])
        data = await read_upload(interaction.client, upload, MAX_ARCHIVE)
        planned = await plan_import(services, actor, [(upload.name, data)])
        await reply(interaction, plan_content(planned, actor.text))

    @app_commands.command(description=command_text("faq-command-export"))
    @app_commands.describe(format=command_text("faq-option-format"))
    @app_commands.choices(format=FORMATS)
    async def export(self, interaction: Interaction, format: str = "markdown") -> None:  # noqa: A002 - what members see
        actor = await actor_of(interaction)
        require_moderator(actor)
        await interaction.response.defer(ephemeral=True, thinking=True)
        exported = await export_for(interaction.client.services, actor, as_json=format == "json")
        limit = interaction.guild.filesize_limit if interaction.guild else 0
        if len(exported.data) > limit:
            raise UserError("faq-export-too-large", size=f"{len(exported.data) >> 20} MiB")
        words = actor.text("faq-exported", count=exported.count)
        await reply(interaction, Content(words, files=(("faq.zip", exported.data),)))
