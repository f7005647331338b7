"""Every example of the guide goes through the real pipeline and comes out without an error."""

from __future__ import annotations

from typing import Any

from okrsite.diagnostics import Severity
from okrsite.model.graph import OkrGraph
from okrsite.views.context import Context


def test_examples_are_read_without_an_error(guide_page: Any) -> None:
    found = guide_page.organisation().findings
    errors = [f"{one.where.path}:{one.where.line}: {one.message}" for one in found if one.severity == Severity.ERROR]
    assert not errors, "\n".join(errors)


def test_every_example_that_looks_like_a_document_is_one(guide_page: Any) -> None:
    shown = [block for block in guide_page.blocks() if block.is_document]
    assert len(guide_page.organisation().documents) == len(shown)


def test_examples_are_written_in_block_style_with_plain_spaces(guide_page: Any) -> None:
    for block in guide_page.blocks():
        if block.is_document:
            assert "\t" not in block.text
            assert "{" not in block.text, f"{guide_page.name}:{block.line}"


def titles_in(graph: OkrGraph) -> set[str]:
    """What the objectives, key results and initiatives are called."""
    named = (*graph.objectives.values(), *graph.key_results.values())
    return {one.title for one in named} | {one.name for one in graph.initiatives.values()}


def test_the_search_finds_no_example_in_place_of_a_real_objective(guide_page: Any, example: Context) -> None:
    assert not titles_in(guide_page.organisation().graph) & titles_in(example.graph)
