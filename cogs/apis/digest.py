"""What the digest says of APIs: the contracts that were uploaded."""

from __future__ import annotations

from cogs.apis.render.cards import counts_words
from cogs.core.markup import jump_link, plain
from cogs.core.services import DigestPart, DigestSection, DigestView
from storage import apis, contracts
from storage.connection import Connection

MOST_READ = 100
MOST_SHOWN = 7


async def _gather(connection: Connection, view: DigestView) -> list[DigestPart]:
    lines: dict[int, str] = {}
    found = await contracts.list_since(
        connection, view.guild_id, view.since, view.now, view.sight, limit=MOST_READ
    )
    for contract in found:  # the newest first: of each API that one is named
        if contract.api_id in lines:
            continue
        api = await apis.find_api(connection, view.guild_id, contract.api_id)
        if api is None or api.is_retired:
            continue
        name = plain(api.text.name, 100)
        if api.thread_id is not None:
            name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
        counts = counts_words(dict(contract.counts), view.text)
        lines[api.id] = view.text(
            "apis-digest-line", name=name, number=str(contract.number), counts=counts
        ).strip()
    heading = view.text("apis-digest", count=len(lines))
    return [DigestPart(heading, list(lines.values())[:MOST_SHOWN], len(lines))] if lines else []


DIGEST = DigestSection(3, _gather)
