"""Names and texts of others are shown as they read: nothing in it turns a line round or hides.

Names in Discord and every string of an uploaded contract hold characters that mislead. All that
the bot says of them is walked: answers, suggestions, components, cards and threads. Files are
downloads, and hold what was uploaded, exactly.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import pytest

from sandbox.acting.errors import CannotDoError
from sandbox.client import Sandbox, Seen
from sandbox.wire.components import walk
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import HOME, register, upload
from tests.e2e.endpoints import ask
from tests.e2e.test_gate import commands, every_answer
from tests.nexus import Nexus

HOSTILE = "\u202e\u2066\u200f\x07\u00ad"
"""An override, an isolate, a mark, a bell and a soft hyphen."""
LINK = "[safe](https://evil.example)"


def poisoned(value: Any, depth: int = 0) -> Any:
    """A document whose own words all hold hostile characters: values, and names below the top."""
    if isinstance(value, dict):
        return {
            (f"{key}{HOSTILE}" if str(key)[:1] in "/PN" else key): (
                each if key in KEPT else poisoned(each, depth + 1)
            )
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [poisoned(each, depth + 1) for each in value]
    if isinstance(value, str) and value.startswith("#/"):
        return value + HOSTILE
    return f"{value[:1]}{HOSTILE}{value[1:]}" if isinstance(value, str) else value


KEPT = {"openapi", "type", "in", "format", "required", "url", "pattern"}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from () if key in {"value", "custom_id"} else texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def said_in(seen: Seen) -> str:
    labels = [text for part in walk(seen.components) for text in texts(part)]
    return "\n".join([seen.text, *texts(seen.modal or {}), *labels, *texts(seen.embeds)])


async def of_the_contract(sandbox: Sandbox) -> AsyncIterator[tuple[str, str]]:
    """Every command about APIs and endpoints, with the first choices that it offers."""
    ada = sandbox.member("ada")
    for path, options in commands(sandbox):
        names = {option["name"] for option in options}
        for option in options:
            if not path.startswith(("api", "endpoint")) or not option.get("autocomplete"):
                continue
            given: dict[str, Any] = {"api": "1"} if "api" in names - {option["name"]} else {}
            offers = await ada.autocomplete(path, channel=HOME, **given, **{option["name"]: ""})
            yield f"{path} {option['name']}?", "\n".join(name for name, _ in offers)
            for _, value in offers[:3]:
                given |= {option["name"]: value}
                given |= dict.fromkeys(names & {"reason"}, "Agreed on Monday")
                with suppress(CannotDoError):  # it needs more than that
                    yield f"{path} {value!r}", said_in(await ada.slash(path, channel=HOME, **given))


@pytest.fixture
async def _hostile(sandbox: Sandbox, nexus: Nexus) -> None:
    for user in sandbox.world.users.values():
        user.global_name = f"{LINK}{HOSTILE}{user.username}"
    guild = sandbox.guild
    guild.name = f"{LINK}{HOSTILE}School"
    for role in guild.roles.values():
        role.name = f"{LINK}{HOSTILE}{role.name}"
    await nexus.restart()


@pytest.mark.usefixtures("_hostile")
async def test_all_that_is_shown_of_others_reads_as_it_is(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    whole = poisoned(shop())
    found = [("upload", said_in(await upload(sandbox, nexus, whole)))]
    less = json.loads(json.dumps(whole).replace('"number"', '"string"'))
    less["paths"].pop(next(reversed(less["paths"])))
    found.append(("preview", said_in(await upload(sandbox, nexus, less, preview=True))))
    found.append(("upload", said_in(await upload(sandbox, nexus, less))))
    await ask(sandbox, nexus, "kofi")
    found += [each async for each in of_the_contract(sandbox)]
    sandbox.patience(3)
    for name in ("ada", "mara"):
        found += [each async for each in every_answer(sandbox.member(name), sandbox, nexus)]
    for message in sandbox.world.messages.values():
        if sandbox.world.users[message.author_id].is_bot:
            said = [message.content, *texts(message.embeds), *texts(message.components)]
            found.append(("message", "\n".join(said)))
    found += [("name of a thread", each.name) for each in sandbox.world.channels.values()]
    assert any(LINK[1:5] in text for _, text in found)
    found = [(way, text) for way, text in found if way != "me export"]  # it's a file
    shown = [f"{way}: {text!r}" for way, text in found if set(text) & set(HOSTILE)]
    assert shown == [], f"strip it where it's rendered, or take the name by `name_of`: {shown[:5]}"
    linked = [f"{way}: {text!r}" for way, text in found if LINK in text]
    assert linked == []
