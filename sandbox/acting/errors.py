"""Errors of acting: what a person cannot do, and what a bot failed to do for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.world.errors import ApiError


class CannotDoError(Exception):
    """A real member could not do this: the thing is not there, not allowed or not filled in."""


class NoAnswerError(Exception):
    """The application did not respond in time."""


@contextmanager
def refusals_of_discord() -> Iterator[None]:
    """Turn what Discord would refuse into what a person cannot do, with its words."""
    try:
        yield
    except ApiError as error:
        words = [error.message, *_words(error.errors or {})]
        raise CannotDoError(" ".join(words)) from error


def _words(errors: dict[str, Any]) -> Iterator[str]:
    for name, inner in errors.items():
        if name == "_errors":
            yield from (fault["message"] for fault in inner)
        else:
            yield f"{name}:"
            yield from _words(inner)
