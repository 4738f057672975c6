"""Every button, select and form works from its custom id alone, after any restart."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import discord
import pytest

from cogs.ui import items
from cogs.ui.client import Form
from cogs.ui.items import (
    MAX_CUSTOM_ID,
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
)
from cogs.ui.parts import schema_of
from tests.meta.project import ROOT, named, nodes, sources
from tests.nexus import Nexus

BASES = (DynamicButton, DynamicSelect, DynamicChannelSelect, DynamicRoleSelect)
LARGEST = str(2**63 - 1)
WORD = "resolved"
NONCE = "x" * 8
"""What `open_form` adds."""
ONLY_IN = {
    "Modal": ("cogs/ui/forms.py", "open_form"),
    "View": ("cogs/ui/items.py", "view_of"),
    "Button": ("cogs/ui/items.py", "a subclass of DynamicButton"),
    "ChannelSelect": ("cogs/ui/items.py", "a subclass of DynamicChannelSelect"),
    "RoleSelect": ("cogs/ui/items.py", "a subclass of DynamicRoleSelect"),
    "LayoutView": ("", "view_of"),
    "button": ("", "a subclass of DynamicButton"),
    "select": ("", "a subclass of DynamicSelect"),
}
"""What discord.py keeps in memory, where it may be made, and what everybody else uses."""


def kinds_of(base: type[Any]) -> list[type[Any]]:  # Any: items of several kinds
    """Every class of the features that is derived from `base`."""
    for file in sources("cogs"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        importlib.import_module(module.removesuffix(".__init__"))
    found: list[type[Any]] = []
    left = [base]
    while left:
        more = left.pop().__subclasses__()
        found += more
        left += more
    return sorted({kind for kind in found if kind.__module__.startswith("cogs.")}, key=str)


ITEMS = [item for item in kinds_of(discord.ui.DynamicItem) if item not in BASES]
FORMS = kinds_of(Form)
each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.__name__)


def custom_id_of(item: type[Any]) -> str:
    """The longest custom id that the item will have."""
    return items.custom_id(item.name, *map(longest, item.known_schema().parts))


def longest(kind: Any) -> str:  # Any: a type, an alias or a union
    """The longest text that is read as `kind`; of words, one as long as the words that we use."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return max((str(each.value) for each in kind), key=len)
    if get_origin(kind) in {Union, UnionType}:
        return max((longest(each) for each in get_args(kind) if each is not NoneType), key=len)
    if get_origin(kind) is Literal:
        return max(map(str, get_args(kind)), key=len)
    if get_origin(kind) is Annotated:
        return str(get_args(kind)[1])
    return {int: LARGEST, str: WORD}[kind]


def test_names_belong_to_one_item_and_one_form() -> None:
    assert len(ITEMS) > 30
    assert len(FORMS) > 5
    for kinds in (ITEMS, FORMS):  # a submitted form and a pressed button are told apart by Discord
        names = [kind.name for kind in kinds]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"give each a name of its own: {twice}"


@each_item
def test_an_item_is_guarded(item: type[Any]) -> None:
    assert issubclass(item, BASES), f"derive {item} from a class of cogs/ui/items.py"
    assert item.callback in {base.callback for base in BASES}, "override `pressed`, not `callback`"
    assert item._guard is items._Guarded._guard, "override `pressed`, not the guard"
    entrance = item._enter
    assert entrance is items._Guarded._enter, "it defers what a slow database keeps waiting"
    default: Any = items._Guarded
    overridden = [
        name
        for name in ("pressed", "pressed_anywhere")
        if getattr(item, name) is not getattr(default, name)
    ]
    assert len(overridden) == 1, "override `pressed`, or `pressed_anywhere`"


@each_item
async def test_an_item_is_made_again_from_its_custom_id(item: type[Any]) -> None:
    template = item.__discord_ui_compiled_template__
    assert template.pattern.startswith("nexus:"), f"{item} is not named like all others"
    custom_id = custom_id_of(item)
    assert len(custom_id) <= MAX_CUSTOM_ID
    match = template.fullmatch(custom_id)
    assert match, f"{template} does not know {custom_id}"
    # What was pressed is not looked at: the custom id is all that a restart leaves.
    again = await item.from_custom_id(None, None, match)
    assert again.item.custom_id == custom_id
    assert ":".join(again.parts) == (match[1] or "")


@each_item
def test_an_item_answers_to_its_own_custom_ids_only(item: type[Any]) -> None:
    custom_id = custom_id_of(item)
    others = [
        other for other in ITEMS if other.__discord_ui_compiled_template__.fullmatch(custom_id)
    ]
    assert others == [item]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_a_form_has_room_for_its_parts(form: type[Form]) -> None:
    asked, handed = schema_of(form.check).parts, schema_of(form.submitted).parts
    assert asked == handed, f"{form}.check and {form}.submitted have to take the same parts"
    custom_id = items.custom_id(form.name, *map(longest, handed), NONCE)
    assert re.fullmatch(r"nexus:[a-z]+:[a-z_-]+:.+", custom_id)
    assert "submitted" in vars(form), f"{form} does nothing with what was filled in"
    assert "check" in vars(form), f"{form} is opened for people who may not submit it"


def names_of(kinds: Iterable[type[Any]]) -> set[str]:
    """By name: discord.py imports a feature's modules anew for each bot that it sets up."""
    return {f"{kind.__module__}.{kind.__qualname__}" for kind in kinds}


async def test_all_are_told_to_the_running_bot(nexus: Nexus) -> None:
    client: Any = nexus.app.client  # Any: discord.py's store is its own
    known = names_of(client._connection._view_store._dynamic_items.values())
    left_out = names_of(ITEMS) - known
    assert not left_out, f"pass these to bot.add_dynamic_items in their feature's setup: {left_out}"
    forms = names_of(client.registry.forms.values())
    left_out = names_of(FORMS) - forms
    assert not left_out, f"pass these to features.add_forms in their feature's setup: {left_out}"


def test_answers_are_edited_in_one_place() -> None:
    """The guard may have deferred meanwhile, so `reply` and `replace` choose how to go on."""
    allowed = ("answers.py", "reply.py")
    faults = [
        f"{file}: use `replace` of cogs/ui/reply.py"
        for file in sources("cogs")
        if file.name not in allowed and ".edit_original_response(" in file.read_text("utf-8")
    ]
    assert not faults, "\n".join(faults)


def test_what_was_pressed_is_changed_through_the_answer() -> None:
    """After *Try again* the interaction's own message is not the one that was pressed at first."""
    faults = [
        f"{named(file)}:{node.lineno}: use replace or remove of cogs/ui/reply.py"
        for file in sources("cogs")
        if named(file) not in ("cogs/ui/answers.py", "cogs/ui/reply.py")
        for node in nodes(file)
        if isinstance(node, ast.Attribute) and node.attr.endswith("original_response")
    ]
    assert not faults, "\n".join(faults)


def test_nothing_interactive_is_kept_in_memory_alone() -> None:
    faults = []
    for file in sources("cogs"):
        for node in nodes(file):
            if not isinstance(node, ast.Call | ast.ClassDef):
                continue
            made = [node.func] if isinstance(node, ast.Call) else node.bases
            for name in [part for part in map(ast.unparse, made) if "ui." in part]:
                allowed, instead = ONLY_IN.get(name.rpartition(".")[2], (named(file), ""))
                if allowed != named(file):
                    faults.append(f"{named(file)}:{node.lineno}: {name}, use {instead}")
    assert not faults, faults
