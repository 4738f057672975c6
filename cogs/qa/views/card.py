"""The buttons on a question's card."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.qa.actions.lifecycle import claim_question, release_question, reopen
from cogs.qa.names import CARD
from cogs.qa.render.card import card_embed
from cogs.qa.views.answers import show_candidates
from cogs.qa.views.closing import show_resolutions
from cogs.qa.views.editing import open_edit_form
from cogs.qa.views.topics import show_subscriptions
from cogs.ui.client import SUGGEST_OFFER, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from domain.questions import Question, QuestionView, Resolution
from domain.text_rules import TextRules


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
    """Lets the asker change her words."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        await open_edit_form(interaction, actor, question_id)


def render_card(
    registry: Registry, view: QuestionView, text: Catalogue, rules: TextRules
) -> Content:
    """A question's card with its buttons."""
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
