"""Checks requests and answers against Discord's own published OpenAPI description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs

PUBLISHED = Path(__file__).parents[3] / "shared" / "discord-openapi.json"
"""Where the description lies beside a checkout; tests that need it are skipped without it."""


NOT_DISCORDS_OWN = frozenset({500, 501, 502, 503})
"""Answers of faults that a test switched on."""


IDS_AS_NUMBERS = frozenset({"", "default_values", "permission_overwrites", "attachments"})
"""Lists whose `id`s discord.py sends as numbers: described as text, Discord reads both.

The unnamed one is a body that is a list itself, as of roles and their positions.
"""
LISTS_OF_IDS = frozenset({"messages", "users", "roles"})
"""The same of plain ids, in allowed mentions and bulk deletions."""
PERMISSIONS = frozenset({"permissions", "allow", "deny"})
"""Sent as text by discord.py: described as numbers, Discord reads both."""


class Exchange(NamedTuple):
    """One request and its answer. `path` is the real path, without the API's base."""

    method: str
    path: str
    body: object
    status: int
    answer: object


class Description:
    """The operations of an OpenAPI 3.1 document, each with a validator per body."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._templates = sorted(
            ((_pattern(template), template) for template in document["paths"]),
            key=lambda pair: pair[1].count("{"),
        )
        self._registry = jsonschema_rs.Registry(
            [("urn:discord", {"components": document["components"]})],
            draft=jsonschema_rs.Draft202012,
        )
        self._validators: dict[str, Any] = {}

    def faults(self, exchange: Exchange) -> Iterator[str]:
        """What the description does not allow in a request and its answer."""
        operation = self._operation(exchange.method, exchange.path)
        label = f"{exchange.method} {exchange.path}"
        if operation is None:
            yield f"{label}: Discord describes no such operation"
            return
        name = operation["operationId"]
        if exchange.status < 400 and exchange.body is not None:
            yield from self._check(
                f"{label} (sent)",
                f"{name} request",
                _request_schema(operation),
                _with_text_ids(exchange.body),
            )
        if exchange.status != 204:
            yield from self._check(
                f"{label} (answered {exchange.status})",
                f"{name} {exchange.status}",
                self._answer_schema(operation, exchange.status),
                exchange.answer,
            )

    def _operation(self, method: str, path: str) -> Any:  # Any: part of the document
        for pattern, template in self._templates:
            if pattern.fullmatch(path) and method.lower() in self._document["paths"][template]:
                return self._document["paths"][template][method.lower()]
        return None

    def _answer_schema(self, operation: Any, status: int) -> Any:  # Any: parts of the document
        responses = operation["responses"]
        response = responses.get(str(status)) or responses.get(f"{status // 100}XX")
        if response is None:
            return {"not": {}, "description": f"Discord never answers {status} here"}
        if "$ref" in response:
            response = self._document["components"]["responses"][response["$ref"].split("/")[-1]]
        return response.get("content", {}).get("application/json", {}).get("schema", True)

    def _check(self, label: str, key: str, schema: Any, value: object) -> Iterator[str]:
        if key not in self._validators:
            self._validators[key] = jsonschema_rs.Draft202012Validator(
                _absolute(schema), registry=self._registry
            )
        for error in self._validators[key].iter_errors(value):
            place = "/".join(map(str, error.instance_path)) or "the whole"
            yield f"{label} at {place}: {error.message[:300]}"


@cache
def published() -> Description | None:
    """Discord's description, where it is there to be checked against."""
    if not PUBLISHED.is_file():
        return None
    document = json.loads(PUBLISHED.read_bytes())
    _name_field_errors(document["components"]["schemas"])
    return Description(document)


def _name_field_errors(schemas: dict[str, Any]) -> None:
    """Let a field's error have a code in words, like "BASE_TYPE_REQUIRED".

    The description says integer for these too; Discord's reference ("Error Messages") shows words.
    """
    of_a_field = json.loads(json.dumps(schemas["Error"]))
    of_a_field["properties"]["code"]["type"] = "string"
    schemas["InnerErrors"]["properties"]["_errors"]["items"] = of_a_field


def _with_text_ids(body: object, within: str = "") -> object:
    """The body with the ids that discord.py sends as numbers written as text."""
    if isinstance(body, list):
        return [_with_text_ids(entry, within) for entry in body]
    if not isinstance(body, dict):
        is_id = within in LISTS_OF_IDS and isinstance(body, int)
        return str(body) if is_id else body
    written = {name: _with_text_ids(value, name) for name, value in body.items()}
    for name, value in written.items():
        if name in PERMISSIONS and isinstance(value, str):
            written[name] = int(value)
        is_id = name.endswith("_id") or (name == "id" and within in IDS_AS_NUMBERS)
        if is_id and isinstance(value, int):
            written[name] = str(value)
    return written


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template)))


def _request_schema(operation: Any) -> Any:  # Any: parts of the document
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json") or content.get("multipart/form-data") or {}
    return body.get("schema", {"not": {}, "description": "this operation takes no body"})


def _absolute(schema: Any) -> Any:  # Any: a schema of any shape
    """The schema with its references pointing into the registered document."""
    text = json.dumps(schema).replace('"#/components/', '"urn:discord#/components/')
    return json.loads(text)
