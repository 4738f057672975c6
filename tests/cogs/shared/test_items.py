from __future__ import annotations

import discord
import pytest

from cogs.shared.items import (
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
    custom_id,
    view_of,
)

LARGEST = 2**63 - 1


class Press(DynamicButton, name="test:press", parts=2): ...


class Choose(DynamicSelect, name="test:choose", parts=1): ...


class Where(DynamicChannelSelect, name="test:where", parts=1): ...


class Who(DynamicRoleSelect, name="test:who", parts=0): ...


def test_a_custom_id_names_feature_action_and_parts() -> None:
    assert custom_id("qa:accept", 12, "x") == "nexus:qa:accept:12:x"


def test_a_custom_id_is_never_longer_than_discord_allows() -> None:
    assert len(custom_id("qa:accept", "x" * 84)) == 100
    with pytest.raises(ValueError, match="longer than the 100"):
        custom_id("qa:accept", "x" * 85)


def test_what_an_item_is_given_comes_back_from_its_custom_id() -> None:
    made = Press(LARGEST, "qa.close", label="Press")
    match = Press.__discord_ui_compiled_template__.fullmatch(made.custom_id)
    assert match is not None
    assert match.groups() == (str(LARGEST), "qa.close")
    assert made.parts == (str(LARGEST), "qa.close")


@pytest.mark.parametrize(
    "other", ["nexus:test:press:1", "nexus:test:press:1:2:3", "nexus:test:pressed:1:2", "x:1:2"]
)
def test_another_items_custom_id_is_not_taken(other: str) -> None:
    assert Press.__discord_ui_compiled_template__.fullmatch(other) is None


def test_a_part_that_would_not_come_back_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="must match the template"):
        Press("a:b", 1)


def test_selects_show_what_is_chosen() -> None:
    chosen = Where(1, chosen_ids=[5], channel_types=[discord.ChannelType.text]).item
    assert [(d.id, d.type.value) for d in chosen.default_values] == [(5, "channel")]
    assert Where(1).item.default_values == []
    assert [(d.id, d.type.value) for d in Who(chosen_id=6).item.default_values] == [(6, "role")]
    assert Where(1).chosen_id is None
    assert Who().chosen_id is None


async def test_a_view_of_items_never_times_out_and_is_not_kept() -> None:
    option = discord.SelectOption(label="a")
    view = view_of(Press(1, 2, label="Press"), Choose(1, options=[option]))
    assert view.timeout is None
    assert view.is_persistent()
    assert view.is_finished()
    assert len(view.children) == 2
