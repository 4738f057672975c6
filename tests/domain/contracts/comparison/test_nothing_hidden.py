"""What one side takes and the other refuses is told, however deep it is composed.

Random schemas and edits of them, held against a validator that knows nothing of comparisons. Two
things it sees are no news here: `oneOf` is read as `anyOf`, as clients do, and a field that was
not described before may be described now.
"""

from __future__ import annotations

import copy
import json
import random
from typing import Any, Final

import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st

from domain.contracts.changes import Grade
from tests.domain.contracts.comparison.trees import Tree, compare, named, received, sent

NAMES: Final = "abc"
VALUES: Final[tuple[Any, ...]] = ("", "x", "yy", "zzz", 0, 1, 2, 3, -1, 1.5, True, False, None)
KEYWORDS: Final = {
    "string": ("minLength", "maxLength"),
    "integer": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    "number": ("minimum", "exclusiveMaximum"),
    "boolean": (),
}
RISKY: Final = frozenset({"response-enum-value-added"})
"""What is risky although a client may meet what it did not expect."""
COMPOSED: Final = ("allOf", "anyOf", "oneOf")
INTO: Final = ("items", "additionalProperties", "not", "contains")


def scalar(draw: random.Random) -> Tree:
    kind = draw.choice(list(KEYWORDS))
    schema: Tree = {"type": [kind, "null"] if draw.random() < 0.2 else kind}
    if KEYWORDS[kind] and draw.random() < 0.4:
        schema[draw.choice(KEYWORDS[kind])] = draw.choice([1, 2])
    if kind == "string" and draw.random() < 0.3:
        schema["enum"] = draw.sample(["x", "yy", "zzz"], 2)
    return schema


def schema(draw: random.Random, depth: int) -> Tree:
    if depth <= 0 or draw.random() < 0.2:
        return scalar(draw)
    kind = draw.choice(["object", "object", "array", "array", "allOf", "anyOf", "oneOf", "type"])
    if kind == "type":
        return named(draw.choice("TU"))
    if kind == "array":
        part: Tree = {"type": "array", "items": schema(draw, depth - 1)}
        extra: list[Tree] = [
            {},
            {"minItems": 1},
            {"prefixItems": [scalar(draw)]},
            {"contains": scalar(draw)},
        ]
        return part | draw.choice(extra)
    if kind == "object":
        fields = {name: schema(draw, depth - 1) for name in draw.sample(NAMES, 2)}
        needed = [name for name in fields if draw.random() < 0.4]
        part = {"type": "object", "properties": fields}
        extra = [{}, {}, {"additionalProperties": scalar(draw)}, {"not": {"required": ["c"]}}]
        extra += [{"if": {"required": ["a"]}, "then": {"required": ["b"]}}]
        return part | draw.choice(extra) | ({"required": needed} if needed else {})
    return {kind: [schema(draw, depth - 1) for _ in range(draw.randint(1, 3))]}


def places(part: Tree) -> list[Tree]:
    """A schema and all those in it."""
    inner = [part[key] for key in INTO if key in part]
    inner += part.get("properties", {}).values()
    inner += [each for key in (*COMPOSED, "prefixItems") for each in part.get(key, ())]
    return [part, *(found for each in inner for found in places(each))]


def edit_parts(draw: random.Random, parts: list[Tree]) -> None:
    """One part of a composition more, one less, or another."""
    at, what = draw.randrange(len(parts)), draw.choice(["more", "less", "other"])
    if what == "more":
        parts.append(scalar(draw))
    elif what == "less" and len(parts) > 1:
        parts.pop(at)
    else:
        parts[at] = scalar(draw)


def wrap(draw: random.Random, part: Tree) -> None:
    """Make a schema the part of a composition, alone or beside another."""
    inner, key = dict(part), draw.choice(COMPOSED)
    part.clear()
    part[key] = [inner] if key == "allOf" or draw.random() < 0.5 else [inner, scalar(draw)]


