"""On the example organisation every step between a bet and a pillar is one link, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from okrsite.compute.lineage import ancestors
from okrsite.report import Report
from okrsite.views.context import Context
from okrsite.views.document import document_page
from okrsite.views.objective import objective_view
from okrsite.views.strategy import strategy_view


def addresses(value: Any) -> Iterator[str]:
    """Yield every address in a view."""
    if isinstance(value, Struct):
        for field in fields(value):
            part = getattr(value, field.name)
            if field.name == "address" and part:
                yield part
            else:
                yield from addresses(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from addresses(part)


@pytest.fixture(scope="module")
def context(example: Report) -> Context:
    """What the example's pages are made from."""
    return Context(example.graph, example.card, example.settings)


@pytest.fixture(scope="module")
def linked(context: Context) -> Any:
    """Return what gives all addresses that the page of an id leads to."""
    graph = context.graph

    @cache
    def found(id: str) -> frozenset[str]:
        if id in graph.pillars:
            return frozenset(addresses(strategy_view(context)))
        if id in graph.initiatives:
            page = document_page(context, graph.initiatives[id].uri)
            return frozenset(addresses(page.made() if page else ()))
        objective = graph.key_results[id].objective if id in graph.key_results else id
        return frozenset(addresses(objective_view(context, graph.objectives[objective])))

    return found


def test_each_step_up_and_down_is_one_link(context: Context, linked: Any) -> None:
    graph, lines = context.graph, context.lines
    missing = []
    for id, above in lines.up.items():
        for parent in above:
            same_page = id in graph.key_results and graph.key_results[id].objective == parent
            if same_page:
                continue
            if context.address(parent) not in linked(id):
                missing.append(f"{id} does not lead up to {parent}")
            # An objective may support something by one of its key results, which then stands for it.
            below = {address.partition("#")[0] for address in linked(parent)} if id in graph.objectives else set()
            if id not in graph.key_results and context.address(id) not in linked(parent) | below:
                missing.append(f"{parent} does not lead down to {id}")
    assert not missing, missing[:10]


def test_bets_reach_pillars(context: Context) -> None:
    tops = [path[-1] for id in context.graph.initiatives for path in ancestors(context.lines, id)]
    assert sum(top in context.graph.pillars for top in tops) > 20
