"""Buttons and selects that survive a restart: everything they need is in their custom id.

A custom id reads `nexus:<feature>:<action>:<part>:<part>...`; parts are numbers or short words, and
an item's `pressed` says by its annotations what they are (`cogs/ui/parts.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar, Self

import discord
from discord import app_commands

from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.entrances import actor_of, admit, begin
from cogs.ui.errors import outdated, report
from cogs.ui.parts import Schema, UnreadableError, schema_of

PREFIX = "nexus"
MAX_CUSTOM_ID = 100
_TAKEN = "taken"
"""Marks interactions that an item has taken, in `Interaction.extras`."""


def custom_id(name: str, *parts: int | str) -> str:
    """Make the custom id of `name` ("qa:accept") with its parts.

    `ValueError` where it is too long, or a part would not come back as it was given.
    """
    texts = [str(part) for part in parts]
    made = ":".join((PREFIX, name, *texts))
    if len(made) > MAX_CUSTOM_ID:
        raise ValueError(f"{made!r} is longer than the {MAX_CUSTOM_ID} characters Discord allows")
    if any(":" in text for text in texts):
        raise ValueError(f"a part of {made!r} holds a colon")
    return made


def name_in(custom_id: str) -> str:
    """Name the name ("qa:accept") in a custom id, as far as there is one."""
    return ":".join(custom_id.split(":")[1:3])


class _Guarded:
    """Parts of an item, and a callback that reports instead of raising.

    Items override one of `pressed` and `pressed_anywhere`.
    """

    name: ClassVar[str] = ""
    schema: ClassVar[Schema | None] = None
    parts: tuple[str, ...]

    def __init_subclass__(cls, *, name: str = "") -> None:
        # The template takes parts of any kind: an item answers for what it cannot read.
        template = re.compile(f"{PREFIX}:{re.escape(name)}(?::(.*))?" if name else "^$", re.DOTALL)
        super().__init_subclass__(template=template)  # type: ignore[call-arg]  # DynamicItem's
        cls.name = name
        cls.schema = None

    async def pressed(self, *_arguments: Any, **_chosen: Any) -> None:
        """Do what the item is for: `(interaction, actor, *parts, chosen=...)`.

        Permission is decided in the action that it calls.
        """
        raise NotImplementedError(type(self).__name__)

    async def pressed_anywhere(self, *_arguments: Any, **_chosen: Any) -> None:
        """Do what the item is for, also in direct messages: `(interaction, *parts)`."""
        raise NotImplementedError(type(self).__name__)

    @classmethod
    def is_for_anywhere(cls) -> bool:
        """Tell items that work in direct messages, where no server is around."""
        return cls.pressed_anywhere is not _Guarded.pressed_anywhere

    @classmethod
    def known_schema(cls) -> Schema:
        """Return the schema of what the item overrides, derived once."""
        if cls.schema is None:
            cls.schema = schema_of(cls.pressed_anywhere if cls.is_for_anywhere() else cls.pressed)
        return cls.schema

    @classmethod
    async def from_custom_id(
        cls,
        _interaction: discord.Interaction[Any],  # Any: discord.py does not narrow the client here
        _item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the item that was pressed, be its parts readable or not."""
        parts = () if match[1] is None else match[1].split(":")
        return cls(*parts, is_ours=False)  # type: ignore[call-arg]  # every kind of item takes both

    async def callback(self, interaction: discord.Interaction[Any]) -> None:  # Any: see above
        """Handle a press; errors are reported to the member."""
        await self._guard(interaction)

    def _made(self, parts: Sequence[int | str], *, is_ours: bool) -> str:
        """Keep the parts; `ValueError` where those that we give could not be read again."""
        self.parts = tuple(map(str, parts))
        if is_ours:
            self.known_schema().read(self.parts)
        return custom_id(self.name, *self.parts)

    def _chosen(self) -> Sequence[str]:
        """Return the chosen values, where the item is a select of texts."""
        return ()

    async def _guard(self, interaction: Interaction) -> None:
        interaction.extras[_TAKEN] = True
        try:
            await self._enter(interaction)
        except UnreadableError:
            await report(interaction, outdated(interaction, self.name))
        except Exception as error:  # noqa: BLE001 - this is an entrance: discord.py would only log
            await report(interaction, error)

    async def _enter(self, interaction: Interaction) -> None:
        if self.is_for_anywhere():
            begin(interaction)
            await self.pressed_anywhere(interaction, *self.known_schema().read(self.parts))
            return
        await admit(interaction)
        arguments = self.known_schema().read(self.parts)
        chosen = self.known_schema().read_chosen(self._chosen())
        await self.pressed(interaction, await actor_of(interaction), *arguments, **chosen)


