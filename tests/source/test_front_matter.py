"""What is a document, what an ordinary page, what can't be read (contract §1)."""

from __future__ import annotations

import sys

import pytest

from okrsite.source import events
from okrsite.source.front_matter import Unreadable, Written, recognise
from okrsite.source.read import SourceFile, read

TEAM = "okr: team\nid: platform\n"


def unreadable(text: str | bytes) -> Unreadable:
    found = recognise(text if isinstance(text, bytes) else text.encode())
    assert isinstance(found, Unreadable)
    return found


def written(text: str) -> Written:
    found = recognise(text.encode())
    assert isinstance(found, Written)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A page\n\nokr: objectives is a key\n",
        "---\ntitle: A page\n---\nokr: team\n",
        "---\n\nA page that opens with a rule.\n",
        "---\nprose: and: more\n---\n",
        "---\ntitle: |\n  x\n  okr: team\n---\n",
        "---\nicon: !ENV HOME\nbase: &a [1]\n---\n",
        "---\nnested:\n  okr: team\n---\n",
        " ---\nokr: team\n---\n",
        "----\nokr: team\n---\n",
        "```yaml\n---\nokr: team\n---\n```\n",
        "---\nfoo: [\n---\n",
        '---\ntitle: "a\nokr: b"\n---\n',
        "\n---\n\nRules.\n\n---\nokr: none of ours\n",
    ],
)
def test_every_other_file_is_an_ordinary_page(text: str) -> None:
    assert recognise(text.encode()) is None
    assert read(SourceFile("a.md", "a.md", text.encode())).diagnostics == ()


@pytest.mark.parametrize("close", ["---", "...", "---  ", "...\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_front_matter_is_read_with_any_line_end_bom_and_closing_line(close: str, end: str, bom: str) -> None:
    text = bom + end.join(["---", "okr: team", "id: a", close, "", "# Büro 🟢", "x"])
    found = written(text)
    assert (found.body, found.body_line) == ("\n# Büro 🟢\nx", 5)
    assert [(key.text, key.mark.line, key.mark.column) for key, _ in found.root.entries] == [
        ("okr", 2, 1),
        ("id", 3, 1),
    ]


def test_a_file_may_end_with_the_closing_line() -> None:
    assert written(f"---\n{TEAM}---").body == ""


def test_the_key_may_be_quoted_or_stand_in_braces() -> None:
    assert written('---\n"okr": team\n---\n').root.entries[0][0].text == "okr"
    assert written("---\n{okr: team, id: a}\n---\n").root.flow


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"---\n{TEAM}", 1, "never closed"),
        (f"---\n{TEAM}x: [a, b\n---\n", 4, "`[` is never closed"),
        (f"---\n{TEAM}x: {{a: b\n---\n", 4, "`{` is never closed"),
        (f'---\n{TEAM}x: "a\n---\n', 4, "quote is never closed"),
        (f"---\n{TEAM}\tx: 1\n---\n", 4, "tab"),
        (f"---\n{TEAM}x: a: b\n---\n", 4, "`: ` stands inside"),
        (f"---\n{TEAM}x: @a\n---\n", 4, "YAML keeps"),
        (f"---\n{TEAM}x: &a b\n---\n", 4, "anchor `&a`"),
        (f"---\n{TEAM}x: *a\n---\n", 4, "alias `*a`"),
        (f"---\n{TEAM}x: !!str b\n---\n", 4, "tag"),
        (f"---\n{TEAM}id: b\n---\n", 4, "`id` is there twice"),
        (f"---\n{TEAM}x: {{a: 1, a: 2}}\n---\n", 4, "`a` is there twice"),
        (f"---\n{TEAM}--- x\n---\n", 4, "more than one"),
        (f"---\n{TEAM}x: a\x07b\n---\n", 4, "control character (U+0007)"),
        (f'---\n{TEAM}x: "\\0"\n---\n', 4, "control character"),
        (f"---\n{TEAM} x\n  y: z\n---\n", 5, "valid YAML"),
        ("---\nokr:team\n---\n", 2, "no list of keys"),
        (f"\n \r\n---\n{TEAM}---\n", 1, "does not open on the first line"),
        (f"\ufeff\ufeff---\n{TEAM}---\n", 1, "does not open on the first line"),
        (f"\n---\n{TEAM}", 1, "does not open on the first line"),
    ],
)
def test_a_document_that_cannot_be_read_says_where_and_why(text: str, line: int, words: str) -> None:
    found = unreadable(text)
    assert found.line == line
    assert words in found.message
    assert found.hint.endswith(".")


