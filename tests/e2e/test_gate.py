"""What stands in a private channel leaks to nobody outside, whichever way they try."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest

from sandbox.acting.errors import CannotDoError, NoAnswerError
from sandbox.acting.member import Actor
from sandbox.client import Sandbox, Seen
from sandbox.world.channels import create_channel
from sandbox.world.models import ChannelKind, Message
from sandbox.world.people import join_guild
from sandbox.world.permissions import Permission
from sandbox.world.seed import add_bot, create_guild
from tests.e2e.endpoints import AGREE, ask, press
from tests.e2e.hostile_judge import everything_in
from tests.e2e.permissions import deny_role
from tests.e2e.sessions import plan, words
from tests.meta.test_items_survive import ITEMS
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
SECRET = "quetzal"
"""Stands in every title, path, link and name of the private channel, and nowhere else."""
SUBCOMMANDS, STRING, INTEGER, USER, CHANNEL, ROLE = (1, 2), 3, 4, 6, 7, 8
MINUTE = timedelta(minutes=1)
BUTTON, SELECT = 2, 3


@pytest.fixture
async def guests(sandbox: Sandbox, nexus: Nexus) -> list[str]:
    """Put one of everything into a channel that Kofi then cannot see; return who takes part."""
    title = f"The {SECRET} plan"
    ada, lindiwe = sandbox.member("ada"), sandbox.member("lindiwe")
    await ada.slash("api register", name=f"{SECRET} API", url=f"https://{SECRET}.example.com")
    await nexus.settle()
    card = await ask(sandbox, nexus, "lindiwe", path=f"/{SECRET}/:id", api=f"{SECRET} API")
    for name, button in (("ada", "Accept"), ("ada", AGREE), ("lindiwe", AGREE)):
        await press(sandbox, nexus, card, name, button)
    await plan(sandbox, nexus, title=title, link=f"https://{SECRET}.example.com/room")
    await lindiwe.click("Going", on=[m for m in sandbox.messages(HOME) if m.embeds][-1])
    slots = "; ".join(words(nexus, timedelta(days=days)) for days in (2, 3))
    await ada.slash("session poll", title=title, slots=slots)
    form = await ada.slash("ask", title=f"Why does my {SECRET} run?", channel=HOME)
    await ada.fill(form, {"What happens?": f"The {SECRET} is slow."})
    await nexus.settle()
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    return [f"<@{ada.id}>", f"<@{lindiwe.id}>"]


async def test_an_outsider_is_shown_nothing(
    sandbox: Sandbox, nexus: Nexus, guests: list[str]
) -> None:
    kofi = sandbox.member("kofi")
    leaks = [leak async for leak in leaked_to(kofi, sandbox, nexus, guests)]
    assert leaks == []
    lindiwe = sandbox.member("lindiwe")  # the same walk sees all of it where the channel is seen
    exported = await lindiwe.slash("endpoint export", channel="general", api="1")
    assert SECRET in everything_in(exported)
    shown = {leak.split(": ")[0] async for leak in leaked_to(lindiwe, sandbox, nexus, guests)}
    assert {
        *("session list", "session show", "session attendance", "session calendar"),
        *("endpoint list", "endpoint show", "api list", "api show"),
        *("question show", "search", "session show session?", "endpoint show request?"),
        *("api show api?", "endpoint export api?", "apis:use"),
    } <= shown


async def test_another_server_is_shown_nothing(
    sandbox: Sandbox, nexus: Nexus, guests: list[str]
) -> None:
    kofi = sandbox.member("kofi")
    other = create_guild(sandbox.world, "Elsewhere", kofi.id)
    create_channel(sandbox.world, other, ChannelKind.TEXT, "general")
    create_channel(sandbox.world, other, ChannelKind.TEXT, HOME)
    join_guild(sandbox.world, other, kofi.user, [])
    add_bot(sandbox.world, other, sandbox.application)
    await nexus.restart()
    await sandbox.until(lambda: len(nexus.app.client.guilds) == 2)
    owner = sandbox.member("kofi", other)
    assert [leak async for leak in leaked_to(owner, sandbox, nexus, guests)] == []


async def leaked_to(
    member: Actor, sandbox: Sandbox, nexus: Nexus, guests: list[str]
) -> AsyncIterator[str]:
    """Walk all commands, suggestions and buttons; yield where a secret is shown, and what."""
    looked = False
    sandbox.patience(3)
    async for way, seen in every_answer(member, sandbox, nexus):
        looked = True
        told = seen.casefold().replace("*", "")
        if SECRET in told or (way.startswith("session") and any(g in told for g in guests)):
            yield f"{way}: {seen[:200]}"
    assert looked


async def every_answer(
    member: Actor, sandbox: Sandbox, nexus: Nexus
) -> AsyncIterator[tuple[str, str]]:
    answer: Seen | None = None
    for path, options in commands(sandbox):
        for typed in ("1", "slow"):
            nexus.clock.advance(MINUTE)  # no rate is used up
            given = {o["name"]: value_of(o, typed, member, sandbox) for o in options}
            given = {name: value for name, value in given.items() if value is not None}
            try:
                async for way, names in every_offer(member, path, options, given):
                    yield way, names
                seen = await member.slash(path, channel="general", **given)
            except CannotDoError:  # a moderators' command, or a file is needed
                continue
            answer = seen if seen.message is not None else answer
            yield path, everything_in(seen)
    assert answer is not None
    for item in ITEMS:
        if answer.message is None or answer.message.id not in sandbox.world.messages:
            answer = await member.slash("help", channel="general")  # a button deleted it
        assert answer.message is not None
        count = item.__discord_ui_compiled_template__.groups
        custom_id = ":".join(("nexus", item.name, *["1"] * count))
        nexus.clock.advance(MINUTE)
        try:
            pressed = await forge(member, answer.message, item, custom_id)
        except NoAnswerError:  # acknowledged in silence, such as a hint that is gone
            continue
        if pressed is not None:
            yield item.name, everything_in(pressed)


async def every_offer(
    member: Actor, path: str, options: list[dict[str, Any]], given: dict[str, Any]
) -> AsyncIterator[tuple[str, str]]:
    """What each option offers before anything is typed, and for a letter of the secret."""
    for option in options:
        if option.get("autocomplete"):
            rest = {name: value for name, value in given.items() if name != option["name"]}
            for typed in ("", SECRET[:4]):
                offered = await member.autocomplete(
                    path, channel="general", **rest, **{option["name"]: typed}
                )
                yield f"{path} {option['name']}?", str([name for name, _ in offered])


async def forge(member: Actor, message: Message, item: type[Any], custom_id: str) -> Seen | None:
    """Press what no message of the bot's offers here, as a changed client could."""
    is_select = "Select" in item.__mro__[1].__name__
    made: dict[str, Any] = {"type": BUTTON, "style": 2, "label": "x", "custom_id": custom_id}
    if is_select:
        options = [{"label": "x", "value": "1"}]
        made = {"type": SELECT, "custom_id": custom_id, "options": options, "min_values": 1}
        made |= {"max_values": 1}
    message.components = [{"type": 1, "id": 1, "components": [made | {"id": 2}]}]
    if not is_select:
        return await member.click(on=message, custom_id=custom_id)
    if "StringSelect" in item.__mro__[1].__name__ or item.__mro__[1].__name__ == "DynamicSelect":
        return await member.select(custom_id, ["1"], on=message)
    return None


def commands(sandbox: Sandbox) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every slash command with its options."""

    def inner(path: str, options: list[dict[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
        nested = [o for o in options if o["type"] in SUBCOMMANDS]
        if not nested:
            yield path, options
        for option in nested:
            yield from inner(f"{path} {option['name']}", option.get("options", []))

    for command in sandbox.application.commands.values():
        if command.fields.get("type", 1) == 1 and command.name != "setup":
            yield from inner(command.name, command.fields.get("options", []))


def value_of(option: dict[str, Any], typed: str, member: Actor, sandbox: Sandbox) -> Any:
    """What is filled in: all that names something, and else what has to be."""
    needed = option.get("required") or option.get("autocomplete")
    if option["name"] in {"topic", "zone"} or not needed:
        return None
    if option.get("choices"):
        return option["choices"][0]["name"]
    if option["type"] == STRING:
        return max(typed, typed * option.get("min_length", 1), key=len)
    if option["type"] == INTEGER:
        return max(1, option.get("min_value", 1))
    return {USER: member, CHANNEL: sandbox.channel("general"), ROLE: None}.get(option["type"])
