"""Nothing that gives access is kept of a document, and nothing else is taken."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given, strategies as st

from domain.contracts.reading.bounds import RefusedError
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

PLACEHOLDERS = ("<token>", "&lt;token&gt;", "{{access token}}", "ACCESS_TOKEN", "eyJhbGciOi...")


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
        ({"password": "hunter2! again"}, "password"),
        ({"key": "password", "value": "my dog ate hunter2!"}, "password"),
        ({"password": "my-hunter2!"}, "password"),
        ({"newpassword": "hunter2!"}, "password"),
        ({"pass": "hunter2!"}, "password"),
        ({"mot_de_passe": "hunter2!"}, "password"),
        ({"JWTToken": "abc123xyz789"}, "token"),
        ({"consumerKey": "abc123xyz789"}, "key"),
        ({"key": "Cookie", "value": "csrftoken=hunter2!; sessionid=abc123; theme=dark"}, "token"),
        ({"key": "Set-Cookie", "value": "sessionid=abc123; HttpOnly; SameSite=Lax"}, "token"),
        ({"key": "tokenAdmin", "value": SECRETS["token"]}, "token"),
        ({"key": SECRETS["token"]}, "token"),
        ({"key": "appid", "value": "0123456789abcdef0123456789abcdef"}, "token"),
        ({"apikey": [{"key": "value", "value": "0123abcd9876"}]}, "key"),
        ({"apikey": {"key": "X-Any", "value": "0123abcd9876", "in": "header"}}, "key"),
        ({"name": "token", "in": "query", "schema": {"example": "abc123xyz789"}}, "token"),
        ({"headers": {"X-Token": {"schema": {"example": "abc123xyz789"}}}}, "token"),
        ({"properties": {"password": {"anyOf": [{"example": "hunter2!"}]}}}, "password"),
        ({"variables": {"apiKey": {"default": "0123abcd9876"}}}, "key"),
        (f"Authorization: {SECRETS['token']}", "token"),
        ("curl -H 'X-API-Key: 0123abcd9876' http://localhost", "key"),
        ("SECRET_KEY = 'hunter2#=8&x*abc'", "key"),
        ("DB_PASSWORD=hunter2abc", "password"),
        ("Test account: admin, password: hunter2", "password"),
        ("| password | `hunter2` |", "password"),
        ('pm.environment.set("token", "abc123xyz789")', "token"),
        (r"{\"password\": \"hunter2!\"}", "password"),
        ('{"pass": "hunter2! abc"}', "password"),
        ("postgres://shop:s3cret@hunter2@db/shop", "password"),
        ("https://api.x.io/weather?q=Accra&appid=0123456789abcdef", "token"),
        ("https://hooks.slack.com/" + "services/T0001/B0001/abc123xyz789abc123xyz789", "token"),
        ("https://discord.com/api/" + f"webhooks/{'1' * 18}/{'abc123xyz789' * 5}", "token"),
        ("110201543" + ":AAHdqTcvCH1abc123fSeofSAs0K5PALDsawX", "token"),
        ("django-" + "insecure-hunter2#=8x*abc", "key"),
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
        {"pass": 12, "fail": 3},
        {"password": ["Too short"], "token": "Invalid token", "pin": "Required"},
        {"password": "required|string|min:8"},
        {"token": "http://localhost:8000/api/token/", "password": "/api/password/"},
        {"discriminator": {"mapping": {"token": "#/components/schemas/Token"}}},
        {"security": [{"token": ["read", "write"]}]},
        {"properties": {"token": {"type": "string", "enum": ["access", "refresh"]}}},
        {"apikey": [{"key": "key", "value": "X-Any"}, {"key": "in", "value": "header"}]},
        {"info": {"contact": {"email": "help@shop.dev"}}},
        {"next_page_token": "abc123xyz789", "token_type": "Bearer"},
        [{"key": "Authorization", "value": f"Bearer {each}"} for each in PLACEHOLDERS],
        "git clone git@github.com:shop/shop.git",
        "Password: at least 8 characters. The token: a RefreshTokenSerializer.",
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


def test_a_secret_is_named_once_however_often_it_stands() -> None:
    document = deepcopy(COLLECTION)
    for item in document["item"]:
        item["note"] = f"Bearer {JWT}"
    document["info"]["description"] = "ask ada.l@lovelace.dev"
    upload = prepare_upload(read_document(json.dumps(document, indent=1).encode()))
    assert [(each.kind, each.count) for each in upload.secrets] == [("jwt", 2), ("email", 1)]


def test_a_secret_is_taken_out_where_nothing_tells_that_it_is_one() -> None:
    document = deepcopy(COLLECTION)
    document["info"]["name"] = f"Shop {SECRETS['token']}"
    document["info"]["version"] = SECRETS["token"]
    document["variable"].append({"key": "token", "value": SECRETS["token"]})
    document["variable"].append({"key": "password", "value": "admin"})
    reading = read_document(json.dumps(document).encode())
    assert (reading.contract.title, reading.contract.version) == ("Shop REDACTED", "REDACTED")
    assert reading.contract.operations[0].path == "/api/v1/login"


def test_an_address_with_a_password_keeps_its_host() -> None:
    document = deepcopy(COLLECTION)
    document["variable"] = [{"key": "base", "value": "https://me:hunter2@api.shop.dev/v1?key=a"}]
    reading = read_document(json.dumps(document).encode())
    assert reading.contract.servers == ("https://me:REDACTED@api.shop.dev",)
    assert reading.contract.operations[0].path == "/v1/login"
    assert [each.kind for each in reading.secrets] == ["password"]


def test_where_a_secret_stood_is_said_without_it() -> None:
    document = {
        **OPENAPI_30,
        "x-list": [{"name": "ada.l@lovelace.dev", JWT: "DB_PASSWORD=hunter2"}],
    }
    upload = prepare_upload(read_document(json.dumps(document).encode()))
    assert len(upload.secrets) == 3
    assert "eyJ" not in "".join(each.place for each in upload.secrets)
    assert "lovelace" not in repr(upload)


def test_of_a_schema_the_types_stay_and_secrets_are_told_by_their_lines() -> None:
    sdl = (
        f'"""\nask ada.l@lovelace.dev\n"""\ntype Query {{ secret: Int32! # {JWT}\n}}\nscalar Int32'
    )
    reading = read_document(sdl.encode())
    assert [(each.kind, each.line) for each in reading.secrets] == [("jwt", 4), ("email", 2)]
    assert reading.contract.operations[0].responses[0].media["application/json"].schema == {
        "$ref": "#/types/Int32",
        "x-graphql": "Int32!",
    }


@pytest.mark.parametrize(
    "document",
    [
        '{"openapi": "3.0.0",\n "password": "hunter2" "a": 1}',
        '{"openapi": "3.0.0",\n "password" "hunter2"}',
        '{"item": [{"key": "a", "value": "hunter2" "type": "text"}]}',
        "openapi: 3.0.0\n password: hunter2\nb: [",
        "openapi: 3.0.0\npassword: hunter2: x",
        'type Query {\n a: Int; # password: "hunter2"\n}',
        f"hello: 1\n{JWT}: 2",
    ],
)
def test_a_refusal_does_not_show_it(document: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_document(document.encode())
    assert "hunter2" not in repr(refused.value.values)
    assert "eyJ" not in repr(refused.value.values)


@pytest.mark.parametrize(
    "line",
    [
        '{"openapi":"3.0.3",,',
        '{"version": "v1.2", "status": "200",,',
        '{"version": "1.0.0-beta.2",,',
        '{"/users/2": "Returns 2 users"',
        '{"path": "/api/v1/users",,',
    ],
)
def test_a_refusal_shows_what_is_no_secret(line: str) -> None:
    assert Redaction().line(line) == line


@pytest.mark.parametrize("secret", ["hunter2", "83911204", "a1b2c3", "x7.9k.2", "1.2.3.4.5.6"])
def test_a_line_that_was_refused_loses_what_may_be_a_secret(secret: str) -> None:
    assert secret not in Redaction().line(f'{{"a": "{secret}",,')


@pytest.mark.parametrize("line", ['{"token": "3.0.7",,', '{"key": "password", "value": "3.0.7"'])
def test_what_a_name_tells_is_a_secret_in_any_form(line: str) -> None:
    assert "3.0.7" not in Redaction().line(line)


def test_a_warning_does_not_show_it() -> None:
    document = f'{{"openapi": "3.0.0", "paths": {{}}, "x": {{"{JWT}": 1, "{JWT}": 2}}}}'
    faults = read_document(document.encode()).faults
    assert "duplicate-key" in [each.rule for each in faults]
    assert "eyJ" not in repr(faults)


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
