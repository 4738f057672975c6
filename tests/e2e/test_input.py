"""Whatever people type is cleaned where it enters, for every command and every form."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from cogs.ui.client import Form
from domain.characters import clean
from sandbox.client import Member, Sandbox, Seen
from sandbox.world.models import Json
from tests.e2e.activity import ask, stored, until_stored
from tests.nexus import Nexus

HOSTILE = "a\u202eb\u200bc\x07\u3164d\u2066\ufeffe"
SHOWN = "abcde"
INVISIBLE = "\u3164\u2800\u200b"
STRAY = "\u202e\u200b\x07\u3164\u2066\ufeff\u2800"
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, NUMBER, FILE = 1, 2, 3, 4, 5, 6, 10, 11


def commands_of(sandbox: Sandbox) -> Iterator[tuple[str, list[Json]]]:
    """Every slash command that the bot told Discord of, with its options."""
    for application in sandbox.world.applications.values():
        for command in application.commands.values():
            if command.kind == 1:
                yield from _leaves(command.name, command.fields.get("options", []))


def _leaves(name: str, options: list[Json]) -> Iterator[tuple[str, list[Json]]]:
    inner = [each for each in options if each["type"] in (SUBCOMMAND, GROUP)]
    for each in inner:
        yield from _leaves(f"{name} {each['name']}", each.get("options", []))
    if not inner:
        yield name, options


def is_text(option: Json) -> bool:
    return option["type"] == STRING and not option.get("choices")


def value_for(option: Json, text: str, member: Member) -> Any:
    """Something that the option takes; texts hold `text`."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    if option["type"] == STRING:
        return text
    others = {
        INTEGER: option.get("min_value", 1),
        NUMBER: option.get("min_value", 1),
        BOOLEAN: True,
        USER: member,
        FILE: ("a\u202eb.txt", b"x"),
    }
    return others.get(option["type"])


def stray_in(nexus: Nexus, sandbox: Sandbox) -> list[str]:
    """Where the database, or what was sent to Discord, holds a character that was stripped."""
    found = []
    path = nexus.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_%'"
        tables = database.execute(named).fetchall()
        for (table,) in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own names
                texts = [value for value in row if isinstance(value, str)]
                found += [f"{table}: {text!r}" for text in texts if set(text) & set(STRAY)]
    for request in sandbox.requests:
        sent = json.dumps(request.body, ensure_ascii=False, default=str)
        found += [request.path] if set(sent) & set(STRAY) - {"\u200b"} else []
    return found


