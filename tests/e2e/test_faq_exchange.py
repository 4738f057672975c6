"""Entries as files: a round trip changes nothing, and nothing happens unseen."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

import pytest

from sandbox.client import CannotDoError, Sandbox, Seen
from tests.e2e.faq import QUESTION, edit, publish

pytestmark = pytest.mark.usefixtures("nexus")

ENTRY = """---
id: caching
title: How do I cache a view?
topics:
- Django
aliases:
- 'cache_page: how?'
state: published
---
With `cache_page`.
"""


def packed(files: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


async def bring(sandbox: Sandbox, name: str, data: bytes) -> Seen:
    return await sandbox.member("mara").slash("faq import", file=(name, data))


async def export(sandbox: Sandbox, format: str = "markdown") -> dict[str, bytes]:  # noqa: A002 - the option's name
    shown = await sandbox.member("mara").slash("faq export", format=format)
    ((_, data),) = shown.files
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_one_file_is_shown_then_imported(sandbox: Sandbox) -> None:
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    shown = await bring(sandbox, "caching.md", ENTRY.encode())
    assert "1 new" in shown.text
    assert "How do I cache a view?" in shown.files[0][1].decode()
    assert "Nothing here yet" in (await femi.slash("faq list")).text
    done = await mara.click("Import 1", on=shown)
    assert "1 new, 0 changed" in done.text
    assert "cache_page" in (await femi.slash("faq show", entry="cache_page: how?")).text
    with pytest.raises(CannotDoError):
        await mara.click("Import 1", on=done)


@pytest.mark.parametrize("format", ["markdown", "json"])
async def test_a_round_trip_changes_nothing(sandbox: Sandbox, format: str) -> None:  # noqa: A002 - the option's name
    await publish(sandbox, Files=[("a.png", b"PNG")], Topics=["Django"])
    mara = sandbox.member("mara")
    await mara.slash("faq alias", entry="1", add="N+1: 'queries'")
    form = await mara.slash("faq publish")
    await mara.fill(form, {"Question": "A draft?", "Answer": "# Not yet\n\n---\n\n- x"})
    await mara.slash("faq retire", entry="2")
    before = await export(sandbox, format)
    data = packed(before)
    shown = await bring(sandbox, "faq.zip", data)
    assert "0 new" in shown.text
    assert "**0 changed**" in shown.text
    assert "2 the same" in shown.text
    assert "0 conflicting" in shown.text
    assert shown.components == []
    assert await export(sandbox, format) == before


async def test_what_was_changed_since_is_a_conflict(sandbox: Sandbox) -> None:
    await publish(sandbox)
    files = await export(sandbox)
    await edit(sandbox, "1", Answer="Changed on the server.")
    (name,) = files
    mine = files[name].replace(b"Because of", b"In my file because of")
    shown = await bring(sandbox, "faq.zip", packed({name: mine}))
    assert "1 conflicting" in shown.text
    mara = sandbox.member("mara")
    done = await mara.click("Import 1, overwriting conflicts", on=shown)
    assert "1 changed" in done.text
    assert "In my file" in (await mara.slash("faq show", entry=QUESTION)).text
    history = await mara.slash("faq history", entry="1")
    assert "imported" in history.text


async def test_nothing_is_imported_after_a_cancel(sandbox: Sandbox) -> None:
    mara = sandbox.member("mara")
    shown = await bring(sandbox, "caching.md", ENTRY.encode())
    dropped = await mara.click("Cancel", on=shown)
    assert "Nothing was imported" in dropped.text
    assert "Nothing here yet" in (await mara.slash("faq list")).text


async def test_each_fault_is_named_with_its_line(sandbox: Sandbox) -> None:
    data = packed(
        {
            "entries/good.md": ENTRY,
            "entries/again.md": ENTRY,
            "entries/colon.md": ENTRY.replace("How do I", "Why: how do I").replace(
                "caching", "colon"
            ),
            "entries/state.md": ENTRY.replace("caching", "state").replace("published", "public"),
            "entries/id.md": ENTRY.replace("caching", "No Good"),
            "entries/bytes.md": b"---\nid: x\n\xff---\n",
            "../climbs/out.md": ENTRY.replace("caching", "climbing"),
            "/absolute.md": ENTRY.replace("caching", "absolute"),
            "README.md": "# Read me",
        }
    )
    shown = await bring(sandbox, "faq.zip", data)
    assert "1 new" in shown.text
    report = shown.files[0][1].decode()
    for path, fault in {
        "entries/again.md": "line 1: the id caching is in entries/good.md too",
        "entries/colon.md": "line 3: the front matter isn't plain YAML",
        "entries/state.md": "line 8: state has to be",
        "entries/id.md": "line 2: id has to be",
        "entries/bytes.md": "line 3: not a text in UTF-8",
        "../climbs/out.md": "leads out of the zip",
        "/absolute.md": "leads out of the zip",
        "README.md": "line 1: no front matter",
    }.items():
        (line,) = [line for line in report.splitlines() if f"\t{path}\t" in line]
        assert fault in line, line


async def test_a_broken_zip_is_refused(sandbox: Sandbox) -> None:
    whole = packed({"entries/good.md": ENTRY})
    for data in (whole[:40], whole[: len(whole) // 2], b"PK\x03\x04nonsense"):
        assert "damaged" in (await bring(sandbox, "faq.zip", data)).text
    bent = bytearray(whole)
    bent[60] ^= 0xFF
    shown = await bring(sandbox, "faq.zip", bytes(bent))
    assert "cannot be read" in shown.text.lower() or "damaged" in shown.text
    assert "There is no entry in it" in (await bring(sandbox, "faq.zip", packed({"x": b"1"}))).text


async def test_a_zip_bomb_is_refused(sandbox: Sandbox) -> None:
    bomb = packed({f"entries/{n}.md": b"0" * (1 << 20) for n in range(70)})
    assert len(bomb) < 1 << 20
    shown = await bring(sandbox, "faq.zip", bomb)
    assert "more than 64 MiB" in shown.text
    lying = packed({"entries/big.md": b"0" * (3 << 20)})
    shown = await bring(sandbox, "faq.zip", lying)
    assert "larger than 1 MiB" in shown.text


async def test_json_is_imported_too(sandbox: Sandbox) -> None:
    document = {
        "version": 1,
        "entries": [
            {"id": "caching", "title": "How do I cache a view?", "answer": "With it."},
            {"id": "wrong", "title": 3, "answer": "x"},
        ],
    }
    shown = await bring(sandbox, "faq.json", json.dumps(document).encode())
    assert "1 new" in shown.text
    assert "line 2: no title" in shown.files[0][1].decode()
    for broken in (b"{", b'{"entries": 3}', b'{"a": ' * 5_000):
        refused = await bring(sandbox, "faq.json", broken)
        assert "1 that cannot be read" in refused.text


async def test_ten_thousand_entries_come_in_while_others_are_answered(sandbox: Sandbox) -> None:
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    many = {
        f"entries/e{n}.md": ENTRY.replace("caching", f"e{n}")
        .replace("view?", f"view {n}?")
        .replace("page: how", f"page {n}")
        for n in range(10_000)
    }
    options = {"file": mara.upload(("faq.zip", packed(many)))}
    asked = mara.begin_slash("faq import", options, sandbox.channel("general"))
    await sandbox.until(lambda: asked.message_ids)
    planned = mara.seen(asked)
    assert "**10000 new**" in planned.text
    pressed = mara.begin_click("Import 10,000", on=planned)
    for _ in range(30):  # each within the seconds that the sandbox allows
        assert "The FAQ" in (await femi.slash("faq list")).text
    assert "Imported" not in mara.seen(pressed).text, "that would have been too easy"
    await sandbox.until(lambda: "10,000 new" in mara.seen(pressed).text)
    assert "view 9999?" in (await femi.slash("faq show", entry="how do I cache a view 9999")).text


async def test_an_import_is_the_moderators_own(sandbox: Sandbox) -> None:
    shown = await bring(sandbox, "caching.md", ENTRY.encode())
    button = next(c for row in shown.components for c in row["components"])
    zoe = sandbox.add_member("zoe", roles=["Moderator"])
    assert shown.message is not None
    shown.message.visible_to = None
    refused = await zoe.click(custom_id=button["custom_id"], on=shown)
    assert "begin again" in refused.text
