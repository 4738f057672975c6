"""Rules for owners' words about an API: checked, tidied, refused with an example."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from domain.apis import ApiText, Style
from domain.errors import UserError

MAX_NAME: Final = 60
MAX_ABOUT: Final = 300
MAX_ADDRESS: Final = 200
MAX_STACK: Final = 100
NAME: Final = re.compile(r"[^\W_][\w .+/&'()-]*", re.UNICODE)


def check_text(text: ApiText) -> ApiText:
    """Return the text, tidied; `UserError` for a name or an address that is none.

    A name of digits alone would be taken for an API's number.
    """
    name = " ".join(text.name.split())
    if not name or len(name) > MAX_NAME or not NAME.fullmatch(name) or name.isdecimal():
        raise UserError("apis-bad-name", most=MAX_NAME)
    return ApiText(
        name=name,
        about=text.about.strip()[:MAX_ABOUT],
        base_url=check_address(text.base_url),
        repository=check_address(text.repository),
        stack=" ".join(text.stack.split())[:MAX_STACK],
        styles=text.styles or frozenset({Style.REST}),
    )


def check_address(text: str) -> str:
    """Return an address without spaces around it, or ""; `UserError` for one that no browser opens.

    Names and passwords in it would be shown to everybody, so it is refused with them, too.
    """
    address = text.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_fine = (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        )
    except ValueError:
        is_fine = False
    if not is_fine or len(address) > MAX_ADDRESS or re.search(r"[\s<>|`]", address):
        raise UserError("apis-bad-address")
    return address


def styles_with(given: frozenset[Style], seen: Style, *, is_first: bool) -> frozenset[Style]:
    """Tell how an API is spoken to, now that a contract shows a style.

    The first contract knows better than a choice of one; later ones only add.
    """
    return frozenset({seen}) if is_first and len(given) == 1 else given | {seen}
