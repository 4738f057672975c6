"""Rules of a server for members' texts that Nexus posts: links, invitations, refused words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.characters import clean, fold
from domain.errors import UserError
from domain.markup import find_invitation, find_links

MOST_WORDS: Final = 200
MAX_WORD: Final = 50
MAX_LIST: Final = 4_000
"""Characters of the whole list: what fits one field of a form."""
MAX_SHOWN: Final = 100
WILDCARD: Final = "*"

_OWN_LINK = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/[\d@]", re.IGNORECASE)
"""Links to messages and channels, which lead nobody away."""
_MARKS = re.compile(r"[*_~|`\\]+")
_WORD = re.compile(r"[^\W_]+")
_ENTRY = re.compile(r"\*?[\w\s'\u2019.-]+\*?")
"""Words of a list: an entry such as `c++` would refuse every `c`."""


class LinkPolicy(StrEnum):
    """Members whose texts may hold links."""

    EVERYONE = "everyone"
    ROLE = "role"
    NOBODY = "nobody"


class Caught(StrEnum):
    """Kinds of what a text is refused for."""

    LINK = "link"
    INVITATION = "invitation"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Finding:
    """Finding for which a text is refused; `what` is the link or word, nearly as it was typed."""

    kind: Caught
    what: str


@dataclass(frozen=True, slots=True)
class TextRules:
    """Rules for the texts of one member.

    `words` are a server's refused words, folded (`parse_words`); a `*` at an end of one stands for
    any letters.
    """

    may_link: bool
    may_invite: bool
    words: tuple[str, ...] = ()


NO_RULES: Final = TextRules(may_link=True, may_invite=True)
"""Rules of moderators, whose texts may hold anything."""


def find_refused(
    text: str, rules: TextRules, *, is_code: bool = False, is_name: bool = False
) -> Finding | None:
    """Find what a text may not hold, if anything.

    Code may hold links, since nobody can follow them there, but no invitations, which are copied as
    easily. A name has no code of its own: its back-ticks are shown as they are.
    """
    if not rules.may_invite and (invitation := _find_invitation(text)):
        return Finding(Caught.INVITATION, invitation[:MAX_SHOWN])
    if not (rules.may_link or is_code):
        seen = text.replace("`", " ") if is_name else text
        for link in find_links(seen):
            shown = seen[link.start : link.end]
            if not (link.is_invitation or _OWN_LINK.match(shown)):
                return Finding(Caught.LINK, clean(shown)[:MAX_SHOWN])
    word = _find_word(text, rules.words)
    return None if word is None else Finding(Caught.WORD, word[:MAX_SHOWN])


def parse_words(typed: str) -> tuple[str, ...]:
    """Read a list of words, one a line or between commas; `UserError` for one that is none.

    Each is folded (case, diacritics, width), and may begin and end with `*`.
    """
    words: dict[str, None] = {}
    for line in re.split(r"[\n,;]", typed):
        if not line.strip():
            continue
        before = WILDCARD if line.strip().startswith(WILDCARD) else ""
        after = WILDCARD if line.strip().endswith(WILDCARD) else ""
        word = " ".join(_WORD.findall(fold(line)))
        if not word or len(word) > MAX_WORD or not _ENTRY.fullmatch(fold(line).strip()):
            raise UserError("shared-words-bad", word=clean(line, one_line=True)[:MAX_WORD])
        words[f"{before}{word}{after}"] = None
    if len(words) > MOST_WORDS or len("\n".join(words)) > MAX_LIST:
        raise UserError("shared-words-too-many", count=len(words), most=MOST_WORDS)
    return tuple(words)


def _find_invitation(text: str) -> str | None:
    """Find an invitation as it is written, or as it reads (`discord**.**gg/abc`)."""
    for reading in (text, _MARKS.sub("", fold(text))):
        if (found := find_invitation(reading)) is not None:
            return clean(reading[found.start : found.end])
    return None


def _find_word(text: str, words: Sequence[str]) -> str | None:
    """Find the first refused word, formatting marks read as gaps and as nothing (`b**a**d`)."""
    if not words:
        return None
    folded = fold(text)
    readings = (folded, _MARKS.sub("", folded)) if _MARKS.search(folded) else (folded,)
    for reading in readings:
        line = f" {' '.join(_WORD.findall(reading))} "
        for word in words:
            sought = f" {word} ".replace(f" {WILDCARD}", "").replace(f"{WILDCARD} ", "")
            at = line.find(sought)
            if at >= 0:
                begin = line.rfind(" ", 0, at + 1) + 1
                end = line.find(" ", at + len(sought) - 1)
                return line[begin:end]
    return None