def edit(draw: random.Random, whole: Tree) -> None:
    """Change one thing somewhere in a schema."""
    part = draw.choice(places(whole))
    key = draw.choice(list(part))
    value = part[key]
    if key in COMPOSED:
        edit_parts(draw, value)
    elif draw.random() < 0.2 and not any(each in part for each in COMPOSED):
        wrap(draw, part)
    elif key in INTO:
        part[key] = scalar(draw)
    elif key == "properties":
        value[draw.choice(list(value))] = scalar(draw)
    elif key == "required":
        part[key] = draw.sample(list(part.get("properties", "ab")), draw.randint(0, 1))
    elif isinstance(value, int):
        part[key] = value + 1
    elif key in {"enum", "minItems", "if"}:
        del part[key]
    else:
        new = scalar(draw)
        part.clear()
        part.update(new)


def instance(draw: random.Random, part: Tree, types: Tree, depth: int = 4) -> Any:  # noqa: PLR0911 - one line for each form
    """A value that may well be valid."""
    if depth <= 0 or draw.random() < 0.1:
        return draw.choice(VALUES)
    if "$ref" in part:
        return instance(draw, types[part["$ref"][-1]], types, depth - 1)
    for key in ("anyOf", "oneOf"):
        if key in part:
            return instance(draw, draw.choice(part[key]), types, depth - 1)
    if "allOf" in part:
        values = [instance(draw, each, types, depth - 1) for each in part["allOf"]]
        objects = [each for each in values if isinstance(each, dict)]
        return {key: each for one in objects for key, each in one.items()} or values[0]
    if "enum" in part:
        return draw.choice(part["enum"])
    if part["type"] == "object":
        likely = part.get("required", [])
        return {
            name: instance(draw, each, types, depth - 1)
            for name, each in part["properties"].items()
            if draw.random() < (0.9 if name in likely else 0.5)
        }
    if part["type"] == "array":
        return [instance(draw, part["items"], types, depth - 1) for _ in range(draw.randint(0, 3))]
    return draw.choice(VALUES)


def validator(root: Tree, types: Tree) -> jsonschema_rs.Draft202012Validator:
    text = json.dumps({**root, "components": {"schemas": types}})
    return jsonschema_rs.Draft202012Validator(json.loads(text.replace('"oneOf"', '"anyOf"')))


def check(draw: random.Random) -> None:
    types = {name: schema(draw, 2) for name in "TU"}
    types["U"] = {"type": "object", "properties": {"a": types["U"], "next": named("T")}}
    if "$ref" in json.dumps(types["T"]):  # what is an alternative of itself means nothing
        types["T"] = {"type": "array", "items": types["T"]}
    old: Tree = {"type": "object", "properties": {"a": schema(draw, 3), "b": named("U")}}
    new, later = copy.deepcopy(old), copy.deepcopy(types)
    edit(draw, draw.choice([new["properties"]["a"], later["T"], later["U"]["properties"]["a"]]))
    before, after = validator(old, types), validator(new, later)
    tried = [instance(draw, *draw.choice([(old, types), (new, later)])) for _ in range(40)]
    verdicts = [(before.is_valid(value), after.is_valid(value)) for value in tried]
    for place, loss in ((sent, (True, False)), (received, (False, True))):
        found = compare(place(old, types=types), place(new, types=later))
        if loss in verdicts and not any(each.rule.endswith("property-added") for each in found):
            graver = {each.rule for each in found if each.grade is Grade.RISKY} & RISKY
            assert graver or Grade.BREAKING in {each.grade for each in found}, (found, old, new)


@settings(deadline=None, max_examples=200)
@given(st.randoms(use_true_random=False))
def test_breaking_is_never_hidden_by_composition(draw: random.Random) -> None:
    check(draw)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 20_000, 1_000))
def test_breaking_is_never_hidden_in_many(first: int) -> None:
    for seed in range(first, first + 1_000):
        check(random.Random(seed))
