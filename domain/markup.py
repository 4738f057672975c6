"""Discord's Markdown as tokens, read in one pass, and the links that a text holds."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple
from urllib.parse import unquote

from domain.characters import IGNORABLE


class Kind(Enum):
    """Kinds of tokens."""

    TEXT = auto()
    ESCAPE = auto()
    """Pairs of a backslash and the mark that it takes the meaning from."""
    TICKS = auto()
    """Back-ticks that open nothing, or nothing that they close."""
    CODE = auto()
    """A code span, on one line."""
    BLOCK = auto()
    """A code block with its fence."""
    REFERENCE = auto()
    """A mention, a timestamp or an emoji of a server: `<@1>`, `<#1>`, `<t:1:R>`, `<:x:1>`."""
    EVERYONE = auto()
    """The @ of `@everyone` and `@here`."""
    BRACKETS = auto()
    """Opening brackets, which may begin a masked link."""
    TARGET = auto()
    """The end of a masked link's words and the parenthesis before its address: `](`."""
    LINE_MARK = auto()
    """Beginning of a heading, of small print, or of a quotation that swallows all that follows."""
    LINK = auto()
    INVITATION = auto()


class Token(NamedTuple):
    """A piece of a text; joined, the texts of all tokens are the whole."""

    kind: Kind
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class WebLink(NamedTuple):
    """An address that Discord makes a link of, or an invitation to another server."""

    start: int
    end: int
    host: str
    """In small letters, without what browsers leave out (soft hyphens, for example)."""
    is_invitation: bool


FENCE: Final = "```"
_INVITE_HOSTS: Final = ("discord.gg", "discord.io", "discord.li", "discord.me", "discord.new")
_INVITERS: Final = (*_INVITE_HOSTS, "dsc.gg", "invite.gg")
_DISCORD: Final = ("discord.com", "discordapp.com")
_INVITE_PATHS: Final = frozenset({"invite", "servers", "template"})

_SPECIAL = re.compile(r"[\\`\[]|\](?=[^\S\n]?\()|<(?=[@#:at])|@(?=everyone|here)")
_LINE_MARK = re.compile(
    r"^(?:[^\S\n]|>(?=[ ])|[-*+](?=[ ])|\d+\.(?=[ ]))*+(#{1,3}(?=\s)|-#(?=\s)|>>>(?=\s))",
    re.MULTILINE,
)
_ESCAPE = re.compile(r"(?:\\[!-/:-?\[\\^-`{-~])+")
r"""Pairs without `\]` and `\@`, which Discord reads as if there were no backslash."""
_REFERENCE = re.compile(
    r"<(?:@[!&]?\d{1,20}|\#\d{1,20}|t:-?\d{1,13}(?::[tTdDfFsSR])?|a?:\w{2,32}:\d{1,20})>", re.ASCII
)
_EVERYONE = re.compile("@(?=everyone|here)")
_BRACKETS = re.compile(r"\[+")
_TARGET = re.compile(r"(?:\][^\S\n]?\()+")
_RUN = re.compile("`+")
_RULES: Final = {
    "\\": (Kind.ESCAPE, _ESCAPE),
    "[": (Kind.BRACKETS, _BRACKETS),
    "]": (Kind.TARGET, _TARGET),
    "<": (Kind.REFERENCE, _REFERENCE),
    "@": (Kind.EVERYONE, _EVERYONE),
}
_LANGUAGE = re.compile(r"([A-Za-z0-9_+#.-]*+)\n")

_REST = r"(?:(?!\]\()[^\s<>`])+"
_ADDRESS = re.compile(
    rf"(?:https?|discord)://{_REST}|(?:(?:www|ptb|canary)\.)?(?:(?:discord\.(?:gg|io|li|me|new)"
    rf"|(?:dsc|invite)\.gg)/|discord(?:app)?\.com/+(?:invite|servers|template)/){_REST}"
)
_INVITE = re.compile(
    r"(?:discord\.(?:gg|io|li|me|new)|(?:dsc|invite)\.gg)/[^/\s]"
    r"|discord(?:app)?\.com/+(?:invite|servers|template)/[^/\s]"
)
_SLASH = re.compile("[/\\\\\u2100\u2101\u2105\u2106\ufe68\uff0f\uff3c]")
"""Characters that are read as a slash, or as one among others; no link is without."""
_NAMED = re.compile(f"[<@]|{_SLASH.pattern}")
"""Characters without which a name is plain text from end to end."""
_AFTER_LINK: Final = ".,:;!?'\")]}*_~|"
"""Marks at the end of an address that belong to the sentence."""
_SMALL = str.maketrans({letter: letter.lower() for letter in map(chr, range(65, 91))} | {"\\": "/"})
_MOST_KNOWN = 4_096


