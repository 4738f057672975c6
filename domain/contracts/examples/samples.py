"""Bodies for media types: which one is shown, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.contracts.examples.generate import Extent, UnsatisfiableError, generate_value
from domain.contracts.examples.shapes import without_marked
from domain.contracts.model import Json, Media, Schema

JSON_MEDIA = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
FORMS = (FORM, MULTIPART)


@dataclass(frozen=True, slots=True)
class Sample:
    """A body, or none where `media` is ""."""

    media: str = ""
    body: Json = None
    is_own: bool = True
    """Whether the document gives it as an example."""
    is_impossible: bool = False
    """Whether there is a schema, and nothing that fits it."""


def is_json(media: str) -> bool:
    """Whether a media type is JSON, with a suffix or without (RFC 6839)."""
    return media.rsplit("/", maxsplit=1)[-1].rsplit("+", maxsplit=1)[-1] in {"json", "*"}


def preferred_media(media: Mapping[str, Media]) -> str:
    """The media type to show: JSON, else a form, else the first; "" where there is none."""
    names = list(media)
    for wanted in (lambda name: name == JSON_MEDIA, is_json, lambda name: name in FORMS):
        if found := next(filter(wanted, names), None):
            return found
    return names[0] if names else ""


def directed(
    schema: Schema, types: Mapping[str, Schema], *, is_request: bool
) -> tuple[Schema, dict[str, Schema]]:
    """A schema and its types as they hold in one direction.

    What is `readOnly` is not sent, what is `writeOnly` does not come back, required or not.
    """
    mark = "readOnly" if is_request else "writeOnly"
    kept = dict(types)
    if mark not in repr((schema, types)):
        return schema, kept
    return (
        without_marked(schema, mark, types),
        {name: without_marked(each, mark, types) for name, each in types.items()},
    )


def sample_of(
    media: Mapping[str, Media], types: Mapping[str, Schema], extent: Extent, *, is_request: bool
) -> Sample:
    """A body in the preferred media type."""
    name = preferred_media(media)
    if not name:
        return Sample()
    shown, one = name.replace("*/*", JSON_MEDIA), media[name]
    if one.schema is None:
        body = one.examples[0] if one.examples else {} if is_json(name) or name in FORMS else "text"
        return Sample(shown, body, is_own=bool(one.examples))
    schema, kept = directed(one.schema, types, is_request=is_request)
    try:
        body = generate_value(schema, kept, extent, one.examples)
    except UnsatisfiableError:
        return Sample(is_own=False, is_impossible=True)
    is_own = extent is not Extent.EMPTY and body in one.examples
    return Sample(shown, body, is_own=is_own)
