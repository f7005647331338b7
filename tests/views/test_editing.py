"""Links to edit what is written and to add a check-in: where they stand, and where they don't."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from okrsite.settings import Repository
from okrsite.views.context import Context
from okrsite.views.editing import team_checkin
from okrsite.views.objective import objective_view
from okrsite.views.team import team_view

TODAY = """\
---
okr: checkin
team: crew
date: 2026-08-14
readings:
  A-1.speed: "50"
---
"""


def objective(context: Context, id: str):
    return objective_view(context, context.graph.objectives[id])


def links(view) -> list[str]:
    return [link.text for link in view.foot.links]


def at(context: Context, repository: Repository) -> Context:
    return dataclasses.replace(context, settings=replace(context.settings, repository=repository))


@pytest.fixture
def documents(goal, result):
    return {
        "q3.md": goal("A-1", result("speed", {"2026-08-10": "50"})),
        "q2.md": goal("A-0", result("past", {}), cycle="2026-Q2"),
        "next.md": goal("A-2", result("later", {}), cycle="2026-Q4"),
        "draft.md": goal("A-3", result("maybe", {}), more="    state: draft"),
    }


def test_an_objective_can_be_edited_and_checked_in_on_while_it_runs(told, documents):
    context = told(documents)
    view = objective(context, "A-1")
    assert links(view) == ["Edit this objective", "Add a check-in"]
    edit, add = (link.address for link in view.foot.links)
    assert edit == "https://git.example.org/harbour/edit/main/content/q3.md#L6"
    assert urlsplit(add).path == "/harbour/new/main"
    asked = parse_qs(urlsplit(add).query)
    assert asked["filename"] == ["content/checkins/2026-08-14-crew.md"]
    assert "  # A-1.speed: # Raise speed; was 50 on 10 August; wanted 100\n" in asked["value"][0]


@pytest.mark.parametrize(
    ("id", "shown"), [("A-0", []), ("A-2", ["Edit this objective"]), ("A-3", ["Edit this objective"])]
)
def test_what_is_over_is_left_alone_and_what_does_not_run_takes_no_check_in(told, documents, id, shown):
    assert links(objective(told(documents), id)) == shown


def test_a_key_result_can_be_edited_at_its_line_until_its_cycle_is_closed(told, documents, shown):
    context = told(documents)
    html = shown("objective.html", objective(context, "A-1"), "okr/a-1/")
    where = context.graph.key_results["A-1.speed"].where
    assert f'<a href="https://git.example.org/harbour/edit/main/content/q3.md#L{where.line}">Edit it there</a>' in html
    assert "Edit it there" not in shown("objective.html", objective(context, "A-0"), "okr/a-0/")


def test_a_team_that_has_something_to_check_in_on_can_add_a_check_in(told, documents):
    context = told(documents)
    assert "Add a check-in" in links(team_view(context, context.graph.teams["crew"]))
    assert "Add a check-in" not in links(team_view(context, context.graph.teams["desk"]))


def test_the_check_in_of_the_day_is_edited_instead_of_begun_again(told, documents):
    (link,) = team_checkin(told({**documents, "log/w33.md": TODAY}), "crew")
    assert link.text == "Edit the check-in of 14 August"
    assert "/edit/main/content/log/w33.md" in link.address


def test_a_team_with_many_key_results_gets_a_shorter_text_before_it_gets_none(told, goal, result):
    many = [result(f"number-{n}", {"2026-08-10": "50"}) for n in range(80)]
    context = told({"q3.md": goal("A-1", *many)})
    (link,) = team_checkin(context, "crew")
    assert len(link.address) <= 8000
    text = parse_qs(urlsplit(link.address).query)["value"][0]
    assert text.count("# A-1.number-") == 80
    assert "Raise number-1" not in text


def test_a_team_with_hundreds_of_key_results_gets_a_text_without_them(told, goal, result):
    context = told({"q3.md": goal("A-1", *[result(f"number-{n}", {}) for n in range(500)])})
    (link,) = team_checkin(context, "crew")
    assert "okr: checkin" in parse_qs(urlsplit(link.address).query)["value"][0]


def test_the_empty_log_says_where_to_begin(told, goal, result, shown):
    context = told({"q3.md": goal("A-1", result("speed", {}))})
    html = shown("objective.html", objective(context, "A-1"), "okr/a-1/")
    assert re.search(r"No check-in yet\. The first one makes this score known\. <a href=\"https://git", html)


def test_at_gitlab_the_text_can_be_copied_too(told, documents, shown):
    context = at(told(documents), Repository("https://gitlab.com/o/r"))
    html = shown("team.html", team_view(context, context.graph.teams["crew"]), "teams/crew/")
    assert "checkins/2026-08-14-crew.md</code>" in html
    assert "okr: checkin\nteam: crew\n" in unescape(html)
    assert "/-/new/main?file_name=content/checkins/2026-08-14-crew.md&amp;content=" in html


@pytest.mark.parametrize("repository", [Repository(), Repository("https://git.example.org/o/r")])
def test_without_a_known_repository_nothing_is_shown(told, documents, shown, repository):
    context = at(told(documents), repository)
    assert links(objective(context, "A-1")) == []
    assert team_checkin(context, "crew") == ()
    html = shown("objective.html", objective(context, "A-1"), "okr/a-1/")
    assert "Edit" not in html and "Add a check-in" not in html


def test_names_in_the_configuration_are_escaped(told, documents, shown):
    context = at(told(documents), Repository('https://github.com/o/r"><script>', branch='"><q>'))
    html = shown("objective.html", objective(context, "A-1"), "okr/a-1/")
    assert "<script>" not in html and "<q>" not in html
