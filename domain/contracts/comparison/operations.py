"""Two operations that are the same to a client, against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from domain.contracts.comparison.bodies import BodyComparer
from domain.contracts.comparison.lifecycle import compare_life, removal
from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.samples import as_of_samples
from domain.contracts.comparison.schemas import SchemaComparer
from domain.contracts.comparison.security import compare_security
from domain.contracts.comparison.sides import Sides
from domain.contracts.model import Contract, Kind, Operation, Parameter, Place, Response
from domain.contracts.uploads import PARAMETER

USUAL: Final = {
    Place.PATH: "simple",
    Place.QUERY: "form+explode",
    Place.HEADER: "simple",
    Place.COOKIE: "form+explode",
}
"""Styles of lists where OpenAPI 3 does not say."""
FORMATS: Final = {"multi": "form+explode", "ssv": "spaceDelimited", "pipes": "pipeDelimited"}
"""Swagger's `collectionFormat`, as OpenAPI 3 calls it."""


class OperationComparer:
    """Compares operations of an old contract with those of a new one."""

    def __init__(self, old: Contract, new: Contract, today: date | None) -> None:
        self._contracts = (old, new)
        self._is_of_requests = old.kind.is_collection or new.kind.is_collection
        """True where one of them lists requests only: what is missing may be there all the same."""
        self._today = today
        schemas = SchemaComparer(Sides(old.types, new.types))
        self._bodies = BodyComparer(schemas)
        self._texts = schemas.for_text()

    def removed(self, operation: Operation) -> Found:
        """Return what it means that an operation is gone."""
        if self._is_of_requests:
            return Found("collection-request-removed")
        return removal(operation, "operation", self._today)

    def compare(self, old: Operation, new: Operation) -> Iterator[Found]:
        """Compare what changed of an operation."""
        for found in self._compared(old, new):
            if not self._is_of_requests:
                yield found
                continue
            is_described = not self._contracts[1].kind.is_collection
            told = as_of_samples(found, is_described=is_described)
            if told is not None:
                yield told

    def _compared(self, old: Operation, new: Operation) -> Iterator[Found]:
        yield from compare_security(old, new, self._contracts)
        yield from compare_life(old, new, "operation", self._today)
        if old.name and old.name != new.name:
            yield Found("operation-renamed", (), old.name, new.name)
        yield from self._parameters(old, new)
        yield from self._bodies.request(old.body, new.body)
        yield from self._responses(old, new)

    def _parameters(self, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _by_place(old.parameters), _by_place(new.parameters)
        names = _renamed(_in_path(old), _in_path(new))
        for key, parameter in before.items():
            twin = after.get(names.get(key, key))
            if twin is None:
                gone = removal(parameter, "parameter", self._today)
                yield gone.under(*_named(parameter))
            else:
                yield from self._parameter(parameter, twin)
        matched = {names.get(key, key) for key in before}
        for key, parameter in after.items():
            if key not in matched:
                rule = "parameter-required-added" if parameter.required else "parameter-added"
                yield Found(rule, _named(parameter))

    def _parameter(self, old: Parameter, new: Parameter) -> Iterator[Found]:
        place = _named(new)
        if old.required != new.required:
            is_needed = new.required
            rule = "parameter-became-required" if is_needed else "parameter-became-optional"
            yield Found(rule, place)
        yield from (each.under(*place) for each in self._style(old, new))
        life = compare_life(old, new, "parameter", self._today)
        yield from (each.under(*place) for each in life)
        yield from (each.under(*place) for each in self._value(old, new))

    def _style(self, old: Parameter, new: Parameter) -> Iterator[Found]:
        """Tell how lists and objects are written; a single value looks the same exploded or not."""
        was, is_ = (
            _style_of(each, contract.kind)
            for each, contract in zip((old, new), self._contracts, strict=True)
        )
        if not was or not is_ or was == is_:
            return
        is_same_style = was.partition("+")[0] == is_.partition("+")[0]
        if not (is_same_style and self._texts.is_single(old.schema, new.schema)):
            yield Found("parameter-style-changed", (), was, is_)

    def _value(self, old: Parameter, new: Parameter) -> Iterator[Found]:
        style = _style_of(new, self._contracts[1].kind)
        is_repeated = style == "form+explode" and self._texts.is_item_of(
            old.schema, new.schema, Direction.REQUEST
        )
        for found in self._texts.compare(old.schema, new.schema, Direction.REQUEST):
            if is_repeated and found.rule == "request-type-changed" and not found.place:
                yield Found("request-type-widened", (), found.was, found.is_)
            elif found.rule == "default-changed" and not found.place:
                is_needed = old.required or new.required
                rule = (
                    "parameter-default-changed"
                    if is_needed
                    else "optional-parameter-default-changed"
                )
                yield Found(rule, (), found.was, found.is_)
            else:
                yield found

    def _responses(self, old: Operation, new: Operation) -> Iterator[Found]:
        before = {each.status: each for each in old.responses}
        after = {each.status: each for each in new.responses}
        for status, response in before.items():
            twins = _twins(status, after)
            if not twins:
                yield Found(self._removed_response(status), ("response", status), status)
            for twin in twins:
                for found in self._bodies.response(response, twin):
                    yield found.under("response", status)
        for status in after:
            if status not in before:
                yield Found("response-added", ("response", status), "", status)

    def _removed_response(self, status: str) -> str:
        if not status.startswith("2"):
            return "response-error-removed"
        return "collection-response-removed" if self._is_of_requests else "response-success-removed"


def _by_place(parameters: Sequence[Parameter]) -> dict[tuple[Place, str], Parameter]:
    """Parameters by where and how they are sent; the names of headers have no case."""
    return {
        (each.place, each.name.casefold() if each.place is Place.HEADER else each.name): each
        for each in parameters
    }


def _in_path(operation: Operation) -> list[tuple[Place, str]]:
    return [(Place.PATH, name[1:-1]) for name in PARAMETER.findall(operation.path)]


def _renamed(
    old: Sequence[tuple[Place, str]], new: Sequence[tuple[Place, str]]
) -> dict[tuple[Place, str], tuple[Place, str]]:
    """Path parameters by their position: clients fill them in, and never say their names."""
    return dict(zip(old, new, strict=True)) if len(old) == len(new) else {}


def _named(parameter: Parameter) -> tuple[str, ...]:
    return (parameter.place.value, parameter.name)


def _style_of(parameter: Parameter, kind: Kind) -> str:
    """Tell how lists are written into it, in OpenAPI 3's words; "" where nobody says."""
    if kind.is_collection or parameter.place not in USUAL:
        return ""
    if kind is Kind.SWAGGER_20:
        listed = USUAL[parameter.place].partition("+")[0]
        return FORMATS.get(parameter.style, parameter.style or listed)
    style = parameter.style or USUAL[parameter.place]
    return style.partition("+")[0] if style.startswith("deepObject") else style


def _twins(status: str, after: Mapping[str, Response]) -> list[Response]:
    """Return what comes now in place of a status: the same, its class, or those of its class."""
    same = [after[each] for each in (status, f"{status[:1]}XX") if each in after]
    if same or not status.endswith("XX"):
        return same[:1]
    return [each for other, each in after.items() if other.startswith(status[0])]
