"""One more alternative in a response is one more, however much it looks like another."""

from __future__ import annotations

import pytest

from domain.contracts.changes import Grade
from tests.domain.contracts.comparison.trees import (
    Tree,
    compare,
    fields,
    named,
    received,
    sent,
    typed,
)

TEXT = typed("string")


def kind(value: str, *required: str, word: str = "enum") -> Tree:
    one: Tree = {"const": value} if word == "const" else typed("string", enum=[value])
    return fields(*required, kind=one)


TYPES = {
    "Opened": kind("opened"),
    "Closed": kind("closed"),
    "Moved": kind("moved", "to"),
    "Constant": kind("other", word="const"),
    "Wide": fields("id", note=TEXT, size=typed("integer")),
    "Narrow": fields("id", "note"),
    "Same": fields("id", note=TEXT, size=typed("integer")),
    "Fruit": typed("string", enum=["apple"]),
    "Berry": typed("string", enum=["currant"]),
}


def told(old: tuple[str, ...], new: tuple[str, ...], way: str = "oneOf") -> list[tuple[Grade, str]]:
    was, is_ = (received({way: [*map(named, names)]}, types=TYPES) for names in (old, new))
    return [(each.grade, each.is_ or each.was) for each in compare(was, is_)]


@pytest.mark.parametrize("way", ["oneOf", "anyOf"])
@pytest.mark.parametrize("name", ["Moved", "Constant"])
def test_a_kind_that_was_not_there_is_a_new_alternative(way: str, name: str) -> None:
    old = ("Opened", "Closed")
    assert told(old, (*old, name), way) == [(Grade.BREAKING, name)]
    assert told((*old, name), old, way) == [(Grade.SAFE, name)]


def test_a_kind_that_stands_for_another_is_a_new_alternative() -> None:
    found = told(("Opened", "Closed"), ("Opened", "Moved"))
    assert found == [(Grade.SAFE, "Closed"), (Grade.BREAKING, "Moved")]


def test_a_named_type_that_looks_much_like_another_is_a_new_alternative() -> None:
    assert told(("Wide", "Opened"), ("Wide", "Opened", "Narrow")) == [(Grade.BREAKING, "Narrow")]


def test_what_comes_beside_a_type_that_stood_alone_is_a_new_alternative() -> None:
    alone = received(named("Opened"), types=TYPES)
    for name in ("Moved", "Closed"):
        both = received({"oneOf": [named("Opened"), named(name)]}, types=TYPES)
        (change,) = compare(alone, both)
        assert (change.grade, change.is_) == (Grade.BREAKING, name)
    wide = received(named("Wide"), types=TYPES)
    for name, told_of in (("Narrow", ["Narrow"]), ("Same", [])):
        both = received({"oneOf": [named("Wide"), named(name)]}, types=TYPES)
        assert [each.is_ for each in compare(wide, both)] == told_of


def test_names_and_values_alone_are_none() -> None:
    assert told(("Wide", "Opened"), ("Wide", "Opened", "Same")) == []
    assert told(("Wide", "Opened"), ("Opened", "Same")) == []
    assert told(("Fruit", "Opened"), ("Fruit", "Opened", "Berry")) == [(Grade.RISKY, '"currant"')]


def test_an_alternative_without_a_name_is_named_by_its_kind() -> None:
    old, new = [kind("opened"), kind("closed")], [kind("moved"), kind("opened"), kind("closed")]
    (change,) = compare(received({"oneOf": old}), received({"oneOf": new}))
    assert (change.grade, change.is_) == (Grade.BREAKING, '{kind: "moved"}')
    (back,) = compare(sent({"oneOf": new}), sent({"oneOf": old}))
    assert (back.grade, back.was) == (Grade.BREAKING, '{kind: "moved"}')
