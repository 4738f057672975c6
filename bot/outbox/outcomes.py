"""Errors of Discord's as outcomes of a delivery: whether it is final, and which words say why."""

from __future__ import annotations

import discord

INVALID_FORM = 50035
REFUSED = "shared-delivery-refused"
REFERENCE_GONE = "shared-delivery-reference-gone"
UNKNOWN = "shared-delivery-unknown"
TOO_LATE = "shared-delivery-too-late"
GAVE_UP = "shared-delivery-gave-up"

# Errors that trying again cannot mend (Discord's reference, "Opcodes and Status Codes").
_FINAL = {
    10003: "shared-delivery-no-channel",
    10007: "shared-delivery-member-left",
    10013: "shared-delivery-account-gone",
    50001: "shared-delivery-no-access",
    50007: "shared-delivery-dm-closed",
    50013: "shared-delivery-forbidden",
    50083: "shared-delivery-thread-archived",
    160005: "shared-delivery-thread-locked",
}
_PASSING = {408, 429}
"""Refusals of today that tomorrow's attempt need not meet."""
_CLIENT_ERRORS = range(400, 500)


def final_reason(error: Exception) -> str | None:
    """The catalogue's key that says why it will never be posted; None where it may pass."""
    if not isinstance(error, discord.HTTPException):
        return None
    if error.code in _FINAL:
        return _FINAL[error.code]
    if error.code == INVALID_FORM and "message_reference" in str(error):
        return REFERENCE_GONE
    if error.status in _CLIENT_ERRORS and error.status not in _PASSING | {401}:
        return REFUSED
    return None
