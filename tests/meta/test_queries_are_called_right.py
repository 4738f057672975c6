"""Calls of queries against their SQL: each names a query of its file and passes its parameters.

SQLite itself complains of a parameter that is missing, and of neither a surplus one nor a query
that nobody calls; a wrong name fails only when its line runs. Here all calls are read at once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.meta.project import named, sources, tree
from tests.storage.test_query_plans import PARAMETER, QUERIES

UNREAD = {
    "_columns(planned)": "the fields of a key, and data",
    "asdict(key) | {'channel_id': key.channel_id or 0, 'member_id': key.member_id or 0}": "it",
    "asdict(settings)": "the fields of a member's settings",
    "whose": "the member whose rows `holdings.is_full` counts",
    "cut": "the limits of `retention.drop_batch`, of which each query takes some",
    "columns": "the fields of a server's settings, and of a suggestion's text",
    "{grade.value: upload.comparison.counts.get(grade, 0) for grade in Grade}": "a count a grade",
}
"""Dictionaries that are passed and can't be read off the code: what they hold is known when run."""

GATE = {"viewer_id"}
"""Passed by `seen_by` beside `hidden`; a query needs it only where rows are somebody's own."""

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Module


@dataclass(frozen=True)
class Use:
    """A query that is called, or handed over to be called."""

    place: str
    query: str
    call: ast.Call | None
    scopes: tuple[Scope, ...]


@cache
def uses() -> list[Use]:
    """List the uses of queries in all modules of `storage`."""
    return list(_uses())


def _uses() -> Iterator[Use]:
    for path in sources("storage"):
        parsed = tree(path)
        loaded = {
            node.targets[0].id: ast.literal_eval(node.value.args[0])
            for node in parsed.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "load_queries"
        }
        yield from _uses_in(parsed, named(path), loaded, (parsed,), None)


def _uses_in(
    node: ast.AST,
    file: str,
    loaded: dict[str, str],
    scopes: tuple[Scope, ...],
    caller: ast.Call | None,
) -> Iterator[Use]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        scopes = (node, *scopes)
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in loaded
    ):
        call = caller if caller is not None and caller.func is node else None
        query = f"{loaded[node.value.id]}.{node.attr}"
        yield Use(f"{file}:{node.lineno}", query, call, scopes)
    for child in ast.iter_child_nodes(node):
        inside = node if isinstance(node, ast.Call) else None
        yield from _uses_in(child, file, loaded, scopes, inside)


def keys_of(value: ast.expr, scopes: tuple[Scope, ...]) -> set[str] | None:
    """The keys of a dictionary, as far as the code says them; None where it doesn't."""
    if isinstance(value, ast.Dict):
        return _keys_of_pairs(value, scopes)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
        return _joined([keys_of(value.left, scopes), keys_of(value.right, scopes)])
    if isinstance(value, ast.Name):
        known = [] if _is_changed(value.id, scopes[0]) else _assigned(value.id, scopes)
        return _agreed([keys_of(each, scopes) for each in known])
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func).rpartition(".")[2]
        if name == "dict" and not value.args:
            return {str(each.arg) for each in value.keywords}
        return _agreed([keys_of(each, made) for each, made in _returned(name, scopes[-1])])
    return None


def _keys_of_pairs(value: ast.Dict, scopes: tuple[Scope, ...]) -> set[str] | None:
    found: list[set[str] | None] = []
    for key, each in zip(value.keys, value.values, strict=True):
        if key is None:
            found.append(keys_of(each, scopes))
        else:
            found.append({key.value} if isinstance(key, ast.Constant) else None)  # type: ignore[arg-type] # keys are texts
    return _joined(found)


def _joined(found: list[set[str] | None]) -> set[str] | None:
    return None if None in found else {key for keys in found if keys for key in keys}


def _agreed(found: list[set[str] | None]) -> set[str] | None:
    """The keys of all possible values; None where they differ, or there is none."""
    return found[0] if found and all(each == found[0] for each in found) else None


