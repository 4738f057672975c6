"""A Discord message as what is kept of it."""

from __future__ import annotations

from typing import Final

import discord

from domain.characters import clean
from domain.questions import ThreadMessage

WRITTEN: Final = (discord.MessageType.default, discord.MessageType.reply)
NO_QUESTION: Final = 0
"""The question of a message is known by its thread."""


def seen_message(message: discord.Message, *, knows_content: bool) -> ThreadMessage | None:
    """What a member wrote in a thread, or what may be one; None for anything else.

    Bots and webhooks do not answer. Without the intent the text is unknown, not empty.
    """
    if message.guild is None or message.author.bot or message.webhook_id is not None:
        return None
    if message.type not in WRITTEN or _is_elsewhere(message.channel):
        return None
    return ThreadMessage(
        message.id,
        NO_QUESTION,
        message.author.id,
        clean(message.content) if knows_content or message.content else None,
        message.created_at,
        message.edited_at,
    )


def _is_elsewhere(channel: discord.abc.MessageableChannel) -> bool:
    """Whether a channel is certainly no thread: one that is not cached may be one."""
    return not isinstance(channel, discord.Thread | discord.PartialMessageable)
