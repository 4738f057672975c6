"""Modals whose submission needs nobody who waited for it.

discord.py forgets an open modal when the process ends. A `Form` is therefore never waited for: each
submission is read from the interaction itself, before a restart as after it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import discord

from cogs.shared.actor import Actor, Interaction, actor_of
from cogs.shared.errors import admit, report
from cogs.shared.items import custom_id

Values = Mapping[str, str | list[str]]
"""What was filled in, by the field's custom id: text, or the values that were selected."""


class Form:
    """A modal. Subclass it with `name="feature:action"`, show it with `open_form`.

    Fields carry fixed custom ids. `submitted` gets the parts given at opening and what was
    filled in.
    """

    name: ClassVar[str]

    def __init_subclass__(cls, *, name: str) -> None:
        super().__init_subclass__()
        cls.name = name

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, parts: tuple[str, ...], values: Values
    ) -> None:
        """What the submission does."""
        raise NotImplementedError(cls.__name__)


async def open_form(
    interaction: Interaction,
    form: type[Form],
    *parts: int | str,
    title: str,
    fields: list[discord.ui.Item[Any]],  # Any: labels, inputs and texts alike
) -> None:
    """Answer the interaction with a modal; `fields` are labels, inputs and texts, five at most."""
    # Discord clients keep what was typed under a custom id: each opening has one of its own.
    modal = discord.ui.Modal(
        title=title, custom_id=custom_id(form.name, *parts, secrets.token_urlsafe(6)), timeout=None
    )
    for field in fields:
        modal.add_item(field)
    await interaction.response.send_modal(modal)
    modal.stop()  # discord.py need not keep it: `submit` reads the interaction


async def submit(interaction: Interaction) -> None:
    """Handle a modal submission, if it is one of ours; errors are reported to the member."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    prefix, *rest = str(data.get("custom_id", "")).split(":")
    form = interaction.client.services.features.forms.get(":".join(rest[:2]))
    if prefix != "nexus" or form is None:
        return
    try:
        await admit(interaction)
        values = dict(_filled_in(data.get("components", [])))
        actor = await actor_of(interaction)
        await form.submitted(interaction, actor, tuple(rest[2:-1]), values)
    except Exception as error:  # noqa: BLE001 - this is an entrance: nobody else would report it
        await report(interaction, error)


def _filled_in(components: list[Any]) -> Iterator[tuple[str, str | list[str]]]:  # Any: payload
    for component in components:
        if "components" in component:  # an action row
            yield from _filled_in(component["components"])
        elif "component" in component:  # a label
            yield from _filled_in([component["component"]])
        elif "values" in component:
            yield component["custom_id"], component["values"]
        elif "value" in component:
            yield component["custom_id"], component["value"]
