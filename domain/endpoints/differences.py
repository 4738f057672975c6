"""Where a contract's operation is not what was agreed, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.contracts.inference import infer_schema
from domain.contracts.model import TYPES, Json, Media, Operation, Place, Schema
from domain.endpoints.addresses import is_same_address
from domain.endpoints.records import WITHOUT_BODY, Shape

MOST_DEPTH = 20
MOST_DIFFERENCES = 100


class Rule(StrEnum):
    """How a field differs; people read `endpoints-differs-<rule>`."""

    MISSING = "missing"
    """Agreed, and not in the contract."""
    TYPE = "type"
    """Of another type than agreed."""
    OPTIONAL = "optional"
    """May be left out of a response in which it was agreed."""
    NULL = "null"
    """May be null in a response in which it was agreed as something else."""
    EXTRA = "extra"
    """A request must carry it, and it was not agreed."""
    BODY = "body"
    """The contract does not describe the body at all."""
    PATH = "path"
    """It stands at another address than agreed: behind a prefix, or with a slash at its end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: `place` is `response.items[].price`, `was` was agreed, `now` is the contract's."""

    rule: Rule
    place: str
    was: str = ""
    now: str = ""


def differences(
    shape: Shape,
    operation: Operation,
    types: Mapping[str, Schema],
    servers: Iterable[str] = (),
) -> list[Difference]:
    """All that the operation does not hold of the agreed shape, the request first.

    What a response has beyond it is no difference: it breaks nobody.
    """
    found = [*_path(shape, operation, servers), *_request(shape, operation, types)]
    if shape.response.strip():
        found += _response(shape, operation, types)
    return found[:MOST_DIFFERENCES]


def _path(shape: Shape, operation: Operation, servers: Iterable[str]) -> list[Difference]:
    if shape.is_graphql or is_same_address(shape.path, operation.path, servers):
        return []
    return [Difference(Rule.PATH, "path", shape.path, operation.path)]


def _request(shape: Shape, operation: Operation, types: Mapping[str, Schema]) -> list[Difference]:
    agreed = _example(shape.request)
    if shape.is_graphql:
        sent = _sent_in(operation, Place.ARGUMENT)
        return list(_Walk(types, is_sent=True).whole(agreed or {}, sent, "request"))
    if shape.method in WITHOUT_BODY and operation.body is None:
        sent = _sent_in(operation, Place.QUERY)
        return list(_Walk(types, is_sent=True).whole(_as_query(agreed, sent), sent, "request"))
    schema = _body_of(operation.body.media if operation.body else {})
    if schema is None:
        return [Difference(Rule.BODY, "request")] if shape.request.strip() else []
    if not shape.request.strip():
        if operation.body is None or not operation.body.required:
            return []
        agreed = {}
    return list(_Walk(types, is_sent=True).whole(agreed, schema, "request"))


def _response(shape: Shape, operation: Operation, types: Mapping[str, Schema]) -> list[Difference]:
    described = [each for each in operation.responses if _is_success(each.status)]
    described.sort(key=lambda each: each.status.upper() == "DEFAULT")  # often says how it fails
    schemas = [_body_of(each.media) for each in described]
    schema = next((each for each in schemas if each is not None), None)
    if schema is None:
        return [Difference(Rule.BODY, "response")]
    # Most of GraphQL's fields may be null and none is left out: it would be said of all of them.
    walk = _Walk(types, is_sent=False, is_certain=not shape.is_graphql)
    return list(walk.whole(_example(shape.response), schema, "response"))


def _is_success(status: str) -> bool:
    return status.upper() in {"2XX", "DEFAULT"} or status.startswith("2")


def _body_of(media: Mapping[str, Media]) -> Schema | None:
    described = {name: each.schema for name, each in media.items() if each.schema is not None}
    json_first = sorted(described, key=lambda name: "json" not in name)
    return described[json_first[0]] if json_first else None


def _sent_in(operation: Operation, place: Place) -> Schema:
    """The parameters of a place as the object that is agreed of them."""
    sent = [each for each in operation.parameters if each.place is place]
    properties: dict[str, Json] = {each.name: dict(each.schema) for each in sent}
    required: list[Json] = [each.name for each in sent if each.required]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _as_query(agreed: Json, sent: Schema) -> Json:
    """What was agreed of a query; in an address every value is text, so types do not differ."""
    if not isinstance(agreed, dict):
        return {}
    known = sent["properties"]
    names = known if isinstance(known, dict) else {}
    return {name: _untyped(value) if name in names else value for name, value in agreed.items()}


def _untyped(value: Json) -> Json:
    """The names of a value, with nothing said of types."""
    if isinstance(value, dict):
        return {name: _untyped(each) for name, each in value.items()}
    return None


def _example(text: str) -> Json:
    found: Json = json.loads(text) if text.strip() else None
    return found


@dataclass(frozen=True, slots=True)
class _View:
    """What a schema allows, with its references and compositions put together."""

    types: frozenset[str] = frozenset()
    """Empty: any."""
    properties: Mapping[str, Schema] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    items: Schema | None = None
    is_open: bool = False
    """It says nothing of its fields, or takes any."""


