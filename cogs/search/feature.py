"""Finding what was asked and answered before."""

from __future__ import annotations

from cogs.search.commands import Search, SearchPageButton
from cogs.ui.client import Feature

FEATURE = Feature(
    name="search", cogs=(Search,), items=(SearchPageButton,), commands={"search": "search"}
)
