"""Values of parameters as they are written into an address (OpenAPI 3.1, Style Values)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from domain.contracts.model import Json

JOINED: Final = {
    "form": ",",
    "csv": ",",
    "ssv": "%20",
    "spaceDelimited": "%20",
    "tsv": "%09",
    "pipes": "%7C",
    "pipeDelimited": "%7C",
}
"""Separators between the items of a list in a query, by style."""


def in_path(name: str, value: Json, style: str) -> str:
    """Return what stands in a path for a parameter, by its style."""
    kind, _, exploded = style.partition("+")
    if kind == "label":
        return "." + _listed(value, "." if exploded else ",", is_named=bool(exploded))
    if kind != "matrix":
        return _listed(value, ",", is_named=bool(exploded)) or "1"
    key = quote(name, safe="")
    if exploded and isinstance(value, list):
        return "".join(f";{key}={quote(text_of(each), safe='')}" for each in value)
    if exploded and isinstance(value, dict):
        return ";" + _listed(value, ";", is_named=True)
    return f";{key}={_listed(value, ',', is_named=False)}"


def _listed(value: Json, separator: str, *, is_named: bool) -> str:
    """Items or keys with values, joined; `is_named` writes `key=value`."""
    if isinstance(value, dict):
        between = "=" if is_named else separator
        pairs = (
            (quote(key, safe=""), quote(text_of(each), safe="")) for key, each in value.items()
        )
        return separator.join(between.join(pair) for pair in pairs)
    items = value if isinstance(value, list) else [value]
    return separator.join(quote(text_of(each), safe="@") for each in items)


def in_query(name: str, value: Json, style: str) -> Iterator[tuple[str, str]]:
    """Return a query parameter's names and values: a list or an object may be several."""
    kind, _, exploded = style.partition("+")
    if isinstance(value, dict):
        if kind == "deepObject":
            yield from ((f"{name}[{key}]", _quoted(each)) for key, each in value.items())
        elif exploded or kind not in JOINED:
            yield from ((key, _quoted(each)) for key, each in value.items())
        else:
            parts = (part for pair in value.items() for part in pair)
            yield name, JOINED[kind].join(map(_quoted, parts))
    elif not isinstance(value, list):
        yield name, _quoted(value)
    elif exploded or kind not in JOINED:
        yield from ((name, _quoted(each)) for each in value)
    else:
        yield name, JOINED[kind].join(map(_quoted, value))


def in_header(value: Json, style: str = "") -> str:
    """Return a header's text; lists and objects are joined with commas."""
    if isinstance(value, dict):
        between = "=" if style.endswith("+explode") else ","
        return ",".join(f"{key}{between}{text_of(each)}" for key, each in value.items())
    return ",".join(map(text_of, value)) if isinstance(value, list) else text_of(value)


def _quoted(value: Json) -> str:
    return quote(text_of(value), safe=":/@")


def text_of(value: Json) -> str:
    """Return a value as text: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
