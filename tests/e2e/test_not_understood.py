"""Answers to whatever is not understood: a sentence, never silence and never "our side".

Every item, form, command and option is found by walking what the running bot told Discord, so
that a new one is tried as soon as it exists. Members act over the wire, with what older versions
have left.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest

from bot.settings import Settings
from cogs.ui.items import DynamicButton, DynamicSelect, custom_id
from cogs.ui.parts import schema_of
from sandbox.acting.commands import (
    ATTACHMENT,
    INTEGER,
    MESSAGE_MENU,
    NUMBER,
    SLASH,
    STRING,
)
from sandbox.client import Member, Sandbox, Seen
from sandbox.world.models import Json
from tests.e2e.furniture import button, filled, furnish, leaves, say, select
from tests.e2e.hostile_values import items_of
from tests.nexus import Nexus

LARGEST = 2**63 - 1
OUTDATED = "is from an older version of Nexus"
FAULT = "our side"
GOES = {"faq:hint-drop"}
"""Items that answer by taking their message away."""
BAD_PARTS = ("x", "-1", "9" * 20, "\u0663", "1_0", " 1", "")
"""What stands in no custom id of ours where a number belongs."""
BAD_TEXTS = (
    *("9999999999999999999", "#99999999999999999999", "-1", "\u0663", "1_0", "\u00b2", "#", "\0"),
    *("q:99999999999999999999", "f:99999999999999999999", "1 · #99999999999999999999.1"),
    "https://discord.com/channels/1/2/99999999999999999999",
    "https://discord.com/channels/99999999999999999999/2/3",
    *("http://[", "9" * 5_000, "\U0001f989"),
    *("in 99999999999 years", "in 99999999999999999999 days", "0000-00-00", "0001-01-01 00:00 UTC"),
    *("9999-12-31 23:59 UTC-12", "2026-02-31 25:61", "every 99999999999 days at 9", "99999999999h"),
    *(
        "every day at 9, 99999999999 times",
        "every day at 9 until 9999-12-31",
        "Etc/GMT+99",
        "../../etc",
    ),
    *("in 1e9 hours", "in 0 minutes", "-5m", "0m, 99999999m", "<t:99999999999999:F>", "<t:-1:R>"),
)
"""What members type where a number, a name, a link or a time belongs."""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, commands_per_minute=1_000_000, uploads_per_ten_minutes=1_000_000)


@pytest.fixture(autouse=True)
def no_traceback(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever was done, the log holds no error of ours."""
    with caplog.at_level(logging.WARNING):
        yield
    faults = [r for r in caplog.records if r.exc_info or r.levelno >= logging.ERROR]
    assert [logging.Formatter().format(record) for record in faults] == []


# Buttons and selects


def forged(item: type[Any]) -> Iterator[str]:  # Any: an item
    """Custom ids of this item that it cannot read."""
    kinds = item.known_schema().parts
    yield custom_id(item.name, *["1"] * (len(kinds) + 1))
    if kinds:
        yield custom_id(item.name)
    for place, kind in enumerate(kinds):
        is_number = kind is int or get_origin(kind) is Annotated
        for bad in BAD_PARTS if is_number else ("nothing-like-it",):
            parts = [readable(each) for each in kinds]
            parts[place] = bad
            if str not in (kind, *get_args(kind)):
                yield custom_id(item.name, *parts)


def readable(kind: Any) -> str:  # Any: a type, an alias or a union
    """A text that is read as `kind`, and names nothing that exists."""
    if isinstance(kind, str):  # a word of a `Literal`
        return kind
    if kind is int:
        return str(LARGEST)
    if get_origin(kind) is Annotated or kind is str:
        return "0"
    if hasattr(kind, "__members__"):
        return str(next(iter(kind)).value)
    first = get_args(kind)[0]
    return readable(first) if isinstance(first, type) else str(first)


