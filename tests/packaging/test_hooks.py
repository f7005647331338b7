"""The hooks that other repositories get from ours, run by pre-commit in a real repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from projects import CONFIG, DOCS, OBJECTIVES, Folder

MANIFEST = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
PLAN = "docs/crew/2026-q3.md"
TRAPPED = OBJECTIVES.replace("owner: crew-lead", "owner: @crew-lead")
TYPO = OBJECTIVES.replace("baseline: 68%", "basline: 68%")


def hooks() -> list[dict[str, Any]]:
    return list(yaml.safe_load(MANIFEST.read_text("utf-8")))


class Repository:
    """A repository whose hooks are ours, run by the okrsite that is installed here."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        here = [{**hook, "language": "system", "entry": self._entry(hook["entry"])} for hook in hooks()]
        config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": here}]})
        folder.write(
            {**DOCS, "mkdocs.yml": CONFIG, ".pre-commit-config.yaml": config, "README.md": "---\nok: >= 5\n---\n"}
        )
        self.run("git", "init", "-q")
        self.run("git", "add", "-A")

    @staticmethod
    def _entry(entry: str) -> str:
        return entry.replace("okrsite", f"'{sys.executable}' -m okrsite", 1)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        home = {"PRE_COMMIT_HOME": str(self.folder.root / ".home"), "GIT_CONFIG_GLOBAL": os.devnull}
        return subprocess.run(
            words, cwd=self.folder.root, env={**os.environ, **home}, capture_output=True, text=True, check=False
        )

    def hook(self, name: str, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", "run", name, "--color=never", *words)


@pytest.fixture
def repository(folder: Folder) -> Repository:
    return Repository(folder)


def test_pre_commit_takes_the_manifest() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_check_passes_sound_documents_and_files_that_are_none(repository: Repository) -> None:
    done = repository.hook("okrsite-check", "--all-files")
    assert "Passed" in done.stdout, done.stdout
    assert done.returncode == 0


def test_the_check_stops_a_commit_with_an_error(repository: Repository) -> None:
    repository.folder.write({PLAN: TYPO})
    repository.run("git", "add", "-A")
    done = repository.hook("okrsite-check")
    assert done.returncode == 1
    assert f"{PLAN}:13:9: OKR102 [unknown-key]" in done.stdout


def test_the_check_speaks_of_the_files_of_the_commit_only(repository: Repository) -> None:
    repository.folder.write({PLAN: TYPO})
    done = repository.hook("okrsite-check", "--files", "docs/company.md")
    assert done.returncode == 0, done.stdout


def test_the_fix_mends_a_file_and_leaves_it_to_be_added(repository: Repository) -> None:
    repository.folder.write({PLAN: TRAPPED})
    repository.run("git", "add", "-A")
    done = repository.hook("okrsite-fix")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert "`@crew-lead` in quotes" in done.stdout
    assert (repository.folder.root / PLAN).read_text("utf-8") == TRAPPED.replace("@crew-lead", '"@crew-lead"')
    repository.run("git", "add", "-A")
    assert repository.hook("okrsite-fix").returncode == 0
