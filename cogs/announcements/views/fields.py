"""The fields of the forms in which announcements are written, and what was filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.announcements.actions.drafts import Writing, keep_image
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.forms import Values
from cogs.ui.uploads import read_upload, uploads_in
from domain.announcements.records import Image, Wording
from domain.announcements.rules import MAX_BODY, MAX_ENDS, MAX_IMAGE_BYTES, MAX_TITLE, MAX_WHEN
from domain.errors import UserError

TITLE, BODY, IMAGE, CHOICES, WHEN, ENDS = "title", "body", "image", "choices", "when", "ends"
BUTTON, NO_IMAGE = "button", "no-image"

Field = discord.ui.Label[Any]  # Any: labels of every kind of field


@dataclass(frozen=True, slots=True)
class Filled:
    """Filled-in fields, and a fault of the picture, if there is one."""

    wording: Wording
    when: str
    problem: UserError | None = None


def writing_fields(writing: Writing, text: Catalogue) -> list[Field]:
    """Title, text, picture, choices and the time."""
    wording = writing.contents.wording
    return [
        _label("title", text, _input(TITLE, wording.title, MAX_TITLE, required=True)),
        _label(
            "body",
            text,
            _input(BODY, wording.body, MAX_BODY, style=discord.TextStyle.paragraph, required=True),
        ),
        _label("image", text, _upload()),
        _label("choices", text, _choices(wording, text)),
        _label("when", text, _input(WHEN, writing.when, MAX_WHEN)),
    ]


def time_fields(writing: Writing, text: Catalogue) -> list[Field]:
    """Tell when, and where it repeats, until when."""
    return [
        _label("when", text, _input(WHEN, writing.when, MAX_WHEN, required=True)),
        _label("ends", text, _input(ENDS, writing.ends, MAX_ENDS)),
    ]


async def filled_in(
    interaction: Interaction, actor: Actor, values: Values, before: Writing
) -> Filled:
    """Read what was filled in. The answer has to be deferred: a picture is fetched from Discord.

    What is wrong with the picture takes nothing away from what was typed.
    """
    chosen = values.get(CHOICES, [])
    image = None if NO_IMAGE in chosen else before.contents.wording.image
    problem: UserError | None = None
    try:
        image = await _uploaded(interaction, actor, values) or image
    except UserError as error:
        problem = error
    wording = Wording(
        values.written(TITLE), values.written(BODY), image, has_button=BUTTON in chosen
    )
    return Filled(wording, values.written(WHEN), problem)


async def _uploaded(interaction: Interaction, actor: Actor, values: Values) -> Image | None:
    services = interaction.client.services
    for upload in uploads_in(interaction, values.get(IMAGE, ())):
        services.rates.spend(
            "upload",
            actor.guild_id,
            actor.member_id,
            services.clock(),
            is_moderator=actor.is_moderator,
        )
        data = await read_upload(interaction.client, upload, MAX_IMAGE_BYTES)
        return await services.write(keep_image, actor, data)
    return None


def with_wording(writing: Writing, wording: Wording) -> Writing:
    """Return the writing with other words."""
    return replace(writing, contents=replace(writing.contents, wording=wording))


def _label(name: str, text: Catalogue, component: discord.ui.Item[Any]) -> Field:  # Any: fields
    return discord.ui.Label(
        text=text(f"announcements-field-{name}"),
        description=text(f"announcements-field-{name}-hint"),
        component=component,
    )


def _input(
    name: str,
    default: str,
    most: int,
    *,
    style: discord.TextStyle = discord.TextStyle.short,
    required: bool = False,
) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        custom_id=name,
        style=style,
        default=default[:most] or None,
        required=required,
        max_length=most,
    )


def _upload() -> discord.ui.FileUpload[Any]:
    return discord.ui.FileUpload(custom_id=IMAGE, required=False, min_values=0, max_values=1)


def _choices(wording: Wording, text: Catalogue) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=text("announcements-choice-button"), value=BUTTON, default=wording.has_button
        )
    ]
    if wording.image is not None:
        options.append(
            discord.SelectOption(label=text("announcements-choice-no-image"), value=NO_IMAGE)
        )
    return discord.ui.Select(
        custom_id=CHOICES,
        options=options,
        min_values=0,
        max_values=len(options),
        required=False,
    )
