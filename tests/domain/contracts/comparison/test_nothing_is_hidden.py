"""Nothing that breaks is hidden: values that no longer fit are looked for, and each must be told.

A schema and an edited one are made up, and then a value: one that a response may hold now and no
client expects, or one that clients were right to send and that is not valid any more. Where there
is such a value, a comparison that calls everything safe is wrong.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import jsonschema_rs
import pytest
from hypothesis import given, settings, strategies as st

from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract
from domain.contracts.reading.documents import read_document

Schema = Any  # a JSON Schema, as JSON
ATTEMPTS: Final = 60
"""Values that are tried of each pair."""
NAMES: Final = ("a", "b", "c")
TEXTS: Final = ("", "x", "y", "z", "w", "xx", "xyz", "xyzw", "xyzwv")
COMPOSITIONS: Final = ("allOf", "anyOf", "oneOf")
BOUNDS: Final = ("minimum", "maximum", "minLength", "maxLength", "maxItems")


def leaf(draw: random.Random) -> Schema:
    low, high = draw.randint(0, 2), draw.randint(3, 6)
    return draw.choice(
        [
            *({"type": name} for name in ("string", "integer", "number", "boolean")),
            {"type": ["string", "null"]},
            {"type": ["integer", "string"]},
            {"type": "string", "enum": draw.sample(TEXTS[1:4], draw.randint(1, 3))},
            {"type": "integer", "minimum": low, "maximum": high},
            {"type": "string", "minLength": low, "maxLength": high},
        ]
    )


def mapping(draw: random.Random, depth: int) -> Schema:
    names = draw.sample(NAMES, draw.randint(1, 3))
    made = {"type": "object", "properties": {each: schema(draw, depth - 1) for each in names}}
    required = [each for each in names if draw.random() < 0.5]
    return made | ({"required": required} if required else {})


def schema(draw: random.Random, depth: int) -> Schema:
    kind = "leaf" if depth <= 0 else draw.choice(["leaf", "mapping", "mapping", "list", "some"])
    if kind == "leaf":
        return leaf(draw)
    if kind == "mapping":
        return mapping(draw, depth)
    if kind == "list":
        bound = {"maxItems": draw.randint(1, 3)} if draw.random() < 0.3 else {}
        return {"type": "array", "items": schema(draw, depth - 1)} | bound
    keyword = draw.choice(COMPOSITIONS)
    make = mapping if keyword == "allOf" else schema
    return {keyword: [make(draw, depth - 1) for _ in range(2)]}


def parts(of: Schema) -> Iterator[Schema]:
    """The schema, and all within it."""
    yield of
    inner = [*of.get("properties", {}).values(), *([of["items"]] if "items" in of else [])]
    for each in (*inner, *(part for keyword in COMPOSITIONS for part in of.get(keyword, []))):
        yield from parts(each)


def replaced(part: Schema, draw: random.Random) -> None:
    other = schema(draw, 1)
    part.clear()
    part.update(other)


def with_other_fields(part: Schema, draw: random.Random) -> None:
    fields = part.get("properties", {})
    if fields and draw.random() < 0.5:
        fields.pop(draw.choice(sorted(fields)))
    elif fields:
        fields[draw.choice([*NAMES, "d"])] = leaf(draw)


def otherwise_required(part: Schema, draw: random.Random) -> None:
    if "properties" in part:
        part["required"] = [each for each in part["properties"] if draw.random() < 0.5]


def otherwise_bounded(part: Schema, draw: random.Random) -> None:
    for bound in BOUNDS:
        if bound in part:
            part[bound] = max(0, part[bound] + draw.choice([-1, 1]))
    if "enum" in part:
        part["enum"] = draw.sample(TEXTS[1:5], draw.randint(1, 4))


def otherwise_null(part: Schema, _draw: random.Random) -> None:
    if isinstance(part.get("type"), list):
        part["type"] = part["type"][0]
    elif "type" in part:
        part["type"] = [part["type"], "null"]
        if "enum" in part:
            part["enum"].append(None)


def otherwise_composed(part: Schema, draw: random.Random) -> None:
    for keyword in COMPOSITIONS:
        if keyword in part and len(part[keyword]) > 1 and draw.random() < 0.5:
            part[keyword].pop()
        elif keyword in part:
            part[keyword].append(mapping(draw, 1) if keyword == "allOf" else leaf(draw))


def wrapped(part: Schema, draw: random.Random) -> None:
    inner, keyword = dict(part), draw.choice(COMPOSITIONS)
    if any(each in inner for each in COMPOSITIONS):
        return
    part.clear()
    part[keyword] = [inner]
    if keyword != "allOf" and draw.random() < 0.5:
        part[keyword].append(leaf(draw))


EDITS: Final[Sequence[Callable[[Schema, random.Random], None]]] = (
    replaced,
    with_other_fields,
    otherwise_required,
    otherwise_bounded,
    otherwise_null,
    otherwise_composed,
    wrapped,
)


def edited(of: Schema, draw: random.Random) -> Schema:
    made = copy.deepcopy(of)
    for _ in range(draw.choice([1, 1, 2])):
        draw.choice(EDITS)(draw.choice(list(parts(made))), draw)
    return made


def value(of: Schema, draw: random.Random) -> Any:  # Any: JSON
    """A value that is likely to fit, or to miss by a little."""
    for keyword in ("anyOf", "oneOf"):
        if keyword in of:
            return value(draw.choice(of[keyword]), draw)
    if "allOf" in of:
        made = [value(each, draw) for each in of["allOf"]]
        fields = [each for each in made if isinstance(each, dict)]
        return {name: each for one in fields for name, each in one.items()} if fields else made[0]
    if "enum" in of:
        return draw.choice(of["enum"])
    given = of.get("type", "object")
    return _of_type(draw.choice(given) if isinstance(given, list) else given, of, draw)


def _of_type(kind: str, of: Schema, draw: random.Random) -> Any:  # Any: JSON
    if kind == "object":
        fields, needed = of.get("properties", {}), of.get("required", [])
        kept = [name for name in fields if name in needed or draw.random() < 0.6]
        return {name: value(fields[name], draw) for name in kept}
    if kind == "array":
        return [value(of.get("items", {}), draw) for _ in range(draw.randint(0, 4))]
    plain = {"integer": range(-1, 9), "number": (2.5, 1, -0.5), "boolean": (True, False)}
    return draw.choice({"string": TEXTS, "null": (None,), **plain}[kind])


def validator(of: Schema) -> jsonschema_rs.Draft202012Validator:
    """`oneOf` counts as `anyOf`: whether alternatives overlap is no matter of compatibility."""
    return jsonschema_rs.Draft202012Validator(
        json.loads(json.dumps(of).replace('"oneOf"', '"anyOf"'))
    )


def witness(right: Schema, wrong: Schema, draw: random.Random) -> list[Any]:
    """A value that fits the one and not the other, if one is found."""
    fits, misses = validator(right), validator(wrong)
    made = (value(right, draw) for _ in range(ATTEMPTS))
    return [each for each in made if fits.is_valid(each) and not misses.is_valid(each)][:1]


def contract(of: Schema, *, is_sent: bool) -> Contract:
    content = {"content": {"application/json": {"schema": of}}}
    answer = {"description": "fine"} | ({} if is_sent else content)
    operation: dict[str, Any] = {"responses": {"200": answer}}
    if is_sent:
        operation["requestBody"] = {"required": True} | content
    tree = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
    return read_document(
        json.dumps(tree | {"paths": {"/p": {"post": operation}}}).encode()
    ).contract


def compare(old: Schema, new: Schema, *, is_sent: bool) -> tuple[Change, ...]:
    return compare_contracts(contract(old, is_sent=is_sent), contract(new, is_sent=is_sent))


def check(seed: int) -> None:
    draw = random.Random(seed)
    old = schema(draw, 3)
    new = edited(old, draw)
    for is_sent in (False, True):
        right, wrong = (old, new) if is_sent else (new, old)
        found = witness(right, wrong, draw)
        if found:
            changes = compare(old, new, is_sent=is_sent)
            assert any(each.grade is not Grade.SAFE for each in changes), (found, old, new, changes)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32))
def test_what_fits_no_longer_is_told(seed: int) -> None:
    check(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, 20_000, 1_000))
def test_what_fits_no_longer_is_told_of_many(first: int) -> None:
    for seed in range(first, first + 1_000):
        check(seed)


def test_a_new_alternative_that_is_like_an_old_one_is_told_with_what_it_adds() -> None:
    known, other = ({"type": "string", "enum": [each]} for each in ("x", "y"))
    numbers = {"type": "array", "items": {"type": "integer"}}
    changes = compare(
        {"oneOf": [numbers, known]}, {"oneOf": [numbers, known, other]}, is_sent=False
    )
    assert [(each.rule, each.grade) for each in changes] == [
        ("response-enum-value-added", Grade.RISKY)
    ]
