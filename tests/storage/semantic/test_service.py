"""Meanings in the background and in time, and look-alikes that are found with them."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from domain.search.documents import SearchHit
from storage import search
from storage.connection import Database
from storage.semantic import minilm
from storage.semantic.encoder import SemanticError
from storage.semantic.service import BATCH, Semantics, open_semantics
from tests.statements import reading
from tests.storage.semantic.fake import FailingEncoder, HashEncoder, SlowEncoder
from tests.storage.semantic.test_vectors import GUILD, document, index, pending

KINDS = ("question",)
QUESTION = "How do I repair my car?"


async def similar(database: Database, semantics: Semantics | None) -> list[SearchHit]:
    meaning = await semantics.find_meaning(QUESTION, "") if semantics else None
    return await database.read(search.find_similar, GUILD, QUESTION, "", limit=5, meaning=meaning)


async def sources(database: Database, semantics: Semantics | None) -> list[int]:
    return [hit.document.source_id for hit in await similar(database, semantics)]


@pytest.fixture
async def garage(database: Database) -> Database:
    await index(
        database,
        document(1, "Sell, repair, paint, wash, rent or tow a boat car trailer?"),
        document(2, "How do I mend my automobile? My car stands still."),
        document(3, "Where do I buy a boat?"),
        document(4, "A car is what my uncle sold", "boat trailer uncle auction price"),
    )
    return database


async def test_filling_makes_what_is_missing_and_only_that(
    garage: Database, semantics: Semantics, encoder: HashEncoder
) -> None:
    await index(garage, *(document(n, f"number {n}") for n in range(10, 11 + BATCH)))
    assert await semantics.fill(garage, KINDS) == 5 + BATCH
    assert await pending(garage, encoder.model) == []
    assert await semantics.fill(garage, KINDS) == 0
    assert encoder.encoded[0] == f"number {10 + BATCH}\n"
    await index(garage, document(3, "Where do I rent a boat?"), document(50, "x", kind="answer"))
    assert await semantics.fill(garage, KINDS) == 1
    assert encoder.encoded[-1] == "Where do I rent a boat?\n"
    assert len(encoder.encoded) == 6 + BATCH


async def test_everything_is_encoded_in_one_thread_that_is_not_the_loops(
    garage: Database, semantics: Semantics, encoder: HashEncoder
) -> None:
    await asyncio.gather(
        semantics.fill(garage, KINDS), *(semantics.find_meaning("a", "b") for _ in range(9))
    )
    assert encoder.threads == {"semantic_0"}


async def test_a_text_that_fails_does_not_keep_the_others_back(
    garage: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await index(garage, document(9, "this must fail"))
    semantics = Semantics(FailingEncoder())
    assert await semantics.fill(garage, KINDS) == 4
    assert await pending(garage) == [9]
    assert "No vector for the question 9" in caplog.text
    assert await semantics.find_meaning("fail", "") is None
    await semantics.close()


async def test_a_text_that_changes_while_it_is_encoded_is_encoded_again(garage: Database) -> None:
    encoder = SlowEncoder()
    semantics = Semantics(encoder)
    filling = asyncio.create_task(semantics.fill(garage, KINDS))
    await asyncio.to_thread(encoder.waiting.wait)
    await index(garage, document(4, "My bicycle"))
    encoder.may_go_on.set()
    assert await filling == 4
    assert await pending(garage) == []
    assert encoder.encoded.count("My bicycle\n") == 1
    await semantics.close()


async def test_documents_of_the_same_meaning_come_first(
    garage: Database, semantics: Semantics
) -> None:
    by_words = await sources(garage, None)
    assert by_words[0] == 1
    await semantics.fill(garage, KINDS)
    assert (await sources(garage, semantics))[0] == 2
    assert sorted(await sources(garage, semantics)) == sorted(by_words)


async def test_scores_of_given_documents_say_the_same(
    garage: Database, semantics: Semantics
) -> None:
    await semantics.fill(garage, KINDS)
    hits = await similar(garage, semantics)
    async with reading(garage) as connection:
        scores = await search.score_similar(
            connection,
            GUILD,
            QUESTION,
            "",
            "question",
            [hit.document.source_id for hit in hits],
            await semantics.find_meaning(QUESTION, ""),
        )
        unknown = await search.score_similar(
            connection,
            GUILD,
            "zzzz",
            "",
            "question",
            [1, 2],
            await semantics.find_meaning("zzzz", ""),
        )
    assert scores == pytest.approx({hit.document.source_id: hit.score for hit in hits}, abs=0.05)
    assert unknown == pytest.approx({1: 0.0, 2: 0.0}, abs=0.01)


async def test_where_no_vector_is_made_yet_words_decide(
    garage: Database, semantics: Semantics
) -> None:
    assert await sources(garage, semantics) == await sources(garage, None)


async def test_where_meaning_takes_too_long_words_decide(
    garage: Database, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = SlowEncoder()
    semantics = Semantics(encoder, patience=0.01)
    with caplog.at_level(logging.WARNING):
        assert await sources(garage, semantics) == await sources(garage, None)
    assert "over 0.01 seconds" in caplog.text
    encoder.may_go_on.set()
    await semantics.close()


async def test_the_model_that_is_named_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(b"something else")
    with pytest.raises(SemanticError, match=r"model\.onnx"):
        async with open_semantics(file):
            pass
    monkeypatch.setattr(minilm, "RUNTIME", ("no_such_package",))
    with pytest.raises(
        SemanticError, match=r"install the extra with: pip install '\.\[semantic\]'"
    ):
        async with open_semantics(file):
            pass
    async with open_semantics() as semantics:
        assert semantics is None
