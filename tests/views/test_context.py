"""What views know of the site around the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from contexts import context_of

from okrsite.diagnostics import Where
from okrsite.settings import Repository, Settings


def edit(path: str, url: str | None = "https://git.example.org/okrs/", line: int = 1, folder: str = "") -> str:
    context = context_of({}, settings=Settings(repository=Repository(url, kind="github")))
    return replace(context, site=replace(context.site, folder=folder)).edit(Where(path, line))


def test_a_file_is_edited_where_the_repository_has_it_whatever_its_name_at_its_line() -> None:
    assert edit("docs/a b#1?.md", line=7) == "https://git.example.org/okrs/edit/main/docs/a%20b%231%3F.md#L7"


def test_a_project_below_the_repositorys_root_is_edited_there() -> None:
    assert edit("docs/a.md", folder="handbook/okr/").endswith("/edit/main/handbook/okr/docs/a.md#L1")
    assert edit("../docs/a.md", folder="handbook/okr/").endswith("/edit/main/handbook/docs/a.md#L1")
    assert edit("../docs/a.md") == ""


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)//", "git@example.org:okrs.git", "https://", "https:///x"]
)
def test_nothing_is_edited_where_no_browser_can_go(url: str | None) -> None:
    assert edit("docs/a.md", url) == ""
