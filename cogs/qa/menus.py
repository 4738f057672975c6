"""What the message menus find in the message they are used on."""

from __future__ import annotations

import discord

from cogs.core.markup import label
from cogs.qa.actions.asking import Asking
from domain.errors import UserError
from domain.questions import MAX_TITLE, Place, QuestionText, Source, ThreadMessage


def asking_of(message: discord.Message) -> Asking:
    """A chat message as the question that it asks; the first line serves as its title."""
    if message.author.bot:
        raise UserError("qa-message-of-bot")
    words = message.content.strip()
    if not words:
        raise UserError("qa-message-empty")
    title = label(words.splitlines()[0], MAX_TITLE)
    source = Source(message.channel.id, message.id)
    return Asking(QuestionText(title, words), message.author.id, source)


def check_may_be_shown(message: discord.Message, place: Place) -> None:
    """`UserError` where others would carry a message from a closed channel into an open one."""
    guild = message.guild
    shown_in = guild.get_channel(place.channel_id) if guild is not None else None
    if guild is None or shown_in is None:
        return
    everyone = guild.default_role
    if shown_in.permissions_for(everyone).view_channel and not _is_open(message.channel, everyone):
        raise UserError("qa-ask-from-closed")


def _is_open(channel: discord.abc.MessageableChannel, everyone: discord.Role) -> bool:
    """Whether everybody on the server may see a channel; what is not known counts as closed."""
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        return parent is not None and not channel.is_private() and _sees(parent, everyone)
    return isinstance(channel, discord.abc.GuildChannel) and _sees(channel, everyone)


def _sees(channel: discord.abc.GuildChannel, everyone: discord.Role) -> bool:
    return channel.permissions_for(everyone).view_channel


def answer_of(message: discord.Message, question_id: int) -> ThreadMessage:
    """A message of a question's thread, with the text that the menu brought along."""
    if message.author.bot:
        raise UserError("qa-message-of-bot")
    return ThreadMessage(
        message_id=message.id,
        question_id=question_id,
        author_id=message.author.id,
        content=message.content,
        created_at=message.created_at,
        edited_at=message.edited_at,
    )
