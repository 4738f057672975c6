"""Forms in which entries are written, and what files of them are exchanged."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.faq.actions.exchange import Planned, apply_import, drop_import, plan_import, starter_files
from cogs.faq.render.entry import render_imported, render_plan, report
from cogs.ui import reply as answer
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.uploads import read_text_upload, read_upload, uploads_in
from domain.errors import UserError
from domain.faq.entries import EntryText
from domain.faq.plans import Effect
from domain.faq.rules import MAX_FIELD, MAX_FILE_BYTES, MAX_REASON, MAX_TITLE, MOST_FILES
from domain.topics import MOST_PER_QUESTION

TITLE, ANSWER, FILES, TOPICS, REASON = "title", "answer", "files", "topics", "reason"
MARKDOWN = (".md", ".markdown", ".txt")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")

Field = discord.ui.Label[Any]  # Any: labels of every kind of field


@dataclass(frozen=True, slots=True)
class Filled:
    """Filled-in fields, and a fault of their files, if there is one."""

    text: EntryText
    reason: str
    files: list[tuple[str, bytes]]
    problem: UserError | None = None


def entry_fields(
    words: EntryText, topics: Sequence[str], text: Catalogue, *, with_reason: bool = False
) -> list[Field]:
    """Title, answer, files, topics and perhaps the reason, filled in with `words`.

    A long answer does not fit its field: then the field is empty, and the answer comes as a file.
    """
    is_long = len(words.answer) > MAX_FIELD
    fields = [
        _label("title", text, _input(TITLE, words.title, MAX_TITLE, required=True)),
        _label(
            "answer-long" if is_long else "answer",
            text,
            _input(ANSWER, "" if is_long else words.answer, style=discord.TextStyle.paragraph),
        ),
        _label("files", text, _upload()),
        _label("topics", text, _topic_select(words.topics, topics)),
    ]
    if with_reason:
        fields.append(_label("reason", text, _input(REASON, "", MAX_REASON)))
    return fields


async def filled_in(
    interaction: Interaction, actor: Actor, values: Values, before: EntryText
) -> Filled:
    """Read what was filled in; files are fetched from Discord, so the answer is deferred first.

    A Markdown file takes the place of the answer; an empty field leaves the answer as it was.
    A file that is too large, or one too many in a while, is a problem that takes nothing away from
    what was typed.
    """
    uploads = uploads_in(interaction, values.get(FILES, ()))
    await interaction.response.defer(ephemeral=True, thinking=True)
    answer = values.written(ANSWER) or before.answer
    others: list[tuple[str, bytes]] = []
    problem = _spend(interaction, actor) if uploads else None
    if problem is not None:
        uploads = []
    for upload in uploads:
        try:
            if upload.name.lower().endswith(MARKDOWN):
                answer = await read_text_upload(interaction, actor, upload, MAX_FILE_BYTES)
            else:
                data = await read_upload(interaction.client, upload, MAX_FILE_BYTES)
                others.append((file_name(upload.name), data))
        except UserError as error:
            problem = error
    chosen = values.get(TOPICS, [])
    typed = replace(
        before,
        title=values.written(TITLE),
        answer=answer,
        topics=tuple(chosen) if isinstance(chosen, list) else (chosen,),
    )
    return Filled(typed, values.written(REASON, ""), others, problem)


def _spend(interaction: Interaction, actor: Actor) -> UserError | None:
    """Count an upload in the member's rate."""
    services = interaction.client.services
    try:
        services.rates.spend(
            "upload",
            actor.guild_id,
            actor.member_id,
            services.clock(),
            is_moderator=actor.is_moderator,
        )
    except UserError as problem:
        return problem
    return None


def file_name(name: str) -> str:
    """Return a file's name as it is kept: letters, digits, dots and hyphens."""
    return _NOT_IN_NAMES.sub("-", name).strip(".-")[-80:] or "file"


def _label(name: str, text: Catalogue, component: discord.ui.Item[Any]) -> Field:  # Any: fields
    return discord.ui.Label(
        text=text(f"faq-field-{name}"),
        description=text(f"faq-field-{name}-hint"),
        component=component,
    )


def _input(
    name: str,
    default: str,
    most: int = MAX_FIELD,
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
    return discord.ui.FileUpload(
        custom_id=FILES, required=False, min_values=0, max_values=MOST_FILES + 1
    )


def _topic_select(chosen: Sequence[str], topics: Sequence[str]) -> discord.ui.Select[Any]:
    names = {name.casefold() for name in chosen}
    return discord.ui.Select(
        custom_id=TOPICS,
        options=[
            discord.SelectOption(label=topic, value=topic, default=topic.casefold() in names)
            for topic in topics
        ],
        min_values=0,
        max_values=min(MOST_PER_QUESTION, len(topics)),
        required=False,
    )


ALL, SAFE = "all", "safe"


class ImportButton(DynamicButton, name="faq:import"):
    """Imports what was shown; its parts are the draft, and whether conflicts are overwritten."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, scope: Literal["all", "safe"]
    ) -> None:
        await interaction.response.defer()
        imported = await apply_import(
            interaction.client.services,
            actor,
            draft_id,
            overwrite=scope == ALL,
        )
        await answer.replace(interaction, Content(render_imported(imported, actor.text)))


class StarterButton(DynamicButton, name="faq:starter"):
    """Shows what the starter FAQ would bring, with the choice to take it."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        services = interaction.client.services
        await interaction.response.defer(ephemeral=True, thinking=True)
        planned = await plan_import(services, actor, await asyncio.to_thread(starter_files))
        await answer.reply(interaction, plan_content(planned, actor.text))


def starter_button(text: Catalogue) -> StarterButton:
    """Return the button that `/setup` offers."""
    return StarterButton(label=text("faq-button-starter"), emoji="📘")


class DropImportButton(DynamicButton, name="faq:drop-import"):
    """Imports nothing."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_import, actor, draft_id)
        await answer.replace(interaction, Content(actor.text("faq-import-dropped")))


def plan_content(planned: Planned, text: Catalogue) -> Content:
    """Return what an import would do, with the choice to do it."""
    safe = planned.count(Effect.NEW) + planned.count(Effect.CHANGED)
    conflicts = planned.count(Effect.CONFLICTING)
    buttons: list[DynamicButton] = []
    if safe:
        label = text("faq-button-import", count=safe)
        style = discord.ButtonStyle.success
        buttons.append(ImportButton(planned.draft_id, SAFE, label=label, style=style))
    if conflicts:
        label = text("faq-button-import-all", count=safe + conflicts)
        style = discord.ButtonStyle.danger
        buttons.append(ImportButton(planned.draft_id, ALL, label=label, style=style))
    if buttons:
        buttons.append(DropImportButton(planned.draft_id, label=text("faq-button-cancel")))
    files = (("import.txt", report(planned, text).encode()),)
    view = view_of(*buttons) if buttons else None
    return Content(render_plan(planned, text), view=view, files=files)
