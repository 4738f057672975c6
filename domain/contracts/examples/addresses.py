"""Where a request goes and what it carries beside its body: address, headers and credentials."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

from domain.contracts.examples.generate import UnsatisfiableError, generate_value
from domain.contracts.examples.records import TOKEN
from domain.contracts.model import Json, Operation, Parameter, Place, Schema, SecurityScheme

USUAL_SERVER: Final = "https://api.example.com"
ABSOLUTE: Final = re.compile(r"https?://[^\s\"'<>\\`{}^|]+", re.IGNORECASE)
BARE_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:\d+)?(/[^\s\"'<>\\`{}^|]*)?")
LOCAL: Final = ("localhost", "127.", "0.0.0.0")  # noqa: S104 - told apart, not listened on
PARAMETER: Final = re.compile(r"\{([^{}]*)\}")
SAFE: Final = "/:@!$&'()*+,;=~%"
HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
UNPRINTABLE: Final = re.compile(r"[^\t\x20-\x7e]")
JOINED: Final = {
    "form": ",",
    "csv": ",",
    "ssv": "%20",
    "spaceDelimited": "%20",
    "tsv": "%09",
    "pipes": "%7C",
    "pipeDelimited": "%7C",
}
"""What stands between the items of a list in a query, by style."""

Credential = tuple[Place, str, str]
"""Where it is sent, under which name, and what stands for it."""


def server_of(servers: Iterable[str], base_url: str = "") -> str:
    """The address that paths are added to: the contract's, the API's own, else a made-up one."""
    given = next(iter(servers), "").strip()
    for one in (given, base_url.strip()):
        if ABSOLUTE.fullmatch(one):
            start = one
            break
        if one and not one.startswith("/") and BARE_HOST.fullmatch(one):
            start = f"{'http' if one.startswith(LOCAL) else 'https'}://{one}"
            break
    else:
        start = USUAL_SERVER
    if given.startswith("/"):
        start = start.rstrip("/") + quote(given, safe=SAFE)
    return start.rstrip("/")


def credentials_of(
    operation: Operation, schemes: Mapping[str, SecurityScheme]
) -> Iterator[Credential]:
    """What proves who one is, as placeholders; nothing where the operation is open to everybody."""
    if not all(operation.security):
        return
    for name in operation.security[0] if operation.security else ():
        scheme = schemes.get(name, SecurityScheme("http", "bearer"))
        if scheme.type == "apiKey":
            place, _, key = scheme.detail.partition(" ")
            known = place in {"query", "header", "cookie"}
            yield Place(place) if known else Place.HEADER, key or "X-API-Key", TOKEN
        elif scheme.type == "http" and scheme.detail and scheme.detail != "bearer":
            yield Place.HEADER, "Authorization", f"{scheme.detail.capitalize()} {TOKEN}"
        elif scheme.type != "mutualTLS":
            yield Place.HEADER, "Authorization", f"Bearer {TOKEN}"


def address_of(
    operation: Operation,
    types: Mapping[str, Schema],
    server: str,
    credentials: Iterable[Credential],
) -> str:
    """The whole address, with path parameters, what the query must have, and keys that go there."""
    by_name = {each.name: each for each in operation.parameters if each.place is Place.PATH}

    def filled(match: re.Match[str]) -> str:
        parameter = by_name.get(match[1], Parameter(match[1], Place.PATH))
        return quote(_joined(_value(parameter, types), ","), safe=",@") or "1"

    path = "".join(
        part if at % 2 else quote(part, safe=SAFE)
        for at, part in enumerate(re.split(r"(\{[^{}]*\})", operation.path))
    )
    pairs = [
        f"{quote(name, safe='[]')}={text}"
        for parameter in operation.parameters
        if parameter.place is Place.QUERY and parameter.required
        for name, text in _pairs(parameter, _value(parameter, types))
    ]
    pairs += [f"{quote(name)}={text}" for place, name, text in credentials if place is Place.QUERY]
    return server + PARAMETER.sub(filled, path) + ("?" + "&".join(pairs) if pairs else "")


def headers_of(
    operation: Operation, types: Mapping[str, Schema], credentials: Iterable[Credential]
) -> list[tuple[str, str]]:
    """The headers that are needed; what cannot stand in a header is left out."""
    found: dict[str, str] = {}
    cookies: list[str] = []
    sent = [
        (each.place, each.name, _joined(_value(each, types), ","))
        for each in operation.parameters
        if each.required and each.place in {Place.HEADER, Place.COOKIE}
    ]
    for place, name, value in (*credentials, *sent):
        text = UNPRINTABLE.sub("", value).strip()
        if not HEADER_NAME.fullmatch(name):
            continue
        if place is Place.HEADER:
            found.setdefault(name, text)
        elif place is Place.COOKIE:
            cookies.append(f"{name}={text}")
    if cookies:
        found["Cookie"] = "; ".join(cookies)
    return list(found.items())


def _value(parameter: Parameter, types: Mapping[str, Schema]) -> Json:
    try:
        return generate_value(
            parameter.schema, types, given=parameter.examples, name=parameter.name
        )
    except UnsatisfiableError:
        return f"<{parameter.name}>"


def _pairs(parameter: Parameter, value: Json) -> Iterator[tuple[str, str]]:
    """A query parameter as it is written (OpenAPI 3.1, Style Values; Swagger 2.0's formats)."""
    style, _, exploded = parameter.style.partition("+")
    if isinstance(value, dict):
        for key, each in value.items():
            yield (f"{parameter.name}[{key}]" if style == "deepObject" else key), _quoted(each)
    elif not isinstance(value, list):
        yield parameter.name, _quoted(value)
    elif exploded or style not in JOINED:
        yield from ((parameter.name, _quoted(each)) for each in value)
    else:
        yield parameter.name, JOINED[style].join(map(_quoted, value))


def _joined(value: Json, separator: str) -> str:
    if isinstance(value, dict):
        return separator.join(_text(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return separator.join(map(_text, value))
    return _text(value)


def _quoted(value: Json) -> str:
    return quote(_text(value), safe=",:/@")


def _text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
