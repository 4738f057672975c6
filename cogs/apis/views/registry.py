"""All that can be pressed and filled in, for the bot to recognise after a restart."""

from __future__ import annotations

from typing import Final

from cogs.apis.views import cards, forms

ITEMS: Final = (
    cards.ApisPage,
    cards.ChangesButton,
    cards.ConsumedPage,
    cards.GotItButton,
    cards.UploadsPage,
    cards.UseButton,
    forms.AgreeButton,
)
FORMS: Final = (forms.AgreeForm, forms.PasteForm)
