"""The buttons under "did this get solved?" and under the note that a question was closed."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.qa.actions.following import keep_open
from cogs.qa.actions.lifecycle import reopen
from cogs.qa.views.answers import show_candidates
from cogs.qa.views.closing import show_resolutions
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace


class SolvedYesButton(DynamicButton, name="qa:quiet-yes"):
    """It was solved: asks which answer did it."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_candidates(interaction, actor, question_id)


class NotYetButton(DynamicButton, name="qa:quiet-no"):
    """It was not: the question stays open and is asked about again later."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await interaction.client.services.write(keep_open, actor, question_id)
        await replace(interaction, Content(actor.public_text("qa-stays-open")))


class QuietCloseButton(DynamicButton, name="qa:quiet-close"):
    """It has ended otherwise."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_resolutions(interaction, actor, question_id)


class StaleReopenButton(DynamicButton, name="qa:stale-reopen"):
    """Opens a question again that was closed because nobody came back to it."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        view = await reopen(interaction.client.services, actor, question_id)
        words = actor.public_text("qa-reopened", number=str(view.question.id))
        await replace(interaction, Content(words))


def quiet_buttons(question_id: int, text: Catalogue) -> discord.ui.View:
    """Solved, not yet, or closed otherwise."""
    return view_of(
        SolvedYesButton(
            question_id, label=text("qa-button-quiet-yes"), style=discord.ButtonStyle.success
        ),
        NotYetButton(question_id, label=text("qa-button-quiet-no")),
        QuietCloseButton(question_id, label=text("qa-button-close")),
    )


def stale_buttons(question_id: int, text: Catalogue) -> discord.ui.View:
    """The way back."""
    return view_of(StaleReopenButton(question_id, label=text("qa-button-reopen")))
