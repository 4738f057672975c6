"""Queries as they are read from their files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage import queries
from storage.queries import SQL_FOLDER, read_sql

FILE = """\
-- part: note
SELECT id, text
FROM notes
-- part: order
ORDER BY id

-- name: list_notes
{note}
{order};

-- name: empty_objects
SELECT id FROM notes WHERE details = '{}';
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(queries, "SQL_FOLDER", tmp_path)
    return tmp_path


def test_a_part_stands_in_each_query_that_names_it(folder: Path) -> None:
    (folder / "notes.sql").write_text(FILE)
    sql = read_sql("notes")
    assert sql.startswith("-- name: list_notes\nSELECT id, text\nFROM notes\nORDER BY id;\n")
    assert "details = '{}'" in sql


def test_a_part_that_is_missing_is_named(folder: Path) -> None:
    (folder / "notes.sql").write_text(FILE.replace("-- part: order", "-- part: other"))
    with pytest.raises(KeyError, match="order"):
        read_sql("notes")


def test_every_part_is_used_more_than_once_or_not_made() -> None:
    for file in SQL_FOLDER.glob("*.sql"):
        text = file.read_text("utf-8")
        for part in re.findall(r"^-- part: (\w+)$", text, re.MULTILINE):
            assert text.count(f"{{{part}}}") > 1, f"{file.name}: {part}"
