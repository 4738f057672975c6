"""A button that does again what failed on a busy database, or opens the form that came too late."""

from __future__ import annotations

from typing import Any

import discord

from cogs.shared.actor import Actor, Interaction
from cogs.shared.answers import TRIED_AGAIN, Answer
from cogs.shared.forms import submit
from cogs.shared.items import DynamicButton
from domain.errors import UserError


class AgainButton(DynamicButton, name="shared:again", parts=1):
    """Tries again with what was typed; its part is the key under which that is kept."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        kept = interaction.client.kept.get(self.parts[0])
        if isinstance(kept, discord.ui.Modal):
            await interaction.response.send_modal(kept)
        elif kept is not None and kept.user.id == interaction.user.id:
            interaction.client.kept.pop(self.parts[0])  # done once, however often it's pressed
            await _replay(interaction, kept)
        else:
            raise UserError("shared-retry-gone")


async def _replay(interaction: Interaction, kept: Interaction) -> None:
    """Go through the entrance of an earlier interaction again, with the answer to this one."""
    interaction.extras[TRIED_AGAIN] = kept
    interaction.data, interaction.message = kept.data, kept.message
    if kept.message is not None and isinstance(interaction.response, Answer):
        interaction.response.origin = kept
    if kept.type is discord.InteractionType.modal_submit:
        await submit(interaction)
    elif kept.type is discord.InteractionType.application_command:
        interaction.client.tree._from_interaction(interaction)  # noqa: SLF001 - discord.py's own entrance
    else:
        data: Any = kept.data  # Any: Discord's payload
        interaction._state._view_store.dispatch_view(  # noqa: SLF001 - discord.py's own entrance
            data["component_type"], data["custom_id"], interaction
        )
