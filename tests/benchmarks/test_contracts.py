"""The benchmark of contracts runs to its end, and compares two ways that find the same."""

from __future__ import annotations

import json

import pytest

from benchmarks.contracts import edited, made_up, main


def test_both_ways_find_the_same_changes(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path_factory.mktemp("document") / "made-up.json"
    path.write_text(json.dumps(made_up(60_000)), "utf-8")
    assert main(["--document", str(path), "--edits", "9", "--runs", "1", "--json"]) == 0
    nexus, plain = json.loads(capsys.readouterr().out)
    assert nexus["changes"] == plain["changes"] > 0
    assert nexus["breaking"] == plain["breaking"] > 0
    assert nexus["blocked"] < plain["blocked"]


def test_the_edits_are_the_same_every_time() -> None:
    tree = made_up(30_000)
    assert edited(tree, 5) == edited(tree, 5) != tree


def test_a_missing_document_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--document", "/nowhere/at/all.json"]) == 2
    assert "there is no" in capsys.readouterr().err
