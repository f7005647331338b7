"""`okrsite diff`: what a change does, its goals first, in words and as Markdown."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from projects import CONFIG, DOCS, OBJECTIVES, Folder

LATER = CONFIG.replace("as_of: 2026-08-14", "as_of: commit")


def commit(folder: Folder, day: str = "2026-08-14") -> None:
    names = {f"GIT_{role}_{part}": "crew-lead" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    dates = {f"GIT_{role}_DATE": f"{day}T12:00:00+02:00" for role in ("AUTHOR", "COMMITTER")}
    for words in (["add", "."], ["commit", "-q", "-m", "Change"]):
        environment = {**os.environ, **names, **dates}
        subprocess.run(["git", *words], cwd=folder.root, env=environment, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Folder:
    """A project in git with one commit."""
    folder = Folder(tmp_path).write({"mkdocs.yml": CONFIG, **DOCS})
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit(folder)
    return folder


def diff(folder: Folder, *words: str) -> list[str]:
    done = folder.okrsite("diff", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_lowered_target_is_in_the_first_lines(repository: Folder) -> None:
    repository.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("target: 85%", "target: 80%")})
    commit(repository)
    lines = diff(repository, "HEAD~1", "HEAD")
    assert lines[0].startswith("1 goal is made easier, 2 scores change")
    assert lines[2] == "Targets moved"
    assert "Departures within five minutes" in lines[3]
    assert "target 85% → 80%, easier (no revision is logged)" in lines[3]


def test_files_that_are_not_committed_are_the_newer_side(repository: Folder) -> None:
    repository.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("value: 74%", "value: 80%")})
    lines = diff(repository, "HEAD")
    assert lines[0] == "2 scores change."
    assert any("0.35 → 0.71, On track → Achieved" in line for line in lines)


def test_both_sides_are_of_the_newer_day(repository: Folder) -> None:
    repository.write({"mkdocs.yml": LATER, "docs/crew/note.md": "# Note\n"})
    commit(repository, "2026-09-14")
    assert diff(repository, "HEAD~1", "HEAD")[0] == "Nothing changes: the same goals, numbers and findings."


def test_markdown_shows_words_as_they_are_and_rings_nobody_up(repository: Folder) -> None:
    changed = OBJECTIVES.replace("Departures within five minutes", "Departures <b>of</b> [all](x) @crew `a|b`")
    repository.write({"docs/crew/2026-q3.md": changed.replace("target: 85%", "target: 90%")})
    text = "\n".join(diff(repository, "HEAD", "--format", "markdown"))
    assert text.startswith("### 1 goal is made harder")
    assert "<b>" not in text
    assert "\\<b\\>of\\</b\\> \\[all\\]\\(x\\)" in text
    assert "@\u200bcrew" in text
    assert "**Targets moved**" in text


@pytest.mark.parametrize("revision", ["no-such-thing", "--upload-pack=x", "HEAD~9"])
def test_an_unknown_revision_is_told_in_a_sentence(repository: Folder, revision: str) -> None:
    done = repository.okrsite("diff", "--", revision)
    assert done.returncode == 1
    assert f"there is no revision `{revision}`" in done.stderr
    assert "hint:" in done.stderr


def test_a_revision_without_the_configuration_says_so(repository: Folder) -> None:
    (repository.root / "mkdocs.yml").rename(repository.root / "other.yml")
    commit(repository)
    done = repository.okrsite("diff", "HEAD~1", "-f", "other.yml")
    assert done.returncode == 1
    assert "`other.yml` does not exist in `HEAD~1`" in done.stderr


def test_without_a_repository_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}).write({"mkdocs.yml": CONFIG, **DOCS})
    done = folder.okrsite("diff", "HEAD")
    assert done.returncode == 1
    assert "there is no git repository here" in done.stderr


def test_a_broken_document_on_one_side_is_a_finding_and_no_end(repository: Folder) -> None:
    repository.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("objectives:", "objectives: [")})
    lines = diff(repository, "HEAD")
    assert "1 new error" in lines[0]
    assert "Removed" in lines


def test_a_site_below_the_top_of_its_repository_is_compared_too(tmp_path: Path) -> None:
    top = Folder(tmp_path)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    inner = Folder(tmp_path / "okrs").write({"mkdocs.yml": CONFIG, **DOCS})
    commit(top)
    inner.write({"docs/crew/2026-q3.md": OBJECTIVES.replace("target: 85%", "target: 80%")})
    assert diff(inner, "HEAD")[0].startswith("1 goal is made easier")
