"""Answers in time: what takes longer than a second is deferred, and nothing typed is lost.

Discord shows "did not respond" after three seconds. Every entrance starts a guard that defers by
itself; what handlers say afterwards becomes a follow-up, so they need not know.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

import aiohttp
import discord
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from cogs.ui.client import NexusBot

log = logging.getLogger(__name__)

DEFER_AFTER_SECONDS = 0.8
RESPONSE = "_cs_response"
"""The slot in which discord.py keeps an interaction's response."""
KEPT_SECONDS = 840.0
"""Time in which something can be tried again: Discord forgets an interaction after 15 minutes."""
MOST_KEPT = 1_000
"""Bounds what can be tried again: forms that came too late, and what met a busy database."""

TRIED_AGAIN = "tried again"
"""Key of an interaction's extras for the earlier one that it does again."""

Interaction = discord.Interaction[NexusBot]


class _Adapter(AsyncWebhookAdapter):
    """Answers interactions without having Discord send back the message, which nobody reads."""

    async def create_interaction_response(
        self, interaction_id: int, token: str, *, params: Any, **options: Any
    ) -> Any:  # Any: as discord.py has them
        route = discord.http.Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction_id,
            webhook_token=token,
        )
        if params.files:
            options |= {"files": params.files, "multipart": params.multipart}
        else:
            options["payload"] = params.payload
        await self.request(route, **options)
        return {"interaction": {"id": interaction_id}}


_ADAPTER: Any = cast("Any", _Adapter)()  # Any: discord.py leaves it untyped


class Answer(discord.InteractionResponse[NexusBot]):
    """An interaction's response, which the guard may defer while a handler is about to answer."""

    def __init__(self, parent: Interaction) -> None:
        super().__init__(parent)
        self._turn = asyncio.Lock()
        self.is_late = False
        """True once the guard has deferred."""
        self.is_hidden = False
        """True while a private "thinking" message stands where the answer will."""
        self.wants_message = False
        """True where a handler asked for a message of its own, and the guard had none made."""

        self.origin: Interaction | None = None
        """The interaction that is tried again: what it would have edited is edited through it."""

    async def acknowledge(self) -> None:
        """Defer, unless somebody has answered: privately, or without a trace where a button is."""
        async with self._turn:
            if self.is_done():
                return
            has_message = self._parent.message is not None
            await super().defer(ephemeral=True, thinking=not has_message)
            self.is_late, self.is_hidden = True, not has_message

    async def send_message(self, content: Any = None, **options: Any) -> Any:  # Any: passed on
        """Send the answer, or the follow-up once the guard has deferred."""
        async with self._turn:
            if not self.is_late:
                return await super().send_message(content, **options)
        if content is not None:
            options["content"] = content
        return await self.follow_up(**options)

    async def follow_up(self, *, ephemeral: bool = False, **options: Any) -> Any:  # Any: passed on
        """Send a follow-up; a public one doesn't take the place of a private "thinking"."""
        if self.is_hidden and not ephemeral:
            await self._parent.delete_original_response()
        self.is_hidden = False
        return await self._parent.followup.send(**options, ephemeral=ephemeral, wait=True)

    async def edit_message(self, **options: Any) -> Any:  # Any: passed on
        """Edit the message that was pressed, also once the guard has deferred."""
        async with self._turn:
            if self.origin is not None:
                if not self.is_done():
                    await super().defer()
                return await self.origin.edit_original_response(**options)
            if not self.is_late:
                return await super().edit_message(**options)
        return await self._parent.edit_original_response(**options)

    async def delete_message(self) -> None:
        """Delete the message that was pressed; on a further try the one pressed at first."""
        if not self.is_done():
            await self.defer()
        await (self.origin or self._parent).delete_original_response()

    async def defer(self, *, ephemeral: bool = False, thinking: bool = False) -> Any:
        """Defer, unless the guard was faster."""
        async with self._turn:
            if not self.is_late:
                return await super().defer(ephemeral=ephemeral, thinking=thinking)
            self.wants_message = thinking and not self.is_hidden
            return None

    async def send_modal(self, modal: discord.ui.Modal, /) -> Any:  # Any: passed on
        """Open a form; `LateFormError` once it is too late for one."""
        async with self._turn:
            if not self.is_late:
                return await super().send_modal(modal)
        raise LateFormError(modal)


class LateFormError(Exception):
    """A form that Discord would no longer open: whoever wanted it is offered a button."""

    def __init__(self, modal: discord.ui.Modal) -> None:
        super().__init__("The form came too late for its interaction")
        self.modal = modal


def guard(interaction: Interaction) -> None:
    """Defer an interaction that isn't answered soon; called by every entrance."""
    if isinstance(interaction.response, Answer):
        return
    answer = Answer(interaction)
    async_context.set(_ADAPTER)
    setattr(interaction, RESPONSE, answer)
    loop = asyncio.get_running_loop()
    loop.call_later(DEFER_AFTER_SECONDS, _defer, interaction.client, answer)


def _defer(client: NexusBot, answer: Answer) -> None:
    if answer.is_done() or client.is_closed():
        return
    task = asyncio.create_task(_acknowledge(answer), name="discord-ui-acknowledge")
    client.deferring.add(task)
    task.add_done_callback(client.deferring.discard)


async def _acknowledge(answer: Answer) -> None:
    try:
        await answer.acknowledge()
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.warning("An interaction could not be deferred: %s", error)
