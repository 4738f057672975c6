"""Commands of the FAQ."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import Choice as DiscordChoice, Range, Transform, locale_str

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
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption
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

ENTRY = locale_str("Title, number or other words for the entry", key="faq-option-entry")
REVIEWED = [
    DiscordChoice(name=locale_str("suggestions", key="faq-choice-queue"), value="queue"),
    DiscordChoice(
        name=locale_str("entries that need attention", key="faq-choice-attention"),
        value="attention",
    ),
    DiscordChoice(
        name=locale_str("what was looked for in vain", key="faq-choice-gaps"), value="gaps"
    ),
]
STATES = [
    DiscordChoice(name=locale_str("published", key="faq-choice-published"), value="published"),
    DiscordChoice(name=locale_str("drafts", key="faq-choice-draft"), value="draft"),
    DiscordChoice(name=locale_str("retired", key="faq-choice-retired"), value="retired"),
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
            description=locale_str("Answers to what is asked often", key="faq-command"),
            guild_only=True,
        )

    @app_commands.command(
        description=locale_str("Show an entry of the FAQ", key="faq-command-show")
    )
    @app_commands.describe(
        entry=ENTRY,
        public=locale_str("Show it to everybody here", key="faq-option-public"),
        message=locale_str("Answer this message (link or id) with it", key="faq-option-message"),
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

    @app_commands.command(description=locale_str("List the FAQ", key="faq-command-list"))
    @app_commands.describe(
        topic=locale_str("Only about this topic", key="faq-option-topic"),
        state=locale_str("Drafts or retired entries (moderators)", key="faq-option-state"),
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

    @app_commands.command(
        description=locale_str("Suggest an entry for the FAQ", key="faq-command-suggest")
    )
    @app_commands.describe(
        title=locale_str("The question, in one sentence", key="faq-option-title")
    )
    async def suggest(self, interaction: Interaction, title: Range[str, 1, 100] = "") -> None:
        actor = await actor_of(interaction)
        await open_suggest_form(interaction, actor, EntryText(title, ""))

    @app_commands.command(
        description=locale_str("Work through what waits (moderators)", key="faq-command-review")
    )
    @app_commands.describe(show=locale_str("What to go through", key="faq-option-show"))
    @app_commands.choices(show=REVIEWED)
    async def review(self, interaction: Interaction, show: str = QUEUE) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        await interaction.response.defer(ephemeral=True)
        await reply(interaction, await review_content(interaction, actor, show, 0))

    @app_commands.command(
        description=locale_str("Change an entry (moderators)", key="faq-command-edit")
    )
    @app_commands.describe(
        entry=ENTRY,
        position=locale_str("Only move it to this place of the list", key="faq-option-position"),
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

    @app_commands.command(
        description=locale_str(
            "Publish a draft, or write a new entry (moderators)", key="faq-command-publish"
        )
    )
    @app_commands.describe(
        entry=locale_str("The draft; left out: a new entry", key="faq-option-draft")
    )
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

    @app_commands.command(
        description=locale_str(
            "Take an entry out of the FAQ (moderators)", key="faq-command-retire"
        )
    )
    @app_commands.describe(
        entry=ENTRY,
        into=locale_str("The entry that takes its place", key="faq-option-into"),
        reason=locale_str("Why", key="faq-option-reason"),
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

    @app_commands.command(
        description=locale_str("What an entry has been (moderators)", key="faq-command-history")
    )
    @app_commands.describe(entry=ENTRY)
    async def history(self, interaction: Interaction, entry: AnyOption) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        meant = await services.read(get_meant, actor, entry)
        found = await services.read(list_history, actor, meant.id, 0)
        await reply(interaction, history_content(found, actor.text))

    @app_commands.command(
        description=locale_str(
            "Bring back a retired entry, or an earlier text (moderators)",
            key="faq-command-restore",
        )
    )
    @app_commands.describe(
        entry=ENTRY,
        revision=locale_str("The number of the revision", key="faq-option-revision"),
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

    @app_commands.command(
        description=locale_str("Other words for an entry (moderators)", key="faq-command-alias")
    )
    @app_commands.describe(
        entry=ENTRY,
        add=locale_str("Words by which it is found from now on", key="faq-option-add"),
        remove=locale_str("Words by which it is not", key="faq-option-remove"),
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
        description=locale_str(
            "Bring in entries from files; shown before it happens (moderators)",
            key="faq-command-import",
        ),
    )
    @app_commands.describe(
        file=locale_str("A zip, a Markdown file or a JSON file", key="faq-option-file")
    )
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

    @app_commands.command(
        description=locale_str("Get all entries as files (moderators)", key="faq-command-export")
    )
    @app_commands.describe(format=locale_str("As what", key="faq-option-format"))
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
