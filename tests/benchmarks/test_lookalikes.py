"""Look-alikes as `/ask` offers them, on the project's own titles and on a file of one's own."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from benchmarks import lookalikes


def test_few_are_offered_off_the_topic_and_most_are_found_on_it() -> None:
    off = lookalikes.read_off(lookalikes.TITLES / "off.txt")
    on = lookalikes.read_on(lookalikes.TITLES / "on.tsv")
    figures = asyncio.run(lookalikes.measure(off, on))
    assert (figures.off, figures.on) == (115, 130)
    assert figures.false_alarms < 0.05
    assert figures.recall3 >= 0.95


def test_other_titles_are_measured_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "off.txt").write_text("hello\n\nWhich laptop should I buy?\n")
    (tmp_path / "on.tsv").write_text("CORS error in my browser\tcors-errors\n")
    options = ["--off", str(tmp_path / "off.txt"), "--on", str(tmp_path / "on.tsv"), "--json"]
    assert lookalikes.main(options) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures == {"off": 2, "false_alarms": 0.0, "on": 1, "recall3": 1.0}


@pytest.mark.parametrize(
    ("line", "fault"),
    [("A title without a name\n", r"on\.tsv:1: write"), ("A title\tnowhere\n", "'nowhere'")],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    (tmp_path / "off.txt").write_text("hello\n")
    (tmp_path / "on.tsv").write_text(line)
    with pytest.raises(SystemExit, match=fault):
        lookalikes.main(["--off", str(tmp_path / "off.txt"), "--on", str(tmp_path / "on.tsv")])