def tokenize(text: str, *, has_blocks: bool = True) -> Iterator[Token]:
    """Cut a text into tokens as Discord reads it; without blocks, a fence is mere back-ticks."""
    points = iter(_points(text))
    point = next(points, None)
    spans = _Spans(text)
    shown = at = 0
    while at < len(text):
        while point is not None and point.start < at:
            point = next(points, None)
        stop = len(text) if point is None else point.start
        found = _SPECIAL.search(text, at, stop)
        if found is not None:
            token = _token(text, found.start(), spans, has_blocks=has_blocks)
            at = found.start() + 1 if token is None else token.end
        elif (token := point) is None:
            break
        else:
            at = token.end
        if token is not None:
            if token.start > shown:
                yield Token(Kind.TEXT, shown, text[shown : token.start])
            yield token
            shown = at
    if shown < len(text):
        yield Token(Kind.TEXT, shown, text[shown:])


def tokenize_name(text: str) -> Iterator[Token]:
    """Cut a text that has no formatting into plain text, references, links and invitations."""
    if text and not may_hold_tokens(text):
        yield Token(Kind.TEXT, 0, text)
        return
    shown = 0
    links = [Token(*each) for each in _link_tokens(text)]
    references = (Token(Kind.REFERENCE, m.start(), m[0]) for m in _REFERENCE.finditer(text))
    calls = (Token(Kind.EVERYONE, m.start(), m[0]) for m in _EVERYONE.finditer(text))
    for token in sorted([*links, *references, *calls], key=lambda token: token.start):
        if token.start < shown:
            continue
        if token.start > shown:
            yield Token(Kind.TEXT, shown, text[shown : token.start])
        yield token
        shown = token.end
    if shown < len(text):
        yield Token(Kind.TEXT, shown, text[shown:])


def may_hold_tokens(text: str) -> bool:
    """Tell names that may hold references, links or invitations from plain text."""
    return _NAMED.search(text) is not None


def find_links(text: str) -> list[WebLink]:
    """Find the links and invitations of a text, in order; what stands in code is neither.

    Invitations are found without `https://` as well, and through soft hyphens, zero-width
    characters, other forms of letters, percent signs and capital letters.
    """
    found = _scan_links(text)
    if not found:
        return []
    kinds = (Kind.LINK, Kind.INVITATION)
    starts = {token.start for token in tokenize(text) if token.kind in kinds}
    return [link for link in found if link.start in starts]


def find_invitation(text: str) -> WebLink | None:
    """Find the first invitation of a text, also where code keeps it from being a link."""
    return next((link for link in _scan_links(text) if link.is_invitation), None)


def unmarked(text: str) -> str:
    """Read a text on one line, without fences, back-ticks and bold."""
    read = text if FENCE not in text else "".join(_without_fences(text))
    return " ".join(read.replace("`", "").replace("**", "").split())


def _without_fences(text: str) -> Iterator[str]:
    """Yield a text without the fences and languages of its blocks."""
    parts = text.split(FENCE)
    if "\\" in text or any("`" in part for part in parts):  # what is a fence has to be read
        for token in tokenize(text):
            yield read_block(token.text)[0] if token.kind is Kind.BLOCK else token.text
        return
    for index, part in enumerate(parts):
        is_block = index % 2 == 1 and index < len(parts) - 1
        yield read_block(f"{FENCE}{part}{FENCE}")[0] if is_block else part


def read_block(fenced: str) -> tuple[str, str]:
    """Take the code and its language ("" if none is named) out of a code block's token."""
    inside = fenced[len(FENCE) : -len(FENCE)]
    named = _LANGUAGE.match(inside)
    return (inside, "") if named is None else (inside[named.end() :], named[1])


