"""Requests of a collection for the same operation: their examples add up, and tell the shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.contracts.inference import ANY, infer_schema
from domain.contracts.model import Body, Json, Media, Operation
from domain.contracts.reading.bounds import MOST_EXAMPLES


def merge_operations(first: Operation, second: Operation) -> Operation:
    """Merge one operation of two requests for the same: their examples add up."""
    known = {(each.name, each.place) for each in first.parameters}
    new = [each for each in second.parameters if (each.name, each.place) not in known]
    responses = {each.status: each for each in first.responses}
    for each in second.responses:
        other = responses.get(each.status)
        responses[each.status] = (
            each if other is None else replace(other, media=merge_media(other.media, each.media))
        )
    body = first.body or second.body
    if first.body is not None and second.body is not None:
        body = Body(merge_media(first.body.media, second.body.media))
    return replace(
        first,
        parameters=(*first.parameters, *new),
        body=body,
        responses=tuple(sorted(responses.values(), key=lambda response: response.status)),
    )


def merge_media(first: Mapping[str, Media], second: Mapping[str, Media]) -> dict[str, Media]:
    """Bodies of both, with the examples of both."""
    found = dict(first)
    for name, each in second.items():
        other = found.get(name, Media())
        schema = other.schema or each.schema
        found[name] = Media(schema, (*other.examples, *each.examples)[:MOST_EXAMPLES])
    return found


def with_schemas(operation: Operation) -> Operation:
    """Shapes guessed from all examples of each body."""
    body = operation.body
    return replace(
        operation,
        body=None if body is None else replace(body, media=_guessed(dict(body.media))),
        responses=tuple(
            replace(each, media=_guessed(dict(each.media))) for each in operation.responses
        ),
    )


def _guessed(media: dict[str, Media]) -> dict[str, Media]:
    return {name: _guess(each) for name, each in media.items()}


def _guess(media: Media) -> Media:
    """Its schema is guessed of examples, but for what is known of it: which fields are files."""
    if not media.examples:
        return Media(None)
    schema = infer_schema(*media.examples)
    examples = tuple(_shown(each) for each in media.examples)
    known, guessed = (media.schema or {}).get("properties"), schema.get("properties")
    if isinstance(known, dict) and isinstance(guessed, dict):
        schema["properties"] = guessed | known
    return Media(schema, examples)


def _shown(value: Json) -> Json:
    """Return an example without the marks of what is of any type."""
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shown(each) for each in value]
    return value.removeprefix(ANY) if isinstance(value, str) else value
