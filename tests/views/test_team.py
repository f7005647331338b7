"""A team's page and the organisation."""

from __future__ import annotations

from okrsite.views.team import team_view
from okrsite.views.teams import organisation


def history(told, goal, result):
    documents = {
        "q1.md": goal("A-1", result("speed", {"2026-03-20": "40"}), cycle="2026-Q1"),
        "q2.md": goal("A-2", result("speed", {"2026-06-20": "65"}), cycle="2026-Q2"),
        "q3.md": goal("A-3", result("speed", {"2026-08-12": "5"})),
    }
    documents["week.md"] = "---\nokr: checkin\nteam: crew\ndate: 2026-08-10\nhealth: amber\n---\n"
    return told(documents)


def test_a_team_shows_what_runs_as_cards_and_what_is_over_in_one_table(told, goal, result):
    context = history(told, goal, result)
    view = team_view(context, context.graph.teams["crew"])
    assert view.fact == "Crew: The one objective is not on track."
    assert view.act == "It needs help: “Raise speed” is at 5\u2009%, where 34\u2009% is expected by now."
    assert [one.cycle.text for one in view.cycles] == ["2026-Q3"]
    assert view.ended is not None
    assert [row.cells[1].address for row in view.ended.rows] == ["cycles/2026-q2/crew/", "cycles/2026-q1/crew/"]


def test_two_closed_cycles_draw_a_trend_with_its_message(told, goal, result):
    context = history(told, goal, result)
    trend = team_view(context, context.graph.teams["crew"]).trend
    assert trend is not None
    assert trend.caption == "Inside the ideal range for the first time"


def test_whom_to_ask_leads_to_the_roles_place(told, goal, result):
    context = history(told, goal, result)
    lead = team_view(context, context.graph.teams["crew"]).facts[0]
    assert (lead.name, lead.links[0].address) == ("Lead", "owners/#crew-lead")


def test_a_team_lists_its_check_ins_with_the_reported_health(told, goal, result):
    context = history(told, goal, result)
    group = team_view(context, context.graph.teams["crew"]).writings[0]
    assert (group.head, group.newest[0].link.text) == ("Check-ins", "10 August")
    assert group.newest[0].mark is not None and group.newest[0].mark.word == "Amber"


def test_a_team_without_objectives_says_what_to_do(told, shown):
    context = told({})
    view = team_view(context, context.graph.teams["desk"])
    assert view.fact == "Desk" and view.empty is not None
    assert "Desk has no objectives yet." in shown("team.html", view, "teams/desk/")


def test_the_company_leads_to_the_teams_below(told):
    context = told({})
    view = team_view(context, context.graph.teams["company"])
    assert [one.team.text for one in view.teams] == ["Crew", "Desk"]
    assert view.eyebrow[0].text == "Company"


def test_the_organisation_is_a_tree_under_its_root(told, goal, result, shown):
    view = organisation(history(told, goal, result))
    assert view.fact == "3 teams on 2 levels."
    assert [node.team.text for node in view.nodes] == ["Harbour"]
    assert [node.team.text for node in view.nodes[0].below] == ["Crew", "Desk"]
    assert shown("teams.html", view, "teams/").count("okr-tree") == 2
