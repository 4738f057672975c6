"""The bot itself, its application, the gateway's address, other users and direct messages."""

from __future__ import annotations

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.schema import check, nullable, snowflake, string
from sandbox.world.errors import ApiError
from sandbox.world.models import Application, Json
from sandbox.world.people import open_dm

routes = Routes()

# Discord's application flags, "limited" forms: those of applications in fewer than 100 servers.
PRESENCE_LIMITED, MEMBERS_LIMITED, MESSAGE_CONTENT_LIMITED = 1 << 13, 1 << 15, 1 << 19


def gateway_url(call: Call) -> str:
    """Tell where the gateway is: beside the API."""
    return call.world.files_url.replace("http://", "ws://") + "/gateway"


@routes.on("GET /gateway", needs_token=False)
async def gateway(call: Call) -> Answer:
    return 200, {"url": gateway_url(call)}


@routes.on("GET /gateway/bot")
async def gateway_bot(call: Call) -> Answer:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return 200, {"url": gateway_url(call), "shards": 1, "session_start_limit": limit}


@routes.on("GET /users/@me")
async def me(call: Call) -> Answer:
    extra = {"mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}
    return 200, serialise.user(call.app.bot) | extra


@routes.on("GET /users/{user_id}")
async def user(call: Call) -> Answer:
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise ApiError(10013)
    return 200, serialise.user(found)


@routes.on("POST /users/@me/channels")
async def dm(call: Call) -> Answer:
    data = check({"recipient_id": snowflake}, call.body.json, "recipient_id")
    recipient = call.world.users.get(data["recipient_id"])
    if recipient is None:
        raise ApiError(10013)
    if recipient.is_bot:
        raise ApiError(50007)
    channel = open_dm(call.world, call.bot_id, recipient.id)
    return 200, serialise.channel(call.world, channel, viewer_id=call.bot_id)


def flags_of(application: Application) -> int:
    """Tell which privileged intents the application has switched on."""
    flags = 0
    if application.has_presence:
        flags |= PRESENCE_LIMITED
    if application.has_members:
        flags |= MEMBERS_LIMITED
    if application.has_message_content:
        flags |= MESSAGE_CONTENT_LIMITED
    return flags


def application_json(call: Call) -> Json:
    """Return the application, as its own bot sees it."""
    application = call.app
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": serialise.user(application.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags_of(application),
        "flags_new": str(flags_of(application)),
        "hook": True,
        "storefront_available": False,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": serialise.user(call.world.users[application.owner_id]),
        "approximate_guild_count": len(call.world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
    }


@routes.on("GET /applications/@me")
async def own_application(call: Call) -> Answer:
    return 200, application_json(call)


@routes.on("GET /oauth2/applications/@me")
async def own_oauth_application(call: Call) -> Answer:
    return 200, application_json(call)


@routes.on("PATCH /users/@me")
async def change_me(call: Call) -> Answer:
    data = check({"username": string(32, 2), "avatar": nullable(string())}, call.body.json)
    call.app.bot.username = data.get("username", call.app.bot.username)
    return await me(call)
