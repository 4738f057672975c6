"""The figures of relevance, on rankings small enough to be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.relevance import Query, average_precision, main, measure, summarise

DOCUMENTS: list[dict[str, object]] = [
    {"id": "a", "title": "How do I cache a queryset?", "body": "It is slow."},
    {"id": "b", "title": "Caching querysets in Redis", "body": "The cache is never hit."},
    {"id": "c", "title": "Docker image is too large", "body": "How do I shrink it?"},
    {"id": "d", "title": "Shrink a Docker image", "body": "It has a gigabyte."},
]


def write(folder: Path, name: str, lines: list[dict[str, object]]) -> Path:
    file = folder / name
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    return file


def query(**fields: object) -> dict[str, object]:
    asked = {"id": "q", "title": "cache a queryset", "body": "", "relevant": ["b"]}
    return asked | {"exclude": None, "candidates": None} | fields


@pytest.mark.parametrize(
    ("ranking", "relevant", "precision"),
    [
        ("abc", "a", 1.0),
        ("abc", "b", 1 / 2),
        ("abc", "ac", (1 + 2 / 3) / 2),
        ("abc", "ax", 1 / 2),
        ("", "a", 0.0),
        ("abc", "", 0.0),
    ],
)
def test_average_precision(ranking: str, relevant: str, precision: float) -> None:
    assert average_precision(ranking, frozenset(relevant)) == pytest.approx(precision)


def test_every_query_counts() -> None:
    asked = [Query("", "", frozenset("b")), Query("", "", frozenset("z"))]
    found = summarise(asked, ["abcde", ""], [0.001, 0.003])
    assert (found.queries, found.map, found.mrr) == (2, 0.25, 0.25)
    assert (found.p1, found.recall5) == (0.0, 0.5)
    assert found.p5 == pytest.approx(0.1)
    assert found.query_ms_p95 == pytest.approx(3)


async def test_a_set_is_loaded_and_asked_and_the_asked_one_left_out(tmp_path: Path) -> None:
    documents = write(tmp_path, "d.jsonl", DOCUMENTS)
    queries = write(
        tmp_path,
        "q.jsonl",
        [
            query(title=DOCUMENTS[0]["title"], exclude="a"),
            query(title="shrink docker image", relevant=["c", "d"]),
        ],
    )
    found = await measure(documents, queries)
    assert (found.queries, found.map, found.p1, found.recall5) == (2, 1.0, 1.0, 1.0)


async def test_candidates_are_ranked_all_of_them_and_no_others(tmp_path: Path) -> None:
    documents = write(tmp_path, "d.jsonl", DOCUMENTS)
    asked = query(candidates=["c", "d", "b"])
    found = await measure(documents, write(tmp_path, "q.jsonl", [asked]))
    assert found.p1 == 1.0
    tied = query(candidates=["c", "d"], relevant=["c"])
    found = await measure(documents, write(tmp_path, "q.jsonl", [tied]))
    assert found.mrr == 0.5


def test_a_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = write(tmp_path, "d.jsonl", DOCUMENTS)
    queries = write(tmp_path, "q.jsonl", [query()])
    assert main(["--documents", str(documents), "--queries", str(queries), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["queries"] == 1
    queries.write_text("{\n", "utf-8")
    with pytest.raises(SystemExit, match=r"q\.jsonl, line 1"):
        main(["--documents", str(documents), "--queries", str(queries)])
