"""The process in which `nexus contract` reads files: one that takes too long is ended, and said so.

A pattern in a document may keep Python's own engine busy for ever, where neither an exception nor
another thread gets a turn: only the end of the process ends that, as in the bot's own worker.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SECONDS: Final = 60
"""Of a processor's time: a learner's CI has more of it than the bot, which takes 10."""
PATIENCE: Final = 5
"""Times that the bound may pass on the clock: a busy machine gives a process its time late."""
OUT_OF_TIME: Final = -getattr(signal, "SIGXCPU", 0) or None
FINE, BREAKING, WRONG_CALL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """One file to check, or two to compare."""

    files: Sequence[str]
    as_json: bool = False
    seconds: int = SECONDS


def perform(asked: Asked) -> int:
    """Do in another process what was asked, print what it says, and return its exit code."""
    order = json.dumps([*asked.files, asked.as_json, asked.seconds])
    try:
        done = subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", "bot.contract_process", order],
            capture_output=True,
            check=False,
            timeout=asked.seconds * PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return _too_long(asked)
    if done.returncode == OUT_OF_TIME:
        return _too_long(asked)
    for stream, data in ((sys.stdout, done.stdout), (sys.stderr, done.stderr)):
        # Documents may have letters that a terminal has not.
        encoding = stream.encoding or "utf-8"
        words = data.decode("utf-8", "replace").encode(encoding, "backslashreplace")
        stream.write(words.decode(encoding))
    return done.returncode if done.returncode >= 0 else WRONG_CALL


def _too_long(asked: Asked) -> int:
    from bot.contracts import say_too_long  # noqa: PLC0415 - a process that waits needs little

    sys.stderr.write(f"nexus: {say_too_long(asked.files, asked.seconds)}\n")
    return WRONG_CALL


def _main(order: str) -> int:
    from pathlib import Path  # noqa: PLC0415 - as above

    from bot.contracts import ContractError, check_contract, compare_files  # noqa: PLC0415 - as above

    *names, as_json, seconds = json.loads(order)
    _limit(seconds)
    files = [Path(name) for name in names]
    try:
        if len(files) == 1:
            sys.stdout.write(check_contract(files[0]))
            return FINE
        report, breaks = compare_files(files[0], files[1], as_json=as_json)
    except ContractError as error:
        sys.stderr.write(f"nexus: {error}\n")
        return WRONG_CALL
    sys.stdout.write(report)
    return BREAKING if breaks else FINE


def _limit(seconds: int) -> None:
    """Have the system end this process once its processor time is used up."""
    try:
        import resource  # noqa: PLC0415 - Windows has none: the process that waits looks at the clock
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    import gc

    gc.set_threshold(50_000)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # text
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # text
    code = _main(sys.argv[1])
    gc.freeze()  # the process ends: looking through all it holds would be for nothing
    raise SystemExit(code)
