"""Every table has a bound, and operators are told of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.retention import BOUNDS, DROPS, Bound
from tests.meta.project import read

ROW = re.compile(r"^\| `(\w+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_table_has_a_bound(migrated_file: Path) -> None:
    with closing(sqlite3.connect(migrated_file)) as connection:
        tables = {
            name
            for name, kind in connection.execute("SELECT name, type FROM pragma_table_list")
            if kind in ("table", "virtual") and not name.startswith("sqlite_")
        }
    new = tables - BOUNDS.keys()
    assert not new, (
        f"say in BOUNDS of storage/retention.py how many rows there can be of {new}, and how long "
        "they are kept; what has to be dropped for that goes into DROPS"
    )
    assert BOUNDS.keys() == tables, "a bound of a table that is gone"
    assert DROPS.keys() <= tables


def test_operators_are_told_of_every_bound() -> None:
    told = {name: Bound(most, kept) for name, most, kept in ROW.findall(read("docs/storage.md"))}
    wrong = {name: bound for name, bound in BOUNDS.items() if told.get(name) != bound}
    rows = "\n".join(f"| `{name}` | {each.most} | {each.kept} |" for name, each in wrong.items())
    assert not wrong, f"docs/storage.md needs these rows:\n{rows}"
    assert told.keys() == BOUNDS.keys()
