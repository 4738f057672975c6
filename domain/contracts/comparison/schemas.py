"""Two schemas against each other, with all that they refer to.

What two named types differ in is worked out once for a direction, however often they are used;
types that refer to themselves end where they come round again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from domain.contracts.changes import Grade
from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.values import compare_values
from domain.contracts.comparison.views import View, Views, merge, reference
from domain.contracts.model import Json, Schema

MOST_OF_A_TYPE: Final = 500
"""Differences kept of one pair of types, the gravest first: the same one counts wherever used."""
MOST_ALTERNATIVES: Final = 60
"""How many alternatives are tried against each other."""
NEVER: Final = 10**9


class SchemaComparer:
    """Compares schemas of an old contract with those of a new one."""

    def __init__(self, old: Mapping[str, Schema], new: Mapping[str, Schema]) -> None:
        self._old, self._new = Views(old), Views(new)
        self._known: dict[tuple[str, str, Direction], tuple[Found, ...]] = {}
        self._open: dict[tuple[str, str, Direction], int] = {}
        self._lowest = NEVER
        """The outermost pair under way that was met again; what depends on it is not kept."""
        self._changed = _changed_types(old, new)

    def are_same(self, old: Json, new: Json) -> bool:
        """Whether two values, and all the types that they refer to, are word for word the same."""
        return old == new and self._changed.isdisjoint(references(old))

    def compare(self, old: Schema, new: Schema, direction: Direction) -> list[Found]:
        """What changed, by its place within the schema."""
        if self.are_same(old, new):
            return []
        one, other = reference(old), reference(new)
        if one is None or other is None or len(old) > 1 or len(new) > 1:
            return self._views(self._old.of(old), self._new.of(new), direction)
        return list(self._types((one, other, direction), old, new))

    def _types(
        self, pair: tuple[str, str, Direction], old: Schema, new: Schema
    ) -> tuple[Found, ...]:
        if pair in self._known:
            return self._known[pair]
        if pair in self._open:
            self._lowest = min(self._lowest, self._open[pair])
            return ()
        depth = self._open[pair] = len(self._open)
        before, self._lowest = self._lowest, NEVER
        found = self._views(self._old.of(old), self._new.of(new), pair[2])
        kept = gravest(found, MOST_OF_A_TYPE)
        del self._open[pair]
        if self._lowest >= depth:  # nothing further out is missing in it
            self._known[pair] = kept
            self._lowest = NEVER
        self._lowest = min(before, self._lowest)
        return kept

    def _views(self, old: View, new: View, direction: Direction) -> list[Found]:
        if old.groups != new.groups and _is_alone(old, new) and _bare(old) != _bare(new):
            return self._distributed(old, new, direction)
        found = list(compare_values(old, new, direction))
        if any(each.rule.endswith("type-changed") for each in found):
            return found  # what its parts were and are says nothing more
        found += self._properties(old, new, direction)
        found += self._inside(old, new, direction)
        found += self._groups(old, new, direction)
        return found

    def _properties(self, old: View, new: View, direction: Direction) -> list[Found]:
        found: list[Found] = []
        shown_old = self._shown(old, self._old, direction)
        shown_new = self._shown(new, self._new, direction)
        for name, schema in shown_old.items():
            if name not in shown_new:
                found.append(_removed(name, old, direction))
                continue
            found += (each.under(name) for each in self.compare(schema, shown_new[name], direction))
            rule = self._required(name, old, new, direction)
            if rule:
                found.append(Found(rule, (name,), values={"name": name}))
        for name in shown_new:
            if name not in shown_old:
                found.append(self._added(name, new, direction))
        if direction is Direction.REQUEST:  # required, and described nowhere
            known = old.properties.keys() | new.properties.keys() | old.required
            found += (
                Found("request-property-required-added", (name,), values={"name": name})
                for name in sorted(new.required - known)
            )
        return found

    @staticmethod
    def _shown(view: View, views: Views, direction: Direction) -> dict[str, Schema]:
        """The properties that go this way: `readOnly` ones are not sent, `writeOnly` ones kept."""

        def goes(schema: Schema) -> bool:
            if not schema.keys() & {"readOnly", "writeOnly", "$ref", "allOf"}:
                return True
            seen = views.of(schema)
            return not (seen.read_only if direction is Direction.REQUEST else seen.write_only)

        return {name: schema for name, schema in view.properties.items() if goes(schema)}

    def _required(self, name: str, old: View, new: View, direction: Direction) -> str:
        was, is_ = name in old.required, name in new.required
        if was == is_:
            return ""
        if not is_:
            return f"{direction}-property-became-optional"
        if direction is Direction.REQUEST and self._has_default(name, new):
            return "request-property-became-required-default"
        return f"{direction}-property-became-required"

    def _added(self, name: str, new: View, direction: Direction) -> Found:
        is_needed = (
            direction is Direction.REQUEST
            and name in new.required
            and not self._has_default(name, new)
        )
        rule = "request-property-required-added" if is_needed else f"{direction}-property-added"
        return Found(rule, (name,), values={"name": name})

    def _has_default(self, name: str, new: View) -> bool:
        return self._new.of(new.properties.get(name, {})).default is not None

    def _inside(self, old: View, new: View, direction: Direction) -> list[Found]:
        """Items of lists, and properties that are not named."""
        found: list[Found] = []
        if old.items is not None or new.items is not None:
            pair = (old.items or {}, new.items or {})
            found += (each.under("0") for each in self.compare(*pair, direction))
        was, is_ = old.additional, new.additional
        if _is_closed(was) != _is_closed(is_):
            found.append(Found(f"{direction}-{'closed' if _is_closed(is_) else 'opened'}"))
        elif (was or is_) and not _is_closed(was):
            found += (each.under("*") for each in self.compare(was or {}, is_ or {}, direction))
        return found

    def _groups(self, old: View, new: View, direction: Direction) -> list[Found]:
        found: list[Found] = []
        if old.discriminator != new.discriminator:
            found.append(Found("discriminator-changed", (), old.discriminator, new.discriminator))
        count = max(len(old.groups), len(new.groups))
        for at in range(count):
            was = old.groups[at] if at < len(old.groups) else ({},)
            is_ = new.groups[at] if at < len(new.groups) else ({},)
            found += self._alternatives(was, is_, direction)
        return found

    def _distributed(self, old: View, new: View, direction: Direction) -> list[Found]:
        """Where both the alternatives and what stands beside them changed: each with all."""
        one, other = _combined(old, self._old), _combined(new, self._new)
        return self._matched((one, other), (one, other), ("",) * len(one + other), direction)

    def _matched(
        self,
        changed: tuple[Sequence[View], Sequence[View]],
        whole: tuple[Sequence[View], Sequence[View]],
        names: Sequence[str],
        direction: Direction,
    ) -> list[Found]:
        """Alternatives of one outline are the same one; the others are gone, or new."""
        found: list[Found] = []
        first = len(changed[0])
        rest_old: list[tuple[View, str]] = []
        rest_new = list(zip(changed[1], names[first:], strict=True))
        for view, name in zip(changed[0], names[:first], strict=True):
            twins = [at for at, each in enumerate(rest_new) if _outline(each[0]) == _outline(view)]
            if twins:
                twin, _ = rest_new.pop(twins[0])
                inner = self._views(view, twin, direction)
                found += (each.under(f"({name})") for each in inner) if name else inner
            else:
                rest_old.append((view, name))
        rest = [view for view, _ in rest_old], [view for view, _ in rest_new]
        labels = [name for _, name in rest_old], [name for _, name in rest_new]
        return found + self._gone_and_new(rest, whole, labels, direction)

    def _alternatives(
        self, old: Sequence[Schema], new: Sequence[Schema], direction: Direction
    ) -> list[Found]:
        rest_old, rest_new = list(old), list(new)
        for part in old:
            twin = next((each for each in rest_new if self.are_same(part, each)), None)
            if twin is not None:
                rest_old.remove(part)
                rest_new.remove(twin)
        found: list[Found] = []
        for part in list(rest_old):
            twin = next((each for each in rest_new if _label(each) == _label(part)), None)
            if twin is not None and _label(part):
                rest_old.remove(part)
                rest_new.remove(twin)
                found += (
                    each.under(f"({_label(part)})") for each in self.compare(part, twin, direction)
                )
        return found + self._unmatched(rest_old, rest_new, (old, new), direction)

    def _unmatched(
        self,
        rest_old: list[Schema],
        rest_new: list[Schema],
        whole: tuple[Sequence[Schema], Sequence[Schema]],
        direction: Direction,
    ) -> list[Found]:
        if len(rest_old) == len(rest_new) == 1:
            return self.compare(rest_old[0], rest_new[0], direction)
        removed = [self._old.of(part) for part in rest_old]
        added = [self._new.of(part) for part in rest_new]
        all_old = [self._old.of(part) for part in whole[0]]
        all_new = [self._new.of(part) for part in whole[1]]
        names = [_label(part) for part in (*rest_old, *rest_new)]
        return self._matched((removed, added), (all_old, all_new), names, direction)

    def _gone_and_new(
        self,
        changed: tuple[Sequence[View], Sequence[View]],
        whole: tuple[Sequence[View], Sequence[View]],
        names: tuple[Sequence[str], Sequence[str]],
        direction: Direction,
    ) -> list[Found]:
        """What a client may no longer send, or must newly understand; the rest is safe."""
        found: list[Found] = []
        for view, name in zip(changed[0], names[0], strict=True):
            rule = f"{direction}-alternative-removed"
            if direction is Direction.REQUEST and self._fits_one(view, whole[1], direction):
                continue
            found.append(Found(rule, (), name or _shape(view), "", {}))
        for view, name in zip(changed[1], names[1], strict=True):
            rule = f"{direction}-alternative-added"
            if direction is Direction.RESPONSE and self._is_fit(view, whole[0], direction):
                continue
            found.append(Found(rule, (), "", name or _shape(view), {}))
        return found

    def _fits_one(self, old: View, new: Sequence[View], direction: Direction) -> bool:
        return any(self._is_kind(old, each, direction) for each in new[:MOST_ALTERNATIVES])

    def _is_fit(self, new: View, old: Sequence[View], direction: Direction) -> bool:
        return any(self._is_kind(each, new, direction) for each in old[:MOST_ALTERNATIVES])

    def _is_kind(self, old: View, new: View, direction: Direction) -> bool:
        if old.groups != new.groups:
            return False
        found = self._views(old, new, direction)
        return all(each.grade is not Grade.BREAKING for each in found)


def gravest(found: Sequence[Found], most: int) -> tuple[Found, ...]:
    """All of them, or where there are too many the gravest, in their order."""
    if len(found) <= most:
        return tuple(found)
    grades = list(Grade)
    order = sorted(range(len(found)), key=lambda at: (grades.index(found[at].grade), at))
    return tuple(found[at] for at in sorted(order[:most]))


def references(value: Json) -> set[str]:
    """The names of all types that a schema refers to itself."""
    names: set[str] = set()
    stack: list[Json] = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            name = reference(each)
            if name is not None:
                names.add(name)
            stack += each.values()
        elif isinstance(each, list):
            stack += each
    return names


def _changed_types(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> set[str]:
    """The types that differ, and those that refer to such a one, however far away."""
    changed = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    used_by: dict[str, set[str]] = {}
    for name, schema in new.items():
        for target in references(cast("Json", schema)):
            used_by.setdefault(target, set()).add(name)
    waiting = list(changed)
    while waiting:
        for name in used_by.get(waiting.pop(), set()) - changed:
            changed.add(name)
            waiting.append(name)
    return changed


def _removed(name: str, old: View, direction: Direction) -> Found:
    if direction is Direction.REQUEST:
        return Found("request-property-removed", (name,), values={"name": name})
    is_sure = name in old.required
    rule = "response-property-removed" if is_sure else "response-property-optional-removed"
    return Found(rule, (name,), values={"name": name})


def _is_closed(additional: Schema | None) -> bool:
    return additional == {"not": {}}


def _is_alone(*views: View) -> bool:
    return all(len(view.groups) <= 1 for view in views)


def _bare(view: View) -> View:
    return replace(view, groups=(), discriminator="")


def _combined(view: View, views: Views) -> list[View]:
    """What a view allows, as alternatives that stand alone."""
    if not view.groups:
        return [view]
    return [merge(_bare(view), views.of(part)) for part in view.groups[0]]


def _outline(view: View) -> tuple[frozenset[str], frozenset[str] | None]:
    return frozenset(view.properties), view.types


def _label(schema: Schema) -> str:
    return reference(schema) or str(schema.get("title", ""))


def _shape(view: View) -> str:
    names = ", ".join(view.properties)
    return f"{{{names}}}"[:100] if names else " | ".join(sorted(view.types or {"any"}))
