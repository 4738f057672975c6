"""Every button and select can be made again from its custom id alone."""

from __future__ import annotations

import importlib
import re
from typing import Any

import pytest

from cogs.shared import items
from cogs.shared.items import (
    MAX_CUSTOM_ID,
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
)
from tests.meta.project import ROOT, sources

BASES = (DynamicButton, DynamicSelect, DynamicChannelSelect, DynamicRoleSelect)
LARGEST = str(2**63 - 1)
MOST_IDS = 3
"""How many ids one item carries at most; what it has beyond them are short words and counts."""
WORD = "resolved"


def all_items() -> list[type[Any]]:  # Any: items of several kinds
    for file in sources("cogs"):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        importlib.import_module(module.removesuffix(".__init__"))
    found: list[type[Any]] = []
    left: list[type[Any]] = list(BASES)
    while left:
        more = left.pop().__subclasses__()
        found += more
        left += more
    return sorted((item for item in found if item.__module__.startswith("cogs.")), key=str)


ITEMS = all_items()


def test_there_are_items_and_their_names_are_their_own() -> None:
    names = [item.name for item in ITEMS]
    assert len(names) > 30
    assert len(names) == len(set(names))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.name))
def test_a_custom_id_leads_back_to_its_item(item: type[Any]) -> None:
    template = item.__discord_ui_compiled_template__
    count = template.groups
    parts = [LARGEST if number < MOST_IDS else WORD for number in range(count)]
    made = items.custom_id(item.name, *parts)
    assert re.fullmatch(r"nexus:[a-z]+:[a-z_-]+(:.*)?", made)
    assert len(made) <= MAX_CUSTOM_ID
    match = template.fullmatch(made)
    assert match is not None
    assert list(match.groups()) == parts
    others = [
        other.name
        for other in ITEMS
        if other is not item and other.__discord_ui_compiled_template__.match(made)
    ]
    assert others == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: str(item.name))
def test_every_item_goes_through_the_guarded_entrance(item: type[Any]) -> None:
    assert issubclass(item, BASES)
    default: Any = items._Guarded
    assert (item.pressed, item.entered) != (default.pressed, default.entered)
    assert item.callback in {base.callback for base in BASES}
