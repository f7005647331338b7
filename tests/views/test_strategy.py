"""The strategy's page: pillars with what serves them over the cycles, and those that nothing serves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from contexts import context_of

from okrsite.compute.pillars import pillar_scores
from okrsite.views.context import Context
from okrsite.views.pages import pages, redirects
from okrsite.views.strategy import strategy_view

TEAM = "okr: team\nid: sales\nname: Sales\nparent: company\n"
STRATEGY = """
okr: strategy
vision: Nobody waits at the **gate**
horizon: 2026 to 2028
pillars:
  - id: CALM
    name: Calm on the busiest day
    why: Four weekends decide
    owner: chief
  - id: ROOTS
    name: Grow from our own roots
"""


def goal(id: str, cycle: str, value: str, *, supports: str = "", team: str = "sales", more: str = "") -> str:
    """An objective with one key result from 0 to 100, read in the middle of the third quarter or before."""
    day = {"2026-Q3": "2026-08-10", "2026-Q2": "2026-06-20", "2026-Q1": "2026-03-20"}[cycle]
    return (
        f"okr: objectives\nteam: {team}\ncycle: {cycle}\nid: {id}\nobjective: Title of {id}\n"
        + (f"supports: {supports}\n" if supports else "")
        + more
        + f"key_results:\n  - id: .one\n    key_result: Count\n    baseline: 0\n    target: 100\n"
        f"    checkins:\n      {day}: {value}\n"
    )


def told(**documents: str) -> Context:
    texts = {f"{name}.md": text for name, text in documents.items()}
    return context_of({"team.md": TEAM, "pillars.md": STRATEGY, **texts})


def test_a_pillar_scores_what_serves_it_at_any_depth() -> None:
    context = told(
        a=goal("A-1", "2026-Q3", "60", supports="CALM"),
        b=goal("B-1", "2026-Q3", "20", supports="A-1.one"),
        c=goal("C-1", "2026-Q2", "50", supports="CALM"),
        d=goal("D-1", "2026-Q3", "90"),
    )
    found = pillar_scores(context.graph, context.card, context.lines)["CALM"]
    assert [(one.cycle, one.objectives, one.score and float(one.score)) for one in found] == [
        ("2026-Q3", ("A-1", "B-1"), 0.4),
        ("2026-Q2", ("C-1",), 0.5),
    ]


def test_drafts_and_cancelled_objectives_serve_nobody() -> None:
    context = told(
        a=goal("A-1", "2026-Q3", "60", supports="CALM", more="state: draft\n"),
        b=goal("B-1", "2026-Q3", "60", supports="CALM", more="cancelled: 2026-08-01\n"),
    )
    assert pillar_scores(context.graph, context.card, context.lines) == {"CALM": (), "ROOTS": ()}


def test_a_pillar_without_objectives_says_so() -> None:
    view = strategy_view(told(a=goal("A-1", "2026-Q3", "60", supports="CALM"), d=goal("D-1", "2026-Q3", "90")))
    assert view.fact == "2 pillars; 1 of 2 objectives of 2026-Q3 serve them."
    assert view.act == "Grow from our own roots has no objective yet."
    calm, roots = view.statements[0].pillars
    assert calm.empty is None
    assert roots.empty
    assert roots.empty.missing == "No objective serves this pillar yet."


def test_a_pillar_leads_down_to_what_names_it_newest_first() -> None:
    bets = "okr: roadmap\nteam: sales\ncycle: 2026-Q3\ninitiatives:\n  - id: I-1\n    name: Signs\n    supports: CALM\n"
    context = told(
        c=goal("C-1", "2026-Q2", "50", supports="CALM"),
        a=goal("A-1", "2026-Q3", "60", supports="CALM"),
        bets=bets,
    )
    calm = strategy_view(context).statements[0].pillars[0]
    assert [one.title.address for one in calm.supporters] == ["okr/a-1/", "okr/c-1/", "bets.md#i-1"]
    assert calm.supporters[0].text == "0.60"
    assert [part.address for part in calm.supporters[0].more] == ["teams/sales/", "cycles/2026-q3/"]


def test_scores_stand_cycle_by_cycle_with_a_line_over_closed_ones() -> None:
    context = told(
        a=goal("A-1", "2026-Q3", "60", supports="CALM"),
        b=goal("B-1", "2026-Q2", "50", supports="CALM"),
        c=goal("C-1", "2026-Q1", "70", supports="CALM"),
    )
    statement = strategy_view(context).statements[0]
    assert statement.overview
    calm, roots = statement.overview.rows
    assert [cell.text for cell in calm.cells[:4]] == ["Calm on the busiest day", "chief", "1", "0.60"]
    assert calm.cells[4].spark
    assert calm.cells[4].spark.line
    assert [cell.text for cell in roots.cells[:4]] == ["Grow from our own roots", "nobody yet", "0", "–"]
    table = statement.pillars[0].table
    assert table
    assert [(row.cells[0].text, row.cells[3].text) for row in table.rows] == [
        ("2026-Q3", "0.60"),
        ("2026-Q2", "0.50"),
        ("2026-Q1", "0.70"),
    ]


def test_several_strategies_follow_one_another() -> None:
    older = "okr: strategy\nvision: Before\nhorizon: until 2025\npillars:\n  - id: OLD\n    name: Older\n"
    view = strategy_view(told(older=older))
    assert [one.horizon for one in view.statements] == ["until 2025", "2026 to 2028"]
    assert all(one.link for one in view.statements)


def test_without_a_strategy_the_page_says_so() -> None:
    context = context_of({"team.md": TEAM, "a.md": goal("A-1", "2026-Q3", "60")})
    view = strategy_view(context)
    assert view.empty
    assert view.fact == "There are no pillars yet."
    assert "strategy/" in [page.address for page in pages(context)]


def test_a_pillars_address_leads_to_its_place() -> None:
    assert dict(redirects(told()))["okr/calm/"] == "strategy/#calm"


def test_the_plan_is_one_line_of_links_from_vision_to_releases() -> None:
    bets = "okr: roadmap\nteam: sales\ncycle: 2026-Q3\ninitiatives:\n  - id: I-1\n    name: Signs\n    releases: One\n"
    context = told(a=goal("A-1", "2026-Q3", "60", supports="CALM"), bets=bets)
    assert [(ref.text, ref.address) for ref in strategy_view(context).levels] == [
        ("Strategy", ""),
        ("Objectives of 2026-Q3", "cycles/2026-q3/#objectives"),
        ("Roadmap", "roadmap/2026-q3/"),
        ("Releases", "roadmap/2026-q3/#releases"),
    ]


def test_the_page_renders_vision_and_pillars(shown: Callable[..., str]) -> None:
    context = told(a=goal("A-1", "2026-Q3", "60", supports="CALM"))
    (page,) = [page for page in pages(context) if page.address == "strategy/"]
    html: Any = shown(page.template, page.made(), page.address)
    assert "<strong>gate</strong>" in html
    assert 'id="calm"' in html
    assert 'href="../okr/a-1/"' in html
    assert [heading.id for heading in page.toc] == ["calm", "roots"]


def test_no_text_of_a_strategy_brings_in_markup(shown: Callable[..., str]) -> None:
    hostile = STRATEGY.replace("Calm on the busiest day", "<script>alert(1)</script>").replace(
        "Four weekends", "<b>x</b>"
    )
    context = context_of({"team.md": TEAM, "pillars.md": hostile}, date(2026, 8, 14))
    (page,) = [page for page in pages(context) if page.address == "strategy/"]
    html = shown(page.template, page.made(), page.address)
    assert "<script>" not in html
    assert "<b>x" not in html
