"""`okrsite build`: whatever goes wrong, the last good site is still there, whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from okrsite_mkdocs.host import MkDocsHost
from projects import CONFIG, OBJECTIVES, Folder

from okrsite.cli.main import commands
from okrsite.publish.host import Order
from okrsite.publish.outcome import Outcome
from okrsite.publish.stamp import Stamp

MAIN = '{% extends "base.html" %}\n'
BROKEN = b"---\nokr: team\nid: [\n---\n"


@pytest.fixture
def here(harbour: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A project that is the current folder."""
    monkeypatch.chdir(harbour.root)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return harbour


def build(*words: str) -> Result:
    """Build in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, ["build", *words], prog_name="okrsite", catch_exceptions=False)


def about(folder: Folder) -> str:
    return str(json.loads(folder.page("build.json"))["as_of"])


def test_a_site_is_built_where_the_configuration_says(here: Folder) -> None:
    result = build()
    assert result.exit_code == 0
    assert "built the site into site" in result.stderr
    assert "okr/crew-1/index.html" in here.site()


def test_another_folder_can_be_named(here: Folder) -> None:
    assert build("--site-dir", "public/site").exit_code == 0
    assert "index.html" in here.site("public/site")
    assert not (here.root / "site").exists()


def test_a_build_of_nothing_new_says_so(here: Folder) -> None:
    build()
    before = here.site()
    again = build()
    assert (again.exit_code, "nothing changed" in again.stderr) == (0, True)
    assert here.site() == before


@pytest.mark.parametrize(
    "change",
    [
        {"docs/crew/2026-q3.md": OBJECTIVES.replace("74%", "75%")},
        {"docs/guide.md": "# Guide\n"},
        {"docs/image.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"},
        {"mkdocs.yml": CONFIG + "      grace: 7\n"},
        {"site/index.html": "somebody wrote here"},
        {"site/more.html": "somebody wrote here"},
    ],
)
def test_whatever_changes_is_built(here: Folder, change: dict[str, str]) -> None:
    build()
    here.write(change)
    assert "built the site" in build().stderr
    assert b"somebody wrote here" not in b"".join(here.site().values())


def test_whatever_goes_from_the_site_is_built(here: Folder) -> None:
    build()
    before = here.site()
    (here.root / "site/okr/crew-1/index.html").unlink()
    assert "built the site" in build().stderr
    assert here.site() == before


def test_templates_of_the_author_are_among_what_changes(here: Folder) -> None:
    here.write({"mkdocs.yml": CONFIG.replace("font: false", "font: false\n  custom_dir: own"), "own/main.html": MAIN})
    build()
    assert "nothing changed" in build().stderr
    here.write({"own/main.html": MAIN + " "})
    assert "built the site" in build().stderr


def test_another_audience_is_built(here: Folder) -> None:
    build()
    assert "built the site" in build("--audience", "public").stderr


def test_another_version_of_ours_or_of_the_host_is_built(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setattr("okrsite.publish.stamp.code_stamp", lambda: "other")
    assert "built the site" in build().stderr
    monkeypatch.setattr("okrsite_mkdocs.host.MkDocsHost.versions", lambda _: {"mkdocs": "9"})
    assert "built the site" in build().stderr


def test_another_commit_is_built(here: Folder) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=crew-lead", "-c", "user.email=crew-lead@example.org")
        subprocess.run(["git", *who, *words], cwd=here.root, check=True, capture_output=True)

    here.write({".gitignore": "site\n.cache\n"})
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    build()
    assert "nothing changed" in build().stderr
    git("commit", "-q", "--allow-empty", "-m", "two")
    assert "built the site" in build().stderr


def test_what_changes_while_a_site_is_built_is_built_again(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = MkDocsHost.build

    def edited(host: MkDocsHost, order: Order) -> Outcome:
        outcome = real(host, order)
        here.write({"docs/guide.md": "# Guide\n"})
        return outcome

    monkeypatch.setattr(MkDocsHost, "build", edited)
    build()
    monkeypatch.undo()
    monkeypatch.chdir(here.root)
    assert "guide/index.html" not in here.site()
    assert "built the site" in build().stderr
    assert "guide/index.html" in here.site()


def test_a_site_that_another_build_put_there_meanwhile_is_not_taken_for_ones_own(
    here: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other build ends between this one's site and its stamp."""
    from okrsite.publish import build as module

    real = module.write_stamp

    def late(place: Path, stamp: Stamp) -> None:
        monkeypatch.setattr(module, "write_stamp", real)
        assert "built the site" in build("--as-of", "2026-08-20").stderr
        real(place, stamp)

    monkeypatch.setattr(module, "write_stamp", late)
    build()
    assert about(here) == "2026-08-20"
    assert "built the site" in build().stderr
    assert about(here) == "2026-08-14"


def test_another_day_is_built(here: Folder) -> None:
    build()
    assert about(here) == "2026-08-14"
    assert "built the site" in build("--as-of", "2026-08-20").stderr
    assert about(here) == "2026-08-20"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1, 2]", b"\xff\xfe", b'{"format": "okrsite-stamp/1", "site": []}'])
def test_a_damaged_cache_is_built_anew(here: Folder, damage: bytes) -> None:
    build()
    before = here.site()
    for file in (path for path in (here.root / ".cache").rglob("*") if path.is_file()):
        file.write_bytes(damage)
    assert "built the site" in build().stderr
    assert here.site() == before


def test_a_cache_that_cannot_be_written_is_said_once(here: Folder) -> None:
    here.write({".cache": "a file where the folder should be"})
    for _ in range(2):
        result = build()
        assert result.exit_code == 0
        assert "built the site" in result.stderr
        assert result.stderr.count("cannot be written") == 1


