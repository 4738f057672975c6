"""Bounds of a document. What breaks a bound is refused with the bound's own words."""

from __future__ import annotations

from domain.errors import UserError

MOST_BYTES = 8 * 1024 * 1024
MOST_DEPTH = 100
"""Depth to which lists and mappings may nest; Discord's own description reaches 28."""
MOST_NODES = 400_000
"""Values in a document, with those that YAML's aliases stand for; Discord's has 62,000."""
MOST_OPERATIONS = 5_000
MOST_TYPES = 10_000
MOST_TOKENS = 250_000
"""Words and signs of a GraphQL schema."""
MOST_FAULTS = 100
"""Number of warnings listed."""
MOST_SECRETS = 100
MOST_TEXT = 4_000
"""Characters that are kept of a description."""
MOST_NAME = 200
MOST_EXAMPLES = 5
"""Examples that are kept of one body or parameter."""
MOST_EXAMPLE_CHARACTERS = 20_000
SECONDS = 10.0
"""Of a processor's time, that reading one document may take."""
VALIDATION_SECONDS = 1.0
"""Time that its validation may take; what was found until then is listed."""
MEMORY_BYTES = 256 * 1024 * 1024


def shown_line(text: str, number: int) -> str:
    """Return a line of a document inside a sentence: short, and without what would end a code span.

    Where a document ends too early, its last line that says anything.
    """
    lines = text.split("\n", number)[:number]
    line = next(filter(str.strip, reversed(lines)), "")
    return line.strip()[:80].replace("`", "'")


class OutOfTimeError(Exception):
    """The validation took as long as it may; what was found is noted."""


class RefusedError(UserError):
    """A document that cannot be taken; what was uploaded before stays in force."""


def too_large(size: int) -> RefusedError:
    """Make the fault of a document of more than `MOST_BYTES` bytes."""
    return RefusedError(
        "contracts-refused-size", size=f"{size / 2**20:.1f}", most=f"{MOST_BYTES // 2**20}"
    )


def too_deep() -> RefusedError:
    """Make the fault of a document that nests deeper than `MOST_DEPTH`."""
    return RefusedError("contracts-refused-depth", most=MOST_DEPTH)


def too_many_values() -> RefusedError:
    """Make the fault of a document of more than `MOST_NODES` values."""
    return RefusedError("contracts-refused-nodes", most=f"{MOST_NODES:,}")


def too_much_memory() -> RefusedError:
    """Make the fault of a document whose reading would take more than `MEMORY_BYTES`."""
    return RefusedError("contracts-refused-memory", most=f"{MEMORY_BYTES // 2**20}")


def too_long() -> RefusedError:
    """Make the fault of a document whose reading takes longer than `SECONDS`."""
    return RefusedError("contracts-refused-time", most=f"{SECONDS:g}")
