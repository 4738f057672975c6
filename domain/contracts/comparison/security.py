"""Security of an operation: what a client proved before must still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Final

from domain.contracts.comparison.rules import Found
from domain.contracts.model import Contract, Operation, Requirement, SecurityScheme

Way = frozenset[tuple[str, str]]
"""Schemes that are proved together, each by its type and detail: their names mean nothing."""
FLOWS: Final = {"accessCode": "authorizationCode", "application": "clientCredentials"}
"""Flows of OAuth as Swagger 2.0 names them, and as OpenAPI 3 does."""
MOST_WAYS: Final = 100
OPEN: Final[Way] = frozenset()
"""The way in that needs no proof."""
TERMS: Final = {
    "apiKey": "API key",
    "http": "HTTP authentication",
    "oauth2": "OAuth 2",
    "openIdConnect": "OpenID Connect",
    "mutualTLS": "client certificate",
}


def compare_security(
    old: Operation, new: Operation, contracts: tuple[Contract, Contract]
) -> Iterator[Found]:
    """Compare each way in that was enough before must be, or hold, one that is enough now."""
    ways_old = _ways(old.security, contracts[0].schemes)
    ways_new = _ways(new.security, contracts[1].schemes)
    if ways_old == ways_new:
        return
    was, is_ = _text(old, contracts[0]), _text(new, contracts[1])
    missing = [_missing(way, scopes, ways_new) for way, scopes in ways_old.items()]
    if any(each is None for each in missing):
        rule = "security-set" if OPEN in ways_old else "security-added"
        yield Found(rule, ("security",), "" if OPEN in ways_old else was, is_)
        return
    if ways_old.keys() != ways_new.keys():
        yield from _widened(was, is_, was_open=OPEN in ways_old, is_open=OPEN in ways_new)
    added = sorted({scope for each in missing for scope in each or ()})
    if added:
        yield Found("security-scope-added", ("security",), was, is_, {"scopes": ", ".join(added)})


def _widened(was: str, is_: str, *, was_open: bool, is_open: bool) -> Iterator[Found]:
    if is_open and not was_open:
        yield Found("security-dropped", ("security",), was)
    elif not is_open:
        yield Found("security-widened", ("security",), was, is_)
    elif is_:
        yield Found("security-offered", ("security",), "", is_)


def _missing(
    way: Way, scopes: frozenset[str], ways: Mapping[Way, frozenset[str]]
) -> frozenset[str] | None:
    """Return the fewest scopes that a way in lacks now; None where none of those left takes it."""
    lacking = [needed - scopes for each, needed in ways.items() if each <= way]
    return min(lacking, key=lambda each: (len(each), sorted(each)), default=None)


def _ways(
    requirements: tuple[Requirement, ...], schemes: Mapping[str, SecurityScheme]
) -> dict[Way, frozenset[str]]:
    if not requirements:
        return {frozenset(): frozenset()}
    ways: dict[Way, frozenset[str]] = {}
    for requirement in requirements:
        scopes = frozenset(scope for each in requirement.values() for scope in each)
        proofs = (_proofs(name, schemes) for name in requirement)
        for proved in islice(product(*proofs), MOST_WAYS):
            way = frozenset(proved)
            ways[way] = ways.get(way, scopes) & scopes
    return ways


def _proofs(name: str, schemes: Mapping[str, SecurityScheme]) -> list[tuple[str, str]]:
    """Return each that does: of OAuth, any one of its flows, whatever Swagger 2.0 calls it."""
    scheme = schemes.get(name)
    if scheme is None:
        return [("unknown", name)]
    if scheme.type == "oauth2":
        flows = scheme.detail.split() or [""]
        return [(scheme.type, FLOWS.get(flow, flow)) for flow in flows]
    is_header = scheme.type == "apiKey" and scheme.detail.startswith("header ")
    return [(scheme.type, scheme.detail.casefold() if is_header else scheme.detail)]


def _text(operation: Operation, contract: Contract) -> str:
    """Name what a client shows by each scheme: `bearer token | API key in header X`."""
    ways = (
        " + ".join(sorted({_spoken(name, contract.schemes) for name in each}))
        for each in operation.security
        if each
    )
    return " | ".join(sorted(set(ways)))


def _spoken(name: str, schemes: Mapping[str, SecurityScheme]) -> str:
    """Return what people call a scheme, in the terms of the trade.

    Its own name where it is unknown.
    """
    scheme = schemes.get(name)
    if scheme is None:
        return name
    if scheme.type == "http" and scheme.detail == "bearer":
        return "bearer token"
    term = TERMS.get(scheme.type, scheme.type)
    if scheme.type == "apiKey":
        return f"{term} in {scheme.detail}" if scheme.detail else term
    return f"{term} ({', '.join(scheme.detail.split())})" if scheme.detail else term
