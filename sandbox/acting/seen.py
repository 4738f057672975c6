"""Answers as a member sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.interactions.calls import Interaction
from sandbox.wire.components import TEXT_DISPLAY, walk
from sandbox.world.models import Application, Json, Message


@dataclass(slots=True)
class Seen:
    """An answer: a message, or a modal that opened."""

    interaction: Interaction
    message: Message | None = None
    modal: Json | None = None
    followups: list[Message] = field(default_factory=list)

    @property
    def application(self) -> Application:
        return self.interaction.application

    @property
    def content(self) -> str:
        return self.message.content if self.message else ""

    @property
    def embeds(self) -> list[Json]:
        return self.message.embeds if self.message else []

    @property
    def components(self) -> list[Json]:
        return self.message.components if self.message else []

    @property
    def ephemeral(self) -> bool:
        return self.message is not None and self.message.visible_to is not None

    @property
    def files(self) -> list[tuple[str, bytes]]:
        return [(a.filename, a.data) for a in self.message.attachments] if self.message else []

    @property
    def text(self) -> str:
        return text_of(self.message) if self.message else ""


def text_of(message: Message) -> str:
    """Return every word that a message shows: content, embeds and texts among its components."""
    parts: list[Any] = [message.content]
    for embed in message.embeds:
        parts += [(embed.get("author") or {}).get("name"), embed.get("title")]
        parts.append(embed.get("description"))
        for entry in embed.get("fields") or ():
            parts += [entry["name"], entry["value"]]
        parts.append((embed.get("footer") or {}).get("text"))
    for component in walk(message.components):
        if component["type"] == TEXT_DISPLAY:
            parts.append(component["content"])
    return "\n".join(part for part in parts if part)
