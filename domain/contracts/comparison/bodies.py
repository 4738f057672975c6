"""Bodies of requests and responses: the media types in which they come, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.schemas import SchemaComparer
from domain.contracts.model import Body, Media, Parameter, Response, Schema


class BodyComparer:
    """Compares what requests and responses carry."""

    def __init__(self, schemas: SchemaComparer) -> None:
        self._schemas = schemas
        self._texts = schemas.for_text()

    def request(self, old: Body | None, new: Body | None) -> Iterator[Found]:
        """Return what changed of a request's body, by its place in the operation."""
        if old is None or new is None:
            if new is not None:
                yield Found("body-required-added" if new.required else "body-added", ("request",))
            elif old is not None:
                yield Found("body-removed", ("request",))
            return
        if old.required != new.required:
            rule = "body-became-required" if new.required else "body-became-optional"
            yield Found(rule, ("request",))
        for found in self._sent(old.media, new.media):
            yield found.under("request")

    def response(self, old: Response, new: Response) -> Iterator[Found]:
        """Return what changed of a response, by its place in it."""
        yield from self._received(old.media, new.media)
        yield from self._headers(old.headers, new.headers)

    def _sent(self, old: Mapping[str, Media], new: Mapping[str, Media]) -> Iterator[Found]:
        for name, media in old.items():
            twin = new.get(name) or next(_holding(new, name), None)
            if twin is None:
                yield Found("request-media-removed", (name,), name)
            else:
                yield from self._media(name, media, twin, Direction.REQUEST)
        for name in new:
            if name not in old and next(_holding(old, name), None) is None:
                yield Found("request-media-added", (name,), "", name)

    def _received(self, old: Mapping[str, Media], new: Mapping[str, Media]) -> Iterator[Found]:
        for name, media in old.items():
            if name in new:
                yield from self._media(name, media, new[name], Direction.RESPONSE)
                continue
            kinds = {each: new[each] for each in new.keys() - old.keys() if _is_in(each, name)}
            if not kinds:
                yield Found("response-media-removed", (name,), name)
            for each, one in sorted(kinds.items()):
                yield Found("response-media-narrowed", (each,), name, each)
                yield from self._media(each, media, one, Direction.RESPONSE)
        for name, given in new.items():
            if name in old or any(_is_in(name, each) for each in old):
                continue
            if old:
                yield Found("response-media-added", (name,), "", name)
            elif given.schema is not None:
                yield Found("response-body-described", (name,))

    def _media(self, name: str, old: Media, new: Media, way: Direction) -> Iterator[Found]:
        is_json = name.endswith(("/json", "+json", "*"))
        was, is_ = (each.schema if is_json else _described(each.schema) for each in (old, new))
        if was is None and is_ is None:
            return
        if was is None or is_ is None:
            if was is None:
                rule = way.choose("request-body-described", "response-body-described")
            else:
                rule = way.choose("request-body-undescribed", "response-body-undescribed")
            yield Found(rule, (name,))
            return
        schemas = self._schemas if is_json else self._texts
        for found in schemas.compare(was, is_, way):
            yield found.under(name)

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
                is_sure = twin.required
                rule = "header-became-required" if is_sure else "header-became-optional"
                yield Found(rule, place)
            for found in self._texts.compare(header.schema, twin.schema, Direction.RESPONSE):
                yield found.under(*place)
        for key, header in after.items():
            if key not in before:
                yield Found("header-added", ("header", header.name))


def _described(schema: Schema | None) -> Schema | None:
    """Return the schema of bytes, unless it says more than that (OpenAPI 3.0 had to)."""
    words = {} if schema is None else {key: schema.get(key) for key in ("type", "format")}
    return None if words == {"type": "string", "format": "binary"} else schema


def _holding(media: Mapping[str, Media], wanted: str) -> Iterator[Media]:
    """Return those of ranges such as `*/*` and `image/*` that hold a media type."""
    for name in (f"{wanted.partition('/')[0]}/*", "*/*"):
        if name in media:
            yield media[name]


def _is_in(name: str, other: str) -> bool:
    """Tell whether a media type is one of another: `image/png` of `image/*`, `a/b+json` of JSON."""
    if name == other:
        return False
    kind, _, form = other.partition("/")
    is_kind = kind == "*" or name.startswith(f"{kind}/")
    return is_kind and (form == "*" or name.endswith(f"+{form}"))
