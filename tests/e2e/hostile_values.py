"""Bad values that members type, upload and forge, and the custom ids of what there is."""

from __future__ import annotations

import inspect
import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import product
from typing import Annotated, Any, get_args, get_origin

from cogs.ui.client import Form
from cogs.ui.items import MAX_CUSTOM_ID, PREFIX
from sandbox.wire.components import LABEL, TEXT_INPUT
from sandbox.world.models import Json
from tests.nexus import Nexus

STRANGER, QUIET = 4_200_000_000_000_000_001, 4_200_000_000_000_000_002
"""Ids of a member and a role that only texts name: nothing else may ping them."""
NUMBERS = ("0", "1", "#2", "3", "-1", "1.5", "1e9", "0x1", "9" * 19, "9" * 20, "9" * 4_000)
SCRIPTS = ("\uff11\uff12", "\u0663", "\u00b2", "1_0", "\U0001d7d9", "\u2167")
INVISIBLE = (" ", "\n", "\u00a0", "\u3164", "\u2800", "\u200b\u200d\ufeff", "\u00ad", "\U000e0041")
CONTROL = (
    *("\0", "a\0b", "\x07\x1b[31m", "\x7f\x80\x9f", "\u202eabc\u202c", "\u2066\u2069x"),
    *("\ufffe\uffff", "a" + "\u0301" * 1_000, "\r\n\u2028\u2029\x0b\x0c"),
)
MARKUP = (
    *("\\" * 4_000, "[" * 4_000, "`" * 1_001, "*" * 2_000, "|" * 2_000, ">" * 500, "\n " * 1_500),
    *("```py\nnever closed", "```\n```\n```", "# heading\n> quote\n- list", "~~||__**x**__||~~"),
    *("[x](https://evil.example)", "[[x]](https://evil.example)", "[x](<https://evil.example>)"),
    *("https://discord.gg/abc", "discord.com/invite/abc", "disc\u00adord.gg/abc", "http://["),
)
MENTIONS = (
    *("@everyone", "@here", "@\u200beveryone", f"<@{STRANGER}>", f"<@!{STRANGER}>"),
    *(f"<@&{QUIET}>", "<#1>", "</ask:1>", "<t:99999999999999999999:R>", "<a:x:1>", "<id:home>"),
    f"@everyone <@{STRANGER}> <@&{QUIET}> @here",
)
SYNTAX = (
    *("'; DROP TABLE questions; --", '" OR 1=1 --', "a NEAR(b", '"unclosed', "a* AND NOT (", "%"),
    *("col:x ^a", "-", "%s %d %n", "{} {0.__class__}", "{ $name }", "${jndi:ldap://x}", "$(id)"),
    *("../../etc/passwd", "<script>alert(1)</script>", "-----BEGIN PRIVATE KEY-----", "null"),
    *(
        '{"id": "\\ud800"}',
        '{"a": 1e999, "a": NaN}',
        "[" * 500 + "]" * 500,
        '{"\\u0000": "\\u0000"}',
    ),
)
TIMES = (
    *(
        "9999-12-31 23:59",
        "0000-01-01",
        "2026-02-30 25:61",
        "in 99999999999 years",
        "in -5 minutes",
    ),
    *("tomorrow 18:00 Mars/Phobos", "18:00 +99:99", "every 0 days", "\u0661\u0668:\u0660\u0660"),
    *("FREQ=SECONDLY;COUNT=999999999", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "Etc/GMT+99"),
    *("1970-01-01T00:00:00Z/P1Y", "every second monday until 9999", "today, tomorrow; 18:00;;;"),
)
NAMES = (
    *("GET /" + "a/" * 1_500, "Query.", "/{", "/users/{id}/{id}", ".", "GET", "q:1", "f:1", "a:1"),
    *("1 \u00b7 #99999999999999999999.1", "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 300),
    *("x" * 6_000, "\U0001f600" * 3_000, "\u1f80" * 3_000, "a,b;c|d\te", "quetz", "okap"),
    *("https://discord.com/channels/1/2/99999999999999999999", "https://discord.com/channels/@me"),
)
TEXTS = (
    *NUMBERS,
    *SCRIPTS,
    *INVISIBLE,
    *CONTROL,
    *MARKUP,
    *MENTIONS,
    *SYNTAX,
    *TIMES,
    *NAMES,
)
SPOKEN = (
    MENTIONS[-1],
    *MARKUP[:2],
    MARKUP[-7],
    MARKUP[-4],
    CONTROL[4],
    SYNTAX[6],
    NAMES[10],
    *SYNTAX[-4:-2],
)
"""A few of them, to be carried to where Nexus posts them."""


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def _contract(**changes: object) -> bytes:
    whole = {"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {}}
    return json.dumps(whole | changes).encode()


_ENTRY = "---\nid: %s\ntitle: %s\n%s---\n%s"
_CYCLE = {
    "schemas": {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}}
}
_GET = {
    "get": {"summary": f"@everyone <@{STRANGER}>", "responses": {"200": {"description": "\ud800"}}}
}
FILES: tuple[tuple[str, bytes], ...] = (
    *(
        ("", b"x"),
        ("empty.json", b""),
        ("nul\0.json", b"\0" * 100),
        ("x.json", b"{"),
        ("x.md", b"\xff\xfe"),
    ),
    *(
        ("deep.json", b"[" * 50_000),
        ("nan.json", b'{"openapi": NaN}'),
        ("list.json", b"[1]"),
        ("text.json", b'"x"'),
    ),
    *(
        ("big.json", b'{"openapi": "3.0.3", "x": ' + b"9" * 5_000 + b"}"),
        ("dup.json", b'{"a": 1, "a": 2}'),
    ),
    *(
        ("ok.json", _contract()),
        ("paths.json", _contract(paths=[])),
        ("cycle.json", _contract(components=_CYCLE)),
    ),
    *(
        ("half.json", _contract(paths={"/\ud800/{id}": _GET})),
        ("info.json", _contract(info={"title": ["x"]})),
    ),
    *(("remote.json", _contract(components={"schemas": {"A": {"$ref": "http://127.0.0.1:1/x"}}})),),
    *(
        ("local.yaml", b"openapi: 3.0.3\ninfo: {$ref: /etc/passwd}\npaths: {}\n"),
        ("tab.yaml", b"a:\n\t- b"),
    ),
    *(
        (
            "laughs.yaml",
            b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(9)),
        ),
    ),
    *(
        ("object.yaml", b"!!python/object/apply:os.system ['true']"),
        ("stamp.yaml", b"openapi: !!timestamp x"),
    ),
    *(("half.yaml", b'openapi: 3.0.3\ninfo: {title: "\\ud800", version: 1}\npaths: {}\n'),),
    *(
        ("schema.graphql", b"type Query { a: B }"),
        ("s.graphql", b"type Query {" * 3_000),
        ("x.graphql", b'"""'),
    ),
    *(
        (
            "postman.json",
            b'{"item": 1, "info": {"schema": "https://schema.getpostman.com/json/collection/v2"}}',
        ),
    ),
    *(
        ("entry.md", (_ENTRY % ("x", "@everyone", "", f"<@{STRANGER}>")).encode()),
        ("front.md", b"---\nid: ["),
    ),
    *(("review.md", (_ENTRY % ("x", "y", "review_by: 0000-99-99\n", "z")).encode()),),
    *(
        ("half.md", (_ENTRY % ("x", '"\\ud800"', "", "z")).encode()),
        ("files.md", (_ENTRY % ("x", "y", "files: [../x]\n", "z")).encode()),
    ),
    *(
        (
            "half.json",
            b'{"version": 1, "entries": [{"id": "x", "title": "\\ud800", "answer": "\\udfff"}]}',
        ),
    ),
    *(
        ("entries.csv", b'a,"b\n'),
        ("bomb.zip", _zipped({"a.md": b"\0" * 60_000_000})),
        ("cut.zip", b"PK\x05\x06"),
    ),
    *(
        ("up.zip", _zipped({"../../x.md": b"x", "/y.md": b"y", "c:\\z.md": b"z"})),
        ("torn.zip", _zipped({"a.md": b"x" * 99})[:-30]),
    ),
    *(
        ("many.zip", _zipped({f"{n}.md": b"---\nid: [" for n in range(2_000)})),
        ("nest.zip", _zipped({"a.zip": _zipped({"b": b"c"})})),
    ),
    *(
        ("image.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 100),
        ("bomb.gif", b"GIF89a\xff\xff\xff\xff"),
        ("\u202egnp.exe", b"MZ"),
    ),
    *(
        ("@everyone.txt", b"@everyone"),
        ("a" * 260 + ".md", b"x"),
        ("../../x.md", b"x"),
        ("large.txt", b"x" * 9_000_000),
    ),
)
ATTACHMENTS = [(name[:40], (name, data)) for name, data in FILES]
"""Names to report, and the files themselves."""


MOST_COMBINED = 24
"""Custom ids of what exists that are tried of one item."""


# Custom ids


def items_of(nexus: Nexus) -> list[type[Any]]:  # Any: items of several kinds
    """Every item that the running bot recognises."""
    client: Any = nexus.app.client  # Any: discord.py's store is its own
    known = client._connection._view_store._dynamic_items.values()
    return sorted(known, key=lambda item: str(item.name))


def words_of(kind: Any, numbers: Iterable[int] = (1,)) -> list[str]:  # Any: a type or a union
    """Every word that is read as `kind`; of numbers those that are there."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(each.value) for each in kind]
    known = {int: [str(number) for number in numbers], str: ["open"]}
    if isinstance(kind, str) or kind in known:
        return [kind] if isinstance(kind, str) else known[kind]
    if get_origin(kind) is Annotated:
        return ["0", "1"]
    return [word for each in get_args(kind) for word in words_of(each, numbers)]


def right_ids(name: str, kinds: Sequence[Any], numbers: Sequence[int]) -> list[str]:
    """Custom ids of what exists, as far as the numbers do."""
    return [
        made_of(name, parts)
        for number in numbers
        for parts in product(*(words_of(kind, (number,)) for kind in kinds))
    ]


def ids_of(name: str, kinds: Sequence[Any], numbers: Sequence[int]) -> list[str]:
    """Custom ids of what exists, and of what nobody could have made."""
    made = right_ids(name, kinds, numbers)
    step = max(1, len(made) // MOST_COMBINED)
    right = [words_of(kind)[0] if words_of(kind) else "1" for kind in kinds]
    forged = [[*right, "1"], *([right[:-1]] if right else [])]
    for place in range(len(kinds)):
        forged += [[*right[:place], text, *right[place + 1 :]] for text in BAD_PARTS]
    made = [*dict.fromkeys(made[::step]), *(made_of(name, parts) for parts in forged)]
    return [each for each in dict.fromkeys(made) if len(each) <= MAX_CUSTOM_ID]


BAD_PARTS = ("", "0", "-1", "9" * 20, "9" * 19, "\u0663", "1_0", "x", "\0", "\u202e1", "{}", "%s")


def made_of(name: str, parts: Iterable[str]) -> str:
    return ":".join((PREFIX, name, *parts))


# Forms


FIELDS = re.compile(r'(?:written|chosen|get)\(\s*"(\w+)"|custom_id="(\w+)"')


def opens_form(item: type[Any]) -> bool:  # Any: items of several kinds
    """Say whether the code of an item speaks of a form."""
    return "form" in inspect.getsource(item)


def unopened(form: type[Form]) -> Json:
    """Make a form that nothing opened, with the fields that its module names."""
    module = inspect.getmodule(form)
    assert module is not None
    names = re.findall(
        r'(?:written|chosen|get)\(\s*"(\w+)"|custom_id="(\w+)"', inspect.getsource(module)
    )
    fields = dict.fromkeys(["text", *(first or second for first, second in names)])
    return {
        "components": [
            {"type": LABEL, "id": 1, "component": {"type": TEXT_INPUT, "id": 2, "custom_id": each}}
            for each in fields
        ]
    }
