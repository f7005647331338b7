"""A file that was not touched is not read again, and whatever was is."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from okrsite.publish import digests as module
from okrsite.publish.digests import FORMAT, FileDigests, files_below


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as written long ago."""
    monkeypatch.setattr(module, "_SETTLED", -(10**18))
    place = tmp_path / "a plan.md"
    place.write_bytes(b"one")
    return place


def digest(file: Path) -> str:
    """The digest by what is kept, which is then kept."""
    known = FileDigests(file.parent / "cache")
    found = known.of(str(file))
    known.keep()
    assert known.store.fault is None
    return found


def entries(file: Path) -> dict[str, str]:
    kept: dict[str, str] = json.loads(FileDigests(file.parent / "cache").store.get(FORMAT) or "{}")
    return kept


def test_a_file_that_was_not_touched_is_not_read_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert digest(file) == sha256(b"one").hexdigest()
    known = FileDigests(file.parent / "cache")

    def unread(_: Path) -> bytes:
        raise AssertionError

    monkeypatch.setattr(Path, "read_bytes", unread)
    assert known.of(str(file)) == sha256(b"one").hexdigest()


def test_a_change_of_the_same_size_with_its_time_put_back_is_noticed(file: Path) -> None:
    digest(file)
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digest(file) == sha256(b"two").hexdigest()


def test_another_file_in_its_place_is_noticed(file: Path) -> None:
    digest(file)
    (file.parent / "other").write_bytes(b"two")
    (file.parent / "other").replace(file)
    assert digest(file) == sha256(b"two").hexdigest()


def test_what_was_written_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    file.write_bytes(b"one")
    assert digest(file) == sha256(b"one").hexdigest()
    assert entries(file) == {}


def test_a_missing_file_and_one_that_is_none_have_no_digest(file: Path) -> None:
    os.mkfifo(file.parent / "pipe")
    assert [FileDigests(file.parent).of(str(file.parent / name)) for name in ("gone", "pipe")] == ["", ""]


def test_files_that_are_gone_are_forgotten(file: Path) -> None:
    digest(file)
    other = file.with_name("other.md")
    other.write_bytes(b"two")
    digest(other)
    assert len(entries(file)) == 2
    other.unlink()
    file.write_bytes(b"three")
    digest(file)
    assert len(entries(file)) == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "[" * 9999, "other", "numbers"])
def test_what_is_damaged_counts_as_missing(file: Path, damage: str) -> None:
    digest(file)
    (key,) = entries(file)
    text = {"other": json.dumps({key: "0"}), "numbers": json.dumps({key: 1})}.get(damage, damage)
    FileDigests(file.parent / "cache").store.put(FORMAT, text)
    assert digest(file) == sha256(b"one").hexdigest()
    for kept in (path for path in (file.parent / "cache").rglob("*") if path.is_file()):
        kept.write_bytes(b"\xff")
    assert digest(file) == sha256(b"one").hexdigest()


def test_where_nothing_can_be_kept_files_are_read(file: Path) -> None:
    (file.parent / "cache").write_text("no folder")
    known = FileDigests(file.parent / "cache")
    assert known.of(str(file)) == sha256(b"one").hexdigest()
    known.keep()
    assert known.store.fault


def test_links_that_lead_back_are_listed_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "docs/crew").mkdir(parents=True)
    (tmp_path / "docs/crew/a.md").write_text("a")
    (tmp_path / "docs/crew/back").symlink_to("..")
    (tmp_path / "docs/gone.md").symlink_to("nowhere")
    found = {os.path.relpath(path, tmp_path): bool(about) for path, about in files_below(tmp_path / "docs")}
    assert found == {"docs/crew/a.md": True, "docs/crew/back": False, "docs/gone.md": False}
