"""Two schemas against each other, with all that they refer to.

What two named types differ in is worked out once for a direction, however often they are used;
types that refer to themselves end where they come round again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from domain.contracts.changes import Grade
from domain.contracts.comparison.alternatives import (
    bare,
    combined,
    is_alone,
    label,
    only_values,
    outline,
    shape,
)
from domain.contracts.comparison.condition_changes import compare_conditions
from domain.contracts.comparison.conditions import first_items
from domain.contracts.comparison.properties import compare_properties
from domain.contracts.comparison.rules import Direction, Found
from domain.contracts.comparison.sides import (
    Sides,
    is_knotted,
    is_or_null,
    plain,
    references,
    text_of,
    without_null,
)
from domain.contracts.comparison.values import SCALARS, compare_values
from domain.contracts.comparison.views import View, as_said, is_closed
from domain.contracts.model import Json, Schema

MOST_OF_A_TYPE: Final = 500
"""Differences kept of one pair of types, the gravest first: the same one counts wherever used."""
MOST_PLACES: Final = 20
"""Places at which one difference of a type is told, the nearest first."""
FEW_PLACES: Final = 2
"""Places told within types that refer to each other."""
MOST_ALTERNATIVES: Final = 60
"""Number of alternatives tried against each other."""
NEVER: Final = 10**9
ARRAY: Final = frozenset({"array"})


Key: TypeAlias = tuple[str, str, Direction]
"""Two schemas, as texts."""


class SchemaComparer:
    """Compares schemas of an old contract with those of a new one."""

    def __init__(self, sides: Sides, *, is_text: bool = False) -> None:
        self._sides = sides
        self._old, self._new = sides.old, sides.new
        self._is_text = is_text
        self._known: dict[Key, tuple[Found, ...]] = {}
        self._open: dict[Key, int] = {}
        self._passing: dict[Key, tuple[Found, ...]] = {}
        """Of pairs in a knot: all but what those further out, which are open, tell themselves."""
        self._lowest = NEVER
        """The outermost pair under way that was met again; what depends on it is not kept."""

    def for_text(self) -> SchemaComparer:
        """Return one for what travels as text: in addresses, headers and forms."""
        return SchemaComparer(self._sides, is_text=True)

    def are_same(self, old: Json, new: Json) -> bool:
        """Tell whether two values, with all types that they refer to, are literally equal."""
        return old == new and self._sides.changed.isdisjoint(references(old))

    def compare(self, old: Schema, new: Schema, direction: Direction) -> list[Found]:
        """Compare what changed, by its place within the schema."""
        old, new = plain(old), plain(new)
        if is_or_null(old) and is_or_null(new):
            old, new = without_null(old), without_null(new)
        if self.are_same(old, new):
            return []
        if not (is_knotted(old) or is_knotted(new)):
            return self._views(self._old.of(old), self._new.of(new), direction)
        return list(self._pair((text_of(old), text_of(new), direction), old, new))

    def _pair(self, key: Key, old: Schema, new: Schema) -> tuple[Found, ...]:
        for before in (self._known, self._passing):
            if key in before:
                return before[key]
        if key in self._open:
            self._lowest = min(self._lowest, self._open[key])
            return ()
        depth = self._open[key] = len(self._open)
        outside, self._lowest = self._lowest, NEVER
        first = len(self._passing)
        found = self._views(self._old.of(old), self._new.of(new), key[2])
        is_whole = self._lowest >= depth  # nothing further out is missing in it
        found = _nearest(
            [each.within(key) for each in found], MOST_PLACES if is_whole else FEW_PLACES
        )
        kept = gravest(found, MOST_OF_A_TYPE)
        del self._open[key]
        if is_whole:
            self._forget(first)
            self._known[key] = kept
            self._lowest = NEVER
        else:
            self._passing[key] = kept
        self._lowest = min(outside, self._lowest)
        return kept

    def _forget(self, first: int) -> None:
        for key in list(self._passing)[first:]:
            del self._passing[key]

    def _views(self, old: View, new: View, direction: Direction) -> list[Found]:
        old, new = as_said(old, new), as_said(new, old)
        if old.groups != new.groups and is_alone(old, new) and bare(old) != bare(new):
            return self._distributed(old, new, direction)
        found = list(compare_values(old, new, direction, is_text=self._is_text))
        if any(each.rule.endswith("type-changed") for each in found):
            return found  # what its parts were and are says nothing more
        found += compare_properties(old, new, direction, self._sides, self.compare)
        found += self._inside(old, new, direction)
        found += self._groups(old, new, direction)
        found += compare_conditions(old.conditions, new.conditions, direction, self.compare)
        return found

    def _inside(self, old: View, new: View, direction: Direction) -> list[Found]:
        """Items of lists, and properties that are not named."""
        found: list[Found] = []
        first_old, first_new = first_items(old.conditions), first_items(new.conditions)
        for at in sorted(first_old.keys() | first_new.keys(), key=int):
            pair = first_old.get(at, old.items or {}), first_new.get(at, new.items or {})
            found += (each.under(at) for each in self.compare(*pair, direction))
        if old.items is not None or new.items is not None:
            rest = str(max(len(first_old), len(first_new)))
            pair = (old.items or {}, new.items or {})
            found += (each.under(rest) for each in self.compare(*pair, direction))
        was, is_ = old.additional, new.additional
        if is_closed(was) != is_closed(is_):
            found.append(_closed(was, is_, direction))
        elif (was or is_) and not is_closed(was):
            found += (each.under("*") for each in self.compare(was or {}, is_ or {}, direction))
        return found

    def is_item_of(self, one: Schema, several: Schema, direction: Direction) -> bool:
        """Tell whether a list that needs no second item holds what a single value was."""
        single, listed = self._old.of(one), self._new.of(several)
        if listed.types != ARRAY or not (single.types or ARRAY) <= SCALARS:
            return False
        is_enough = listed.bounds.get("minItems", (1, False))[0] <= 1
        found = self.compare(one, listed.items or {}, direction)
        return is_enough and all(each.grade is not Grade.BREAKING for each in found)

    def is_single(self, old: Schema, new: Schema) -> bool:
        """Tell whether it was and is a single value, for which no style of lists matters."""
        views = self._old.of(old), self._new.of(new)
        return all(view.types is not None and view.types <= SCALARS for view in views)

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
        """Tell where both the alternatives and what stands beside them changed: each with all."""
        one, other = combined(old, self._old), combined(new, self._new)
        names = [""] * len(one) + [label(part) for group in new.groups for part in group]
        names += [""] * (len(one + other) - len(names))
        return self._matched((one, other), (one, other), names, direction)

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
            twins = [
                at
                for at, (each, _) in enumerate(rest_new)
                if outline(each) == outline(view) and not self._are_apart(view, each)
            ]
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
            twin = next((each for each in rest_new if label(each) == label(part)), None)
            if twin is not None and label(part):
                rest_old.remove(part)
                rest_new.remove(twin)
                found += (
                    each.under(f"({label(part)})") for each in self.compare(part, twin, direction)
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
            pair = rest_old[0], rest_new[0]
            if not self._are_apart(self._old.of(pair[0]), self._new.of(pair[1])):
                return self.compare(*pair, direction)
        removed = [self._old.of(part) for part in rest_old]
        added = [self._new.of(part) for part in rest_new]
        all_old = [self._old.of(part) for part in whole[0]]
        all_new = [self._new.of(part) for part in whole[1]]
        names = [label(part) for part in (*rest_old, *rest_new)]
        return self._matched((removed, added), (all_old, all_new), names, direction)

    def _gone_and_new(
        self,
        changed: tuple[Sequence[View], Sequence[View]],
        whole: tuple[Sequence[View], Sequence[View]],
        names: tuple[Sequence[str], Sequence[str]],
        direction: Direction,
    ) -> list[Found]:
        """Return what a client may no longer send, or must newly understand; the rest is safe."""
        is_request = direction is Direction.REQUEST
        found: list[Found] = []
        for view, name in zip(changed[0], names[0], strict=True):
            fits = [(view, each, each not in changed[1]) for each in whole[1] if is_request]
            gone = Found(
                direction.choose("request-alternative-removed", "response-alternative-removed"),
                (),
                name or shape(view, self._old),
            )
            found += self._closest(fits, direction, gone)
        for view, name in zip(changed[1], names[1], strict=True):
            fits = [
                (each, view, each not in changed[0])
                for each in (() if is_request else whole[0])
                if not name or each in changed[0] or not self._is_one_more(each, view, direction)
            ]
            new = Found(
                direction.choose("request-alternative-added", "response-alternative-added"),
                (),
                "",
                name or shape(view, self._new),
            )
            found += self._closest(fits, direction, new)
        return found

    def _are_apart(self, old: View, new: View) -> bool:
        """Tell whether a field that has one value in each tells two alternatives apart."""
        was, is_ = only_values(old, self._old), only_values(new, self._new)
        return any(was[name] != is_[name] for name in was.keys() & is_.keys())

    def _is_one_more(self, old: View, new: View, direction: Direction) -> bool:
        """Tell whether a named object is one more beside another, however alike they look."""
        return bool(new.properties) and bool(self._trial(old, new, direction))

    def _closest(
        self, pairs: Sequence[tuple[View, View, bool]], direction: Direction, otherwise: Found
    ) -> list[Found]:
        """List what is still risky of the pair that fits best; `otherwise` where none fits.

        Each pair says whether the alternative to fit into stood beside the other all along.
        """
        best = [otherwise]
        for old, new, has_stood in pairs[:MOST_ALTERNATIVES]:
            found = self._tried(old, new, direction, has_stood=has_stood)
            if found is not None and (len(found) < len(best) or best == [otherwise]):
                best = found
            if not best:
                break
        return best

    def _tried(
        self, old: View, new: View, direction: Direction, *, has_stood: bool
    ) -> list[Found] | None:
        """List what is risky of a pair that doesn't break; None for one that does."""
        if old.groups != new.groups or self._are_apart(old, new):
            return None
        found = self._trial(old, new, direction)
        if any(each.grade is Grade.BREAKING for each in found):
            return None
        if has_stood and _is_another(found):
            return None
        return [each for each in found if each.grade is Grade.RISKY]

    def _trial(self, old: View, new: View, direction: Direction) -> list[Found]:
        first = len(self._passing)
        found = self._views(old, new, direction)
        self._forget(first)  # a trial tells nobody what it met
        return found


