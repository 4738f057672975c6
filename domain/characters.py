"""Characters of texts that people give: what is stripped, what can be seen, what counts as equal.

Classes follow Unicode 15: general categories and the property Default_Ignorable_Code_Point
(DerivedCoreProperties.txt). The ranges are written out, since asking `unicodedata` about every code
point would cost 0.3 s at each start; a test compares them.
"""

from __future__ import annotations

import re
import unicodedata

BREAK = "\u200b"
"""Zero-width space: taken out of what people give, put where Discord reads two things as one."""
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROL = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f"
)
_NO_CHARACTER = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)
"""Lone surrogates, which no UTF-8 can hold, and code points that Unicode calls noncharacters."""
_STRAY = _IGNORABLE + _CONTROL + _NO_CHARACTER

_PICTURE = "\u00a9\u00ae\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_JOINING = (
    "\u0610-\u061a\u0620-\u06dc\u06de-\u06ff\u0710-\u088f\u0892-\u08e1\u08e3-\u0fff\u1000-\u109f"
    "\u1780-\u17b3\u17b6-\u17ff\u1807\u1810-\u18af\u1a20-\u1aaf\u1b00-\u1c4f\u1cd0-\u1cff"
    "\ua800-\ua82f\ua840-\ua8ff\ua930-\ua95f\ua980-\uaa7f\uaae0-\uaaff\uabc0-\uabff"
    "\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00010bff\U00010d00-\U00010d3f\U00010f30-\U000110bc\U000110be-\U000110cc"
    "\U000110ce-\U00011fff\U0001e900-\U0001e95f"
)
"""Letters and marks of the scripts whose shapes depend on their neighbours."""
_VIRAMA = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_KEPT = "|".join(
    (
        "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f",  # 🏴 of a region
        f"(?:(?<=[{_PICTURE}])|(?<=[{_PICTURE}]\ufe0f))\u200d(?=[{_PICTURE}])",
        f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])",
        f"(?<=[{_VIRAMA}])[\u200c\u200d]",
        f"(?<=[^\\s{_STRAY}])[\ufe00-\ufe0f]",
        "(?<=[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd])[\U000e0100-\U000e01ef]",
        "(?<=[\u1810-\u18af])[\u180b-\u180d\u180f]",
    )
)
"""Places in which a character that shows nothing changes how its neighbours look."""
IGNORABLE = re.compile(f"[{_IGNORABLE}]")
_UNWANTED = re.compile(f"({_KEPT})|[{_STRAY}]")
_SUSPECT = re.compile(f"[\r\x85\u2028\u2029{_STRAY}]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile(f"[{_STRAY}\u2800\ufffc\U00013441\U00013442\U0001d159]")
"""Code points that show nothing, though their category may promise a letter or a symbol."""
_PIECE = 64
"""Characters that are decomposed at once."""
_MOST_KNOWN = 4_096
_NO_CONTROLS = dict.fromkeys(code for code in range(128) if _UNWANTED.match(chr(code)))
_LINE_BREAKS = re.compile(r"[\t\n]+")


def clean(text: str, *, one_line: bool = False) -> str:
    """Return a text as people gave it, without control, bidirectional and invisible characters.

    Joiners stay where they join (emoji, Arabic and Indic scripts), line breaks and tabs unless
    `one_line`. A text in which nothing can be seen becomes "".
    """
    text = strip(text)
    if one_line:
        text = _LINE_BREAKS.sub(" ", text).strip()
    return text if is_visible(text) else ""


def strip(text: str) -> str:
    """Strip control, bidirectional and invisible characters, even where nothing is left.

    For showing what is kept as it came, such as names in Discord and in uploaded contracts.
    """
    if text.isascii():
        is_clean = text.replace("\n", "").replace("\t", "").isprintable()
    else:
        is_clean = not _SUSPECT.search(text)
    return text if is_clean else _UNWANTED.sub(_kept, _LINE_ENDS.sub("\n", text))


def is_visible(text: str) -> bool:
    """Tell whether a text shows anything: blanks, ignorable characters and marks alone do not."""
    return any(_is_seen(character) for character in text)


def decompose(text: str) -> str:
    """Letters and their marks apart (NFKD); only the order of marks may differ from Unicode's.

    Unicode's order is found by moving each mark past others: for 4,000 marks on one letter that
    takes their square.
    """
    if text.isascii():
        return text
    pieces = range(0, len(text), _PIECE)
    return "".join(unicodedata.normalize("NFKD", text[at : at + _PIECE]) for at in pieces)


def fold(text: str) -> str:
    """Fold a text for comparing: compatibility forms, case, diacritics, ignorables."""
    if text.isascii():
        return text.casefold().translate(_NO_CONTROLS)
    letters = decompose(decompose(text).casefold())
    return _UNWANTED.sub("", letters.translate(_UNMARKED))


class _Unmarking(dict[int, int | None]):
    """Characters but for the marks on letters, looked up as they come."""

    def __missing__(self, code: int) -> int | None:
        is_mark = unicodedata.category(chr(code)).startswith("M")
        found = None if is_mark else code
        if len(self) < _MOST_KNOWN:
            self[code] = found
        return found


_UNMARKED = _Unmarking()


def _is_seen(character: str) -> bool:
    category = unicodedata.category(character)
    # A code point that this Python does not know (Cn) may well be an emoji of a later Unicode.
    return (category[0] in "LNPS" or category == "Cn") and not _BLANKS.match(character)


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""
