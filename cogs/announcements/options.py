"""The options of `/announce`: what is typed, and what is suggested meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import Choice as DiscordChoice, Transform

from cogs.announcements.actions.lookups import (
    MOST_CHOICES,
    Choice,
    list_upcoming,
    number_in,
    suggest_announcements,
    suggest_templates,
)
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of
from cogs.ui.options import MAX_CHOICE, Choices, TypedOption, command_text
from domain.announcements.records import Everyone, Pings, State
from domain.announcements.rules import MAX_NAME
from domain.errors import UserError


class _Announcement(app_commands.Transformer):
    """An announcement of some states, by its number; offered by title."""

    states: tuple[State, ...] = tuple(State)

    @property
    def max_value(self) -> int:
        return MAX_CHOICE

    async def transform(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> int:
        return number_in(value)

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_announcements, actor, value, *self.states))


class _Open(_Announcement):
    states = (State.SCHEDULED, State.PAUSED)


class _Scheduled(_Announcement):
    states = (State.SCHEDULED,)


class _Paused(_Announcement):
    states = (State.PAUSED,)


class _NotCancelled(_Announcement):
    states = (State.SCHEDULED, State.PAUSED, State.DONE)


class _Slot(app_commands.Transformer):
    """An occurrence of the announcement that was chosen before."""

    async def transform(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> str:
        return value[:MAX_CHOICE]

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        try:
            number = number_in(str(interaction.namespace.announcement))
            schedule, moments = await interaction.client.services.read(list_upcoming, actor, number)
        except UserError:
            return []
        # Choices show no timestamps of Discord's: the wall-clock time and its zone have to do.
        names = [(f"{m.wall:%Y-%m-%d %H:%M} ({schedule.zone})", m.slot) for m in moments]
        fitting = [Choice(name, slot) for name, slot in names if value in name]
        return _shown(fitting[:MOST_CHOICES])


class _Template(TypedOption):
    """A template by its name."""

    most = MAX_NAME

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor = await actor_of(interaction)
        services = interaction.client.services
        return _shown(await services.read(suggest_templates, actor, value))


AnyOption = Transform[int, _Announcement]
OpenOption = Transform[int, _Open]
ScheduledOption = Transform[int, _Scheduled]
PausedOption = Transform[int, _Paused]
NotCancelledOption = Transform[int, _NotCancelled]
SlotOption = Transform[str, _Slot]
TemplateOption = Transform[str, _Template]

ANNOUNCEMENT = command_text("announcements-option-announcement")
STATES = [
    DiscordChoice(name=command_text("announcements-choice-scheduled"), value="scheduled"),
    DiscordChoice(name=command_text("announcements-choice-paused"), value="paused"),
    DiscordChoice(name=command_text("announcements-choice-done"), value="done"),
    DiscordChoice(name=command_text("announcements-choice-cancelled"), value="cancelled"),
]
EVERYONE = [
    DiscordChoice(name="@everyone", value=Everyone.EVERYONE.value),
    DiscordChoice(name="@here", value=Everyone.HERE.value),
]

NOBODY = "nobody"
EVERYONE_OR_NOBODY = [
    *EVERYONE,
    DiscordChoice(name=command_text("announcements-choice-nobody"), value=NOBODY),
]


def pings_of(roles: Sequence[discord.Role | None], everyone: str) -> Pings:
    """Tell whom the options name; the role @everyone is everybody, however it was chosen."""
    chosen = [role for role in roles if role is not None]
    if any(role.is_default() for role in chosen):
        everyone = everyone or Everyone.EVERYONE.value
    role_ids = dict.fromkeys(role.id for role in chosen if not role.is_default())
    return Pings(tuple(role_ids), Everyone(everyone))


def _shown(choices: Sequence[Choice]) -> Choices:
    return [DiscordChoice(name=choice.name[:MAX_CHOICE], value=choice.value) for choice in choices]
