"""Replies with an entry to a message, chosen from what is like it."""

from __future__ import annotations

import discord

from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.markup import jump_link, label, parse_link
from cogs.faq.actions.lookups import EntryView, list_fitting, show_entry
from cogs.faq.views.entry import entry_content
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicSelect, view_of
from cogs.ui.reply import replace, reply, sending
from domain.errors import UserError
from domain.ids import parse_id

MOST_OFFERED = 25
MAX_LABEL = 100
CLOSED = frozenset({50083, 160005})
"""Discord's codes for an archived and for a locked thread."""
INVALID_FORM = 50035
"""Discord's code that also tells of a reply to a message which is gone."""


class AnswerSelect(DynamicSelect, name="faq:answer-with"):
    """Answers a message with the chosen entry; its parts are the channel and the message."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        channel_id: int,
        message_id: int,
        *,
        chosen: int,
    ) -> None:
        message = await get_message(interaction, actor, channel_id, message_id)
        await answer_message(interaction, actor, message, chosen)


async def offer_entries(interaction: Interaction, actor: Actor, message: discord.Message) -> None:
    """Let a member choose the entry that answers a message, the likeliest first."""
    check_may_answer(interaction, actor, message.channel)
    services = interaction.client.services
    found = await services.read(list_fitting, actor, message.content, limit=MOST_OFFERED)
    if not found:
        raise UserError("faq-nothing-yet")
    options = [
        discord.SelectOption(label=label(e.text.title, MAX_LABEL), value=str(e.id)) for e in found
    ]
    placeholder = actor.text("faq-answer-with")
    select = AnswerSelect(message.channel.id, message.id, options=options, placeholder=placeholder)
    await reply(interaction, Content(actor.text("faq-answer-which"), view=view_of(select)))


async def meant_message(interaction: Interaction, actor: Actor, typed: str) -> discord.Message:
    """Return the message that a link leads to, or with this id in the channel.

    `UserError` for none.
    """
    link = parse_link(typed)
    if link is not None and link.guild_id == actor.guild_id and link.message_id is not None:
        return await get_message(interaction, actor, link.channel_id, link.message_id)
    number = parse_id(typed.strip())
    if number is not None and interaction.channel_id is not None:
        return await get_message(interaction, actor, interaction.channel_id, number)
    raise UserError("faq-no-message")


async def get_message(
    interaction: Interaction, actor: Actor, channel_id: int, message_id: int
) -> discord.Message:
    """Get a message that the actor may answer; `UserError` for what they may not see."""
    guild = interaction.guild
    is_here = channel_id == interaction.channel_id  # also a thread that the bot has not met
    channel = interaction.channel if is_here else guild and guild.get_channel_or_thread(channel_id)
    if not isinstance(channel, discord.TextChannel | discord.Thread | discord.VoiceChannel):
        raise UserError("faq-no-message")
    check_may_answer(interaction, actor, channel)
    try:
        return await channel.fetch_message(message_id)
    except discord.NotFound as error:
        raise UserError("faq-no-message") from error
    except discord.Forbidden as error:
        raise UserError("faq-cannot-post", channel=f"<#{channel_id}>") from error


def check_may_answer(
    interaction: Interaction, actor: Actor, channel: discord.abc.MessageableChannel
) -> None:
    """`UserError` unless both the member and the bot may write in a channel."""
    member, guild = interaction.user, interaction.guild
    if guild is None or not isinstance(member, discord.Member):
        raise UserError("shared-only-in-server")
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        raise UserError("faq-no-message")
    is_elsewhere = channel.id != interaction.channel_id
    is_private = isinstance(channel, discord.Thread) and channel.is_private()
    if not actor.sees(channel.id) or (is_private and is_elsewhere):
        raise UserError("faq-no-message")  # who is in a private thread is known to Discord alone
    for who, problem in ((member, "faq-may-not-post"), (guild.me, "faq-cannot-post")):
        allowed = channel.permissions_for(who)
        is_thread = isinstance(channel, discord.Thread)
        if not (allowed.send_messages_in_threads if is_thread else allowed.send_messages):
            raise UserError(problem, channel=f"<#{channel.id}>")


async def answer_message(
    interaction: Interaction, actor: Actor, message: discord.Message, entry_id: int
) -> None:
    """Post an entry as a reply that names who asked for it; its author alone is pinged."""
    services = interaction.client.services
    with posting(services, actor):
        view = await services.write(show_entry, actor, entry_id, is_post=True)
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=interaction.message is None)
    content = _answer(view, actor)
    try:
        sent = await message.reply(**sending(content))
    except discord.HTTPException as error:
        if error.code in CLOSED or isinstance(error, discord.Forbidden):
            channel = f"<#{message.channel.id}>"
            raise UserError("faq-cannot-post", channel=channel) from error
        if error.code == INVALID_FORM and "message_reference" in str(error):
            raise UserError("faq-no-message") from error
        raise
    link = jump_link(actor.guild_id, sent.channel.id, sent.id)
    await replace(interaction, Content(actor.text("faq-answered", link=link)))


def _answer(view: EntryView, actor: Actor) -> Content:
    text = actor.public_text
    content = entry_content(view, text)
    return Content(
        text("faq-answered-by", member=f"<@{actor.member_id}>"),
        embeds=content.embeds,
        view=content.view,
        files=content.files,
        allowed_mentions=discord.AllowedMentions(
            everyone=False, users=False, roles=False, replied_user=True
        ),
    )
