from __future__ import annotations

from enum import Enum
from typing import Any, Literal

import discord
import pytest

from cogs.core.actor import Actor
from cogs.ui.client import Interaction
from cogs.ui.items import (
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
    custom_id,
    view_of,
)
from cogs.ui.parts import Page, UnreadableError, read_value, schema_of

LARGEST = 2**63 - 1
NO_NUMBERS = (
    *(
        "",
        " ",
        "-1",
        "+1",
        " 1",
        "1 ",
        "1_0",
        "1.0",
        "1e3",
        "0x1",
        "x",
        "\u0661",
        "\u00b2",
        "\uff11",
    ),
    *("9223372036854775808", "9" * 20, "9" * 5_000, "1\n", "1\0"),
)
"""Everything that `int` or `str.isdigit` takes and the database or Discord does not, and more."""


class Press(DynamicButton, name="test:press"):
    async def pressed(
        self, interaction: Interaction, actor: Actor, number: int, word: str
    ) -> None: ...


class Choose(DynamicSelect, name="test:choose"):
    async def pressed(
        self, interaction: Interaction, actor: Actor, number: int, *, chosen: int
    ) -> None: ...


class Where(DynamicChannelSelect, name="test:where"):
    async def pressed(self, interaction: Interaction, actor: Actor, number: int) -> None: ...


class Who(DynamicRoleSelect, name="test:who"):
    async def pressed(self, interaction: Interaction, actor: Actor) -> None: ...


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
    assert match.groups() == (f"{LARGEST}:qa.close",)
    assert made.parts == (str(LARGEST), "qa.close")


@pytest.mark.parametrize(
    "other", ["nexus:test:pressed:1:2", "nexus:test", "nexus:other:press:1:2", "x:1:2", "x"]
)
def test_another_items_custom_id_is_not_taken(other: str) -> None:
    assert Press.__discord_ui_compiled_template__.fullmatch(other) is None


def test_a_part_that_would_not_come_back_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="holds a colon"):
        Press(1, "a:b")
    for parts in ((1,), (1, 2, 3), (-1, "x"), (2**63, "x"), ("x", 1)):
        with pytest.raises(UnreadableError):
            Press(*parts)


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


class Colour(Enum):
    RED = "red"
    TWO = 2


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (int, "0", 0),
        (int, str(LARGEST), LARGEST),
        (int | None, "0", None),
        (int | None, "", None),
        (int | None, "7", 7),
        (str, "", ""),
        (str | None, "0", "0"),
        (str | None, "", None),
        (Colour, "red", Colour.RED),
        (Colour, "2", Colour.TWO),
        (Colour | None, "", None),
        (Colour | Literal["any"], "any", "any"),
        (Colour | Literal["any"], "red", Colour.RED),
        (Page, "100000", 100_000),
        (Literal["up", "down"], "up", "up"),
    ],
)
def test_a_part_is_read_as_what_is_asked_for(kind: Any, text: str, value: object) -> None:
    assert read_value(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *[(int, text) for text in NO_NUMBERS],
        *[(int | None, text) for text in NO_NUMBERS if text],
        (Page, "100001"),
        (Colour, "blue"),
        (Colour, ""),
        (Colour | None, "blue"),
        (Literal["up", "down"], "sideways"),
        (Literal["up", "down"], ""),
    ],
)
def test_a_part_that_is_something_else_is_unreadable(kind: Any, text: str) -> None:
    with pytest.raises(UnreadableError):
        read_value(kind, text)


def test_a_handler_says_what_is_read() -> None:
    schema = schema_of(Choose.pressed)
    assert schema.read(["5"]) == (5,)
    assert schema.read_chosen(["6"]) == {"chosen": 6}
    for parts in ([], ["1", "2"], ["x"]):
        with pytest.raises(UnreadableError):
            schema.read(parts)
    for chosen in ([], ["1", "2"], ["x"]):
        with pytest.raises(UnreadableError):
            schema.read_chosen(chosen)
