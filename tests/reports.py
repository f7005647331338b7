"""Small organisations for all tests: documents as text in, a report out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

AS_OF = date(2026, 8, 14)
CONTENT = Path(__file__).parents[1] / "content"


def source_file(uri: str, text: str) -> SourceFile:
    """A file below `content/`; text without front matter marks is all front matter."""
    whole = dedent(text).lstrip("\n")
    if not whole.startswith("---"):
        whole = f"---\n{whole.rstrip()}\n---\n"
    return SourceFile(f"content/{uri}", uri, whole.encode())


def reported(*texts: str, as_of: date = AS_OF, settings: Settings | None = None) -> Report:
    """The report of documents given as text, whose names are their numbers."""
    files = [source_file(f"{index}.md", text) for index, text in enumerate(texts)]
    return report(files, settings or Settings(root="onboarding"), as_of)


def example_report() -> Report:
    """The report of the example organisation on its pinned day."""
    uris = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.md"))
    return report([SourceFile(f"content/{uri}", uri, (CONTENT / uri).read_bytes()) for uri in uris], Settings(), AS_OF)