async def answer_unknown(interaction: Interaction) -> None:
    """Answer a press that no item has taken: of another version, or of what is gone since.

    discord.py runs an item up to its guard before anything else hears of the press.
    """
    if interaction.extras.get(_TAKEN):
        return
    data: Any = interaction.data or {}  # Any: Discord's payload
    answer: Exception = outdated(interaction, name_in(str(data.get("custom_id", ""))))
    try:
        if interaction.guild_id is None:
            begin(interaction)
        else:
            await admit(interaction)
    except Exception as error:  # noqa: BLE001 - this is an entrance: nobody else would report it
        answer = error
    await report(interaction, answer)


class DynamicButton(_Guarded, discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]]):
    """A button. Subclass it with `name="feature:action"` and override `pressed`."""

    def __init__(
        self,
        *parts: int | str,
        label: str | None = None,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
        row: int | None = None,
        is_ours: bool = True,
    ) -> None:
        super().__init__(
            discord.ui.Button(
                label=label,
                style=style,
                emoji=emoji,
                disabled=disabled,
                custom_id=self._made(parts, is_ours=is_ours),
                row=row,
            )
        )


class DynamicSelect(_Guarded, discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]]):
    """A select of texts, whose `pressed` takes `chosen`."""

    def __init__(
        self,
        *parts: int | str,
        options: list[discord.SelectOption] | None = None,
        placeholder: str | None = None,
        min_values: int = 1,
        max_values: int = 1,
        row: int | None = None,
        is_ours: bool = True,
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=self._made(parts, is_ours=is_ours),
                options=options or [],
                placeholder=placeholder,
                min_values=min_values,
                max_values=max_values,
                row=row,
            )
        )

    def _chosen(self) -> Sequence[str]:
        return self.item.values


class DynamicChannelSelect(
    _Guarded, discord.ui.DynamicItem[discord.ui.ChannelSelect[discord.ui.View]]
):
    """A select of the server's channels, one or none unless `max_values` says otherwise.

    `self.chosen_id` is what was picked, `self.chosen_ids` where it may be several; both raise
    `UnreadableError` for a channel of another server.
    """

    def __init__(
        self,
        *parts: int | str,
        channel_types: list[discord.ChannelType] | None = None,
        placeholder: str | None = None,
        chosen_ids: Sequence[int | None] = (),
        max_values: int = 1,
        row: int | None = None,
        is_ours: bool = True,
    ) -> None:
        super().__init__(
            discord.ui.ChannelSelect(
                custom_id=self._made(parts, is_ours=is_ours),
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
        return _ids_here(self.item.values)

    @property
    def chosen_id(self) -> int | None:
        return next(iter(self.chosen_ids), None)


class DynamicRoleSelect(_Guarded, discord.ui.DynamicItem[discord.ui.RoleSelect[discord.ui.View]]):
    """A select of one of the server's roles, or none; `self.chosen_id` is what was picked.

    `UnreadableError` for a role of another server.
    """

    def __init__(
        self,
        *parts: int | str,
        placeholder: str | None = None,
        chosen_id: int | None = None,
        row: int | None = None,
        is_ours: bool = True,
    ) -> None:
        super().__init__(
            discord.ui.RoleSelect(
                custom_id=self._made(parts, is_ours=is_ours),
                placeholder=placeholder,
                min_values=0,
                default_values=_defaults([chosen_id], discord.SelectDefaultValueType.role),
                row=row,
            )
        )

    @property
    def chosen_id(self) -> int | None:
        return next(iter(_ids_here(self.item.values)), None)


def _ids_here(
    values: Sequence[Any],
) -> tuple[int, ...]:  # Any: a name where Discord resolved nothing
    """Read the chosen channels or roles; `UnreadableError` for what this server doesn't have."""
    return tuple(_id_here(value) for value in values)


def _id_here(value: Any) -> int:  # Any: as `_ids_here`
    found: discord.abc.Snowflake | None = None
    if isinstance(value, discord.Role):
        found = value.guild.get_role(value.id)
    elif isinstance(value, app_commands.AppCommandChannel | app_commands.AppCommandThread):
        found = value.resolve()
    if found is None:
        raise UnreadableError(f"{value!r:.50} isn't of this server")
    return found.id


def _defaults(
    chosen_ids: Sequence[int | None], kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [
        discord.SelectDefaultValue(id=chosen_id, type=kind)
        for chosen_id in chosen_ids
        if chosen_id is not None
    ]


def view_of(*items: discord.ui.Item[Any]) -> discord.ui.View:  # Any: items of every kind
    """Return a view that never times out, of the given items."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # discord.py need not keep it, nor a timer: items are found by their custom ids
    return view


def page_buttons(
    button: type[DynamicButton], *parts: int | str, page: int, has_more: bool, text: Catalogue
) -> list[DynamicButton]:
    """Buttons to the pages before and after `page`; none where there is only one page.

    `button` takes `parts` and, as its last part, the number of the page that it leads to.
    """
    buttons = []
    if page > 0:
        buttons.append(button(*parts, page - 1, label=f"◀ {text('shared-page-previous')}"))
    if has_more:
        buttons.append(button(*parts, page + 1, label=f"{text('shared-page-next')} ▶"))
    return buttons
