"""Bytes under digests in a few large files: nothing in the folder is trusted, and anybody may share it."""

from __future__ import annotations

import os
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from okrsite.publish.packs import MANY, PackStore


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def filled(folder: Path, entries: dict[str, bytes], version: str = "1") -> PackStore:
    store = PackStore(folder, version)
    for key, body in entries.items():
        store.put(key, body)
    store.flush()
    return store


def test_what_is_put_is_got_by_this_store_and_by_another(tmp_path: Path) -> None:
    store = filled(tmp_path, {"../../etc/passwd": "grüße\n".encode(), "empty": b"", "\udce9 \ud800": b"half"})
    for reader in (store, PackStore(tmp_path, "1")):
        assert reader.get("\udce9 \ud800") == b"half"
        assert reader.get("../../etc/passwd") == "grüße\n".encode()
        assert reader.get("empty") == b""
        assert reader.get("another") is None
    assert len(list(tmp_path.iterdir())) == 1


def test_what_another_version_wrote_is_missing(tmp_path: Path) -> None:
    filled(tmp_path, {"key": b"body"}, "1")
    assert PackStore(tmp_path, "2").get("key") is None
    assert PackStore(tmp_path, "").get("key") is None


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_never_changes_a_byte(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    entries = {str(number): chance.randbytes(200) for number in range(20)}
    filled(tmp_path, entries)
    (place,) = packs(tmp_path)
    whole = bytearray(place.read_bytes())
    if seed % 2:
        del whole[chance.randrange(len(whole)) :]
    else:
        whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    place.write_bytes(whole)
    store = PackStore(tmp_path, "1")
    got = {key: store.get(key) for key in entries}
    assert all(body in (None, entries[key]) for key, body in got.items())
    assert None in got.values()


@pytest.mark.parametrize("span", [b"short", b"\xff" * 16, bytes(7) + b"\x7f" + bytes(8), bytes(15) + b"\xff"])
def test_an_index_that_somebody_made_up_counts_as_missing(tmp_path: Path, span: bytes) -> None:
    filled(tmp_path, {"key": b"body"})
    (place,) = packs(tmp_path)
    whole = place.read_bytes()
    end = len(whole) - 40 - 32
    index = whole[end : end + 16] + span
    place.write_bytes(whole[:end] + index + len(index).to_bytes(8, "big") + sha256(index).digest())
    assert PackStore(tmp_path, "1").get("key") is None
    for number in range(MANY):
        store = filled(tmp_path, {str(number): b"body"})
    store.trim()
    assert len(packs(tmp_path)) == 1
    assert [PackStore(tmp_path, "1").get(key) for key in ("0", "key")] == [b"body", None]


def test_a_damaged_entry_is_replaced_by_one_that_is_put_again(tmp_path: Path) -> None:
    filled(tmp_path, {"key": b"body" * 50})
    (place,) = packs(tmp_path)
    whole = bytearray(place.read_bytes())
    whole[40] ^= 1
    place.write_bytes(whole)
    store = PackStore(tmp_path, "1")
    assert store.get("key") is None
    store.put("key", b"body" * 50)
    store.flush()
    assert store.get("key") == PackStore(tmp_path, "1").get("key") == b"body" * 50


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    store = filled(tmp_path / "store", {"key": b"body"})
    store.trim()
    assert store.get("key") is None
    assert store.fault is not None
    assert "store" in store.fault


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PackStore(tmp_path, "1")
    store.put("key", b"body")
    monkeypatch.setattr(Path, "replace", _no_room)
    store.flush()
    assert store.fault is not None
    assert "No space left" in store.fault
    assert list(tmp_path.iterdir()) == []


def test_many_packs_become_one_that_holds_all_they_held(tmp_path: Path) -> None:
    for number in range(MANY):
        filled(tmp_path, {str(number): bytes([number]), "same": bytes([number])}).trim()
        os.utime(max(packs(tmp_path), key=lambda place: place.stat().st_mtime_ns), (number, number))
    assert len(packs(tmp_path)) == 1
    store = PackStore(tmp_path, "1")
    assert [store.get(str(number)) for number in range(MANY)] == [bytes([number]) for number in range(MANY)]
    assert store.get("same") == bytes([MANY - 1])


def test_beyond_its_limit_a_store_forgets_what_was_written_first(tmp_path: Path) -> None:
    chance = Random(0)
    for number in range(4):
        filled(tmp_path, {str(number): chance.randbytes(1000)})
        os.utime(max(packs(tmp_path), key=lambda place: place.stat().st_mtime_ns), (number, number))
    store = PackStore(tmp_path, "1", limit=3000)
    store.trim()
    assert [store.get(str(number)) is not None for number in range(4)] == [False, False, False, True]


def test_what_was_being_written_when_a_process_died_goes_after_a_day(tmp_path: Path) -> None:
    old, young = tmp_path / ".new-1-00", tmp_path / ".new-2-00"
    for place in (old, young):
        place.write_bytes(b"x")
    os.utime(old, (0, 0))
    filled(tmp_path, {"key": b"body"})
    PackStore(tmp_path, "1", limit=1).trim()
    assert not old.exists()
    assert young.exists()


def test_processes_that_were_split_off_write_packs_of_their_own(tmp_path: Path) -> None:
    store = PackStore(tmp_path, "1")
    store.put("ours", b"1")
    context = get_context("fork")
    others = [context.Process(target=_put_and_flush, args=(store, str(number))) for number in range(3)]
    for process in others:
        process.start()
    store.put("later", b"2")
    for process in others:
        process.join()
    store.flush()
    store.look_again()
    got = [store.get(key) for key in ("ours", "later", "0", "1", "2")]
    assert got == [b"1", b"2", b"0", b"1", b"2"]


def _put_and_flush(store: PackStore, key: str) -> None:
    store.put(key, key.encode())
    store.flush()


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_what_is_no_file_is_left_where_a_pack_should_be(tmp_path: Path) -> None:
    for number in range(MANY):
        filled(tmp_path, {str(number): bytes([number])})
    folder = packs(tmp_path)[0]
    folder.unlink()
    (folder / "inside").mkdir(parents=True)
    store = PackStore(tmp_path, "1")
    store.trim()
    assert store.fault is None
    assert sum(store.get(str(number)) is not None for number in range(MANY)) == MANY - 1
    store.trim()
