"""Types that refer to themselves and to each other, in every form in which that is written."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

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

FORMS: dict[str, Callable[[str], Tree]] = {
    "plain": named,
    "or null": lambda name: {"oneOf": [named(name), {"type": "null"}]},
    "null or": lambda name: {"anyOf": [{"type": "null"}, named(name)], "description": "x"},
    "in words": lambda name: {"allOf": [named(name)], "description": "x"},
    "with more": lambda name: {"allOf": [named(name), fields(more=typed("string"))]},
    "list": lambda name: typed("array", items=named(name)),
    "first": lambda name: typed("array", prefixItems=[named(name)]),
    "by name": lambda name: typed("object", additionalProperties=named(name)),
    "by pattern": lambda name: typed("object", patternProperties={"^k": named(name)}),
    "one of": lambda name: {"oneOf": [named(name), typed("integer")]},
}


def knot(size: int, form: str, value: str = "string") -> Tree:
    """Types of which each refers to all, the last one with a field of its own."""
    wrap = FORMS[form]
    types: Tree = {
        f"T{at}": fields(**{f"t{other}": wrap(f"T{other}") for other in range(size)})
        for at in range(size)
    }
    types[f"T{size - 1}"]["properties"]["value"] = typed(value)
    return types


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [1, 2, 12])
def test_a_knot_is_compared_whole_and_once(size: int, form: str) -> None:
    old, new = knot(size, form), knot(size, form, "integer")
    for place in (sent, received):
        found = compare(place(named("T0"), types=old), place(named("T0"), types=new))
        assert {each.grade for each in found} == {Grade.BREAKING}
        assert all(each.place.endswith("/value") for each in found)
        assert len(found) <= 60
        assert compare(place(named("T0"), types=old), place(named("T0"), types=old)) == ()


def test_a_difference_of_a_type_is_told_where_it_is_nearest() -> None:
    places = [
        each.place.rpartition(" ")[2]
        for each in compare(
            received(named("T0"), types=knot(6, "plain")),
            received(named("T0"), types=knot(6, "plain", "integer")),
        )
    ]
    assert "/t5/value" in places
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    "types",
    [
        {"A": {"allOf": [named("A"), fields(v=typed("string"))]}},
        {"A": {"oneOf": [named("A"), fields(v=typed("string"))]}},
        {"A": {"not": named("A"), **fields(v=typed("string"))}},
        {"A": {"if": named("A"), "then": named("A"), **fields(v=typed("string"))}},
        {
            "A": {"oneOf": [named("B"), fields(v=typed("string"))]},
            "B": {"anyOf": [named("A"), fields(w=typed("string"))]},
        },
        {
            "A": fields(next=named("A"), v=typed("string")),
            "B": fields(next=named("B")),
            "T": {"allOf": [named("A"), named("B")]},
        },
        {
            "A": fields(kids=typed("array", items={"allOf": [named("A"), named("B")]})),
            "B": fields(
                kids=typed("array", items={"allOf": [named("B"), named("A")]}), v=typed("string")
            ),
        },
    ],
)
def test_what_is_composed_of_itself_ends(types: Tree) -> None:
    text = json.dumps(types).replace('"v": {"type": "string"}', '"v": {"type": "integer"}')
    changed = json.loads(text)
    root = named("T" if "T" in types else "A")
    assert changed != types
    for place in (sent, received):
        found = compare(place(root, types=types), place(root, types=changed))
        assert Grade.BREAKING in {each.grade for each in found}


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_change_of_any_type_that_is_reached_is_told(draw: random.Random) -> None:
    size = draw.randint(2, 7)
    edges = {
        at: {draw.randrange(size): draw.choice(list(FORMS)) for _ in range(draw.randint(0, 3))}
        for at in range(size)
    }

    def types(changed: int) -> Tree:
        return {
            f"T{at}": fields(
                **{f"t{other}": FORMS[form](f"T{other}") for other, form in edges[at].items()},
                value=typed("boolean" if at == changed else "string"),
            )
            for at in range(size)
        }

    reached, waiting = {0}, [0]
    while waiting:
        waiting += (new := edges[waiting.pop()].keys() - reached)
        reached |= new
    for at in range(size):
        before, after = (received(named("T0"), types=types(each)) for each in (-1, at))
        found = compare(before, after)
        assert bool(found) is (at in reached)
        assert {each.grade for each in found} <= {Grade.BREAKING}


def test_alternatives_of_alternatives_are_alternatives() -> None:
    number, text, truth = ({"type": name} for name in ("number", "string", "boolean"))
    inner = {"anyOf": [{**number, "minimum": 1}, {**text, "minLength": 1}]}
    old = sent({"anyOf": [{**number, "minimum": 1}, {**text, "minLength": 1}, truth]})
    assert compare(old, sent({"anyOf": [inner, truth]})) == ()
    assert compare(old, sent({"anyOf": [named("T"), truth]}, types={"T": inner})) == ()


@pytest.mark.parametrize("place", [sent, received])
def test_a_type_that_is_an_alternative_of_itself_adds_nothing(
    place: Callable[..., Tree],
) -> None:
    number = {"type": "number", "minimum": 1}
    itself = {"T": {"anyOf": [named("T"), number]}}
    each_other = {"T": {"anyOf": [named("U"), number]}, "U": {"oneOf": [named("T"), number]}}
    nothing = {"T": {"anyOf": [named("T")]}}
    whole = fields(a=named("T"))
    trees = [place(whole, types=types) for types in (itself, each_other)]
    assert compare(*trees) == ()
    assert compare(*reversed(trees)) == ()
    for tree in trees:
        bare = place(whole, types=nothing)
        worst = {each.grade for each in (*compare(bare, tree), *compare(tree, bare))}
        assert Grade.BREAKING in worst
