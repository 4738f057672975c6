"""Drafts of announcements: the preview's buttons, and the forms behind them."""

from __future__ import annotations

from dataclasses import replace as changed
from typing import Any

import discord

from cogs.announcements.actions.changes import (
    Conflict,
    post_writing,
    save_writing,
    schedule_writing,
)
from cogs.announcements.actions.drafts import (
    Writing,
    drop_writing,
    get_writing,
    keep_writing,
    understand,
)
from cogs.announcements.audience import ground_of
from cogs.announcements.render import render_posted, render_saved, render_scheduled
from cogs.announcements.views.fields import (
    ENDS,
    WHEN,
    filled_in,
    time_fields,
    with_wording,
    writing_fields,
)
from cogs.announcements.views.preview import conflict_content, preview_content
from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.when import zone_of
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicChannelSelect
from cogs.ui.reply import replace
from domain.announcements.rules import MOST_CHANNELS
from domain.errors import UserError


class WriteForm(Form, name="announcements:written"):
    """An announcement's words; its part is the draft that they belong to."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.read(get_writing, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        before = await services.read(get_writing, actor, draft_id)
        await defer(interaction)
        filled = await filled_in(interaction, actor, values, before)
        writing, problem = with_wording(before, filled.wording), filled.problem
        if filled.when != before.when or before.schedule is None:
            ends = before.ends if filled.when.strip() else ""
            zone = await zone_of(services, actor)
            writing, unread = understand(writing, filled.when, ends, services.clock(), zone)
            problem = problem or unread
        await _keep_and_show(interaction, actor, draft_id, writing, problem)


class TimeForm(Form, name="announcements:timed"):
    """Time of an announcement; its part is the draft."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.read(get_writing, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        before = await services.read(get_writing, actor, draft_id)
        await defer(interaction)
        when, ends = values.written(WHEN), values.written(ENDS)
        zone = await zone_of(services, actor)
        writing, problem = understand(before, when, ends, services.clock(), zone)
        await _keep_and_show(interaction, actor, draft_id, writing, problem)


class WriteButton(DynamicButton, name="announcements:write"):
    """Opens the form with what was typed."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        writing = await interaction.client.services.read(get_writing, actor, draft_id)
        await open_write_form(interaction, actor, draft_id, writing)


class TimeButton(DynamicButton, name="announcements:time"):
    """Asks for the time."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        writing = await interaction.client.services.read(get_writing, actor, draft_id)
        await open_form(
            interaction,
            TimeForm,
            draft_id,
            title=actor.text("announcements-form-time"),
            fields=[*time_fields(writing, actor.text)],
        )


class ScheduleButton(DynamicButton, name="announcements:schedule"):
    """Confirms the time that was echoed; its parts are the draft and its version."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, version: int
    ) -> None:
        services = interaction.client.services
        try:
            await _check_ground(interaction, actor, draft_id, version)
            with posting(services, actor):
                made = await services.write(schedule_writing, actor, draft_id, version)
        except UserError as problem:
            await _show_problem(interaction, actor, draft_id, problem)
            return
        words = render_scheduled(made, actor.text, services.clock())
        await replace(interaction, Content(words))


class PostButton(DynamicButton, name="announcements:post"):
    """Posts at once what was previewed."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, version: int
    ) -> None:
        services = interaction.client.services
        try:
            await _check_ground(interaction, actor, draft_id, version)
            zone = await zone_of(services, actor)
            with posting(services, actor):
                made = await services.write(post_writing, actor, draft_id, version, zone)
        except UserError as problem:
            await _show_problem(interaction, actor, draft_id, problem)
            return
        await replace(interaction, Content(render_posted(made, actor.text)))


class SaveButton(DynamicButton, name="announcements:save"):
    """Saves a changed announcement, unless somebody was faster."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, version: int
    ) -> None:
        services = interaction.client.services
        try:
            await _check_ground(interaction, actor, draft_id, version)
            saved = await services.write(save_writing, actor, draft_id, version)
        except UserError as problem:
            await _show_problem(interaction, actor, draft_id, problem)
            return
        if isinstance(saved, Conflict):
            buttons = conflict_buttons(saved, actor)
            await replace(interaction, await conflict_content(actor, saved, buttons))
        else:
            await replace(interaction, Content(render_saved(saved, actor.text)))


class PreviewButton(DynamicButton, name="announcements:preview"):
    """Shows the preview, as after a conflict."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        writing = await interaction.client.services.read(get_writing, actor, draft_id)
        await interaction.response.defer()
        await show_preview(interaction, actor, draft_id, writing)


