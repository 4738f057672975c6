"""Which of the messages in a question's thread are worth finding."""

FEWEST_WORDS = 3
"""Shorter ones are "thanks" and "same here"; accepted ones are found whatever their length."""


def may_answer(content: str) -> bool:
    """Tell whether a message says enough to answer somebody who has the same question."""
    words = [word for word in content.split() if any(map(str.isalnum, word))]
    return len(words) >= FEWEST_WORDS
