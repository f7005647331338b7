"""A real git repository in a folder, whose commits bear the days and names that a test gives them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from okrsite.model.past import Past
from okrsite.publish.git import checkout_of
from okrsite.publish.past import read_past
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.report import Report

AS_OF = date(2026, 8, 14)
CONFIG = "site_name: Harbour\nplugins:\n  - okrsite:\n      root: sales\n"
TEAM = "---\nokr: team\nid: sales\nname: Sales\n---\n"


def goal(*lines: str, more: str = "", id: str = "S-1", cycle: str = "2026-Q3") -> str:
    """A document with one objective and one key result `.won`, given by its lines."""
    own = "".join(f"        {line}\n" for line in lines)
    top = f"---\nokr: objectives\nteam: sales\ncycle: {cycle}\nobjectives:\n"
    head = f"{top}  - id: {id}\n    objective: Sell what helps\n    owner: sales-lead\n{more}"
    return f"{head}    key_results:\n      - id: .won\n        key_result: Win deals\n{own}---\n"


class Repository(Struct, frozen=True):
    """A repository with a project whose documents lie in `docs`."""

    root: Path

    def git(self, *words: str, day: str = "2026-07-01", author: str = "Ada", check: bool = True) -> str:
        """The output of a git command; commits are dated by day, or by day and time with an offset."""
        moment = day if "T" in day else f"{day}T12:00:00+00:00"
        names = {f"GIT_{role}_{part}": author for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": "2026-12-01T00:00:00+00:00"}
        outside = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**names, **dates, **outside},
            check=check,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files below `docs`, and remove those that are None."""
        for name, text in files.items():
            place = self.root / "docs" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                place.unlink()
            else:
                place.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, day: str, files: Mapping[str, str | bytes | None], author: str = "Ada") -> str:
        """Write files below `docs` and commit them; the commit's id."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "Change", day=day, author=author)
        return self.git("rev-parse", "HEAD")

    def past(self) -> Past:
        """What git knows of the documents."""
        return read_past(checkout_of(self.root / "docs"), self.root / ".cache")

    def report(self, as_of: date = AS_OF) -> Report:
        """The numbers of a day, as all commands get them."""
        press = Press(read_project(self.root / "mkdocs.yml"), as_of)
        return press.report(press.project.documents())


def new_repository(folder: Path) -> Repository:
    """A repository with a configuration and a team, without a commit."""
    repository = Repository(folder)
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / ".gitignore").write_text(".cache/\n")
    repository.write({"team.md": TEAM})
    repository.git("init", "-q", "-b", "main")
    return repository
