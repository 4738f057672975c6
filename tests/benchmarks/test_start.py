"""The figures of a start, from what was measured."""

from __future__ import annotations

from benchmarks.start import AIMS, Figures, summary


def test_medians_are_compared_with_the_bare_bot_and_with_the_import() -> None:
    figures = Figures()
    figures.bots["bare"] = [(0.3, 48.0, 2.5), (0.2, 47.0, 2.4), (0.4, 50.0, 2.6)]
    figures.bots["nexus"] = [(0.6, 77.0, 1.5), (9.0, 78.0, 1.4), (0.5, 79.0, 1.6)]
    for name, seconds in (("import_discord", 0.4), ("version", 0.1), ("diff", 0.2)):
        figures.commands[name] = [seconds, seconds, 7.0]
    found = summary(figures, 3)
    assert found == {
        "rounds": 3,
        "bots": {
            "bare": {"cpu_s": 0.3, "rss_mib": 48.0, "ready_s": 2.5},
            "nexus": {"cpu_s": 0.6, "rss_mib": 78.0, "ready_s": 1.5},
        },
        "commands": {"import_discord": 0.4, "version": 0.1, "diff": 0.2},
        "ratios": {"ready_cpu": 2.0, "version_cpu": 0.25, "diff_cpu": 0.5},
    }
    assert found["ratios"].keys() <= AIMS.keys()
