"""The figures of interactions, from what was measured, and one short round of all bots."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import interactions
from benchmarks.interactions import ACCEPT, AIMS, BARE, BESIDE, FLOOR, NEXUS, TALK, grown, summary
from benchmarks.load import Measured

STORED = Path(interactions.__file__).with_suffix(".json")


def measured(cpu: float, in_all: float) -> Measured:
    return Measured(times=[0.01] * 10, elapsed=0.1, cpu=cpu, cpu_in_all=in_all, requests=30)


def results(*factors: float) -> interactions.Results:
    made = interactions.Results()
    made.ready["nexus"], made.resident["nexus"] = [1.0], [90.0]
    for factor in factors:
        each = {(kind, kind): measured(0.01, 0.01) for kind in BARE}
        for what, bot in BESIDE.items():
            each[NEXUS, what] = measured(0.01 * factor, 0.02 * factor)
            if bot == FLOOR:
                each[FLOOR, what] = measured(0.01, 0.01)
        made.rounds.append(each)
    return made


def test_ratios_are_medians_of_rounds_with_their_spread() -> None:
    found = summary(results(1.0, 1.5, 1.2))
    assert found["ratios"][ACCEPT] == 1.2
    assert found["spread"][ACCEPT] == [1.0, 1.5]
    assert found["ratios"][f"{ACCEPT}_in_all"] == 2.4
    assert TALK not in found["ratios"]  # nobody is answered
    assert found["operations"]["nexus:accept"]["requests"] == 3
    assert AIMS.keys() <= found["ratios"].keys()


def test_only_what_grows_beyond_a_quarter_over_the_spread_is_named() -> None:
    stored = summary(results(1.0, 1.2, 1.1))
    assert grown(summary(results(1.4, 1.5, 1.45)), stored) == []
    worse = grown(summary(results(1.6, 1.6, 1.4)), stored)
    assert any(line.startswith("question_show: 1.6 ") for line in worse)
    assert len(worse) == len(stored["ratios"])


def test_every_ratio_is_stored_to_be_compared_with() -> None:
    stored = json.loads(STORED.read_text("utf-8"))
    assert stored["spread"].keys() == summary(results(1.0))["ratios"].keys()
