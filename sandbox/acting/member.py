"""A member at work: what they do with bots, through the same rules as on Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.acting.commands import (
    MESSAGE_MENU,
    SLASH,
    USER_MENU,
    Filling,
    find_command,
)
from sandbox.acting.errors import CannotDoError, NoAnswerError
from sandbox.acting.forms import pick, submission
from sandbox.acting.participant import Participant
from sandbox.acting.seen import Seen
from sandbox.interactions.calls import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Interactions,
)
from sandbox.wire import serialise
from sandbox.wire.components import BUTTON, LINK_STYLE, SELECTS, STRING_SELECT, walk
from sandbox.world.models import Channel, Guild, Json, Member, Message, User
from sandbox.world.permissions import Permission
from sandbox.world.world import World


class Actor(Participant):
    """A member who uses commands, buttons and forms, and waits for what comes of it."""

    def __init__(self, world: World, interactions: Interactions, guild: Guild, user: User) -> None:
        super().__init__(world, guild, user)
        self._interactions = interactions

    # Commands

    async def slash(self, command: str, /, *, channel: Any = None, **values: Any) -> Seen:
        """Use a slash command, "question show" for a subcommand; returns what they see of it."""
        interaction = self.begin_slash(command, values, self.channel(channel))
        return await self._answer(interaction)

    def begin_slash(self, command: str, values: Mapping[str, Any], place: Channel) -> Interaction:
        """Use a slash command without waiting for the answer."""
        self._require_use(place)
        name, *path = command.split()
        application, found = find_command(self._world, self.id, place, name, SLASH)
        filling = Filling(self._world, place.guild_id)
        given = {key: self._as_record(value) for key, value in values.items()}
        options = filling.options(path, found.fields.get("options", []), given, None)
        data = _command_data(found.id, name, SLASH, options, filling)
        if found.guild_id is not None:
            data["guild_id"] = str(found.guild_id)
        return self._interactions.begin(application, COMMAND, self.id, place, data)

    def _as_record(self, value: Any) -> Any:
        if isinstance(value, Actor):
            return value.guild.members[value.id]
        if isinstance(value, tuple):
            return self.upload(value)
        if isinstance(value, list):
            return [self._as_record(item) for item in value]
        return value

    async def autocomplete(
        self, command: str, /, *, channel: Any = None, **values: Any
    ) -> list[tuple[str, Any]]:
        """Return what is offered while they type the last of `values`: (name, value) pairs."""
        place = self.channel(channel)
        name, *path = command.split()
        application, found = find_command(self._world, self.id, place, name, SLASH)
        filling = Filling(self._world, place.guild_id)
        *_, focused = values
        options = filling.options(path, found.fields.get("options", []), values, focused)
        data = _command_data(found.id, name, SLASH, options, filling)
        interaction = self._interactions.begin(application, AUTOCOMPLETE, self.id, place, data)
        await self._until(interaction, lambda: interaction.choices is not None)
        return [(choice["name"], choice["value"]) for choice in interaction.choices or ()]

    async def menu(self, command: str, target: Any) -> Seen:
        """Use a message or user menu."""
        return await self._answer(self.begin_menu(command, target))

    def begin_menu(self, command: str, target: Any) -> Interaction:
        """Use a message or user menu without waiting for the answer."""
        is_message = isinstance(target, Message)
        place = self.channel(target) if is_message else self.channel(None)
        self._require_use(place)
        if is_message and target.visible_to not in (None, self.id):
            raise CannotDoError("That message is not visible to this member")
        kind = MESSAGE_MENU if is_message else USER_MENU
        application, found = find_command(self._world, self.id, place, command, kind)
        filling = Filling(self._world, place.guild_id)
        if is_message:
            filling.resolved["messages"] = {str(target.id): serialise.message(self._world, target)}
        else:
            filling.resolve(self._as_record(target))
        data = _command_data(found.id, command, kind, [], filling)
        data["target_id"] = str(target.id if not isinstance(target, Member) else target.user.id)
        return self._interactions.begin(application, COMMAND, self.id, place, data)

    def _require_use(self, place: Channel) -> None:
        allowed = self._world.permissions_in(self.id, place)
        if not self._world.may_see(self.id, place):
            raise CannotDoError(f"{self.name} does not see the channel {place.name!r}")
        if place.guild_id is not None and not allowed & Permission.USE_APPLICATION_COMMANDS:
            raise CannotDoError(f"{self.name} may not use commands in {place.name!r}")

    # Components and modals

    async def click(
        self, label: str | None = None, *, on: Seen | Message, custom_id: str | None = None
    ) -> Seen:
        """Press a button, found by its label (or emoji) or custom id."""
        return await self._answer(self.begin_click(label, on=on, custom_id=custom_id))

    def begin_click(
        self, label: str | None = None, *, on: Seen | Message, custom_id: str | None = None
    ) -> Interaction:
        """Press a button without waiting for the answer."""
        message = self._message(on)
        buttons = [c for c in walk(message.components) if c["type"] == BUTTON]
        names = [b.get("label") or (b.get("emoji") or {}).get("name") for b in buttons]
        for button, name in zip(buttons, names, strict=True):
            if button.get("custom_id") == custom_id if custom_id else name == label:
                break
        else:
            raise CannotDoError(f"There is no button {label or custom_id!r}, only {names}")
        if button.get("disabled") or button["style"] == LINK_STYLE:
            raise CannotDoError(f"The button {label or custom_id!r} cannot be pressed")
        data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
        return self._use(message, data)

    async def select(self, name: str, values: Iterable[Any], *, on: Seen | Message) -> Seen:
        """Choose from a select, found by its placeholder or custom id."""
        return await self._answer(self.begin_select(name, values, on=on))

    def begin_select(self, name: str, values: Iterable[Any], *, on: Seen | Message) -> Interaction:
        """Choose from a select without waiting for the answer."""
        message = self._message(on)
        selects = [c for c in walk(message.components) if c["type"] in SELECTS]
        select = next((s for s in selects if name in (s.get("placeholder"), s["custom_id"])), None)
        if select is None or select.get("disabled"):
            shown = [s.get("placeholder") for s in selects]
            raise CannotDoError(f"There is no select {name!r} to use, only {shown}")
        data: Json = {
            "component_type": select["type"],
            "custom_id": select["custom_id"],
            "id": select["id"],
        }
        least, most = select["min_values"], select["max_values"]
        if select["type"] == STRING_SELECT:
            data["values"] = pick(name, select, list(values), least=least, most=most)
        else:
            filling = Filling(self._world, self.guild.id)
            data["values"] = [filling.resolve(self._as_record(v)) for v in values]
            data["resolved"] = filling.resolved
            if not least <= len(data["values"]) <= most:
                raise CannotDoError(f"{name!r} takes {least} to {most} choices")
        return self._use(message, data)

    def _message(self, on: Seen | Message) -> Message:
        message = on.message if isinstance(on, Seen) else on
        if message is None or message.id not in self._world.messages:
            raise CannotDoError("That message is not there (any more)")
        if message.visible_to not in (None, self.id):
            raise CannotDoError("That message is not visible to this member")
        return message

    def _use(self, message: Message, data: Json) -> Interaction:
        application = self._world.application_of_bot(message.author_id)
        if application is None:
            raise CannotDoError("Only messages of bots have components")
        place = self._world.get_channel(message.channel_id)
        if not self._world.may_see(self.id, place):
            raise CannotDoError(f"{self.name} does not see the channel {place.name!r}")
        return self._interactions.begin(
            application, COMPONENT, self.id, place, data, source=message
        )

    async def fill(self, seen: Seen, values: Mapping[str, Any] | None = None, **more: Any) -> Seen:
        """Fill in the modal that opened and send it; fields by label or custom id."""
        return await self._answer(self.begin_fill(seen, {**(values or {}), **more}))

    def begin_fill(self, seen: Seen, values: Mapping[str, Any]) -> Interaction:
        """Send a modal without waiting for the answer."""
        if seen.modal is None:
            raise CannotDoError("No form is open")
        opener = seen.interaction
        filling = Filling(self._world, opener.guild_id)
        given = {key: self._as_record(value) for key, value in values.items()}
        data: Json = {
            "custom_id": seen.modal["custom_id"],
            "components": submission(seen.modal, given, filling),
            "resolved": filling.resolved,
        }
        return self._interactions.begin(
            opener.application,
            MODAL,
            self.id,
            self._world.get_channel(opener.channel_id),
            data,
            source=opener.source,
        )

    # Whatever a changed client sends

    def forge(
        self, kind: int, data: Json, place: Channel, source: Message | None = None
    ) -> Interaction:
        """Send an interaction without any check, to the first application; returns it at once."""
        application = next(iter(self._world.applications.values()))
        return self._interactions.begin(application, kind, self.id, place, data, source=source)

    # Answers

    async def _answer(self, interaction: Interaction) -> Seen:
        await self._until(interaction, lambda: _is_final(interaction))
        return self.seen(interaction)

    def seen(self, interaction: Interaction) -> Seen:
        """Return what they see of an interaction's answer now."""
        messages = [
            self._world.messages[i] for i in interaction.message_ids if i in self._world.messages
        ]
        message = messages[-1] if messages else interaction.source
        return Seen(interaction, message, interaction.modal, messages)

    async def _until(self, interaction: Interaction, is_done: Any) -> None:
        try:
            async with asyncio.timeout(self._interactions.patience_seconds):
                while not is_done():
                    await interaction.changed()
        except TimeoutError:
            raise NoAnswerError("The application did not respond") from None


def _is_final(interaction: Interaction) -> bool:
    return interaction.modal is not None or bool(interaction.message_ids)


def _command_data(
    command_id: int, name: str, kind: int, options: list[Json], filling: Filling
) -> Json:
    data: Json = {"id": str(command_id), "name": name, "type": kind}
    if options:
        data["options"] = options
    if filling.resolved:
        data["resolved"] = filling.resolved
    return data
