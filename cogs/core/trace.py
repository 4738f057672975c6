"""One reference per interaction or background job, for its log lines and its error reply."""

import secrets
from contextvars import ContextVar

reference: ContextVar[str] = ContextVar("reference", default="-")


def begin_trace(interaction_id: int | None = None) -> str:
    """Give the current task a reference: short enough to be read out, unique enough to be found."""
    value = f"{interaction_id:x}"[-10:] if interaction_id is not None else secrets.token_hex(5)
    reference.set(value)
    return value
