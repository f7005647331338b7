"""A cycle's page says since when it is sealed, what was amended, and what is still to be written."""

from __future__ import annotations

import dataclasses
from datetime import date

from contexts import context_of
from msgspec.structs import replace

from okrsite.diagnostics import Where
from okrsite.model.seal import Amendment, Seal, Seals
from okrsite.views.context import Context
from okrsite.views.cycle import scoreboard
from okrsite.views.seals import is_open, seal_view, sealed_on

GOALS = "okr: objectives\nteam: sales\ncycle: 2026-Q1\nobjectives:\n  - id: S-1\n    objective: Sell\n"
TOLD = "okr: retrospective\nteam: sales\ncycle: 2026-Q1\n"
MISPRINT = Amendment(date(2026, 5, 4), "goals.md", "A misprint")


def sealed(*amended: Amendment) -> Context:
    context = context_of({"goals.md": GOALS, "told.md": TOLD}, date(2026, 8, 14))
    digests = {"goals.md": "0" * 32}
    seal = Seal("2026-Q1", date(2026, 4, 20), digests, Where("seals/2026-q1.yml"), ("told.md",), amended)
    return dataclasses.replace(context, seals=Seals((seal,)))


def test_a_cycle_that_is_not_sealed_says_nothing() -> None:
    context = context_of({"goals.md": GOALS})
    cycle = context.cycle("2026-Q1")
    assert seal_view(context, cycle) is None
    assert (sealed_on(context, cycle), is_open(context, cycle, "told.md")) == ("", False)
    assert scoreboard(context, cycle).seal is None


def test_a_seal_tells_its_day_its_amendments_and_what_is_open() -> None:
    context = sealed(MISPRINT, replace(MISPRINT, path="gone.md"))
    view = scoreboard(context, context.cycle("2026-Q1")).seal
    assert view
    assert (view.since, view.text) == ("since 20 April 2026", "1 document can't change unnoticed.")
    assert [(one.day.text, one.document.text, one.reason) for one in view.amended] == [
        ("4 May", "goals.md", "A misprint"),
        ("4 May", "gone.md", "A misprint"),
    ]
    assert [bool(one.document.address) for one in view.amended] == [True, False]
    assert [one.address for one in view.open] == ["cycles/2026-q1/sales/"]


def test_a_retrospective_that_is_only_drafted_is_not_called_written() -> None:
    context = sealed()
    (told,) = scoreboard(context, context.cycle("2026-Q1")).written
    assert told.text == "drafted, to be written"
