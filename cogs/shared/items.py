"""Buttons and selects that survive a restart: everything they need is in their custom id.

A custom id reads `nexus:<feature>:<action>:<part>:<part>...`; parts are numbers or short words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord

from cogs.shared.actor import Actor, Interaction, actor_of
from cogs.shared.errors import admit, report

PART = r"[A-Za-z0-9_.-]*"
MAX_CUSTOM_ID = 100


def custom_id(name: str, *parts: int | str) -> str:
    """The custom id of the item `name` ("qa:accept") with its parts; `ValueError` when too long."""
    made = ":".join(("nexus", name, *map(str, parts)))
    if len(made) > MAX_CUSTOM_ID:
        raise ValueError(f"{made!r} is longer than the {MAX_CUSTOM_ID} characters Discord allows")
    return made


def _template(name: str, count: int) -> re.Pattern[str]:
    return re.compile(f"nexus:{re.escape(name)}" + f":({PART})" * count + "$")


class _Guarded:
    """What both kinds of item share: the parts, and a callback that reports instead of raising."""

    name: ClassVar[str]
    parts: tuple[str, ...]

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        """What the item does; permission is decided in the action that it calls."""
        raise NotImplementedError(type(self).__name__)

    async def entered(self, interaction: Interaction) -> None:
        """Overridden where there may be no server around, as in direct messages."""
        await admit(interaction)
        await self.pressed(interaction, await actor_of(interaction))

    async def _guard(self, interaction: Interaction) -> None:
        try:
            await self.entered(interaction)
        except Exception as error:  # noqa: BLE001 - this is an entrance: discord.py would only log
            await report(interaction, error)


class DynamicButton(
    _Guarded, discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template="^$"
):
    """A button. Subclass it with `name="feature:action"` and the number of `parts` of its id.

    Override `pressed`; `self.parts` holds the parts as text.
    """

    def __init_subclass__(cls, *, name: str, parts: int) -> None:
        super().__init_subclass__(template=_template(name, parts))
        cls.name = name

    def __init__(
        self,
        *parts: int | str,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
        row: int | None = None,
    ) -> None:
        self.parts = tuple(map(str, parts))
        super().__init__(
            discord.ui.Button(
                label=label,
                style=style,
                emoji=emoji,
                disabled=disabled,
                custom_id=custom_id(self.name, *parts),
                row=row,
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # Any: discord.py does not narrow the client here
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(*match.groups(), label="-")

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # our client
        await self._guard(interaction)


class DynamicSelect(
    _Guarded, discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template="^$"
):
    """A select of texts. Subclassed like `DynamicButton`; `self.item.values` holds the choice."""

    def __init_subclass__(cls, *, name: str, parts: int) -> None:
        super().__init_subclass__(template=_template(name, parts))
        cls.name = name

    def __init__(
        self,
        *parts: int | str,
        options: list[discord.SelectOption] | None = None,
        placeholder: str | None = None,
        min_values: int = 1,
        max_values: int = 1,
        row: int | None = None,
    ) -> None:
        self.parts = tuple(map(str, parts))
        super().__init__(
            discord.ui.Select(
                custom_id=custom_id(self.name, *parts),
                options=options or [],
                placeholder=placeholder,
                min_values=min_values,
                max_values=max_values,
                row=row,
            )
        )

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # Any: discord.py does not narrow the client here
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(*match.groups())

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # our client
        await self._guard(interaction)


class DynamicChannelSelect(
    _Guarded, discord.ui.DynamicItem[discord.ui.ChannelSelect[discord.ui.View]], template="^$"
):
    """A select of the server's channels, one or none unless `max_values` says otherwise.

    `self.chosen_id` is what was picked, `self.chosen_ids` where it may be several.
    """

    def __init_subclass__(cls, *, name: str, parts: int) -> None:
        super().__init_subclass__(template=_template(name, parts))
        cls.name = name

    def __init__(
        self,
        *parts: int | str,
        channel_types: list[discord.ChannelType] | None = None,
        placeholder: str | None = None,
        chosen_ids: Sequence[int | None] = (),
        max_values: int = 1,
        row: int | None = None,
    ) -> None:
        self.parts = tuple(map(str, parts))
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=custom_id(self.name, *parts),
                channel_types=channel_types or [],
                placeholder=placeholder,
                min_values=0,
                max_values=max_values,
                default_values=_defaults(chosen_ids, discord.SelectDefaultValueType.channel),
                row=row,
            )
        )

    @property
    def chosen_ids(self) -> tuple[int, ...]:
        return tuple(channel.id for channel in self.item.values)

    @property
    def chosen_id(self) -> int | None:
        return next((channel.id for channel in self.item.values), None)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # Any: discord.py does not narrow the client here
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(*match.groups())

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # our client
        await self._guard(interaction)


class DynamicRoleSelect(
    _Guarded, discord.ui.DynamicItem[discord.ui.RoleSelect[discord.ui.View]], template="^$"
):
    """A select of one of the server's roles, or none; `self.chosen_id` is what was picked."""

    def __init_subclass__(cls, *, name: str, parts: int) -> None:
        super().__init_subclass__(template=_template(name, parts))
        cls.name = name

    def __init__(
        self,
        *parts: int | str,
        placeholder: str | None = None,
        chosen_id: int | None = None,
        row: int | None = None,
    ) -> None:
        self.parts = tuple(map(str, parts))
        super().__init__(
            discord.ui.RoleSelect(
                custom_id=custom_id(self.name, *parts),
                placeholder=placeholder,
                min_values=0,
                default_values=_defaults([chosen_id], discord.SelectDefaultValueType.role),
                row=row,
            )
        )

    @property
    def chosen_id(self) -> int | None:
        return next((role.id for role in self.item.values), None)

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # Any: discord.py does not narrow the client here
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        return cls(*match.groups())

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]  # our client
        await self._guard(interaction)


def _defaults(
    chosen_ids: Sequence[int | None], kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [
        discord.SelectDefaultValue(id=chosen_id, type=kind)
        for chosen_id in chosen_ids
        if chosen_id is not None
    ]


def view_of(*items: discord.ui.Item[Any]) -> discord.ui.View:  # Any: items of every kind
    """A view that never times out, of the given items."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # discord.py need not keep it, nor a timer: items are found by their custom ids
    return view
