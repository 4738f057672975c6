"""Made-up questions that behave like real ones, or are made of real ones' sentences."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from domain.search.documents import SearchDocument

GUILD_SHARES = {1: 0.6, 2: 0.2, 3: 0.1, 4: 0.06, 5: 0.04}
"""Share of all questions that each server has."""
WORDS = 60_000
SUBJECTS = 400
WORDS_OF_A_SUBJECT = 150
IDENTIFIER_SHARE = 0.15
SOLVED_SHARE = 0.6
OWN_SHARE = 0.7
"""Number of a remade question's sentences belong to the one that it has its title from."""
FEWEST_WORDS = 3
MAX_TITLE = 100
SUBJECT_SHARE = 0.35
"""Number of a question's words belong to its subject."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_START = datetime(2020, 1, 1, tzinfo=UTC)
_SYLLABLES = (
    *("ba", "co", "di", "fe", "gu", "ha", "ki", "lo", "ma", "ne", "po", "qua", "re", "si", "to"),
    *("ver", "tion", "ment", "al", "er", "ing", "ous", "ive", "ly", "th", "sh", "ra", "tle", "x"),
)
_FREQUENT = """
the to and is a of in i it this that for on my not with have when but from error use data
django python view model request response api function code try return value user server
database query docker file test class object field form json type string list key page get
post import run install version serializer token auth migration template url celery redis
cache thread async await react component state hook fetch promise component css git branch
merge commit deploy container image volume port nginx gunicorn postgres sqlite index join
"""
_CODE_HEADS = ("get", "set", "select", "prefetch", "create", "update", "bulk", "on", "is", "to")
_ERRORS = ("Error", "Exception", "Warning", "NotFound", "Timeout", "View", "Serializer", "Model")


@dataclass(frozen=True, slots=True)
class Language:
    """The words that questions are made of, the most frequent first."""

    words: list[str]
    weights: list[float]
    subjects: list[list[str]]


def make_language(seed: int = 1) -> Language:
    """Make the same words for the same seed."""
    chance = random.Random(seed)
    words = dict.fromkeys(_FREQUENT.split())
    while len(words) < WORDS:
        plain = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))
        words[_as_identifier(plain, chance) if chance.random() < IDENTIFIER_SHARE else plain] = None
    ordered = list(words)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(ordered))))
    subjects = [
        chance.choices(ordered, cum_weights=weights, k=WORDS_OF_A_SUBJECT // 2)
        + chance.sample(ordered, WORDS_OF_A_SUBJECT // 2)
        for _ in range(SUBJECTS)
    ]
    return Language(ordered, weights, subjects)


def make_questions(language: Language, count: int, seed: int = 2) -> Iterator[SearchDocument]:
    """`count` questions of all servers, in the order in which they were asked."""
    chance = random.Random(seed)
    guilds = chance.choices(list(GUILD_SHARES), list(GUILD_SHARES.values()), k=count)
    for number, guild_id in enumerate(guilds):
        subject = chance.choice(language.subjects)
        title = _sentence(language, subject, chance, chance.randint(4, 12)).capitalize() + "?"
        yield _document(number, guild_id, title, _body(language, subject, chance), chance)


def remake_questions(file: Path, count: int, seed: int = 2) -> Iterator[SearchDocument]:
    """`count` questions of all servers made of a real set's sentences: `{id, title, body}` a line.

    A made question takes its title from one document and its sentences from that one and a few
    others, so that words are as frequent, and as long, as people write them.
    """
    chance = random.Random(seed)
    with file.open(encoding="utf-8") as lines:
        known = [json.loads(line) for line in lines if line.strip()]
    sentences = [_sentences(one["body"]) or [one["title"]] for one in known]
    guilds = chance.choices(list(GUILD_SHARES), list(GUILD_SHARES.values()), k=count)
    for number, guild_id in enumerate(guilds):
        subject = chance.randrange(len(known))
        own, other = sentences[subject], chance.choice(sentences)
        length = max(2, int(chance.lognormvariate(1.7, 0.6)))
        body = [chance.choice(own if chance.random() < OWN_SHARE else other) for _ in range(length)]
        words = known[subject]["title"].split()
        words.insert(chance.randrange(len(words) + 1), chance.choice(known)["title"].split()[0])
        yield _document(number, guild_id, " ".join(words), "\n".join(body), chance)


def mistype(text: str, chance: random.Random) -> str:
    """Swap two neighbouring letters somewhere."""
    place = chance.randrange(max(len(text) - 1, 1))
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]


def _document(
    number: int, guild_id: int, title: str, body: str, chance: random.Random
) -> SearchDocument:
    return SearchDocument(
        guild_id=guild_id,
        kind="question",
        source_id=number + 1,
        title=title[:MAX_TITLE],
        body=body,
        created_at=_START + timedelta(minutes=3 * number),
        topics=("Django",) if number % 3 else ("Docker", "CI/CD"),
        is_solved=chance.random() < SOLVED_SHARE,
        channel_id=10**18,
    )


def _sentences(body: str) -> list[str]:
    return [part for part in _SENTENCE.split(body) if len(part.split()) >= FEWEST_WORDS]


def _body(language: Language, subject: list[str], chance: random.Random) -> str:
    length = min(int(chance.lognormvariate(4.0, 0.6)) + 8, 500)
    words = _sentence(language, subject, chance, length)
    fault = chance.choice(_ERRORS)
    return f"{words}\n```\n{subject[0].capitalize()}{fault}: '{chance.choice(subject)}'\n```"


def _sentence(language: Language, subject: list[str], chance: random.Random, length: int) -> str:
    own = sum(chance.random() < SUBJECT_SHARE for _ in range(length))
    words = chance.choices(language.words, cum_weights=language.weights, k=length - own)
    words += chance.choices(subject, k=own)
    chance.shuffle(words)
    return " ".join(words)


def _as_identifier(plain: str, chance: random.Random) -> str:
    head, style = chance.choice(_CODE_HEADS), chance.randrange(3)
    if style == 0:
        return f"{head}_{plain}"
    if style == 1:
        return plain.capitalize() + chance.choice(_ERRORS)
    return f"{plain}.{head}.{plain[:3]}"
