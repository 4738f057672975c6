"""Bodies for media types: which one is shown, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.contracts.examples.generate import Extent, UnsatisfiableError, generate_value
from domain.contracts.examples.keywords import alternatives_of, says_nothing, schemas_by_name
from domain.contracts.examples.leaves import USUAL, Hints, is_file
from domain.contracts.examples.shapes import flatten, loosened, without_marked, without_pattern
from domain.contracts.model import Json, Media, Schema

JSON_MEDIA = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
FORMS = (FORM, MULTIPART)
MOST_UNMADE = 3
"""Patterns for which no text is found, and which are then left aside."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A body, or none where `media` is ""."""

    media: str = ""
    body: Json = None
    is_own: bool = True
    """True where the document gives it as an example."""
    is_impossible: bool = False
    """True where there is a schema, and nothing fits it."""
    is_loose: bool = False
    """True where it fits several alternatives of a `oneOf`, as nothing fits only one."""
    is_untold: bool = False
    """True where the document does not say what it holds."""
    unmade: tuple[str, ...] = ()
    """The fields for whose pattern no text was found: what stands there does not match it."""
    files: frozenset[str] = frozenset()
    """The fields of a form that are files; "" for a body that is one."""


def is_json(media: str) -> bool:
    """Tell whether a media type is JSON, with a suffix or without (RFC 6839)."""
    return media.rsplit("/", maxsplit=1)[-1].rsplit("+", maxsplit=1)[-1] in {"json", "*"}


def preferred_media(media: Mapping[str, Media], types: Mapping[str, Schema]) -> str:
    """Return the media type to show: JSON, else a form, else the first; "" where there is none.

    A form that holds files comes before JSON, which cannot.
    """
    names = list(media)
    if MULTIPART in media and files_of(MULTIPART, media[MULTIPART].schema or {}, types):
        return MULTIPART
    for wanted in (lambda name: name == JSON_MEDIA, is_json, lambda name: name in FORMS):
        if found := next(filter(wanted, names), None):
            return found
    return names[0] if names else ""


def files_of(media: str, schema: Schema, types: Mapping[str, Schema]) -> frozenset[str]:
    """Return the fields of a form that are files; "" where the whole body is one."""
    flat = flatten(schema, types)[0]
    if media in FORMS:
        fields = schemas_by_name(flat.get("properties"))
        return frozenset(name for name, each in fields.items() if _holds_files(each, types))
    is_bytes = not is_json(media) and not media.startswith("text/") and says_nothing(flat)
    return frozenset({""} if is_bytes or is_file(flat) else ())


def _holds_files(schema: Schema, types: Mapping[str, Schema]) -> bool:
    """Tell whether a field is a file, a list of them, or either beside null."""
    flat = flatten(schema, types)[0]
    inner = flat.get("items"), *alternatives_of(flat)
    return is_file(flat) or any(
        isinstance(each, dict) and is_file(flatten(each, types)[0]) for each in inner
    )


def directed(
    schema: Schema, types: Mapping[str, Schema], *, is_request: bool
) -> tuple[Schema, dict[str, Schema]]:
    """Return a schema and its types as they hold in one direction.

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
    media: Mapping[str, Media],
    types: Mapping[str, Schema],
    extent: Extent,
    *,
    is_request: bool,
    hints: Hints = USUAL,
) -> Sample:
    """Return a body in the preferred media type."""
    name = preferred_media(media, types)
    if not name:
        return Sample()
    shown, one = name.replace("*/*", JSON_MEDIA), media[name]
    schema, kept = directed(one.schema or {}, types, is_request=is_request)
    files = files_of(name, schema, kept) if is_request else frozenset[str]()
    if not one.examples and says_nothing(flatten(schema, kept)[0]):
        body: Json = "file1" if "" in files else {} if name in FORMS or is_json(name) else "text"
        return Sample(shown, body, is_own=False, is_untold=not files, files=files)
    return _made(shown, one.examples, (schema, kept), extent, hints, files)


def _made(
    shown: str,
    examples: tuple[Json, ...],
    directed: tuple[Schema, Mapping[str, Schema]],
    extent: Extent,
    hints: Hints,
    files: frozenset[str],
) -> Sample:
    """Return a body that fits; where nothing does, one that fits more alternatives than it may."""
    for is_loose in (False, True):
        schema, types = _loosened(*directed) if is_loose else directed
        if is_loose and (schema, types) == directed:
            break
        made = _value(schema, types, examples, extent, hints)
        if made is not None:
            body, unmade = made
            is_own = extent is not Extent.EMPTY and body in examples
            return Sample(shown, body, is_own=is_own, is_loose=is_loose, unmade=unmade, files=files)
    return Sample(is_own=False, is_impossible=True)


def _value(
    schema: Schema,
    types: Mapping[str, Schema],
    examples: tuple[Json, ...],
    extent: Extent,
    hints: Hints,
) -> tuple[Json, tuple[str, ...]] | None:
    """Return a value, and the fields for whose pattern no text was found.

    None where nothing fits.
    """
    unmade: list[str] = []
    for _ in range(MOST_UNMADE + 1):
        try:
            value = generate_value(schema, types, extent, examples, hints=hints)
        except UnsatisfiableError as error:
            if not error.pattern:
                return None
            unmade.append(error.name)
            schema = without_pattern(schema, error.pattern)
            types = {name: without_pattern(each, error.pattern) for name, each in types.items()}
        else:
            return value, tuple(dict.fromkeys(unmade))
    return None


def _loosened(schema: Schema, types: Mapping[str, Schema]) -> tuple[Schema, Mapping[str, Schema]]:
    """Return a schema and its types with each `oneOf` as an `anyOf`.

    Descriptions often tell alternatives apart by a discriminator alone, which validators ignore.
    """
    return loosened(schema), {name: loosened(each) for name, each in types.items()}
