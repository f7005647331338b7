"""The page of an objective: nothing that an author wrote is dropped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from contexts import context_of, objective

from okrsite.render.renderer import Renderer
from okrsite.views.document import document_page
from okrsite.views.objective import objective_page, objective_view
from okrsite.views.pages import redirects

THEME = Path(__file__).parents[2] / "theme" / "okrsite_theme"
WRITTEN = {
    "team.md": "okr: team\nid: sales\nname: Sales\nparent: company\nmission: We help first\nlinks:\n  - name: Wall\n"
    "    url: https://example.org/wall\n",
    "pillars.md": "okr: strategy\nvision: Harbours without queues\nhorizon: 2030\npillars:\n  - id: TRUST\n"
    "    name: Trust\n    why: Nobody buys twice without it\n    owner: chief\n",
    "other.md": "okr: objectives\nteam: port\ncycle: 2026-Q3\nid: P-1\nobjective: Ships leave on time\n"
    "supports: S-1\ndepends_on: S-1.signed\nkey_results:\n  - id: .late\n    key_result: Late ships\n"
    "    baseline: 9\n    target: 2\n",
    "before.md": "okr: objectives\nteam: sales\ncycle: 2026-Q2\nid: S-0\nobjective: Sell less and better\n"
    "key_results:\n  - key_result: Offers\n    baseline: 1\n    target: 3\n    current: 2\n",
    "goals.md": """
        okr: objectives
        team: sales
        cycle: 2026-Q3
        id: S-1
        objective: Sell what helps
        context: Too many offers fit nobody
        owner: sales-lead
        stakeholders: [port, finance-lead]
        priority: P1
        commitment: committed
        category: growth
        supports: TRUST
        depends_on: P-1.late
        acknowledged_by: [port]
        shared_with: [port]
        weight: 2
        health: red
        carried_from: S-0
        aliases: [OLD-1]
        links:
          - name: Pipeline
            url: https://example.org/pipeline
        key_results:
          - id: .signed
            key_result: Signed contracts
            owner: sales-analyst
            category: business
            measurement: Countersigned by both sides
            window: rolling month
            cohort: ports in the north
            proxy: revenue of next year
            baseline: 8
            start: 10
            target: 20
            weight: 3
            confidence: 0.6
            stated_progress: 50%
            checkins:
              2026-07-20: 12
              2026-08-10:
                value: 14
                note: A partner helped
                confidence: 0.8
            revisions:
              - date: 2026-07-21
                field: target
                from: "25"
                to: "20"
                reason: Two ports closed
            leading:
              - name: First talks
                checkins:
                  2026-08-01: 40 talks
            links:
              - name: Board
                url: https://example.org/board
          - id: .done
            key_result: The offer fits on a page
            milestones:
              - name: Draft on paper
                weight: 2
                done: 2026-08-01
              - name: Tried with a port
                due: 2026-08-05
    """,
    "roadmap.md": """
        okr: roadmap
        team: sales
        cycle: 2026-Q3
        initiatives:
          - id: BET-1
            name: Ask three ports first
            owner: offer-lead
            state: in progress
            from: 2026-07-01
            until: 2026-08-31
            effort: 40%
            focus: primary
            moves:
              - kr: S-1.signed
                impact: 3 contracts
            enables: S-1.done
            releases:
              - name: The short offer
                date: 2026-08-20
                url: https://example.org/offer
    """,
    "checkin.md": """
        okr: checkin
        team: sales
        date: 2026-08-12
        health: amber
        readings:
          S-1.signed:
            value: 15
            note: The third port signed
        wins: The northern port
        challenges: Holidays
        needs: A lawyer for a day
        next: Ask the fourth
        answers:
          doubted: Whether ports talk to each other
    """,
    "review.md": "okr: review\nteam: sales\ndate: 2026-08-13\ncycle: 2026-Q3\nkind: mid-cycle\nlearnings: Short wins\n"
    "adjustments: Fewer pages\nnext: Try again\n",
}
ON_THE_OBJECTIVE = [
    "Sell what helps", "Too many offers fit nobody", "sales-lead", "finance-lead", "P1", "committed", "growth", "Trust",
    "Late ships", "Ships leave on time", "Weight", "reports red", "Sell less and better", "OLD-1", "Pipeline",
    "Signed contracts", "sales-analyst", "business", "Countersigned by both sides", "rolling month",
    "ports in the north", "revenue of next year", "50%", "A partner helped", "The third port signed",
    "Two ports closed", "First talks", "40 talks", "Board", "The offer fits on a page", "Draft on paper", "weight 2",
    "done on 1 August", "Tried with a port", "was due on 5 August", "Ask three ports first", "3 contracts", "Amber",
    "the whole check-in", "confidence 0.8", "Made measurable by", "for comparison only",
]  # fmt: skip
ON_DOCUMENTS = {
    "team.md": ["We help first", "Wall"],
    "pillars.md": ["Harbours without queues", "2030", "Trust", "Nobody buys twice", "chief", "Sell what helps"],
    "goals.md": ["Sell what helps", "key results measured"],
    "roadmap.md": [
        "Ask three ports first", "offer-lead", "in progress", "1 July 2026", "31 August 2026", "40%", "primary",
        "Signed contracts by 3 contracts", "The offer fits on a page", "The short offer (20 August 2026)",
        "https://example.org/offer", "BET-1",
    ],
    "checkin.md": [
        "Amber", "Signed contracts", "15", "The third port signed", "The northern port", "Holidays",
        "A lawyer for a day", "Ask the fourth", "What is doubted?", "Whether ports talk to each other",
    ],
    "review.md": ["mid-cycle review", "13 August", "Short wins", "Fewer pages", "Try again"],
}  # fmt: skip


def test_everything_that_is_written_about_an_objective_stands_on_its_page() -> None:
    context = context_of(WRITTEN)
    text = Renderer((THEME,)).render(objective_page(context, context.graph.objectives["S-1"]))
    assert [words for words in ON_THE_OBJECTIVE if words not in text] == []


@pytest.mark.parametrize("uri", ON_DOCUMENTS)
def test_everything_that_a_document_says_stands_on_its_page(uri: str) -> None:
    page = document_page(context_of(WRITTEN), uri)
    assert page is not None
    text = Renderer((THEME,)).render(page)
    assert [words for words in ON_DOCUMENTS[uri] if words not in text] == []


def test_a_check_in_shows_the_columns_that_it_fills() -> None:
    bare = "okr: checkin\nteam: sales\ndate: 2026-08-13\nreadings:\n  S-1.signed: 16\n"
    page = document_page(context_of({**WRITTEN, "bare.md": bare}), "bare.md")
    assert page is not None
    (table,) = filter(None, (one.table for one in page.view.blocks))
    assert [column.name for column in table.columns] == ["Key result", "Value"]


def test_a_file_that_is_no_okr_document_has_no_page_of_ours() -> None:
    assert document_page(context_of(WRITTEN), "index.md") is None


def test_old_addresses_lead_to_the_right_place() -> None:
    moved = dict(redirects(context_of(WRITTEN)))
    assert moved["okr/s-1.signed/"] == "okr/s-1/#signed"
    assert moved["okr/old-1/"] == "okr/s-1/"
    assert moved["okr/bet-1/"] == "roadmap.md#bet-1"
    assert moved["okr/trust/"] == "strategy/#trust"
    assert "okr/s-1/" not in moved


def test_a_draft_says_that_it_counts_in_nothing() -> None:
    context = context_of(objective("- key_result: A\n  baseline: 1\n  target: 2\n", "state: draft\n"))
    assert "draft" in objective_view(context, context.graph.objectives["S-1"]).notice


def test_a_cancelled_objective_says_since_when_and_why() -> None:
    more = "cancelled:\n  date: 2026-08-01\n  reason: The port closed\n"
    context = context_of(objective("- key_result: A\n  baseline: 1\n  target: 2\n", more))
    assert objective_view(context, context.graph.objectives["S-1"]).notice == "Cancelled on 1 August: The port closed"


def test_an_objective_without_key_results_says_what_to_do_next() -> None:
    context = context_of({"goals.md": "okr: objectives\nteam: sales\ncycle: 2026-Q3\nid: S-1\nobjective: Sell\n"})
    view = objective_view(context, context.graph.objectives["S-1"])
    assert view.key_results is None
    assert view.empty is not None


def test_check_ins_stand_newest_first_with_what_they_changed() -> None:
    view = objective_view(context_of(WRITTEN), context_of(WRITTEN).graph.objectives["S-1"])
    assert [entry.day.text for entry in view.recent] == ["12 August", "10 August", "21 July", "20 July"]
    assert [line.text for entry in view.recent for line in entry.lines] == [
        "14 → 15", "12 → 14", "Target changed from 25 to 20", "10 → 12",
    ]  # fmt: skip


def test_what_lies_after_the_as_of_day_is_not_shown_yet() -> None:
    context = context_of(WRITTEN, date(2026, 8, 1))
    view = objective_view(context, context.graph.objectives["S-1"])
    assert [entry.day.text for entry in view.recent] == ["21 July", "20 July"]
