"""Long texts as several messages: blocks of code stay whole, what fits in none becomes a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cogs.core.markup import Code, blocks, shorten, split_prose

MESSAGE_LIMIT = 2_000
MOST_PAGES = 6
"""A text of more pages comes as one file."""
_EXTENSIONS = {
    "bash": "sh",
    "javascript": "js",
    "markdown": "md",
    "python": "py",
    "shell": "sh",
    "typescript": "ts",
    "yml": "yaml",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text under a heading of its own, if any: as somebody wrote it, or all code."""

    heading: str
    text: str | Code

    @property
    def blocks(self) -> list[str | Code]:
        if isinstance(self.text, str):
            return blocks(self.text)
        return [self.text] if self.text.text.strip() else []


@dataclass(frozen=True, slots=True)
class Page:
    """One message of a long text."""

    text: str
    files: tuple[tuple[str, bytes], ...] = ()


def paginate(
    sections: Iterable[Section], limit: int = MESSAGE_LIMIT, most: int = MOST_PAGES
) -> list[Page]:
    """Lay the sections out on as few messages as hold them, without tearing code apart.

    Beyond `most` messages, what there is becomes one file.
    """
    sections = [section for section in sections if section.blocks]
    pages = _pack(list(_pieces(sections, limit)), limit)
    return pages if len(pages) <= most else [_as_file(sections, limit)]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    files: tuple[tuple[str, bytes], ...] = ()
    with_next: bool = False
    """A heading does not stand alone at the end of a message."""


def _pieces(sections: Iterable[Section], limit: int) -> Iterator[_Piece]:
    files = 0
    for section in sections:
        if section.heading:
            yield _Piece(f"**{section.heading}**", with_next=True)
        for block in section.blocks:
            if isinstance(block, str):
                yield from map(_Piece, split_prose(block, limit - 2 * len(section.heading) - 10))
            elif block.fits_a_fence and len(block.fenced()) <= limit - len(section.heading) - 5:
                yield _Piece(block.fenced())
            else:
                files += 1
                name = f"code-{files}.{_extension(block.language)}"
                yield _Piece(f"📎 `{name}`", ((name, block.text.encode()),))


def _pack(pieces: Sequence[_Piece], limit: int) -> list[Page]:
    pages: list[Page] = []
    text = ""
    files: tuple[tuple[str, bytes], ...] = ()
    for i, piece in enumerate(pieces):
        needed = len(piece.text) + 1
        if piece.with_next and i + 1 < len(pieces):
            needed += len(pieces[i + 1].text) + 1
        if text and len(text) + needed > limit:
            pages.append(Page(text, files))
            text, files = "", ()
        text = f"{text}\n{piece.text}" if text else piece.text
        files += piece.files
    return [*pages, Page(text, files)] if text else pages


def _as_file(sections: Sequence[Section], limit: int) -> Page:
    whole = "\n\n".join(
        f"# {s.heading}\n\n{s.text if isinstance(s.text, str) else _long_fence(s.text)}"
        for s in sections
    )
    name = "question.md"
    beginning = next((s.text for s in sections if isinstance(s.text, str)), "")
    return Page(f"{shorten(beginning, limit // 2)}\n📎 `{name}`", ((name, whole.encode()),))


def _long_fence(code: Code) -> str:
    longest = max(map(len, re.findall("`+", code.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{code.language}\n{code.text}\n{fence}"


def _extension(language: str) -> str:
    language = language.lower()
    known = _EXTENSIONS.get(language, language)
    return known if known.isalnum() and known.isascii() else "txt"
