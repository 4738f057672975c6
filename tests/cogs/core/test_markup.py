import re

import pytest
from hypothesis import example, given, strategies as st

from cogs.core.markup import (
    Code,
    Link,
    blocks,
    code_block,
    cut,
    emphasised,
    fenced,
    jump_link,
    label,
    parse_link,
    plain,
    prose,
    shorten,
    split_prose,
)
from cogs.core.pages import MESSAGE_LIMIT, Page, Section, paginate
from domain.characters import strip

PIECES = ["`", "```", "\n", " ", "x", "é", "🔥", "@everyone", "<@1>", "\\", "*", "[a](b)"]
BEGINNINGS = ["1", "23", ".", "-", "+", "*", "#", ">", "\\", " ", "\n", "_", "x"]
LIVE = re.compile(r"\s*(?:(?:[-*+]|\d+\.|#{1,3}|-#|>|>>>)\s)")
"""What begins a list, a heading, small print or a quotation."""
NASTY = st.lists(st.sampled_from(PIECES) | st.text(max_size=300), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("@everyone look, @here", "@\u200beveryone look, @\u200bhere"),
        ("<@123> and <@&45> <#6> <t:7:R>", "<@123> and <@&45> <#6> <t:7:R>"),
        ("mail me@example.org", "mail me@example.org"),
        ("[free nitro](https://evil.example)", "\\[free nitro]\\(https://evil.example)"),
        ("[[x]](https://evil.example)", "\\[\\[x]]\\(https://evil.example)"),
        ("[a\nb](https://evil.example)", "\\[a\nb]\\(https://evil.example)"),
        ("[a `b` c](https://evil.example)", "\\[a `b` c]\\(https://evil.example)"),
        ("[a `](https://evil.example)` c", "\\[a `](https://evil.example)` c"),
        ("[a\\](https://evil.example)", "\\[a\\\\]\\(https://evil.example)"),
        ("see [1] there", "see \\[1] there"),
        ("`a[0](b)`", "`a[0](b)`"),
        ("join discord.gg/abc now", "join `discord.\u200bgg/abc` now"),
        ("(https://discord.com/invite/abc).", "(`https://discord.\u200bcom/invite/abc`)."),
        ("\\discord.gg/abc", "\\\\`discord.\u200bgg/abc`"),
        ("`x`discord.gg/abc`y`", "`x`\u200b`discord.\u200bgg/abc`\u200b`y`"),
        ("https://x.org/?a[0]=_1_&b=@everyone", "https://x.org/?a[0]=_1_&b=%40everyone"),
        ("# Official\n-# small\n>>> all", "\\# Official\n\\-# small\n\\>>> all"),
        ("> # Official\n- ## small\n1. -# tiny", "> \\# Official\n- \\## small\n1. \\-# tiny"),
        ("**bold** stays, `@everyone` too", "**bold** stays, `@everyone` too"),
        ("an `open back-tick", "an \\`open back-tick"),
        ("\\[free nitro](https://evil.example)", "\\[free nitro]\\(https://evil.example)"),
        ("\\`@everyone`", "\\`@\u200beveryone\\`"),
        ("an open ```fence", "an open \\`\\`\\`fence"),
        ("an end\\", "an end\\\\"),
    ],
)
def test_what_could_mislead_is_escaped_and_formatting_kept(written: str, shown: str) -> None:
    assert prose(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("get_or_create() *args", "get\\_or\\_create() \\*args"),
        ("two\nlines", "two lines"),
        ("# a heading", "\\# a heading"),
        ("<@12> [x](y)", "<@12> \\[x\\]\\(y)"),
        ("x](https://evil.example) [y", "x\\]\\(https://evil.example) \\[y"),
        ("<@12 @everyone", "\\<@12 @\u200beveryone"),
        ("join discord.gg/a_b, now", "join `discord.\u200bgg/a_b`, now"),
        ("https://disc\u00adord.com/servers/x", "`https://discord.\u200bcom/servers/x`"),
        ("0.5", "0.5"),
        ("3.0.3", "3.0.3"),
        ("-1", "-1"),
        ("1. first", "1\\. first"),
        ("12.", "12\\."),
        ("- first", "\\- first"),
        ("+ first", "\\+ first"),
        ("-", "\\-"),
        ("-# small", "\\-# small"),
        ("1\\. first", "1\\\\. first"),
    ],
)
def test_a_name_loses_all_formatting(written: str, shown: str) -> None:
    assert plain(written, 100) == shown


@given(st.lists(st.sampled_from(BEGINNINGS) | st.text(max_size=5), max_size=6).map("".join))
@example("1.")
@example("-")
def test_a_name_begins_no_list_and_no_heading(written: str) -> None:
    shown = plain(written, 100)
    for line in (shown, f"{shown} and more"):
        assert not LIVE.match(line), line
    assert not re.search(r"(?<!\\)(?:\\\\)*\\(?=[0-9A-Za-z\s])", shown), shown


def test_matches_are_bold_except_inside_mentions_and_invitations() -> None:
    text = "- use <@12> of discord.gg/use to use it_"
    parts = [(m.start(), m.end()) for m in re.finditer("use|12|it", text)]
    shown = "\\- **use** <@12> of `discord.\u200bgg/use` to **use** **it**\\_"
    assert emphasised(text, parts) == shown
    assert emphasised("discord.gg/use to use", [(18, 21)]) == "`discord.\u200bgg/use` to **use**"
    assert emphasised("1. use", [(3, 6)]) == "1\\. **use**"


