"""Nothing that gives access is kept of a document, and nothing else is taken."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given, strategies as st

from domain.contracts.reading.documents import prepare_upload, read_document, thaw
from domain.contracts.reading.redaction import Redaction
from tests.domain.contracts.documents import COLLECTION, OPENAPI_30, SDL, SWAGGER

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N"
SECRETS = {
    "jwt": JWT,
    "password": "s3cretPhrase",
    "token": "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b",
    "key": "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"password": "s3cretPhrase"}, "password"),
        ({"user": {"userPassword": "s3cretPhrase"}}, "password"),
        ({"password2": "s3cretPhrase"}, "password"),
        ({"pin": 48_151}, "password"),
        ({"access_token": "abc123xyz789"}, "token"),
        ({"key": "Authorization", "value": "Token 9944b09199c62bcf9418"}, "token"),
        ({"name": "X-API-Key", "in": "header", "example": "0123abcd9876"}, "key"),
        ({"properties": {"password": {"type": "string", "example": "hunter2!"}}}, "password"),
        ({"properties": {"secret": {"type": "string", "default": "hunter2!"}}}, "key"),
        (f"curl -H 'Authorization: Bearer {JWT}'", "jwt"),
        ("postgres://shop:hunter2@db/shop", "password"),
        ("https://x.io/?page=1&access_token=abcdef0123", "token"),
        ('{"username": "ada", "password": "hunter2!"}', "password"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "private-key"),
        ({"stripe": SECRETS["key"]}, "key"),
        ("write to ada.l@lovelace.dev", "email"),
        ({JWT: 1}, "jwt"),
    ],
)
def test_what_gives_access_is_taken_out(value: object, kind: str) -> None:
    redaction = Redaction()
    cleaned = json.dumps(redaction.tree(value))  # type: ignore[arg-type] # JSON, in a table
    assert [each.kind for each in redaction.taken] == [kind]
    for piece in (
        "s3cret",
        "hunter2",
        "9944",
        "abc123",
        "0123",
        "eyJ",
        "lovelace",
        "MIIE",
        "48151",
    ):
        assert piece not in cleaned
    assert len(redaction.taken[0].hint) <= 4


@pytest.mark.parametrize(
    "value",
    [
        {"password": "string"},
        {"password": "{{password}}"},
        {"token": "<your token>"},
        {"token": "your-token-here"},
        {"password": ["This field may not be blank."]},
        {"properties": {"password": {"type": "string", "description": "At least 8 characters"}}},
        {"tokenUrl": "https://shop.example.com/token"},
        {"description": "Bearer authentication. Send the header Authorization: Bearer {token}."},
        {"email": "user@example.com"},
        {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
        {"secret": True},
        "type Query { token(password: String!): String }",
        OPENAPI_30,
        SWAGGER,
        COLLECTION,
        SDL,
    ],
)
def test_what_only_speaks_of_it_is_left_alone(value: object) -> None:
    redaction = Redaction()
    assert redaction.tree(value) == value  # type: ignore[arg-type] # JSON
    assert redaction.taken == []


def test_of_a_collection_nothing_is_kept_and_each_is_named_with_its_line() -> None:
    document = deepcopy(COLLECTION)
    document["auth"]["bearer"][0]["value"] = SECRETS["jwt"]
    login = document["item"][0]["item"][0]
    login["request"]["body"]["raw"] = json.dumps({"password": SECRETS["password"], "pin": 48_151})
    login["request"]["header"].append({"key": "X-Token", "value": SECRETS["token"]})
    login["response"][0]["body"] = json.dumps({"data": {"stripe_secret": SECRETS["key"]}})
    login["event"] = [{"script": {"exec": [f"pm.set('key', '{SECRETS['key']}')"]}}]
    upload = prepare_upload(read_document(json.dumps(document, indent=1).encode()))
    kept = repr(upload) + repr(thaw(upload.model))
    assert not [secret for secret in (*SECRETS.values(), "48151") if secret in kept]
    places = [each.place for each in upload.secrets]
    assert any('"Log in"' in place and "header" in place for place in places)
    assert all(each.line and each.line > 1 for each in upload.secrets)


@given(
    st.sampled_from(sorted(SECRETS)),
    st.lists(st.sampled_from(["info", "x-note", "example", "description", "list"]), max_size=4),
)
def test_wherever_a_secret_stands_it_is_not_kept(kind: str, path: list[str]) -> None:
    name = {"jwt": "note", "key": "note", "token": "apiToken"}.get(kind, kind)
    value: object = {name: SECRETS[kind]}
    for part in reversed(path):
        value = [value] if part == "list" else {part: value}
    cleaned = json.dumps(Redaction().tree({"x": value}))  # type: ignore[dict-item] # JSON
    assert SECRETS[kind] not in cleaned
