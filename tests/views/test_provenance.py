"""A page names the last commit that changed its own documents, and the day that its numbers are of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from contexts import context_of

from okrsite.diagnostics import Where
from okrsite.model.seal import Seal, Seals
from okrsite.rules.registry import pages as rule_texts
from okrsite.views.context import Context
from okrsite.views.cycle import scoreboard
from okrsite.views.document import document_page
from okrsite.views.marks import foot
from okrsite.views.objective import objective_view
from okrsite.views.provenance import (
    Origin,
    from_all,
    from_close,
    from_cycle,
    from_document,
    from_none,
    from_objective,
    from_team,
)
from okrsite.views.rulepages import rule_pages

TODAY = date(2026, 8, 14)
CLOSED = date(2026, 4, 15)


def goals(team: str, cycle: str, id: str) -> str:
    head = f"okr: objectives\nteam: {team}\ncycle: {cycle}\nid: {id}\nobjective: Sell\n"
    return f"{head}key_results:\n  - id: .won\n    key_result: Won\n    baseline: 1\n    target: 9\n"


DOCUMENTS = {
    "sales.md": "okr: team\nid: sales\nname: Sales\nparent: company\n",
    "crew.md": "okr: team\nid: crew\nname: Crew\nparent: company\n",
    "q1.md": goals("sales", "2026-Q1", "S-0"),
    "q3.md": goals("sales", "2026-Q3", "S-1"),
    "crew-q3.md": goals("crew", "2026-Q3", "C-1"),
    "w33.md": "okr: checkin\nteam: sales\ndate: 2026-08-10\nreadings:\n  S-1.won: 3\n",
    "told.md": "okr: retrospective\nteam: sales\ncycle: 2026-Q1\n",
    "review.md": "okr: review\nteam: crew\ndate: 2026-08-12\nkind: monthly\n",
    "road.md": "okr: roadmap\nteam: crew\ninitiatives:\n  - id: B-1\n    initiative: Ask\n    moves: S-0.won\n",
}
ORDER = ("q1.md", "sales.md", "q3.md", "crew.md", "crew-q3.md", "told.md", "w33.md", "review.md", "road.md")


@pytest.fixture
def made() -> Context:
    """Nine documents of two teams and two cycles, each of a commit of its own that is called like it."""
    return replace(context_of(DOCUMENTS), commits={uri: (place, uri) for place, uri in enumerate(ORDER)})


def without(made: Context, *uris: str) -> Context:
    return replace(made, commits={uri: commit for uri, commit in made.commits.items() if uri not in uris})


def test_an_objective_is_made_from_its_document_and_its_check_ins(made: Context) -> None:
    assert from_objective(made, made.graph.objectives["S-0"]) == Origin("q1.md", CLOSED)
    assert from_objective(made, made.graph.objectives["S-1"]) == Origin("w33.md", TODAY)
    assert from_objective(made, made.graph.objectives["C-1"]).commit == "crew-q3.md"


def test_a_team_is_made_from_its_documents(made: Context) -> None:
    assert (from_team(made, "sales"), from_team(made, "crew").commit) == (Origin("w33.md", TODAY), "road.md")
    assert from_team(made, "company").commit == ""


def test_a_cycle_is_made_from_all_that_was_written_of_it(made: Context) -> None:
    assert from_cycle(made, "2026-Q1") == Origin("road.md", CLOSED)
    assert from_cycle(made, "2026-Q3") == Origin("review.md", TODAY)
    assert from_cycle(made, "2026-Q3", ["road.md"]).commit == "road.md"
    assert from_cycle(made, None) == from_all(made) == Origin("road.md", TODAY)


def test_what_a_team_wrote_of_a_cycle_is_made_from_that_and_the_objectives(made: Context) -> None:
    assert from_close(made, "sales", "2026-Q1") == Origin("told.md", CLOSED)
    assert from_close(made, "crew", "2026-Q3", "review.md") == Origin("review.md", TODAY)
    assert from_close(made, "crew", None, "review.md").commit == "review.md"


def test_a_documents_own_page_is_made_from_it_and_the_check_ins_of_its_objectives(made: Context) -> None:
    assert from_document(made, "q1.md") == Origin("q1.md", CLOSED)
    assert from_document(made, "q3.md") == Origin("w33.md", TODAY)
    assert from_document(made, "told.md") == Origin("told.md", CLOSED)
    assert from_document(made, "sales.md") == Origin("sales.md", TODAY)


def test_no_commit_is_named_where_any_document_is_in_none(made: Context) -> None:
    new = without(made, "q3.md")
    assert from_objective(new, new.graph.objectives["S-1"]).commit == ""
    assert (from_all(new).commit, from_cycle(new, "2026-Q3").commit, from_team(new, "sales").commit) == ("", "", "")
    assert from_cycle(new, "2026-Q1").commit == "road.md"


def test_a_rule_is_made_from_no_document(made: Context) -> None:
    assert from_none(made) == Origin("", TODAY)
    (page, *_others) = rule_pages(replace(made, rules=rule_texts()))
    assert page.made().foot.commit == ""


def test_pages_say_so_in_their_feet(made: Context) -> None:
    assert foot(made).commit == "road.md"[:7]
    own = objective_view(made, made.graph.objectives["S-0"]).foot
    assert (own.commit, own.as_of.iso) == ("q1.md", "2026-04-15")
    assert scoreboard(made, made.cycle("2026-Q1")).foot.as_of.iso == "2026-04-15"
    page = document_page(made, "q1.md")
    assert page and page.made().foot.commit == "q1.md"


def test_a_sealed_cycle_closed_on_the_day_of_its_seal(made: Context) -> None:
    def sealed(day: date) -> date:
        return replace(made, seals=Seals((Seal("2026-Q1", day, {}, Where("seals/2026-q1.yml")),))).day_of("2026-Q1")

    assert sealed(date(2026, 4, 7)) == date(2026, 4, 7)
    assert sealed(date(2026, 6, 1)) == CLOSED
    assert made.day_of("2026-Q3") == TODAY
