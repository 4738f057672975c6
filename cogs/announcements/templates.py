"""The commands under `/announce template`."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import Range

from cogs.announcements.actions.drafts import delete_template, list_templates, save_template
from cogs.announcements.options import ANNOUNCEMENT, AnyOption, TemplateOption
from cogs.announcements.render import templates_embed
from cogs.core.markup import plain
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from domain.announcements.rules import MAX_NAME

NAME = command_text("announcements-option-name")


class TemplateGroup(app_commands.Group):
    """Templates of announcements."""

    def __init__(self) -> None:
        super().__init__(
            name="template",
            description=command_text("announcements-command-template"),
        )

    @app_commands.command(description=command_text("announcements-command-template-save"))
    @app_commands.describe(announcement=ANNOUNCEMENT, name=NAME)
    async def save(
        self, interaction: Interaction, announcement: AnyOption, name: Range[str, 1, MAX_NAME]
    ) -> None:
        actor = await actor_of(interaction)
        kept = await interaction.client.services.write(save_template, actor, announcement, name)
        words = actor.text("announcements-template-saved", name=plain(kept.name, MAX_NAME))
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("announcements-command-template-list"))
    async def list(self, interaction: Interaction) -> None:
        actor = await actor_of(interaction)
        templates = await interaction.client.services.read(list_templates, actor)
        await reply(interaction, Content(embeds=(templates_embed(templates, actor.text),)))

    @app_commands.command(description=command_text("announcements-command-template-delete"))
    @app_commands.describe(name=NAME)
    async def delete(self, interaction: Interaction, name: TemplateOption) -> None:
        actor = await actor_of(interaction)
        gone = await interaction.client.services.write(delete_template, actor, name)
        words = actor.text("announcements-template-deleted", name=plain(gone.name, MAX_NAME))
        await reply(interaction, Content(words))
