from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, strategies as st

from domain import markup
from domain.markup import Kind, find_links, tokenize, tokenize_name, unmarked

PIECES = [
    *("`", "``", "```", "\\", "[", "](", "]", "<@1>", "<t:1:R>", "@everyone", "# ", "> ", "\n"),
    *("https://discord.gg/a", "discord.gg/b", "https://example.org/", "x", " ", "\u00ad", "é"),
]
REFERENCES = [(Kind.REFERENCE, mark) for mark in ("<@!12>", "<#3>", "<t:5:R>", "<a:ok:7>")]
LINE_MARKS = [(Kind.LINE_MARK, mark) for mark in ("#", "##", "-#", ">>>")]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)


def kinds(text: str) -> list[tuple[Kind, str]]:
    return [(kind, part) for kind, _, part in tokenize(text) if kind is not Kind.TEXT]


@given(TEXTS)
def test_tokens_are_the_whole_text(text: str) -> None:
    for tokens in (tokenize(text), tokenize(text, has_blocks=False), tokenize_name(text)):
        end = 0
        for token in tokens:
            assert token.start == end
            end = token.end
            assert text[token.start : end] == token.text
        assert end == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a `b` c", [(Kind.CODE, "`b`")]),
        ("``a`b``", [(Kind.CODE, "``a`b``")]),
        ("`a\nb`", [(Kind.TICKS, "`"), (Kind.TICKS, "`")]),
        ("\\`a`", [(Kind.ESCAPE, "\\`"), (Kind.TICKS, "`")]),
        ("x\n```py\n[a](b)\n```", [(Kind.BLOCK, "```py\n[a](b)\n```")]),
        ("```never closed", [(Kind.TICKS, "```")]),
        ("[[a]](b", [(Kind.BRACKETS, "[["), (Kind.TARGET, "](")]),
        ("\\](b", [(Kind.TARGET, "](")]),
        ("<@!12> <#3> <t:5:R> <a:ok:7>", REFERENCES),
        ("@everyone \\@here me@x.org", [(Kind.EVERYONE, "@")] * 2),
        ("# a\n> ## b\n1. -# c\n>>> d\n#e", LINE_MARKS),
    ],
)
def test_text_is_read_as_discord_reads_it(text: str, found: list[tuple[Kind, str]]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "link",
    [
        "discord.gg/abc",
        "https://discord.gg/abc",
        "HTTPS://DISCORD.GG/abc",
        "www.discord.com/invite/abc",
        "discordapp.com/invite/abc",
        "https://ptb.discord.com/invite/abc",
        "https://discord.com/servers/learners-123",
        "discord.com/servers/learners-123",
        "https://discord.com/template/abc",
        "disc\u00adord.gg/abc",
        "dis\u200bcord\u2060.gg/abc",
        "\uff44iscord\uff0egg/abc",
        "https://discord\u3002gg/abc",
        "https://discord%2Egg/abc",
        "https://disc%C2%ADord.gg/abc",
        "https://discord.com/%69nvite/abc",
        "https://discord.com//invite/abc",
        "https://discord.com/x/../invite/abc",
        "https://discord.gg\\abc",
        "https://example.org@discord.gg/abc",
        "https://discord.gg:443/abc",
        "https://discord.gg./abc",
        "discord://-/invite/abc",
        "dsc.gg/abc",
        "https://example.org/?to=discord.gg/abc",
    ],
)
def test_invitations_are_found_in_disguise(link: str) -> None:
    text = f"Join ({link}), or ask."
    (found,) = find_links(text)
    assert text[found.start : found.end] == link
    assert found.is_invitation


def test_links_are_told_from_invitations_and_code_holds_neither() -> None:
    text = (
        "See https://discord.com/channels/1/2/3, [x](https://Evil.Example/a) and"
        " https://discord.com.evil.example/a, not `discord.gg/a`, example.org or discord.gg\n"
        "```\nhttps://discord.gg/abc\n```"
    )
    assert [(link.host, link.is_invitation) for link in find_links(text)] == [
        ("discord.com", False),
        ("evil.example", False),
        ("discord.com.evil.example", False),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Use `prefetch_related` **now**", "Use prefetch_related now"),
        ("Like so:\n```python\nx = 1\n```\nDone", "Like so: x = 1 Done"),
        ("```x = 1```", "x = 1"),
        ("2 * 3 and snake_case stay", "2 * 3 and snake_case stay"),
        ("```", ""),
    ],
)
def test_marks_are_left_out_and_words_stay(text: str, read: str) -> None:
    assert unmarked(text) == read


@given(st.text(st.sampled_from("ab`*\n "), max_size=60))
def test_letters_are_never_lost_outside_a_fence_and_lines_end(text: str) -> None:
    read = unmarked(text)
    assert "\n" not in read
    if "```" not in text:
        assert [c for c in read if c in "ab"] == [c for c in text if c in "ab"]


@given(TEXTS)
@example("```py\nx = `1`\n```")
@example("a ```\npy\nx``` b ``` c")
@example("``` ```` ```")
@example("\\```a```")
def test_a_text_without_marks_is_that_of_its_tokens(text: str) -> None:
    read = [
        markup.read_block(token.text)[0] if token.kind is Kind.BLOCK else token.text
        for token in tokenize(text)
        if token.kind is not Kind.TICKS
    ]
    assert unmarked(text) == " ".join("".join(read).replace("`", "").replace("**", "").split())


def test_every_character_that_is_read_as_a_slash_is_looked_for() -> None:
    codes = (code for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    folded = {chr(code) for code in codes if "/" in markup._fold(chr(code))}
    assert folded == {char for char in map(chr, range(0x10000)) if markup._SLASH.match(char)}
    for char in (char for char in folded if markup._fold(char) == "/"):
        for address in (f"https:{char}{char}a.example", f"discord.gg{char}abc"):
            assert [link.start for link in markup._scan_links(f"See {address}.")] == [4], address
