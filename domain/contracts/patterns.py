"""Patterns of strangers' documents against texts, in steps that are counted.

Python's own engine knows no bound: a short pattern may go back for longer than anybody waits.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import jsonschema_rs

BACKTRACKING: Final = 100_000
"""Steps back that matching a pattern may take."""


def matches(pattern: str, text: str) -> bool | None:
    """Tell whether a text fits; None for what is no pattern to Rust, or goes back too often."""
    try:
        return _rules(pattern).is_valid(text)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _rules(pattern: str) -> jsonschema_rs.Draft202012Validator:
    options = jsonschema_rs.FancyRegexOptions(backtrack_limit=BACKTRACKING)
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=options)
