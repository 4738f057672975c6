"""Operations are found as somebody types, shown within Discord's limits, and exemplified."""

from __future__ import annotations

import pytest

from sandbox.client import Sandbox
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import register, upload
from tests.nexus import Nexus
from tests.sandbox.openapi import PUBLISHED

pytestmark = pytest.mark.usefixtures("nexus")


async def found(sandbox: Sandbox, typed: str) -> list[str]:
    choices = await sandbox.member("kofi").autocomplete("api operation", operation=typed)
    return [name for name, _ in choices]


async def test_operations_are_found_by_whatever_is_typed(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    tree = shop()
    tree["paths"]["/products"]["get"]["tags"] = ["catalogue"]
    await upload(sandbox, nexus, tree)
    assert await found(sandbox, "post") == ["POST /products (Shop)"]
    assert await found(sandbox, "{id}") == ["GET /products/{id} (Shop)"]
    assert await found(sandbox, "CATALOGUE") == ["GET /products (Shop) · list"]
    assert await found(sandbox, "%") == []
    seen = await sandbox.member("kofi").slash("api operation", operation="get /products")
    assert "`GET /products`" in seen.text
    assert "Shop, upload 1" in seen.text
    assert "limit" in seen.text
    assert "X-Shop" in seen.text


async def test_an_example_is_ready_to_paste(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api example", operation="POST /products", form="curl")
    assert "https://shop.example.com/api/products" in seen.text
    seen = await kofi.slash("api example", operation="GET /products", form="typescript")
    assert "fetch(" in seen.text
    seen = await kofi.slash("api example", operation="GET /products", outcome="not-found")
    assert '"status": 404' in seen.text
    seen = await kofi.slash("api example", operation="GET /nothing")
    assert "No API has an operation" in seen.text


async def test_the_largest_operations_are_shown_within_limits(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    if not PUBLISHED.is_file():
        pytest.skip("needs Discord's published API description beside the repository")
    await register(sandbox, nexus)
    await upload(sandbox, nexus, PUBLISHED.read_bytes())
    kofi = sandbox.member("kofi")
    for operation in ("GET /applications/@me", "POST /channels/{channel_id}/messages"):
        seen = await kofi.slash("api operation", operation=operation)
        assert operation.split()[1].split("{")[0] in seen.text
        for form in ("json", "curl", "typescript"):
            seen = await kofi.slash("api example", operation=operation, form=form)
            assert operation.split()[0] in seen.text
