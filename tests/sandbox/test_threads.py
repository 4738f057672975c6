"""Threads and forum posts at the wire."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sandbox.world.models import Channel, ForumTag
from sandbox.world.permissions import Permission
from tests.sandbox.api import Api


async def begin(api: Api, name: str = "a thread", channel: str = "general", **fields: Any) -> Any:
    path = f"POST /channels/{api.sandbox.channel(channel).id}/threads"
    answer = await api(path, {"name": name, "type": 11, **fields})
    assert answer.status == 201, answer.body
    return answer.body


def tagged(api: Api, *names: str, moderated: bool = False) -> tuple[Channel, list[str]]:
    forum = api.sandbox.channel("questions")
    forum.tags += [ForumTag(api.sandbox.world.ids.next(), n, moderated) for n in names]
    return forum, [str(tag.id) for tag in forum.tags]


async def test_a_thread_begins_at_a_message_once(api: Api) -> None:
    message = await api.send("general", "start")
    path = f"POST /channels/{message['channel_id']}/messages/{message['id']}/threads"
    begun = await api(path, {"name": "From a message", "auto_archive_duration": 60})
    assert (begun.status, begun.body["id"]) == (201, message["id"])
    assert (await api(path, {"name": "Again"})).code == 160004
    first = (await api(f"GET /channels/{begun.body['id']}/messages")).body[0]
    assert (first["type"], first["referenced_message"]["content"]) == (21, "start")
    start = await api(f"GET /channels/{message['channel_id']}/messages/{message['id']}")
    assert start.body["thread"]["name"] == "From a message"
    inside = await api.send(api.sandbox.threads("general")[0], "deeper")
    path = f"POST /channels/{begun.body['id']}/messages/{inside['id']}/threads"
    assert (await api(path, {"name": "Within"})).code == 50024


async def test_a_thread_without_a_message_is_told_of_in_its_channel(api: Api) -> None:
    thread = await begin(api)
    told = api.sandbox.messages("general")[-1]
    assert (told.kind, told.content) == (18, "a thread")
    assert told.reference is not None
    assert told.reference["channel_id"] == thread["id"]


async def test_the_kind_of_a_thread_fits_its_channel(api: Api) -> None:
    news = api.sandbox.channel("announcements")
    path = f"POST /channels/{news.id}/threads"
    assert (await api(path, {"name": "x", "type": 11})).code == 50024
    assert (await api(path, {"name": "x", "type": 10})).body["type"] == 10
    voice = api.sandbox.channel("Study room")
    assert (await api(f"POST /channels/{voice.id}/threads", {"name": "x"})).code == 50024


async def test_private_threads_are_hidden_from_who_is_not_in_them(api: Api) -> None:
    ada, femi = api.sandbox.member("ada"), api.sandbox.member("femi")
    private = await begin(api, type=12, invitable=False)
    thread = api.sandbox.world.channels[int(private["id"])]
    assert (await api(f"PUT /channels/{thread.id}/thread-members/{ada.id}")).status == 204
    assert api.sandbox.world.may_see(ada.id, thread)
    assert not api.sandbox.world.may_see(femi.id, thread)
    assert (await api(f"DELETE /channels/{thread.id}/thread-members/{ada.id}")).status == 204
    assert not api.sandbox.world.may_see(ada.id, thread)


async def test_a_post_carries_tags_its_first_message_has_its_id(api: Api) -> None:
    forum, tags = tagged(api, "open", "django")
    body = {"name": "Why?", "message": {"content": "text"}, "applied_tags": tags}
    post = await api(f"POST /channels/{forum.id}/threads", body)
    assert (post.status, post.body["applied_tags"]) == (201, tags)
    assert post.body["message"]["id"] == post.body["id"]
    assert post.body["message_count"] == 0


async def test_a_post_has_five_tags_of_its_forum_at_most(api: Api) -> None:
    forum, tags = tagged(api, *"abcdef")
    path, body = f"POST /channels/{forum.id}/threads", {"name": "x", "message": {"content": "y"}}
    many = await api(path, body | {"applied_tags": tags})
    assert many.body["errors"]["applied_tags"]["_errors"][0]["code"] == "BASE_TYPE_MAX_LENGTH"
    strange = await api(path, body | {"applied_tags": ["1"]})
    assert strange.body["errors"]["applied_tags"]["_errors"][0]["code"] == "INVALID_FORUM_TAG"
    forum.flags |= 1 << 4
    assert (await api(path, body)).code == 40067
    api.sandbox.forgive()


async def test_moderated_tags_need_who_manages_threads(api: Api) -> None:
    forum, tags = tagged(api, "solved", moderated=True)
    path, body = f"POST /channels/{forum.id}/threads", {"name": "x", "message": {"content": "y"}}
    api.permit(forum, deny=Permission.MANAGE_THREADS)
    assert (await api(path, body | {"applied_tags": tags})).code == 50013
    post = (await api(path, body)).body
    assert (await api(f"PATCH /channels/{post['id']}", {"applied_tags": tags})).code == 50013


async def test_a_tag_that_goes_leaves_the_posts(api: Api) -> None:
    forum, tags = tagged(api, "open", "old")
    body = {"name": "x", "message": {"content": "y"}, "applied_tags": tags}
    post = (await api(f"POST /channels/{forum.id}/threads", body)).body
    kept = {"available_tags": [{"id": tags[0], "name": "open", "moderated": False}]}
    assert (await api(f"PATCH /channels/{forum.id}", kept)).status == 200
    assert (await api(f"GET /channels/{post['id']}")).body["applied_tags"] == tags[:1]


async def test_a_forum_has_twenty_tags_of_different_names(api: Api) -> None:
    path = f"PATCH /channels/{api.sandbox.channel('questions').id}"
    many = [{"name": f"t{n}", "moderated": False} for n in range(21)]
    refused = await api(path, {"available_tags": many})
    assert refused.body["errors"]["available_tags"]["_errors"][0]["code"] == "BASE_TYPE_MAX_LENGTH"
    twins = [{"name": "Open", "moderated": False}, {"name": "open", "moderated": False}]
    refused = await api(path, {"available_tags": twins})
    fault = refused.body["errors"]["available_tags"]["_errors"][0]
    assert fault["code"] == "FORUM_TAG_NAME_DUPLICATE"
    api.sandbox.forgive()


async def test_an_archived_thread_opens_for_a_message_and_changes_only_open(api: Api) -> None:
    thread = await begin(api)
    path = f"PATCH /channels/{thread['id']}"
    assert (await api(path, {"archived": True})).body["thread_metadata"]["archived"]
    assert (await api(path, {"name": "other"})).code == 50083
    assert (await api(path, {"archived": False, "name": "other"})).body["name"] == "other"
    await api(path, {"archived": True})
    await api.send(api.sandbox.world.channels[int(thread["id"])], "wake up")
    assert not (await api(f"GET /channels/{thread['id']}")).body["thread_metadata"]["archived"]


async def test_messages_of_an_archived_thread_do_not_change(api: Api) -> None:
    thread = await begin(api)
    place = api.sandbox.world.channels[int(thread["id"])]
    message = await api.send(place)
    await api(f"PATCH /channels/{place.id}", {"archived": True})
    edit = f"PATCH /channels/{place.id}/messages/{message['id']}"
    assert (await api(edit, {"content": "x"})).code == 50083
    assert (await api(f"PUT /channels/{place.id}/thread-members/@me")).code == 50083


async def test_a_locked_thread_is_for_who_manages_threads(api: Api) -> None:
    general, thread = api.sandbox.channel("general"), await begin(api)
    assert (await api(f"PATCH /channels/{thread['id']}", {"locked": True})).status == 200
    api.permit(general, deny=Permission.MANAGE_THREADS)
    path = f"POST /channels/{thread['id']}/messages"
    assert (await api(path, {"content": "x"})).code == 160005
    assert (await api(f"PATCH /channels/{thread['id']}", {"name": "mine"})).code == 50013


async def test_others_threads_are_changed_with_a_permission_only(api: Api) -> None:
    general = api.sandbox.channel("general")
    forum = api.sandbox.channel("questions")
    post = await api.sandbox.member("ada").post("Hers", "text", forum="questions")
    for place in (general, forum):
        api.permit(place, deny=Permission.MANAGE_THREADS)
    assert (await api(f"PATCH /channels/{post.id}", {"archived": True})).code == 50013
    assert (await api(f"DELETE /channels/{post.id}")).code == 50013


async def test_a_third_rename_has_to_wait(api: Api) -> None:
    thread = await begin(api)
    path = f"PATCH /channels/{thread['id']}"
    for name in ("one", "two"):
        assert (await api(path, {"name": name})).status == 200
    refused = await api(path, {"name": "three"})
    assert refused.status == 429
    assert 0 < refused.body["retry_after"] <= 600
    assert (await api(path, {"name": "two", "archived": True})).status == 200, "no new name"
    api.sandbox.clock.advance(601)
    assert (await api(path, {"name": "three", "archived": False})).status == 200


async def test_active_and_archived_threads_are_listed_in_pages(api: Api) -> None:
    general, guild = api.sandbox.channel("general"), api.sandbox.guild
    names = ["a", "b", "c", "d"]
    threads = [await begin(api, name) for name in names]
    for thread in threads[1:]:
        await api(f"PATCH /channels/{thread['id']}", {"archived": True})
        api.sandbox.clock.advance(1)
    active = await api(f"GET /guilds/{guild.id}/threads/active")
    assert [t["name"] for t in active.body["threads"]] == ["a"]
    assert active.body["members"][0]["user_id"] == str(api.sandbox.application.bot.id)
    path = f"GET /channels/{general.id}/threads/archived/public"
    page = (await api(f"{path}?limit=2")).body
    assert ([t["name"] for t in page["threads"]], page["has_more"]) == (["d", "c"], True)
    before = quote(page["threads"][-1]["thread_metadata"]["archive_timestamp"])
    rest = (await api(f"{path}?before={before}")).body
    assert ([t["name"] for t in rest["threads"]], rest["has_more"]) == (["b"], False)
    private = await begin(api, "hidden", type=12)
    await api(f"PATCH /channels/{private['id']}", {"archived": True})
    for path in ("threads/archived/private", "users/@me/threads/archived/private"):
        found = (await api(f"GET /channels/{general.id}/{path}")).body["threads"]
        assert [t["name"] for t in found] == ["hidden"]


async def test_who_follows_a_thread_is_listed(api: Api) -> None:
    thread, bot_id = await begin(api), api.sandbox.application.bot.id
    base = f"/channels/{thread['id']}/thread-members"
    found = (await api(f"GET {base}/{bot_id}?with_member=true")).body
    assert found["member"]["user"]["username"] == "Nexus"
    assert [m["user_id"] for m in (await api(f"GET {base}")).body] == [str(bot_id)]
    assert (await api(f"DELETE {base}/@me")).status == 204
    assert (await api(f"GET {base}/{bot_id}")).code == 10007
    assert (await api(f"PUT {base}/@me")).status == 204
    api.sandbox.application.has_members = False
    assert (await api(f"GET {base}")).code == 50001


async def test_a_channel_takes_its_threads_along(api: Api) -> None:
    thread = await begin(api)
    assert (await api(f"DELETE /channels/{api.sandbox.channel('general').id}")).status == 200
    assert (await api(f"GET /channels/{thread['id']}")).code == 10003
