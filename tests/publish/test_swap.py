"""The last good site stays whole, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrsite.errors import OkrsiteError
from okrsite.publish.swap import building, put_in_place


def published(site: Path, text: str) -> Path:
    site.mkdir(parents=True)
    (site / "index.html").write_text(text)
    (site / "build.json").write_text("{}")
    return site


def left_over(site: Path) -> list[str]:
    return sorted(entry.name for entry in site.parent.iterdir() if entry != site)


def test_a_first_site_is_put_where_nothing_was(tmp_path: Path) -> None:
    site = tmp_path / "deep" / "site"
    with building(site) as new:
        (new / "index.html").write_text("one")
        put_in_place(new, site)
    assert (site / "index.html").read_text() == "one"
    assert left_over(site) == []


def test_a_new_site_replaces_the_last_one_whole(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "one")
    (site / "gone.html").write_text("of the last build")
    with building(site) as new:
        (new / "index.html").write_text("two")
        put_in_place(new, site)
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert left_over(site) == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, OSError])
def test_a_failed_build_leaves_the_last_site(tmp_path: Path, error: type[BaseException]) -> None:
    site = published(tmp_path / "site", "one")

    def fail() -> None:
        with building(site) as new:
            (new / "index.html").write_text("two")
            raise error

    with pytest.raises(error):
        fail()
    assert (site / "index.html").read_text() == "one"
    assert left_over(site) == []


def test_a_failed_exchange_brings_the_last_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = published(tmp_path / "site", "one")
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if ".new-" in self.name:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with building(site) as new, pytest.raises(OkrsiteError, match="No space left"):
        put_in_place(new, site)
    assert (site / "index.html").read_text() == "one"
    assert left_over(site) == []


def test_somebodys_own_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.odt").write_text("years of work")
    with pytest.raises(OkrsiteError, match="no published site"), building(tmp_path / "site"):
        pass
    assert (tmp_path / "site" / "thesis.odt").read_text() == "years of work"


def test_a_file_in_the_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OkrsiteError, match="is a file"), building(tmp_path / "site"):
        pass


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o750)
    with building(tmp_path / "site") as new:
        put_in_place(new, tmp_path / "site")
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o750


def test_hidden_entries_stay(tmp_path: Path) -> None:
    site = published(tmp_path / "site", "one")
    (site / ".git").write_text("gitdir: elsewhere")
    with building(site) as new:
        put_in_place(new, site)
    assert (site / ".git").read_text() == "gitdir: elsewhere"


def test_what_a_killed_build_left_is_cleared_up(tmp_path: Path) -> None:
    nobody = 2**22 - 3
    (tmp_path / f".site.new-{nobody}").mkdir()
    published(tmp_path / f".site.last-{nobody}", "one")
    with building(tmp_path / "site"):
        assert (tmp_path / "site" / "index.html").read_text() == "one"
    assert left_over(tmp_path / "site") == []


def test_a_build_that_runs_is_not_disturbed(tmp_path: Path) -> None:
    running = tmp_path / f".site.new-{os.getppid()}"
    running.mkdir()
    with building(tmp_path / "site"):
        assert running.is_dir()
