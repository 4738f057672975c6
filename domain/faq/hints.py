"""Hints: does a chat message clearly ask something that a known title asks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domain.search.words import STOP_WORDS, terms_of

FEWEST_WORDS = 4
MOST_WORDS = 150
FEWEST_SHARED = 2
CLEAR_SHARE = 0.7
"""The share of a title's words (stop words aside) that the message has to have."""

_ERROR = re.compile(r"\b[A-Z]\w*(?:Error|Exception|NotFound)\b")
_ASKING = re.compile(
    r"\?"
    r"|\b(?:does anyone|anybody know|anyone know|any idea|any help|im stuck|i'm stuck|am stuck"
    r"|please help|help me|quelqu'un sait|une idée|je suis bloquée?|aidez-moi)\b"
)
_BEGINNING = re.compile(
    r"(?:how (?:do|does|did|to|can|could|should|would|is|are|come)|why\b"
    r"|(?:what|where|when|which|who) (?:is|are|do|does|did|can|could|should|would|to|has|have)"
    r"|(?:should|can|could|may|must|do|does|is|are) (?:i|we|it|my|this|that|there|anyone|anybody)"
    r"|comment\b|pourquoi\b|est-ce que|quel(?:le)?s? (?:est|sont)|faut-il)\b"
)
"""Beginnings of sentences, or of what follows a comma, that ask something."""
_PARTS = re.compile(
    r"[.!,;:\n]+\s*|\b(?:so|and|but|hi|hey|hello|all|guys|please|salut|bonjour)\b\s*"
)


def is_question(message: str) -> bool:
    """Tell whether a message asks something, as far as its form tells.

    It has a question mark, an error's name or words such as "any idea", or a part of it begins like
    a question: "hey all, why does ...".
    """
    if not FEWEST_WORDS <= len(message.split()) <= MOST_WORDS:
        return False
    if _ERROR.search(message) or _ASKING.search(message.casefold()):
        return True
    return any(_BEGINNING.match(part) for part in _PARTS.split(message.casefold()))


def is_clearly(message: str, names: Iterable[str]) -> bool:
    """Tell whether a message has nearly all the words of a title, or of another name for it."""
    said = set(terms_of(message))
    for name in names:
        words = set(terms_of(name)) - STOP_WORDS
        shared = len(words & said)
        if shared >= FEWEST_SHARED and shared >= CLEAR_SHARE * len(words):
            return True
    return False
