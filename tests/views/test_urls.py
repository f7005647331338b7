"""Addresses: whatever somebody wrote for an id, each thing has a folder of its own and no other's."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from okrsite.views.urls import Urls

ODD = ["..", ".", "...", "a/b", "a b", "a-b", "a?b", "../x", "-x", "x", "<b>", "b", "🎉", "é", "e", "%2e%2e", "..-x"]


def test_two_teams_never_share_an_address() -> None:
    assert len({Urls().team(name) for name in ODD}) == len(ODD)


@pytest.mark.parametrize("name", [*ODD, "t" * 300, "é" * 300])
def test_an_address_stays_below_its_folder_and_fits_into_a_file_system(name: str) -> None:
    folder, part, end = unquote(Urls().team(name)).split("/")
    assert (folder, end) == ("teams", "")
    assert part.strip(".")
    assert len(part.encode()) <= 255


def test_two_long_ids_that_begin_alike_have_two_addresses() -> None:
    assert Urls().objective("X" * 300) != Urls().objective("X" * 301)


def test_what_can_be_an_id_is_its_own_address() -> None:
    assert Urls().team("Growth.EMEA_2") == "teams/growth.emea_2/"
