"""Resolutions of questions: chosen in a menu, explained in a form, withdrawn."""

from __future__ import annotations

import logging

import discord

from cogs.core.actor import Actor
from cogs.qa.actions.lifecycle import (
    MAX_LINK,
    check_may_close,
    close_question,
)
from cogs.qa.actions.lookups import get_view
from cogs.qa.actions.messages import withdraw_question
from cogs.qa.render import render_closed_by, status_words
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.reply import replace, reply
from domain.question_rules import check_is_open, check_may_decide, check_not_withdrawn
from domain.questions import Question, QuestionView, Resolution

log = logging.getLogger(__name__)

LEADING_ELSEWHERE = (Resolution.DUPLICATE, Resolution.MOVED)
LINK, REASON = "link", "reason"
MAX_REASON = 200


class ResolutionSelect(DynamicSelect, name="qa:resolution"):
    """Select of a resolution; a form asks for a link and a moderator's reason.

    Its second part is how it had ended when the select was shown: who decides on something else
    than what another decided meanwhile has to be told first.
    """

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        question_id: int,
        ending: str,
        *,
        chosen: Resolution,
    ) -> None:
        view = await interaction.client.services.read(get_view, actor, question_id)
        question = view.question
        if _ending(question) != ending:
            check_is_open(question)
        if chosen is Resolution.WITHDRAWN:
            await replace(interaction, _confirmation(question, actor))
        elif chosen in LEADING_ELSEWHERE or question.asker_id != actor.member_id:
            await _open_form(interaction, actor, question_id, chosen)
        else:
            services = interaction.client.services
            view = await services.write(close_question, actor, question_id, chosen)
            await replace(interaction, closed_content(view, actor))


class WithdrawButton(DynamicButton, name="qa:withdraw"):
    """Confirms that an own question is taken back."""

    async def pressed(self, interaction: Interaction, actor: Actor, question_id: int) -> None:
        view = await interaction.client.services.write(withdraw_question, actor, question_id)
        text = actor.text("qa-withdrawn-now", number=str(view.question.id))
        await replace(interaction, Content(text))


class ClosingForm(Form, name="qa:elsewhere"):
    """Form for the place to look instead, and a moderator's reason for closing."""

    @classmethod
    async def check(
        cls, interaction: Interaction, actor: Actor, question_id: int, resolution: Resolution
    ) -> None:
        await interaction.client.services.read(check_may_close, actor, question_id, resolution)

    @classmethod
    async def submitted(
        cls,
        interaction: Interaction,
        actor: Actor,
        values: Values,
        question_id: int,
        resolution: Resolution,
    ) -> None:
        reason = values.written(REASON).strip() or None
        view = await interaction.client.services.write(
            close_question,
            actor,
            question_id,
            resolution,
            link=values.written(LINK, ""),
            reason=reason,
        )
        await reply(interaction, closed_content(view, actor))
        await tell_thread(interaction, actor, view.question, reason)


async def show_resolutions(interaction: Interaction, actor: Actor, question_id: int) -> None:
    """Offer the ways in which this member can end a question."""
    view = await interaction.client.services.read(get_view, actor, question_id)
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
        if resolution is not Resolution.WITHDRAWN or is_asker or actor.is_moderator
    ]
    placeholder = actor.text("qa-select-resolution")
    select = ResolutionSelect(
        question_id, _ending(view.question), options=options, placeholder=placeholder
    )
    await reply(interaction, Content(actor.text("qa-choose-resolution"), view=view_of(select)))


def closed_content(view: QuestionView, actor: Actor) -> Content:
    """Say how the question is closed now."""
    status = status_words(view.question, actor.text)
    return Content(actor.text("qa-closed", number=str(view.question.id), status=status))


async def tell_thread(
    interaction: Interaction, actor: Actor, question: Question, reason: str | None
) -> None:
    """Say in the thread that somebody other than the asker closed their question, and why."""
    if question.asker_id in (None, actor.member_id) or question.place.thread_id is None:
        return
    bot = interaction.client
    asker = discord.Object(question.asker_id or 0)
    place = bot.get_partial_messageable(question.place.thread_id, guild_id=question.guild_id)
    try:
        await place.send(
            render_closed_by(question, actor.member_id, reason, actor.public_text),
            allowed_mentions=discord.AllowedMentions(users=[asker], everyone=False, roles=False),
            nonce=f"c{question.id}r{question.revision}",
        )
    except discord.HTTPException as error:  # the card says it, too
        log.info("Nobody could be told in the thread of question %s: %s", question.id, error)


def _ending(question: Question) -> str:
    return str(question.closing.resolution) if question.closing else "open"


def _confirmation(question: Question, actor: Actor) -> Content:
    whose = "own" if question.asker_id == actor.member_id else "other"
    button = WithdrawButton(
        question.id,
        label=actor.text(f"qa-button-withdraw-{whose}"),
        style=discord.ButtonStyle.danger,
    )
    return Content(actor.text(f"qa-withdraw-sure-{whose}"), view=view_of(button))


async def _open_form(
    interaction: Interaction, actor: Actor, question_id: int, resolution: Resolution
) -> None:
    link: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=LINK, max_length=MAX_LINK, placeholder="#12"
    )
    reason: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=REASON, max_length=MAX_REASON, required=False
    )
    elsewhere: discord.ui.Label[discord.ui.Modal] = discord.ui.Label(
        text=actor.text("qa-field-link"),
        description=actor.text("qa-field-link-hint"),
        component=link,
    )
    why: discord.ui.Label[discord.ui.Modal] = discord.ui.Label(
        text=actor.text("qa-field-reason"),
        description=actor.text("qa-field-reason-hint"),
        component=reason,
    )
    await open_form(
        interaction,
        ClosingForm,
        question_id,
        str(resolution),
        title=actor.text(f"qa-resolution-{resolution}"),
        fields=[elsewhere, why] if resolution in LEADING_ELSEWHERE else [why],
    )
