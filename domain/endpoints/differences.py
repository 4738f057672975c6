"""Differences between a contract's operation and what was agreed, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.contracts.inference import infer_schema
from domain.contracts.model import Json, Media, Operation, Place, Schema, SecurityScheme
from domain.endpoints.addresses import is_same_address
from domain.endpoints.records import WITHOUT_BODY, Shape
from domain.endpoints.values import ALTERNATIVES, value_faults
from domain.endpoints.views import View, Views, fits, said

MOST_DEPTH = 20
BESIDE = (Place.QUERY, Place.HEADER, Place.COOKIE)
CREDENTIALS = frozenset({"header authorization", "header proxy-authorization", "header cookie"})
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
ANY_MEDIA = ("*/*", "application/*")


class Rule(StrEnum):
    """Rules by which a field differs; people read `endpoints-differs-<rule>`."""

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
    VALUE = "value"
    """The example that was agreed is no value that the contract allows."""
    PARAMETER = "parameter"
    """Parameter that a request must carry, and that was not agreed."""
    MEDIA = "media"
    """JSON was agreed, and the contract has another media type."""
    BODY = "body"
    """The contract does not describe the body at all."""
    PATH = "path"
    """Path other than agreed: behind a prefix, or with a slash at its end."""


UNCERTAIN = (Rule.OPTIONAL, Rule.NULL)
"""Rules about a place whose value isn't another than agreed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: `place` is `response.items[].price`, `was` was agreed, `now` is the contract's."""

    rule: Rule
    place: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of a contract beside the operation."""

    types: Mapping[str, Schema] = field(default_factory=dict)
    servers: Iterable[str] = ()
    schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    is_guessed: bool = False
    """Read from what was sent and came back: it does not say which values there may be."""


def differences(shape: Shape, operation: Operation, terms: Terms) -> list[Difference]:
    """Return all that the operation does not hold of the agreed shape, the request first.

    What a response has beyond it is no difference: it breaks nobody.
    """
    found = [
        *_path(shape, operation, terms.servers),
        *_parameters(shape, operation, terms.schemes),
        *_request(shape, operation, terms),
    ]
    if shape.response.strip():
        found += _response(shape, operation, terms)
    return found


def _path(shape: Shape, operation: Operation, servers: Iterable[str]) -> list[Difference]:
    if shape.is_graphql or is_same_address(shape.path, operation.path, servers):
        return []
    return [Difference(Rule.PATH, "path", shape.path, operation.path)]


def _parameters(
    shape: Shape, operation: Operation, schemes: Mapping[str, SecurityScheme]
) -> Iterator[Difference]:
    """Return what has to be sent beside the body; what proves who one is goes without saying."""
    if shape.is_graphql:
        return
    credentials = CREDENTIALS | {each.detail.casefold() for each in schemes.values()}
    for each in operation.parameters:
        if each.place is Place.QUERY and _is_query(shape, operation):
            continue  # it is held against the example
        said_of = f"{each.place.value} {each.name}".casefold()
        if each.required and each.place in BESIDE and said_of not in credentials:
            yield Difference(Rule.PARAMETER, f"{each.place.value}.{each.name}")


def _is_query(shape: Shape, operation: Operation) -> bool:
    """Tell whether the request example names query parameters."""
    return shape.method in WITHOUT_BODY and operation.body is None


def _request(shape: Shape, operation: Operation, terms: Terms) -> list[Difference]:
    agreed = _example(shape.request)
    if shape.is_graphql:
        sent = _sent_in(operation, Place.ARGUMENT)
        return _held(agreed or {}, sent, "request", terms, is_sent=True)
    if _is_query(shape, operation):
        sent = _sent_in(operation, Place.QUERY)
        query = _as_query(agreed, sent)
        found = list(_Walk(Views(terms.types), is_sent=True).whole(query, sent, "request"))
        return found + ([] if terms.is_guessed else list(_query_values(agreed, sent, terms)))
    media = operation.body.media if operation.body else {}
    other = _other_media(media, "request") if shape.request.strip() else []
    schema = _body_of(media)
    if schema is None or (other and not any(name in FORMS for name in media)):
        return other or ([Difference(Rule.BODY, "request")] if shape.request.strip() else [])
    if not shape.request.strip():
        if operation.body is None or not operation.body.required:
            return []
        agreed = {}
    return other + _held(agreed, schema, "request", terms, is_sent=True)


