"""A contract that holds what was agreed is offered to be called live, with what differs."""

from __future__ import annotations

import json

from cogs.core.services import Uploaded
from domain.apis import ApiText
from domain.contracts.codec import pack_operation
from domain.contracts.model import Kind, Media, Operation, Parameter, Place, Response, Schema
from domain.contracts.uploads import OperationEntry, Upload, match_key
from sandbox.client import Sandbox
from storage import apis, contracts
from storage.contracts import NewContract
from tests.e2e.endpoints import agree, ask, buttons, field, press, said, say
from tests.nexus import Nexus
from tests.statements import writing

USER: Schema = {
    "type": "object",
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}


async def register(
    sandbox: Sandbox, nexus: Nexus, owner: str = "kofi", *, name: str = "Shop"
) -> int:
    """An API of a member's."""
    now = nexus.clock()
    async with writing(nexus.services.database) as connection:
        api_id = await apis.create_api(connection, sandbox.guild.id, ApiText(name), None, now)
        await apis.add_owner(connection, api_id, sandbox.member(owner).id, now)
    return api_id


async def upload(
    sandbox: Sandbox, nexus: Nexus, api_id: int, number: int, schema: Schema, path: str
) -> None:
    """Kofi's API gets a contract of one operation, which the other features hear of."""
    id_ = Parameter("pk", Place.PATH, {"type": "string"}, required=True)
    answer = Response("200", media={"application/json": Media(schema)})
    operation = Operation("GET", path, parameters=(id_,), responses=(answer,))
    key, detail = operation.key, json.dumps(pack_operation(operation))
    entry = OperationEntry(key, match_key(key), "", deprecated=False, words=key, detail=detail)
    stored = Upload(Kind.OPENAPI_31, "Shop", "1", str(number), (), {}, (entry,), (), b"")
    uploader_id = sandbox.member("kofi").id
    async with writing(nexus.services.database) as connection:
        new = NewContract(sandbox.guild.id, api_id, number, uploader_id)
        contract_id = await contracts.create_contract(connection, new, stored, nexus.clock())
        await apis.note_contract(connection, api_id, number, nexus.clock())
    for hear in nexus.services.features.uploads:
        await hear(
            nexus.services, Uploaded(sandbox.guild.id, api_id, contract_id, number, uploader_id)
        )
    await nexus.settle()


