"""Modals whose submission needs nobody who waited for it.

discord.py forgets an open modal when the process ends. A `Form` is therefore never waited for: each
submission is read from the interaction itself, before a restart as after it.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.text_rules import RefusedTextError
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of, admit
from cogs.ui.errors import outdated_form, render_error, report
from cogs.ui.input import count_refusal, field_kinds, fields_in
from cogs.ui.items import PREFIX, DynamicButton, custom_id, name_in, view_of
from cogs.ui.parts import UnreadableError, schema_of
from cogs.ui.reply import reply
from domain.errors import UserError
from storage import drafts

REFUSED = "refused-form"
"""Kind of the draft in which a refused form is kept: one for each member."""
KEPT = timedelta(hours=1)


class Values(dict[str, str | list[str]]):
    """Read the filled-in fields by their custom ids: text, or the values that were selected."""

    def written(self, field: str, usual: str | None = None) -> str:
        """Return the text that was typed.

        `UnreadableError` where the form lacks a field without usual.
        """
        value = self.get(field, usual)
        if not isinstance(value, str):
            raise UnreadableError(f"the form has no text {field!r}")
        return value

    def chosen(self, field: str) -> str | None:
        """Return the one value that was selected in a field, or None."""
        values = self.get(field)
        return values[0] if isinstance(values, list) and values else None


class RetryButton(DynamicButton, name="shared:retry"):
    """Opens a refused form again, with what was typed."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        draft = await services.database.read(drafts.find_draft, draft_id, services.clock())
        mine = (actor.guild_id, actor.member_id, REFUSED)
        if draft is None or (draft.guild_id, draft.member_id, draft.kind) != mine:
            raise UserError("shared-retry-gone")
        form = _known(interaction.client.registry.forms, PREFIX, draft.body["name"])
        await _check(interaction, form, draft.body["parts"])
        await _show(interaction, _FilledIn(draft.body))


class _FilledIn(discord.ui.Modal):
    """A form as it was shown before, with what was filled in."""

    def __init__(self, form: Mapping[str, Any]) -> None:  # Any: JSON
        parts, kinds = form["parts"], form["kinds"]
        super().__init__(title=form["title"], custom_id=_form_id(form["name"], parts, kinds))
        self._components: list[Any] = form["components"]

    def to_components(self) -> list[dict[str, Any]]:  # Any: Discord's payload
        return self._components


async def open_form(
    interaction: Interaction,
    form: type[Form],
    *parts: int | str,
    title: str,
    fields: list[discord.ui.Item[Any]],  # Any: labels, inputs and texts alike
) -> None:
    """Answer the interaction with a modal, if the actor may submit it.

    `fields` are labels, inputs and texts, five at most.
    """
    await _check(interaction, form, parts)
    modal = discord.ui.Modal(
        title=title, custom_id=_form_id(form.name, parts, field_kinds(fields)), timeout=None
    )
    for field in fields:
        modal.add_item(field)
    await _show(interaction, modal)


async def _check(interaction: Interaction, form: type[Form], parts: Sequence[int | str]) -> None:
    arguments = schema_of(form.check).read([str(part) for part in parts])
    await form.check(interaction, await actor_of(interaction), *arguments)


async def _show(interaction: Interaction, modal: discord.ui.Modal) -> None:
    interaction.client.open_forms[modal.custom_id] = modal.to_dict()
    await interaction.response.send_modal(modal)
    modal.stop()  # discord.py need not keep it: `submit` reads the interaction


def _form_id(name: str, parts: Sequence[int | str], kinds: str) -> str:
    # Discord clients keep what was typed under a custom id: each opening has one of its own.
    return custom_id(name, *parts, f"{kinds}.{secrets.token_urlsafe(6)}")


async def submit(interaction: Interaction) -> None:
    """Handle a modal submission; errors are reported to the member."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    made = str(data.get("custom_id", ""))
    prefix, *parts = made.split(":")
    name = name_in(made)
    try:
        await admit(interaction)
        form = _known(interaction.client.registry.forms, prefix, name)
        arguments = schema_of(form.submitted).read(parts[2:-1])
        values = Values(_filled_in(data.get("components", [])))
        await form.submitted(interaction, await actor_of(interaction), values, *arguments)
    except UnreadableError:
        await report(interaction, outdated_form(interaction, name))
    except RefusedTextError as refused:
        await _give_back(interaction, name, parts[2:], refused)
    except Exception as error:  # noqa: BLE001 - this is an entrance: nobody else would report it
        await report(interaction, error)


def _known(forms: Mapping[str, type[Form]], prefix: str, name: str) -> type[Form]:
    """Return the form of this name; `UnreadableError` where this version has none."""
    if prefix != PREFIX or name not in forms:
        raise UnreadableError(f"there is no form {name!r}")
    return forms[name]


async def _give_back(
    interaction: Interaction, name: str, parts: list[str], refused: RefusedTextError
) -> None:
    """Say why a form was refused, with a button that opens it again with what was typed."""
    try:
        actor, services = await actor_of(interaction), interaction.client.services
        await count_refusal(interaction, refused)
        body = {"name": name, "parts": parts[:-1], "kinds": parts[-1].partition(".")[0]}
        body |= _as_typed(interaction, actor)
        draft_id = await services.database.write(
            drafts.create_draft,
            actor.guild_id,
            actor.member_id,
            REFUSED,
            body,
            services.clock() + KEPT,
            subject=actor.member_id,
        )
        retry = RetryButton(draft_id, label=actor.text("shared-retry"))
        words = render_error(actor.text, refused)
        await reply(interaction, Content(words, view=view_of(retry)))
    except Exception as error:  # noqa: BLE001 - this is still the entrance
        await report(interaction, error)


def _as_typed(interaction: Interaction, actor: Actor) -> dict[str, Any]:  # Any: Discord's payload
    """Return a form's title and components with what was filled in.

    After a restart only the values are known: then each text has a field without its name.
    """
    data: Any = interaction.data or {}
    typed = list(fields_in(data["components"]))
    shown = interaction.client.open_forms.get(data["custom_id"])
    if shown is None:
        title, label = actor.text("shared-retry-form"), actor.text("shared-retry-field")
        texts = [each for each in typed if isinstance(each.get("value"), str)]
        fields = [_unnamed(each["custom_id"], label) for each in texts]
        shown = {"title": title, "components": fields}
    components = copy.deepcopy(shown["components"])
    values = {each["custom_id"]: each for each in typed}
    for field in _inputs(components):
        given = values.get(field.get("custom_id", ""), {})
        field.pop("value", None)  # Discord refuses an empty one
        if isinstance(given.get("value"), str) and given["value"]:
            field["value"] = given["value"]
        for option in field.get("options") or ():
            option["default"] = option["value"] in given.get("values", ())
    return {"title": shown["title"], "components": components}


def _unnamed(id_: str, label: str) -> dict[str, Any]:  # Any: Discord's payload
    field = discord.ui.TextInput[Any](
        custom_id=id_, style=discord.TextStyle.paragraph, required=False
    )
    return {**discord.ui.Label[Any](text=label, component=field).to_component_dict()}


def _inputs(components: list[Any]) -> Iterator[dict[str, Any]]:  # Any: Discord's payload
    for component in components:
        if "component" in component or "components" in component:
            yield from _inputs(component.get("components") or [component["component"]])
        else:
            yield component


def _filled_in(components: list[Any]) -> Iterator[tuple[str, str | list[str]]]:  # Any: payload
    for field in fields_in(components):
        yield field["custom_id"], field["values"] if "values" in field else field["value"]
