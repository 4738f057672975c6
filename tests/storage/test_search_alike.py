"""Searches and look-alikes that bring nothing where nothing is alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.search.documents import FAQ
from storage import faq_search, search
from storage.connection import Connection, Database
from storage.search_index import index_document
from tests.statements import writing
from tests.storage.test_search import GUILD, document

TITLES = {
    1: "Why does my checker not work?",
    2: "How do I cache a view in Docker?",
    3: "Why is Python 3 so slow on my machine?",
    4: "Where do I see the queue wb258a?",
}


@pytest.fixture
async def database(database: Database) -> Database:
    async with writing(database) as connection:
        for id_, title in TITLES.items():
            await index_document(connection, document(id_, title))
            await index_document(connection, replace(document(id_, title), kind=FAQ))
    return database


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("My microphone does not work", []),  # shares common words alone
        ("What works with kotlin?", []),
        ("docker", [2]),
        ("dokcer", [2]),  # a typing error is forgiven
        ("does not work", [1]),  # all that is asked for is common
        ("python311", []),  # no `python`
        ("wb258a62", []),  # another code, which begins alike
        ("wb258a", [4]),
    ],
)
async def test_a_search_needs_more_than_common_words(
    database: Database, words: str, expected: list[int]
) -> None:
    async def find(connection: Connection) -> list[int]:
        hits = await search.search(connection, GUILD, words, limit=9, only=faq_search.ONLY)
        return [hit.document.source_id for hit in hits]

    assert await database.read(find) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("My microphone does not work", []), ("hello", []), ("cache my view", [2])],
)
async def test_entries_are_alike_or_left_out(
    database: Database, words: str, expected: list[int]
) -> None:
    assert await database.read(faq_search.alike, GUILD, words, "", limit=5) == expected
