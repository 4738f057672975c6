"""Other people's words inside the bot's messages: kept readable, never able to forge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ELLIPSIS = "…"
_BREAK = "\u200b"
"""Zero-width: parts what Discord would otherwise read as one."""

_SPECIAL = re.compile(r"([\\*_~`|<>\[\]])")
_LEADING = re.compile(r"^(?:(?=#|[-+](?:\s|$)|-#)|(\d+)(?=\.(?:\s|$)))")
"""Where a list, a heading or small print would begin; of a number it is the dot that is escaped."""
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)")
_INVITE = re.compile(
    r"\\*((?:https?://)?(?:www\.)?(?:discord(?:app)?\.(?:gg|io|me|li|com/invite)|dsc\.gg)/[^\s`]+)",
    re.IGNORECASE,
)
_TICK = re.compile(r"(\\*)(`)")
_MASKED_LINK = re.compile(r"(\\*)(\[)(?=[^\]\n]*\]\s*\()")
_LINE_START = re.compile(r"^(\s*)(#{1,3} |-# |>>> )", re.MULTILINE)
_INLINE_CODE = re.compile(
    r"((?<![\\`])``(?!`)[^\n]+?(?<!`)``(?!`)|(?<![\\`])`[^`\n]*[^`\n\\]`(?!`))"
)
_BLOCK = re.compile(r"```(?:([A-Za-z0-9_+#.-]*)\n)?(.*?)```", re.DOTALL)
_MESSAGE_LINK = re.compile(
    r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})(?:/(\d{1,20}))?/?"
)


class Code(NamedTuple):
    """A block of code inside a text."""

    text: str
    language: str = ""

    def fenced(self) -> str:
        """The block as Discord shows it; only for code that `fits_a_fence`."""
        return f"```{self.language}\n{self.text}\n```"

    @property
    def fits_a_fence(self) -> bool:
        return "```" not in self.text and not self.text.endswith("`")


class Link(NamedTuple):
    """A link to a channel, or to one of its messages."""

    guild_id: int
    channel_id: int
    message_id: int | None


def label(text: str, limit: int) -> str:
    """A name where Discord shows text as it is (options, choices): one line, cut to `limit`."""
    return cut(" ".join(text.split()), limit)


def plain(text: str, limit: int) -> str:
    """A name inside a sentence: one line, cut to `limit` characters, every mark escaped."""
    return _LEADING.sub(r"\1\\", _escape_marks(label(text, limit)))


def inline_code(text: str, limit: int) -> str:
    """A piece of code inside a sentence: one line, cut; no backtick of its own can end it."""
    return f"`{label(text, limit).replace('`', chr(0x2CB))}`" if text.strip() else ""


def emphasised(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """One line with some parts of it (start and end) in bold, and every mark of its own escaped."""
    shown, at = [], 0
    for start, end in parts:
        shown += [_escape_marks(text[at:start]), f"**{_escape_marks(text[start:end])}**"]
        at = end
    shown.append(_escape_marks(text[at:]))
    return _LEADING.sub(r"\1\\", "".join(shown))


def prose(text: str) -> str:
    """Text without code blocks: its formatting is kept, what could mislead is escaped.

    That is: mentions, invitations, links behind other words, headings and small print, and
    back-ticks that open something they do not close.
    """
    parts = _INLINE_CODE.split(text)
    return "".join(part if i % 2 else _escape(part) for i, part in enumerate(parts))


def blocks(text: str) -> list[str | Code]:
    """A text's paragraphs (escaped as `prose`) and its blocks of code, in order."""
    found: list[str | Code] = []
    end = 0
    for match in _BLOCK.finditer(text):
        _append_prose(found, text[end : match.start()])
        if code := match[2].strip("\n"):
            found.append(Code(code, match[1] or ""))
        end = match.end()
    _append_prose(found, text[end:])
    return found


def code_block(code: str) -> Code:
    """What somebody put in a field for code, with or without a fence of her own."""
    whole = _BLOCK.fullmatch(code.strip())
    if whole and whole[2].strip("\n") and "```" not in whole[2]:
        return Code(whole[2].strip("\n"), whole[1] or "")
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
    """The text, or its beginning with an ellipsis: at a word's end where one is near."""
    if len(text) <= limit:
        return text
    kept = text[: limit - len(ELLIPSIS)]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    if space > len(kept) * 2 // 3:
        kept = kept[:space]
    return kept.rstrip(" \n\\") + ELLIPSIS


def shorten(text: str, limit: int) -> str:
    """The beginning of a text with code, escaped; a piece of code is kept whole or left out."""
    shown = ""
    for block in blocks(text):
        piece = block if isinstance(block, str) else block.fenced()
        gap = "\n" if shown else ""
        room = limit - len(shown) - len(gap)
        if len(piece) > room:
            rest = _cut_prose(piece, room) if isinstance(block, str) else ELLIPSIS
            return shown + gap + rest if room >= len(ELLIPSIS) else shown
        shown += gap + piece
    return shown


def jump_link(guild_id: int, channel_id: int, message_id: int | None = None) -> str:
    """The address at which a Discord client opens a channel or a message."""
    link = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return link if message_id is None else f"{link}/{message_id}"


def parse_link(text: str) -> Link | None:
    """The channel or message that a pasted address leads to."""
    match = _MESSAGE_LINK.fullmatch(text.strip().strip("<>"))
    if match is None:
        return None
    return Link(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)


def _append_prose(found: list[str | Code], text: str) -> None:
    if text := text.strip():
        found.append(prose(text))


def _cut_prose(text: str, limit: int) -> str:
    for code in _INLINE_CODE.finditer(text):
        if code.start() < limit <= code.end() and len(text) > limit:
            return text[: code.start()][: limit - len(ELLIPSIS)].rstrip(" \n\\") + ELLIPSIS
    return cut(text, limit)


def _escape_marks(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", _disarm(text))


def _escape(text: str) -> str:
    text = _TICK.sub(_escaped, text)
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _MASKED_LINK.sub(_escaped, text)
    return _INVITE.sub(r"`\1`", _disarm(text))


def _escaped(match: re.Match[str]) -> str:
    """A mark behind an odd number of backslashes: one more would undo the writer's own."""
    slashes, mark = match[1], match[2]
    return f"{slashes}{mark}" if len(slashes) % 2 else f"{slashes}\\{mark}"


def _disarm(text: str) -> str:
    return _MENTION.sub(f"@{_BREAK}", text)
