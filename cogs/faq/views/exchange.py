"""Importing: what would happen is shown before anything does."""

from __future__ import annotations

import asyncio
from typing import Literal

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.faq.actions.exchange import Planned, apply_import, drop_import, plan_import
from cogs.faq.render.exchange import render_imported, render_plan, report
from cogs.faq.starting import starter_files
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from domain.faq.plans import Effect

ALL, SAFE = "all", "safe"


class ImportButton(DynamicButton, name="faq:import"):
    """Imports what was shown; its parts are the draft, and whether conflicts are overwritten."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, scope: Literal["all", "safe"]
    ) -> None:
        await interaction.response.defer()
        imported = await apply_import(
            interaction.client.services,
            actor,
            draft_id,
            overwrite=scope == ALL,
        )
        await replace(interaction, Content(render_imported(imported, actor.text)))


class StarterButton(DynamicButton, name="faq:starter"):
    """Shows what the starter FAQ would bring, with the choice to take it."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        services = interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        planned = await plan_import(services, actor, await asyncio.to_thread(starter_files))
        await reply(interaction, plan_content(planned, actor.text))


def starter_button(text: Catalogue) -> StarterButton:
    """The button that `/setup` offers."""
    return StarterButton(label=text("faq-button-starter"), emoji="📘")


class DropImportButton(DynamicButton, name="faq:drop-import"):
    """Imports nothing."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_import, actor, draft_id)
        await replace(interaction, Content(actor.text("faq-import-dropped")))


def plan_content(planned: Planned, text: Catalogue) -> Content:
    """What an import would do, with the choice to do it."""
    safe = planned.count(Effect.NEW) + planned.count(Effect.CHANGED)
    conflicts = planned.count(Effect.CONFLICTING)
    buttons: list[DynamicButton] = []
    if safe:
        label = text("faq-button-import", count=safe)
        style = discord.ButtonStyle.success
        buttons.append(ImportButton(planned.draft_id, SAFE, label=label, style=style))
    if conflicts:
        label = text("faq-button-import-all", count=safe + conflicts)
        style = discord.ButtonStyle.danger
        buttons.append(ImportButton(planned.draft_id, ALL, label=label, style=style))
    if buttons:
        buttons.append(DropImportButton(planned.draft_id, label=text("faq-button-cancel")))
    files = (("import.txt", report(planned, text).encode()),)
    view = view_of(*buttons) if buttons else None
    return Content(render_plan(planned, text), view=view, files=files)
