"""What the digest says of APIs: the contracts that were uploaded."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.apis.render.cards import counts_words
from cogs.core.markup import jump_link, plain
from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from domain.apis import Api, StoredContract
from storage import apis, contracts

MOST_READ = 100
MOST_SHOWN = 7


Uploads = Sequence[tuple[Api, StoredContract]]
"""The newest upload of each API."""


async def _read(unit: Unit, view: DigestView) -> Uploads:
    uploads: dict[int, tuple[Api, StoredContract]] = {}
    found = await contracts.list_since(
        unit.connection, view.guild_id, view.since, view.now, view.sight, limit=MOST_READ
    )
    for contract in found:  # the newest first: of each API that one is named
        if contract.api_id in uploads:
            continue
        api = await apis.find_api(unit.connection, view.guild_id, contract.api_id)
        if api is not None and not api.is_retired:
            uploads[api.id] = api, contract
    return list(uploads.values())


def _render(uploads: Uploads, text: Catalogue) -> list[DigestPart]:
    lines = []
    for api, contract in uploads[:MOST_SHOWN]:
        name = plain(api.text.name, 100)
        if api.thread_id is not None:
            name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
        counts, number = counts_words(dict(contract.counts), text), str(contract.number)
        line = text("apis-digest-line", name=name, number=number, counts=counts)
        lines.append(line.strip())
    heading, count = text("apis-digest", count=len(uploads)), len(uploads)
    return [DigestPart(heading, lines, count)] if lines else []


DIGEST = DigestSection(3, _read, _render)
