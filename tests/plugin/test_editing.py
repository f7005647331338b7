"""Links to the web editor in a built site, with the repository as people configure it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from projects import CONFIG, DOCS, Folder
from repositories import new_repository


def editors(folder: Folder, page: str) -> list[str]:
    links = map(unescape, re.findall(r'href="(https://[^"]+)"', folder.page(page)))
    return [link for link in links if re.search(r"/(?:edit|new)/", link)]


def set_up(folder: Folder, config: str) -> None:
    folder.write({"mkdocs.yml": CONFIG + config})
    assert folder.build().failure is None


def test_a_check_in_begun_from_a_page_is_one(harbour: Folder) -> None:
    set_up(harbour, "repo_url: https://github.com/harbour/okrs\nedit_uri: edit/trunk/docs/\n")
    edit, add = editors(harbour, "okr/crew-1/index.html")[-2:]
    assert edit.startswith("https://github.com/harbour/okrs/edit/trunk/docs/crew/2026-q3.md#L")
    parts = urlsplit(add)
    asked = parse_qs(parts.query)
    text = asked["value"][0].replace("  # CREW-1.punctual:", "  CREW-1.punctual: 81%")
    (name,) = asked["filename"]
    assert (parts.path, name) == ("/harbour/okrs/new/trunk", "docs/crew/checkins/2026-08-14-crew.md")
    harbour.write({name: text})
    assert harbour.build().failure is None
    assert "81%" in harbour.page("okr/crew-1/index.html")
    assert "crew/checkins/2026-08-14-crew/index.html" in harbour.site()
    assert editors(harbour, "okr/crew-1/index.html")[-1].startswith(
        "https://github.com/harbour/okrs/edit/trunk/docs/crew"
    )


@pytest.mark.parametrize("config", ["", "repo_url: https://git.example.org/harbour\n"])
def test_without_a_repository_that_is_known_no_page_offers_an_editor(harbour: Folder, config: str) -> None:
    set_up(harbour, config)
    for page in ("okr/crew-1/index.html", "teams/crew/index.html", "quality/index.html"):
        assert editors(harbour, page) == []


def test_a_project_in_a_folder_of_its_repository_is_edited_there(tmp_path: Path) -> None:
    inner = Folder(tmp_path / "handbook" / "okr").write(DOCS)
    repository = new_repository(tmp_path)
    repository.commit("2026-08-14", {})
    set_up(inner, "repo_url: https://gitlab.example.org/g/harbour\n")
    (begun,) = {link for link in editors(inner, "teams/crew/index.html") if "/new/" in link}
    assert begun.startswith(
        "https://gitlab.example.org/g/harbour/-/new/main?file_name=handbook/okr/docs/crew/checkins/"
    )
