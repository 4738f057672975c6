"""Addresses in collections: `{{base}}/users/:id?page=1`, as a text or taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from domain.contracts.model import Json
from domain.contracts.reading.bounds import MOST_NAME, MOST_TEXT

ORIGIN: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*|\{\{[^{}]+\}\})://[^/]*", re.IGNORECASE)
HOST: Final = re.compile(r"(?:localhost|[^/{}]*[.:][^/]*)(?=/|$)", re.IGNORECASE)
VARIABLE: Final = re.compile(r"\{\{\s*+([^{}\s]++(?:\s++[^{}\s]++)*+)\s*+\}\}")
PARAMETER: Final = re.compile(rf"{VARIABLE.pattern}|\{{([^{{}}]+)\}}|<(?:\w+:)?(\w+)>")
VALUE: Final = re.compile(
    r"\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24}"
    r"|(?P<long>[0-9a-f]{32,})",
    re.IGNORECASE,
)
"""A segment that is the value of an id, as numbers, UUIDs and MongoDB's ids are."""
UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.-]+")
LONGEST: Final = 2_000
MOST_STEPS: Final = 5
"""Interval at which a variable may stand for other variables."""


class Sent(NamedTuple):
    """A parameter as it was sent."""

    name: str
    value: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Address of a request."""

    server: str
    path: str
    """With `{name}` for what varies."""
    path_values: tuple[Sent, ...]
    query: tuple[Sent, ...]
    has_values: bool = False
    """True where ids stood in the path with their values."""


def address_of(raw: Json, variables: Mapping[str, str]) -> Address | None:
    """Return the address of a request; None where there is none."""
    if isinstance(raw, str):
        return _from_text(raw, {}, None, variables)
    if not isinstance(raw, dict):
        return None
    values = {each.name: each for each in sent(raw.get("variable"))}
    query = sent(raw["query"]) if isinstance(raw.get("query"), list) else None
    text = raw.get("raw")
    if not isinstance(text, str) or not text:
        text = _glued(raw)
    return _from_text(text, values, query, variables) if text else None


def sent(raw: Json) -> tuple[Sent, ...]:
    """Pairs of names and values, as collections list them."""
    found = []
    for each in raw if isinstance(raw, list) else []:
        name = each.get("key") or each.get("id") if isinstance(each, dict) else None
        if isinstance(each, dict) and name:
            value = each.get("value")
            text = value if isinstance(value, str) else "" if value is None else str(value)
            found.append(Sent(str(name)[:MOST_NAME], text, description_of(each.get("description"))))
    return tuple(found)


def description_of(value: Json) -> str:
    """Return a description, which is a text or holds one."""
    if isinstance(value, dict):
        value = value.get("content")
    return value.strip()[:MOST_TEXT] if isinstance(value, str) else ""


def _glued(raw: dict[str, Json]) -> str:
    host, path, port = raw.get("host"), raw.get("path"), raw.get("port")
    server = ".".join(map(str, host)) if isinstance(host, list) else str(host or "")
    server += f":{port}" if server and isinstance(port, str | int) and port else ""
    parts = [
        str(each.get("value", "")) if isinstance(each, dict) else str(each)
        for each in (path if isinstance(path, list) else str(path or "").split("/"))
    ]
    return f"{server}/{'/'.join(parts).lstrip('/')}" if server or any(parts) else ""


def _from_text(
    text: str,
    values: Mapping[str, Sent],
    query: tuple[Sent, ...] | None,
    variables: Mapping[str, str],
) -> Address | None:
    text = text.strip()[:LONGEST]
    if not text:
        return None
    before, _, asked = text.partition("#")[0].partition("?")
    server, rest = _split(before, variables, MOST_STEPS)
    path, found = _path(rest.lstrip("/"))
    names = dict.fromkeys(each.name for each in found)
    given = {each.name: each for each in found if each.value}
    return Address(
        server=server[:MOST_NAME],
        path=path,
        path_values=tuple(values.get(name) or given.get(name) or Sent(name) for name in names),
        query=_pairs(asked) if query is None else query,
        has_values=bool(given),
    )


def _split(text: str, variables: Mapping[str, str], steps: int) -> tuple[str, str]:
    """Split the server and the path; the value of a variable may hold both: `https://x.io/api/v1`."""
    origin = ORIGIN.match(text)
    if origin is not None:
        return origin[0], text[origin.end() :]
    base = VARIABLE.match(text)
    if base is None:
        host = HOST.match(text)
        return (host[0], text[host.end() :]) if host else ("", text)
    rest = text[base.end() :]
    if rest[:1] in (":", "."):  # `{{host}}:8000`, `{{shop}}.example.com`
        name, slash, rest = rest.partition("/")
        return f"{base[0]}{name}", f"{slash}{rest}"
    known = variables.get(base[1], "").partition("?")[0] if steps else ""
    server, start = _split(known.strip(), variables, steps - 1) if known else ("", "")
    return server, f"{start.rstrip('/')}/{rest.lstrip('/')}" if rest else start


def _path(text: str) -> tuple[str, list[Sent]]:
    """Return a path with what varies in braces, and that."""
    segments: list[str] = []
    found: list[Sent] = []
    for segment in text.split("/"):
        replaced, some = _segment(segment, len([each for each in found if each.value]))
        segments.append(replaced)
        found += some
    return "/" + "/".join(segments), found


def _segment(text: str, values_before: int) -> tuple[str, list[Sent]]:
    if text.startswith(":") and len(text) > 1:
        name = spoken_name(text[1:])
        return f"{{{name}}}", [Sent(name)]
    value = VALUE.fullmatch(text)
    if value is not None:
        name = f"id_{values_before + 1}" if values_before else "id"
        return f"{{{name}}}", [Sent(name, "REDACTED" if value["long"] else text)]
    found: list[Sent] = []

    def brace(match: re.Match[str]) -> str:
        found.append(Sent(spoken_name(match[1] or match[2] or match[3])))
        return f"{{{found[-1].name}}}"

    return PARAMETER.sub(brace, text), found


def _pairs(query: str) -> tuple[Sent, ...]:
    found = [each.partition("=") for each in query.split("&") if each]
    return tuple(Sent(name[:MOST_NAME], value) for name, _, value in found)


def spoken_name(text: str) -> str:
    """Return a name that can stand in braces."""
    return UNSAFE.sub("_", text)[:MOST_NAME].strip("_") or "value"
