"""Finding what was asked and answered before."""

from __future__ import annotations

from cogs.search.cog import Search
from cogs.search.views import SearchPageButton
from cogs.ui.client import Feature

FEATURE = Feature(
    name="search", cogs=(Search,), items=(SearchPageButton,), commands={"search": "search"}
)
