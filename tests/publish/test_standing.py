"""What stands in a folder after some of its files were written is told without looking at all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.publish.standing import restanding, standing
from okrsite.publish.swap import move_in


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of some files."""
    for name in ("index.html", "okr/a/index.html", "okr/b/index.html", "grüße/index.html"):
        place = tmp_path / "site" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("old")
    return tmp_path / "site"


def test_after_files_were_moved_in_it_is_what_a_look_at_all_tells(site: Path, tmp_path: Path) -> None:
    before = standing(site)
    for name in ("okr/b/index.html", "grüße/index.html"):
        (tmp_path / "new" / name).parent.mkdir(parents=True)
        (tmp_path / "new" / name).write_text("newer")
    moved = move_in(site, tmp_path / "new")
    assert moved == ["grüße/index.html", "okr/b/index.html"]
    assert (site / "okr/b/index.html").read_text() == "newer"
    assert restanding(before, site, moved) == standing(site) != before


def test_where_nothing_was_written_it_is_what_it_was(site: Path) -> None:
    before = standing(site)
    assert restanding(before, site, []) is before


def test_a_file_that_was_not_there_is_beyond_what_is_known(site: Path) -> None:
    before = standing(site)
    (site / "new.html").write_text("new")
    assert restanding(before, site, ["new.html"]) is None
