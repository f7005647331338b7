"""Edits keep comments, order, quoting, indentation, line ends and BOM, or are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.source.documents import ObjectivesDocument
from okrsite.source.marks import Key
from okrsite.source.read import SourceFile, read
from okrsite.source.splice import SpliceRefused, Value, insert, splice, write

TEXT = """---
okr: objectives  # kind
team: a
cycle: 2026-Q3
objectives:
  - id: A
    objective: 'It''s fine'
    context: |
      Long text
      two lines

    key_results:
      # first
      - key_result: "K"
        target: >= 85%  # was 90
        checkins:
          2026-07-13: 70%
          2026-07-20:
            value: 73%
            note: x # c
        # behind
      - key_result: L
        target: [30, 40]
        checkins:
          - date: 2026-07-13
            value: 5
      - key_result: M
        current:
        checkins:
      - {key_result: N, checkins: {2026-07-13: 4}, links: []}
      - key_result: O
        milestones:
        -   name: x
            done: yes
        proxy: |+
          kept

---
body
"""
KRS: tuple[Key, ...] = ("objectives", 0, "key_results")
NEW: Value = {"value": "75%", "note": "a: b"}


def changed(new: bytes, old: str = TEXT) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, between what both begin and end with."""
    before, after = old.split("\n"), new.decode().split("\n")
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return before, after


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        ((*KRS, 0, "target"), "90%", ["        target: >= 85%  # was 90"], ['        target: "90%"  # was 90']),
        ((*KRS, 0, "target"), ">= 85%", ["        target: >= 85%  # was 90"], ['        target: ">= 85%"  # was 90']),
        ((*KRS, 0, "key_result"), "K: two", ['      - key_result: "K"'], ['      - key_result: "K: two"']),
        (("objectives", 0, "objective"), "Isn't", ["    objective: 'It''s fine'"], ["    objective: 'Isn''t'"]),
        (
            ("objectives", 0, "context"),
            "One\nTwo",
            ["      Long text", "      two lines"],
            ["      One", "      Two"],
        ),
        ((*KRS, 1, "target"), ("35", "1,000"), ["        target: [30, 40]"], ['        target: [35, "1,000"]']),
        ((*KRS, 1, "target"), "35", ["        target: [30, 40]"], ["        target: 35"]),
        ((*KRS, 2, "current"), "12,000", ["        current:"], ["        current: 12,000"]),
        (
            (*KRS, 3, "checkins", 0, "value"),
            "12,000",
            ["      - {key_result: N, checkins: {2026-07-13: 4}, links: []}"],
            ['      - {key_result: N, checkins: {2026-07-13: "12,000"}, links: []}'],
        ),
        ((*KRS, 0, "checkins", 1, "note"), "no", ["            note: x # c"], ['            note: "no" # c']),
        (("team",), "# b", ["team: a"], ['team: "# b"']),
    ],
)
def test_a_value_is_changed_in_its_place_and_style(
    path: tuple[Key, ...], value: str | tuple[str, str], gone: list[str], come: list[str]
) -> None:
    assert changed(splice(TEXT.encode(), path, value)) == (gone, come)


