"""Two GraphQL schemas against each other.

graphql-core's change finders (those of the reference implementation) say what is breaking,
dangerous and safe; deprecation, which they leave out, is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLSchema,
    build_schema,
    get_named_type,
    is_abstract_type,
    is_input_object_type,
    print_ast,
)
from graphql.utilities.find_schema_changes import SafeChangeType, find_schema_changes
from graphql.utilities.get_default_value_ast import get_default_value_ast

from domain.contracts.changes import Change
from domain.contracts.comparison.rules import GRADES
from domain.contracts.model import ROOTS, Contract

NAME: Final = r"@?[_A-Za-z][_0-9A-Za-z]*"
COORDINATE: Final = re.compile(
    rf"(?<![@\w])(?:{NAME}\.{NAME}(?:\({NAME}:\))?|@{NAME[2:]}\({NAME}:\))"
)
MEMBER: Final = re.compile(rf"^({NAME}) was (?:added to|removed from) union type ({NAME})\.$")
INTERFACE: Final = re.compile(
    rf"^(?:({NAME}) added to interfaces implemented by ({NAME})\.|"
    rf"({NAME}) no longer implements interface ({NAME})\.)$"
)
LOCATION: Final = re.compile(r"^(\w+) was (?:added to|removed from) (@\w+)\.$")
SUBJECT: Final = re.compile(NAME)
OF_ITSELF: Final = (
    "Standard scalar ",
    *(f"{name} was added" for name in ("Boolean", "Float", "ID", "Int", "String")),
)
"""Beginnings of changes that are about a type which every schema may use."""
EXECUTABLE: Final = frozenset(
    {
        *("QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION"),
        *("FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION"),
    }
)
"""Places in which clients write directives."""
REMOVED: Final = re.compile(r"(?:removed|no longer)")


def compare_graphql(old: Contract, new: Contract) -> Iterator[Change]:
    """Compare two schemas by coordinate; each change names the operations it touches."""
    schemas = _schema(old), _schema(new)
    touching = _Touching(old, schemas[0]), _Touching(new, schemas[1])
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
    yield from _choices(*schemas, touching)


def _schema(contract: Contract) -> GraphQLSchema:
    return build_schema(contract.sdl, assume_valid=True, assume_valid_sdl=True)


def _change(
    rule: str,
    description: str,
    schemas: tuple[GraphQLSchema, GraphQLSchema],
    touching: tuple[_Touching, _Touching],
) -> Change:
    coordinate, was, is_ = _parsed(rule, description)
    if rule.startswith("graphql-field-") and _is_sent(schemas[0], coordinate):
        rule = rule.replace("-field-", "-input-field-", 1)
    if rule == "graphql-field-changed-kind" and was.replace("!", "") == is_.replace("!", ""):
        rule = "graphql-field-became-nullable"
    if "default-value" in rule:
        was, is_ = (_default(schema, coordinate) for schema in schemas)
    return _graded(rule, coordinate, was, is_, touching)


def _graded(
    rule: str, coordinate: str, was: str, is_: str, touching: tuple[_Touching, _Touching]
) -> Change:
    touches = dict.fromkeys(key for each in touching for key in each.of(coordinate))
    return Change(rule, GRADES[rule], coordinate, "", was, is_, {}, tuple(touches))


def _is_sent(schema: GraphQLSchema, coordinate: str) -> bool:
    """Tell whether it is a field of an input: clients send it, and do not ask for it."""
    return is_input_object_type(schema.type_map.get(coordinate.partition(".")[0]))


def _default(schema: GraphQLSchema, coordinate: str) -> str:
    """Return the default at a coordinate, as GraphQL writes it; "" where there is none."""
    name, _, argument = coordinate.rstrip(":)").partition("(")
    if name.startswith("@"):
        owner: Any = schema.get_directive(name[1:])
    else:
        kind, _, field = name.partition(".")
        owner = _fields(schema.type_map.get(kind)).get(field)
    given = getattr(owner, "args", {}).get(argument) if argument else owner
    written = None if given is None else get_default_value_ast(given)
    return "" if written is None else print_ast(written)


def _parsed(rule: str, description: str) -> tuple[str, str, str]:
    """Return the coordinate that a description names, what it was and is."""
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
    subject = exact[0] if exact else _subject(description)
    return (subject, *_from_to(description))


def _from_to(description: str) -> tuple[str, str]:
    """Read what something was and is now: "... from Int to Int!."."""
    rest = description.partition(" from ")[2]
    was, to, now = rest.removesuffix(".").rpartition(" to ")
    return (was, now) if to and rest.endswith(".") else ("", "")


def _subject(description: str) -> str:
    words = description.removeprefix("Directive ")
    words = words.removeprefix("Repeatable flag was removed from ")
    words = words.removeprefix("Repeatable flag was added to ")
    found = SUBJECT.match(words)
    return found[0] if found else ""


class _Touching:
    """Which operations reach which types of a contract."""

    def __init__(self, contract: Contract, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._keys = [operation.key for operation in contract.operations]
        self._roots = _roots(schema)
        edges = {name: _edges(each, schema) for name, each in schema.type_map.items()}
        known = set(self._keys)
        self._reached: dict[str, list[str]] = {}
        for name, root in self._roots.items():
            for field, given in _fields(schema.type_map[name]).items():
                key = f"{root}.{field}"
                if key in known:
                    self._note(key, _closure(_named(given), edges))

    def _note(self, key: str, names: set[str]) -> None:
        """Note that a client may ask an object for what it has of an interface."""
        interfaces = {
            each.name
            for name in names
            for each in getattr(self._schema.type_map.get(name), "interfaces", ())
        }
        for name in names | interfaces:
            self._reached.setdefault(name, []).append(key)

    def of(self, coordinate: str) -> list[str]:
        """Return the keys of the operations that a coordinate is part of."""
        type_name, _, rest = coordinate.partition(".")
        if coordinate.startswith("@"):
            return self._keys if self._is_written_by_clients(coordinate) else []
        root = self._roots.get(type_name)
        if root is None:
            return self._reached.get(type_name, [])
        key = f"{root}.{rest.partition('(')[0]}"
        return [each for each in self._keys if each == key or (not rest and _is_of(each, root))]

    def _is_written_by_clients(self, coordinate: str) -> bool:
        found = self._schema.get_directive(coordinate[1:].partition("(")[0])
        return found is not None and any(each.name in EXECUTABLE for each in found.locations)


def _is_of(key: str, root: str) -> bool:
    return key.startswith(f"{root}.")


def _roots(schema: GraphQLSchema) -> dict[str, str]:
    """Return the names of the root types in this schema, to those in keys."""
    given = (
        (schema.query_type, ROOTS["QUERY"]),
        (schema.mutation_type, ROOTS["MUTATION"]),
        (schema.subscription_type, ROOTS["SUBSCRIPTION"]),
    )
    return {each.name: root for each, root in given if each is not None}


def _fields(kind: Any) -> dict[str, Any]:  # Any: of objects, interfaces and inputs alike
    return getattr(kind, "fields", None) or {}


def _named(field: Any) -> set[str]:  # Any: a field of an object or of an input
    """Return the types that a field names, those of its arguments among them."""
    given = (field, *getattr(field, "args", {}).values())
    return {get_named_type(each.type).name for each in given}


def _edges(kind: Any, schema: GraphQLSchema) -> set[str]:  # Any: a type of any kind
    """Return the types that a client of a type gets to, by way of interfaces as well."""
    names = {name for field in _fields(kind).values() for name in _named(field)}
    if is_abstract_type(kind):
        names |= {each.name for each in schema.get_possible_types(kind)}
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
        if coordinate not in before or was == reason:
            continue
        rule = "graphql-deprecated" if was is None else "graphql-deprecation-explained"
        rule = "graphql-reactivated" if reason is None else rule
        yield _graded(rule, coordinate, was or "", reason or "", touching)


def _choices(
    old: GraphQLSchema, new: GraphQLSchema, touching: tuple[_Touching, _Touching]
) -> Iterator[Change]:
    """List inputs of which exactly one field is sent (`@oneOf`)."""
    for name in sorted(old.type_map.keys() & new.type_map.keys()):
        was, is_ = (getattr(one.type_map[name], "is_one_of", None) for one in (old, new))
        if was is not None and is_ is not None and was != is_:
            rule = "graphql-input-became-choice" if is_ else "graphql-input-became-no-choice"
            yield _graded(rule, name, "", "", touching)


def _reasons(schema: GraphQLSchema) -> Iterator[tuple[str, str | None]]:
    """Return fields, arguments and values that are deprecated, with the reason."""
    for name, each in schema.type_map.items():
        if name.startswith("__"):
            continue
        parts: dict[str, Any] = getattr(each, "fields", None) or getattr(each, "values", {})
        for part, given in parts.items():
            yield f"{name}.{part}", given.deprecation_reason
            for argument, inner in getattr(given, "args", {}).items():
                yield f"{name}.{part}({argument}:)", inner.deprecation_reason
