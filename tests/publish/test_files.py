"""Which files are read as Markdown, and what becomes of those that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrsite.publish.files import circular_link, markdown_files
from okrsite.source.read import SourceFile, read

TEAM = b"---\nokr: team\nid: a\n---\n"


def files(docs: Path) -> dict[str, SourceFile]:
    return {file.uri: file for file in markdown_files(docs, docs.parent, lambda uri: False)}


def fault(file: SourceFile) -> str:
    outcome = read(file)
    assert outcome.kind == "unreadable"
    (found,) = outcome.diagnostics
    assert found.where.path == file.path
    assert found.hint
    return found.message


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with one sound document."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_bytes(TEAM)
    return tmp_path / "docs"


def test_a_link_that_leads_nowhere_is_a_finding_of_its_own(docs: Path) -> None:
    (docs / "gone.md").symlink_to(docs / "nowhere.md")
    (docs / "self.md").symlink_to(docs / "self.md")
    found = files(docs)
    assert read(found["a.md"]).kind == "document"
    assert "`docs/gone.md` cannot be read" in fault(found["gone.md"])
    assert "`docs/self.md` cannot be read" in fault(found["self.md"])


def test_links_that_lead_back_are_told_and_not_followed(docs: Path) -> None:
    (docs / "one").symlink_to(".")
    (docs / "two").symlink_to(docs.parent)
    for name, other in ("left", "right"), ("right", "left"):
        (docs / name).mkdir()
        (docs / name / "on").symlink_to(docs / other)
    found = files(docs)
    assert [uri for uri, file in found.items() if not file.fault] == ["a.md"]
    assert {uri for uri, file in found.items() if file.fault} == {"one", "two", "left/on/on", "right/on/on"}
    assert "leads back" in fault(found["one"])
    assert circular_link(docs) == docs / "one"


def test_a_link_to_a_folder_beside_is_followed(docs: Path) -> None:
    (docs.parent / "shared").mkdir()
    (docs.parent / "shared/b.md").write_bytes(TEAM)
    (docs / "more").symlink_to(docs.parent / "shared")
    (docs / "again").symlink_to(docs.parent / "shared")
    assert list(files(docs)) == ["a.md", "again/b.md", "more/b.md"]
    assert circular_link(docs) is None


def test_what_is_no_file_is_never_waited_for(docs: Path) -> None:
    os.mkfifo(docs / "pipe.md")
    assert "`docs/pipe.md` is no file" in fault(files(docs)["pipe.md"])


def test_a_folder_with_the_name_of_a_page_is_walked_and_not_read(docs: Path) -> None:
    (docs / "x.md").mkdir()
    (docs / "x.md/b.md").write_bytes(TEAM)
    assert list(files(docs)) == ["a.md", "x.md/b.md"]


def test_a_name_that_is_not_utf_8_is_told_in_signs_that_can_be_shown(docs: Path) -> None:
    Path(os.fsdecode(os.fsencode(docs) + b"/b\xff.md")).write_bytes(TEAM)
    (odd,) = [file for uri, file in files(docs).items() if uri != "a.md"]
    assert "not UTF-8" in fault(odd)
    assert odd.path == "docs/b\\xff.md"


def test_a_document_whose_ending_is_in_capitals_is_told_and_not_published_raw(docs: Path) -> None:
    (docs / "UPPER.MD").write_bytes(TEAM)
    (docs / "README.MD").write_bytes(b"# A page\n")
    found = files(docs)
    assert list(found) == ["UPPER.MD", "a.md"]
    assert "`.MD`" in fault(found["UPPER.MD"])


def test_a_folder_that_may_not_be_read_is_a_finding_of_its_own(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (docs / "closed").mkdir()
    (docs / ".hidden").mkdir()
    listed = os.scandir

    def scandir(place: str) -> object:
        if place.endswith(("closed", ".hidden")):
            raise PermissionError(13, "Permission denied", place)
        return listed(place)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {file.uri: file for file in markdown_files(docs, docs.parent, lambda uri: uri.startswith("."))}
    assert fault(found["closed"]) == "the folder `docs/closed` cannot be read: Permission denied"
    assert sorted(found) == ["a.md", "closed"]
