"""Log lines: readable on a terminal, JSON for machines, and never with the token in them."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from cogs.core.trace import reference
from storage.errors import BusyError

TEXT = "%(asctime)s %(levelname)-7s %(reference)s %(name)s: %(message)s"
# Its messages repeat what is ours to say, or speak of voice, which Nexus has no use for.
QUIET = {"discord.client": logging.ERROR, "aiosqlite": logging.INFO, "apscheduler": logging.WARNING}


def set_up_logs(level: str, style: str, secrets: list[str], stream: TextIO | None = None) -> None:
    """Send every log line to `stream` (standard error), with `secrets` blotted out."""
    handler = logging.StreamHandler(stream or sys.stderr)
    inner = _JsonFormatter() if style == "json" else logging.Formatter(TEXT)
    handler.setFormatter(_Redacting(inner, [secret for secret in secrets if secret]))
    handler.addFilter(_add_reference)
    handler.addFilter(_shorten_outages)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def _add_reference(record: logging.LogRecord) -> bool:
    record.reference = reference.get()
    return True


def _shorten_outages(record: logging.LogRecord) -> bool:
    """Say an outage in one line: what the network did needs no traceback, and comes often."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        # Imported late: commands that work on files alone never get here, and need no discord.py.
        from bot.connection import in_short, is_outage  # noqa: PLC0415 - see above

        if (
            is_outage(error)
            or isinstance(error, BusyError)
            or (record.name.startswith("discord.") and isinstance(error, OSError))
        ):
            record.msg, record.args = f"{record.getMessage()}: {in_short(error)}", ()
            record.exc_info = record.exc_text = None
    return True


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "reference": getattr(record, "reference", "-"),
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _Redacting(logging.Formatter):
    """Blots secrets out of the finished line, so that tracebacks and libraries are covered too."""

    def __init__(self, inner: logging.Formatter, secrets: list[str]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line
