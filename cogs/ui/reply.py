"""Answering an interaction, whatever state it is in."""

from __future__ import annotations

import io
from typing import Any

import discord
from discord.http import handle_message_parameters

from cogs.ui.answers import Answer
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content


def files_of(content: Content) -> list[discord.File]:
    """Fresh file objects: discord.py consumes those that it sends."""
    return [discord.File(io.BytesIO(data), filename=name) for name, data in content.files]


def sending(content: Content) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    """Return the keyword arguments that send `content`."""
    arguments: dict[str, Any] = {"allowed_mentions": content.allowed_mentions}
    if content.text:
        arguments["content"] = content.text
    if content.embeds:
        arguments["embeds"] = list(content.embeds)
    if content.view is not None:
        arguments["view"] = content.view
    if content.files:
        arguments["files"] = files_of(content)
    return arguments


def editing(content: Content) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    """Return the keyword arguments that turn an existing message into `content`."""
    return {
        "content": content.text or None,
        "embeds": list(content.embeds),
        "view": content.view,
        "attachments": files_of(content),
        "allowed_mentions": content.allowed_mentions,
    }


async def edit_message(bot: NexusBot, channel_id: int, message_id: int, content: Content) -> None:
    """Turn a message of the bot's own into `content`; what Discord answers isn't read."""
    usual = bot.allowed_mentions
    with handle_message_parameters(**editing(content), previous_allowed_mentions=usual) as made:
        await bot.http.edit_message(channel_id, message_id, params=made)


async def reply(interaction: Interaction, content: Content, *, ephemeral: bool = True) -> None:
    """Show `content` as the answer: the first response, or the follow-up after a deferral."""
    response = interaction.response
    if isinstance(response, Answer) and response.is_done():
        await response.follow_up(**sending(content), ephemeral=ephemeral)
    elif response.is_done():
        await interaction.followup.send(**sending(content), ephemeral=ephemeral)
    else:
        await interaction.response.send_message(**sending(content), ephemeral=ephemeral)


async def replace(interaction: Interaction, content: Content) -> None:
    """Turn the message whose button was pressed into `content`, or reply where there is none."""
    response = interaction.response
    if interaction.message is None and not response.is_done():  # a form without its message
        await reply(interaction, content)
    elif isinstance(response, Answer) and response.origin is not None:
        await response.edit_message(**editing(content))
    elif isinstance(response, Answer) and response.wants_message:
        await response.follow_up(**sending(content), ephemeral=True)
    elif response.is_done():
        await interaction.edit_original_response(**editing(content))
    else:
        await interaction.response.edit_message(**editing(content))


async def remove(interaction: Interaction) -> None:
    """Delete the message whose button was pressed; `discord.NotFound` where it is gone."""
    if isinstance(interaction.response, Answer):
        await interaction.response.delete_message()
    else:
        await interaction.response.defer()
        await interaction.delete_original_response()
