"""Who may call an operation: what a client proved before must still do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.contracts.comparison.rules import Found
from domain.contracts.model import Contract, Operation, Requirement, SecurityScheme

Way = frozenset[tuple[str, str]]
"""Schemes that are proved together, each by its type and detail: their names mean nothing."""


def compare_security(
    old: Operation, new: Operation, contracts: tuple[Contract, Contract]
) -> Iterator[Found]:
    """Each way in that was enough before must be, or hold, one that is enough now."""
    ways_old = _ways(old.security, contracts[0].schemes)
    ways_new = _ways(new.security, contracts[1].schemes)
    if ways_old == ways_new:
        return
    was, is_ = _text(old.security), _text(new.security)
    lost = [way for way in ways_old if not any(each <= way for each in ways_new)]
    if lost:
        yield Found("security-added", ("security",), was, is_)
        return
    if ways_old.keys() != ways_new.keys():
        yield Found("security-widened", ("security",), was, is_)
    for way, scopes in ways_new.items():
        added = scopes - ways_old.get(way, scopes)
        if added:
            values = {"scopes": ", ".join(sorted(added))}
            yield Found("security-scope-added", ("security",), was, is_, values)


def _ways(
    requirements: tuple[Requirement, ...], schemes: Mapping[str, SecurityScheme]
) -> dict[Way, frozenset[str]]:
    if not requirements:
        return {frozenset(): frozenset()}
    ways: dict[Way, frozenset[str]] = {}
    for requirement in requirements:
        way = frozenset(_proof(name, schemes) for name in requirement)
        scopes = frozenset(scope for each in requirement.values() for scope in each)
        ways[way] = ways.get(way, scopes) & scopes
    return ways


def _proof(name: str, schemes: Mapping[str, SecurityScheme]) -> tuple[str, str]:
    scheme = schemes.get(name)
    return ("unknown", name) if scheme is None else (scheme.type, scheme.detail)


def _text(requirements: tuple[Requirement, ...]) -> str:
    return " | ".join(sorted(" + ".join(sorted(each)) or "-" for each in requirements)) or "-"
