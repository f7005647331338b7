"""The guide shows what closing a cycle really writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from okrsite.closing import carrying, retrospectives
from okrsite.closing.team_close import close_of
from okrsite.compute import compute
from okrsite.model.cycle import CycleRules, next_cycle
from okrsite.report import report
from okrsite.settings import Settings
from okrsite.source.read import Document, SourceFile, read

DAY = date(2026, 7, 15)


def said(raw: bytes) -> Document:
    document = read(SourceFile("a.md", "a.md", raw)).document
    assert document
    return document


def test_the_drafts_of_the_guide_are_those_that_its_example_gives(guide: Callable[[str], Any]) -> None:
    told, next_one, *made_from = (one.as_file() for one in guide("closing").blocks() if one.is_document)
    found = report(made_from, Settings(), DAY)
    cycle = found.graph.cycles["2026-Q2"]
    following = next_cycle(cycle, CycleRules())
    assert following
    (part,) = close_of(found, cycle, compute(found.graph, Settings(), DAY, frozenset({cycle.id})), following).teams()
    carried = carrying.carried_of(part.close, following)
    draft: Any = said(retrospectives.draft(part, carried.successors)).content
    shown: Any = said(told.raw).content
    assert (shown.worked, shown.failed, shown.scores) == (draft.worked, draft.failed, draft.scores)
    assert [(one.id, one.to) for one in shown.carry_over] == [(one.id, one.to) for one in draft.carry_over]
    goes_on: Any = said(carrying.draft(part, carried, "told.md")).content
    shown = said(next_one.raw).content
    assert (shown.cycle, shown.objectives) == (goes_on.cycle, goes_on.objectives)
