"""What is recorded of a site is read again; whatever else is found there is no record."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from okrsite.publish.record import (
    NO_RECORD,
    Inputs,
    Record,
    amend_record,
    read_record,
    record_place,
    write_record,
)

WORDS, SHOWN = "0a" * 16, "b1" * 16
NAMES = ("index.html", "grüße/index.html", os.fsdecode(b"\xff.html"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three files."""
    for name in NAMES:
        place = tmp_path / "site" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("one")
    return tmp_path / "site"


def recorded(site: Path) -> Path:
    """The place of a record that was written of a site."""
    place = record_place(site.parent / "cache", site)
    write_record(place, site, "frame", {name: Inputs(WORDS, SHOWN) for name in NAMES})
    return place


def sealed(place: Path, content: bytes) -> Path:
    """A file whose digest fits, as a program writes it that means something else by it."""
    place.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)
    return place


def told(place: Path) -> tuple[dict[str, Any], bytes]:
    """What is written at a place: what is told of all, and the columns behind it."""
    about, _, columns = place.read_bytes().partition(b"\n")[2].partition(b"\n")
    return json.loads(about), columns


def test_what_is_written_is_read(site: Path) -> None:
    record = read_record(recorded(site))
    assert record.frame == "frame"
    assert list(record.files) == list(NAMES)
    for name, entry in record.files.items():
        assert entry.inputs == Inputs(WORDS, SHOWN)
        assert entry.stands(site, name)


def test_each_site_has_a_record_of_its_own(site: Path) -> None:
    assert read_record(record_place(site.parent / "cache", site)) == NO_RECORD
    recorded(site)
    assert read_record(record_place(site.parent / "cache", site.with_name("other"))) == NO_RECORD


def test_a_file_that_is_gone_written_or_another_does_not_stand(site: Path) -> None:
    files = read_record(recorded(site)).files
    (site / NAMES[0]).write_text("two and more")
    (site / NAMES[1]).unlink()
    (site / NAMES[2]).unlink()
    (site / NAMES[2]).mkdir()
    assert not any(entry.stands(site, name) for name, entry in files.items())


def test_a_file_that_was_changed_with_its_size_and_time_kept_does_not_stand(site: Path) -> None:
    entry = read_record(recorded(site)).files[NAMES[0]]
    before = (site / NAMES[0]).stat()
    (site / NAMES[0]).write_text("two")
    os.utime(site / NAMES[0], ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (site / NAMES[0]).stat().st_mtime_ns == before.st_mtime_ns
    assert not entry.stands(site, NAMES[0])


def test_a_file_that_is_not_there_cannot_be_recorded(site: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_record(site.parent / "record", site, "frame", {"nowhere.html": Inputs(WORDS, SHOWN)})


def test_damage_anywhere_is_no_record(site: Path) -> None:
    place = recorded(site)
    whole = place.read_bytes()
    for at in range(0, len(whole), 7):
        place.write_bytes(whole[:at])
        assert read_record(place) == NO_RECORD
        place.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert read_record(place) == NO_RECORD


def test_what_is_no_file_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to("circle")
    assert read_record(tmp_path) == read_record(tmp_path / "circle") == read_record(tmp_path / "none") == NO_RECORD


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"null", b"[]", b"7", b"{}", b"\xff", b"[" * 100_000, b"1" * 5_000),
        *(b'{"format":"okrsite-record/0","frame":"","files":{}}', b'{"format":["okrsite-record/3"]}'),
        b'{"format":"okrsite-record/3","frame":""}\n',
    ],
)
def test_another_format_is_no_record(tmp_path: Path, content: bytes) -> None:
    assert read_record(sealed(tmp_path / "record", content)) == NO_RECORD


@pytest.mark.parametrize("key", ["paths", "digests", "frame", "format"])
@pytest.mark.parametrize("value", [None, [], "index.html", -1, 0, 1, 10**30, 1.5, True, {"index.html": 7}])
def test_a_foreign_head_is_no_record(site: Path, key: str, value: object) -> None:
    place = recorded(site)
    about, columns = told(place)
    found = read_record(sealed(place, json.dumps({**about, key: value}).encode() + b"\n" + columns))
    assert found == NO_RECORD or (key == "frame" and found.frame == str(value))


@pytest.mark.parametrize("columns", [b"", b"\0", b"index.html\0", b"\0" * 57, b"x" * 500])
def test_columns_of_other_lengths_are_no_record(site: Path, columns: bytes) -> None:
    place = recorded(site)
    about, _ = told(place)
    assert read_record(sealed(place, json.dumps(about).encode() + b"\n" + columns)) == NO_RECORD


def test_what_some_files_are_made_from_now_is_recorded_beside_the_others(site: Path) -> None:
    place = recorded(site)
    before = read_record(place).files
    other, new = Inputs("c2" * 16, "d3" * 16), "new.html"
    for name in (NAMES[1], new):
        (site / name).write_text("longer than before")
    amend_record(place, site, {NAMES[1]: other, new: other})
    record = read_record(place)
    assert record.frame == "frame"
    assert list(record.files) == [*NAMES, new]
    assert [record.files[name] for name in (NAMES[0], NAMES[2])] == [before[NAMES[0]], before[NAMES[2]]]
    for name in (NAMES[1], new):
        assert record.files[name].inputs == other
        assert record.files[name].stands(site, name)


def test_no_record_has_no_frame_that_a_site_could_have() -> None:
    assert Record() == NO_RECORD
    assert (NO_RECORD.frame, dict(NO_RECORD.files)) == ("", {})
