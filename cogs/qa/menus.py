"""What the message menus find in the message they are used on."""

from __future__ import annotations

import discord

from cogs.qa.actions.asking import Asking
from cogs.shared.markup import label
from domain.errors import UserError
from domain.questions import MAX_TITLE, QuestionText, Source, ThreadMessage


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