async def test_every_item_answers_for_what_it_cannot_read(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    acts = 0
    for item in items_of(nexus):
        ids = list(dict.fromkeys(forged(item)))
        message = say(sandbox, *(button(each, number) for number, each in enumerate(ids)))
        for each in ids:
            seen = await mara.click(on=message, custom_id=each)
            assert OUTDATED in seen.content, (each, seen.text)
            assert "Run `/" in seen.content, each
            acts += 1
        chosen = item.known_schema().chosen
        if chosen is not None and str not in (chosen, *get_args(chosen)):
            acts += await choose_badly(sandbox, mara, item)
    assert acts > len(items_of(nexus))


async def choose_badly(sandbox: Sandbox, member: Member, item: type[Any]) -> int:  # Any: an item
    made = custom_id(item.name, *map(readable, item.known_schema().parts))
    values = ("x", "9" * 20)
    message = say(sandbox, select(made, 1, values))
    for value in values:
        seen = await member.select(made, [value], on=message)
        assert OUTDATED in seen.content, (made, value, seen.text)
    return len(values)


@pytest.mark.parametrize("name", ["mara", "femi"])
async def test_every_item_answers_when_what_it_is_about_does_not_exist(
    sandbox: Sandbox, nexus: Nexus, name: str
) -> None:
    member = sandbox.member(name)
    for item in items_of(nexus):
        schema = item.known_schema()
        made = custom_id(item.name, *map(readable, schema.parts))
        if issubclass(item, DynamicButton):
            message = say(sandbox, button(made, 1))
            if item.name in GOES:
                member.begin_click(on=message, custom_id=made)
                await sandbox.until(lambda: message.id not in sandbox.world.messages)  # noqa: B023 - awaited here
                continue
            seen = await member.click(on=message, custom_id=made)
        elif issubclass(item, DynamicSelect):
            kind = get_args(schema.chosen)[0] if get_args(schema.chosen) else schema.chosen
            chosen = "none" if kind == Literal["none"] else readable(kind)
            seen = await member.select(made, [chosen], on=say(sandbox, select(made, 1, (chosen,))))
        else:
            continue
        assert seen.modal is not None or (seen.text and FAULT not in seen.text), (made, seen.text)


async def test_what_no_version_knows_is_answered_in_the_members_language(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    assert nexus.app.client.is_ready()
    femi = sandbox.member("femi")
    femi.locale = "fr"
    for made, words in (
        ("nexus:qa:unheard-of:1", "Relancez `/question list`"),
        ("nexus:unheard:of", "`/help`"),
        ("nexus:qa", "Relancez `/question list`"),
        ("something else", "`/help`"),
    ):
        seen = await femi.click(on=say(sandbox, button(made, 1)), custom_id=made)
        assert "ancienne version" in seen.content
        assert words in seen.content
        seen = await femi.select(made, ["a"], on=say(sandbox, select(made, 1, ("a",))))
        assert "ancienne version" in seen.content


# Forms


async def test_forms_of_another_version_give_back_what_was_typed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    opened = await mara.slash("ask", title="Why?")
    assert opened.modal is not None
    forms = nexus.registry.forms
    forged = [(name, parts) for name in forms for parts in ((), ("x", "y", "z", "0", "n"))]
    for name, parts in [*forged, ("qa:unheard-of", ("1", "n")), ("unheard:of", ())]:
        modal = opened.modal | {"custom_id": custom_id(name, *parts)}
        seen = await mara.fill(replace(opened, modal=modal), {"What happens?": "It is slow."})
        assert OUTDATED in seen.content, (name, parts, seen.text)
        assert [name for name, data in seen.files if b"It is slow." in data] == ["command.txt"]


async def test_forms_about_what_does_not_exist_are_answered(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    opened = await mara.slash("ask", title="Why?")
    assert opened.modal is not None
    for name, form in nexus.registry.forms.items():
        parts = schema_of(form.submitted).parts
        modal = opened.modal | {"custom_id": custom_id(name, *map(readable, parts), "n")}
        seen = await mara.fill(replace(opened, modal=modal), {"What happens?": "It is slow."})
        assert seen.text, name
        assert FAULT not in seen.text, (name, seen.text)


# Commands


def bad_values(option: Json) -> list[Any]:
    """What this option takes by its limits, and Nexus cannot use."""
    if option.get("choices"):
        return []
    if option["type"] == STRING:
        least, most = option.get("min_length") or 0, option.get("max_length") or 6_000
        return [text[:most] for text in BAD_TEXTS if len(text[:most]) >= least]
    if option["type"] in (INTEGER, NUMBER):
        limits = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
        return [*limits, 0] if limits[0] <= 0 <= limits[1] else [*limits]
    if option["type"] == ATTACHMENT:
        return [("x.zip", b"PK\x05\x06"), ("x.json", b"{"), ("x.md", b"\xff\xfe")]
    return []


@pytest.mark.parametrize("most", [4, pytest.param(len(BAD_TEXTS), marks=pytest.mark.long)])
async def test_every_option_answers_for_what_it_cannot_use(
    sandbox: Sandbox, nexus: Nexus, most: int
) -> None:
    """Options take turns with the bad values; the long run tries all of them with each."""
    await furnish(sandbox, nexus)
    mara = sandbox.member("mara")
    acts = 0
    for leaf in leaves(sandbox):
        for option in leaf.options:
            values_of_it = list(dict.fromkeys(bad_values(option)))
            first = acts % (len(values_of_it) or 1)
            for value in (values_of_it * 2)[first : first + min(most, len(values_of_it))]:
                values = filled(sandbox, leaf, option["name"]) | {option["name"]: value}
                seen = await mara.slash(leaf.path, **values)
                assert seen.modal is not None or seen.text, (leaf.path, option["name"], value)
                assert FAULT not in seen.text, (leaf.path, option["name"], value, seen.text)
                acts += 1
    assert acts > 200


async def test_every_autocompletion_answers_whatever_is_typed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    assert nexus.app.client.is_ready()
    mara = sandbox.member("mara")
    for leaf in leaves(sandbox):
        for option in (each for each in leaf.options if each.get("autocomplete")):
            others = {
                other["name"]: BAD_TEXTS[0]
                for other in leaf.options
                if other is not option and other["type"] == STRING and not other.get("choices")
            }
            for text in BAD_TEXTS:
                await mara.autocomplete(leaf.path, **others, **{option["name"]: text[:100]})


async def test_commands_of_an_older_tree_are_answered(sandbox: Sandbox, nexus: Nexus) -> None:
    assert nexus.app.client.is_ready()
    mara = sandbox.member("mara")
    application = sandbox.application
    for command in list(application.commands.values()):
        fields = deepcopy(command.fields) | {"name": f"old-{command.name}"}
        older = replace(command, id=sandbox.world.ids.next(), fields=fields)
        application.commands[older.id] = older
    asked = await mara.send("Why?")
    for menu in [c for c in application.commands.values() if c.name.startswith("old-")]:
        if menu.kind != SLASH:
            target = asked if menu.kind == MESSAGE_MENU else sandbox.member("kofi")
            assert_outdated(await mara.menu(menu.name, target))
    for leaf in leaves(sandbox):
        if leaf.path.startswith("old-"):
            assert_outdated(await mara.slash(leaf.path, **filled(sandbox, leaf)))
            continue
        for option in leaf.options:
            if option.get("choices"):
                older_choice = {"name": "old", "value": "old"}
                option["choices"].append(older_choice)
                values = filled(sandbox, leaf, option["name"]) | {option["name"]: "old"}
                assert_outdated(await mara.slash(leaf.path, **values))
                option["choices"].remove(older_choice)
            elif option["type"] in (INTEGER, NUMBER) and "max_value" in option:
                most = option.pop("max_value")
                values = filled(sandbox, leaf, option["name"]) | {option["name"]: most + 1}
                assert_outdated(await mara.slash(leaf.path, **values))
        leaf.options.append({"type": STRING, "name": "unheard-of", "description": "-"})
        assert_outdated(await mara.slash(leaf.path, **filled(sandbox, leaf), **{"unheard-of": "x"}))
        leaf.options.pop()
        for option in (each for each in leaf.options if each.get("required")):
            option["name"] = f"old-{option['name']}"
            assert_outdated(await mara.slash(leaf.path, **filled(sandbox, leaf)))
            break


def assert_outdated(seen: Seen) -> None:
    assert "older version of Nexus" in seen.content, seen.text
    assert "Ctrl+R" in seen.content
