"""What one side takes and the other refuses is told, however deep it is composed.

Random schemas and edits of them, held against a validator that knows nothing of comparisons. What
it's asked is what a contract says: whoever sends a value sends fields that are described, a client
passes over fields of a response that it doesn't know, and `oneOf` is read as `anyOf`.
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
CLOSED: Final[Tree] = {"not": {}}


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
        extra += [{"additionalProperties": dict(CLOSED)}, {"unevaluatedProperties": dict(CLOSED)}]
        extra += [{"patternProperties": {"^[bc]$": scalar(draw)}}]
        return part | draw.choice(extra) | ({"required": needed} if needed else {})
    return {kind: [schema(draw, depth - 1) for _ in range(draw.randint(1, 3))]}


def places(part: Tree) -> list[Tree]:
    """A schema and all those in it."""
    inner = [part[key] for key in INTO if part.get(key)]
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


def edit_fields(draw: random.Random, part: Tree, named: Tree) -> None:
    """One field less, one more or another; or no other than those."""
    what = draw.choice(["less", "more", "other", "other", "closed", "rest"])
    if what == "less" and len(named) > 1:
        del named[draw.choice(list(named))]
    elif what == "closed":
        part["additionalProperties"] = dict(CLOSED)
    elif what == "rest":
        part["additionalProperties"] = scalar(draw)
    else:
        named[draw.choice(NAMES if what == "more" else list(named))] = scalar(draw)


def wrap(draw: random.Random, part: Tree) -> None:
    """Make a schema the part of a composition, alone or beside another."""
    inner, key = dict(part), draw.choice(COMPOSED)
    part.clear()
    part[key] = [inner] if key == "allOf" or draw.random() < 0.5 else [inner, scalar(draw)]


def edit(draw: random.Random, whole: Tree) -> None:
    """Change one thing somewhere in a schema."""
    found = places(whole)
    objects = [each for each in found if "properties" in each]
    if objects and draw.random() < 0.5:
        part = draw.choice(objects)
        edit_fields(draw, part, part["properties"])
        return
    part = draw.choice(found)
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
    if part.get("type") == "object":
        likely, rest = part.get("required", []), part.get("additionalProperties", CLOSED)
        rest = next(iter(part.get("patternProperties", {}).values()), rest)
        others = {} if rest == CLOSED else dict.fromkeys(NAMES, rest)
        return {
            name: instance(draw, each, types, depth - 1)
            for name, each in (others | part["properties"]).items()
            if draw.random() < (0.9 if name in likely else 0.5)
        }
    if part.get("type") == "array":
        return [instance(draw, part["items"], types, depth - 1) for _ in range(draw.randint(0, 3))]
    return draw.choice(VALUES)


def described(part: Tree, *, is_whole: bool = True) -> Tree:
    """A schema that takes fields only where it describes them; a part of a whole leaves it that."""
    found = dict(part)
    for key in INTO[:2]:
        if key in part:
            found[key] = described(part[key])
    for key in ("properties", "patternProperties"):
        if key in part:
            found[key] = {name: described(each) for name, each in part[key].items()}
    if "prefixItems" in part:
        found["prefixItems"] = [described(each) for each in part["prefixItems"]]
    for key in COMPOSED:
        if key in part:
            found[key] = [described(each, is_whole=False) for each in part[key]]
    return found | {"unevaluatedProperties": False} if is_whole else found


def tolerant(part: Any) -> Any:
    """A schema as a client reads by it: fields that it doesn't know are passed over."""
    if isinstance(part, list):
        return [tolerant(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: each if key in {"not", "if"} else tolerant(each)
        for key, each in part.items()
        if not (key in {"additionalProperties", "unevaluatedProperties"} and each == CLOSED)
    }


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
    tried = [instance(draw, *draw.choice([(old, types), (new, later)])) for _ in range(40)]
    for place, one, other in (
        (sent, (old, types), (new, later)),
        (received, (new, later), (old, types)),
    ):
        says = validator(described(one[0]), inner(one[1]))
        takes = validator(*(map(tolerant, other) if place is received else other))
        lost = [each for each in tried if says.is_valid(each) and not takes.is_valid(each)]
        found = compare(place(old, types=types), place(new, types=later))
        graver = {each.rule for each in found if each.grade is Grade.RISKY} & RISKY
        breaks = graver or Grade.BREAKING in {each.grade for each in found}
        assert breaks or not lost, (found, old, new, types, later, lost, place)


def inner(types: Tree) -> Tree:
    return {name: described(each, is_whole=False) for name, each in types.items()}


@settings(max_examples=200)
@given(st.randoms(use_true_random=False))
def test_breaking_is_never_hidden_by_composition(draw: random.Random) -> None:
    check(draw)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 20_000, 1_000))
def test_breaking_is_never_hidden_in_many(first: int) -> None:
    for seed in range(first, first + 1_000):
        check(random.Random(seed))
