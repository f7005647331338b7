"""The last good site stays whole, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from okrsite.errors import OkrsiteError
from okrsite.publish.swap import building, put_in_place, update


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


def files_of(folder: Path) -> dict[str, str]:
    """Every file below a folder by its path, but for links, which have an arrow and what they lead to."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            found[path.relative_to(folder).as_posix()] = f"-> {path.readlink()}"
        elif path.is_file():
            found[path.relative_to(folder).as_posix()] = path.read_text()
    return found


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def updated(folder: Path, last: dict[str, str], new: dict[str, str], stand: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of a site, and of nothing else, after an update."""
    site = written(folder / "site", last)
    update(site, written(folder / "new", new), stand)
    return files_of(site)


def test_an_update_replaces_adds_and_removes_and_leaves_what_stands(tmp_path: Path) -> None:
    last = {"a/index.html": "one", "b/index.html": "one", "c/index.html": "one", "c/d/index.html": "one"}
    new = {"a/index.html": "two", "e/f/index.html": "two"}
    found = updated(tmp_path, last, new, ("b/index.html",))
    assert found == {"a/index.html": "two", "b/index.html": "one", "e/f/index.html": "two"}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["a", "b", "e"]


def test_an_update_removes_empty_folders_even_where_no_file_goes(tmp_path: Path) -> None:
    for name in ("site/a/b", "site/c", "new/d/e"):
        (tmp_path / name).mkdir(parents=True)
    assert updated(tmp_path, {"a/index.html": "one"}, {"a/index.html": "two"}) == {"a/index.html": "two"}
    assert [path.name for path in sorted((tmp_path / "site").rglob("*"))] == ["a", "index.html"]


def test_a_file_that_has_the_same_bytes_is_left_alone(tmp_path: Path) -> None:
    site = written(tmp_path / "site", {"same.html": "one", "other.html": "one"})
    for place in site.iterdir():
        os.utime(place, (1, 1))
    update(site, written(tmp_path / "new", {"same.html": "one", "other.html": "two"}), ())
    assert (site / "same.html").stat().st_mtime == 1
    assert (site / "other.html").stat().st_mtime != 1


@pytest.mark.parametrize(
    ("last", "new"),
    [
        ({"a": "a file", "b": "b"}, {"a/index.html": "in a folder"}),
        ({"a/index.html": "in a folder", "a/b/c.html": "deeper"}, {"a": "a file"}),
        ({"a/b": "a file"}, {"a/b/c/d.html": "deep", "a/b/e.html": "less deep"}),
    ],
)
def test_files_and_folders_take_each_others_places(tmp_path: Path, last: dict[str, str], new: dict[str, str]) -> None:
    assert updated(tmp_path, last, new) == new


def test_what_stands_wins_over_what_was_written_for_its_place(tmp_path: Path) -> None:
    assert updated(tmp_path, {"404.html": "a page"}, {"404.html": "a template"}, ("404.html",)) == {
        "404.html": "a page"
    }


def test_hidden_entries_at_the_top_stay_unless_the_build_has_them(tmp_path: Path) -> None:
    last = {".git": "gitdir: elsewhere", ".well-known/a.txt": "one", ".well-known/b.txt": "one", ".kept/c.html": "one"}
    new = {".well-known/a.txt": "two", "d/.hidden": "two"}
    found = updated(tmp_path, {**last, "d/.gone": "one"}, new, (".kept/c.html",))
    assert found == {".git": "gitdir: elsewhere", ".kept/c.html": "one", **new}


def test_a_link_in_the_way_goes_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    own = written(tmp_path / "own", {"a.html": "one", "b.html": "mine", "c": "mine"})
    site = written(tmp_path / "site", {"index.html": "one"})
    (site / "folder").symlink_to(own)
    (site / "file.html").symlink_to(own / "b.html")
    (site / "gone.html").symlink_to("nowhere")
    new = {"folder/a.html": "one", "folder/c/d.html": "two", "file.html": "mine", "index.html": "one"}
    update(site, written(tmp_path / "new", new), ())
    assert files_of(site) == new
    assert files_of(own) == {"a.html": "one", "b.html": "mine", "c": "mine"}


def test_what_stands_behind_a_link_to_a_folder_stands_in_the_site_itself(tmp_path: Path) -> None:
    own = written(tmp_path / "own", {"a/index.html": "one", "a/b.html": "one", "foreign.html": "mine"})
    site = written(tmp_path / "site", {"index.html": "one"})
    (site / "folder").symlink_to(own)
    (own / "again").symlink_to(own / "a")
    stand = ("index.html", "folder/a/index.html", "folder/again/index.html")
    update(site, written(tmp_path / "new", {"folder/a/b.html": "two"}), stand)
    kept = {"index.html": "one", "folder/a/index.html": "one", "folder/again/index.html": "one"}
    assert files_of(site) == {**kept, "folder/a/b.html": "two"}
    assert files_of(own)["a/b.html"] == "one"


def test_a_failure_in_the_middle_is_told_and_keeps_what_is_not_replaced_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.html":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    last = {"a.html": "one", "b.html": "one", "c.html": "one", "gone.html": "one"}
    with pytest.raises(OkrsiteError, match=r"cannot take their places in .*: No space left on device"):
        updated(tmp_path, last, {"a.html": "two", "b.html": "two", "c.html": "two"})
    assert files_of(tmp_path / "site") == {**last, "a.html": "two"}
