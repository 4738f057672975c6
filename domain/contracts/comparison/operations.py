"""Two operations that are the same to a client, against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.schemas import SchemaComparer
from domain.contracts.comparison.security import compare_security
from domain.contracts.model import (
    Body,
    Contract,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
)
from domain.contracts.uploads import PARAMETER


class OperationComparer:
    """Compares operations of an old contract with those of a new one."""

    def __init__(self, old: Contract, new: Contract, today: date | None) -> None:
        self._contracts = (old, new)
        self._today = today
        self._schemas = SchemaComparer(old.types, new.types)

    def removed(self, operation: Operation) -> Found:
        """What it means that an operation is gone."""
        if self._contracts[0].kind.is_collection:
            return Found("collection-request-removed")
        if not operation.deprecated:
            return Found("operation-removed")
        sunset = operation.sunset
        if sunset is None:
            return Found("operation-removed-deprecated")
        is_over = self._today is None or sunset <= self._today
        rule = "operation-removed-after-sunset" if is_over else "operation-removed-before-sunset"
        return Found(rule, was=sunset.isoformat())

    def compare(self, old: Operation, new: Operation) -> Iterator[Found]:
        """What changed of an operation."""
        yield from compare_security(old, new, self._contracts)
        yield from self._life(old, new)
        if old.name and old.name != new.name:
            yield Found("operation-renamed", (), old.name, new.name)
        yield from self._parameters(old, new)
        yield from self._body(old.body, new.body)
        yield from self._responses(old, new)

    def _life(self, old: Operation, new: Operation) -> Iterator[Found]:
        if old.deprecated != new.deprecated:
            rule = "operation-deprecated" if new.deprecated else "operation-reactivated"
            yield Found(rule, is_=new.sunset.isoformat() if new.sunset else "")
            return
        if not new.deprecated or old.sunset == new.sunset or old.sunset is None:
            return
        was = old.sunset.isoformat()
        if new.sunset is None:
            yield Found("sunset-removed", was=was)
        elif new.sunset > old.sunset:
            yield Found("sunset-later", (), was, new.sunset.isoformat())
        else:
            is_over = self._today is not None and new.sunset <= self._today
            rule = "sunset-too-soon" if is_over else "sunset-sooner"
            yield Found(rule, (), was, new.sunset.isoformat())

    def _parameters(self, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _by_place(old.parameters), _by_place(new.parameters)
        names = _renamed(_in_path(old), _in_path(new))
        for key, parameter in before.items():
            twin = after.get(names.get(key, key))
            if twin is None:
                ended = "-deprecated" if parameter.deprecated else ""
                yield Found(f"parameter-removed{ended}", _named(parameter))
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
            became = "required" if new.required else "optional"
            yield Found(f"parameter-became-{became}", place)
        if old.style and new.style and old.style != new.style:
            yield Found("parameter-style-changed", place, old.style, new.style)
        if old.deprecated != new.deprecated:
            became = "deprecated" if new.deprecated else "reactivated"
            yield Found(f"parameter-{became}", place)
        for found in self._schemas.compare(old.schema, new.schema, Direction.REQUEST):
            if found.rule == "default-changed" and not found.place:
                found = Found("parameter-default-changed", (), found.was, found.is_)  # noqa: PLW2901 - what is sent when nothing is said
            yield found.under(*place)

    def _body(self, old: Body | None, new: Body | None) -> Iterator[Found]:
        if old is None or new is None:
            if new is not None:
                yield Found("body-required-added" if new.required else "body-added", ("request",))
            elif old is not None:
                yield Found("body-removed", ("request",))
            return
        if old.required != new.required:
            became = "required" if new.required else "optional"
            yield Found(f"body-became-{became}", ("request",))
        yield from self._request_media(old, new)

    def _request_media(self, old: Body, new: Body) -> Iterator[Found]:
        for media in old.media:
            if media not in new.media and not _covers(new.media, media):
                yield Found("request-media-removed", ("request", media), media)
        for media, given in new.media.items():
            if media in old.media:
                pair = (old.media[media], given)
                for found in self._media(*pair, Direction.REQUEST):
                    yield found.under("request", media)
            elif not _covers(old.media, media):
                yield Found("request-media-added", ("request", media), "", media)

    def _media(self, old: Media, new: Media, direction: Direction) -> Iterator[Found]:
        if old.schema is None and new.schema is None:
            return
        if old.schema is None:
            yield Found(f"{direction}-body-described")
        elif new.schema is None:
            yield Found("body-undescribed")
        else:
            yield from self._schemas.compare(old.schema, new.schema, direction)

    def _responses(self, old: Operation, new: Operation) -> Iterator[Found]:
        before = {each.status: each for each in old.responses}
        after = {each.status: each for each in new.responses}
        for status, response in before.items():
            if status in after:
                for found in self._response(response, after[status]):
                    yield found.under("response", status)
            elif self._is_promised(status, after):
                yield Found(self._removed_response(status), ("response", status), status)
        for status in after:
            if status not in before:
                yield Found("response-added", ("response", status), "", status)

    @staticmethod
    def _is_promised(status: str, after: dict[str, Response]) -> bool:
        return f"{status[:1]}XX" not in after

    def _removed_response(self, status: str) -> str:
        if not status.startswith("2"):
            return "response-error-removed"
        is_collection = self._contracts[0].kind.is_collection
        return "collection-response-removed" if is_collection else "response-success-removed"

    def _response(self, old: Response, new: Response) -> Iterator[Found]:
        for media in old.media:
            if media not in new.media:
                yield Found("response-media-removed", (media,), media)
        for media, given in new.media.items():
            if media in old.media:
                for found in self._media(old.media[media], given, Direction.RESPONSE):
                    yield found.under(media)
            elif old.media:
                yield Found("response-media-added", (media,), "", media)
            elif given.schema is not None:
                yield Found("response-body-described", (media,))
        yield from self._headers(old.headers, new.headers)

    def _headers(self, old: Sequence[Parameter], new: Sequence[Parameter]) -> Iterator[Found]:
        before = {each.name.casefold(): each for each in old}
        after = {each.name.casefold(): each for each in new}
        for key, header in before.items():
            twin = after.get(key)
            place = ("header", header.name)
            if twin is None:
                rule = "header-required-removed" if header.required else "header-removed"
                yield Found(rule, place)
                continue
            if header.required != twin.required:
                became = "required" if twin.required else "optional"
                yield Found(f"header-became-{became}", place)
            for found in self._schemas.compare(header.schema, twin.schema, Direction.RESPONSE):
                yield found.under(*place)
        for key, header in after.items():
            if key not in before:
                yield Found("header-added", ("header", header.name))


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


def _covers(media: object, wanted: str) -> bool:
    """Whether a range such as `*/*` or `image/*` among them holds a media type."""
    kind = wanted.partition("/")[0]
    return isinstance(media, dict) and ("*/*" in media or f"{kind}/*" in media)
