"""Candidates of a search: those that are listed at once are those that would be followed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.search.documents import SearchDocument
from domain.search.ranking import weigh_terms
from domain.search.words import terms_of
from storage import search, search_index
from storage.connection import Database
from storage.search_candidates import find_scope, list_few
from tests.statements import reading, writing

GUILD = 7
TITLES = ("How to cache a view", "Cached for ten minutes", "Is this view slow?", "Deploy on Friday")
BODIES = ("The cache is slow.", "select_related", "", "A view of this cache, deployed.")


@pytest.mark.parametrize("text", ["cache", "this", "slow cached views", "select related deploys"])
async def test_few_documents_are_those_that_would_be_candidates(
    database: Database, text: str
) -> None:
    async with writing(database) as connection:
        for number, (title, body) in enumerate(zip(TITLES * 4, BODIES * 4, strict=True)):
            guild_id = GUILD + number // 8
            at = datetime(2026, 3, 1, tzinfo=UTC)
            document = SearchDocument(guild_id, "question", number, title, body, at)
            await search_index.index_document(connection, document)
    async with reading(database) as connection:
        scope = await find_scope(connection, GUILD, terms_of(text))
        assert scope is not None
        terms = weigh_terms(dict.fromkeys(terms_of(text), 1.0), scope.spreads, scope.corpus)
        few = await list_few(connection, scope, terms, search.MOST_CANDIDATES)
        followed = await search._list_likeliest(connection, scope, terms, is_filtered_later=False)
    assert set(map(tuple, few)) == set(map(tuple, followed)) != set()
