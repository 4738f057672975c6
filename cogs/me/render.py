"""A member's own settings in words."""

from __future__ import annotations

from cogs.core.text import Catalogue
from cogs.core.when import lead_words
from domain.sessions.records import Reminders, Route


def render_reminders(reminders: Reminders, text: Catalogue) -> str:
    """How study sessions remind her now."""
    if reminders.route is Route.OFF:
        return text("me-reminders-off")
    leads = reminders.lead_minutes
    if leads is None:
        when = text("me-reminders-default")
    else:
        when = ", ".join(lead_words(text, lead) for lead in leads)
    return text(f"me-reminders-{reminders.route.value}", when=when)
