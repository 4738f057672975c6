"""Faults of JSON and YAML: people are shown one place, whichever Python reads the text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.contracts.reading.bounds import RefusedError
from domain.contracts.reading.documents import read_document
from domain.endpoints.shapes import check_json
from domain.faq.files import EntryFileError, from_json

ROOT = Path(__file__).parents[2]

JSON = [
    ('{\n  "id": 1,\n}', 2, 10, "trailing"),
    ("[1,\n 2 , ]", 2, 4, "trailing"),
    ('{"a": [1, ],}', 1, 9, "trailing"),
    ('[{"a": 1},\r\n {"b": 2,\r\n}]', 2, 9, "trailing"),
    ('{"a": ",]",\n"b": [","\n,]}', 3, 1, "trailing"),
    ("[1,,]", 1, 4, "value"),
    ("{,}", 1, 2, "name"),
    ("[,]", 1, 2, "value"),
    ('{"a":\n\n  "b",\n  ,}', 4, 3, "name"),
    ('{"a": 1,]', 1, 9, "name"),
    ("[1,}", 1, 4, "value"),
    ('{"a": 1,', 1, 9, "name"),
    ("[1,", 1, 4, "value"),
    ('{"a": 1 "b": 2}', 1, 9, "comma"),
    ('{"a" 1}', 1, 6, "colon"),
    ("{a: 1}", 1, 2, "name"),
    ("{'a': 1}", 1, 2, "name"),
    ('{"a": }', 1, 7, "value"),
    ('{"a": 1', 1, 8, "comma"),
    ('{"a": "x', 1, 7, "unterminated"),
    ('"\\', 1, 1, "unterminated"),
    ('["x\ny"]', 1, 4, "control"),
    ('["\\x"]', 1, 3, "escape"),
    ('["\\u12"]', 1, 4, "escape"),
    ('{"a": 1} {"b": 2}', 1, 10, "extra"),
    ("[01]", 1, 3, "comma"),
    ("[1.]", 1, 3, "comma"),
    ("[-]", 1, 2, "value"),
    ("[+1]", 1, 2, "value"),
    ("[tru]", 1, 2, "value"),
    ('{"a": NaN}', 1, 7, "constant"),
    ("[-Infinity]", 1, 2, "constant"),
    ("[1, // x\n 2]", 1, 5, "value"),
    ("[1,\x0b]", 1, 4, "value"),
    ("[1,\u00a0]", 1, 4, "value"),
    ("\ufeff{}", 1, 1, "mark"),
    ("[" * 29 + "x", 1, 30, "value"),
    ("[" * 31 + "x", 1, 1, "deep"),
    ("[" * 4_000, 1, 1, "deep"),
    ('{"a":' * 4_000, 1, 1, "deep"),
    ("[" * 1_500 + "]" * 1_500, 1, 1, "deep"),
    ("[" * 4_000 + "NaN", 1, 1, "deep"),
    ("[" + "9" * 5_000 + "[" * 4_000, 1, 1, "deep"),
    ("[" + "9" * 5_000 + "]", 1, 1, "too-much"),
]

DOCUMENTS = [
    ("a: [1, 2", "yaml", 2, 1),
    ("a: {b: 1", "yaml", 2, 1),
    ("a: b: c", "yaml", 1, 5),
    ("- a\nb: 1", "yaml", 2, 1),
    ('a: "x', "yaml", 1, 4),
    ("a: 'x\n\nb: 1", "yaml", 1, 4),
    ("a:\n\tb: 1", "yaml", 2, 1),
    ("a: @x", "yaml", 1, 4),
    ("a: %x", "yaml", 1, 4),
    ("a: 1\n b: 2", "yaml", 2, 3),
    ("a: 1\nb", "yaml", 3, 1),
    ("a: \x01", "yaml", 1, 4),
    ("--- a\n... b\n", "yaml", 2, 5),
    ("key: [a, b]]", "yaml", 1, 12),
    ("a: *x", "alias", 1, None),
    ("a: &x\n b: *x\n", "alias", 2, None),
    ("? {a: 1}\n: 2", "key", 1, None),
    ("[1,\n 2", "json", 2, 3),
    ('{"a": 1,\n "b" 2}', "json", 2, 6),
    ('{"a": tru e, ]}', "json", 1, 7),
    ("[" * 200 + "x", "depth", None, None),
    ('{"a": ' * 5_000, "depth", None, None),
    ('{"a": ' * 5_000 + "1" + "}" * 5_000, "depth", None, None),
]


@pytest.mark.parametrize(("text", "line", "column", "rule"), JSON)
def test_a_fault_of_json_has_one_place_and_one_word(
    text: str, line: int, column: int, rule: str
) -> None:
    fault = check_json(text)
    assert fault is not None
    assert (fault.line, fault.column, fault.rule) == (line, column, rule)
    if rule not in ("deep", "constant", "mark"):  # entries nest as deep, and may begin with a mark
        with pytest.raises(EntryFileError) as refused:
            next(from_json(text))
        assert (refused.value.problem, refused.value.line) == ("faq-file-bad-json", line)


@pytest.mark.parametrize(("text", "problem", "line", "column"), DOCUMENTS)
def test_a_fault_of_a_description_has_one_place(
    text: str, problem: str, line: int | None, column: int | None
) -> None:
    with pytest.raises(RefusedError) as refused:
        read_document(text.encode())
    assert refused.value.problem == f"contracts-refused-{problem}"
    assert (refused.value.values.get("line"), refused.value.values.get("column")) == (line, column)


def test_a_needless_comma_of_a_description_is_named_where_it_stands() -> None:
    reading = read_document(b'{"swagger": "2.0",\n "info": {"title": "T"},\n "paths": {},\n}')
    said = next(each for each in reading.faults if each.rule == "relaxed-json")
    assert (said.line, said.values) == (
        3,
        {"fault": "Illegal trailing comma before end of object"},
    )


def located(tree: ast.AST) -> Iterator[ast.Try]:
    """Where JSON is read by Python's own function, and the place of its fault is looked at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try):
            body = "\n".join(map(ast.unparse, node.body))
            handlers = "\n".join(map(ast.unparse, node.handlers))
            if "json.loads(" in body and ("JSONDecodeError" in handlers or "lineno" in handlers):
                yield node


def test_places_of_faults_come_from_one_function() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "cogs", "domain", "storage")
        for path in (ROOT / package).rglob("*.py")
        if any(located(ast.parse(path.read_text("utf-8"))))
    }
    # Another place reads with domain.json_text.load_json.
    assert found == {"domain/json_text.py"}
