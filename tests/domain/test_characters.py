"""What is stripped from a text that people give, what stays, and what counts as visible."""

from __future__ import annotations

import time
import unicodedata

import pytest

from domain.characters import clean, fold, is_visible

EVERY = [chr(code) for code in range(0x110000)]
KEPT = [
    *("👩🏽\u200d💻", "❤️\u200d🔥", "🏳️\u200d🌈", "🧑\u200d⚖️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
    *(
        "\u0645\u06cc\u200c\u062e\u0648",
        "ක්\u200dර",
        "ന്\u200d",
        "葛\U000e0100",
        "café",
        "e\u0301",
        "a b",
    ),
]
HOSTILE = ("\u200d", "a\u200d", "🏴\U000e0061", "\ufe0f", "👩\u200d", "\u0301", "ㅤ", "\r", "\ud800")


@pytest.mark.parametrize("text", KEPT)
def test_what_joins_and_what_shows_stays(text: str) -> None:
    assert clean(text) == text


def test_controls_formats_and_surrogates_are_stripped_between_letters() -> None:
    line_ends = "\t\n\r\x85"
    unwanted = [c for c in EVERY if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
    left = [c for c in unwanted if c not in line_ends and clean(f"a{c}b") != "ab"]
    assert [f"{ord(c):x}" for c in left] == []


def test_letters_digits_and_symbols_are_left_alone() -> None:
    fillers = "\u115f\u1160\u3164\uffa0"
    wanted = (c for c in EVERY if unicodedata.category(c)[0] in "LNPS" and c not in fillers)
    assert [f"{ord(c):x}" for c in wanted if clean(f"a{c}b") != f"a{c}b"] == []


def test_blanks_marks_and_ignorable_characters_alone_are_nothing() -> None:
    silent = {"Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp", "Mn", "Me", "Mc"}
    blank = [c for c in EVERY if unicodedata.category(c) in silent] + list("ㅤ\uffa0\u115f⠀\ufffc")
    assert [f"{ord(c):x}" for c in blank if clean(c) or is_visible(c * 3)] == []


def test_line_breaks_are_kept_or_made_spaces() -> None:
    assert clean("a\r\nb\rc\u2028\td") == "a\nb\nc\n\td"
    assert clean(" a\r\nb\u2029\tc ", one_line=True) == "a b c"


def test_cleaning_twice_changes_nothing() -> None:
    for text in (*KEPT, "a\u200b\ufe0f\u200d😀", "\u200d" * 3 + "क", "🏴\U000e0061😀"):
        assert clean(clean(text)) == clean(text)


def test_folding_forgets_width_case_diacritics_and_what_cannot_be_seen() -> None:
    assert fold("\uff26\uff2f\uff2f Bár ßtraße f\u00ado\u200bo") == "foo bar sstrasse foo"


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
@pytest.mark.parametrize("function", [clean, fold])
def test_cleaning_costs_linear_time(hostile: str, function: object) -> None:
    assert callable(function)

    def cost(length: int) -> float:
        text, costs = (hostile * length)[:length], []
        for _ in range(15):
            begun = time.perf_counter()
            function(text)
            costs.append(time.perf_counter() - begun)
        return min(costs)

    assert cost(4_000) < 9 * cost(1_000)  # quadratic would be 16
