"""Addresses in collections: `{{base}}/users/:id?page=1`, as a text or taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.contracts.model import Json
from domain.contracts.reading.bounds import MOST_NAME

START: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?[^/?#]*", re.IGNORECASE)
VARIABLE: Final = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
UNSAFE: Final = re.compile(r"[^A-Za-z0-9_.-]+")
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request goes."""

    server: str
    path: str
    """With `{name}` for what varies."""
    path_values: tuple[tuple[str, str], ...]
    """What varies in the path, with a value that was sent, or ""."""
    query: tuple[tuple[str, str], ...]


def address_of(raw: Json, variables: Mapping[str, str]) -> Address | None:
    """The address of a request; None where there is none."""
    if isinstance(raw, str):
        return _from_text(raw, {}, None, variables)
    if not isinstance(raw, dict):
        return None
    values = {
        str(each.get("key", each.get("id", ""))): str(each.get("value") or "")
        for each in _mappings(raw.get("variable"))
    }
    query = raw.get("query")
    pairs = (
        tuple(
            (str(each["key"])[:MOST_NAME], str(each.get("value") or ""))
            for each in _mappings(query)
            if each.get("key")
        )
        if isinstance(query, list)
        else None
    )
    text = raw.get("raw")
    if not isinstance(text, str) or not text:
        text = _glued(raw)
    return _from_text(text, values, pairs, variables) if text else None


def _glued(raw: dict[str, Json]) -> str:
    host, path = raw.get("host"), raw.get("path")
    server = ".".join(map(str, host)) if isinstance(host, list) else str(host or "")
    parts = [
        str(each.get("value", "")) if isinstance(each, dict) else str(each)
        for each in (path if isinstance(path, list) else str(path or "").split("/"))
    ]
    return f"{server}/{'/'.join(parts).lstrip('/')}" if server or any(parts) else ""


def _from_text(
    text: str,
    values: Mapping[str, str],
    pairs: tuple[tuple[str, str], ...] | None,
    variables: Mapping[str, str],
) -> Address | None:
    text = text.strip()[:LONGEST]
    if not text:
        return None
    before, _, query = text.partition("#")[0].partition("?")
    start = START.match(before)
    server = start[0] if start and not before.startswith("/") else ""
    rest = before[len(server) :]
    base = VARIABLE.fullmatch(server)
    if base is not None:
        known = variables.get(base[1], "")
        server, rest = _split(known, rest)
    segments = [_segment(each) for each in rest.split("/")]
    path = "/" + "/".join(name for name, _ in segments).lstrip("/")
    names = dict.fromkeys(name for _, found in segments for name in found)
    return Address(
        server=server[:MOST_NAME],
        path=path,
        path_values=tuple((name, values.get(name, "")) for name in names),
        query=_pairs(query) if pairs is None else pairs,
    )


def _split(base: str, rest: str) -> tuple[str, str]:
    """The value of a base variable may hold the beginning of the path: `https://x.io/api/v1`."""
    start = START.match(base)
    server = start[0] if start and "://" in base else ""
    return server, f"{base[len(server) :].rstrip('/')}{rest}" if server else rest


def _segment(text: str) -> tuple[str, list[str]]:
    """A segment with what varies in braces, and the names of that."""
    if text.startswith(":") and len(text) > 1:
        name = spoken_name(text[1:])
        return f"{{{name}}}", [name]
    found: list[str] = []

    def brace(match: re.Match[str]) -> str:
        found.append(spoken_name(match[1]))
        return f"{{{found[-1]}}}"

    replaced = VARIABLE.sub(brace, text)
    return replaced, found


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    found = [each.partition("=") for each in query.split("&") if each]
    return tuple((name[:MOST_NAME], value) for name, _, value in found)


def spoken_name(text: str) -> str:
    """A name that can stand in braces."""
    return UNSAFE.sub("_", text)[:MOST_NAME].strip("_") or "value"


def _mappings(value: Json) -> list[dict[str, Json]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
