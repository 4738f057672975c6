"""Address, headers and credentials of a request: all that goes beside its body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

from domain.contracts.examples.generate import UnsatisfiableError, generate_value
from domain.contracts.examples.records import BASIC, TOKEN
from domain.contracts.examples.styles import in_header, in_path, in_query
from domain.contracts.model import Json, Kind, Operation, Parameter, Place, Schema, SecurityScheme

USUAL_SERVER: Final = "https://api.example.com"
ABSOLUTE: Final = re.compile(r"https?://[^\s\"'<>\\`{}^|]+", re.IGNORECASE)
BARE_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(:\d+)?(/[^\s\"'<>\\`{}^|]*)?")
LOCAL: Final = ("localhost", "127.", "0.0.0.0")  # noqa: S104 - told apart, not listened on
PARAMETER: Final = re.compile(r"\{([^{}]*)\}")
SAFE: Final = "/:@!$&'()*+,;=~%"
HEADER_NAME: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
UNPRINTABLE: Final = re.compile(r"[^\t\x20-\x7e]")
UNKNOWN: Final = SecurityScheme("http", "bearer")
"""Stands for a scheme that the contract names and does not describe."""

Credential = tuple[Place, str, str]
"""A credential: its place, its name, and what stands for it."""


def server_of(servers: Iterable[str], base_url: str = "") -> str:
    """Return the base of all paths: the contract's, the API's own, else a made-up one."""
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
    """Return what proves who one is, as placeholders.

    Nothing where the operation is open to everybody.

    Where there is a choice, the way that a client on another server would take.
    """
    if not all(operation.security):
        return
    ways = [
        [_credential(name, schemes.get(name, UNKNOWN)) for name in each]
        for each in operation.security
    ]
    for found in min(ways, key=_burden, default=[]):
        if found is not None:
            yield found


def _credential(name: str, scheme: SecurityScheme) -> Credential | None:
    if scheme.type == "apiKey":
        place, _, key = scheme.detail.partition(" ")
        known = Place(place) if place in {"query", "header", "cookie"} else Place.HEADER
        prefix = _prefix(name) if key.lower() == "authorization" else ""
        return known, key or "X-API-Key", f"{prefix}{TOKEN}"
    if scheme.type == "http" and scheme.detail == "basic":
        return Place.HEADER, "Authorization", BASIC
    if scheme.type == "http" and scheme.detail and scheme.detail != "bearer":
        return Place.HEADER, "Authorization", f"{scheme.detail.capitalize()} {TOKEN}"
    if scheme.type == "mutualTLS":
        return None
    return Place.HEADER, "Authorization", f"Bearer {TOKEN}"


def _prefix(name: str) -> str:
    """Return the scheme before a key in `Authorization`, which Swagger 2.0 has by name."""
    words = name.lower()
    if "bearer" in words or "jwt" in words:
        return "Bearer "
    return "Token " if "token" in words else ""


def _burden(way: list[Credential | None]) -> int:
    """Rank ways to sign in: a token is easiest, a cookie needs a page."""
    places = {each[0] for each in way if each is not None}
    if Place.COOKIE in places:
        return 2
    return int(any(each is not None and each[2] == BASIC for each in way))


def address_of(
    operation: Operation,
    types: Mapping[str, Schema],
    server: str,
    credentials: Iterable[Credential],
    usual_style: str = "",
) -> str:
    """Return the whole address, with path parameters, what the query holds, and keys that go there.

    `usual_style` is how lists are written where a parameter does not say.
    """
    pairs = [
        f"{quote(name, safe='')}={text}"
        for parameter in operation.parameters
        if parameter.place is Place.QUERY and is_sent(parameter)
        for name, text in in_query(
            parameter.name, value_of(parameter, types), parameter.style or usual_style
        )
    ]
    pairs += [
        f"{quote(name, safe='')}={text}"
        for place, name, text in credentials
        if place is Place.QUERY
    ]
    path = in_path_of(operation, types, operation.path)
    return server + path + ("?" + "&".join(pairs) if pairs else "")


def in_path_of(operation: Operation, types: Mapping[str, Schema], path: str) -> str:
    """Return a path, or a part of one, with the values of its parameters."""
    by_name = {each.name: each for each in operation.parameters if each.place is Place.PATH}

    def filled(name: str) -> str:
        parameter = by_name.get(name, Parameter(name, Place.PATH))
        return in_path(parameter.name, value_of(parameter, types), parameter.style)

    return "".join(
        filled(part) if at % 2 else quote(part, safe=SAFE)
        for at, part in enumerate(PARAMETER.split(path))
    )


def usual_style_of(kind: Kind) -> str:
    """Tell how a query's lists are written where nothing is said: commas in Swagger 2.0."""
    return "csv" if kind is Kind.SWAGGER_20 else ""


def is_sent(parameter: Parameter) -> bool:
    """Tell whether an example has it: required, or with a value in the contract."""
    has_own = bool(parameter.examples or parameter.schema.get("examples"))
    return parameter.required or (has_own and not parameter.deprecated)


def headers_of(
    operation: Operation, types: Mapping[str, Schema], credentials: Iterable[Credential]
) -> list[tuple[str, str]]:
    """Return the headers that are needed; what cannot stand in a header is left out."""
    found: dict[str, str] = {}
    cookies: list[str] = []
    sent = [
        (each.place, each.name, in_header(value_of(each, types), each.style))
        for each in operation.parameters
        if each.place in {Place.HEADER, Place.COOKIE} and is_sent(each)
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


def value_of(parameter: Parameter, types: Mapping[str, Schema]) -> Json:
    """Return what an example has for a parameter; a placeholder where nothing fits."""
    try:
        return generate_value(
            parameter.schema, types, given=parameter.examples, name=parameter.name
        )
    except UnsatisfiableError:
        return f"<{parameter.name}>"