@pytest.mark.parametrize(
    ("path", "key", "value", "gone", "come"),
    [
        (
            (*KRS, 0, "checkins"),
            "2026-07-27",
            NEW,
            [],
            ["          2026-07-27:", "            value: 75%", '            note: "a: b"'],
        ),
        ((*KRS, 1, "checkins"), "2026-07-27", "6", [], ["          - date: 2026-07-27", "            value: 6"]),
        ((*KRS, 2, "checkins"), "2026-07-27", "75%", [], ["          2026-07-27: 75%"]),
        (
            (*KRS, 3, "checkins"),
            "2026-07-27",
            "75,000",
            ["      - {key_result: N, checkins: {2026-07-13: 4}, links: []}"],
            ['      - {key_result: N, checkins: {2026-07-13: 4, 2026-07-27: "75,000"}, links: []}'],
        ),
        (
            (*KRS, 3, "links"),
            None,
            "http://x",
            ["      - {key_result: N, checkins: {2026-07-13: 4}, links: []}"],
            ["      - {key_result: N, checkins: {2026-07-13: 4}, links: [http://x]}"],
        ),
        (
            (*KRS, 4, "milestones"),
            None,
            {"name": "z", "done": True},
            [],
            ["        -   name: z", "            done: true"],
        ),
        ((*KRS, 1), "owner", "a", [], ["        owner: a"]),
        (("objectives", 0), "stakeholders", ["a", "b"], [], ["    stakeholders:", "      - a", "      - b"]),
        ((), "visibility", "public", [], ["visibility: public"]),
    ],
)
def test_an_entry_is_added_in_the_style_of_its_neighbours(
    path: tuple[Key, ...], key: str | None, value: Value, gone: list[str], come: list[str]
) -> None:
    assert changed(insert(TEXT.encode(), path, key, value)) == (gone, come)


def test_a_missing_collection_is_added_with_its_first_entry() -> None:
    new = insert(TEXT.encode(), (*KRS, 4), "checkins", {"2026-07-27": {"value": "75%"}})
    assert changed(new)[1] == ["        checkins:", "          2026-07-27:", "            value: 75%"]
    content = read(SourceFile("", "", new)).document
    assert content is not None
    assert isinstance(content.content, ObjectivesDocument)
    assert content.content.objectives[0].key_results[4].checkins[0].value == "75%"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_bom_stay(end: str, bom: str) -> None:
    raw = (bom + TEXT.replace("\n", end)).encode()
    for new in (
        insert(raw, (*KRS, 0, "checkins"), "2026-07-27", NEW),
        splice(raw, ("objectives", 0, "context"), "a\nb"),
    ):
        text = new.decode()
        assert text.startswith(bom + "---" + end)
        assert text.replace(end, "") == text.replace("\r", "").replace("\n", "")


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ((*KRS, 0, "nope"), "x", "has no `objectives.0.key_results.0.nope`"),
        ((*KRS, 0, "checkins"), "x", "on lines of its own"),
    ],
)
def test_a_change_that_is_not_safe_is_refused(path: tuple[Key, ...], value: str, reason: str) -> None:
    with pytest.raises(SpliceRefused, match=reason) as refused:
        splice(TEXT.encode(), path, value)
    assert refused.value.hint is not None
    assert "by hand" in refused.value.hint


@pytest.mark.parametrize(
    ("path", "key", "reason"),
    [
        ((*KRS, 0, "checkins"), "2026-07-13", "is there twice"),
        (("objectives", 0, "context"), "a", "a value stands where"),
        ((*KRS, 0), None, "the entry has no key"),
    ],
)
def test_an_addition_that_is_not_safe_is_refused(path: tuple[Key, ...], key: str | None, reason: str) -> None:
    with pytest.raises(SpliceRefused, match=reason):
        insert(TEXT.encode(), path, key, "x")


@pytest.mark.parametrize("raw", [b"# page", b"---\nokr: team\n", b"\xff"])
def test_what_is_no_readable_document_is_not_edited(raw: bytes) -> None:
    with pytest.raises(SpliceRefused, match="no document"):
        splice(raw, ("id",), "x")


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path, b"old", b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "b.md").symlink_to("a.md")
    write(tmp_path / "b.md", b"old", b"new")
    assert (tmp_path / "b.md").is_symlink()
    assert (tmp_path / "a.md").read_bytes() == b"new"


def test_a_change_by_somebody_else_is_noticed_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"theirs")
    with pytest.raises(SpliceRefused, match="changed by somebody else"):
        write(path, b"old", b"mine")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_went_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpliceRefused, match="cannot be written"):
        write(tmp_path / "a.md", b"old", b"new")
