"""Members' own choices: language, time zone, and their data."""

from __future__ import annotations

from cogs.me.commands import ME_ITEMS, Me
from cogs.ui.client import Feature

FEATURE = Feature(name="me", cogs=(Me,), items=tuple(ME_ITEMS), commands={"me": "me erase"})
"""Declaration without personal data: the feature `server` gives out and erases what it stores."""
