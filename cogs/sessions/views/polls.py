"""A poll's message: marking what fits, and making a session of the best slot."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.when import zone_of
from cogs.sessions.actions.polls import choose_best, close_poll, get_poll, vote
from cogs.sessions.names import POLL_MARK
from cogs.sessions.render import render_poll, render_votes
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.reply import replace, reply
from domain.sessions.polls import Poll, PollState
from domain.times.wall import to_wall


class PollMark(DynamicButton, name=POLL_MARK):
    """Opens the presser's own list of slots, in their own time."""

    async def pressed(self, interaction: Interaction, actor: Actor, poll_id: int) -> None:
        services = interaction.client.services
        poll = await services.read(get_poll, actor, poll_id)
        zone = await zone_of(services, actor)
        await reply(interaction, _choice(poll, actor, zone))


class PollChoice(DynamicSelect, name="sessions:poll-choice"):
    """Keeps which slots fit."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, poll_id: int, *, chosen: tuple[str, ...]
    ) -> None:
        services = interaction.client.services
        poll = await services.write(vote, actor, poll_id, chosen)
        content = _choice(poll, actor, await zone_of(services, actor))
        await replace(interaction, content)


class PollBest(DynamicButton, name="sessions:poll-best"):
    """Makes a session of the slot that fits most."""

    async def pressed(self, interaction: Interaction, actor: Actor, poll_id: int) -> None:
        number = await interaction.client.services.write(choose_best, actor, poll_id)
        await reply(interaction, Content(actor.text("sessions-poll-chosen", number=str(number))))


class PollClose(DynamicButton, name="sessions:poll-close"):
    """Ends the poll without a session."""

    async def pressed(self, interaction: Interaction, actor: Actor, poll_id: int) -> None:
        await interaction.client.services.write(close_poll, actor, poll_id)
        await reply(interaction, Content(actor.text("sessions-poll-closed")))


def poll_content(poll: Poll, text: Catalogue) -> Content:
    """Return the public message of a poll."""
    words = render_poll(poll, text)
    if poll.state is not PollState.OPEN:
        return Content(words)
    return Content(
        words,
        view=view_of(
            PollMark(poll.id, label=text("sessions-poll-mark"), style=discord.ButtonStyle.primary),
            PollBest(poll.id, label=text("sessions-poll-best")),
            PollClose(poll.id, label=text("sessions-poll-close")),
        ),
    )


def _choice(poll: Poll, actor: Actor, zone: str) -> Content:
    options = [
        discord.SelectOption(
            label=f"{to_wall(slot.starts_at, zone):%a %Y-%m-%d %H:%M}",
            value=slot.slot,
            default=actor.member_id in slot.member_ids,
        )
        for slot in poll.slots
    ]
    select = PollChoice(
        poll.id,
        options=options,
        placeholder=actor.text("sessions-poll-choice"),
        min_values=0,
        max_values=len(options),
    )
    return Content(render_votes(poll, actor.member_id, zone, actor.text), view=view_of(select))


POLL_ITEMS = (PollMark, PollChoice, PollBest, PollClose)
