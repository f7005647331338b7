"""Every link in our texts leads somewhere: to files, to generated pages, to anchors."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

import yaml

from okrsite.views.context import Context
from okrsite.views.pages import pages

FOREIGN = ("https://", "http://", "mailto:")


def problem(page: Any, target: str, root: Path, made: set[str]) -> str | None:
    """What is wrong with a link, None if nothing is."""
    path, _, anchor = target.partition("#")
    file = (page.path.parent / path).resolve() if path else page.path
    if file.is_file():
        known = page.at(file).anchors() if anchor and file.suffix == ".md" else {anchor}
        return None if not anchor or anchor in known else f"{target}: no such heading"
    content = root / "content"
    if file.is_relative_to(content) and path.endswith("index.md"):
        address = f"{posixpath.dirname(file.relative_to(content).as_posix())}/"
        return None if address in made else f"{target}: no such page"
    return None if file.is_dir() and page.path.parent == root else f"{target}: no such file"


def test_links_lead_somewhere(our_page: Any, example: Context, root: Path) -> None:
    made = {page.address for page in pages(example)}
    links = [target for target in our_page.links() if not target.startswith(FOREIGN)]
    wrong = [found for target in links if (found := problem(our_page, target, root, made))]
    assert not wrong, wrong


def test_links_to_other_hosts_are_encrypted(our_page: Any) -> None:
    assert not [target for target in our_page.links() if target.startswith("http://")]


def test_pictures_of_the_readme_and_the_guide_are_ours(our_page: Any) -> None:
    assert "![](http" not in our_page.text


def test_every_page_of_the_guide_is_in_the_navigation(guide_page: Any, root: Path) -> None:
    written = (root / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_dump(yaml.safe_load(written)["nav"])
    assert f"guide/{guide_page.path.name}" in nav


def test_every_page_of_the_guide_is_listed_on_its_first_page(guide_page: Any, root: Path) -> None:
    first = guide_page.at(root / "content" / "guide" / "index.md")
    if guide_page.name != "index":
        assert guide_page.path.name in first.links()
