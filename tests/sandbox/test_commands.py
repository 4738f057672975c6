"""Registering commands at the wire, and what members can do with those registered."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox.client import CannotDoError, Sandbox

TEXT = {"type": 3, "name": "text", "description": "x"}
SUB = {"type": 1, "name": "show", "description": "x"}
GROUP = {"type": 2, "name": "group", "description": "x", "options": [SUB]}


async def register(sandbox: Sandbox, **fields: Any) -> tuple[int, Any]:
    """Register a command for everybody."""
    headers = {"Authorization": f"Bot {sandbox.token}"}
    address = f"{sandbox.api_base}/applications/{sandbox.application.id}/commands"
    body = {"name": "try", "description": "x", **fields}
    async with ClientSession(headers=headers) as http, http.post(address, json=body) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Upper"},
        {"name": "two words"},
        {"name": "x" * 33},
        {"description": ""},
        {"description": "x" * 101},
        {"options": [TEXT, TEXT]},
        {"options": [TEXT, SUB]},
        {"options": [{**SUB, "options": [SUB]}]},
        {"options": [{**GROUP, "options": [TEXT]}]},
        {"options": [{**TEXT, "options": [TEXT]}]},
        {"options": [TEXT, {**TEXT, "name": "other", "required": True}]},
        {"options": [{**TEXT, "choices": [{"name": "a", "value": 1}]}]},
        {"options": [{**TEXT, "type": 4, "choices": [{"name": "a", "value": "1"}]}]},
        {"options": [{**TEXT, "type": 5, "choices": [{"name": "a", "value": "1"}]}]},
        {"options": [{**TEXT, "name": f"n{i}"} for i in range(26)]},
        {"type": 3, "name": "Menu", "description": "not for menus"},
        {"contexts": [7]},
        {"default_member_permissions": "many"},
        {"no_such_field": 1},
    ],
)
async def test_an_invalid_command_is_refused(sandbox: Sandbox, fields: dict[str, Any]) -> None:
    status, answer = await register(sandbox, **fields)
    assert (status, answer["code"]) == (400, 50035)
    assert answer["errors"]
    sandbox.forgive()


async def test_groups_subcommands_and_choices_are_kept(sandbox: Sandbox) -> None:
    choices = [{"name": "One", "value": 1}]
    inner = {**SUB, "options": [{**TEXT, "type": 4, "choices": choices}]}
    status, answer = await register(sandbox, options=[GROUP, inner])
    assert status == 201
    assert answer["options"][1]["options"][0]["choices"][0]["value"] == 1


async def test_the_same_name_again_replaces_the_command(sandbox: Sandbox) -> None:
    first = await register(sandbox)
    again = await register(sandbox, description="y")
    assert (first[0], again[0]) == (201, 200)
    assert first[1]["id"] == again[1]["id"]
    assert first[1]["version"] != again[1]["version"]


async def test_a_subcommand_has_to_be_chosen(sandbox: Sandbox) -> None:
    await register(sandbox, options=[GROUP, SUB])
    with pytest.raises(CannotDoError, match="has to be chosen"):
        await sandbox.member("ada").slash("try")


async def test_only_options_that_offer_something_are_completed(sandbox: Sandbox) -> None:
    await register(sandbox, options=[TEXT])
    with pytest.raises(CannotDoError, match="offers nothing"):
        await sandbox.member("ada").autocomplete("try", text="x")


async def test_a_command_for_moderators_is_hidden_from_others(sandbox: Sandbox) -> None:
    await register(sandbox, default_member_permissions=1 << 5)
    with pytest.raises(CannotDoError, match="no command"):
        await sandbox.member("ada").slash("try")
