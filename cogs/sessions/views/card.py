"""The card's buttons: going, maybe, can't; and, while it goes on, checking in."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.sessions.actions.answering import Answered, answer_session
from cogs.sessions.actions.attending import check_in
from cogs.sessions.names import CARD_MARK
from cogs.sessions.render.card import MARKS, render_card
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply
from domain.sessions.records import Answer, Occurrence, OccurrenceState, Rsvp


class GoingButton(DynamicButton, name=CARD_MARK):
    """Takes a seat, or a place in the waitlist."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.GOING)


class MaybeButton(DynamicButton, name="sessions:maybe"):
    """May come."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.MAYBE)


class DeclineButton(DynamicButton, name="sessions:decline"):
    """Cannot come, and gives up a seat."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.DECLINED)


class CheckInButton(DynamicButton, name="sessions:check-in"):
    """Says that its presser is there."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        is_new = await interaction.client.services.write(check_in, actor, occurrence_id)
        key = "sessions-checked-in" if is_new else "sessions-checked-in-already"
        await reply(interaction, Content(actor.text(key)))


def card_content(
    occurrence: Occurrence, rsvps: Sequence[Rsvp], attended: int, text: Catalogue
) -> Content:
    """The card with the buttons that can be pressed now."""
    embed = render_card(occurrence, rsvps, attended, text)
    return Content(embeds=(embed,), view=view_of(*_buttons(occurrence, text)))


def _buttons(occurrence: Occurrence, text: Catalogue) -> list[DynamicButton]:
    id_, is_over = occurrence.id, not occurrence.is_open
    buttons: list[DynamicButton] = [
        GoingButton(
            id_,
            label=text("sessions-answer-going"),
            emoji=MARKS[Answer.GOING],
            style=discord.ButtonStyle.success,
            disabled=is_over,
        ),
        MaybeButton(
            id_, label=text("sessions-answer-maybe"), emoji=MARKS[Answer.MAYBE], disabled=is_over
        ),
        DeclineButton(
            id_,
            label=text("sessions-answer-declined"),
            emoji=MARKS[Answer.DECLINED],
            disabled=is_over,
        ),
    ]
    if occurrence.state is OccurrenceState.RUNNING:
        label = text("sessions-check-in")
        buttons.append(CheckInButton(id_, label=label, style=discord.ButtonStyle.primary))
    return buttons


async def _answer(interaction: Interaction, actor: Actor, id_: int, wanted: Answer) -> None:
    answered = await interaction.client.services.write(answer_session, actor, id_, wanted)
    await reply(interaction, Content(_words(answered, actor.text)))


def _words(answered: Answered, text: Catalogue) -> str:
    at = stamp(answered.occurrence.starts_at)
    if answered.position is not None:
        return text("sessions-answered-waitlisted", position=answered.position)
    return text(f"sessions-answered-{answered.answer.value}", at=at)


CARD_ITEMS = (GoingButton, MaybeButton, DeclineButton, CheckInButton)
