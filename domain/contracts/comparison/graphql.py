"""Two GraphQL schemas against each other.

graphql-core's change finders (those of the reference implementation) say what is breaking,
dangerous and safe; deprecation, which they leave out, is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import GraphQLSchema, build_schema
from graphql.utilities.find_schema_changes import SafeChangeType, find_schema_changes

from domain.contracts.changes import Change
from domain.contracts.comparison.rules import GRADES
from domain.contracts.comparison.sides import references
from domain.contracts.model import ROOTS, SDL_TYPE, Contract, Json, Schema

NAME: Final = r"@?[_A-Za-z][_0-9A-Za-z]*"
COORDINATE: Final = re.compile(rf"{NAME}\.{NAME}(?:\({NAME}:\))?|@{NAME[2:]}\({NAME}:\)")
FROM_TO: Final = re.compile(r" from (.*) to (.*)\.$", re.DOTALL)
MEMBER: Final = re.compile(rf"^({NAME}) was (?:added to|removed from) union type ({NAME})\.$")
INTERFACE: Final = re.compile(
    rf"^(?:({NAME}) added to interfaces implemented by ({NAME})\.|"
    rf"({NAME}) no longer implements interface ({NAME})\.)$"
)
LOCATION: Final = re.compile(r"^(\w+) was (?:added to|removed from) (@\w+)\.$")
SUBJECT: Final = re.compile(NAME)
WORD: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
OF_ITSELF: Final = (
    "Standard scalar ",
    *(f"{name} was added" for name in ("Boolean", "Float", "ID", "Int", "String")),
)
"""How a change begins that is about a type which every schema may use."""
REMOVED: Final = re.compile(r"(?:removed|no longer)")


def compare_graphql(old: Contract, new: Contract) -> Iterator[Change]:
    """What changed between two schemas, by coordinate, with the operations that it touches."""
    schemas = _schema(old), _schema(new)
    touching = _Touching(old), _Touching(new)
    for found in find_schema_changes(*schemas):
        if found.type is SafeChangeType.DESCRIPTION_CHANGED:
            continue
        if found.description.startswith(OF_ITSELF):
            continue  # it is there as soon as it is used
        rule = f"graphql-{found.type.name.lower().replace('_', '-')}"
        if rule not in GRADES:  # additions that are graded otherwise elsewhere
            rule = "graphql-field-added"
        yield _change(rule, found.description, schemas, touching)
    yield from _deprecations(*schemas, touching)


def _schema(contract: Contract) -> GraphQLSchema:
    return build_schema(contract.sdl, assume_valid=True, assume_valid_sdl=True)


def _change(
    rule: str,
    description: str,
    schemas: tuple[GraphQLSchema, GraphQLSchema],
    touching: tuple[_Touching, _Touching],
) -> Change:
    coordinate, was, is_ = _parsed(rule, description)
    touches = dict.fromkeys(
        key
        for schema, each in zip(schemas, touching, strict=True)
        for key in each.of(coordinate, schema)
    )
    return Change(rule, GRADES[rule], coordinate, "", was, is_, {}, tuple(touches))


def _parsed(rule: str, description: str) -> tuple[str, str, str]:
    """The coordinate that a description names, what it was and is."""
    gone = REMOVED.search(description) is not None
    member = MEMBER.match(description)
    if member:
        return (member[2], member[1], "") if gone else (member[2], "", member[1])
    location = LOCATION.match(description)
    if location and rule.startswith("graphql-directive-location"):
        return (location[2], location[1], "") if gone else (location[2], "", location[1])
    interface = INTERFACE.match(description)
    if interface:
        named = interface[3] or interface[2]
        other = interface[4] or interface[1]
        return (named, other, "") if gone else (named, "", other)
    exact = COORDINATE.search(description)
    changed = FROM_TO.search(description)
    subject = exact[0] if exact else _subject(description)
    if changed:
        return subject, changed[1], changed[2]
    default = description.partition(" added a defaultValue ")[2].removesuffix(".")
    return subject, "", default


def _subject(description: str) -> str:
    words = description.removeprefix("Directive ")
    words = words.removeprefix("Repeatable flag was removed from ")
    words = words.removeprefix("Repeatable flag was added to ")
    found = SUBJECT.match(words)
    return found[0] if found else ""


class _Touching:
    """Which operations reach which types of a contract."""

    def __init__(self, contract: Contract) -> None:
        edges = {name: _named(schema) for name, schema in contract.types.items()}
        self._reached: dict[str, list[str]] = {}
        for operation in contract.operations:
            start: set[str] = set()
            for parameter in operation.parameters:
                start |= _named(parameter.schema)
            for response in operation.responses:
                for media in response.media.values():
                    start |= _named(media.schema or {})
            for name in _closure(start, edges):
                self._reached.setdefault(name, []).append(operation.key)
        self._keys = {operation.key for operation in contract.operations}

    def of(self, coordinate: str, schema: GraphQLSchema) -> list[str]:
        """The keys of the operations that a coordinate is part of."""
        type_name, _, rest = coordinate.partition(".")
        root = _roots(schema).get(type_name)
        if root is None:
            return self._reached.get(type_name, [])
        key = f"{root}.{rest.partition('(')[0]}"
        return [key] if key in self._keys else []


def _roots(schema: GraphQLSchema) -> dict[str, str]:
    """The names of the root types in this schema, to those in keys."""
    given = (
        (schema.query_type, ROOTS["QUERY"]),
        (schema.mutation_type, ROOTS["MUTATION"]),
        (schema.subscription_type, ROOTS["SUBSCRIPTION"]),
    )
    return {each.name: root for each, root in given if each is not None}


def _named(schema: Schema) -> set[str]:
    """The types that a schema names, those of the arguments of its fields among them."""
    names = references(schema)
    stack: list[Json] = [schema]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            written = each.get(SDL_TYPE)
            if isinstance(written, str):
                names.update(WORD.findall(written))
            stack += each.values()
        elif isinstance(each, list):
            stack += each
    return names


def _closure(start: set[str], edges: Mapping[str, set[str]]) -> set[str]:
    reached = set(start)
    waiting = list(start)
    while waiting:
        for name in edges.get(waiting.pop(), set()) - reached:
            reached.add(name)
            waiting.append(name)
    return reached


def _deprecations(
    old: GraphQLSchema, new: GraphQLSchema, touching: tuple[_Touching, _Touching]
) -> Iterator[Change]:
    before, after = dict(_reasons(old)), dict(_reasons(new))
    for coordinate, reason in after.items():
        was = before.get(coordinate)
        if coordinate not in before or (was is None) == (reason is None):
            continue
        rule = "graphql-reactivated" if reason is None else "graphql-deprecated"
        touches = tuple(touching[1].of(coordinate, new))
        yield Change(rule, GRADES[rule], coordinate, "", was or "", reason or "", {}, touches)


def _reasons(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Each field, argument and value with the reason for which it is deprecated, if it is."""
    for name, each in schema.type_map.items():
        if name.startswith("__"):
            continue
        parts: dict[str, Any] = getattr(each, "fields", None) or getattr(each, "values", {})
        for part, given in parts.items():
            yield f"{name}.{part}", given.deprecation_reason
            for argument, inner in getattr(given, "args", {}).items():
                yield f"{name}.{part}({argument}:)", inner.deprecation_reason
