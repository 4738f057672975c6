"""Reactions and pins at the wire."""

from __future__ import annotations

from urllib.parse import quote

from sandbox.world.permissions import Permission
from tests.sandbox.api import Api

THUMB = quote("👍")


async def test_reactions_are_counted_listed_and_taken_back(api: Api) -> None:
    general, ada = api.sandbox.channel("general"), api.sandbox.member("ada")
    message = await ada.send("vote", channel="general")
    await ada.react(message, "👍")
    base = f"/channels/{general.id}/messages/{message.id}"
    assert (await api(f"PUT {base}/reactions/{THUMB}/@me")).status == 204
    shown = (await api(f"GET {base}")).body["reactions"][0]
    assert (shown["count"], shown["me"], shown["emoji"]["name"]) == (2, True, "👍")
    users = await api(f"GET {base}/reactions/{THUMB}")
    assert {user["username"] for user in users.body} == {"ada", "Nexus"}
    assert (await api(f"DELETE {base}/reactions/{THUMB}/@me")).status == 204
    assert (await api(f"DELETE {base}/reactions/{THUMB}/{ada.id}")).status == 204
    assert "reactions" not in (await api(f"GET {base}")).body


async def test_an_unknown_emoji_is_refused(api: Api) -> None:
    message = await api.send("general")
    path = f"/channels/{message['channel_id']}/messages/{message['id']}/reactions"
    assert (await api(f"PUT {path}/thumbsup/@me")).code == 10014
    assert (await api(f"PUT {path}/{quote('party:123')}/@me")).code == 10014


async def test_the_first_reaction_needs_a_permission_the_second_does_not(api: Api) -> None:
    general, ada = api.sandbox.channel("general"), api.sandbox.member("ada")
    message = await ada.send("vote", channel="general")
    api.permit(general, deny=Permission.ADD_REACTIONS)
    path = f"PUT /channels/{general.id}/messages/{message.id}/reactions/{THUMB}/@me"
    assert (await api(path)).code == 50013
    await ada.react(message, "👍")
    assert (await api(path)).status == 204


async def test_there_are_at_most_twenty_emoji_and_they_go_together(api: Api) -> None:
    general, ada = api.sandbox.channel("general"), api.sandbox.member("ada")
    message = await ada.send("vote", channel="general")
    for number in range(20):
        await ada.react(message, chr(0x1F600 + number))
    base = f"/channels/{general.id}/messages/{message.id}/reactions"
    assert (await api(f"PUT {base}/{THUMB}/@me")).code == 30010
    assert (await api(f"DELETE {base}/{quote(chr(0x1F600))}")).status == 204
    assert len(message.reactions) == 19
    assert (await api(f"DELETE {base}")).status == 204
    assert message.reactions == {}


async def test_pins_are_told_listed_and_taken_back_at_both_addresses(api: Api) -> None:
    general, ada = api.sandbox.channel("general"), api.sandbox.member("ada")
    first, second = [await ada.send(text, channel="general") for text in ("one", "two")]
    base = f"/channels/{general.id}"
    assert (await api(f"PUT {base}/messages/pins/{first.id}")).status == 204
    assert (await api(f"PUT {base}/pins/{second.id}")).status == 204
    assert [m.kind for m in api.sandbox.messages("general")] == [0, 0, 6, 6]
    page = (await api(f"GET {base}/messages/pins?limit=1")).body
    assert (page["items"][0]["message"]["content"], page["has_more"]) == ("two", True)
    before = quote(page["items"][0]["pinned_at"])
    rest = (await api(f"GET {base}/messages/pins?before={before}")).body
    assert [item["message"]["content"] for item in rest["items"]] == ["one"]
    assert [m["content"] for m in (await api(f"GET {base}/pins")).body] == ["two", "one"]
    assert (await api(f"DELETE {base}/messages/pins/{first.id}")).status == 204
    assert (await api(f"DELETE {base}/pins/{second.id}")).status == 204
    assert (await api(f"GET {base}/pins")).body == []


async def test_pinning_needs_a_permission(api: Api) -> None:
    general = api.sandbox.channel("general")
    message = await api.send("general")
    api.permit(general, deny=Permission.PIN_MESSAGES | Permission.MANAGE_MESSAGES)
    assert (await api(f"PUT /channels/{general.id}/messages/pins/{message['id']}")).code == 50013
