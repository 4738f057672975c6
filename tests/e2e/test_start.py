"""The bot starts, syncs its commands once, stops and starts again."""

from __future__ import annotations

from sandbox.client import Sandbox
from tests.nexus import Nexus


async def test_commands_are_synced_once(sandbox: Sandbox, nexus: Nexus) -> None:
    assert sandbox.has_command("ask")
    await nexus.restart()
    sent = [e for e in sandbox.requests if e.method == "PUT" and e.route.endswith("/commands")]
    assert len([e for e in sent if e.body]) == 1
