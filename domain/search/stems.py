"""Bringing the forms of a word together."""

from __future__ import annotations

_VOWELS = frozenset("aeiouy")
_SHORTEST_PLURAL = 4
_SHORTEST_IES = 5
_ENDINGS = (("ing", 6), ("ed", 5))
"""Endings of verbs, and how long a word has to be to lose one."""
_SHORTEST_DOUBLED = 4
_SHORTEST_WITH_E = 5


def stem(word: str) -> str:
    """Return a folded word without the endings of English plurals and verbs.

    It need not be a word itself: `caching`, `cached` and `cache` are all `cach`.
    """
    word = _singular(word)
    for ending, shortest in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(word) >= shortest and not _VOWELS.isdisjoint(rest):
            word = _undouble(rest)
            break
    return word[:-1] if len(word) >= _SHORTEST_WITH_E and word[-1] == "e" else word


def _undouble(rest: str) -> str:
    """`runn` is `run`; `call`, `pass` and `buzz` stay."""
    is_doubled = len(rest) >= _SHORTEST_DOUBLED and rest[-1] == rest[-2]
    return rest[:-1] if is_doubled and rest[-1] not in "lsz" else rest


def _singular(word: str) -> str:
    """`class`, `status` and `this` are none; French plurals end in the same letter."""
    if len(word) < _SHORTEST_PLURAL or word[-1] != "s" or word[-2] in "sui":
        return word
    if len(word) >= _SHORTEST_IES and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes")) else word[:-1]
