"""Voice states; the regions of voice, of which there are none."""

from __future__ import annotations

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.rest.shared import GUILD, require_in_guild
from sandbox.wire import serialise
from sandbox.world.errors import ApiError

routes = Routes()
STATES = GUILD + "/voice-states"


def _state_of(call: Call, user_id: int) -> Answer:
    guild = require_in_guild(call, 0)
    state = guild.voice_states.get(user_id)
    if state is None:
        raise ApiError(10065)
    call.world.require(call.bot_id, call.world.get_channel(state.channel_id), 0)
    return 200, serialise.voice_state(guild, state)


@routes.on(f"GET {STATES}/@me")
async def own_state(call: Call) -> Answer:
    return _state_of(call, call.bot_id)


@routes.on(f"GET {STATES}/{{user_id}}")
async def state(call: Call) -> Answer:
    return _state_of(call, call.id("user_id"))


@routes.on("GET /voice/regions")
async def regions(_: Call) -> Answer:
    return 200, []
