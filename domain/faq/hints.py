"""Whether a chat message clearly asks something that a known title asks too."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.search.words import STOP_WORDS, terms_of

FEWEST_WORDS = 4
MOST_WORDS = 150
FEWEST_SHARED = 2
CLEAR_SHARE = 0.7
"""The share of a title's words (stop words aside) that the message has to have."""

_ASKING = re.compile(
    r"\?|\b(?:how|why|what|where|when|which|who|does anyone|anybody know|any idea|help|stuck"
    r"|comment|pourquoi|quel(?:le)?s?|quand|qui sait|quelqu'un sait|une idée|aide[rz]?|bloquée?)\b"
    r"|\b[A-Z]\w*(?:Error|Exception|NotFound)\b",
    re.IGNORECASE,
)
"""A question mark, a word that begins a question (English, French), or an error's name."""


def is_question(message: str) -> bool:
    """Whether a message asks something, as far as its form tells."""
    words = message.split()
    return FEWEST_WORDS <= len(words) <= MOST_WORDS and _ASKING.search(message) is not None


def is_clearly(message: str, names: Iterable[str]) -> bool:
    """Whether a message has nearly all the words of a title, or of another name for it."""
    said = set(terms_of(message))
    for name in names:
        words = set(terms_of(name)) - STOP_WORDS
        shared = len(words & said)
        if shared >= FEWEST_SHARED and shared >= CLEAR_SHARE * len(words):
            return True
    return False
