"""Endpoint requests: asked for in writing, confirmed by both sides, built and verified."""

from __future__ import annotations

from cogs.endpoints.actions.uploads import hear_upload
from cogs.endpoints.cog import Endpoints
from cogs.endpoints.digest import DIGEST
from cogs.endpoints.names import MIRROR
from cogs.endpoints.personal import PERSONAL
from cogs.endpoints.publishing import REQUEST_CARD, Uploads
from cogs.endpoints.timed import DELIVERIES
from cogs.endpoints.views.registry import FORMS, ITEMS
from cogs.ui.client import Feature, Mirror, NexusBot


def _mirrors(_bot: NexusBot) -> tuple[Mirror, ...]:
    uploads = Uploads()
    return (Mirror(MIRROR, uploads.catch_up, uploads.arrived),)


FEATURE = Feature(
    name="endpoints",
    cogs=(Endpoints,),
    items=ITEMS,
    forms=FORMS,
    commands={"endpoints": "endpoint list"},
    deliveries=tuple(DELIVERIES),
    cards=(REQUEST_CARD,),
    mirrors=_mirrors,
    personal=(PERSONAL,),
    digest=(DIGEST,),
    uploads=(hear_upload,),
)
