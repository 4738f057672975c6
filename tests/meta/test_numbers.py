"""Numbers that arrive as text pass `domain/ids.py`, so that none reaches what cannot hold it."""

from __future__ import annotations

import ast

from tests.meta.project import named, nodes, sources

CUT = ("timestamp", "total_seconds")
"""Methods whose result is only cut to a whole number."""
OF_OURS = {
    "cogs/core/when.py": "rules that domain/times/recurrence.py has checked",
    "bot/outbox/cards.py": "an id in Discord's answer",
    "cogs/sessions/cards.py": "an id in Discord's answer",
    "cogs/sessions/events.py": "ids in Discord's answer",
    "cogs/ui/retries.py": "keys that the bot has drawn",
    "cogs/server/moderation/render.py": "subjects of the audit log, as actions write them",
    "cogs/qa/actions/messages.py": "a draft's body, as the same module writes it",
    "cogs/qa/listeners.py": "a draft's body, as the same module writes it",
    "cogs/announcements/audience.py": "keys of Discord's answer",
    "cogs/sessions/actions/events.py": "a truth value",
}
"""Modules that read what the bot itself has written, and what that is."""
LOOKS = ("isdigit", "isdecimal", "isnumeric")
FREE = {
    "cogs/search/actions.py": "tells a token from a draft's number",
    "cogs/announcements/actions/drafts.py": "words for an end, of which nothing is read",
}


def test_numbers_are_read_in_one_place() -> None:
    faults = []
    for file in sources("cogs"):
        name = named(file)
        # Keys of deliveries, which the bot itself has written before they had data of their own.
        readers = (node for node in nodes(file) if getattr(node, "name", "") == "of_key")
        old_keys = {id(node) for reader in readers for node in ast.walk(reader)}
        for node in nodes(file):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if id(node) in old_keys:
                continue
            is_int = called == "int" and not _is_cut(node)
            is_mapped = called == "map" and ast.unparse(node.args[0]) == "int"
            if (is_int or is_mapped) and name not in OF_OURS:
                faults.append(f"{name}:{node.lineno}: `int` of a text")
            if called.rpartition(".")[2] in LOOKS and name not in FREE:
                faults.append(f"{name}:{node.lineno}: `{called}`")
    assert not faults, f"read it by domain/ids.py or cogs/ui/parts.py: {faults}"


def _is_cut(call: ast.Call) -> bool:
    return any(f".{method}()" in ast.unparse(call) for method in CUT)
