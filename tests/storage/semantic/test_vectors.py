"""The vectors in the database: one for each document, gone with it or with its text."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.search.documents import SearchDocument
from storage import search_index
from storage.connection import Database
from storage.engine import apply_migrations, open_database
from storage.errors import ConstraintError
from storage.semantic import vectors
from storage.semantic.encoder import Meaning, text_of
from storage.semantic.service import forget_semantics
from storage.semantic.vectors import Pending
from storage.sqlite.upgrade import FOLDER
from tests.statements import reading, writing
from tests.storage.semantic.fake import HashEncoder

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GUILD, OTHER_GUILD = 7, 8
MODEL = "hashes/1"
ENCODER = HashEncoder()


def document(source_id: int, title: str, body: str = "", **values: object) -> SearchDocument:
    defaults: dict[str, object] = {"guild_id": GUILD, "kind": "question", "created_at": NOON}
    return SearchDocument(title=title, body=body, source_id=source_id, **{**defaults, **values})  # type: ignore[arg-type]  # test values


async def index(database: Database, *documents: SearchDocument) -> None:
    async with writing(database) as connection:
        await vectors.want(connection)
        for one in documents:
            await search_index.index_document(connection, one)


async def pending(database: Database, model: str = MODEL, kind: str = "question") -> list[int]:
    async with reading(database) as connection:
        found = await vectors.list_pending(connection, model, kind, limit=10)
    return [one.source_id for one in found]


async def save(database: Database, *pending: Pending, model: str = MODEL) -> int:
    made = [(one, ENCODER.encode(text_of(one.title, one.body))) for one in pending]
    async with writing(database) as connection:
        return await vectors.save_vectors(connection, model, made)


async def compared(database: Database, text: str, model: str = MODEL) -> dict[int, float]:
    meaning = Meaning(model, ENCODER.encode(text))
    async with reading(database) as connection:
        rows = await connection.fetch_all("SELECT source_id, id FROM search_documents")
        by_id = await vectors.compare(connection, meaning, [id_ for _, id_ in rows])
        by_source = await vectors.compare_sources(
            connection, meaning, "question", [source_id for source_id, _ in rows]
        )
    assert {source_id: by_id[id_] for source_id, id_ in rows if id_ in by_id} == by_source
    return {source_id: round(cosine, 1) for source_id, cosine in by_source.items()}


@pytest.fixture
async def filled(database: Database) -> Database:
    await index(database, document(1, "red green", "blue"), document(2, "seven"), document(3, "x"))
    saved = [Pending("question", 1, "red green", "blue"), Pending("question", 2, "seven", "")]
    assert await save(database, *saved) == 2
    return database


async def test_what_has_no_vector_is_pending_the_newest_first(filled: Database) -> None:
    assert await pending(filled) == [3]
    await index(filled, document(5, "five"), document(4, "four", kind="answer"))
    assert await pending(filled) == [5, 3]
    assert await pending(filled, kind="answer") == [4]


async def test_only_documents_with_a_vector_are_compared(filled: Database) -> None:
    assert await compared(filled, "red green blue") == {1: 1.0, 2: 0.0}
    assert await compared(filled, "") == {1: 0.0, 2: 0.0}


async def test_another_model_makes_them_anew(filled: Database) -> None:
    for model in ("a/1", "z/1"):
        assert await pending(filled, model) == [3, 2, 1]
        assert await compared(filled, "seven", model) == {}
    assert await save(filled, Pending("question", 2, "seven", ""), model="z/1") == 1
    assert await pending(filled, "z/1") == [3, 1]
    assert await compared(filled, "seven", "z/1") == {2: 1.0}
    assert await pending(filled) == [3, 2]


async def test_a_changed_text_loses_its_vector_at_once(filled: Database) -> None:
    await index(filled, document(1, "red green", "yellow"), document(2, "seven", is_solved=True))
    assert await pending(filled) == [3, 1]
    assert await compared(filled, "red green blue seven") == {2: 0.5}


async def test_a_vector_of_a_text_that_changed_meanwhile_is_not_kept(filled: Database) -> None:
    assert await save(filled, Pending("question", 3, "what it was", "")) == 0
    assert await save(filled, Pending("question", 99, "gone", "")) == 0
    assert await save(filled) == 0
    assert await pending(filled) == [3]


async def test_a_vector_goes_with_its_document(filled: Database) -> None:
    async with writing(filled) as connection:
        await search_index.remove_document(connection, "question", 1)
        rows = await connection.fetch_all("SELECT source_id FROM search_vectors ORDER BY 1")
    assert [row["source_id"] for row in rows] == [2, 3]


async def test_a_servers_vectors_go_with_it(filled: Database) -> None:
    await index(filled, document(9, "others", guild_id=OTHER_GUILD))
    async with writing(filled) as connection:
        await search_index.erase_guild(connection, GUILD)
        rows = await connection.fetch_all("SELECT guild_id, source_id FROM search_vectors")
    assert list(map(tuple, rows)) == [(OTHER_GUILD, 9)]


async def test_many_at_once_are_pending_too(database: Database) -> None:
    async with writing(database) as connection:
        await vectors.want(connection)
        await search_index.add_documents(connection, [document(1, "one"), document(2, "two")])
    assert await pending(database) == [2, 1]


async def test_without_the_extra_nothing_is_written(database: Database) -> None:
    await forget_semantics(database)
    async with writing(database) as connection:
        await search_index.index_document(connection, document(1, "one"))
        assert await connection.fetch_all("SELECT 1 FROM search_vectors") == []
    await index(database, document(2, "two"))  # now wanted, and so is what was there before
    assert await pending(database) == [2, 1]
    await forget_semantics(database)
    async with writing(database) as connection:
        await search_index.index_document(connection, document(3, "three"))
    assert await pending(database) == [2, 1]


async def test_a_vector_has_a_model(filled: Database) -> None:
    with pytest.raises(ConstraintError):
        async with writing(filled) as connection:
            await connection.execute("UPDATE search_vectors SET model = ''")


async def test_what_was_indexed_before_the_table_was_there_is_pending(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for file in FOLDER.glob("*.sql"):
        if file.name < "0008":
            (older / file.name).write_bytes(file.read_bytes())
    url = f"sqlite:///{tmp_path / 'nexus.db'}"
    await asyncio.to_thread(apply_migrations, url, folder=older)
    async with open_database(url, migrate=False) as database, writing(database) as connection:
        for one in (document(1, "one"), document(2, "two")):
            await search_index.index_document(connection, one)
    async with open_database(url) as database:
        async with writing(database) as connection:
            await vectors.want(connection)
        assert await pending(database) == [2, 1]
        assert await save(database, Pending("question", 1, "one", "")) == 1