class DropButton(DynamicButton, name="announcements:drop"):
    """Forgets what was written."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_writing, actor, draft_id)
        await replace(interaction, Content(actor.text("announcements-dropped")))


class ChannelsSelect(DynamicChannelSelect, name="announcements:channels"):
    """Chooses the channels."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        before = await services.read(get_writing, actor, draft_id)
        await interaction.response.defer()
        contents = changed(before.contents, channel_ids=self.chosen_ids)
        await _keep_and_show(interaction, actor, draft_id, changed(before, contents=contents), None)


async def open_write_form(
    interaction: Interaction, actor: Actor, draft_id: int, writing: Writing
) -> None:
    """Show the form in which an announcement is written."""
    key = "announcements-form-change" if writing.is_change else "announcements-form-new"
    await open_form(
        interaction,
        WriteForm,
        draft_id,
        title=actor.text(key),
        fields=[*writing_fields(writing, actor.text)],
    )


async def defer(interaction: Interaction) -> None:
    """Acknowledge a form: a new private answer, or a change of the message it was opened from."""
    if interaction.message is None:
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


async def show_preview(
    interaction: Interaction,
    actor: Actor,
    draft_id: int,
    writing: Writing,
    problem: UserError | None = None,
) -> None:
    """Show what would be posted, to whom, where and when; the interaction is deferred."""
    buttons = preview_buttons(draft_id, writing, actor)
    content = await preview_content(interaction, actor, writing, problem, buttons)
    await replace(interaction, content)


def preview_buttons(
    draft_id: int, writing: Writing, actor: Actor
) -> list[discord.ui.Item[Any]]:  # Any: items of every kind
    """Preview what can be done with a draft: a time is confirmed only after it was echoed."""
    text, version = actor.text, writing.version
    primary, success = discord.ButtonStyle.primary, discord.ButtonStyle.success
    key = "retime" if writing.is_change or writing.schedule else "time"
    style = primary if key == "time" else discord.ButtonStyle.secondary
    items: list[discord.ui.Item[Any]] = [
        WriteButton(draft_id, label=text("announcements-button-write"), row=1),
        TimeButton(draft_id, label=text(f"announcements-button-{key}"), style=style, row=1),
    ]
    if writing.is_change:
        label = text("announcements-button-save")
        items.append(SaveButton(draft_id, version, label=label, style=success, row=1))
    elif writing.schedule is not None:
        label = text("announcements-button-schedule")
        items.append(ScheduleButton(draft_id, version, label=label, style=success, row=1))
    if not writing.is_change:
        label = text("announcements-button-post")
        items.append(PostButton(draft_id, version, label=label, style=primary, row=1))
    drop = text("announcements-button-drop")
    items.append(DropButton(draft_id, label=drop, style=discord.ButtonStyle.danger, row=1))
    items.append(_channels_select(draft_id, writing, actor))
    return items


def _channels_select(draft_id: int, writing: Writing, actor: Actor) -> ChannelsSelect:
    return ChannelsSelect(
        draft_id,
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        placeholder=actor.text("announcements-choose-channels"),
        chosen_ids=writing.contents.channel_ids,
        max_values=MOST_CHANNELS,
        row=2,
    )


def conflict_buttons(conflict: Conflict, actor: Actor) -> list[DynamicButton]:
    """Return what can be done once both texts were seen."""
    text, draft_id = actor.text, conflict.draft_id
    danger, label = discord.ButtonStyle.danger, text("announcements-button-overwrite")
    return [
        SaveButton(draft_id, conflict.mine.version, label=label, style=danger),
        PreviewButton(draft_id, label=text("announcements-button-preview")),
        WriteButton(draft_id, label=text("announcements-button-write")),
        DropButton(draft_id, label=text("announcements-button-drop")),
    ]


async def _check_ground(
    interaction: Interaction, actor: Actor, draft_id: int, version: int
) -> None:
    """Raise `UserError` where what was previewed may not be posted there, or with these pings."""
    writing = await interaction.client.services.read(get_writing, actor, draft_id, version)
    ground_of(interaction).check(writing.contents)


async def _keep_and_show(
    interaction: Interaction,
    actor: Actor,
    draft_id: int,
    writing: Writing,
    problem: UserError | None,
) -> None:
    kept = await interaction.client.services.write(keep_writing, actor, draft_id, writing)
    await show_preview(interaction, actor, draft_id, kept, problem)


async def _show_problem(
    interaction: Interaction, actor: Actor, draft_id: int, problem: UserError
) -> None:
    """Show what is wrong above what was written, which is kept."""
    if problem.problem in {"announcements-draft-gone", "shared-moderators-only"}:
        await replace(interaction, Content(render_error(actor.text, problem)))
        return
    writing = await interaction.client.services.read(get_writing, actor, draft_id)
    await interaction.response.defer()
    await show_preview(interaction, actor, draft_id, writing, problem)
