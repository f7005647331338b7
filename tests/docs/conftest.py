"""The guide as the tests see it: its pages cut into sections, tables, fenced blocks and links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct

from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.publish.site import context_of, site_of
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile
from okrsite.views.context import Context

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"
AS_OF = date(2026, 8, 14)

_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_HEADING = re.compile(r"(?P<level>#{1,6}) +(?P<title>.*?)(?: +\{ *#(?P<id>[\w.-]+) *\})? *")
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"(`+)(?!`)(?:.*?[^`])\1(?!`)")


class Block(Struct, frozen=True):
    """A fenced block: its name, its text and the second-level section that it stands in."""

    page: str
    section: str
    line: int
    info: str
    text: str

    @property
    def is_document(self) -> bool:
        """Whether it shows a whole OKR document."""
        return self.info == "yaml" and self.text.startswith(("okr:", "---"))

    def as_file(self) -> SourceFile:
        """The document as a file of its own."""
        text = self.text if self.text.startswith("---") else f"---\n{self.text}\n---\n"
        uri = f"{self.page}-{self.line:04}.md"
        return SourceFile(f"content/{uri}", uri, text.encode())


class Table(Struct, frozen=True):
    """A table: the titles of its columns and the cells of its rows, with the section that it stands in."""

    page: str
    section: str
    heading: str
    line: int
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class GuidePage(Struct, frozen=True):
    """A page of the guide, or another of our Markdown files."""

    path: Path

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text("utf-8")

    def at(self, path: Path) -> GuidePage:
        """Another file, read the same way."""
        return GuidePage(path)

    def blocks(self) -> list[Block]:
        """Its fenced blocks in order."""
        return [part for part in self._parts() if isinstance(part, Block)]

    def tables(self) -> list[Table]:
        """Its tables in order."""
        return [part for part in self._parts() if isinstance(part, Table)]

    def prose(self) -> str:
        """Everything outside of fenced blocks."""
        return "\n".join(part for part in self._parts() if isinstance(part, str))

    def links(self) -> list[str]:
        """The targets of its links, those in code left out."""
        return [match["target"] for match in _LINK.finditer(_CODE.sub("", self.prose()))]

    def anchors(self) -> set[str]:
        """The ids that its headings get."""
        from markdown.extensions.toc import slugify, unique

        used: set[str] = set()
        found = []
        for line in self.prose().splitlines():
            heading = _HEADING.fullmatch(line)
            if heading:
                title = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading["title"])
                found.append(heading["id"] or unique(slugify(title, "-"), used))
        return set(found)

    def organisation(self, section: str | None = None, as_of: date = AS_OF) -> Report:
        """What the documents shown on the page amount to, or those of one of its sections."""
        shown = [block for block in self.blocks() if block.is_document and section in (None, block.section)]
        return report([block.as_file() for block in shown], Settings(), as_of)

    def _parts(self) -> Iterator[Block | Table | str]:
        lines = self.text.splitlines()
        section = heading = ""
        at = 0
        while at < len(lines):
            line = lines[at]
            fence = _FENCE.fullmatch(line)
            title = _HEADING.fullmatch(line)
            if fence:
                end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == fence["fence"])
                inside = "\n".join(part.removeprefix(fence["indent"]) for part in lines[at + 1 : end])
                yield Block(self.name, section, at + 1, fence["info"].strip(), inside)
                at = end + 1
                continue
            if title:
                heading = title["title"]
                section = heading if len(title["level"]) <= 2 else section
            if line.startswith("|") and (at == 0 or not lines[at - 1].startswith("|")):
                yield self._table(lines, at, section, heading)
            yield line
            at += 1

    def _table(self, lines: list[str], at: int, section: str, heading: str) -> Table:
        end = next((n for n in range(at, len(lines)) if not lines[n].startswith("|")), len(lines))
        rows = [_cells(line) for line in lines[at:end]]
        return Table(self.name, section, heading, at + 1, rows[0], tuple(rows[2:]))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def guide_pages() -> list[GuidePage]:
    """The guide's pages by name."""
    return [GuidePage(path) for path in sorted((CONTENT / "guide").glob("*.md"))]


def our_files() -> list[GuidePage]:
    """The Markdown files that speak of the project itself."""
    return [GuidePage(ROOT / name) for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def spelled(names: Iterable[str]) -> str:
    """Names as they stand in a failed test."""
    return ", ".join(sorted(names))


@pytest.fixture(scope="session")
def guide() -> Callable[[str], GuidePage]:
    """A page of the guide by name."""
    return lambda name: GuidePage(CONTENT / "guide" / f"{name}.md")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each page that it asks for."""
    if "guide_page" in metafunc.fixturenames:
        pages = guide_pages()
        metafunc.parametrize("guide_page", pages, ids=[page.name for page in pages])
    if "our_page" in metafunc.fixturenames:
        pages = [*guide_pages(), *our_files()]
        metafunc.parametrize("our_page", pages, ids=[page.name for page in pages])


@pytest.fixture(scope="session")
def example() -> Context:
    """What the pages of the example organisation are made from."""
    press = Press(read_project(ROOT / "mkdocs.yml"))
    return context_of(press.report(press.project.documents()), site_of(press))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT
