"""The sandbox's state survives its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.client import Sandbox
from sandbox.world import keep
from sandbox.world.models import ChannelKind
from sandbox.world.people import open_dm
from sandbox.world.records import plain


async def test_everything_is_found_again(sandbox: Sandbox, tmp_path: Path) -> None:
    ada, world = sandbox.member("ada"), sandbox.world
    message = await ada.send("with a file", files=[("a.txt", b"\x00text")])
    await ada.react(message, "👍")
    open_dm(world, sandbox.application.bot.id, ada.id)
    await ada.join_voice("Study room")
    await sandbox.member("kofi").join_voice("Study room")
    await sandbox.member("kofi").leave_voice()
    mara, start = sandbox.member("mara"), sandbox.clock.now() + timedelta(hours=1)
    event = await mara.create_event("Study", start=start, channel="Study room")
    await mara.start_event(event)
    await ada.interested(event)
    keep.save(world, tmp_path / "state.json")

    found = keep.load(tmp_path / "state.json")

    assert found is not None
    for name in ("users", "guilds", "channels", "messages", "applications", "history"):
        assert plain(getattr(found, name)) == plain(getattr(world, name)), name
    attachment = found.messages[message.id].attachments[0]
    assert attachment.data == b"\x00text"
    assert found.files[attachment.id] is attachment
    assert found.ids.next() > event.id
    guild = found.guilds[sandbox.guild.id]
    assert guild.members[ada.id].user is found.users[ada.id]
    assert (guild.events[event.id], guild.voice_states) == (event, sandbox.guild.voice_states)
    assert all(isinstance(channel.kind, ChannelKind) for channel in found.channels.values())


async def test_what_only_one_member_sees_is_not_kept(sandbox: Sandbox, tmp_path: Path) -> None:
    message = await sandbox.member("ada").send("secret")
    message.visible_to = message.author_id
    keep.save(sandbox.world, tmp_path / "state.json")
    found = keep.load(tmp_path / "state.json")
    assert found is not None
    assert message.id not in found.messages


async def test_the_file_of_a_deleted_message_goes(sandbox: Sandbox, tmp_path: Path) -> None:
    ada = sandbox.member("ada")
    message = await ada.send("look", files=[("a.txt", b"text")])
    path = tmp_path / "state.json"
    keep.save(sandbox.world, path)
    assert len(list((tmp_path / "state.json.files").iterdir())) == 1
    await ada.delete(message)
    keep.save(sandbox.world, path)
    assert list((tmp_path / "state.json.files").iterdir()) == []


async def test_a_change_is_written_without_being_asked(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep, "SAVED_AFTER_SECONDS", 0.0)
    path = tmp_path / "state.json"
    async with keep.keeping(sandbox.world, path):
        await sandbox.member("ada").send("first")
        await sandbox.until(path.exists)
    found = keep.load(path)
    assert found is not None
    assert [m.content for m in found.messages.values()] == ["first"]


def test_no_file_is_no_state(tmp_path: Path) -> None:
    assert keep.load(tmp_path / "nothing.json") is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"version": 2}', b'{"version": 1}'])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)
    with pytest.raises(keep.KeptStateError, match="--fresh"):
        keep.load(path)
    assert path.read_bytes() == content
