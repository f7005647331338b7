"""Small organisations for all tests: documents as text in, a report out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

AS_OF = date(2026, 8, 14)
Reporter = Callable[..., Report]


def source_file(uri: str, text: str) -> SourceFile:
    """A file below `content/`; text without front matter marks is all front matter."""
    whole = dedent(text).lstrip("\n")
    if not whole.startswith("---"):
        whole = f"---\n{whole.rstrip()}\n---\n"
    return SourceFile(f"content/{uri}", uri, whole.encode())


@pytest.fixture
def reported() -> Reporter:
    """Make a report of documents given as text, in the order of their names."""

    def make(*texts: str, as_of: date = AS_OF, settings: Settings | None = None, **named: str) -> Report:
        files = [source_file(f"{index}.md", text) for index, text in enumerate(texts)]
        files += [source_file(f"{name}.md", text) for name, text in named.items()]
        return report(files, settings or Settings(root="onboarding"), as_of)

    return make


@pytest.fixture(scope="session")
def example() -> Report:
    """The report of the example organisation on its pinned day."""
    content = Path(__file__).parents[1] / "content"
    uris = sorted(path.relative_to(content).as_posix() for path in content.rglob("*.md"))
    files = [SourceFile(f"content/{uri}", uri, (content / uri).read_bytes()) for uri in uris]
    return report(files, Settings(), AS_OF)
