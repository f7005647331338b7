"""The files of a check are those that would be read, and only those are read that changed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from projects import OBJECTIVES, Folder

from okrsite.publish import digests as module
from okrsite.publish.asked import STDIN, Asked
from okrsite.publish.digests import FileDigests
from okrsite.publish.listing import Listed, listed
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.source.file import SourceFile

PLAN = "docs/crew/2026-q3.md"


def listing(folder: Folder, asked: Asked | None = None) -> list[Listed]:
    press = Press(read_project(folder.root / "mkdocs.yml"))
    digests = FileDigests(press.cache)
    found = list(listed(press.project, asked or Asked(), digests))
    digests.keep()
    return found


@pytest.mark.parametrize("docs", ["docs", "docs/crew", ".", "../beside"])
def test_the_files_are_those_that_would_be_read(harbour: Folder, docs: str) -> None:
    odd = {"a.MD": OBJECTIVES, "b.MD": "# A page\n", "é ü.md": "é", "\udcff.md": "no name", "\x1b.md": ""}
    beside = {f"{docs}/{name}": text for name, text in odd.items()}
    harbour.write({"mkdocs.yml": f"site_name: x\ndocs_dir: {docs}\nplugins: [okrsite]\n", **beside})
    (harbour.root / docs / "pipe.md").unlink(missing_ok=True)
    os.mkfifo(harbour.root / docs / "pipe.md")
    project = read_project(harbour.root / "mkdocs.yml")
    files = list(project.documents())
    found = listing(harbour)
    assert [one.file for one in found] == files
    assert [(one.path, one.uri, one.fault) for one in found] == [(one.path, one.uri, one.fault or "") for one in files]
    assert [one.digest for one in found] == [sha256(one.raw).hexdigest() for one in files]
    assert len(files) > 4


def test_a_file_that_was_not_touched_is_not_read(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SETTLED", -(10**18))
    before = [one.content for one in listing(harbour)]
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def noted(place: Path) -> bytes:
        read.append(place)
        return read_bytes(place)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert [one.content for one in listing(harbour)] == before
    os.utime(harbour.root / PLAN)
    assert [one.content for one in listing(harbour)] == before
    assert [place for place in read if place.suffix == ".md"] == [harbour.root / PLAN]


def test_a_change_within_the_same_second_is_noticed(harbour: Folder) -> None:
    seen = set()
    for number in range(20):
        harbour.write({PLAN: OBJECTIVES.replace("68%", f"{50 + number}%")})
        seen |= {one.digest for one in listing(harbour) if one.path == PLAN}
    assert len(seen) == 20


@pytest.mark.parametrize(("path", "more"), [(PLAN, 0), ("docs/crew/new.md", 1), (STDIN, 1), ("mkdocs.md", 0)])
def test_typed_text_stands_where_its_file_does(harbour: Folder, path: str, more: int) -> None:
    uri = path.removeprefix("docs/") if path.startswith("docs/") else f"{path}.md" if path == STDIN else "../mkdocs.md"
    typed = SourceFile(path, uri, b"typed")
    found = [one.file for one in listing(harbour, Asked((path,), typed))]
    there = list(read_project(harbour.root / "mkdocs.yml").documents())
    assert found == [typed if file.path == path else file for file in there] + [typed] * more
