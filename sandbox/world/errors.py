"""Discord's errors: their codes, their words and their shape.

Codes and texts are those of Discord's reference, "Opcodes and Status Codes".
"""

from __future__ import annotations

from typing import Any

KNOWN = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10009: (404, "Unknown Permission Overwrite"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10014: (404, "Unknown Emoji"),
    10015: (404, "Unknown Webhook"),
    10026: (404, "Unknown Ban"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10065: (404, "Unknown Voice State"),
    10070: (404, "Unknown Guild Scheduled Event"),
    30003: (400, "Maximum number of pins reached for the channel (250)"),
    30005: (400, "Maximum number of guild roles reached (250)"),
    30010: (400, "Maximum number of reactions reached (20)"),
    30013: (400, "Maximum number of guild channels reached (500)"),
    30032: (400, "Maximum number of application commands reached (100)"),
    30038: (400, "Maximum number of uninterested scheduled events reached (100)"),
    40001: (401, "Unauthorized"),
    40005: (413, "Request entity too large"),
    40033: (400, "This message has already been crossposted"),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (403, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50016: (400, "Provided too few or too many messages to delete."),
    50019: (403, "A message can only be pinned in the channel in which it was sent"),
    50021: (403, "Cannot execute action on a system message"),
    50024: (403, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50028: (400, "Invalid Role"),
    50034: (400, "You can only bulk delete messages that are under 14 days old."),
    50035: (400, "Invalid Form Body"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160002: (403, "Cannot reply without permission to read message history"),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
    180000: (400, "Cannot update a finished event"),
    180002: (400, "Invalid guild scheduled event status"),
}

Faults = dict[tuple[str, ...], tuple[str, str]]
"""Invalid fields: the path to each, its error code and its words."""


class ApiError(Exception):
    """Something that Discord would refuse: becomes the answer to the request."""

    def __init__(
        self,
        code: int,
        message: str | None = None,
        *,
        status: int | None = None,
        errors: dict[str, Any] | None = None,
    ) -> None:
        known_status, known_message = KNOWN.get(code, (400, "Bad Request"))
        self.code = code
        self.status = status or known_status
        self.message = message or known_message
        self.errors = errors
        super().__init__(f"{self.code}: {self.message}")

    def body(self) -> dict[str, Any]:
        """Return the answer's JSON."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body


class RateLimitedError(Exception):
    """A limit beyond those of routes: renames, crossposts. Carries the seconds to wait."""

    def __init__(self, retry_after: float, code: int = 0) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
        self.code = code


def invalid_form(faults: Faults) -> ApiError:
    """Make the error 50035, each fault under the path of its field, as Discord does."""
    errors: dict[str, Any] = {}
    for path, (code, message) in faults.items():
        place = errors
        for step in path:
            place = place.setdefault(step, {})
        place.setdefault("_errors", []).append({"code": code, "message": message})
    return ApiError(50035, errors=errors)


def not_found() -> ApiError:
    """Answer of an address that Discord does not have."""
    return ApiError(0, "404: Not Found", status=404)


def unauthorized() -> ApiError:
    """Answer to a wrong token."""
    return ApiError(0, "401: Unauthorized", status=401)
