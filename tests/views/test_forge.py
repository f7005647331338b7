"""Addresses of the forges' web editors."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from okrsite.settings import Repository
from okrsite.views.forge import LONGEST, forge_of

TEXT = "---\nokr: checkin\nneeds: A & B? 100 % #1 + “ä”\n---\n"


@pytest.mark.parametrize(
    ("url", "edit", "commit"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/edit/main/a.md#L3", "https://github.com/o/r/commit/c0ffee"),
        (
            "https://GitHub.com/o/r.git",
            "https://GitHub.com/o/r/edit/main/a.md#L3",
            "https://GitHub.com/o/r/commit/c0ffee",
        ),
        (
            "https://gitlab.example.org/g/s/r/",
            "https://gitlab.example.org/g/s/r/-/edit/main/a.md#L3",
            "https://gitlab.example.org/g/s/r/-/commit/c0ffee",
        ),
        ("https://code.example.org/gitlab/r", "", "https://code.example.org/gitlab/r/commit/c0ffee"),
    ],
)
def test_a_host_is_known_by_its_name(url: str, edit: str, commit: str) -> None:
    forge = forge_of(Repository(url))
    assert (forge.edit("a.md", 3), forge.commit("c0ffee")) == (edit, commit)


def test_a_host_that_does_not_say_what_it_is_can_be_told() -> None:
    assert forge_of(Repository("https://code.example.org/r", kind="gitlab")).edit("a.md") == (
        "https://code.example.org/r/-/edit/main/a.md"
    )


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        (Repository("https://github.com/o/r", edit="edit/trunk/sub/"), "https://github.com/o/r/edit/trunk/sub/a.md#L3"),
        (Repository("https://github.com/o/r", edit="blob/trunk/"), "https://github.com/o/r/edit/trunk/a.md#L3"),
        (Repository("https://gitlab.com/o/r", edit="-/edit/trunk/"), "https://gitlab.com/o/r/-/edit/trunk/a.md#L3"),
        (
            Repository("https://gitlab.com/o/r", "next", edit="edit/trunk/"),
            "https://gitlab.com/o/r/-/edit/next/a.md#L3",
        ),
        (
            Repository("https://git.example.org/o/r", edit="_edit/trunk/"),
            "https://git.example.org/o/r/_edit/trunk/a.md",
        ),
        (Repository("https://git.example.org/o/r", edit=""), ""),
        (Repository("https://github.com/o/r", edit=""), ""),
        (Repository("https://git.example.org/o/r"), ""),
    ],
)
def test_what_the_host_was_told_of_editing_holds(repository: Repository, address: str) -> None:
    assert forge_of(repository).edit("a.md", 3) == address


@pytest.mark.parametrize(
    ("url", "where", "named", "holds"),
    [
        ("https://github.com/o/r", "/o/r/new/main", "filename", "value"),
        ("https://gitlab.com/o/r", "/o/r/-/new/main", "file_name", "content"),
    ],
)
def test_a_new_file_has_its_path_and_text_in_its_address(url: str, where: str, named: str, holds: str) -> None:
    address = urlsplit(forge_of(Repository(url), "sub/").new("docs/log/a&b.md", TEXT))
    assert address.path == where
    assert parse_qs(address.query) == {named: ["sub/docs/log/a&b.md"], holds: [TEXT]}
    assert not address.fragment


@pytest.mark.parametrize(
    ("edit", "folder", "address"),
    [
        ("edit/trunk/sub/", "sub/", "/new/trunk?filename=sub/docs/a.md&value="),
        ("edit/next/one/", "", "/new/next/one?filename=docs/a.md&value="),
        ("edit/next/one/sub/", "sub/", "/new/next/one?filename=sub/docs/a.md&value="),
    ],
)
def test_a_branch_is_told_from_the_folder_behind_it(edit: str, folder: str, address: str) -> None:
    assert forge_of(Repository("https://github.com/o/r", edit=edit), folder).new("docs/a.md", "").endswith(address)


def test_no_address_is_longer_than_forges_take() -> None:
    forge = forge_of(Repository("https://github.com/o/r"))
    assert len(forge.new("a.md", "ä" * 1300)) <= LONGEST
    assert forge.new("a.md", "ä" * 1400) == ""


def test_nothing_is_begun_at_a_host_of_another_kind() -> None:
    assert forge_of(Repository("https://git.example.org/o/r", edit="_edit/main/")).new("a.md", TEXT) == ""
