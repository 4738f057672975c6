"""A member at work: what she sees and does, through the same rules as on Discord."""

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
from sandbox.acting.seen import Seen
from sandbox.interactions.pending import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL,
    Interaction,
    Interactions,
)
from sandbox.wire import serialise
from sandbox.wire.components import BUTTON, LINK_STYLE, SELECTS, STRING_SELECT, walk
from sandbox.world.channels import (
    change_thread_member,
    check_post_tags,
    delete_channel,
    start_thread,
)
from sandbox.world.messages import (
    Draft,
    add_reaction,
    create_message,
    delete_message,
    edit_message,
)
from sandbox.world.models import (
    Attachment,
    Channel,
    ChannelKind,
    Guild,
    Json,
    Member,
    Message,
    User,
)
from sandbox.world.people import join_guild, leave_guild
from sandbox.world.permissions import Permission
from sandbox.world.world import World

PATIENCE_SECONDS = 5.0
"""Real time that an answer may take; the limits of Discord run on the sandbox's own clock."""

FileToSend = tuple[str, bytes]


class Actor:
    """One member of one guild. Channels are given by name, id or record."""

    def __init__(self, world: World, interactions: Interactions, guild: Guild, user: User) -> None:
        self._world = world
        self._interactions = interactions
        self._left_with: list[int] = []
        self.guild = guild
        self.user = user
        self.here: Channel = next(
            c for c in world.guild_channels(guild.id) if c.name == "prodevprojectnexus"
        )

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.username

    @property
    def locale(self) -> str:
        return self.user.locale

    @locale.setter
    def locale(self, value: str) -> None:
        self.user.locale = value

    @property
    def closed_dms(self) -> bool:
        return self.user.closed_dms

    @closed_dms.setter
    def closed_dms(self, value: bool) -> None:
        self.user.closed_dms = value

    # Seeing

    def channel(self, where: Channel | Message | str | int | None) -> Channel:
        """A channel by name, id, record, or as the place of a message; None: where she was last."""
        if where is None:
            return self._world.channels.get(self.here.id, self.here)
        if isinstance(where, Channel):
            return where
        if isinstance(where, Message):
            return self._world.get_channel(where.channel_id)
        if isinstance(where, int):
            return self._world.get_channel(where)
        for channel in self._world.channels.values():
            if channel.name == where and channel.guild_id == self.guild.id:
                return channel
        raise CannotDoError(f"There is no channel named {where!r}")

    def sees(self, where: Channel | str | int) -> list[Message]:
        """The messages that she sees there, ephemeral ones for her included, oldest first."""
        channel = self.channel(where)
        if not self._world.may_see(self.id, channel):
            raise CannotDoError(f"{self.name} does not see the channel {channel.name!r}")
        every = (self._world.messages[i] for i in self._world.history.get(channel.id, ()))
        return [m for m in every if m.visible_to in (None, self.id)]

    def direct_messages(self) -> list[Message]:
        """What bots wrote to her directly, oldest first."""
        found = []
        for channel in self._world.channels.values():
            if channel.kind is ChannelKind.DM and self.id in channel.recipient_ids:
                found += [self._world.messages[i] for i in self._world.history.get(channel.id, ())]
        return [m for m in found if m.author_id != self.id]

    # Commands

    async def slash(self, command: str, /, *, channel: Any = None, **values: Any) -> Seen:
        """Use a slash command, "question show" for a subcommand; returns what she sees of it."""
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

    def upload(self, file: FileToSend) -> Attachment:
        """Put a file on Discord's servers, to be given to a command or form."""
        name, data = file
        uploaded = Attachment(self._world.ids.next(), name, data, is_ephemeral=True)
        self._world.files[uploaded.id] = uploaded
        return uploaded

    async def autocomplete(
        self, command: str, /, *, channel: Any = None, **values: Any
    ) -> list[tuple[str, Any]]:
        """What is offered while she types the last of `values`: (name, value) pairs."""
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

    # Answers

    async def _answer(self, interaction: Interaction) -> Seen:
        await self._until(interaction, lambda: _is_final(interaction))
        return self.seen(interaction)

    def seen(self, interaction: Interaction) -> Seen:
        """What she sees of an interaction's answer now."""
        messages = [
            self._world.messages[i] for i in interaction.message_ids if i in self._world.messages
        ]
        message = messages[-1] if messages else interaction.source
        return Seen(interaction, message, interaction.modal, messages)

    async def _until(self, interaction: Interaction, is_done: Any) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not is_done():
                    await interaction.changed()
        except TimeoutError:
            raise NoAnswerError("The application did not respond") from None

    # Messages

    async def send(
        self,
        content: str = "",
        *,
        channel: Any = None,
        reply_to: Message | None = None,
        files: Iterable[FileToSend] = (),
    ) -> Message:
        """Write a message."""
        place = self.channel(channel if channel is not None else reply_to)
        needed = (
            Permission.SEND_MESSAGES_IN_THREADS if place.is_thread else Permission.SEND_MESSAGES
        )
        allowed = self._world.permissions_in(self.id, place)
        locked = place.thread is not None and place.thread.locked
        if needed & ~allowed or (locked and not allowed & Permission.MANAGE_THREADS):
            raise CannotDoError(f"{self.name} may not write in {place.name!r}")
        attachments = [Attachment(self._world.ids.next(), n, data) for n, data in files]
        draft = Draft(content=content, attachments=attachments)
        draft.reply_to = None if reply_to is None else reply_to.id
        return create_message(self._world, self.id, place, draft)

    async def edit(self, message: Message, content: str) -> Message:
        """Edit an own message."""
        if message.author_id != self.id:
            raise CannotDoError("Only own messages can be edited")
        return edit_message(self._world, message, content=content)

    async def delete(self, message: Message) -> None:
        """Delete an own message, or as a moderator anybody's; an ephemeral one is dismissed."""
        place = self._world.get_channel(message.channel_id)
        manages = self._world.permissions_in(self.id, place) & Permission.MANAGE_MESSAGES
        if self.id not in (message.author_id, message.visible_to) and not manages:
            raise CannotDoError(f"{self.name} may not delete that message")
        delete_message(self._world, message)

    async def react(self, message: Message, emoji: str) -> None:
        """React to a message."""
        add_reaction(self._world, message, self.id, emoji)

    async def post(
        self, title: str, content: str, *, forum: Any, tags: Iterable[str] = ()
    ) -> Channel:
        """Start a forum post; returns its thread."""
        place = self.channel(forum)
        by_name = {tag.name: tag.id for tag in place.tags}
        tag_ids = [by_name[name] for name in tags]
        check_post_tags(place, tag_ids)
        thread = start_thread(
            self._world,
            place,
            self.id,
            title,
            kind=ChannelKind.PUBLIC_THREAD,
            applied_tags=tag_ids,
        )
        create_message(self._world, self.id, thread, Draft(content), message_id=thread.id)
        return thread

    async def join_thread(self, thread: Channel) -> None:
        """Follow a thread."""
        change_thread_member(self._world, thread, self.id, joins=True)

    # Membership

    async def leave(self) -> None:
        """Leave the server."""
        self._left_with = self.guild.members[self.id].role_ids
        leave_guild(self._world, self.guild, self.id)

    async def join(self) -> None:
        """Come back, with the roles she had."""
        join_guild(self._world, self.guild, self.user, self._left_with)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread, as a moderator."""
        needed = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
        if not self._world.permissions_in(self.id, channel) & needed:
            raise CannotDoError(f"{self.name} may not delete {channel.name!r}")
        delete_channel(self._world, channel)


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
