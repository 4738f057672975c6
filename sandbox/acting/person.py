"""A member of a server: what they see, write and decide about themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox.acting.errors import CannotDoError
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
from sandbox.world.models import Attachment, Channel, ChannelKind, Guild, Message, User
from sandbox.world.people import join_guild, leave_guild
from sandbox.world.permissions import Permission
from sandbox.world.world import World

FileToSend = tuple[str, bytes]


class Person:
    """One member of one guild. Channels are given by name, id or record."""

    def __init__(self, world: World, guild: Guild, user: User) -> None:
        self._world = world
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
        """Return a channel by name, id, record, or as the place of a message.

        None: where they were last.
        """
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
        """List the messages that this person sees there, ephemeral ones too, oldest first."""
        channel = self.channel(where)
        if not self._world.may_see(self.id, channel):
            raise CannotDoError(f"{self.name} does not see the channel {channel.name!r}")
        every = (self._world.messages[i] for i in self._world.history.get(channel.id, ()))
        return [m for m in every if m.visible_to in (None, self.id)]

    def direct_messages(self) -> list[Message]:
        """Return what bots wrote to them directly, oldest first."""
        found = []
        for channel in self._world.channels.values():
            if channel.kind is ChannelKind.DM and self.id in channel.recipient_ids:
                found += [self._world.messages[i] for i in self._world.history.get(channel.id, ())]
        return [m for m in found if m.author_id != self.id]

    def upload(self, file: FileToSend) -> Attachment:
        """Put a file on Discord's servers, to be given to a command or form."""
        name, data = file
        uploaded = Attachment(self._world.ids.next(), name, data, is_ephemeral=True)
        self._world.files[uploaded.id] = uploaded
        return uploaded

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
        """Come back, with the roles they had."""
        join_guild(self._world, self.guild, self.user, self._left_with)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel or thread, as a moderator."""
        needed = Permission.MANAGE_THREADS if channel.is_thread else Permission.MANAGE_CHANNELS
        if not self._world.permissions_in(self.id, channel) & needed:
            raise CannotDoError(f"{self.name} may not delete {channel.name!r}")
        delete_channel(self._world, channel)