@dataclass(frozen=True, slots=True)
class _Walk:
    types: Mapping[str, Schema]
    is_sent: bool
    is_certain: bool = False
    """Whether it is told what a response may leave out or hold `null` for."""
    named: dict[str, _View] = field(default_factory=dict)
    """What the types allow that were looked at; one that is in itself is open there."""

    def whole(self, agreed: Json, actual: Schema, place: str) -> Iterator[Difference]:
        """Where a schema is not what an example shows."""
        return self.differ(infer_schema(agreed), actual, place, MOST_DEPTH)

    def differ(
        self, agreed: Schema, actual: Schema, place: str, depth: int
    ) -> Iterator[Difference]:
        want, have = self.view(agreed, depth), self.view(actual, depth)
        if depth == 0 or not _fits(want.types, have.types):
            if depth:
                yield Difference(Rule.TYPE, place, _said(want.types), _said(have.types))
            return
        yield from self._fields(want, have, place, depth)
        if want.items is not None and have.items is not None:
            yield from self.differ(want.items, have.items, f"{place}[]", depth - 1)

    def _fields(self, want: _View, have: _View, place: str, depth: int) -> Iterator[Difference]:
        for name, schema in want.properties.items():
            inner = f"{place}.{name}"
            if name not in have.properties:
                if not have.is_open:
                    was = _said(self.view(schema, depth).types)
                    yield Difference(Rule.MISSING, inner, was)
                continue
            yield from self.differ(schema, have.properties[name], inner, depth - 1)
            if self.is_certain and name in want.required:
                yield from self._uncertain(schema, have, name, inner, depth)
        if self.is_sent:
            for name in have.properties:
                if name in have.required and name not in want.properties:
                    now = _said(self.view(have.properties[name], depth).types)
                    yield Difference(Rule.EXTRA, f"{place}.{name}", now=now)

    def _uncertain(
        self, agreed: Schema, have: _View, name: str, place: str, depth: int
    ) -> Iterator[Difference]:
        """What an answer may hold no value for."""
        # A contract that requires nothing anywhere does not say that all may be left out.
        if have.required and name not in have.required:
            yield Difference(Rule.OPTIONAL, place)
        agreed_types = self.view(agreed, depth).types
        types = self.view(have.properties[name], depth).types
        if "null" in types and _fits(agreed_types, types) and "null" not in agreed_types:
            yield Difference(Rule.NULL, place)

    def view(self, schema: Schema, depth: int) -> _View:
        """A schema as one level of types and fields."""
        if depth == 0:
            return _View(is_open=True)
        views = [_own(schema)]
        reference = schema.get("$ref")
        if isinstance(reference, str):
            views.append(self._named(reference.removeprefix(TYPES), depth - 1))
        views += self._views(schema, "allOf", depth)
        for keyword in ("oneOf", "anyOf"):
            if branches := self._views(schema, keyword, depth):
                views.append(_any(branches))
        return _all(views)

    def _named(self, name: str, depth: int) -> _View:
        """A type of the contract, looked at once however often it is composed."""
        if name not in self.named:
            self.named[name] = _View(is_open=True)
            if name in self.types:
                self.named[name] = self.view(self.types[name], depth)
        return self.named[name]

    def _views(self, schema: Schema, keyword: str, depth: int) -> list[_View]:
        branches = schema.get(keyword)
        if not isinstance(branches, list):
            return []
        return [self.view(each, depth - 1) for each in branches if isinstance(each, dict)]


def _own(schema: Schema) -> _View:
    named = schema.get("type")
    types = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    properties = schema.get("properties")
    required, items = schema.get("required"), schema.get("items")
    return _View(
        frozenset(str(each) for each in types),
        {name: each for name, each in properties.items() if isinstance(each, dict)}
        if isinstance(properties, dict)
        else {},
        frozenset(map(str, required)) if isinstance(required, list) else frozenset(),
        items if isinstance(items, dict) else None,
        not properties and schema.get("additionalProperties") is not False,
    )


def _all(views: Iterable[_View]) -> _View:
    """What has to fit all of them."""
    views = list(views)
    typed = [each.types for each in views if each.types]
    properties = {name: each for view in views for name, each in view.properties.items()}
    return _View(
        _common(typed),
        properties,
        frozenset[str]().union(*(each.required for each in views)),
        next((each.items for each in views if each.items is not None), None),
        not properties and all(each.is_open for each in views),
    )


def _any(views: list[_View]) -> _View:
    """What has to fit one of them; `null` says nothing of fields."""
    typed = all(each.types for each in views)
    told = [each for each in views if each.types != {"null"}] or views
    return _View(
        frozenset[str]().union(*(each.types for each in views)) if typed else frozenset(),
        {name: each for view in told for name, each in view.properties.items()},
        frozenset.intersection(*(each.required for each in told)),
        next((each.items for each in told if each.items is not None), None),
        any(each.is_open for each in told),
    )


def _common(typed: list[frozenset[str]]) -> frozenset[str]:
    """The types that fit all; whole numbers are numbers as well."""
    if len(typed) < 2:  # noqa: PLR2004 - nothing to be combined
        return typed[0] if typed else frozenset()
    return frozenset.intersection(*map(_widened, typed))


def _widened(types: frozenset[str]) -> frozenset[str]:
    return types | {"integer"} if "number" in types else types


def _fits(agreed: frozenset[str], actual: frozenset[str]) -> bool:
    """Whether a value as agreed can be one of these; an example's whole number may be a number."""
    if not agreed or not actual or agreed <= {"null"}:
        return True
    return bool((agreed - {"null"}) & _widened(actual))


def _said(types: frozenset[str]) -> str:
    return " / ".join(sorted(types)) or "any"
