"""OpenAPI 3.0, 3.1 and Swagger 2.0 to the model.

Sources: OpenAPI Specification 3.0.3 and 3.1.0; Swagger 2.0. What the three say differently (where
bodies, servers and security schemes stand) is in `dialects`.
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
    Operation,
    Parameter,
    Place,
    Requirement,
    Response,
)
from domain.contracts.reading.bounds import MOST_NAME, MOST_OPERATIONS, MOST_TEXT, RefusedError
from domain.contracts.reading.dialects import Dialect
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.schemas import day_of
from domain.contracts.reading.trees import Path
from domain.contracts.uploads import match_key

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TEMPLATED: Final = re.compile(r"\{([^{}]+)\}")
STATUS: Final = re.compile(r"[1-5](?:\d\d|XX)|default")
COLON: Final = re.compile(r"/:([A-Za-z_]\w*)")
"""A parameter as Express and Postman write it."""
MOST_TAGS: Final = 20
PLACES: Final = ("path", "query", "header", "cookie")
IGNORED_HEADERS: Final = frozenset({"accept", "content-type", "authorization"})
"""They are told by media types and security (OpenAPI 3.1.0, "Fixed Fields" of a parameter)."""


def read_rest(tree: dict[str, Json], kind: Kind, faults: Faults) -> Contract:
    """Read the contract of a description; what is wrong in it is noted, nothing is fetched."""
    return _Reader(tree, kind, faults).contract()


class _Reader:
    def __init__(self, tree: dict[str, Json], kind: Kind, faults: Faults) -> None:
        self._tree = tree
        self._kind = kind
        self._faults = faults
        self._dialect = Dialect(tree, kind, faults)
        self._schemas = self._dialect.schemas
        self._references = self._dialect.references
        self._known: dict[str, str] = {}
        """The keys of operations by what is the same to a client."""

    def contract(self) -> Contract:
        info = self._tree.get("info")
        info = info if isinstance(info, dict) else {}
        operations = self._operations()
        return Contract(
            kind=self._kind,
            title=_words(info.get("title"), MOST_NAME),
            version=_words(info.get("version"), MOST_NAME),
            servers=self._dialect.servers(),
            operations=tuple(operations),
            types=self._schemas.finish(),
            schemes=self._dialect.schemes(),
        )

    def _operations(self) -> list[Operation]:
        paths = self._tree.get("paths")
        found: list[Operation] = []
        if not isinstance(paths, dict):
            rule = "only-webhooks" if paths is None and "webhooks" in self._tree else "no-paths"
            self._faults.note(rule, ("paths",) if "paths" in self._tree else ())
            return found
        for path, raw in paths.items():
            if path.startswith("x-"):
                continue
            at, item = self._references.resolve(raw, ("paths", path))
            for method, given in self._methods(item, at):
                found += self._operation(path, method, item, (*at, given))
                if len(found) > MOST_OPERATIONS:
                    raise RefusedError("contracts-refused-operations", most=f"{MOST_OPERATIONS:,}")
        return found

    def _methods(self, item: dict[str, Json], at: Path) -> Iterator[tuple[str, str]]:
        """Return the methods of a path, in a fixed order, and as they are written."""
        written = {each.lower(): each for each in reversed(item)}
        for method in METHODS:
            given = written.get(method)
            if given is not None:
                if given != method:
                    self._faults.note("method-in-capitals", (*at, given), given=given)
                yield method, given

    def _path(self, path: str, at: Path) -> str:
        """Return a path as OpenAPI has them, of what people write."""
        given = path
        path = COLON.sub(r"/{\1}", path.partition("?")[0])
        if path != given:
            self._faults.note("path-unusual", at, given=given, read=path)
        if not path.startswith("/"):
            self._faults.note("path-without-slash", at, given=path)
            path = f"/{path}"
        return path

    def _operation(
        self, path: str, method: str, item: dict[str, Json], where: Path
    ) -> list[Operation]:
        at, raw = where[:-1], item[str(where[-1])]
        if not isinstance(raw, dict):
            self._faults.note("not-mapping", where, value=_shown(raw))
            return []
        path = self._path(path, at)
        key = f"{method.upper()} {path}"
        if not self._is_new(key, where):
            return []
        parameters, body = self._parameters(raw, item, at, where, path)
        return [
            Operation(
                method=method.upper(),
                path=path,
                name=_words(raw.get("operationId"), MOST_NAME),
                summary=_words(raw.get("summary"), MOST_NAME),
                description=_words(raw.get("description"), MOST_TEXT),
                tags=tuple(str(tag)[:MOST_NAME] for tag in self._tags(raw, where)),
                parameters=parameters,
                body=body,
                responses=self._responses(raw, where),
                security=self._security(raw, where),
                deprecated=raw.get("deprecated") is True,
                sunset=day_of(raw.get("x-sunset")),
            )
        ]

    def _tags(self, raw: dict[str, Json], where: Path) -> list[Json]:
        tags = raw.get("tags")
        if isinstance(tags, str):
            self._faults.note("not-list", (*where, "tags"), key="tags")
            return [tags]
        return _list(tags)[:MOST_TAGS]

    def _is_new(self, key: str, where: Path) -> bool:
        other = self._known.setdefault(match_key(key), key)
        if other != key:
            self._faults.note("duplicate-operation", where, key=key, other=other)
        return other == key

    def _parameters(
        self, raw: dict[str, Json], item: dict[str, Json], at: Path, where: Path, path: str
    ) -> tuple[tuple[Parameter, ...], Body | None]:
        """Merge the path's parameters with the operation's, which win by name and place."""
        found: dict[tuple[str, Place], Parameter] = {}
        old_style: list[tuple[Path, dict[str, Json]]] = []
        for holder, place in ((item, at), (raw, where)):
            for listed, each in self._listed(holder, (*place, "parameters")):
                spot, one = self._references.resolve(each, listed)
                if one.get("in") in ("body", "formData"):
                    old_style.append((spot, one))
                    continue
                parameter = self._parameter(one, spot)
                if parameter is not None:
                    found[parameter.name, parameter.place] = parameter
        self._complete(found, path, where)
        body = self._dialect.body(raw, where, old_style)
        return tuple(found.values()), body

    def _listed(self, holder: dict[str, Json], at: Path) -> Iterator[tuple[Path, Json]]:
        """Return the parameters of a path or an operation; people write one, or name them, too."""
        given = holder.get("parameters")
        if not isinstance(given, dict):
            yield from (((*at, number), each) for number, each in enumerate(_list(given)))
            return
        self._faults.note("not-list", at, key="parameters")
        if "in" in given:
            yield at, given
            return
        for name, each in given.items():
            if isinstance(each, dict) and "$ref" not in each:
                each = {"name": name, **each}  # noqa: PLW2901 - read as it is meant
            yield (*at, name), each

    def _complete(self, found: dict[tuple[str, Place], Parameter], path: str, where: Path) -> None:
        """Path parameters are what the path names: no more, no less."""
        named = list(dict.fromkeys(TEMPLATED.findall(path)))
        for name in named:
            if (name, Place.PATH) not in found:
                self._faults.note("path-parameter-undeclared", where, name=name)
                found[name, Place.PATH] = Parameter(
                    name, Place.PATH, {"type": "string"}, required=True
                )
        for name, place in [*found]:
            if place is Place.PATH and name not in named:
                self._faults.note("path-parameter-unused", where, name=name)
                del found[name, place]

    def _parameter(self, raw: dict[str, Json], at: Path) -> Parameter | None:
        name, place = raw.get("name"), raw.get("in")
        if not isinstance(name, str) or place not in PLACES:
            if raw:
                self._faults.note("parameter-incomplete", at)
            return None
        if place == "header" and name.lower() in IGNORED_HEADERS:
            return None
        schema, examples = self._dialect.value(raw, at)
        return Parameter(
            name=name[:MOST_NAME],
            place=Place(place),
            schema=schema,
            required=raw.get("required") is True or place == "path",
            deprecated=raw.get("deprecated") is True,
            sunset=day_of(raw.get("x-sunset")),
            description=_words(raw.get("description"), MOST_TEXT),
            examples=examples,
            style=self._dialect.style(raw, Place(place)),
        )

    def _responses(self, raw: dict[str, Json], where: Path) -> tuple[Response, ...]:
        responses = raw.get("responses")
        if not isinstance(responses, dict) or not responses:
            self._faults.note("no-responses", where)
            return ()
        found = {}
        for code, each in responses.items():
            if code.startswith("x-"):
                continue
            status = code.upper() if code != "default" else code
            if not STATUS.fullmatch(status):
                self._faults.note("unknown-status", (*where, "responses", code), status=code)
                continue
            at, one = self._references.resolve(each, (*where, "responses", code))
            found[status] = Response(
                status=status,
                description=_words(one.get("description"), MOST_TEXT),
                media=self._dialect.response_media(one, at, raw),
                headers=self._headers(one, at),
            )
        return tuple(found.values())

    def _headers(self, raw: dict[str, Json], at: Path) -> tuple[Parameter, ...]:
        headers = raw.get("headers")
        found = []
        for name, each in headers.items() if isinstance(headers, dict) else ():
            spot, one = self._references.resolve(each, (*at, "headers", name))
            if name.lower() == "content-type":
                continue
            schema, examples = self._dialect.value(one, spot)
            found.append(
                Parameter(
                    name=name[:MOST_NAME],
                    place=Place.HEADER,
                    schema=schema,
                    required=one.get("required") is True,
                    deprecated=one.get("deprecated") is True,
                    description=_words(one.get("description"), MOST_TEXT),
                    examples=examples,
                )
            )
        return tuple(found)

    def _security(self, raw: dict[str, Json], where: Path) -> tuple[Requirement, ...]:
        holder, at = (raw, where) if "security" in raw else (self._tree, ())
        given = holder.get("security")
        if isinstance(given, dict):
            self._faults.note("not-list", (*at, "security"), key="security")
            given = [given]
        found = []
        for number, each in enumerate([given] if isinstance(given, str) else _list(given)):
            place = (*at, "security") if isinstance(given, str) else (*at, "security", number)
            if isinstance(each, str):
                self._faults.note("security-as-text", place, name=each)
                each = {each: []}  # noqa: PLW2901 - read as it is meant
            if isinstance(each, dict):
                found.append(self._requirement(each, place))
        return tuple(found)

    def _requirement(self, raw: dict[str, Json], at: Path) -> Requirement:
        known = self._dialect.scheme_names
        for name in raw:
            if name not in known:
                self._faults.note("unknown-scheme", at, name=name)
        return {
            name[:MOST_NAME]: tuple(sorted(str(scope) for scope in _list(scopes)))
            for name, scopes in raw.items()
        }


def _words(value: Json, most: int) -> str:
    """Return a text; YAML makes a number of `version: 1.0`."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value).strip()[:most] if isinstance(value, str) or is_number else ""


def _shown(value: Json) -> str:
    """Return a value in a sentence, as documents have it."""
    return json.dumps(value, ensure_ascii=False)[:60] if value is None else str(value)[:60]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