async def test_a_contract_as_agreed_leads_to_live_and_verified(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    assert field(card, "API") == "Shop"
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    offer = said(sandbox, card)[-1]
    assert "as it was agreed" in offer.content
    await press(sandbox, nexus, offer, "kofi", "It is live")
    assert "live" in field(card, "State")
    asked = said(sandbox, card)[-1]
    assert f"<@{sandbox.member('ada').id}>" in asked.content
    await press(sandbox, nexus, asked, "ada", "It works: verify")
    assert "verified" in field(card, "State")


async def test_what_differs_is_told_field_by_field(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    other: Schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    await upload(sandbox, nexus, api_id, 1, other, "/users/{pk}")
    words = said(sandbox, card)[-1].content.replace("\\", "")
    assert "In 2 places" in words
    assert "response.id" in words
    assert "agreed was integer, the contract says string" in words
    assert "response.name" in words
    await upload(sandbox, nexus, api_id, 2, USER, "/users/{pk}")
    assert "contract 2" in said(sandbox, card)[-1].content


async def test_an_upload_that_nobody_heard_of_is_found_after_a_restart(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    nexus.services.features.uploads.clear()
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    assert "contract" not in said(sandbox, card)[-1].content
    for _ in range(2):
        await nexus.restart()
        await nexus.settle()
    assert ["contract 1" in message.content for message in said(sandbox, card)].count(True) == 1


async def test_a_break_that_nobody_heard_of_is_found_after_a_restart(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    await press(sandbox, nexus, card, "kofi", "It is live")
    nexus.services.features.uploads.clear()
    await upload(sandbox, nexus, api_id, 2, USER, "/people")
    assert "any more" not in said(sandbox, card)[-1].content
    for _ in range(2):
        await nexus.restart()
        await nexus.settle()
    assert ["any more" in message.content for message in said(sandbox, card)].count(True) == 1


async def test_of_no_api_yet_it_is_found_in_its_builders_after_a_restart(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    nexus.services.features.uploads.clear()
    await upload(sandbox, nexus, await register(sandbox, nexus), 1, USER, "/users/{pk}")
    await nexus.restart()
    await nexus.settle()
    assert "contract 1" in said(sandbox, card)[-1].content
    other_id = await register(sandbox, nexus, name="Other")
    await upload(sandbox, nexus, other_id, 1, USER, "/people")
    await nexus.restart()
    await nexus.settle()
    assert "contract 1" in said(sandbox, card)[-1].content


async def test_what_its_api_had_before_it_was_agreed_is_offered_then(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    await agree(sandbox, nexus, card)
    assert "as it was agreed" in said(sandbox, card)[-1].content


async def test_an_upload_without_it_says_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    before = len(said(sandbox, card))
    await upload(sandbox, nexus, api_id, 1, USER, "/people/{pk}")
    assert len(said(sandbox, card)) == before


async def test_what_is_not_agreed_yet_is_not_offered(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    before = len(said(sandbox, card))
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    assert len(said(sandbox, card)) == before
    assert "Accept" in buttons(card)


async def test_what_is_asked_of_no_api_yet_is_found_in_its_builders(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    assert field(card, "API") == "not there yet"
    await agree(sandbox, nexus, card)
    api_id = await register(sandbox, nexus)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{id}")
    assert "as it was agreed" in said(sandbox, card)[-1].content


async def test_an_operation_that_exists_is_shown_before_anything_is_asked(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    seen = await sandbox.member("ada").slash("endpoint request", path="/users/:id")
    assert "of Shop exists" in seen.text
    assert seen.modal is None
    seen = await sandbox.member("ada").slash("endpoint request", field="user")
    assert "of Shop exists" in seen.text
    seen = await sandbox.member("ada").slash("endpoint request", path="/orders")
    assert seen.modal is not None


async def test_owners_are_told_of_what_is_asked_of_them(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    (told,) = said(sandbox, card)
    assert f"<@{sandbox.member('kofi').id}>" in told.content
    seen = await say(sandbox, nexus, "ada", "accept")
    assert "not who asked" in seen.text


async def test_a_slash_at_the_end_and_a_prefix_hide_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/api/v1/users/{pk}/")
    offer = said(sandbox, card)[-1]
    assert "In one place" in offer.content
    assert "/api/v1/users/{pk}/" in offer.content
    await press(sandbox, nexus, offer, "kofi", "It is live")
    assert "live" in field(card, "State")


async def test_what_was_told_once_is_not_told_again_with_every_upload(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    told = len(said(sandbox, card))
    await upload(sandbox, nexus, api_id, 2, USER, "/users/{pk}")
    assert len(said(sandbox, card)) == told
    await upload(sandbox, nexus, api_id, 3, USER, "/people/{pk}")
    assert "not in contract 3 of Shop any more" in said(sandbox, card)[-1].content
    assert buttons(said(sandbox, card)[-1]) == []
    await upload(sandbox, nexus, api_id, 4, USER, "/users/{pk}")
    assert "contract 4 of Shop now, as it was agreed" in said(sandbox, card)[-1].content


async def test_an_upload_that_breaks_what_is_verified_is_told_and_leads_back(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    await say(sandbox, nexus, "kofi", "live")
    await say(sandbox, nexus, "ada", "verify")
    await say(sandbox, nexus, "lindiwe", "watch")
    told = len(said(sandbox, card))
    await upload(sandbox, nexus, api_id, 2, USER, "/users/{pk}")
    assert len(said(sandbox, card)) == told
    other: Schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    await upload(sandbox, nexus, api_id, 3, other, "/users/{pk}")
    warned = said(sandbox, card)[-1]
    assert "contract 3 of Shop says otherwise than agreed in 2 places" in warned.content
    first = warned.content.splitlines()[0]
    concerned = {
        n for n in ("ada", "kofi", "femi", "lindiwe", "mara") if is_named(sandbox, n, first)
    }
    assert concerned == {"ada", "kofi", "lindiwe"}
    await upload(sandbox, nexus, api_id, 4, other, "/users/{pk}")
    assert said(sandbox, card)[-1] is warned
    seen = await press(sandbox, nexus, warned, "ada", "Not as agreed")
    await sandbox.member("ada").fill(seen, {"reason": "name is gone"})
    await nexus.settle()
    assert "being built" in field(card, "State")
    await upload(sandbox, nexus, api_id, 5, USER, "/users/{pk}")
    assert "Is it live?" in said(sandbox, card)[-1].content


async def test_what_is_live_and_gone_or_mended_is_told(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await say(sandbox, nexus, "kofi", "live")
    told = len(said(sandbox, card))
    await upload(sandbox, nexus, api_id, 1, USER, "/people/{pk}")
    assert len(said(sandbox, card)) == told  # it was in no contract before
    await upload(sandbox, nexus, api_id, 2, USER, "/users/{pk}")
    assert "as it was agreed" in said(sandbox, card)[-1].content
    assert buttons(said(sandbox, card)[-1]) == ["It works: verify"]
    await upload(sandbox, nexus, api_id, 3, USER, "/people/{pk}")
    assert "any more" in said(sandbox, card)[-1].content
    assert "Not as agreed" in buttons(said(sandbox, card)[-1])


async def test_what_goes_live_belongs_to_the_api_in_which_it_was_found(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    api_id = await register(sandbox, nexus)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{id}")
    await press(sandbox, nexus, said(sandbox, card)[-1], "kofi", "It is live")
    assert field(card, "API") == "Shop"


async def test_another_operation_is_not_called_gone(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    seen = await press(sandbox, nexus, card, "ada", "Change the shape")
    await sandbox.member("ada").fill(seen, {"operation": "GET /people/{id}"})
    await nexus.settle()
    for name in ("ada", "kofi"):
        await say(sandbox, nexus, name, "agree")
    assert "agreed" in field(card, "State")
    assert not any("any more" in message.content for message in said(sandbox, card))


async def test_what_could_not_be_told_is_told_with_the_next_upload(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    told = len(said(sandbox, card))
    sandbox.faults.fail("POST /channels/{channel_id}/messages", status=403, code=50013, times=1)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    assert len(said(sandbox, card)) == told
    await upload(sandbox, nexus, api_id, 2, USER, "/users/{pk}")
    assert "contract 2 of Shop" in said(sandbox, card)[-1].content


def is_named(sandbox: Sandbox, name: str, words: str) -> bool:
    return f"<@{sandbox.member(name).id}>" in words


async def test_differences_that_a_message_does_not_hold_are_attached_whole(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    many = json.dumps({f"field_{number}": number for number in range(150)})
    card = await ask(sandbox, nexus, returns=many, path="/users/:id", api=str(api_id))
    await agree(sandbox, nexus, card)
    await upload(sandbox, nexus, api_id, 1, USER, "/users/{pk}")
    told = said(sandbox, card)[-1]
    assert "In 150 places" in told.content
    shown = told.content.count("\n- ")
    assert f"and {150 - shown} more" in told.content
    (attached,) = told.attachments
    assert attached.filename == "differences.txt"
    assert attached.data.decode().splitlines()[-1].startswith("response.field_149: agreed")
