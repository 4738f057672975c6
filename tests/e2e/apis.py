"""What the tests of APIs and their contracts share."""

from __future__ import annotations

import json
from typing import Any

from sandbox.client import Sandbox, Seen
from sandbox.world.models import Message
from tests.nexus import Nexus

HOME = "prodevprojectnexus"


async def register(sandbox: Sandbox, nexus: Nexus, name: str = "Shop", by: str = "ada") -> None:
    seen = await sandbox.member(by).slash(
        "api register", name=name, url="https://shop.example.com/api", stack="Django REST"
    )
    assert "is registered" in seen.text, seen.text
    await nexus.settle()


async def upload(
    sandbox: Sandbox,
    nexus: Nexus,
    document: dict[str, Any] | bytes,
    *,
    by: str = "ada",
    api: str = "Shop",
    preview: bool = False,
) -> Seen:
    """A member uploads a document; the bot is given the time to say what changed."""
    member = sandbox.member(by)
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    options: dict[str, Any] = {"api": api, "file": member.upload(("schema.json", data))}
    if preview:
        options["preview"] = True
    seen = await member.slash("api upload", **options)
    await nexus.settle()
    return seen


def card(sandbox: Sandbox) -> Message:
    """The card of the only API."""
    (found,) = [message for message in sandbox.messages(HOME) if message.embeds]
    return found


def field(message: Message, name: str) -> str:
    found: str = next(f["value"] for f in message.embeds[0]["fields"] if name in f["name"])
    return found


def said(sandbox: Sandbox) -> list[str]:
    """What the bot wrote in the API's thread."""
    thread = sandbox.world.channels[card(sandbox).id]
    return [message.content for message in sandbox.messages(thread) if message.content]
