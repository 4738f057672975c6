"""Terms that somebody may have meant who mistyped one letter."""

from __future__ import annotations

from string import ascii_lowercase

SHORTEST = 4
"""Shorter words are taken as they are: too many others are one letter away."""
LONGEST = 60
"""Longer words, which no index holds, are taken as they are: what is made grows with the square."""


def words_one_typo_away(word: str) -> list[str]:
    """Return every word that one missing, added, wrong or swapped letter turns into `word`.

    There are about 54 for each letter, all of which can be looked up at once; comparing `word`
    with a whole vocabulary would cost more with every document.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return []
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {left + right[1:] for left, right in splits if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    for letter in ascii_lowercase:
        found |= {left + letter + right[1:] for left, right in splits if right}
        found |= {left + letter + right for left, right in splits}
    found.discard(word)
    return sorted(found)
