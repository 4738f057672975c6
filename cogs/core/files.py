"""Files that are handed over, in and out, free of Discord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that Discord holds; `size` in bytes."""

    name: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words that an action writes for a message, with files as (name, bytes)."""

    text: str
    files: Sequence[tuple[str, bytes]] = ()
