"""The page about pages names every address of the site, every view for a block, and every data file."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from okrsite.export.files import api_files
from okrsite.views.blocks import SHOWS, doubts
from okrsite.views.context import Context
from okrsite.views.pages import pages


def addresses_in(page: Any, section: str) -> list[str]:
    (table,) = [one for one in page.tables() if one.section == section and one.titles[0] == "Address"]
    return [row[0].strip("`").removeprefix("/") for row in table.rows]


def shape(address: str) -> re.Pattern[str]:
    """What addresses written with words in capitals may look like."""
    return re.compile(re.sub(r"[A-Z]{2,}", r"[^/]+", re.escape(address)))


def test_every_page_has_an_address_that_the_guide_names(guide: Callable[[str], Any], example: Context) -> None:
    shapes = [shape(address) for address in addresses_in(guide("pages"), "Addresses")]
    unnamed = [page.address for page in pages(example) if not any(one.fullmatch(page.address) for one in shapes)]
    assert not unnamed, unnamed[:5]


def test_every_address_in_the_guide_exists(guide: Callable[[str], Any], example: Context) -> None:
    made = [page.address for page in pages(example)]
    for address in addresses_in(guide("pages"), "Addresses"):
        assert any(shape(address).fullmatch(one) for one in made), address


def test_every_data_file_is_named_and_exists(guide: Callable[[str], Any], example: Context) -> None:
    named = [shape(address) for address in addresses_in(guide("pages"), "Data")]
    made = ["build.json", *(address for address, _ in api_files(example))]
    assert all(any(one.fullmatch(address) for one in named) for address in made)
    assert all(any(one.fullmatch(address) for address in made) for one in named)


def test_every_view_is_named_with_its_filters(guide: Callable[[str], Any]) -> None:
    (table,) = [one for one in guide("pages").tables() if one.titles[0] == "View"]
    named = {row[0].strip("`"): tuple(re.findall(r"`(\w+)`", row[2])) for row in table.rows}
    assert named == {view: filters for view, (_, filters) in SHOWS.items()}


def test_blocks_in_the_guide_show_what_they_ask_for(guide_page: Any, example: Context) -> None:
    for block in guide_page.blocks():
        if block.info == "okr":
            assert not doubts(example, block.text)


def test_the_source_of_a_live_block_stands_above_it(guide: Callable[[str], Any]) -> None:
    blocks = [block for block in guide("pages").blocks() if block.section == "Blocks"]
    live = [(above, block) for above, block in pairwise(blocks) if block.info == "okr"]
    assert live
    for above, block in live:
        assert above.text == f"```okr\n{block.text}\n```"


def test_links_by_id_in_the_guide_are_known(guide_page: Any, example: Context) -> None:
    prose = re.sub(r"(`+).+?\1", "", guide_page.prose())
    for id in re.findall(r"\[\[([\w.-]+)(?:\|[^\]]+)?\]\]", prose):
        assert id.lower() in example.graph.names
