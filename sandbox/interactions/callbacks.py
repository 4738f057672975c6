"""Answering interactions: the callback, the original answer, and follow-ups."""

from __future__ import annotations

from sandbox.interactions.calls import AUTOCOMPLETE, COMPONENT, MODAL, Interaction, Interactions
from sandbox.rest.messages import edited
from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.bodies import EDIT_FIELDS, WEBHOOK_FIELDS, read_message
from sandbox.wire.components import check_modal_components
from sandbox.wire.schema import (
    Body,
    anything,
    array,
    check,
    integer,
    mapping,
    nullable,
    obj,
    string,
)
from sandbox.world.errors import ApiError, Faults, invalid_form
from sandbox.world.messages import (
    EPHEMERAL,
    LOADING,
    Draft,
    create_message,
    delete_message,
    edit_message,
)
from sandbox.world.models import Json, Message

PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 1, 4, 5, 6, 7, 8, 9
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
WEBHOOK = "/webhooks/{webhook_id}/{interaction_token}"
CHAT_INPUT_ANSWER, CONTEXT_ANSWER, REPLY = 20, 23, 19

_CHOICE = obj(
    {
        "name": string(100, 1),
        "name_localizations": nullable(mapping(string(100))),
        "value": anything,
    },
    "name",
    "value",
)


def make_routes(interactions: Interactions) -> Routes:
    """Make the routes; their tokens are in their paths, so no other is asked for."""
    routes = Routes()

    @routes.on(f"POST {CALLBACK}", needs_token=False)
    async def callback(call: Call) -> Answer:
        interaction = interactions.to_acknowledge(
            call.id("interaction_id"), call.names["interaction_token"]
        )
        answered = _acknowledge(call, interactions, interaction)
        interaction.is_acknowledged = True
        interaction.note()
        if call.query.get("with_response", "").lower() in ("1", "true"):
            return 200, _described(call, interaction, answered)
        return 204, None

    def _continued(call: Call) -> Interaction:
        return interactions.to_continue(call.id("webhook_id"), call.names["interaction_token"])

    @routes.on(f"POST {WEBHOOK}", needs_token=False)
    async def follow_up(call: Call) -> Answer:
        interaction = _continued(call)
        message = _follow_up(call, interactions, interaction)
        return 200, serialise.message(call.world, message)

    @routes.on(f"GET {WEBHOOK}/messages/{{message_id}}", needs_token=False)
    async def fetch(call: Call) -> Answer:
        return 200, serialise.message(call.world, _answer_of(call, _continued(call)))

    @routes.on(f"PATCH {WEBHOOK}/messages/{{message_id}}", needs_token=False)
    async def edit(call: Call) -> Answer:
        interaction = _continued(call)
        message = _answer_of(call, interaction)
        changes = edited(call, message, check(EDIT_FIELDS, call.body.json))
        changes["flags"] = changes["flags"] & ~LOADING
        edit_message(call.world, message, **changes)
        _show(interaction, message)
        return 200, serialise.message(call.world, message)

    @routes.on(f"DELETE {WEBHOOK}/messages/{{message_id}}", needs_token=False)
    async def delete(call: Call) -> Answer:
        interaction = _continued(call)
        message = _answer_of(call, interaction)
        delete_message(call.world, message)
        if message.id in interaction.message_ids:
            interaction.message_ids.remove(message.id)
        interaction.note()
        return 204, None

    return routes


def _acknowledge(
    call: Call, interactions: Interactions, interaction: Interaction
) -> tuple[int, Message | None]:
    body = check({"type": integer(1, 12), "data": nullable(anything)}, call.body.json, "type")
    kind = body["type"]
    payload = Body(body.get("data") or {}, call.body.files)
    if (kind == CHOICES) is not (interaction.kind == AUTOCOMPLETE):
        raise _wrong_kind()
    if kind == MESSAGE:
        data, draft = read_message(call.world, payload, WEBHOOK_FIELDS, may_hide=True)
        hidden = bool((data.get("flags") or 0) & EPHEMERAL)
        return kind, _answer(call, interactions, interaction, draft, hidden=hidden)
    if kind == DEFER:
        data = check(WEBHOOK_FIELDS, payload.json)
        hidden = bool((data.get("flags") or 0) & EPHEMERAL)
        draft = Draft(flags=LOADING | (EPHEMERAL if hidden else 0), loading=True)
        return kind, _answer(call, interactions, interaction, draft, hidden=hidden)
    if kind in (DEFER_UPDATE, UPDATE):
        return kind, _update(call, interaction, kind, payload)
    if kind == CHOICES:
        interaction.choices = check({"choices": array(_CHOICE, 25)}, payload.json, "choices")[
            "choices"
        ]
    elif kind == OPEN_MODAL:
        _open_modal(interaction, payload.json)
    elif kind == PONG:
        raise _wrong_kind()
    else:
        raise ApiError(0, f"The sandbox cannot answer with callback type {kind}", status=501)
    return kind, None


