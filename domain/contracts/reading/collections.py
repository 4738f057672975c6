"""Postman collections v2.0 and v2.1 to the model.

Source: the Postman Collection Format schemas v2.0.0 and v2.1.0. A collection lists requests as
somebody sends them: each becomes an operation, its saved responses become examples, and the
shapes of bodies are guessed from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from domain.contracts.inference import infer_schema
from domain.contracts.model import (
    Body,
    Contract,
    Json,
    Kind,
    Media,
    Operation,
    Parameter,
    Place,
    Requirement,
    Response,
    SecurityScheme,
)
from domain.contracts.reading.addresses import Address, address_of
from domain.contracts.reading.bounds import (
    MOST_EXAMPLES,
    MOST_NAME,
    MOST_OPERATIONS,
    MOST_TEXT,
    RefusedError,
)
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.redaction import Redaction
from domain.contracts.reading.trees import Path, parse_json
from domain.contracts.uploads import match_key

METHOD: Final = re.compile(r"[A-Z]{1,20}")
JSON_MEDIA: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
MEDIA_OF_LANGUAGE: Final = {
    "json": JSON_MEDIA,
    "xml": "application/xml",
    "html": "text/html",
    "text": "text/plain",
    "javascript": "application/javascript",
}
TECHNICAL_HEADERS: Final = frozenset(
    {
        *("accept", "accept-encoding", "authorization", "cache-control", "connection", "cookie"),
        *("content-length", "content-type", "host", "postman-token", "user-agent"),
    }
)
UNQUOTED: Final = re.compile(r"(?P<before>[:\[,]\s*)\{\{(?P<name>[^{}\"\n]{1,100})\}\}")
AUTH_TYPES: Final = {
    "bearer": SecurityScheme("http", "bearer"),
    "jwt": SecurityScheme("http", "bearer"),
    "basic": SecurityScheme("http", "basic"),
    "digest": SecurityScheme("http", "digest"),
    "oauth2": SecurityScheme("oauth2"),
    "oauth1": SecurityScheme("oauth1"),
}


def read_collection(
    tree: dict[str, Json], kind: Kind, faults: Faults, redaction: Redaction
) -> Contract:
    """The contract of a collection; what cannot be a request is noted and left out.

    Bodies are JSON within texts of JSON: secrets are looked for in them once more when read.
    """
    wrapped = tree.get("collection")
    is_wrapped = isinstance(wrapped, dict) and "item" not in tree
    root = wrapped if is_wrapped and isinstance(wrapped, dict) else tree
    reader = _Reader(root, kind, faults, redaction)
    return reader.contract(("collection",) if is_wrapped else ())


class _Reader:
    def __init__(
        self, root: dict[str, Json], kind: Kind, faults: Faults, redaction: Redaction
    ) -> None:
        self._root = root
        self._kind = kind
        self._faults = faults
        self._redaction = redaction
        self._schemes: dict[str, SecurityScheme] = {}
        self._servers: dict[str, None] = {}
        self._variables = {
            str(each.get("key", each.get("id"))): str(each.get("value", ""))
            for each in _mappings(root.get("variable"))
        }

    def contract(self, at: Path) -> Contract:
        operations: dict[str, Operation] = {}
        security = self._auth(self._root.get("auth"), ())
        for operation, where in self._requests(self._root, at, (), security):
            key = match_key(operation.key)
            if key in operations:
                self._faults.note("request-again", where, key=operation.key)
                operations[key] = _together(operations[key], operation)
            else:
                operations[key] = operation
            if len(operations) > MOST_OPERATIONS:
                raise RefusedError("contracts-refused-operations", most=f"{MOST_OPERATIONS:,}")
        if not operations:
            self._faults.note("no-requests", at)
        info = self._root.get("info")
        info = info if isinstance(info, dict) else {}
        return Contract(
            kind=self._kind,
            title=str(info.get("name", ""))[:MOST_NAME],
            version=_version(info.get("version")),
            servers=tuple(self._servers)[:MOST_EXAMPLES],
            operations=tuple(_with_schemas(each) for each in operations.values()),
            schemes=dict(sorted(self._schemes.items())),
        )

    def _requests(
        self,
        holder: dict[str, Json],
        at: Path,
        folders: tuple[str, ...],
        security: tuple[Requirement, ...],
    ) -> Iterator[tuple[Operation, Path]]:
        for number, item in enumerate(_list(holder.get("item"))):
            where: Path = (*at, "item", number)
            if not isinstance(item, dict):
                self._faults.note("not-mapping", where, value=str(item)[:60])
                continue
            own = self._auth(item.get("auth"), security)
            if "item" in item:
                name = str(item.get("name", ""))[:MOST_NAME]
                yield from self._requests(item, where, (*folders, name), own)
                continue
            operation = self._operation(item, where, folders, own)
            if operation is not None:
                yield operation, where

    def _operation(
        self,
        item: dict[str, Json],
        at: Path,
        folders: tuple[str, ...],
        security: tuple[Requirement, ...],
    ) -> Operation | None:
        request = item.get("request")
        if isinstance(request, str):  # the format allows a bare address
            request = {"method": "GET", "url": request}
        if not isinstance(request, dict):
            self._faults.note("item-without-request", at, name=str(item.get("name", ""))[:60])
            return None
        method = str(request.get("method") or "GET").upper()
        address = address_of(request.get("url"), self._variables)
        if address is None or not METHOD.fullmatch(method):
            self._faults.note("request-without-address", at, name=str(item.get("name", ""))[:60])
            return None
        if address.server:
            self._servers[address.server] = None
        return Operation(
            method=method,
            path=address.path,
            name=str(item.get("name", ""))[:MOST_NAME],
            description=_description(request.get("description", item.get("description"))),
            tags=folders[-1:],
            parameters=(*_parameters(address), *_headers(request)),
            body=self._body(request.get("body"), (*at, "request", "body")),
            responses=self._responses(item, at),
            security=self._auth(request.get("auth"), security),
        )

    def _body(self, raw: Json, at: Path) -> Body | None:
        if not isinstance(raw, dict) or raw.get("disabled") is True:
            return None
        mode = str(raw.get("mode"))
        given = raw.get(mode)
        if mode == "raw" and isinstance(given, str) and given.strip():
            return self._raw_body(given, _language(raw), (*at, "raw"))
        if mode in {"urlencoded", "formdata"}:
            name = MULTIPART if mode == "formdata" else FORM
            fields: dict[str, Json] = {
                str(each["key"])[:MOST_NAME]: str(each.get("value") or "")
                for each in _mappings(given)
                if each.get("key") and each.get("disabled") is not True
            }
            return Body({name: Media(None, (fields,))}) if fields else None
        if mode == "graphql" and isinstance(given, dict):
            return Body({JSON_MEDIA: Media(None, ({"query": given.get("query", "")},))})
        return Body({"application/octet-stream": Media()}) if mode == "file" else None

    def _raw_body(self, text: str, media: str | None, at: Path) -> Body:
        found, value = self._json(text, at, is_sure=media == JSON_MEDIA)
        if found:
            return Body({JSON_MEDIA: Media(None, (value,))})
        return Body({media or "text/plain": Media(None, ())})

    def _json(self, text: str, at: Path, *, is_sure: bool) -> tuple[bool, Json]:
        """Whether a text is JSON, and its value: variables without quotes are taken for texts."""
        try:
            return True, self._redaction.tree(parse_json(text), at)
        except (ValueError, RecursionError):
            pass
        quoted = UNQUOTED.sub(r'\g<before>"{{\g<name>}}"', text)
        try:
            value = parse_json(quoted)
        except json.JSONDecodeError as error:
            if is_sure:
                self._faults.note("body-not-json", at, fault=error.msg, row=error.lineno)
            return False, None
        except (ValueError, RecursionError):
            return False, None
        self._faults.note("variable-unquoted", at)
        return True, self._redaction.tree(value, at)

    def _responses(self, item: dict[str, Json], at: Path) -> tuple[Response, ...]:
        found: dict[str, Response] = {}
        for number, each in enumerate(_mappings(item.get("response"))):
            code = each.get("code")
            if not isinstance(code, int) or not 100 <= code <= 599:  # noqa: PLR2004 - HTTP's range
                continue
            media = self._response_media(each, (*at, "response", number, "body"))
            other = found.get(str(code))
            found[str(code)] = Response(
                status=str(code),
                description=str(each.get("name", ""))[:MOST_NAME],
                media=media if other is None else _media_together(other.media, media),
            )
        if not found:
            self._faults.note("no-saved-responses", at)
        return tuple(sorted(found.values(), key=lambda response: response.status))

    def _response_media(self, raw: dict[str, Json], at: Path) -> dict[str, Media]:
        body = raw.get("body")
        if not isinstance(body, str) or not body.strip():
            return {}
        given = next(
            (
                str(each.get("value", "")).partition(";")[0].strip().lower()
                for each in _mappings(raw.get("header"))
                if str(each.get("key", "")).lower() == "content-type"
            ),
            "",
        )
        is_json, value = self._json(body, at, is_sure="json" in given)
        if is_json:
            return {given if "json" in given else JSON_MEDIA: Media(None, (value,))}
        return {(given or "text/plain")[:MOST_NAME]: Media()}

    def _auth(self, raw: Json, inherited: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        if not isinstance(raw, dict) or raw.get("type") in (None, "inherit"):
            return inherited
        kind = str(raw["type"])[:MOST_NAME]
        if kind == "noauth":
            return ()
        self._schemes[kind] = _scheme(kind, raw)
        return ({kind: ()},)


def _scheme(kind: str, raw: dict[str, Json]) -> SecurityScheme:
    if kind != "apikey":
        return AUTH_TYPES.get(kind, SecurityScheme(kind))
    given = raw.get("apikey")
    values = (  # v2.1 lists pairs, v2.0 has a mapping
        given
        if isinstance(given, dict)
        else {str(each.get("key")): each.get("value") for each in _mappings(given)}
    )
    name, place = values.get("key", "X-API-Key"), values.get("in", "header")
    return SecurityScheme("apiKey", f"{place} {name}"[:MOST_NAME])


def _parameters(address: Address) -> list[Parameter]:
    path = [
        Parameter(
            name, Place.PATH, {"type": "string"}, required=True, examples=(value,) if value else ()
        )
        for name, value in address.path_values
    ]
    query = [
        Parameter(name, Place.QUERY, {"type": "string"}, examples=(value,) if value else ())
        for name, value in address.query
    ]
    return path + query


def _headers(request: dict[str, Json]) -> list[Parameter]:
    found: dict[str, Parameter] = {}
    for each in _mappings(request.get("header")):
        name = str(each.get("key") or "")[:MOST_NAME]
        if name and name.lower() not in TECHNICAL_HEADERS and each.get("disabled") is not True:
            value = str(each.get("value") or "")
            found.setdefault(
                name.lower(),
                Parameter(
                    name, Place.HEADER, {"type": "string"}, examples=(value,) if value else ()
                ),
            )
    return list(found.values())


def _together(first: Operation, second: Operation) -> Operation:
    """One operation of two requests for the same: their examples add up."""
    known = {(each.name, each.place) for each in first.parameters}
    new = [each for each in second.parameters if (each.name, each.place) not in known]
    responses = {each.status: each for each in first.responses}
    for each in second.responses:
        other = responses.get(each.status)
        responses[each.status] = (
            each
            if other is None
            else replace(other, media=_media_together(other.media, each.media))
        )
    body = first.body or second.body
    if first.body is not None and second.body is not None:
        body = Body(_media_together(first.body.media, second.body.media))
    return replace(
        first,
        parameters=(*first.parameters, *new),
        body=body,
        responses=tuple(sorted(responses.values(), key=lambda response: response.status)),
    )


def _media_together(first: Mapping[str, Media], second: Mapping[str, Media]) -> dict[str, Media]:
    found = dict(first)
    for name, each in second.items():
        known = found[name].examples if name in found else ()
        found[name] = Media(None, (*known, *each.examples)[:MOST_EXAMPLES])
    return found


def _with_schemas(operation: Operation) -> Operation:
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
    return {
        name: Media(infer_schema(*each.examples) if each.examples else None, each.examples)
        for name, each in media.items()
    }


def _language(raw: dict[str, Json]) -> str | None:
    options = raw.get("options")
    inner = options.get("raw") if isinstance(options, dict) else None
    language = inner.get("language") if isinstance(inner, dict) else None
    return MEDIA_OF_LANGUAGE.get(str(language))


def _description(value: Json) -> str:
    if isinstance(value, dict):
        value = value.get("content")
    return value.strip()[:MOST_TEXT] if isinstance(value, str) else ""


def _version(value: Json) -> str:
    if isinstance(value, dict):
        return ".".join(str(value.get(part, 0)) for part in ("major", "minor", "patch"))
    return str(value or "")[:MOST_NAME]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _mappings(value: Json) -> list[dict[str, Json]]:
    return [each for each in _list(value) if isinstance(each, dict)]
