"""What the tests of endpoint requests share."""

from __future__ import annotations

from typing import Any

from sandbox.client import Sandbox, Seen
from sandbox.world.models import Message
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
ONE = '{"id": 1, "name": "Ada"}'


async def ask(
    sandbox: Sandbox,
    nexus: Nexus,
    by: str = "ada",
    *,
    sends: str = "",
    returns: str = ONE,
    **options: Any,  # Any: a command's options
) -> Message:
    """A member asks for `GET /users/{id}` unless the options say otherwise; returns the card."""
    member = sandbox.member(by)
    seen = await member.slash("endpoint request", **(options or {"path": "/users/:id"}))
    if "Ask anyway" in str(seen.components):
        seen = await member.click("Ask anyway", on=seen)
    seen = await member.fill(seen, {"why": "The profile", "request": sends, "response": returns})
    assert "Asked" in seen.text, seen.text
    await nexus.settle()
    return cards(sandbox)[-1]


def cards(sandbox: Sandbox) -> list[Message]:
    """The cards of requests, oldest first."""
    return [message for message in sandbox.messages(HOME) if message.embeds]


def field(card: Message, name: str) -> str:
    """What a field of a card says, found by a part of its name."""
    found: str = next(f["value"] for f in card.embeds[0]["fields"] if name in f["name"])
    return found


def said(sandbox: Sandbox, card: Message) -> list[Message]:
    """What the bot wrote in a card's thread."""
    return [m for m in sandbox.messages(sandbox.world.channels[card.id]) if m.content]


def buttons(card: Message) -> list[str]:
    """The labels of a card's buttons."""
    return [item.get("label", "") for row in card.components for item in row["components"]]


async def press(sandbox: Sandbox, nexus: Nexus, card: Message, name: str, button: str) -> Seen:
    """A member presses a button of the card."""
    seen = await sandbox.member(name).click(button, on=card)
    await nexus.settle()
    return seen


async def say(sandbox: Sandbox, nexus: Nexus, name: str, move: str, **options: Any) -> Seen:
    """A member uses a command of `/endpoint` on the request 1, unless the options say otherwise."""
    seen = await sandbox.member(name).slash(f"endpoint {move}", **{"request": "1"} | options)
    await nexus.settle()
    return seen


async def agree(sandbox: Sandbox, nexus: Nexus, card: Message) -> None:
    """Kofi takes what Ada asked for, and both agree to its shape."""
    for name, button in (("kofi", "Accept"), ("kofi", AGREE), ("ada", AGREE)):
        await press(sandbox, nexus, card, name, button)
    assert "agreed" in field(card, "State")


AGREE = "Agree to this shape"
