"""Choosing how a question ends."""

from __future__ import annotations

import discord

from cogs.qa.actions.lifecycle import MAX_LINK, close_question
from cogs.qa.actions.lists import show_question
from cogs.qa.actions.words import withdraw_question
from cogs.qa.render.words import status_words
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.forms import Form, Values, open_form
from cogs.shared.items import DynamicButton, DynamicSelect, view_of
from cogs.shared.reply import replace, reply
from domain.question_rules import check_may_decide, check_not_withdrawn
from domain.questions import QuestionView, Resolution

LEADING_ELSEWHERE = (Resolution.DUPLICATE, Resolution.MOVED)
LINK, REASON = "link", "reason"
MAX_REASON = 200


class ResolutionSelect(DynamicSelect, name="qa:resolution", parts=1):
    """How the question ended; where to look instead is asked for in a form."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        question_id, resolution = int(self.parts[0]), Resolution(self.item.values[0])
        if resolution in LEADING_ELSEWHERE:
            await _open_link_form(interaction, actor, question_id, resolution)
        elif resolution is Resolution.WITHDRAWN:
            await replace(interaction, _confirmation(question_id, actor))
        else:
            services = interaction.client.services
            view = await close_question(services, actor, question_id, resolution)
            await replace(interaction, closed_content(view, actor))


class WithdrawButton(DynamicButton, name="qa:withdraw", parts=1):
    """Confirms that an own question is taken back."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        view = await withdraw_question(interaction.client.services, actor, int(self.parts[0]))
        text = actor.text("qa-withdrawn-now", number=str(view.question.id))
        await replace(interaction, Content(text))


class LinkForm(Form, name="qa:elsewhere"):
    """Where to look instead of in a duplicate or moved question."""

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, parts: tuple[str, ...], values: Values
    ) -> None:
        view = await close_question(
            interaction.client.services,
            actor,
            int(parts[0]),
            Resolution(parts[1]),
            link=str(values.get(LINK, "")),
            reason=str(values.get(REASON, "")) or None,
        )
        await reply(interaction, closed_content(view, actor))


async def show_resolutions(interaction: Interaction, actor: Actor, question_id: int) -> None:
    """Offer the ways in which this member can end a question."""
    view = await show_question(interaction.client.services, actor, question_id)
    check_may_decide(view.question, actor.member_id, is_moderator=actor.is_moderator)
    check_not_withdrawn(view.question)
    is_asker = view.question.asker_id == actor.member_id
    options = [
        discord.SelectOption(
            label=actor.text(f"qa-resolution-{resolution}"),
            description=actor.text(f"qa-resolution-{resolution}-hint"),
            value=resolution,
        )
        for resolution in Resolution
        if resolution is not Resolution.WITHDRAWN or is_asker
    ]
    placeholder = actor.text("qa-select-resolution")
    select = ResolutionSelect(question_id, options=options, placeholder=placeholder)
    await reply(interaction, Content(actor.text("qa-choose-resolution"), view=view_of(select)))


def closed_content(view: QuestionView, actor: Actor) -> Content:
    """Say how the question is closed now."""
    status = status_words(view.question, actor.text)
    return Content(actor.text("qa-closed", number=str(view.question.id), status=status))


def _confirmation(question_id: int, actor: Actor) -> Content:
    button = WithdrawButton(
        question_id, label=actor.text("qa-button-withdraw"), style=discord.ButtonStyle.danger
    )
    return Content(actor.text("qa-withdraw-sure"), view=view_of(button))


async def _open_link_form(
    interaction: Interaction, actor: Actor, question_id: int, resolution: Resolution
) -> None:
    link: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=LINK, max_length=MAX_LINK, placeholder="#12"
    )
    reason: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=REASON, max_length=MAX_REASON, required=False
    )
    await open_form(
        interaction,
        LinkForm,
        question_id,
        str(resolution),
        title=actor.text(f"qa-resolution-{resolution}"),
        fields=[
            discord.ui.Label(
                text=actor.text("qa-field-link"),
                description=actor.text("qa-field-link-hint"),
                component=link,
            ),
            discord.ui.Label(text=actor.text("qa-field-reason"), component=reason),
        ],
    )
