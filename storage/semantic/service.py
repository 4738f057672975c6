"""Meanings for the rest of the bot: made in one thread of their own, late ones done without."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

from storage.connection import Database, loop_only
from storage.semantic import minilm, vectors
from storage.semantic.encoder import Encoder, Meaning, SemanticError, text_of
from storage.semantic.vectors import Pending

log = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds that a question's meaning may take; what it is like is found by words alone then."""
BATCH = 16
"""Number of documents' vectors saved in one transaction."""


@loop_only
class Semantics:
    """A sentence model and its thread."""

    def __init__(self, encoder: Encoder, *, patience: float = PATIENCE) -> None:
        self._encoder = encoder
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="semantic")

    async def find_meaning(self, title: str, body: str) -> Meaning | None:
        """Find what a text means, or None where that takes too long or fails."""
        try:
            async with asyncio.timeout(self._patience):
                return await self.get_meaning(title, body)
        except TimeoutError:
            log.warning("A meaning took over %s seconds: words decide alone", self._patience)
        except Exception:
            log.exception("A meaning could not be made: words decide alone")
        return None

    async def get_meaning(self, title: str, body: str) -> Meaning:
        """Get what a text means, however long it takes, or raises what the model does."""
        loop = asyncio.get_running_loop()
        text = text_of(title, body)
        vector = await loop.run_in_executor(self._thread, self._encoder.encode, text)
        return Meaning(self._encoder.model, vector)

    async def fill(self, database: Database, kinds: Sequence[str]) -> int:
        """Make the vectors that documents of these kinds lack; returns how many.

        A text that fails is logged and left for the next time.
        """
        await database.write(vectors.want)
        filled = 0
        for kind in kinds:
            failed: set[int] = set()
            while True:
                saved, left = await self._fill_batch(database, kind, failed)
                filled += saved
                if not saved and len(left) == len(failed):
                    break
                failed = left
        return filled

    async def _fill_batch(
        self, database: Database, kind: str, failed: set[int]
    ) -> tuple[int, set[int]]:
        """Fill some more; returns how many, and what has failed so far, to be passed over."""
        limit = BATCH + len(failed)
        pending = await database.read(vectors.list_pending, self._encoder.model, kind, limit=limit)
        pending = [one for one in pending if one.source_id not in failed]
        # One by one, so that somebody who asks meanwhile waits for one of them and not for all.
        made = [(one, vector) for one in pending if (vector := await self._vector_of(one))]
        done = {one.source_id for one, _ in made}
        left = failed | {one.source_id for one in pending if one.source_id not in done}
        if not made:
            return 0, left
        return await database.write(vectors.save_vectors, self._encoder.model, made), left

    async def _vector_of(self, document: Pending) -> bytes | None:
        try:
            return (await self.get_meaning(document.title, document.body)).vector
        except Exception:
            log.exception("No vector for the %s %d", document.kind, document.source_id)
            return None

    async def close(self) -> None:
        """Let the thread finish what it is at."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)


async def forget_semantics(database: Database) -> None:
    """Record that nobody makes vectors: nothing is to be written for them."""
    await database.write(vectors.want_none)


@asynccontextmanager
async def open_semantics(model: Path | None = None) -> AsyncIterator[Semantics | None]:
    """Meanings as long as the block lasts, or None where the extra is not installed.

    `model` is a file to use in place of the installed one. Raises `SemanticError` where that one
    cannot be used, or a file is not what it should be.
    """
    file = model or minilm.find_model()
    if not minilm.has_runtime() or file is None:
        if model is not None:
            raise SemanticError(f"Nothing here can run the model {model}: {minilm.INSTALL}")
        yield None
        return
    semantics = Semantics(await asyncio.to_thread(minilm.load_minilm, file))
    try:
        yield semantics
    finally:
        await semantics.close()