async def test_options_of_all_commands_are_cleaned_or_refused(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    count = 0
    for name, options in commands_of(sandbox):
        texts = [option for option in options if is_text(option)]
        if not texts:
            continue
        given = {option["name"]: value_for(option, HOSTILE, ada) for option in options}
        seen = await mara.slash(name, channel="prodevprojectnexus", **given)
        assert "on our side" not in seen.text, (name, seen.text)
        required = {k: v for k, v in given.items() if _is_required(options, k)}
        for option in texts:
            invisible = {**required, option["name"]: INVISIBLE}
            seen = await mara.slash(name, channel="prodevprojectnexus", **invisible)
            assert f"Nobody could see what you typed for `{option['name']}`" in seen.text, name
            ((file, typed),) = seen.files
            assert (file, typed.decode().split()[0]) == ("command.txt", f"/{name.split()[0]}")
            count += 1
    assert count > 60
    await nexus.settle()
    assert stray_in(nexus, sandbox) == []


def _is_required(options: list[Json], name: str) -> bool:
    return any(option["name"] == name and option.get("required") for option in options)


async def test_fields_of_all_forms_are_cleaned_or_given_back(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, forms, heard = sandbox.member("ada"), nexus.registry.forms, listen(nexus)
    opener = await ada.slash("help", channel="prodevprojectnexus")
    for name in forms:
        seen = await ada.fill(opened(opener, name), {"one": HOSTILE, "text": f"{HOSTILE}\n\tf"})
        assert heard.pop(name) == {"one": SHOWN, "text": f"{SHOWN}\n\tf"}, name
        seen = await ada.fill(opened(opener, name), {"one": INVISIBLE, "text": f" {HOSTILE}"})
        assert "Nobody could see what you typed" in seen.text, name
        again = await ada.click("Fix and try again", on=seen)
        assert again.modal is not None
        _, text = again.modal["components"]
        assert text["component"]["value"] == f" {SHOWN}"
        await ada.fill(again, {again.modal["components"][0]["component"]["custom_id"]: SHOWN})
        assert heard.pop(name) == {"one": SHOWN, "text": f" {SHOWN}"}, name


def listen(nexus: Nexus) -> dict[str, Any]:
    """Note what each form is given, by the form's name, instead of doing what it does."""
    heard: dict[str, Any] = {}
    forms = nexus.registry.forms
    for name, form in list(forms.items()):
        forms[name] = _listener(form, heard)
    return heard


def _listener(form: type[Form], heard: dict[str, Any]) -> type[Form]:
    """Derive a form that notes what its submission is given, and does no more."""

    class Listener(form, name=form.name):  # type: ignore[call-arg, misc, valid-type]  # made at run time
        @classmethod
        async def check(cls, interaction: Any, actor: Any) -> None:
            """Let everybody open it."""

        @classmethod
        async def submitted(cls, interaction: Any, actor: Any, values: Any) -> None:
            heard[form.name] = dict(values)
            await interaction.response.send_message("heard", ephemeral=True)

    return Listener


def opened(opener: Seen, name: str, fields: tuple[str, str] = ("one", "text")) -> Seen:
    """A form of this name as it could be open on somebody's screen since before a restart."""
    labels = [
        {"type": 18, "id": number, "label": field, "component": _field(number + 2, field)}
        for number, field in enumerate(fields, 1)
    ]
    modal = {"custom_id": f"nexus:{name}:LT.secret", "components": labels}
    return Seen(opener.interaction, modal=modal)


def _field(id_: int, name: str) -> Json:
    return {"type": 4, "id": id_, "custom_id": name, "required": False}


async def test_a_refused_form_opens_again_as_it_was(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title="Why does it fail?", channel="prodevprojectnexus")
    typed = {"What happens?": INVISIBLE, "Code": "x = 1\n\ty", "Topics": ["Django"]}
    seen = await ada.fill(form, typed)
    assert sandbox.threads("prodevprojectnexus") == []
    again = await ada.click("Fix and try again", on=seen)
    assert again.modal is not None
    assert form.modal is not None
    assert again.modal["title"] == form.modal["title"]
    await ada.fill(again, {"What happens?": "It stops."})
    await nexus.settle()
    (thread,) = sandbox.threads("prodevprojectnexus")
    (embed,) = sandbox.world.messages[thread.id].embeds
    assert thread.name == "Why does it fail?"
    assert "x = 1\n\ty" in embed["description"]
    assert {"name": "Topics", "value": "Django"}.items() <= embed["fields"][-1].items()


@pytest.mark.usefixtures("nexus")
async def test_a_refused_form_is_its_writers_alone(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    form = await ada.slash("ask", title="Why does it fail?", channel="prodevprojectnexus")
    seen = await ada.fill(form, {"What happens?": INVISIBLE})
    assert seen.message is not None
    seen.message.visible_to = kofi.id
    gone = await kofi.click("Fix and try again", on=seen)
    assert "isn't kept any longer" in gone.text


async def test_messages_of_a_thread_are_stored_clean(sandbox: Sandbox, nexus: Nexus) -> None:
    thread = await ask(sandbox, nexus)
    message = await sandbox.member("kofi").send(f"Use {HOSTILE}\n\tnow", channel=thread)
    await until_stored(nexus, message.id, f"Use {SHOWN}\n\tnow")
    found = await stored(nexus, message.id)
    assert found is not None
    assert found.content == clean(message.content)