def _wrong_kind() -> ApiError:
    """Return what an answer gets that does not fit this kind of interaction."""
    return invalid_form({("type",): ("INTERACTION_TYPE_INVALID", "Interaction type is invalid")})


def _update(call: Call, interaction: Interaction, kind: int, payload: Body) -> Message:
    source = interaction.source
    if interaction.kind not in (COMPONENT, MODAL) or source is None:
        raise _wrong_kind()
    interaction.original_id = source.id
    interaction.edits_source = True
    if kind == DEFER_UPDATE:
        interaction.defers_update = True
        return source
    updating = Call(call.world, call.application, call.names, call.query, payload, call.reason)
    changes = edited(updating, source, check(EDIT_FIELDS, payload.json))
    edit_message(call.world, source, **changes)
    _show(interaction, source)
    return source


def _open_modal(interaction: Interaction, data: Json) -> None:
    if interaction.kind == MODAL:
        raise _wrong_kind()
    fields = {"custom_id": string(100, 1), "title": string(45, 1), "components": anything}
    modal = check(fields, data, "custom_id", "title", "components")
    faults: Faults = {}
    modal["components"] = check_modal_components(
        modal["components"], ("data", "components"), faults
    )
    if faults:
        raise invalid_form(faults)
    interaction.modal = modal


def _answer(
    call: Call, interactions: Interactions, interaction: Interaction, draft: Draft, *, hidden: bool
) -> Message:
    """Create the original answer."""
    _sign(interactions, interaction, draft, hidden=hidden)
    draft.kind = _kind_of(interaction)
    channel = call.world.get_channel(interaction.channel_id)
    message = create_message(call.world, interaction.application.bot.id, channel, draft)
    if interaction.kind == COMPONENT and interaction.source is not None:
        message.reference = {
            "type": 0,
            "channel_id": str(channel.id),
            "message_id": str(interaction.source.id),
        }
    interaction.original_id = message.id
    interaction.is_ephemeral = hidden
    if not message.loading:
        _show(interaction, message)
    return message


def _kind_of(interaction: Interaction) -> int:
    if interaction.kind == COMPONENT:
        return REPLY
    is_menu = interaction.data.get("type") in (2, 3) and "name" in interaction.data
    return CONTEXT_ANSWER if is_menu else CHAT_INPUT_ANSWER


def _sign(
    interactions: Interactions, interaction: Interaction, draft: Draft, *, hidden: bool
) -> None:
    draft.webhook_id = interaction.application.id
    draft.interaction = interactions.metadata(interaction)
    if hidden:
        draft.flags |= EPHEMERAL
        draft.visible_to = interaction.user_id
        for attachment in draft.attachments:
            attachment.is_ephemeral = True


def _follow_up(call: Call, interactions: Interactions, interaction: Interaction) -> Message:
    data, draft = read_message(call.world, call.body, WEBHOOK_FIELDS, may_hide=True)
    original = call.world.messages.get(interaction.original_id or 0)
    if original is not None and original.loading:
        # The first follow-up after a deferral takes its place, and its visibility.
        edit_message(
            call.world,
            original,
            content=draft.content,
            embeds=draft.embeds,
            components=draft.components,
            attachments=draft.attachments,
            flags=(original.flags & ~LOADING) | (draft.flags & ~EPHEMERAL),
            allowed_mentions=draft.allowed_mentions,
        )
        original.edited_at = None
        _show(interaction, original)
        return original
    hidden = bool((data.get("flags") or 0) & EPHEMERAL)
    _sign(interactions, interaction, draft, hidden=hidden)
    draft.reply_to = interaction.original_id if original is not None else None
    channel = call.world.get_channel(interaction.channel_id)
    message = create_message(call.world, interaction.application.bot.id, channel, draft)
    _show(interaction, message)
    return message


def _show(interaction: Interaction, message: Message) -> None:
    if message.id in interaction.message_ids:
        interaction.message_ids.remove(message.id)
    interaction.message_ids.append(message.id)
    interaction.note()


def _answer_of(call: Call, interaction: Interaction) -> Message:
    name = call.names["message_id"]
    message_id = interaction.original_id if name == "@original" else call.id("message_id")
    own = {interaction.original_id, *interaction.message_ids}
    if interaction.source is not None:
        own.add(interaction.source.id)
    message = call.world.messages.get(message_id or 0)
    if message is None or message.id not in own:
        raise ApiError(10008)
    return message


def _described(call: Call, interaction: Interaction, answered: tuple[int, Message | None]) -> Json:
    kind, message = answered
    about: Json = {"id": str(interaction.id), "type": interaction.kind}
    if message is not None:
        about |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.loading,
            "response_message_ephemeral": message.visible_to is not None,
        }
    body: Json = {"interaction": about}
    if kind in (MESSAGE, UPDATE) and message is not None:
        body["resource"] = {"type": kind, "message": serialise.message(call.world, message)}
    return body
