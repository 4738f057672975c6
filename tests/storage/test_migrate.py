from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine import apply_migrations, open_database, plan_migrations
from storage.errors import DatabaseError, MigrationError
from storage.migrate import load_migrations
from storage.sqlite import upgrade
from storage.sqlite.upgrade import FOLDER, split_statements

FIRST = """
-- A comment; with a semicolon.
CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TRIGGER shout AFTER INSERT ON notes BEGIN
    UPDATE notes SET text = upper(new.text) WHERE id = new.id;
    UPDATE notes SET text = text || '!' WHERE id = new.id;
END;
"""
SECOND = "ALTER TABLE notes ADD COLUMN at INTEGER;\n"
BROKEN = "CREATE TABLE later (id INTEGER) STRICT;\nINSERT INTO missing VALUES (1);\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Migrations of their own: two files, the first applied by `upgraded`."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_first.sql").write_text(FIRST)
    return folder


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    """A database that has the first migration and a row."""
    path = tmp_path / "data" / "nexus.db"
    apply_migrations(f"sqlite:///{path}", folder=folder)
    run(path, "INSERT INTO notes (text) VALUES ('kept')")
    return path


def run(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(sql).fetchall()


def test_a_fresh_database_gets_every_migration_and_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "nexus.db"
    done = apply_migrations(f"sqlite:///{path}")
    assert done.applied == load_migrations(FOLDER)
    assert done.backup is None
    assert [entry.name for entry in path.parent.iterdir()] == ["nexus.db"]
    plan = plan_migrations(f"sqlite:///{path}")
    assert [str(migration) for migration in plan.applied] == list(map(str, done.applied))
    assert (plan.pending, plan.problems) == ((), ())


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")
def test_others_on_the_machine_read_neither_database_nor_backup(path: Path, folder: Path) -> None:
    (folder / "0002_second.sql").write_text(SECOND)
    path.chmod(0o664)
    done = apply_migrations(f"sqlite:///{path}", folder=folder)
    assert done.backup is not None
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE notes SET at = 1")
        modes = {entry.name: entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()}
    assert len(modes) > 3, "the log counts"
    assert set(modes.values()) == {0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_planning_makes_no_file(tmp_path: Path) -> None:
    plan = plan_migrations(f"sqlite:///{tmp_path / 'nexus.db'}")
    assert (plan.applied, plan.pending) == ((), load_migrations(FOLDER))
    assert not list(tmp_path.iterdir())


def test_a_trigger_is_one_statement(path: Path) -> None:
    assert run(path, "SELECT text FROM notes") == [("KEPT!",)]
    assert len(list(split_statements(FIRST.strip()))) == 3  # what is left at the end is empty


def test_an_upgrade_is_preceded_by_a_backup(path: Path, folder: Path) -> None:
    (folder / "0002_second.sql").write_text(SECOND)
    for expected in ("nexus.db.v0001.backup", "nexus.db.v0001.backup-2"):
        done = apply_migrations(f"sqlite:///{path}", folder=folder)
        assert [str(migration) for migration in done.applied] == ["0002_second"]
        assert done.backup == path.with_name(expected)
        assert run(done.backup, "SELECT * FROM notes") == [(1, "KEPT!")]
        assert run(path, "SELECT * FROM notes") == [(1, "KEPT!", None)]
        shutil.copy(done.backup, path)
    assert apply_migrations(f"sqlite:///{path}", folder=folder).backup is not None
    assert apply_migrations(f"sqlite:///{path}", folder=folder).applied == ()


def test_the_backup_has_what_is_still_in_the_log(path: Path, folder: Path) -> None:
    (folder / "0002_second.sql").write_text(SECOND)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('late')")
        connection.commit()
        done = apply_migrations(f"sqlite:///{path}", folder=folder)
    assert done.backup is not None
    assert run(done.backup, "SELECT count(*) FROM notes") == [(2,)]


def _edit(_: Path, folder: Path) -> None:
    (folder / "0001_first.sql").write_text(FIRST.replace("upper", "lower"))


def _come_from_a_newer_version(path: Path, _: Path) -> None:
    run(path, "INSERT INTO schema_migrations VALUES (9, 'later', 'x', 0)")


def _leave_a_gap(_: Path, folder: Path) -> None:
    (folder / "0000_early.sql").write_text(SECOND)


def _break_a_migration(_: Path, folder: Path) -> None:
    (folder / "0002_broken.sql").write_text(BROKEN)


def _commit_in_a_migration(_: Path, folder: Path) -> None:
    (folder / "0002_commit.sql").write_text("COMMIT;\n")


def _leave_a_reference_open(_: Path, folder: Path) -> None:
    (folder / "0002_orphan.sql").write_text(
        "CREATE TABLE orphans (id INTEGER REFERENCES notes (id)) STRICT;\n"
        "INSERT INTO orphans VALUES (99);\n"
    )


def _scribble_over_a_page(path: Path, folder: Path) -> None:
    (folder / "0002_second.sql").write_text(SECOND)
    with path.open("r+b") as file:
        file.seek(-4_096, os.SEEK_END)
        file.write(b"\xff" * 4_096)


def _scribble_over_the_start(path: Path, _: Path) -> None:
    path.write_bytes(b"not a database" * 1_000)


def _belong_to_another_program(path: Path, _: Path) -> None:
    run(path, "DROP TABLE schema_migrations")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_edit, "0001_first was edited after it was applied: put its file back"),
        (_come_from_a_newer_version, "from a newer version of Nexus .* update Nexus, or restore"),
        (_leave_a_gap, "0000_early was left out when later ones .* next free number"),
        (_break_a_migration, "0002_broken failed and was undone .*missing.* report it"),
        (_commit_in_a_migration, "0002_commit failed and was undone"),
        (_leave_a_reference_open, "0002_orphan failed and was undone .*orphans refers to"),
        (_scribble_over_a_page, "is damaged or not a SQLite database .* put a backup"),
        (_scribble_over_the_start, "is damaged or not a SQLite database .* put a backup"),
        (_belong_to_another_program, "holds the tables of another program: set DATABASE_URL"),
    ],
)
def test_what_cannot_be_upgraded_is_left_as_it_was(
    path: Path, folder: Path, spoil: Callable[[Path, Path], None], sentence: str
) -> None:
    spoil(path, folder)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=sentence) as caught:
        apply_migrations(f"sqlite:///{path}", folder=folder)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*backup.unfinished"))


