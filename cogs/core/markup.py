"""Other people's words inside the bot's messages: kept readable, never able to forge.

Every function reads a text once, as the tokens of `domain.markup`, so that its cost is linear. What
turns a line round or can't be seen (bidirectional, control and invisible characters) isn't shown,
wherever a text came from: a nickname, a contract, a row of an older version.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.characters import BREAK, strip
from domain.ids import parse_id
from domain.markup import FENCE, Kind, Token, may_hold_tokens, read_block, tokenize, tokenize_name

ELLIPSIS = "…"
MAX_NAME = 100
"""Characters of a name in Discord: of a server, channel or role; members have at most 32."""
_TICK = "\u02cb"
"""Sign that stands for a back-tick inside a code span."""

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\*_~`|<>[]"})
_MARKED = re.compile(r"[@\\*_~`|<>\[\]]")
_LEADING = re.compile(r"(?=#|[-+](?:\s|$)|-#)|(\d+)(?=\.(?:\s|$))")
"""Beginning of a list, a heading or small print; of a number it is the dot that is escaped."""
_MESSAGE_LINK = re.compile(
    r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})(?:/(\d{1,20}))?/?"
)
_UNCUT = frozenset({Kind.CODE, Kind.REFERENCE, Kind.LINK, Kind.INVITATION})
"""Kinds of tokens that a cut leaves whole or out."""
_WHOLE = frozenset({Kind.CODE, Kind.REFERENCE, Kind.LINK, Kind.ESCAPE})
"""Kinds of tokens of escaped prose that stay on one page; of escapes, each pair."""


class Piece(NamedTuple):
    """A token as it is shown."""

    kind: Kind
    text: str


class Code(NamedTuple):
    """A block of code inside a text."""

    text: str
    language: str = ""

    def fenced(self) -> str:
        """Return the block as Discord shows it; only for code that `fits_a_fence`."""
        return f"```{self.language}\n{strip(self.text)}\n```"

    @property
    def fits_a_fence(self) -> bool:
        """Tell whether a block shows all of it: hidden characters, as fences, need a file."""
        is_shown = strip(self.text) == self.text
        return is_shown and "```" not in self.text and not self.text.endswith("`")


class Link(NamedTuple):
    """A link to a channel, or to one of its messages."""

    guild_id: int
    channel_id: int
    message_id: int | None


def label(text: str, limit: int) -> str:
    """Cut a name for options and choices, where Discord shows text as it is: one line."""
    return cut(" ".join(strip(text).split()), limit)


def plain(text: str, limit: int) -> str:
    """Return a name inside a sentence: one line, cut to `limit` characters, every mark escaped."""
    return _escape_start(_escape_name(label(text, limit)))


def escape_name(text: str) -> str:
    """Escape a name of Discord's own bounds (server, channel, role, member) in a sentence."""
    return plain(text, MAX_NAME)


def inline_code(text: str, limit: int) -> str:
    """Return a piece of code inside a sentence: one line, cut.

    No backtick of its own can end it.
    """
    return f"`{label(text, limit).replace('`', _TICK)}`" if text.strip() else ""


def fenced(code: str, language: str = "") -> str:
    """Return text as a block of code; a fence inside it is broken up."""
    return f"{FENCE}{language}\n{unfenced(code)}\n{FENCE}"


def unfenced(code: str) -> str:
    """Code with its fences broken up, so that none ends the block that it stands in."""
    code = strip(code)
    return code.replace("``", f"`{BREAK}`") if FENCE in code else code


