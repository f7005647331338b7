"""Files that were read before are not read again, and say the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from okrsite.publish import reading
from okrsite.publish.reading import Reader
from okrsite.publish.shared import WORTH_IT
from okrsite.source.read import SourceFile, read

CONTENT = Path(__file__).parents[2] / "content"
EXAMPLE = [
    SourceFile(f"content/{place.relative_to(CONTENT)}", str(place.relative_to(CONTENT)), place.read_bytes())
    for place in sorted(CONTENT.rglob("*.md"))
]
ODD = [
    SourceFile("a.md", "a.md", b"", "it is no file", "Remove it."),
    SourceFile("b.md", "b.md", b"---\nokr: team\n"),
    SourceFile("c.md", "c.md", b"---\nokr: tteam\n---\n"),
    SourceFile(
        "d.md",
        "d.md",
        b"\xef\xbb\xbf---\r\nokr: team\r\nid: d\r\ntitle: 2026-01-01\r\ndate: 2026-01-01\r\n---\r\nx\r\n",
    ),
    SourceFile(
        "e.md", "e.md", "---\nokr: team\nid: e\nname: Gr\u00fc\u00dfe\n---\n\ud83d".encode("utf-8", "surrogatepass")
    ),
]


def test_the_example_says_the_same_when_it_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [*EXAMPLE, *ODD]
    assert len(EXAMPLE) > WORTH_IT  # so that other processes read some of it
    once = [(file, read(file)) for file in files]
    assert list(Reader(tmp_path)(files)) == once
    kept = Reader(tmp_path)
    monkeypatch.setattr(reading, "read", _only_odd)
    assert list(kept(files)) == once


def test_a_file_that_changed_or_moved_is_read_again(tmp_path: Path) -> None:
    file = SourceFile("docs/a.md", "a.md", b"---\nokr: team\nid: a\nnmae: A\n---\n")
    list(Reader(tmp_path)([file]))
    for other in (replace(file, raw=file.raw + b"\n"), replace(file, path="b/a.md"), replace(file, uri="b.md")):
        assert list(Reader(tmp_path)([other])) == [(other, read(other))]


def test_what_another_version_kept_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SourceFile("docs/a.md", "a.md", b"---\nokr: team\nid: a\n---\n")
    list(Reader(tmp_path)([file]))
    monkeypatch.setattr(reading, "_version", lambda: "another")
    assert Reader(tmp_path)._kept(file) is None


@pytest.mark.parametrize(
    "kept", [b"", b"null", b"[]", b"{}", b'{"kind": "document", "diagnostics": 5}', b"\xff", b"[" * 99999]
)
def test_what_is_no_document_is_read_again(tmp_path: Path, kept: bytes) -> None:
    file = SourceFile("docs/a.md", "a.md", b"---\nokr: team\nid: a\n---\n")
    reader = Reader(tmp_path)
    reader.store.put(reading._key(file), kept)
    assert list(reader([file])) == [(file, read(file))]


def _only_odd(file: SourceFile) -> object:
    assert file.fault
    return read(file)
