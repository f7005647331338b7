"""A whole project in a folder of its own: a tree of files in, a real build, a tree of files out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from okrsite_mkdocs.host import MkDocsHost

from okrsite.publish.host import Order
from okrsite.publish.outcome import Outcome

CONFIG = """\
site_name: Harbour OKRs
theme:
  name: material
  font: false
plugins:
  - search
  - okrsite:
      as_of: 2026-08-14
"""

COMPANY = """\
---
okr: team
id: company
name: Harbour
---
"""

TEAM = """\
---
okr: team
id: crew
name: Crew
parent: company
---

We keep the ferries running.
"""

OBJECTIVES = """\
---
okr: objectives
team: crew
cycle: 2026-Q3
objectives:
  - id: CREW-1
    objective: Every ferry leaves on time
    owner: crew-lead
    key_results:
      - id: .punctual
        key_result: Departures within five minutes
        owner: crew-planner
        baseline: 68%
        target: 85%
        checkins:
          2026-07-13: 70%
          2026-08-10:
            value: 74%
            note: The new roster holds
---

The plan in prose.
"""

DOCS = {"docs/company.md": COMPANY, "docs/crew/team.md": TEAM, "docs/crew/2026-q3.md": OBJECTIVES}


class Folder(Struct):
    """A project's folder; what is left out of `write` stays as it is."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    def write(self, files: Mapping[str, str | bytes]) -> Folder:
        """Write files by their path."""
        for name, content in files.items():
            place = self.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return self

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a Python module with arguments in the folder."""
        return self._python("-m", *words)

    def run_code(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run some Python in the folder."""
        return self._python("-c", code)

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env={**environment, **self.environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def build(self, *, strict: bool = False, site: str = "site") -> Outcome:
        """Build in this very process, which is quicker."""
        return MkDocsHost().build(Order(self.root / "mkdocs.yml", self.root / site, strict))

    def okrsite(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run our own command."""
        return self.run("okrsite", *words)

    def mkdocs(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run MkDocs."""
        return self.run("mkdocs", *words)

    def site(self, name: str = "site") -> dict[str, bytes]:
        """Every file of the site by its path."""
        return tree(self.root / name)

    def page(self, name: str) -> str:
        """The text of one page of the site."""
        return (self.root / "site" / name).read_text(encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, but for what is kept in the cache there."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] != ".cache"
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