def _response(shape: Shape, operation: Operation, terms: Terms) -> list[Difference]:
    described = [each for each in operation.responses if _is_success(each.status)]
    described.sort(key=lambda each: each.status.upper() == "DEFAULT")  # often says how it fails
    found = next((each.media for each in described if _body_of(each.media) is not None), None)
    if found is None:
        others = (_other_media(each.media, "response") for each in described)
        return next((each for each in others if each), [Difference(Rule.BODY, "response")])
    if other := _other_media(found, "response"):
        return other
    schema = _body_of(found) or {}
    # Most of GraphQL's fields may be null and none is left out: it would be said of all of them.
    is_certain = not shape.is_graphql
    agreed = _example(shape.response)
    return _held(agreed, schema, "response", terms, is_sent=False, is_certain=is_certain)


def _other_media(media: Mapping[str, Media], place: str) -> list[Difference]:
    """Find that a body agreed as JSON is only there as something else."""
    if not media or any(_may_be_json(name) for name in media):
        return []
    return [Difference(Rule.MEDIA, place, "JSON", " / ".join(sorted(media)))]


def _may_be_json(name: str) -> bool:
    return "json" in name or name in ANY_MEDIA


def _held(
    agreed: Json,
    schema: Schema,
    place: str,
    terms: Terms,
    *,
    is_sent: bool,
    is_certain: bool = False,
) -> list[Difference]:
    """Compare an example with a schema: its fields, then their values."""
    walk = _Walk(Views(terms.types), is_sent=is_sent, is_certain=is_certain)
    found = list(walk.whole(agreed, schema, place))
    if terms.is_guessed:
        return found
    told = {each.place for each in found if each.rule not in UNCERTAIN}
    for fault in value_faults(schema, terms.types, agreed):
        at = place + fault.place
        is_told = any(_is_within(at, each) for each in told)
        if fault.keyword == ALTERNATIVES:  # fits none because of what is told of a part
            is_told = is_told or any(_is_within(each, at) for each in told)
        if not is_told:
            found.append(Difference(Rule.VALUE, at, fault.value, fault.rule))
    return found


def _is_within(place: str, whole: str) -> bool:
    return place == whole or place.startswith((f"{whole}.", f"{whole}["))


def _query_values(agreed: Json, sent: Schema, terms: Terms) -> Iterator[Difference]:
    """Values of a query that the contract does not allow, however an address writes them."""
    known = sent["properties"]
    for name, value in (agreed if isinstance(agreed, dict) else {}).items():
        schema = known.get(name) if isinstance(known, dict) else None
        if not isinstance(schema, dict):
            continue
        found = [list(value_faults(schema, terms.types, each)) for each in _readings(value)]
        told = [each for faults in found for each in faults if each.keyword != "type"]
        if all(found) and told:
            fault = told[0]
            yield Difference(Rule.VALUE, f"request.{name}{fault.place}", fault.value, fault.rule)


def _readings(value: Json) -> list[Json]:
    """Return what a value of an address may be read as: text, a number, a list of one."""
    if isinstance(value, dict | list) or value is None:
        return [value]
    text = value if isinstance(value, str) else json.dumps(value)
    try:
        other: Json = json.loads(text)
    except ValueError:
        other = text
    return [other, text, [other], [text]]


def _is_success(status: str) -> bool:
    return status.upper() in {"2XX", "DEFAULT"} or status.startswith("2")


def _body_of(media: Mapping[str, Media]) -> Schema | None:
    described = {name: each.schema for name, each in media.items() if each.schema is not None}
    json_first = sorted(described, key=lambda name: "json" not in name)
    return described[json_first[0]] if json_first else None


def _sent_in(operation: Operation, place: Place) -> Schema:
    """Return the parameters of a place as the object that is agreed of them."""
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
    """Return what was agreed of a query.

    In an address every value is text, so types do not differ.
    """
    if not isinstance(agreed, dict):
        return {}
    known = sent["properties"]
    names = known if isinstance(known, dict) else {}
    return {name: _untyped(value) if name in names else value for name, value in agreed.items()}


def _untyped(value: Json) -> Json:
    """Return the names of a value, with nothing said of types."""
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
    """True where it is told what a response may leave out or hold `null` for."""

    def whole(self, agreed: Json, actual: Schema, place: str) -> Iterator[Difference]:
        """Tell where a schema is not what an example shows."""
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
        """Return a field that both have, and that goes the way that was agreed."""
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
        """Return what an answer may hold no value for."""
        # A contract that requires nothing anywhere does not say that all may be left out.
        if have.required and name not in have.required:
            yield Difference(Rule.OPTIONAL, place)
        agreed_types = self.views.of(agreed, depth).types
        types = self.views.of(have.properties[name], depth).types
        if "null" in types and fits(agreed_types, types) and "null" not in agreed_types:
            yield Difference(Rule.NULL, place)