def test_bytes_that_are_no_utf8_are_reported_at_their_place() -> None:
    found = unreadable("# Grün\r\nBü".encode() + b"\xe4ro")
    assert (found.line, found.column) == (2, 3)
    assert "0xE4" in found.message
    assert unreadable(b"\xef\xbb\xbfab\xff").column == 3
    assert unreadable("okr".encode("utf-16")).line == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_document_in_two_bytes_a_sign_is_a_finding_without_its_mark_too(encoding: str) -> None:
    assert "0x00" in unreadable(f"---\n{TEAM}---\n".encode(encoding)).message


def test_binary_rubbish_is_a_finding() -> None:
    rubbish = bytes(range(256)) * 4000
    assert read(SourceFile("a.md", "a.md", rubbish)).kind == "unreadable"


@pytest.mark.parametrize(
    ("hostile", "words"),
    [
        ("id: " + "[" * 50_000, "deeper than 50 levels"),
        ("id: " + "{a: " * 50_000, "deeper than 50 levels"),
        ("- " * 50_000 + "x", "does not fit the lines above"),
        ("\n".join(" " * depth + "a:" for depth in range(900)), "deeper than 50 levels"),
        ("x: " + "a" * 5_000_000, "larger than 1 MB"),
        ("".join(f"k{number}: v\n" for number in range(400_000)), "larger than 1 MB"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]", "anchor `&a`"),
        ("? " * 20_000, "deeper than 50 levels"),
        ('"' + "\\" * 100_000, "quote is never closed"),
        ("x: |\n" + " \n" * 200_000, "no key of a document"),
    ],
)
@pytest.mark.parametrize("pure", [False, True])
def test_hostile_front_matter_is_a_finding_after_a_few_events(
    hostile: str, words: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser, taken = events._PurePythonParser if pure else events._PARSER, []

    class Counted:
        def __init__(self, text: str) -> None:
            self.parser = parser(text)

        def get_event(self) -> object:
            taken.append(self.parser.get_event())
            return taken[-1]

    monkeypatch.setattr(events, "_PARSER", Counted)
    result = read(SourceFile("a.md", "a.md", f"---\nokr: team\n{hostile}\n---\n".encode()))
    assert words in result.diagnostics[-1].message
    assert len(taken) <= 2 * events.MAX_DEPTH + 10


def test_fifty_levels_are_read_and_one_more_is_not() -> None:
    text = "---\nokr: team\nx-y: {}\n---\n"
    assert isinstance(recognise(text.format("[" * 49 + "]" * 49).encode()), Written)
    assert "deeper than 50" in unreadable(text.format("[" * 50 + "]" * 50)).message


def test_one_megabyte_is_read_and_more_is_not() -> None:
    frame = len("okr: team\nmission: \n")
    text = "---\nokr: team\nmission: {}\n---\n"
    assert isinstance(recognise(text.format("é" * ((1_000_000 - frame) // 2)).encode()), Written)
    assert "larger than 1 MB" in unreadable(text.format("é" * 500_000)).message


def test_unreadable_documents_have_one_finding_with_its_place() -> None:
    result = read(SourceFile("docs/a.md", "a.md", b"---\nokr: team\nid: a\nid: b\n---\n"))
    assert result.kind == "unreadable"
    assert result.document is None
    [found] = result.diagnostics
    assert (found.name, found.where.path, found.where.line) == ("unreadable-document", "docs/a.md", 4)


@pytest.mark.parametrize(
    ("value", "hint"),
    [("objective", "Did you mean `objectives`?"), ("", "Choose one of team"), ("[x]", "Choose"), ("x", "Choose")],
)
def test_an_unknown_kind_is_left_out_with_a_finding(value: str, hint: str) -> None:
    result = read(SourceFile("a.md", "a.md", f"---\nokr: {value}\n---\n".encode()))
    [found] = result.diagnostics
    assert result.kind == "unreadable"
    assert found.name == "unknown-kind"
    assert (found.hint or "").startswith(hint)


@pytest.mark.parametrize(
    "line",
    [
        "  k{0}: v\n",
        "  # okr: allow x: y\n",
        "  k{0}: v #1\n",
        "  k{0}: @a\n",
        "  k{0}: {{a: b, 1,000}}\n",
        "  - {{date: x, value: 1}}\n  - {{date: 2026-01-01}}\n",
        "  - > 5\n",
    ],
)
@pytest.mark.parametrize("above", ["answers", "objectives", "readings", "wins"])
def test_the_work_grows_with_the_faults_of_a_document_and_not_faster(line: str, above: str) -> None:
    kind = "objectives" if above == "objectives" else "checkin"

    def work(characters: int) -> int:
        lines = "".join(line.format(number) for number in range(characters // len(line)))
        return calls(f"---\nokr: {kind}\nteam: a\n{above}:\n{lines}\n---\n".encode())

    assert work(20_000) < 2.5 * work(10_000)


def calls(raw: bytes) -> int:
    """How many functions are called while a file is read."""
    count = 0

    def one_more(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one_more)
    try:
        read(SourceFile("a.md", "a.md", raw))
    finally:
        sys.setprofile(None)
    return count
