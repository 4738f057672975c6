"""The address that adds the bot to a server, asking for what it needs and no more."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.client import logged_in
from bot.settings import Settings, SettingsError
from domain.permissions import SCOPES, invite_bits

AUTHORIZE = "https://discord.com/oauth2/authorize"


async def invite_url(settings: Settings) -> str:
    """Return the OAuth2 address; the application's id is asked of Discord with the token."""
    if not settings.token:
        raise SettingsError("DISCORD_TOKEN", "is not set", "the token from the Bot page")
    async with logged_in(settings) as http:
        application = await http.application_info()
    query = {
        "client_id": application["id"],
        "permissions": invite_bits(),
        "scope": " ".join(SCOPES),
    }
    return f"{AUTHORIZE}?{urlencode(query)}"
