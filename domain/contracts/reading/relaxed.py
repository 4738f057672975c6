"""JSON as people write it: with comments, commas before a closing bracket, and bare variables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.contracts.inference import ANY

PIECES: Final = re.compile(
    r'(?P<text>"(?:[^"\\\n]|\\.)*+"?)|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)'
    r"|(?P<variable>\{\{[^{}\"\n]{1,100}\}\})"
)
COMMAS: Final = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|(?P<comma>,)(?=\s*[}\]])')
NOT_SPACE: Final = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A text that JSON may be read of; all of it stands in the lines where it stood."""

    text: str
    has_variables: bool = False
    """True where variables stood outside of texts: they are texts now, which begin with `ANY`."""


def relax(text: str, *, variables: bool = False) -> Relaxed:
    """Strip comments and needless commas, and quote `variables` where asked."""
    has_variables = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal has_variables
        if match["comment"]:
            return NOT_SPACE.sub(" ", match[0])
        if match["variable"] and variables:
            has_variables = True
            return f'"{ANY}{match[0]}"'
        return match[0]

    plain = PIECES.sub(replaced, text) if "*/" in text or "//" in text or variables else text
    plain = COMMAS.sub(lambda match: " " if match["comma"] else match[0], plain)
    return Relaxed(plain, has_variables)
