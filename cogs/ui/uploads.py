"""Files that members hand over, in a command or in a form."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.files import Upload
from cogs.core.text_rules import check_file
from cogs.ui.client import Interaction, NexusBot
from domain.characters import clean
from domain.errors import UserError


def uploads_in(interaction: Interaction, ids: str | Sequence[str]) -> list[Upload]:
    """Return the files that were put into a form's field, whose value is their ids."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    resolved = data.get("resolved", {}).get("attachments", {})
    return [
        Upload(file["filename"], file["size"], file["url"])
        for id_ in ids
        if (file := resolved.get(id_))
    ]


def uploads_of(attachments: Sequence[discord.Attachment]) -> list[Upload]:
    """Return the files of a message, or of a command's option."""
    return [Upload(file.filename, file.size, file.url) for file in attachments]


async def read_upload(bot: NexusBot, upload: Upload, most: int) -> bytes:
    """Read a file's bytes; `UserError` where it is larger than `most` bytes, or gone."""
    if upload.size > most:
        raise UserError("shared-upload-too-large", name=upload.name, most=_size(most))
    try:
        data: bytes = await bot.http.get_from_cdn(upload.url)
    except discord.HTTPException as error:
        raise UserError("shared-upload-gone", name=upload.name) from error
    if len(data) > most:
        raise UserError("shared-upload-too-large", name=upload.name, most=_size(most))
    return data


async def read_text_upload(
    interaction: Interaction, actor: Actor, upload: Upload, most: int
) -> str:
    """Read the text of a file, cleaned and checked as what is typed.

    `UserError` as above, for no UTF-8, and for what the server's rules refuse.
    """
    data = await read_upload(interaction.client, upload, most)
    try:
        text = await asyncio.to_thread(_read_text, data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError("shared-upload-not-text", name=upload.name, line=str(line)) from error
    await check_file(actor.rules, text)
    return text


async def read_code_upload(
    interaction: Interaction, actor: Actor, upload: Upload, most: int
) -> bytes:
    """Read the bytes of a document, checked by the server's rules as code is."""
    data = await read_upload(interaction.client, upload, most)
    await check_file(actor.rules, data.decode(errors="replace"), is_code=True)
    return data


def _read_text(data: bytes) -> str:
    return clean(data.decode("utf-8-sig"))


def _size(size: int) -> str:
    return f"{size / (1 << 20):g} MiB"
