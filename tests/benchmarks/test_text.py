"""Text of members costs linear time, in every function that takes it."""

from __future__ import annotations

import json

import pytest

from benchmarks import text
from benchmarks.__main__ import NAMES

NOT_MADE = {
    "cogs.contracts.words.name_changed",  # takes a function
    "cogs.core.markup._embolden",  # takes a function
    "cogs.faq.render.entry.render_imported",  # takes a counter, shows numbers
    "cogs.server.moderation.render._fitting",  # takes a function
    "cogs.sessions.ics._describe",  # fills an event of icalendar's
}
"""Renderers whose arguments no annotation describes, and why."""
FEWEST = 900
"""Functions that were found when this was written; a walk that finds none proves nothing."""


def test_every_function_costs_linear_time_and_a_stated_multiple() -> None:
    figures = list(text.measure(text.find_calls(), pieces=text.PIECES[:: text.SHARE]))
    assert len(figures) >= FEWEST
    assert [figure for figure in figures if text.badness(figure) > 1] == []


@pytest.mark.long
def test_every_function_costs_linear_time_on_every_piece() -> None:
    assert [each for each in text.measure(text.find_calls()) if text.badness(each) > 1] == []


def test_what_renders_and_cleans_is_among_what_is_measured() -> None:
    names = {call.name for call in text.find_calls()}
    assert names >= {
        *(f"cogs.core.markup.{name}" for name in ("plain", "prose", "blocks", "shorten", "label")),
        "domain.markup.find_links",
        "domain.markup.unmarked",
        "domain.search.excerpts.cut_excerpt",
        "cogs.qa.render.card_embed",
        "cogs.sessions.render.render_card",
        "cogs.endpoints.render.render_card",
    }
    renderers = (".render.", ".ics.", "cogs.contracts.", "cogs.core.markup.", "cogs.core.pages.")
    unmade = {name for name in text.find_unmade() if any(part in name for part in renderers)}
    assert unmade == NOT_MADE


def test_a_quadratic_function_is_told() -> None:
    def render(words: str) -> str:
        return "".join(words[: at + 1].replace("\\", "/")[-1] for at in range(len(words)))

    call = text.Call("render", render, {"words": str})
    (figure,) = text.measure([call], pieces=["\\"])
    assert text.badness(figure) > 1
    assert figure.growth > text.MOST_GROWTH


def test_the_figures_are_printed_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "text" in NAMES
    call = text.Call("strip", str.strip, {"text": str})
    monkeypatch.setattr(text, "find_calls", lambda: [call._replace(function=lambda text: text)])
    assert text.main(["--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in printed["functions"]] == ["strip"]
