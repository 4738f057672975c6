"""`nexus faq` on a database file, as an operator calls it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main

GUILD, OTHER = 7, 8
ENTRY = """---
id: caching
title: How do I cache a view?
topics: []
aliases: []
state: published
---
With `cache_page`.
"""


@pytest.fixture
def database(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that knows one server, in the working directory's `.env`."""
    path = tmp_path / "nexus.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    know(path, GUILD)
    return path


def know(path: Path, guild_id: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO known_guilds (guild_id) VALUES (?)", (guild_id,))
        connection.commit()


def titles(path: Path, guild_id: int = GUILD) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT title FROM faq_entries WHERE guild_id = ? ORDER BY position, id", (guild_id,)
        )
        return [title for (title,) in rows]


def test_an_import_is_shown_first(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "caching.md"
    file.write_text(ENTRY, "utf-8")
    assert main(["faq", "import", str(file)]) == 0
    assert "**1 new**" in capsys.readouterr().out
    assert titles(database) == []
    assert main(["faq", "import", str(file), "--apply"]) == 0
    assert "1 new, 0 changed" in capsys.readouterr().out
    assert titles(database) == ["How do I cache a view?"]
    assert main(["faq", "import", str(file)]) == 0
    assert "1 the same" in capsys.readouterr().out


def test_a_folder_goes_round(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["faq", "import", "--starter", "--apply"]) == 0
    many = len(titles(database))
    assert many >= 40
    for target in ("faq", "faq.zip", "json.zip"):
        options = ["--json"] if target == "json.zip" else []
        assert main(["faq", "export", str(tmp_path / target), *options]) == 0
        capsys.readouterr()
        assert main(["faq", "import", str(tmp_path / target)]) == 0
        assert f"{many} the same" in capsys.readouterr().out, target
    assert main(["faq", "export", str(tmp_path / "again")]) == 0
    before, after = tmp_path / "faq" / "entries", tmp_path / "again" / "entries"
    for file in before.iterdir():
        assert (after / file.name).read_bytes() == file.read_bytes()


def test_the_starter_is_found_by_learners_words(database: Path) -> None:
    assert main(["faq", "import", "--starter", "--apply"]) == 0
    with closing(sqlite3.connect(database)) as connection:
        (documents,) = connection.execute(
            "SELECT count(*) FROM search_documents WHERE kind = 'faq'"
        ).fetchone()
    assert documents == len(titles(database))


def test_what_is_wrong_is_said_in_a_line(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text(ENTRY.replace("published", "public"), "utf-8")
    assert main(["faq", "import", str(bad)]) == 1
    assert "line 6: state has to be" in capsys.readouterr().out
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments, fault in (
        (["import", str(empty)], "holds no .md files"),
        (["import", str(tmp_path / "nowhere")], "neither a file nor a folder"),
        (["import", str(bad), "--guild", "9"], ""),
    ):
        assert main(["faq", *arguments]) == 1
        assert fault in capsys.readouterr().err
    assert main(["faq", "import"]) == 2
    know(database, OTHER)
    assert main(["faq", "import", str(bad)]) == 1
    assert "--guild; there are: 7, 8" in capsys.readouterr().err


def test_a_conflict_is_overwritten_only_when_asked(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "caching.md"
    file.write_text(ENTRY.replace("state:", "revision: 1\nstate:"), "utf-8")
    main(["faq", "import", str(file), "--apply"])
    file.write_text(ENTRY.replace("With", "Now with"), "utf-8")
    main(["faq", "import", str(file), "--apply"])
    old = ENTRY.replace("With", "Still with").replace("state:", "revision: 1\nstate:")
    file.write_text(old, "utf-8")
    capsys.readouterr()
    main(["faq", "import", str(file), "--apply"])
    assert "0 new, 0 changed" in capsys.readouterr().out
    main(["faq", "import", str(file), "--apply", "--overwrite"])
    assert "0 new, 1 changed" in capsys.readouterr().out
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT answer, revision FROM faq_entries").fetchall() == [
            ("Still with `cache_page`.", 3)
        ]