def _assigned(name: str, scopes: tuple[Scope, ...]) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(scopes[0])
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and node.value is not None
        and name in _targets(node)
    ]


def _is_changed(name: str, scope: Scope) -> bool:
    """Tell whether keys are added or taken one by one."""
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store | ast.Del)
        and ast.unparse(node.value) == name
        for node in ast.walk(scope)
    )


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {each.id for each in targets if isinstance(each, ast.Name)}


@cache
def _functions() -> dict[str, list[tuple[str, ast.FunctionDef]]]:
    """Functions by name, each with its module."""
    found: dict[str, list[tuple[str, ast.FunctionDef]]] = {}
    for path in sources("storage", "domain"):
        module = named(path).removesuffix(".py").replace("/", ".")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append((module, node))
    return found


def _returned(name: str, module: Scope) -> list[tuple[ast.expr, tuple[Scope, ...]]]:
    """Return the function that a module means by a name; of a method, all of that name."""
    made = _functions().get(name, [])
    here = [node for _, node in made if node in module.body]
    origins = {
        node.module
        for node in module.body
        if isinstance(node, ast.ImportFrom) and name in {each.name for each in node.names}
    }
    named_so = here or [node for origin, node in made if not origins or origin in origins]
    return [
        (each.value, (node, *([module] if here else [])))
        for node in named_so
        for each in ast.walk(node)
        if isinstance(each, ast.Return) and each.value is not None
    ]


def rows_of(value: ast.expr, scopes: tuple[Scope, ...]) -> list[ast.expr]:
    """The dictionaries of a list, one for all that a comprehension makes; none where unsaid."""
    if isinstance(value, ast.ListComp):
        return [value.elt]
    if isinstance(value, ast.List):
        return value.elts
    if isinstance(value, ast.Name):
        return [row for each in _assigned(value.id, scopes) for row in rows_of(each, scopes)]
    return []


def passed(use: Use) -> tuple[set[str], list[str]]:
    """The parameters that a call passes, and the dictionaries that can't be read."""
    assert use.call is not None
    names = {each.arg for each in use.call.keywords if each.arg is not None}
    values = [each.value for each in use.call.keywords if each.arg is None]
    unread = []
    for value in values:
        keys = keys_of(value, use.scopes)
        if keys is None:
            unread.append(ast.unparse(value))
        names |= keys or set()
    return names, unread


def test_every_query_that_is_called_is_there_and_every_one_there_is_called() -> None:
    called = {use.query: use.place for use in uses()}
    lost = {query: place for query, place in called.items() if query not in QUERIES}
    assert not lost, f"no such query in storage/sql: {lost}"
    unused = sorted(QUERIES.keys() - called.keys())
    assert not unused, f"nobody calls {unused}: remove them"


def test_every_call_passes_the_parameters_of_its_query() -> None:
    wrong, unknown = [], set()
    for use in uses():
        if use.call is None or len(use.call.args) > 1 or use.query not in QUERIES:
            continue
        wanted = set(PARAMETER.findall(QUERIES[use.query].sql))
        names, unread = passed(use)
        unknown.update(unread)
        surplus = names - wanted - (GATE if "hidden" in wanted else set())
        if surplus or (wanted - names and not unread):
            wrong.append((use.place, use.query, sorted(surplus), sorted(wanted - names)))
    assert not wrong, f"(place, query, surplus, missing): {wrong}"
    assert unknown == UNREAD.keys(), "write the dictionary out, or name it in UNREAD"


def test_every_row_of_many_has_the_parameters_of_its_query() -> None:
    wrong, seen = [], 0
    for use in uses():
        if use.call is None or len(use.call.args) < 2 or use.query not in QUERIES:
            continue
        wanted = set(PARAMETER.findall(QUERIES[use.query].sql))
        for row in rows_of(use.call.args[1], use.scopes):
            keys = keys_of(row, use.scopes)
            seen += keys is not None
            if keys is not None and keys != wanted:
                wrong.append((use.place, use.query, sorted(keys ^ wanted)))
    assert not wrong, f"(place, query, difference): {wrong}"
    assert seen > 4
