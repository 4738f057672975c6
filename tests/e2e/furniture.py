"""A server where everything has happened once, and ways to press what older versions have left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sandbox.acting.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    SLASH,
    STRING,
    SUBCOMMAND,
    USER,
)
from sandbox.client import Sandbox
from sandbox.wire.components import BUTTON, STRING_SELECT
from sandbox.world.messages import Draft, create_message
from sandbox.world.models import Channel, Json, Message
from tests.e2e import announcements, apis, endpoints, faq, sessions
from tests.nexus import Nexus

ROW = 5
TINY = {
    "openapi": "3.0.3",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/users": {"get": {"responses": {"200": {"description": "fine"}}}}},
}


async def furnish(sandbox: Sandbox, nexus: Nexus) -> None:
    """Let there be one of everything, number 1 of its kind, so that other options are read."""
    kofi = sandbox.member("kofi")
    opened = await kofi.slash("ask", title="Why does my queryset run twice?")
    await kofi.fill(opened, {"What happens?": "It is slow."})
    await nexus.settle()
    await faq.publish(sandbox)
    await sessions.plan(sandbox, nexus, by="mara")
    await apis.register(sandbox, nexus, by="mara")
    await apis.upload(sandbox, nexus, TINY, by="mara")
    card = await endpoints.ask(sandbox, nexus, by="mara")
    await endpoints.press(sandbox, nexus, card, "kofi", "Accept")
    await announcements.schedule(sandbox)
    await nexus.settle()


def button(custom_id: str, number: int) -> Json:
    return {"type": BUTTON, "style": 2, "label": "-", "custom_id": custom_id, "id": number}


def select(custom_id: str, number: int, values: tuple[str, ...]) -> Json:
    return {
        "type": STRING_SELECT,
        "custom_id": custom_id,
        "id": number,
        "min_values": 0,
        "max_values": len(values),
        "options": [{"label": value, "value": value} for value in values],
    }


def say(sandbox: Sandbox, *components: Json, at: Channel | None = None) -> Message:
    """The bot says something with these components, each in a row of its own or five to a row."""
    rows = [
        {"type": 1, "id": 100 + start, "components": list(components[start : start + ROW])}
        for start in range(0, len(components), ROW)
    ]
    place = at or sandbox.channel("prodevprojectnexus")
    draft = Draft("Something of an older version", components=rows)
    return create_message(sandbox.world, sandbox.application.bot.id, place, draft)


class Leaf(NamedTuple):
    """A command that can be used, with its options as Discord has them."""

    path: str
    options: list[Json]


def leaves(sandbox: Sandbox) -> list[Leaf]:
    """Every slash command and subcommand."""
    commands = [c for c in sandbox.application.commands.values() if c.kind == SLASH]
    return [leaf for c in commands for leaf in _leaves(c.name, c.fields.setdefault("options", []))]


def _leaves(path: str, options: list[Json]) -> Iterator[Leaf]:
    inner = [option for option in options if option["type"] in (SUBCOMMAND, GROUP)]
    if not inner:
        yield Leaf(path, options)
    for option in inner:
        yield from _leaves(f"{path} {option['name']}", option.setdefault("options", []))


def filled(sandbox: Sandbox, leaf: Leaf, skip: str = "") -> dict[str, Any]:
    """Something for each option that is required."""
    return {
        option["name"]: harmless(sandbox, option)
        for option in leaf.options
        if option.get("required") and option["name"] != skip
    }


def harmless(sandbox: Sandbox, option: Json) -> Any:
    """A value that an option takes."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    made = {
        STRING: "1",
        INTEGER: option.get("min_value") or 1,
        NUMBER: option.get("min_value") or 1,
        BOOLEAN: True,
        USER: sandbox.member("kofi"),
        CHANNEL: sandbox.channel("prodevprojectnexus"),
        ROLE: next(iter(sandbox.guild.roles.values())),
        MENTIONABLE: sandbox.member("kofi"),
        ATTACHMENT: ("empty.txt", b""),
    }
    return made[option["type"]]
