"""`nexus contract`: what learners run in their own CI."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.contract_process import Asked, perform
from bot.contracts import ContractError, compare_files
from tests.domain.contracts.comparison.test_rest_changes import shop

ROOT = Path(__file__).resolve().parents[2]
Say = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a token nor a usable database: these commands need none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "")
    monkeypatch.setenv("DATABASE_URL", "nonsense")


def write(path: Path, tree: dict[str, Any]) -> str:
    path.write_text(json.dumps(tree), "utf-8")
    return str(path)


def broken() -> dict[str, Any]:
    tree = shop()
    tree["components"]["schemas"]["Product"]["properties"]["price"] = {"type": "string"}
    tree["components"]["schemas"]["New"]["properties"]["extra"] = {"type": "string"}
    return tree


def test_check_tells_kind_operations_and_warnings(tmp_path: Path, capsys: Say) -> None:
    tree = shop()
    tree["servers"] = [{"url": "https://me:hunter2secret@api.example.com"}]
    tree["paths"]["/products"]["get"]["responses"]["twohundred"] = {"description": ""}
    assert main(["contract", "check", write(tmp_path / "shop.json", tree)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("shop.json: OpenAPI 3.1\n3 operations\n  GET /products\n")
    assert '"twohundred" is no status' in said
    assert "1 secret" in said
    assert "hunter2" not in said


def test_check_counts_warnings_that_are_alike_and_writes_lines_as_editors_do(
    tmp_path: Path, capsys: Say
) -> None:
    paths: dict[str, Any] = {f"/p{number}": {"get": {}} for number in range(20)}
    document = json.dumps(shop() | {"paths": paths}, indent=1)
    (tmp_path / "shop.json").write_text("\n" * 1_500 + document, "utf-8")
    assert main(["contract", "check", str(tmp_path / "shop.json")]) == 0
    said = capsys.readouterr().out
    assert "\n20 warnings\n" in said
    assert "(17 more like it, lines 15" in said
    assert "  Line 15" in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_a_terminal_has_no_letters_for_is_written_all_the_same(
    tmp_path: Path, encoding: str
) -> None:
    tree = shop()
    tree["paths"] = {"/\u30ab\u30d5\u30a7": tree["paths"]["/products"]}
    file = write(tmp_path / "shop.json", tree)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "contract", "check", file],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"GET /" in done.stdout


def test_what_is_no_file_is_said(tmp_path: Path, capsys: Say) -> None:
    for path, fault in ((tmp_path, "Is a directory"), (tmp_path / "no.yml", "No such file")):
        assert main(["contract", "check", str(path)]) == 2
        assert capsys.readouterr().err.startswith(f"nexus: {path}: {fault}")


def test_diff_counts_explains_and_exits_by_what_breaks(tmp_path: Path, capsys: Say) -> None:
    old, new = write(tmp_path / "a.json", shop()), write(tmp_path / "b.json", broken())
    assert main(["contract", "diff", old, new]) == 1
    said = capsys.readouterr().out
    assert "breaking: response 200 application/json /0/price: was number, is string" in said
    assert "add a new field" in said
    assert (
        "safe: request application/json /extra: a new field that may be sent\n    No client" in said
    )
    assert said.endswith("1 breaking, 0 risky, 1 safe\n")
    assert main(["contract", "diff", old, old]) == 0


def test_diff_as_json_has_the_published_shape(tmp_path: Path, capsys: Say) -> None:
    old, new = write(tmp_path / "a.json", shop()), write(tmp_path / "b.json", broken())
    assert main(["contract", "diff", old, new, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {key: report[key] for key in ("breaking", "risky", "safe")} == {
        "breaking": 1,
        "risky": 0,
        "safe": 1,
    }
    change = report["changes"][0]
    assert change.pop("message").startswith("response 200 application/json /0/price: was number")
    assert change == {
        "operation": "GET /products",
        "place": "response 200 application/json /0/price",
        "grade": "breaking",
        "was": "number",
        "is": "string",
    }


GRAPHQL = """
type Query { product(id: ID!, old: Int): Product products: [Product!] top: Product maker: Maker }
type Product { id: ID! price: Float }
type Maker { name: String! city: String }
"""


def graphql(tmp_path: Path) -> tuple[str, str]:
    """Two schemas: a type changed that several operations reach, one that one does, and one."""
    new = GRAPHQL.replace("Float", "Int").replace("city: String", "").replace(", old: Int", "")
    files = tmp_path / "a.graphql", tmp_path / "b.graphql"
    for file, document in zip(files, (GRAPHQL, new), strict=True):
        file.write_text(document, "utf-8")
    return str(files[0]), str(files[1])


def test_what_changed_in_graphql_names_the_operations_that_lead_there(
    tmp_path: Path, capsys: Say
) -> None:
    assert main(["contract", "diff", *graphql(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    heads = [line for line in lines[:-1] if not line.startswith(" ")]
    assert sorted(heads) == [
        "Maker.city (in Query.maker)",
        "Product.price (in Query.product, Query.products and 1 more)",
        "Query.product(old:)",
    ]


def test_as_json_too(tmp_path: Path, capsys: Say) -> None:
    assert main(["contract", "diff", *graphql(tmp_path), "--json"]) == 1
    found = {each["place"]: each for each in json.loads(capsys.readouterr().out)["changes"]}
    assert {place: each["operation"] for place, each in found.items()} == {
        "Maker.city": "Query.maker",
        "Product.price": "Product.price",
        "Query.product(old:)": "Query.product",
    }
    assert found["Product.price"]["message"].startswith(
        "Product.price (in Query.product, Query.products and 1 more): was Float, is Int"
    )
    assert {len(each) for each in found.values()} == {6}


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"hello: [", b"{}"])
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, capsys: Say, content: bytes | None
) -> None:
    bad = tmp_path / "bad.yml"
    if content is not None:
        bad.write_bytes(content)
    good = write(tmp_path / "a.json", shop())
    for arguments in (["check", str(bad)], ["diff", good, str(bad)], ["diff", str(bad), good]):
        assert main(["contract", *arguments]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"nexus: {bad}: ")


def chain(length: int, leaf: str) -> dict[str, Any]:
    """A contract with types of which each holds the next."""
    tree = shop()
    schemas = tree["components"]["schemas"]
    for at in range(length):
        below = {"$ref": f"#/components/schemas/T{at + 1}"}
        schemas[f"T{at}"] = {"type": "object", "properties": {"n": below}}
    schemas[f"T{length}"] = {"type": "object", "properties": {"end": {"type": leaf}}}
    schemas["Product"]["properties"]["chain"] = {"$ref": "#/components/schemas/T0"}
    return tree


def test_types_that_hold_each_other_are_followed_or_the_file_is_refused(
    tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(tmp_path / "a.json", chain(400, "string"))
    new = write(tmp_path / "b.json", chain(400, "integer"))
    assert main(["contract", "diff", old, new, "--json"]) == 1
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert change["place"].endswith("/n/n/end")
    monkeypatch.setattr("bot.contracts.FRAMES", 0)
    with pytest.raises(ContractError, match=r"b\.json"):
        compare_files(Path(old), Path(new))


def test_a_file_that_would_take_for_ever_is_named_with_what_to_mend(
    tmp_path: Path, capsys: Say
) -> None:
    """Python's own engine matches it, where no other thread gets a turn."""
    tree = shop()
    name = f"{'a' * 60}!"
    tree["components"]["schemas"]["New"] = {
        "type": "object",
        "patternProperties": {"^(a+)+$": {}},
        "unevaluatedProperties": False,
        "default": {name: 1},
    }
    file = write(tmp_path / "shop.json", tree)
    assert perform(Asked([file], seconds=1)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"nexus: {file}: I stopped after 1 seconds. Look for a pattern")


def test_both_files_that_cannot_be_read_are_named(tmp_path: Path, capsys: Say) -> None:
    (tmp_path / "old.json").write_bytes(b"{}")
    names = [str(tmp_path / "old.json"), str(tmp_path / "new.json")]
    assert main(["contract", "diff", *names, "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(name in said.err for name in names)


def test_one_document_may_come_from_standard_input(tmp_path: Path) -> None:
    new = write(tmp_path / "b.json", broken())
    ran = subprocess.run(  # noqa: S603 - the command itself
        [sys.executable, "-m", "bot", "contract", "diff", "-", new, "--json"],
        cwd=ROOT,
        input=json.dumps(shop()).encode(),
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert json.loads(ran.stdout)["breaking"] == 1
