"""Where a contract's operation is not what was agreed, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.contracts.inference import infer_schema
from domain.contracts.model import Json, Media, Operation, Place, Schema
from domain.endpoints.addresses import is_same_address
from domain.endpoints.records import WITHOUT_BODY, Shape
from domain.endpoints.views import View, Views, fits, said

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
    READ_ONLY = "read-only"
    """Agreed to be sent, and the contract has only the server set it."""
    WRITE_ONLY = "write-only"
    """Agreed to come back, and the contract only takes it."""
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
        return list(_Walk(Views(types), is_sent=True).whole(agreed or {}, sent, "request"))
    if shape.method in WITHOUT_BODY and operation.body is None:
        sent = _sent_in(operation, Place.QUERY)
        return list(
            _Walk(Views(types), is_sent=True).whole(_as_query(agreed, sent), sent, "request")
        )
    schema = _body_of(operation.body.media if operation.body else {})
    if schema is None:
        return [Difference(Rule.BODY, "request")] if shape.request.strip() else []
    if not shape.request.strip():
        if operation.body is None or not operation.body.required:
            return []
        agreed = {}
    return list(_Walk(Views(types), is_sent=True).whole(agreed, schema, "request"))


def _response(shape: Shape, operation: Operation, types: Mapping[str, Schema]) -> list[Difference]:
    described = [each for each in operation.responses if _is_success(each.status)]
    described.sort(key=lambda each: each.status.upper() == "DEFAULT")  # often says how it fails
    schemas = [_body_of(each.media) for each in described]
    schema = next((each for each in schemas if each is not None), None)
    if schema is None:
        return [Difference(Rule.BODY, "response")]
    # Most of GraphQL's fields may be null and none is left out: it would be said of all of them.
    walk = _Walk(Views(types), is_sent=False, is_certain=not shape.is_graphql)
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
class _Walk:
    views: Views
    is_sent: bool
    is_certain: bool = False
    """Whether it is told what a response may leave out or hold `null` for."""

    def whole(self, agreed: Json, actual: Schema, place: str) -> Iterator[Difference]:
        """Where a schema is not what an example shows."""
        return self.differ(infer_schema(agreed), actual, place, MOST_DEPTH)

    def differ(
        self, agreed: Schema, actual: Schema, place: str, depth: int
    ) -> Iterator[Difference]:
        want, have = self.views.of(agreed, depth), self.views.of(actual, depth)
        if depth == 0 or not fits(want.types, have.types):
            if depth:
                yield Difference(Rule.TYPE, place, said(want.types), said(have.types))
            return
        yield from self._fields(want, have, place, depth)
        if want.items is not None and have.items is not None:
            yield from self.differ(want.items, have.items, f"{place}[]", depth - 1)

    def _fields(self, want: View, have: View, place: str, depth: int) -> Iterator[Difference]:
        for name, schema in want.properties.items():
            inner = f"{place}.{name}"
            if name in have.properties:
                yield from self._field(want, have, name, inner, depth)
            elif not have.is_open:
                was = said(self.views.of(schema, depth).types)
                yield Difference(Rule.MISSING, inner, was)
        if self.is_sent:
            for name in have.properties:
                if name in have.required and name not in want.properties:
                    needed = self.views.of(have.properties[name], depth)
                    if not needed.read_only:
                        yield Difference(Rule.EXTRA, f"{place}.{name}", now=said(needed.types))

    def _field(
        self, want: View, have: View, name: str, place: str, depth: int
    ) -> Iterator[Difference]:
        """A field that both have, and that goes the way that was agreed."""
        agreed, actual = want.properties[name], have.properties[name]
        view = self.views.of(actual, depth)
        if view.read_only if self.is_sent else view.write_only:
            yield Difference(Rule.READ_ONLY if self.is_sent else Rule.WRITE_ONLY, place)
            return
        yield from self.differ(agreed, actual, place, depth - 1)
        if self.is_certain and name in want.required:
            yield from self._uncertain(agreed, have, name, place, depth)

    def _uncertain(
        self, agreed: Schema, have: View, name: str, place: str, depth: int
    ) -> Iterator[Difference]:
        """What an answer may hold no value for."""
        # A contract that requires nothing anywhere does not say that all may be left out.
        if have.required and name not in have.required:
            yield Difference(Rule.OPTIONAL, place)
        agreed_types = self.views.of(agreed, depth).types
        types = self.views.of(have.properties[name], depth).types
        if "null" in types and fits(agreed_types, types) and "null" not in agreed_types:
            yield Difference(Rule.NULL, place)
