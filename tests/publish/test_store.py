"""Texts under digests: nothing in the folder is trusted."""

from __future__ import annotations

import os
from pathlib import Path

from okrsite.publish.store import TextStore


def entries(store: TextStore) -> list[Path]:
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = TextStore(tmp_path / "store")
    store.put("../../etc/passwd", "grüße\n")
    assert store.get("../../etc/passwd") == "grüße\n"
    assert store.get("another") is None
    assert all(path.is_relative_to(tmp_path / "store") for path in entries(store))


def test_a_damaged_entry_counts_as_missing(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    store.put("key", "the text")
    (entry,) = entries(store)
    for damage in (b"", b"the text", entry.read_bytes()[:-1], b"\xff\xfe\n" + entry.read_bytes()):
        entry.write_bytes(damage)
        assert store.get("key") is None
    store.put("key", "the text")
    assert store.get("key") == "the text"


def test_an_entry_in_the_place_of_another_counts_as_missing(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    store.put("key", "the text")
    (entry,) = entries(store)
    store.put("other", "the other text")
    (other,) = set(entries(store)) - {entry}
    other.write_bytes(entry.read_bytes())
    assert (store.get("key"), store.get("other")) == ("the text", None)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    store = TextStore(tmp_path / "store")
    store.put("key", "text")
    assert store.get("key") is None
    assert store.fault is not None
    assert "store" in store.fault


def test_the_longest_unused_goes_first(tmp_path: Path) -> None:
    store = TextStore(tmp_path, limit=3000)
    for number in range(4):
        store.put(str(number), str(number) * 900)
    for number, entry in enumerate(sorted(entries(store), key=lambda path: path.read_bytes()[-1])):
        os.utime(entry, (number, number))
    assert store.get("0") is not None
    store.trim()
    assert [store.get(str(number)) is not None for number in range(4)] == [True, False, True, True]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    store = TextStore(tmp_path)
    for _ in range(3):
        store.put("key", "text")
    assert len(entries(store)) == 1
