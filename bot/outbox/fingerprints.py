"""Recognising a message as one that we meant to send, once Discord has forgotten its nonce.

Discord keeps a nonce for a few minutes only; what a message says it keeps for good.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

import discord

from cogs.ui.content import Content

LENGTH = 16
RICH = "rich"
"""The kind of embed that bots send; Discord adds others for links."""


def fingerprint_of_content(content: Content) -> str:
    """Return the fingerprint of what is going to be sent."""
    components = [] if content.view is None else content.view.to_components()
    names = [name for name, _ in content.files]
    return _fingerprint(content.text, content.embeds, components, names)


def fingerprint_of_message(message: discord.Message) -> str:
    """Return the fingerprint of what was sent."""
    rows = [row.to_dict() for row in message.components]
    rich = [embed for embed in message.embeds if embed.type == RICH]
    names = [attachment.filename for attachment in message.attachments]
    return _fingerprint(message.content, rich, rows, names)


def _fingerprint(
    text: str,
    embeds: Sequence[discord.Embed],
    components: Sequence[Any],  # Any: Discord's payload
    files: Sequence[str],
) -> str:
    displayed = list(_texts(components))
    said = [
        text.strip(),
        [
            [
                (embed.title or "").strip(),
                (embed.description or "").strip(),
                [[field.name, field.value] for field in embed.fields],
            ]
            for embed in embeds
        ],
        list(_ids(components)),
        list(files),
        *([displayed] if displayed else []),  # of a message without, it is what it always was
    ]
    written = json.dumps(said, ensure_ascii=False).encode()
    return hashlib.sha256(written).hexdigest()[:LENGTH]


def _ids(components: Sequence[Any]) -> Iterator[str]:  # Any: Discord's payload
    for component in components:
        if component.get("custom_id"):
            yield component["custom_id"]
        yield from _ids(_inside(component))


def _texts(components: Sequence[Any]) -> Iterator[str]:  # Any: as above
    for component in components:
        if component.get("type") == discord.ComponentType.text_display.value:
            yield component["content"].strip()
        yield from _texts(_inside(component))


def _inside(component: Any) -> list[Any]:  # Any: as above
    """List the components of one: its children, and what stands beside them."""
    beside = component.get("accessory")
    return [*component.get("components", ()), *([] if beside is None else [beside])]
