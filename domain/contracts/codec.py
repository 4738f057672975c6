"""Contracts as JSON and back, so that a stored revision need not be parsed and validated again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from domain.contracts.model import (
    Body,
    Contract,
    Json,
    Kind,
    Media,
    Operation,
    Parameter,
    Place,
    Response,
    Schema,
    SecurityScheme,
)

Record = dict[str, Any]  # Any: JSON that this module itself wrote


def pack_contract(contract: Contract) -> Record:
    """Pack a contract as JSON; what is empty is left out."""
    return _lean(
        {
            "kind": contract.kind.value,
            "title": contract.title,
            "version": contract.version,
            "servers": list(contract.servers),
            "operations": [pack_operation(each) for each in contract.operations],
            "types": dict(contract.types),
            "schemes": {
                name: [each.type, each.detail, list(each.scopes)]
                for name, each in contract.schemes.items()
            },
            "sdl": contract.sdl,
        }
    )


def unpack_contract(record: Record) -> Contract:
    """Unpack the contract that `pack_contract` wrote."""
    return Contract(
        kind=Kind(record["kind"]),
        title=record.get("title", ""),
        version=record.get("version", ""),
        servers=tuple(record.get("servers", ())),
        operations=tuple(unpack_operation(each) for each in record.get("operations", ())),
        types=record.get("types", {}),
        schemes=unpack_schemes(record.get("schemes", {})),
        sdl=record.get("sdl", ""),
    )


def unpack_schemes(record: Record) -> dict[str, SecurityScheme]:
    """Unpack the security schemes of a packed contract."""
    return {
        name: SecurityScheme(kind, detail, tuple(scopes))
        for name, (kind, detail, scopes) in record.items()
    }


def pack_operation(operation: Operation) -> Record:
    """Pack an operation as JSON, without the types that it refers to."""
    return _lean(
        {
            "method": operation.method,
            "path": operation.path,
            "name": operation.name,
            "summary": operation.summary,
            "description": operation.description,
            "tags": list(operation.tags),
            "parameters": [_pack_parameter(each) for each in operation.parameters],
            "body": None if operation.body is None else _pack_body(operation.body),
            "responses": [_pack_response(each) for each in operation.responses],
            "security": [
                {name: list(scopes) for name, scopes in each.items()} for each in operation.security
            ],
            "deprecated": operation.deprecated,
            "sunset": _pack_date(operation.sunset),
            "reason": operation.reason,
        }
    )


def unpack_operation(record: Record) -> Operation:
    """Unpack the operation that `pack_operation` wrote."""
    body = record.get("body")
    return Operation(
        method=record["method"],
        path=record["path"],
        name=record.get("name", ""),
        summary=record.get("summary", ""),
        description=record.get("description", ""),
        tags=tuple(record.get("tags", ())),
        parameters=tuple(_parameter(each) for each in record.get("parameters", ())),
        body=None if body is None else _body(body),
        responses=tuple(_response(each) for each in record.get("responses", ())),
        security=tuple(
            {name: tuple(scopes) for name, scopes in each.items()}
            for each in record.get("security", ())
        ),
        deprecated=record.get("deprecated", False),
        sunset=_date(record.get("sunset")),
        reason=record.get("reason", ""),
    )


def _pack_parameter(parameter: Parameter) -> Record:
    return _lean(
        {
            "name": parameter.name,
            "place": parameter.place.value,
            "schema": parameter.schema,
            "required": parameter.required,
            "deprecated": parameter.deprecated,
            "sunset": _pack_date(parameter.sunset),
            "description": parameter.description,
            "examples": list(parameter.examples),
            "style": parameter.style,
        }
    )


def _parameter(record: Record) -> Parameter:
    return Parameter(
        name=record.get("name", ""),
        place=Place(record["place"]),
        schema=cast("Schema", record.get("schema", {})),
        required=record.get("required", False),
        deprecated=record.get("deprecated", False),
        sunset=_date(record.get("sunset")),
        description=record.get("description", ""),
        examples=_examples(record),
        style=record.get("style", ""),
    )


def _pack_media(media: Mapping[str, Media]) -> Record:
    # A schema of {} says "anything", which is not the same as none at all: _lean must not see it.
    return {
        name: {"schema": each.schema, **_lean({"examples": list(each.examples)})}
        for name, each in media.items()
    }


def _media(record: Record) -> dict[str, Media]:
    return {
        name: Media(schema=each["schema"], examples=_examples(each))
        for name, each in record.items()
    }


def _pack_body(body: Body) -> Record:
    return {
        "media": _pack_media(body.media),
        **_lean({"required": body.required, "description": body.description}),
    }


def _body(record: Record) -> Body:
    return Body(
        media=_media(record["media"]),
        required=record.get("required", False),
        description=record.get("description", ""),
    )


def _pack_response(response: Response) -> Record:
    return {
        "status": response.status,
        **_lean(
            {
                "description": response.description,
                "media": _pack_media(response.media),
                "headers": [_pack_parameter(each) for each in response.headers],
            }
        ),
    }


def _response(record: Record) -> Response:
    return Response(
        status=record["status"],
        description=record.get("description", ""),
        media=_media(record.get("media", {})),
        headers=tuple(_parameter(each) for each in record.get("headers", ())),
    )


def _examples(record: Record) -> tuple[Json, ...]:
    return tuple(record.get("examples", ()))


def _pack_date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _lean(record: Record) -> Record:
    return {
        key: value
        for key, value in record.items()
        if value is not None and value is not False and value not in ("", [], {})
    }
