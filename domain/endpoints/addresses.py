"""Which operation of a contract is the one that was agreed, however its address is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from domain.contracts.model import ROOTS
from domain.contracts.uploads import match_key

_PREFIX = re.compile(r"(?:/(?:api|rest|v\d+(?:\.\d+)*))+(?=/|$)", re.IGNORECASE)
"""Prefix of many paths that says nothing of what they are about."""
_ROOTS = tuple(f"{name}." for name in ROOTS.values())


def nearest_key(agreed: str, keys: Iterable[str], servers: Iterable[str] = ()) -> str | None:
    """Return the operation that people mean by an agreed one.

    None for none, and for one of several.

    Names of path parameters do not matter. Where nothing is the same but for these, a slash at the
    end, the path of a server, and what says nothing (`/api`, `/v1`) are left out of account.
    """
    if agreed.startswith(_ROOTS):
        return agreed if agreed in keys else None
    method, _, path = agreed.partition(" ")
    told = _last_word(path)
    own = {
        key: key.partition(" ")[2] for key in keys if key.startswith(f"{method} ") and told in key
    }
    wanted, bases = match_key(path), _bases(servers)
    for reading in (_exactly, _without_slash, lambda each: _without_bases(each, bases), _core):
        found = [key for key, each in own.items() if reading(match_key(each)) == reading(wanted)]
        if found:
            return found[0] if len(found) == 1 or reading is _exactly else None
    return None


def _last_word(path: str) -> str:
    """Return the last part of a path that is no parameter: cheap to look for among thousands."""
    words = [each for each in path.split("/") if each and "{" not in each]
    return words[-1] if words else "/"


def is_same_address(agreed: str, path: str, servers: Iterable[str] = ()) -> bool:
    """Tell whether a client of the agreed path reaches this one behind a server."""
    wanted, have = match_key(agreed), match_key(path)
    return any(wanted == base + have for base in ("", *_bases(servers)))


def _exactly(path: str) -> str:
    return path


def _without_slash(path: str) -> str:
    return path.rstrip("/")


def _without_bases(path: str, bases: Iterable[str]) -> str:
    base = next((each for each in bases if f"{path}/".startswith(f"{each}/")), "")
    return path[len(base) :].rstrip("/")


def _core(path: str) -> str:
    return _PREFIX.sub("", path, count=1).rstrip("/") if _PREFIX.match(path) else path.rstrip("/")


def _bases(servers: Iterable[str]) -> list[str]:
    """Return the paths of servers' addresses, the longest first, without the root."""
    paths = {urlsplit(each).path.rstrip("/") for each in servers if _is_address(each)}
    return sorted(paths - {""}, key=len, reverse=True)


def _is_address(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
