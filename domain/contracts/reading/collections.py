"""Postman collections v2.0 and v2.1 to the model.

Source: the Postman Collection Format schemas v2.0.0 and v2.1.0. A collection lists requests as
somebody sends them: each becomes an operation, its saved responses become examples, and the
shapes of bodies are guessed from them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

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
from domain.contracts.reading.addresses import (
    VARIABLE,
    Address,
    Sent,
    address_of,
    description_of,
    sent,
)
from domain.contracts.reading.bounds import (
    MOST_EXAMPLES,
    MOST_NAME,
    MOST_OPERATIONS,
    RefusedError,
)
from domain.contracts.reading.collected import merge_media, merge_operations, with_schemas
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.redaction import Redaction
from domain.contracts.reading.relaxed import relax
from domain.contracts.reading.secret_words import kind_of_name
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
    """Read the contract of a collection; what cannot be a request is noted and left out.

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
        self._variables = {each.name: each.value for each in sent(root.get("variable"))}

    def contract(self, at: Path) -> Contract:
        operations: dict[str, Operation] = {}
        security = self._auth(self._root.get("auth"), ())
        for operation, where in self._requests(self._root, at, (), security):
            key = match_key(operation.key)
            if key in operations:
                self._faults.note("request-again", where, key=operation.key)
                operations[key] = merge_operations(operations[key], operation)
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
            title=str(info.get("name") or "")[:MOST_NAME],
            version=_version(info.get("version")),
            servers=tuple(self._servers)[:MOST_EXAMPLES],
            operations=tuple(with_schemas(each) for each in operations.values()),
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
                name = str(item.get("name") or "")[:MOST_NAME]
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
            self._faults.note("item-without-request", at, name=str(item.get("name") or "")[:60])
            return None
        method = str(request.get("method") or "GET").upper()
        address = address_of(request.get("url"), self._variables)
        if address is None or not METHOD.fullmatch(method):
            self._faults.note("request-without-address", at, name=str(item.get("name") or "")[:60])
            return None
        if address.server:
            self._servers[address.server] = None
        if address.has_values:
            self._faults.note("value-in-path", at, key=f"{method} {address.path}")
        headers = _sent_headers(request.get("header"))
        return Operation(
            method=method,
            path=address.path,
            name=str(item.get("name") or "")[:MOST_NAME],
            description=description_of(request.get("description", item.get("description"))),
            tags=folders[-1:],
            parameters=(*_parameters(address), *_headers(headers)),
            body=self._body(request.get("body"), (*at, "request", "body")),
            responses=self._responses(item, at),
            security=self._auth(request.get("auth"), security) or self._auth_of(headers),
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
            return _form(name, _mappings(given))
        if mode == "graphql" and isinstance(given, dict):
            return Body({JSON_MEDIA: Media(None, ({"query": given.get("query", "")},))})
        return Body({"application/octet-stream": Media()}) if mode == "file" else None

    def _raw_body(self, text: str, media: str | None, at: Path) -> Body:
        if VARIABLE.fullmatch(text.strip()):  # it holds the whole body
            return Body({media or JSON_MEDIA: Media()})
        found, value = self._json(text, at, is_sure=media == JSON_MEDIA)
        if found:
            return Body({JSON_MEDIA: Media(None, (value,))})
        return Body({media or "text/plain": Media(None, ())})

    def _json(self, text: str, at: Path, *, is_sure: bool) -> tuple[bool, Json]:
        """Read a text as JSON, with variables without quotes as texts; tell if it is."""
        try:
            return True, self._redaction.tree(parse_json(text), at)
        except (ValueError, RecursionError):
            pass
        relaxed = relax(text, variables=True)
        try:
            value = parse_json(relaxed.text)
        except json.JSONDecodeError as error:
            if is_sure:
                self._faults.note("body-not-json", at, fault=error.msg, row=error.lineno)
            return False, None
        except (ValueError, RecursionError):
            return False, None
        self._faults.note("variable-unquoted" if relaxed.has_variables else "body-relaxed", at)
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
                description=str(each.get("name") or "")[:MOST_NAME],
                media=media if other is None else merge_media(other.media, media),
            )
        if not found:
            self._faults.note("no-saved-responses", at)
        return tuple(sorted(found.values(), key=lambda response: response.status))

    def _response_media(self, raw: dict[str, Json], at: Path) -> dict[str, Media]:
        body = raw.get("body")
        if not isinstance(body, str) or not body.strip():
            return {}
        shown = MEDIA_OF_LANGUAGE.get(str(raw.get("_postman_previewlanguage")).lower(), "")
        given = next(
            (
                each.value.partition(";")[0].strip().lower()
                for each in _sent_headers(raw.get("header"))
                if each.name.lower() == "content-type"
            ),
            shown,
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

    def _auth_of(self, headers: tuple[Sent, ...]) -> tuple[Requirement, ...]:
        """Return what a header says of who asks: most collections have it there, and no `auth`."""
        sent_by_name = {each.name.lower(): each.value for each in headers if each.value.strip()}
        value = sent_by_name.get("authorization")
        if value is None:
            return self._auth_of_cookie(sent_by_name.get("cookie", ""))
        kind = value.split()[0].lower()
        name = kind if kind in ("bearer", "basic") else "authorization"
        self._schemes[name] = AUTH_TYPES.get(name, SecurityScheme("apiKey", "header Authorization"))
        return ({name: ()},)

    def _auth_of_cookie(self, value: str) -> tuple[Requirement, ...]:
        names = [each.partition("=")[0].strip()[:MOST_NAME] for each in value.split(";")]
        name = next((each for each in names if kind_of_name(each)), None)
        if name is None or kind_of_name(name) is None:
            return ()
        self._schemes["cookie"] = SecurityScheme("apiKey", f"cookie {name}"[:MOST_NAME])
        return ({"cookie": ()},)


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
    path = [_parameter(each, Place.PATH) for each in address.path_values]
    query = {each.name: _parameter(each, Place.QUERY) for each in reversed(address.query)}
    return path + list(reversed(query.values()))


def _parameter(given: Sent, place: Place) -> Parameter:
    return Parameter(
        given.name,
        place,
        {"type": "string"},
        required=place is Place.PATH,
        description=given.description,
        examples=(given.value,) if given.value else (),
    )


def _sent_headers(raw: Json) -> tuple[Sent, ...]:
    """Headers that are sent; v2.0 has them as one text, too."""
    if isinstance(raw, str):
        lines = [line.partition(":") for line in raw.splitlines()]
        return tuple(Sent(name.strip()[:MOST_NAME], value.strip()) for name, _, value in lines)
    return sent([each for each in _mappings(raw) if each.get("disabled") is not True])


def _headers(headers: tuple[Sent, ...]) -> list[Parameter]:
    found: dict[str, Parameter] = {}
    for each in headers:
        if each.name and each.name.lower() not in TECHNICAL_HEADERS:
            found.setdefault(each.name.lower(), _parameter(each, Place.HEADER))
    return list(found.values())


def _form(media: str, given: list[dict[str, Json]]) -> Body | None:
    """Return the fields of a form; a file has no value that could be an example."""
    given = [each for each in given if each.get("disabled") is not True]
    files: dict[str, Json] = {
        str(each["key"])[:MOST_NAME]: {"type": "string", "format": "binary"}
        for each in given
        if each.get("key") and each.get("type") == "file"
    }
    fields: dict[str, Json] = {each.name: each.value for each in sent([*given])}
    if not fields:
        return None
    return Body({media: Media({"properties": files} if files else None, (fields,))})


def _language(raw: dict[str, Json]) -> str | None:
    options = raw.get("options")
    inner = options.get("raw") if isinstance(options, dict) else None
    language = inner.get("language") if isinstance(inner, dict) else None
    return MEDIA_OF_LANGUAGE.get(str(language))


def _version(value: Json) -> str:
    if isinstance(value, dict):
        return ".".join(str(value.get(part, 0)) for part in ("major", "minor", "patch"))
    return str(value or "")[:MOST_NAME]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _mappings(value: Json) -> list[dict[str, Json]]:
    return [each for each in _list(value) if isinstance(each, dict)]