async def test_opening_stops_with_the_same_sentence(path: Path) -> None:
    with pytest.raises(MigrationError, match="was edited after it was applied"):
        async with open_database(f"sqlite:///{path}"):
            pass


def test_line_ends_do_not_count_as_an_edit(path: Path, folder: Path) -> None:
    (folder / "0001_first.sql").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert plan_migrations(f"sqlite:///{path}", folder=folder).problems == ()


def test_two_migrations_of_one_number_are_a_mistake(folder: Path) -> None:
    (folder / "0001_again.sql").write_text(SECOND)
    with pytest.raises(ValueError, match="same number"):
        load_migrations(folder)


def test_another_process_that_holds_the_file_is_named(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.upgrade.BUSY_SECONDS", 0.01)
    (folder / "0002_second.sql").write_text(SECOND)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="in use by another process"):
            apply_migrations(f"sqlite:///{path}", folder=folder)


def test_of_two_processes_that_upgrade_at_once_one_does_it(path: Path, folder: Path) -> None:
    (folder / "0002_second.sql").write_text(SECOND)
    url = f"sqlite:///{path}"
    seen_by_both = plan_migrations(url, folder=folder)
    assert len(upgrade.apply(url, seen_by_both).applied) == 1
    assert upgrade.apply(url, seen_by_both).applied == ()


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for migrate in (True, False):
        with pytest.raises(DatabaseError):
            async with open_database(f"sqlite:///{tmp_path}", migrate=migrate):
                pass


def test_a_path_through_a_file_is_named(path: Path) -> None:
    with pytest.raises(
        DatabaseError, match=r"nexus\.db/sub\.db cannot be reached: Not a directory"
    ):
        apply_migrations(f"sqlite:///{path / 'sub.db'}")


READ_ONLY = """
import os, sys
from storage.errors import DatabaseError
from storage.engine import apply_migrations, plan_migrations
plan_migrations("sqlite:///" + sys.argv[1])  # imports all, while Python's own files can be read
if os.getuid() == 0:  # who may write everywhere
    os.setgid(65534), os.setuid(65534)
try:
    apply_migrations("sqlite:///" + sys.argv[1])
except DatabaseError as error:
    print(error)
"""


def _apply_without_rights(path: Path) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter and the text above
        [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can enter: those of pytest are private."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_read_only_file_or_folder_is_named_with_the_fix(open_folder: Path) -> None:
    path = open_folder / "nexus.db"
    apply_migrations(f"sqlite:///{path}")
    before = path.read_bytes()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    fault = _apply_without_rights(path)
    assert fault.startswith(f"{open_folder} is read-only: give the user that runs Nexus")
    missing = open_folder / "sub" / "nexus.db"
    fault = _apply_without_rights(missing)
    assert fault.startswith(f"The folder {missing.parent} cannot be made")
    open_folder.chmod(0o777)
    assert _apply_without_rights(path).startswith(f"{path} is read-only: give the user")
    assert path.read_bytes() == before