def emphasised(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """Return one line with parts of it (start and end) in bold, its own marks escaped.

    Parts that reach into a mention or an invitation are not made bold.
    """
    if not may_hold_tokens(text):
        return _escape_start(_embolden(text, parts, _escape_marks))
    whole = {
        at
        for token in tokenize_name(text)
        if token.kind in {Kind.REFERENCE, Kind.INVITATION}
        for at in range(token.start, token.end)
    }
    bold = [(start, end) for start, end in parts if whole.isdisjoint(range(start, end))]
    return _escape_start(_embolden(text, bold, _escape_name))


def _embolden(text: str, parts: Iterable[tuple[int, int]], escape: Callable[[str], str]) -> str:
    shown, at = [], 0
    for start, end in parts:
        shown += [escape(text[at:start]), f"**{escape(text[start:end])}**"]
        at = end
    shown.append(escape(text[at:]))
    return "".join(shown)


def prose(text: str) -> str:
    """Return text without code blocks: its formatting is kept, what could mislead is escaped.

    That is: calls to everyone, invitations, links behind other words, headings and small print,
    and back-ticks that open something they do not close. Members that are mentioned are shown;
    what is sent has to allow no mentions.
    """
    shown: list[Piece] = []
    for token in tokenize(strip(text), has_blocks=False):
        shown += _escape(token, shown)
    return _joined(shown)


def blocks(text: str) -> list[str | Code]:
    """Return a text's paragraphs (escaped as `prose`) and its blocks of code, in order."""
    found = _read_blocks(text, most=len(text) * 2)
    return [block if isinstance(block, Code) else _joined(block) for block in found]


def code_block(code: str) -> Code:
    """Read what somebody put in a field for code, with or without a fence of their own."""
    token = next(tokenize(code.strip()), None)
    if token is not None and token.kind is Kind.BLOCK and token.text == code.strip():
        inside, language = read_block(token.text)
        if inside.strip("\n"):
            return Code(inside.strip("\n"), language)
    return Code(code.strip("\n"))


def fitting(lines: Iterable[str], limit: int) -> str:
    """Lines joined, as many of the first as fit."""
    shown = ""
    for line in lines:
        if len(shown) + len(line) + 1 > limit - len(ELLIPSIS):
            return shown + ELLIPSIS
        shown += line + "\n"
    return shown.rstrip("\n")


def cut(text: str, limit: int) -> str:
    """Cut the text, or its beginning with an ellipsis: at a word's end where one is near."""
    if len(text) <= limit:
        return text
    return text[: _end_of_cut(text, limit)].rstrip(" \n\\") + ELLIPSIS


def split_prose(text: str, limit: int) -> Iterator[str]:
    """Split parts of escaped prose between lines, else between words, else anywhere."""
    wholes, at = _Wholes(text), 0
    while len(text) - at > limit:
        end = text.rfind("\n", at + limit // 3, at + limit)
        if end < 0:
            end = text.rfind(" ", at + limit // 3, at + limit)
        if end < 0:
            end = at + limit
        safe = wholes.before(end)
        end = safe if safe > at else end
        yield text[at:end].rstrip()
        at = end
        while at < len(text) and text[at].isspace():
            at += 1
    if at < len(text):
        yield text[at:]


def shorten(text: str, limit: int) -> str:
    """Shorten the beginning of a text with code, escaped.

    A piece of code is kept whole or left out.
    """
    shown = ""
    for block in _read_blocks(text, most=limit):
        piece = block.fenced() if isinstance(block, Code) else _joined(block)
        search = "\n" if shown else ""
        room = limit - len(shown) - len(search)
        if len(piece) > room:
            rest = ELLIPSIS if isinstance(block, Code) else _cut_pieces(block, room)
            return shown + search + rest if room >= len(ELLIPSIS) else shown
        shown += search + piece
    return shown


def jump_link(guild_id: int, channel_id: int, message_id: int | None = None) -> str:
    """Return the address at which a Discord client opens a channel or a message."""
    link = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return link if message_id is None else f"{link}/{message_id}"


def parse_link(text: str) -> Link | None:
    """Find the channel or message that a pasted address leads to, if its ids can be ids."""
    match = _MESSAGE_LINK.fullmatch(text.strip().strip("<>"))
    if match is None:
        return None
    guild_id, channel_id, message_id = (parse_id(each or "") for each in match.groups())
    if guild_id is None or channel_id is None or (match[3] and message_id is None):
        return None
    return Link(guild_id, channel_id, message_id)


def _read_blocks(text: str, *, most: int) -> Iterator[list[Piece] | Code]:
    """Read blocks one by one; what goes beyond `most` characters of a paragraph is left unread."""
    words: list[Piece] = []
    length = 0
    for token in tokenize(strip(text)):
        if token.kind is Kind.BLOCK:
            if words := _without_end(words):
                yield words
            words, length = [], 0
            code, language = read_block(token.text)
            if code := code.strip("\n"):
                yield Code(code, language)
            continue
        if length > most:
            yield words
            return
        if words or not token.text.isspace():
            pieces = _escape(token, words)
            if not words:
                pieces = [Piece(token.kind, pieces[0].text.lstrip())]
            words += pieces
            length += sum(len(piece.text) for piece in pieces)
    if words := _without_end(words):
        yield words


def _without_end(words: list[Piece]) -> list[Piece]:
    """Return a paragraph without the blanks at its end, which only plain text may have."""
    if not words:
        return words
    last = words[-1].text.rstrip()
    return [*words[:-1], Piece(words[-1].kind, last)] if last else words[:-1]


def _cut_pieces(pieces: Sequence[Piece], limit: int) -> str:
    text = _joined(pieces)
    end, at = _end_of_cut(text, limit), 0
    for piece in pieces:
        if at + len(piece.text) > end:
            end = at if piece.kind in _UNCUT else end
            break
        at += len(piece.text)
    return text[:end].rstrip(" \n\\") + ELLIPSIS


def _end_of_cut(text: str, limit: int) -> int:
    end = limit - len(ELLIPSIS)
    space = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end))
    return space if space > end * 2 // 3 else end


class _Wholes:
    """Pieces of escaped prose that nothing may tear: code spans, mentions, links, escapes."""

    def __init__(self, text: str) -> None:
        self._tokens = [t for t in tokenize(text, has_blocks=False) if t.kind in _WHOLE]
        self._starts = [token.start for token in self._tokens]

    def before(self, end: int) -> int:
        """Find the last place up to `end` that is inside no piece."""
        at = bisect_left(self._starts, end) - 1
        if at < 0 or self._tokens[at].end <= end:
            return end
        token = self._tokens[at]
        return end - (end - token.start) % 2 if token.kind is Kind.ESCAPE else token.start


def _escape_start(text: str) -> str:
    start = _LEADING.match(text)
    return text if start is None else f"{text[: start.end()]}\\{text[start.end() :]}"


def _escape_name(text: str) -> str:
    if not may_hold_tokens(text):
        return _escape_marks(text)
    return "".join(
        _NAMED.get(token.kind, _escape_marks)(token.text) for token in tokenize_name(text)
    )


def _escape(token: Token, shown: Sequence[Piece]) -> list[Piece]:
    """Escape a token of prose; code that follows code is kept apart from it."""
    piece = Piece(token.kind, _WORDED.get(token.kind, str)(token.text))
    if piece.text[0] == "`" and shown and shown[-1].text[-1:] == "`":
        return [Piece(Kind.TEXT, BREAK), piece]
    return [piece]


def _joined(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _escape_marks(text: str) -> str:
    if not _MARKED.search(text):  # as most pieces of names are
        return text
    return _disarm_calls(text).translate(_MARKS).replace("\\](", "\\]\\(")


def _escape_end(text: str) -> str:
    """Escape text whose last backslash, which stands alone, must not escape what comes after."""
    return f"{text}\\" if text.endswith("\\") else text


def _disarm_calls(link: str) -> str:
    return link.replace("@everyone", "%40everyone").replace("@here", "%40here")


def _disarm_invitation(link: str) -> str:
    """Code is no link, and with its dots parted an invitation is none for previews either."""
    shown = _disarm_calls(link).replace("\\", "/")  # before the end of code readers differ on one
    return f"`{shown.replace('.', f'.{BREAK}')}`"


def _escape_each(text: str) -> str:
    return "".join(f"\\{mark}" for mark in text)


_NAMED: dict[Kind, Callable[[str], str]] = {
    Kind.REFERENCE: str,
    Kind.EVERYONE: lambda text: text + BREAK,
    Kind.INVITATION: _disarm_invitation,
}
_WORDED: dict[Kind, Callable[[str], str]] = {
    Kind.TEXT: _escape_end,
    Kind.TICKS: _escape_each,
    Kind.EVERYONE: lambda text: text + BREAK,
    Kind.BRACKETS: _escape_each,
    Kind.TARGET: lambda text: text.replace("(", "\\("),
    Kind.LINE_MARK: lambda text: f"\\{text}",
    Kind.LINK: _disarm_calls,
    Kind.INVITATION: _disarm_invitation,
}