class _Spans:
    """Runs of back-ticks in a text, to find what closes a code span."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None
        self._line_end = -1
        self._last_fence = text.rfind(FENCE)

    def close(self, start: int, ticks: int) -> int | None:
        """Find the end of the code span whose opening run of 1 or 2 starts there, if any."""
        if self._runs is None:
            self._runs = {}
            for run in _RUN.finditer(self._text):
                self._runs.setdefault(len(run[0]), []).append(run.start())
        if start >= self._line_end:
            end = self._text.find("\n", start)
            self._line_end = len(self._text) if end < 0 else end
        runs = self._runs.get(ticks, [])
        later = bisect_right(runs, start + ticks - 1)
        if later == len(runs) or runs[later] >= self._line_end:
            return None
        if self._text[runs[later] - 1] == "\\" or FENCE in self._text[start : runs[later]]:
            return None  # readers differ on a backslash before the end, and on a fence inside
        return runs[later] + ticks

    def close_block(self, start: int) -> int | None:
        """Find the end of the code block whose fence starts there, if any."""
        if self._last_fence < start + len(FENCE):
            return None
        return self._text.find(FENCE, start + len(FENCE)) + len(FENCE)


def _token(text: str, start: int, spans: _Spans, *, has_blocks: bool) -> Token | None:
    if text[start] != "`":
        kind, rule = _RULES[text[start]]
        match = rule.match(text, start)
        return None if match is None else Token(kind, start, match[0])
    if text.startswith(FENCE, start):
        if has_blocks and (end := spans.close_block(start)) is not None:
            return Token(Kind.BLOCK, start, text[start:end])
        run = _RUN.match(text, start)
        return Token(Kind.TICKS, start, run[0] if run else FENCE)
    ticks = 2 if text.startswith("``", start) else 1
    if (end := spans.close(start, ticks)) is not None:
        return Token(Kind.CODE, start, text[start:end])
    return Token(Kind.TICKS, start, text[start : start + ticks])


def _points(text: str) -> list[Token]:
    """Tokens that no single character begins: links, and marks at the beginnings of lines."""
    marks = [Token(Kind.LINE_MARK, m.start(1), m[1]) for m in _LINE_MARK.finditer(text)]
    links = _link_tokens(text)
    return sorted([*marks, *links], key=lambda token: token.start) if links else marks


def _link_tokens(text: str) -> list[Token]:
    return [
        Token(
            Kind.INVITATION if link.is_invitation else Kind.LINK,
            link.start,
            text[link.start : link.end],
        )
        for link in _scan_links(text)
    ]


class _Folding(dict[int, str]):
    """Characters as browsers read them in a host's name, looked up as they come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = "" if IGNORABLE.match(char) else unicodedata.normalize("NFKC", char).lower()
        folded = plain.replace("\u3002", ".").replace("\\", "/")
        if len(self) < _MOST_KNOWN:
            self[code] = folded
        return folded


_FOLDING: Final = _Folding()


def _fold(text: str) -> str:
    return text.translate(_SMALL if text.isascii() else _FOLDING)


def _scan_links(text: str) -> list[WebLink]:
    """Find links wherever they stand, in code as well."""
    if not _SLASH.search(text):
        return []
    folded = _fold(text)
    found = [
        WebLink(match.start(), match.start() + len(kept), *_read_address(kept))
        for match in _ADDRESS.finditer(folded)
        if (kept := match[0].rstrip(_AFTER_LINK))
    ]
    if not found or text.isascii():
        return found
    origins = [i for i, char in enumerate(text) for _ in _FOLDING[ord(char)]]
    return [
        link._replace(start=origins[link.start], end=origins[link.end - 1] + 1) for link in found
    ]


def _read_address(address: str) -> tuple[str, bool]:
    """Read a folded address: its host, and whether it invites to another server."""
    scheme, _, rest = address.rpartition("://") if "://" in address[:10] else ("", "", address)
    rest = rest.lstrip("/") if scheme else address
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    host = _fold(unquote(authority.rpartition("@")[2].partition(":")[0])).rstrip(".")
    path = _fold(unquote(rest[len(authority) :]))
    is_inviting = _belongs(host, _INVITERS) or (
        (scheme == "discord" or _belongs(host, _DISCORD))
        and not _INVITE_PATHS.isdisjoint(path.split("/"))
    )
    return host, is_inviting or _INVITE.search(address) is not None


def _belongs(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
