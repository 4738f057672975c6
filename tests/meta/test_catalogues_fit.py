"""Labels and descriptions fit where Discord shows them, in every language."""

from __future__ import annotations

import re
from functools import cache

import pytest
from fluent.syntax.serializer import serialize_pattern

from cogs.core.text import LANGUAGES
from tests.meta.project import messages

LIMITS = {
    r"\w+-menu-.+": 32,  # the name of a context menu
    r"\w+-form-[a-z]+": 45,  # the title of a modal
    r"\w+-field-.+-hint": 100,  # the description of a label
    r"\w+-field-(?!.*-hint).+": 45,  # a label
    r"\w+-button-.+": 80,
    r"\w+-command.*": 100,
    r"\w+-option-.+": 100,
    r"\w+-choice-.+": 100,
}
"""How many characters Discord takes, by what the keys are for (its reference, "Components")."""


@cache
def texts(language: str) -> dict[str, str]:
    return {
        key: serialize_pattern(message.value).strip()
        for key, message in messages(language).items()
        if message.value is not None
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", LIMITS)
def test_a_label_fits(language: str, pattern: str) -> None:
    found = {key: words for key, words in texts(language).items() if re.fullmatch(pattern, key)}
    assert found, f"no key reads {pattern} any more"
    long = {key: len(words) for key, words in found.items() if len(words) > LIMITS[pattern]}
    assert not long, f"{LIMITS[pattern]} characters are possible: {long}"
