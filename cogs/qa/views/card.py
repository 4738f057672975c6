"""Buttons and menus on the card of a question, its lists and its topics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.qa.actions.lifecycle import claim_question, release_question, reopen
from cogs.qa.actions.lookups import (
    Listing,
    ListKind,
    Subscriptions,
    Wanted,
    change_subscriptions,
    change_topics,
    get_view,
    list_questions,
    list_subscriptions,
)
from cogs.qa.names import CARD
from cogs.qa.render import card_embed, listing_embed, question_content
from cogs.qa.views.answers import show_candidates
from cogs.qa.views.forms import open_edit_form
from cogs.qa.views.resolutions import show_resolutions
from cogs.ui.client import SUGGEST_OFFER, Form, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicSelect, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.questions import Question, QuestionView, Resolution
from domain.text_rules import TextRules
from domain.topics import MAX_NAME, MOST_PER_GUILD


class QuestionPageButton(DynamicButton, name="qa:page"):
    """Leads to another page: kind of list, what it is about, number."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, kind: ListKind, argument: str, page: Page
    ) -> None:
        wanted = Wanted(kind, argument, page)
        listing = await interaction.client.services.read(list_questions, actor, wanted)
        await replace(interaction, listing_content(listing, actor.text))


async def show_privately(interaction: Interaction, actor: Actor, source_id: int) -> None:
    """Answer with a question that only the member sees."""
    view = await interaction.client.services.read(get_view, actor, source_id)
    await reply(interaction, question_content(view, actor))


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """Return one page of a list with its buttons."""
    wanted = listing.wanted
    buttons = page_buttons(
        QuestionPageButton,
        str(wanted.kind),
        wanted.argument,
        page=wanted.page,
        has_more=listing.has_more,
        text=text,
    )
    view = view_of(*buttons) if buttons else None
    return Content(embeds=[listing_embed(listing, text)], view=view)


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
    """Return the topics that a member hears of from now on."""
    if not after.subscribed:
        return actor.text("qa-unsubscribed")
    topics = ", ".join(topic for topic in after.topics if topic in after.subscribed)
    return actor.text("qa-subscribed", topics=topics)


class AcceptButton(DynamicButton, name="qa:accept"):
    """Offers the recent answers to choose from."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_candidates(interaction, actor, question_id)


class ClaimButton(DynamicButton, name="qa:claim"):
    """Says who works on an answer."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        services = interaction.client.services
        await _change(
            interaction,
            actor,
            question_id,
            lambda: services.write(claim_question, actor, question_id),
            "qa-claimed",
        )


class ReleaseButton(DynamicButton, name="qa:release"):
    """Gives a claimed question back."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        services = interaction.client.services
        await _change(
            interaction,
            actor,
            question_id,
            lambda: services.write(release_question, actor, question_id),
            "qa-released",
        )


class CloseButton(DynamicButton, name="qa:close"):
    """Offers the ways in which a question can end."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_resolutions(interaction, actor, question_id)


class ReopenButton(DynamicButton, name="qa:reopen"):
    """Undoes the closing."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        services = interaction.client.services
        await _change(
            interaction,
            actor,
            question_id,
            lambda: reopen(services, actor, question_id),
            "qa-reopened",
            tags_change=True,
        )


class SubscribeButton(DynamicButton, name="qa:subscribe"):
    """Offers the topics to hear of."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await show_subscriptions(interaction, actor)


class EditButton(DynamicButton, name="qa:edit"):
    """Lets the asker change their words."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await open_edit_form(interaction, actor, question_id)


def render_card(
    registry: Registry, view: QuestionView, text: Catalogue, rules: TextRules
) -> Content:
    """Render a question's card with its buttons."""
    question = view.question
    closing = question.closing
    is_solved = closing is not None and closing.resolution is Resolution.SOLVED
    offer = registry.offers.get(SUGGEST_OFFER) if is_solved and view.answers else None
    offered = [] if offer is None else [offer(text, question.id)]
    return Content(embeds=[card_embed(view, text, rules)], view=_buttons(question, text, offered))


async def _change(
    interaction: Interaction,
    actor: Actor,
    question_id: int,
    change: Callable[[], Awaitable[QuestionView]],
    notice: str,
    *,
    tags_change: bool = False,
) -> None:
    """Do what a click on a card asks for, and answer with the card, if nobody else is at it."""
    lock = interaction.client.cards.lock(CARD, question_id)
    if lock.locked():  # the outbox may take longer than Discord waits: it brings the card
        view = await change()
        await reply(interaction, Content(actor.text(notice, number=str(view.question.id))))
        return
    async with lock:
        view = await change()
        await show_on_card(interaction, actor, view, notice, tags_change=tags_change)


async def show_on_card(
    interaction: Interaction,
    actor: Actor,
    view: QuestionView,
    notice: str,
    *,
    tags_change: bool = False,
) -> None:
    """Answer a click on a card with the card as it is now.

    The caller holds the question's lock, so that nobody else edits the card meanwhile. A card in
    an archived thread cannot be edited in passing: that is left to the outbox.
    """
    if _is_archived(interaction):
        await reply(interaction, Content(actor.text(notice, number=str(view.question.id))))
        return
    registry = interaction.client.registry
    rules = actor.settings.text_rules()
    await replace(interaction, render_card(registry, view, actor.public_text, rules))
    if not (tags_change and view.question.place.is_forum):
        question = view.question
        interaction.client.cards.note_shown(CARD, question.id, question.revision)


def _buttons(
    question: Question,
    text: Catalogue,
    offered: Sequence[discord.ui.Item[Any]],  # Any: items of every kind
) -> discord.ui.View:
    number = question.id
    if question.is_withdrawn:
        return view_of()
    accept = AcceptButton(
        number, label=text("qa-button-accept"), style=discord.ButtonStyle.success, emoji="✅"
    )
    edit = EditButton(number, label=text("qa-button-edit"))
    subscribe = SubscribeButton(number, label=text("qa-button-subscribe"))
    if not question.is_open:
        reopen = ReopenButton(number, label=text("qa-button-reopen"))
        return view_of(accept, reopen, subscribe, edit, *offered)
    close = CloseButton(number, label=text("qa-button-close"))
    claim = (
        ClaimButton(number, label=text("qa-button-claim"))
        if question.claim is None
        else ReleaseButton(number, label=text("qa-button-release"))
    )
    return view_of(accept, claim, close, subscribe, edit)


def _is_archived(interaction: Interaction) -> bool:
    channel = interaction.channel
    return isinstance(channel, discord.Thread) and channel.archived
