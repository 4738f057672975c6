"""All that can be pressed and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.apis.views.cards import (
    ApisPage,
    ChangesButton,
    ConsumedPage,
    GotItButton,
    UploadsPage,
    UseButton,
)
from cogs.apis.views.forms import AgreeButton, AgreeForm, PasteForm

ITEMS: Final = (
    ApisPage,
    ChangesButton,
    ConsumedPage,
    GotItButton,
    UploadsPage,
    UseButton,
    AgreeButton,
)
FORMS: Final = (AgreeForm, PasteForm)