def test_a_stamp_that_cannot_be_written_is_said(here: Folder) -> None:
    here.write({".cache/okrsite/stamps": "a file where the folder should be"})
    result = build()
    assert (result.exit_code, result.stderr.count("the cache `.cache/okrsite` cannot be written")) == (0, 1)


def test_pages_that_cannot_be_kept_are_said_and_made_each_time(here: Folder) -> None:
    here.write({".cache/okrsite/pages": "a file where the folder should be"})
    result = build()
    assert (result.exit_code, result.stderr.count("the cache `pages` cannot be written")) == (0, 1)
    before = here.site()
    shutil.rmtree(here.root / "site")
    assert build().exit_code == 0
    assert here.site() == before


def test_explain_says_why_a_file_was_made(here: Folder) -> None:
    build()
    here.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("Every ferry leaves", "Each boat leaves")})
    result = build("--explain")
    assert "okr/crew-1/index.html: what its author wrote, its title or its place changed\n" in result.stdout
    assert "quality/rules/okr101/index.html" not in result.stdout
    assert re.search(r"built the site into site, \d+ of \d+ files made anew", result.stderr)


def test_explain_says_why_everything_was_looked_at(here: Folder) -> None:
    assert "everything was looked at, for no site stands that was built" in build("--explain").stdout
    here.write({"docs/new.md": "# New\n"})
    assert "everything was looked at, for a document is new, gone or renamed\n" in build("--explain").stdout
    assert "everything" not in build("--explain").stdout


def test_a_strict_failure_leaves_the_last_site(here: Folder) -> None:
    build()
    before = here.site()
    here.write({"docs/bad.md": BROKEN})
    result = build("--strict")
    assert result.exit_code == 1
    assert "docs/bad.md:" in result.stderr
    assert "left as it was" in result.stderr
    assert here.site() == before
    assert sorted(path.name for path in here.root.iterdir()) == [".cache", "docs", "mkdocs.yml", "site"]


def test_a_finding_alone_fails_nothing(here: Folder) -> None:
    here.write({"docs/bad.md": BROKEN})
    result = build()
    assert result.exit_code == 0
    assert "OKR101" in result.stderr
    assert "OKR101" in build().stderr


def test_a_strict_first_build_writes_nothing(here: Folder) -> None:
    here.write({"docs/bad.md": BROKEN})
    assert build("--strict").exit_code == 1
    assert not (here.root / "site").exists()


def test_a_complaint_of_the_host_fails_a_strict_build(here: Folder) -> None:
    here.write({"docs/guide.md": "# Guide\n\nSee [nothing](missing.md).\n"})
    result = build("--strict")
    assert result.exit_code == 1
    assert "missing.md" in result.stderr


def test_what_is_not_public_leaves_the_last_site(here: Folder) -> None:
    build()
    before = here.site()
    here.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("okr: objectives", "okr: objectives\nvisibility: internal")})
    result = build()
    assert result.exit_code == 1
    assert "OKR118" in result.stderr
    assert here.site() == before


def test_an_interrupted_build_leaves_the_last_site(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = here.site()

    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("okrsite.publish.edition.Edition.fragment", interrupted)
    here.write({"docs/guide.md": "# Guide\n"})
    result = build()
    assert result.exit_code == 1
    assert here.site() == before
    assert not list(here.root.glob(".site.*"))


def test_a_full_disk_leaves_the_last_site(here: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = here.site()

    def full(_content: bytes, place: str) -> None:
        raise OSError(28, "No space left on device", place)

    monkeypatch.setattr("mkdocs.utils.write_file", full)
    here.write({"docs/guide.md": "# Guide\n"})
    result = build()
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert here.site() == before


def test_somebodys_own_folder_is_left_alone(here: Folder) -> None:
    here.write({"precious/thesis.txt": "years of work"})
    result = build("--site-dir", "precious")
    assert result.exit_code == 1
    assert "left alone" in result.stderr
    assert here.site("precious") == {"thesis.txt": b"years of work"}


def test_a_configuration_can_stand_elsewhere(here: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert build("-f", str(here.root / "mkdocs.yml")).exit_code == 0
    assert "index.html" in here.site()


def test_keys_of_any_kind_may_stand_in_the_configuration(here: Folder) -> None:
    here.write({"mkdocs.yml": CONFIG + "extra:\n  2026: x\n  name: y\n"})
    assert build().exit_code == 0
    assert "nothing changed" in build().output


def test_links_that_lead_back_end_a_build_with_their_name(here: Folder) -> None:
    assert build().exit_code == 0
    before = here.site()
    for name in ("one", "two"):
        (here.root / "docs" / name).symlink_to(".")
    done = build()
    assert done.exit_code == 1
    assert "the link `docs/one` leads back to a folder that it lies in" in done.output
    assert here.site() == before


def test_files_that_cannot_be_read_cost_nothing_but_themselves(here: Folder) -> None:
    os.mkfifo(here.root / "docs/pipe.md")
    (here.root / "docs/gone.md").symlink_to("nowhere.md")
    here.write({"docs/UPPER.MD": BROKEN})
    Path(os.fsdecode(os.fsencode(here.root) + b"/docs/b\xff.md")).write_bytes(BROKEN)
    done = build()
    assert done.exit_code == 0, done.output
    for name in ("docs/pipe.md", "docs/gone.md", "docs/UPPER.MD", "docs/b\\xff.md"):
        assert f"{name}:1:1: OKR101" in done.output, name
    assert (here.root / "site/okr/crew-1/index.html").exists()
    assert not (here.root / "site/UPPER.MD").exists()
