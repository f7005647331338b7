"""`okrsite init`: a new repository, from nothing to a served page."""

from __future__ import annotations

import os
import re
import shlex
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from projects import Folder, tree

from okrsite.cli.main import commands


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """An empty folder that is the current one, in no repository."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return Folder(tmp_path)


def run(*words: str) -> Result:
    """A command in this process; what is not handled is an error of the test."""
    return CliRunner().invoke(commands, words, prog_name="okrsite", catch_exceptions=False)


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def steps_of(output: str) -> list[str]:
    """The commands that it says come next, as far as the page."""
    return [line.strip() for line in output.partition("\nNext:\n")[2].partition("\n\n")[0].splitlines()]


@pytest.mark.slow
def test_a_newcomer_is_at_a_page_with_a_check_in_of_their_own_after_six_commands(here: Folder) -> None:
    made = here.okrsite("init", "our-okrs", "--as-of", "2026-11-22")
    assert made.returncode == 0, made.stderr
    steps = steps_of(made.stdout)
    assert 1 + len(steps) <= 6
    *before, serve = steps
    folder = here.root
    for step in before:
        word, *rest = shlex.split(step)
        if word == "cd":
            folder = folder / rest[0]
            continue
        day = ["--as-of", "2026-11-22"] if rest[0] in ("build", "checkin") else []
        done = Folder(folder).okrsite(*rest, *day, *["--strict"] * (rest[0] == "build"))
        assert done.returncode == 0, done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, *shlex.split(serve)[1:], str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        page = fetched(f"http://127.0.0.1:{port}/okr/co-2026q4-1/")
    finally:
        server.kill()
        server.wait()
    value = next(step for step in steps if "checkin" in step).split()[-1]
    assert value in page and "22 November 2026" in page


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-10-01", "2026-12-31"])
def test_it_builds_strictly_on_the_first_and_on_the_last_day_of_a_cycle(here: Folder, day: str) -> None:
    assert run("init", ".", "--as-of", day).exit_code == 0
    built = here.okrsite("build", "--strict", "--as-of", day)
    assert built.returncode == 0, built.stderr


def test_each_refusal_on_the_way_says_what_to_do(here: Folder) -> None:
    assert run("init", "our-okrs", "--as-of", "2026-11-22").exit_code == 0
    f = ("-f", "our-okrs/mkdocs.yml", "--as-of", "2026-11-22")
    taken = ("checkin", "CO-2026Q4-1.renewal", "85%", "--date", "2026-11-21", *f)
    for words, hint in (
        (("init", "our-okrs"), "add `okrsite` to the `plugins`"),
        (("build",), "Go to the folder that holds it"),
        (("checkin", "renewal", "85%", *f), "Did you mean `CO-2026Q4-1.renewal`?"),
        (("checkin", "CO-2026Q4-1", "85%", *f), "Name one of its key results"),
        (("checkin", "CO-2026Q4-1.renewal", "eighty-five", *f), "Write it with its unit, as in `88%`."),
        (("checkin", "CO-2026Q4-1.renewal", "85 people", *f), "Write it in `%`."),
        (taken, "`--replace`"),
    ):
        refused = run(*words)
        assert refused.exit_code in (1, 2), words
        assert hint in refused.stderr, refused.stderr


def fetched(url: str) -> str:
    """A page, once its server is up."""
    for _ in range(100):
        try:
            with urlopen(url, timeout=5) as answer:
                text: bytes = answer.read()
                return text.decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} was never served")


def test_everything_is_written_and_told(here: Folder) -> None:
    result = run("init", "okrs", "--ci", "gitlab", "--name", "Tideline")
    assert result.exit_code == 0
    told = set(re.findall(r"^wrote (.+)$", result.stdout, re.MULTILINE))
    assert told == {path for path in tree(here.root) if path.startswith("okrs/")}
    assert "okrs/.gitlab-ci.yml" in told
    assert (here.root / "okrs/hooks/pre-commit").stat().st_mode & stat.S_IXUSR
    assert run("check", "-f", "okrs/mkdocs.yml", "--strict").exit_code == 0


def test_nothing_is_overwritten_and_then_nothing_is_written(here: Folder) -> None:
    here.write({"README.md": "Mine.", "docs": "A file where a folder should be."})
    before = tree(here.root)
    result = run("init")
    assert result.exit_code == 1
    listed = result.stderr.splitlines()
    assert "docs/strategy.md" in listed and "mkdocs.yml" not in listed
    assert "nothing was written" in result.stderr and "hint: Move them away, or name another folder" in result.stderr
    assert tree(here.root) == before


def test_a_link_to_nowhere_is_in_the_way_too(here: Folder) -> None:
    (here.root / "mkdocs.yml").symlink_to("elsewhere.yml")
    assert run("init").exit_code == 1
    assert [path.name for path in here.root.iterdir()] == ["mkdocs.yml"]


def test_a_dry_run_lists_the_files_and_writes_none(here: Folder) -> None:
    result = run("init", "okrs", "--dry-run")
    assert "would write okrs/mkdocs.yml" in result.stdout
    assert tree(here.root) == {}
    would = re.findall(r"^would write (.+)$", result.stdout, re.MULTILINE)
    assert would == re.findall(r"^wrote (.+)$", run("init", "okrs").stdout, re.MULTILINE)


def test_a_readme_of_a_fresh_clone_stays_as_it_is(here: Folder) -> None:
    here.write({"README.md": "Mine.", "LICENSE": "Mine too."})
    told = "not written: README.md is there already"
    assert told in run("init", "--dry-run").stdout
    result = run("init")
    assert result.exit_code == 0
    assert told in result.stdout and "wrote README.md" not in result.stdout
    assert (here.root / "README.md").read_text() == "Mine."
    assert run("check", "--strict").exit_code == 0


def test_one_file_in_the_way_is_spoken_of_as_one(here: Folder) -> None:
    here.write({"mkdocs.yml": "site_name: Mine"})
    result = run("init")
    assert "1 file is there already" in result.stderr and "hint: Move it away, or" in result.stderr


def test_the_readme_tries_the_reading_that_comes_next(here: Folder) -> None:
    step = next(one for one in steps_of(run("init").stdout) if "checkin" in one)
    assert f"\n{step}\n" in (here.root / "README.md").read_text()


def test_in_a_repository_without_hooks_one_is_installed_that_keeps_errors_out(here: Folder) -> None:
    git(here.root, "init", "-q")
    result = run("init", "our okrs", "--as-of", "2026-11-22")
    assert "installed the hook" in result.stdout
    hook = here.root / ".git/hooks/pre-commit"
    assert os.access(hook, os.X_OK)
    assert "cd 'our okrs' || exit 1" in hook.read_text()
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    assert subprocess.run([hook], cwd=here.root, env=environment, capture_output=True).returncode == 0
    goals = here.root / "our okrs/docs/product/2026-q4.md"
    goals.write_text(goals.read_text().replace("baseline: 42%", "baseline: 42 hours"))
    assert subprocess.run([hook], cwd=here.root, env=environment, capture_output=True).returncode == 1


@pytest.mark.parametrize("kind", ["hook", "setting"])
def test_hooks_that_are_there_are_left_alone(here: Folder, kind: str) -> None:
    git(here.root, "init", "-q")
    hook = here.root / ".git/hooks/pre-commit"
    if kind == "hook":
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("mine")
    else:
        git(here.root, "config", "core.hooksPath", "elsewhere")
    result = run("init")
    assert "left your git hooks alone" in result.stdout and "git config core.hooksPath hooks" in result.stdout
    assert hook.read_text() == "mine" if kind == "hook" else not hook.exists()


@pytest.mark.parametrize("words", [("--name", " "), ("--ci", "jenkins"), ("--as-of", "soon"), ("a", "b")])
def test_wrong_usage_is_told_apart(here: Folder, words: tuple[str, ...]) -> None:
    assert run("init", *words).exit_code == 2
    assert tree(here.root) == {}


def test_a_folder_that_can_not_be_written_is_told(here: Folder) -> None:
    here.write({"file": "x"})
    result = run("init", "file/okrs")
    assert result.exit_code == 1
    assert "hint:" in result.stderr


def test_a_folder_whose_name_is_too_long_is_refused(here: Folder) -> None:
    result = run("init", "x" * 300)
    assert result.exit_code == 1
    assert "can't be written: File name too long; nothing was changed" in result.stderr
