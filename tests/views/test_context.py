"""What views know of the site around the numbers."""

from __future__ import annotations

import pytest
from contexts import context_of

from okrsite.diagnostics import Where
from okrsite.settings import Repository, Settings


def edit(path: str, url: str | None = "https://git.example.org/okrs/") -> str:
    return context_of({}, settings=Settings(repository=Repository(url))).edit(Where(path))


def test_a_file_is_edited_where_the_repository_has_it_whatever_its_name() -> None:
    assert edit("docs/a b#1?.md") == "https://git.example.org/okrs/edit/main/docs/a%20b%231%3F.md"


@pytest.mark.parametrize("url", [None, "", "javascript:alert(1)//", "git@example.org:okrs.git"])
def test_nothing_is_edited_where_no_browser_can_go(url: str | None) -> None:
    assert edit("docs/a.md", url) == ""