def _closed(was: Schema | None, is_: Schema | None, direction: Direction) -> Found:
    """Name the change of an object that takes, or no longer takes, fields without a name."""
    if not is_closed(is_):
        return Found(direction.choose("request-opened", "response-opened"))
    is_map = bool(was) and direction is Direction.REQUEST
    return Found(
        "request-entries-closed"
        if is_map
        else direction.choose("request-closed", "response-closed")
    )


def _is_another(found: Sequence[Found]) -> bool:
    """Tell whether one object has fields that another lacks, and the other way round.

    Each takes the other's values then, and understands nothing of them.
    """
    places = {
        end: {each.place[:-1] for each in found if each.rule.endswith(f"property-{end}")}
        for end in ("added", "removed", "optional-removed")
    }
    return bool(places["added"] & (places["removed"] | places["optional-removed"]))


def _nearest(found: Sequence[Found], most: int) -> list[Found]:
    """Return each difference at the nearest of the places that it has."""
    places: dict[object, list[int]] = {}
    for at, each in enumerate(found):
        places.setdefault((each.origin, each.rule, each.was, each.is_), []).append(at)
    kept: set[int] = set()
    for several in places.values():
        kept.update(sorted(several, key=lambda at: len(found[at].place))[:most])
    return [each for at, each in enumerate(found) if at in kept]


def gravest(found: Sequence[Found], most: int) -> tuple[Found, ...]:
    """Return all of them, or where there are too many the gravest, in their order."""
    if len(found) <= most:
        return tuple(found)
    grades = list(Grade)
    order = sorted(range(len(found)), key=lambda at: (grades.index(found[at].grade), at))
    return tuple(found[at] for at in sorted(order[:most]))
