"""Choosing topics to hear of, and, for moderators, the list itself."""

from __future__ import annotations

import discord

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.qa.actions.subscriptions import (
    Subscriptions,
    change_subscriptions,
    change_topics,
    list_subscriptions,
)
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.reply import replace, reply
from domain.topics import MAX_NAME, MOST_PER_GUILD

TOPICS = "topics"


class SubscriptionSelect(DynamicSelect, name="qa:topics"):
    """The topics to hear of; those chosen before are marked."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, *, chosen: tuple[str, ...]
    ) -> None:
        services = interaction.client.services
        after = await services.write(change_subscriptions, actor, chosen)
        await replace(interaction, Content(subscription_words(actor, after)))


class EditTopicsButton(DynamicButton, name="qa:edit-topics"):
    """Opens the server's list of topics."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        known = await interaction.client.services.read(list_subscriptions, actor)
        field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
            custom_id=TOPICS,
            style=discord.TextStyle.paragraph,
            default="\n".join(known.topics),
            max_length=(MAX_NAME + 1) * MOST_PER_GUILD,
        )
        label = discord.ui.Label(
            text=actor.text("qa-field-topic-list"),
            description=actor.text("qa-field-topic-list-hint"),
            component=field,
        )
        title = actor.text("qa-form-topics")
        await open_form(interaction, TopicsForm, title=title, fields=[label])


class TopicsForm(Form, name="qa:topic-list"):
    """The server's list of topics, one a line."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor) -> None:
        require_moderator(actor)

    @classmethod
    async def submitted(cls, interaction: Interaction, actor: Actor, values: Values) -> None:
        written = values.written(TOPICS)
        names = await interaction.client.services.write(change_topics, actor, written)
        await reply(interaction, Content(actor.text("qa-topics-changed", topics=", ".join(names))))


async def show_subscriptions(interaction: Interaction, actor: Actor) -> None:
    """Offer the topics, with those marked that the member subscribed to."""
    known = await interaction.client.services.read(list_subscriptions, actor)
    items: list[DynamicSelect | DynamicButton] = [
        SubscriptionSelect(
            options=[
                discord.SelectOption(label=t, value=t, default=t in known.subscribed)
                for t in known.topics
            ],
            placeholder=actor.text("qa-select-topics"),
            min_values=0,
            max_values=len(known.topics),
        )
    ]
    if actor.is_moderator:
        items.append(EditTopicsButton(label=actor.text("qa-button-edit-topics")))
    await reply(interaction, Content(actor.text("qa-choose-topics"), view=view_of(*items)))


def subscription_words(actor: Actor, after: Subscriptions) -> str:
    """The topics that a member hears of from now on."""
    if not after.subscribed:
        return actor.text("qa-unsubscribed")
    topics = ", ".join(topic for topic in after.topics if topic in after.subscribed)
    return actor.text("qa-subscribed", topics=topics)
