"""Turning the pages of a list: the buttons say which page, so nothing is kept in memory."""

from __future__ import annotations

from cogs.core.text import Catalogue
from cogs.ui.items import DynamicButton


def page_buttons(
    button: type[DynamicButton], *parts: int | str, page: int, has_more: bool, text: Catalogue
) -> list[DynamicButton]:
    """Buttons to the pages before and after `page`; none where there is only one page.

    `button` takes `parts` and, as its last part, the number of the page that it leads to.
    """
    buttons = []
    if page > 0:
        buttons.append(button(*parts, page - 1, label=f"◀ {text('shared-page-previous')}"))
    if has_more:
        buttons.append(button(*parts, page + 1, label=f"{text('shared-page-next')} ▶"))
    return buttons
