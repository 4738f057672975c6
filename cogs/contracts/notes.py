"""Notes on a document in words: warnings, and secrets that were taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cogs.core.markup import plain
from cogs.core.text import Catalogue
from domain.contracts.uploads import Fault, Secret

MOST_VALUE = 200


def describe_fault(text: Catalogue, fault: Fault, *, escape: bool = True) -> str:
    """Describe one warning, with its line; unescaped only where nobody reads it in Discord."""
    show = escaping(escape)
    values = {name: show(value) for name, value in fault.values.items()}
    said = text(f"contracts-fault-{fault.rule}", **values)
    if fault.more:
        more = "contracts-fault-alike" if fault.where else "contracts-fault-alike-anywhere"
        said = text(more, fault=said, count=fault.more, lines=fault.where)
    if fault.line is None:
        return said
    return text("contracts-fault-line", line=fault.line, fault=said)


def describe_secret(text: Catalogue, secret: Secret, *, escape: bool = True) -> str:
    """Describe one secret: what it is, how it begins, where it stood; never the secret."""
    show = escaping(escape)
    said = text(f"contracts-secret-{secret.kind}")
    if secret.hint:
        said = text("contracts-secret-begins", secret=said, hint=show(secret.hint))
    if secret.place:
        said = text("contracts-secret-at", secret=said, place=show(secret.place))
    if secret.count > 1:
        said = text("contracts-secret-elsewhere", secret=said, count=secret.count - 1)
    if secret.line is None:
        return said
    return text("contracts-fault-line", line=secret.line, fault=said)


def list_secrets(text: Catalogue, secrets: Sequence[Secret], most: int) -> list[str]:
    """List the first secrets as lines, and how many more there are."""
    lines = [describe_secret(text, each) for each in secrets[:most]]
    if len(secrets) > most:
        lines.append(text("contracts-secret-more", count=len(secrets) - most))
    return lines


def escaping(escape: bool) -> Callable[[str], str]:  # noqa: FBT001 - the callers' own word
    """Return values from a document as they are shown: escaped for Discord."""
    return (lambda value: plain(value, MOST_VALUE)) if escape else (lambda value: value)
