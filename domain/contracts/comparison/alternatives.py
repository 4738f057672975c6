"""Alternatives (`oneOf`, `anyOf`) as they look: what they are called, and what tells them apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.contracts.comparison.views import View, Views, merge, reference
from domain.contracts.model import Schema

MOST_SHOWN: Final = 100


def is_alone(*views: View) -> bool:
    """Tell whether each has one group of alternatives at most."""
    return all(len(view.groups) <= 1 for view in views)


def bare(view: View) -> View:
    """Return what stands beside the alternatives."""
    return replace(view, groups=(), discriminator="")


def combined(view: View, views: Views) -> list[View]:
    """Return what a view allows, as alternatives that stand alone."""
    if not view.groups:
        return [view]
    return [merge(bare(view), views.of(part)) for part in view.groups[0]]


def outline(view: View) -> tuple[frozenset[str], frozenset[str] | None]:
    """Outline what two alternatives have alike that may be one."""
    return frozenset(view.properties), view.types


def label(schema: Schema) -> str:
    """Return what an alternative is called; "" where it has no name."""
    return reference(schema) or str(schema.get("title", ""))


def only_values(view: View, views: Views) -> dict[str, str]:
    """Return the fields that can have one value only, such as `kind`, with it."""
    enums = {name: views.of(schema).enum for name, schema in view.properties.items()}
    return {name: enum[0] for name, enum in enums.items() if enum is not None and len(enum) == 1}


def shape(view: View, views: Views) -> str:
    """Return an alternative without a name: `{kind: "moved", to}`, `string`."""
    if not view.properties:
        return " | ".join(sorted(view.types or {"any"}))
    values = only_values(view, views)
    names = (f"{name}: {values[name]}" if name in values else name for name in view.properties)
    return f"{{{', '.join(names)}}}"[:MOST_SHOWN]
