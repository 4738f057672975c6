"""A sentence model for tests: no package, no file, the same vectors everywhere."""

from __future__ import annotations

import re
import threading
from random import Random

from storage.semantic.encoder import DIMENSIONS, pack


class HashEncoder:
    """Texts are as alike as the words that they share; `same` words mean the same to it."""

    def __init__(self, model: str = "hashes/1", same: dict[str, str] | None = None) -> None:
        self.model = model
        self.encoded: list[str] = []
        self.threads: set[str] = set()
        self._same = same or {}

    def encode(self, text: str) -> bytes:
        self.encoded.append(text)
        self.threads.add(threading.current_thread().name)
        values = [0.0] * DIMENSIONS
        for word in re.findall(r"\w+", text.lower()):
            signs = Random(self._same.get(word, word)).choices((-1.0, 1.0), k=DIMENSIONS)
            values = [value + sign for value, sign in zip(values, signs, strict=True)]
        return pack(values)


class SlowEncoder(HashEncoder):
    """Does nothing until it may."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = threading.Event()
        self.may_go_on = threading.Event()

    def encode(self, text: str) -> bytes:
        self.waiting.set()
        self.may_go_on.wait()
        return super().encode(text)


class FailingEncoder(HashEncoder):
    """Fails at every text that says `fail`."""

    def encode(self, text: str) -> bytes:
        if "fail" in text:
            raise RuntimeError("no vector for this")
        return super().encode(text)
