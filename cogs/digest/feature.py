"""The digest: what happened in a week and what is ahead, out of all features."""

from __future__ import annotations

from cogs.digest.actions import MIRROR
from cogs.digest.commands import ITEMS, Digest
from cogs.digest.posts import DELIVERY, Planner
from cogs.ui.client import Feature, Mirror

FEATURE = Feature(
    name="digest",
    cogs=(Digest,),
    items=ITEMS,
    commands={"digest": "digest"},
    deliveries=(DELIVERY,),
    mirrors=lambda bot: (Mirror(MIRROR, Planner(bot).reconcile, shows=("digest",)),),
)