@pytest.mark.parametrize("limit", range(2, 60))
def test_no_cut_tears_code_mentions_links_or_escapes(limit: int) -> None:
    text = "some `@everyone b` by <@123> on https://x.org/a \\`\\[x] discord.gg/abc"
    whole = re.findall(
        r"`@everyone b`|<@123>|https://x.org/a|`discord[^`]*`|\\\\|\\.|.", prose(text)
    )
    shown = shorten(text, limit)
    assert prose(text) == shown or any(
        "".join(whole[:n]).rstrip(" \\") + "…" == shown for n in range(len(whole))
    )
    parts = list(split_prose(prose(text), max(limit, 25)))
    assert "".join(parts).replace(" ", "") == prose(text).replace(" ", "")
    assert all(part.count("`") % 2 == part.count("\\`") % 2 for part in parts)


@given(st.text("`x", max_size=20))
def test_nothing_in_a_block_of_code_ends_it(code: str) -> None:
    shown = fenced(code, "diff")
    assert shown.count("```") == 2
    assert shown.replace("\u200b", "") == f"```diff\n{code}\n```"


def test_a_label_is_cut_at_a_word() -> None:
    assert label("How  do I\nuse it", 13) == "How do I use…"
    assert label("x" * 30, 10) == "x" * 9 + "…"


def test_a_text_is_read_as_prose_and_code() -> None:
    text = "It fails:\n```py\nx = `1`\n```\nand then\n```\nno language```"
    assert blocks(text) == [
        "It fails:",
        Code("x = `1`", "py"),
        "and then",
        Code("no language"),
    ]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("x = 1", Code("x = 1")),
        ("```py\nx = 1\n```", Code("x = 1", "py")),
        ("```py\na\n```\nand\n```py\nb\n```", Code("```py\na\n```\nand\n```py\nb\n```")),
        ("    indented", Code("    indented")),
    ],
)
def test_a_fence_of_the_writers_own_is_taken_for_what_it_is(field: str, code: Code) -> None:
    assert code_block(field) == code


def test_code_is_left_out_of_a_summary_rather_than_torn() -> None:
    text = "Before.\n```py\n" + "x = 1\n" * 50 + "```\nAfter."
    assert shorten(text, 100) == "Before.\n…"
    assert shorten(text, 1_000).endswith("```\nAfter.")


@given(NASTY, st.integers(2, 400))
def test_a_summary_keeps_its_limit_and_leaves_no_fence_open(text: str, limit: int) -> None:
    shown = shorten(text, limit)
    assert len(shown) <= limit
    assert "```" not in re.sub(r"```.*?```", "", shown, flags=re.DOTALL)


@given(st.text(), st.integers(1, 100))
def test_cutting_keeps_the_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@given(NASTY, st.text(max_size=5_000))
@example("```````@everyone\\`", "")
@example("````@everyone```", "")
def test_pages_fit_messages_and_lose_no_code(details: str, code: str) -> None:
    pages = paginate([Section("Details", details), Section("Code", code_block(code))])
    assert all(len(page.text) <= MESSAGE_LIMIT for page in pages)
    for page in pages:
        unfenced = re.sub(r"```.*?```", "", page.text, flags=re.DOTALL)
        outside_code = re.sub(r"`+[^`]*`+", "", re.sub(r"\\.", "", unfenced))
        assert "@everyone" not in outside_code
    whole = "".join(page.text + _file_texts(page) for page in pages)
    assert code_block(code).text.strip() in whole


@given(st.text(st.characters(codec="utf-8", exclude_characters="`"), max_size=9_000))
def test_pages_lose_no_words(details: str) -> None:
    pages = paginate([Section("Details", "\n".join([details] * 2))])
    shown = "".join(page.text for page in pages if not page.files)
    if pages and not any(page.files for page in pages):
        kept = re.sub(r"[\\\s\u200b`*]", "", shown.partition("**Details**")[2])
        wanted = strip("\n".join([details] * 2))
        assert kept == re.sub(r"[\\\s\u200b`*]", "", wanted)


def test_a_long_text_takes_several_messages_and_code_stays_whole() -> None:
    code = "print('x')\n" * 100
    pages = paginate([Section("Details", "word " * 700), Section("Code", Code(code.strip(), "py"))])
    assert len(pages) == 3
    assert pages[-1].text == f"**Code**\n```py\n{code}```"


def test_code_that_no_message_holds_becomes_a_file() -> None:
    long = Code("x\n" * 1_500, "python")
    ticks = Code("a\n```\nb", "md")
    assert paginate([Section("Code", long)])[0].files == (("code-1.py", long.text.encode()),)
    page = paginate([Section("Code", ticks)])[0]
    assert (page.text, page.files[0][0]) == ("**Code**\n📎 `code-1.md`", "code-1.md")


def test_a_text_of_many_pages_becomes_one_file() -> None:
    pages = paginate([Section("Details", "_*~" * 7_000)])
    assert [page.files[0][0] for page in pages] == ["question.md"]
    assert b"_*~_*~" in pages[0].files[0][1]


def test_links_lead_there_and_back() -> None:
    assert parse_link(jump_link(1, 2, 3)) == Link(1, 2, 3)
    assert parse_link(f"<{jump_link(1, 2)}> ") == Link(1, 2, None)
    assert parse_link("https://ptb.discord.com/channels/1/2/3") == Link(1, 2, 3)
    assert parse_link("https://discord.com.evil.example/channels/1/2/3") is None


def _file_texts(page: Page) -> str:
    return "".join(data.decode() for _, data in page.files)
