from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast

import cogs
from cogs.core.text import LANGUAGES, Catalogue, Catalogues

SOURCE = """
test-plain = Plain
test-value = Hello { $name }!
    .example = { $name }, for example
test-bare =
    .example = only an attribute
test-count = { $count ->
    [one] one thing
   *[other] { $count } things
}
"""
HARD = """
# A comment = no message
test-term-user = See { -test-brand } in { test-plain }.
-test-brand = Nexus
test-plain = Plain text
# a comment behind it

## A group
test-number = Number #{ $number }
test-broken = { $count ->
    [one] one = 1
   *[other] more
}
test-lines =
    First line
      indented

    last line
test-continued = One line
    and another
test-quoted = { "{" } as it is
test-plain = The first one counts
test-equals=tight = text
test-ended = { $name } and {$name}BLANKS
    .why = Of { $count } things.

    .fix={ $name }
# a comment ends it
test-selected = { $name }
    .why = { $count ->
       *[other] { $name }
    }
test-next = { $name }
    and { $count }
test-spaced = \u00a0{ $name }\u00a0!
""".replace("Plain text", "Plain text  ").replace("BLANKS", "  ")
FILES = sorted(Path(cogs.__file__).parent.glob("*/locale/*.ftl"))


@pytest.fixture
def text() -> Catalogue:
    return Catalogue("en", [SOURCE])


def test_messages_are_filled(text: Catalogue) -> None:
    assert text("test-plain") == "Plain"
    assert text("test-plain") == "Plain"  # now remembered
    assert text("test-value", name="Ada") == "Hello Ada!"
    assert [text("test-count", count=n) for n in (1, 2)] == ["one thing", "2 things"]


def test_values_are_not_wrapped_in_invisible_marks(text: Catalogue) -> None:
    assert text("test-value", name="`x`").isascii()


def test_attributes_are_optional(text: Catalogue) -> None:
    assert text.attribute("test-value", "example", name="Ada") == "Ada, for example"
    assert text.attribute("test-plain", "example") is None


def test_an_unknown_key_is_a_fault_of_ours(text: Catalogue) -> None:
    assert "test-plain" in text
    assert "test-unknown" not in text
    for key in ("test-unknown", "test-bare"):
        with pytest.raises(KeyError):
            text(key)


def test_a_missing_or_endless_value_is_a_fault_of_ours(text: Catalogue) -> None:
    for values in ({}, {"name": None}, {"name": "x" * 2_501}):
        with pytest.raises(ValueError, match="test-value"):
            text("test-value", **values)
        with pytest.raises(ValueError, match="test-value"):
            text.attribute("test-value", "example", **values)


def test_messages_cut_from_a_file_say_what_the_whole_file_says() -> None:
    sources = {language: [HARD] for language in LANGUAGES}
    for file in FILES:
        sources[file.stem].append(file.read_text("utf-8"))
    for language, files in sources.items():
        whole = FluentBundle([language], use_isolating=False)
        for source in files:
            whole.add_resource(FluentResource(source))
        cut = Catalogue(language, files)
        keys = [entry.id.name for entry in whole._messages.values()]
        assert [key for key in keys if key not in cut] == []
        for key in keys:
            message = whole.get_message(key)
            for name, pattern in {"": message.value, **message.attributes}.items():
                names = values_of(pattern)
                assert name or not names or key not in cut._constant, key
                for value in (2, 999, 1_000, 0.5, "two words")[: 5 if names else 1]:
                    values = dict.fromkeys(names, value)
                    text, faults = whole.format_pattern(pattern, values) if pattern else (None, [])
                    if value == "two words" and faults:
                        continue  # a number is needed
                    assert faults == []
                    if name:
                        assert cut.attribute(key, name, **values) == text, key
                    elif text is not None:
                        assert cut(key, **values) == text, key


@pytest.mark.parametrize(
    ("asked", "given"),
    [("fr", "fr"), ("en-GB", "en"), ("fr-CA", "fr"), ("ja", "en"), (None, "en"), ("", "en")],
)
def test_the_nearest_language_is_taken(asked: str | None, given: str) -> None:
    assert Catalogues.load().of(asked).language == given


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_catalogues_can_be_read_and_keys_name_their_feature(file: Path) -> None:
    feature = "shared" if file.parts[-3] == "core" else file.parts[-3]
    for entry in FluentParser().parse(file.read_text("utf-8")).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name.startswith(f"{feature}-") or entry.id.name == feature


class MissingTranslation(UserWarning):
    """A text that another language lacks: English falls in, so it breaks nothing."""


def test_english_falls_in_where_a_translation_is_missing() -> None:
    english = "test-one = One\ntest-two = { $count } more\n    .hint = Hint\n"
    french = Catalogue("fr", ["test-one = Un\n", english])
    assert (french("test-one"), french("test-two", count=2)) == ("Un", "2 more")
    assert french.attribute("test-two", "hint") == "Hint"
    assert "test-two" in french


def test_all_languages_say_the_same_things_with_the_same_values() -> None:
    said = {language: messages(language) for language in LANGUAGES}
    faults = []
    for language in LANGUAGES:
        file = f"cogs/<feature>/locale/{language}.ftl"
        for key in sorted(said["en"].keys() - said[language].keys()):
            warnings.warn(MissingTranslation(f"add {key} to {file}"), stacklevel=1)
        faults += [f"drop {key} from {file}" for key in said[language].keys() - said["en"].keys()]
        faults += [
            f"{key} in {file} uses {sorted(values)}, in English {sorted(said['en'][key])}"
            for key, values in said[language].items()
            if key in said["en"] and values != said["en"][key]
        ]
    assert not faults, sorted(faults)


def messages(language: str) -> dict[str, frozenset[str]]:
    """Each message and attribute of a language, with the values that it uses."""
    found = {}
    for file in FILES:
        if file.stem != language:
            continue
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                found[entry.id.name] = values_of(entry.value)
                for attribute in entry.attributes:
                    found[f"{entry.id.name}.{attribute.id.name}"] = values_of(attribute.value)
    return found


def values_of(pattern: ast.Pattern | None) -> frozenset[str]:
    names: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, ast.VariableReference):
            names.add(node.id.name)
        if isinstance(node, ast.BaseNode):
            for child in vars(node).values():
                for part in child if isinstance(child, list) else [child]:
                    walk(part)

    walk(pattern)
    return frozenset(names)
