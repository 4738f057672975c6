"""Commands of announcements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands
from discord.app_commands import Range

from cogs.announcements.actions.changes import pause, resume, skip
from cogs.announcements.actions.drafts import (
    Writing,
    begin_writing,
    change_of,
    understand,
    use_template,
)
from cogs.announcements.actions.lookups import list_page, look_up, show
from cogs.announcements.audience import ground_of, still_there
from cogs.announcements.options import (
    ANNOUNCEMENT,
    EVERYONE,
    EVERYONE_OR_NOBODY,
    NOBODY,
    STATES,
    AnyOption,
    NotCancelledOption,
    OpenOption,
    PausedOption,
    ScheduledOption,
    SlotOption,
    TemplateOption,
    pings_of,
)
from cogs.announcements.render import named, next_words
from cogs.announcements.templates import TemplateGroup
from cogs.announcements.views.drafts import open_write_form
from cogs.announcements.views.panel import (
    cancel_content,
    list_content,
    now_content,
    open_change,
    overview_content,
)
from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.when import stamp, zone_of
from cogs.ui.channels import channel_for
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from domain.announcements.records import Contents, Pings, State, Wording
from domain.announcements.rules import MAX_ENDS, MAX_WHEN
from domain.channels import ChannelUse
from domain.times.wall import parse_slot, to_utc

CHANNEL = command_text("announcements-option-channel")
ROLE = command_text("announcements-option-role")
EVERYBODY = command_text("announcements-option-everyone")
WHEN = command_text("announcements-option-when")
ENDS = command_text("announcements-option-ends")


class AnnounceGroup(app_commands.Group):
    """Announcing, now and on time."""

    def __init__(self) -> None:
        super().__init__(
            name="announce",
            description=command_text("announcements-command"),
            guild_only=True,
            default_permissions=discord.Permissions(manage_messages=True),
        )
        self.add_command(TemplateGroup())

    @app_commands.command(description=command_text("announcements-command-create"))
    @app_commands.describe(
        where=CHANNEL,
        where2=CHANNEL,
        where3=CHANNEL,
        ping=ROLE,
        ping2=ROLE,
        ping3=ROLE,
        everyone=EVERYBODY,
        when=WHEN,
        ends=ENDS,
        template=command_text("announcements-option-template"),
    )
    @app_commands.choices(everyone=EVERYONE)
    async def create(  # noqa: PLR0913, PLR0917 - the options that members see
        self,
        interaction: Interaction,
        where: discord.TextChannel | None = None,
        where2: discord.TextChannel | None = None,
        where3: discord.TextChannel | None = None,
        ping: discord.Role | None = None,
        ping2: discord.Role | None = None,
        ping3: discord.Role | None = None,
        everyone: str = "",
        when: Range[str, 1, MAX_WHEN] = "",
        ends: Range[str, 1, MAX_ENDS] = "",
        template: TemplateOption | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        services = interaction.client.services
        contents = await _begun(interaction, actor, template, (where, where2, where3))
        pings = pings_of((ping, ping2, ping3), everyone) or contents.pings
        contents = replace(contents, pings=pings)
        if contents.channel_ids:
            ground_of(interaction).check(contents)
        # Nonsense for a time is not refused here: the form and the preview keep it to be mended.
        zone = await zone_of(services, actor)
        writing, _ = understand(Writing(contents), when, ends, services.clock(), zone)
        draft_id = await services.write(begin_writing, actor, writing)
        await open_write_form(interaction, actor, draft_id, writing)

    @app_commands.command(description=command_text("announcements-command-list"))
    @app_commands.describe(state=command_text("announcements-option-state"))
    @app_commands.choices(state=STATES)
    async def list(self, interaction: Interaction, state: str = "scheduled") -> None:
        actor = await actor_of(interaction)
        listing = await interaction.client.services.read(list_page, actor, State(state), 0)
        await reply(interaction, list_content(listing, actor))

    @app_commands.command(description=command_text("announcements-command-show"))
    @app_commands.describe(announcement=ANNOUNCEMENT)
    async def show(self, interaction: Interaction, announcement: AnyOption) -> None:
        actor = await actor_of(interaction)
        overview = await interaction.client.services.read(show, actor, announcement, 0)
        await reply(interaction, overview_content(interaction, overview, actor))

    @app_commands.command(description=command_text("announcements-command-edit"))
    @app_commands.describe(
        announcement=ANNOUNCEMENT, ping=ROLE, ping2=ROLE, ping3=ROLE, everyone=EVERYBODY
    )
    @app_commands.choices(everyone=EVERYONE_OR_NOBODY)
    async def edit(
        self,
        interaction: Interaction,
        announcement: NotCancelledOption,
        ping: discord.Role | None = None,
        ping2: discord.Role | None = None,
        ping3: discord.Role | None = None,
        everyone: str = "",
    ) -> None:
        actor = await actor_of(interaction)
        found = await interaction.client.services.read(look_up, actor, announcement)
        writing = change_of(found)
        pings = Pings()
        if everyone != NOBODY:
            pings = pings_of((ping, ping2, ping3), everyone) or writing.contents.pings
        writing = replace(writing, contents=replace(writing.contents, pings=pings))
        await open_change(interaction, actor, found, writing)

    @app_commands.command(description=command_text("announcements-command-cancel"))
    @app_commands.describe(announcement=ANNOUNCEMENT)
    async def cancel(self, interaction: Interaction, announcement: NotCancelledOption) -> None:
        actor = await actor_of(interaction)
        found = await interaction.client.services.read(look_up, actor, announcement)
        await reply(interaction, cancel_content(found, actor))

    @app_commands.command(description=command_text("announcements-command-now"))
    @app_commands.describe(announcement=ANNOUNCEMENT)
    async def now(self, interaction: Interaction, announcement: ScheduledOption) -> None:
        actor = await actor_of(interaction)
        found = await interaction.client.services.read(look_up, actor, announcement)
        await reply(interaction, now_content(found, actor))

    @app_commands.command(description=command_text("announcements-command-skip"))
    @app_commands.describe(
        announcement=ANNOUNCEMENT,
        occurrence=command_text("announcements-option-occurrence"),
    )
    async def skip(
        self,
        interaction: Interaction,
        announcement: OpenOption,
        occurrence: SlotOption | None = None,
    ) -> None:
        actor = await actor_of(interaction)
        services = interaction.client.services
        found, slot = await services.write(skip, actor, announcement, occurrence)
        at = to_utc(parse_slot(slot), found.schedule.zone)
        words = actor.text("announcements-skipped", title=named(found), at=stamp(at))
        await reply(interaction, Content(f"{words}\n{next_words(found, actor.text)}"))

    @app_commands.command(description=command_text("announcements-command-pause"))
    @app_commands.describe(announcement=ANNOUNCEMENT)
    async def pause(self, interaction: Interaction, announcement: ScheduledOption) -> None:
        actor = await actor_of(interaction)
        found = await interaction.client.services.write(pause, actor, announcement)
        words = actor.text("announcements-paused", number=str(found.id), title=named(found))
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("announcements-command-resume"))
    @app_commands.describe(announcement=ANNOUNCEMENT)
    async def resume(self, interaction: Interaction, announcement: PausedOption) -> None:
        actor = await actor_of(interaction)
        found = await interaction.client.services.write(resume, actor, announcement)
        words = actor.text("announcements-resumed", number=str(found.id), title=named(found))
        await reply(interaction, Content(f"{words}\n{next_words(found, actor.text)}"))


async def _begun(
    interaction: Interaction,
    actor: Actor,
    template: str | None,
    channels: Sequence[discord.TextChannel | None],
) -> Contents:
    """Return what an announcement begins with: a template's contents, or a channel alone."""
    contents, guild = Contents(Wording("", "")), ground_of(interaction).guild
    if template is not None:
        kept = await interaction.client.services.read(use_template, actor, template)
        contents = still_there(kept.contents, guild)
    chosen = tuple(dict.fromkeys(channel.id for channel in channels if channel is not None))
    usual = channel_for(guild, actor.settings, ChannelUse.ANNOUNCEMENTS)
    default = () if usual is None else (usual.id,)
    return replace(contents, channel_ids=chosen or contents.channel_ids or default)
