"""Every metric with its source: what is listed, and what is said to be missing."""

from __future__ import annotations

import pytest

from okrsite.views.metrics import metrics, metrics_pages

MEASURED = (
    "        measurement: Share of crossings, harbour log\n        window: 30 days\n        cohort: winter timetable"
)


@pytest.fixture
def documents(goal, result):
    gone = result("gone", {}, more="        cancelled:\n          date: 2026-07-20\n          reason: No more boats")
    return {
        "q3.md": goal("A-1", result("speed", {"2026-08-10": "50"}, more=MEASURED), result("calm", {}), gone),
        "q2.md": goal("A-0", result("past", {}), cycle="2026-Q2"),
        "next.md": goal("A-2", result("later", {}), cycle="2026-Q4", more="    state: draft"),
        "b.md": goal("B-1", result("kind", {"2026-07-02": "1"}), team="desk"),
    }


def test_every_metric_that_runs_or_is_ahead_stands_with_its_team(told, documents):
    view = metrics(told(documents))
    assert [(team.name.text, [one.name.text for one in team.metrics]) for team in view.teams] == [
        ("Crew", ["Raise speed", "Raise calm", "Raise later"]),
        ("Desk", ["Raise kind"]),
    ]
    assert [one.sub for one in view.teams[0].metrics] == ["2026-Q3", "2026-Q3", "2026-Q4, draft"]


def test_a_metric_says_where_it_comes_from_whose_it_is_and_what_it_was_last(told, documents):
    first = metrics(told(documents)).teams[0].metrics[0]
    assert (first.source, first.scope) == ("Share of crossings, harbour log", "30 days; winter timetable")
    assert (first.owner.text, first.owner.address) == ("crew-planner", "owners/#crew-planner")
    assert (first.value, first.day.text, first.day.iso, first.stale) == ("50", "10 August", "2026-08-10", False)
    assert first.name.address == "okr/a-1/#speed"


def test_a_metric_without_a_source_says_so_and_leads_to_where_it_can_be_written(told, documents, shown):
    view = metrics(told(documents))
    silent = view.teams[0].metrics[1]
    assert (silent.source, silent.value, silent.day) == ("", "", None)
    assert silent.write.startswith("https://git.example.org/harbour/edit/main/content/q3.md#L")
    assert view.teams[0].count == "3 metrics, 2 without a source"
    assert view.fact == "3 metrics do not say where their number comes from."
    html = shown("metrics.html", view, "quality/metrics/")
    assert html.count("Not written down.") == 3
    assert f'<a href="{silent.write}">Add it</a>' in html


def test_stale_ones_are_marked_with_a_word(told, documents, shown):
    html = shown("metrics.html", metrics(told(documents)), "quality/metrics/")
    assert '<time class="okr-down" datetime="2026-07-02">2 July, stale</time>' in html


def test_there_is_a_way_between_metrics_and_what_to_mend(told, documents, shown):
    context = told(documents)
    (page,) = metrics_pages(context)
    assert (page.address, page.searchable) == ("quality/metrics/", False)
    assert 'href="../../quality/"' in shown("metrics.html", page.made(), page.address)


def test_what_people_wrote_is_escaped(told, goal, result, shown):
    evil = MEASURED.replace("Share of", "<script>").replace("30 days", "x'><q>").replace("winter", "<i>")
    html = shown(
        "metrics.html", metrics(told({"a.md": goal("A-1", result("speed", {}, more=evil))})), "quality/metrics/"
    )
    assert "<script>" not in html and "<q>" not in html and "<i>" not in html


def test_a_site_without_key_results_says_so_calmly(told):
    view = metrics(told({}))
    assert (view.fact, view.stats, view.teams) == ("No metrics yet.", (), ())
    assert view.empty is not None


def test_thousands_of_metrics_do_not_make_an_endless_page(told, goal, result):
    many = [result(f"n{n}", {}) for n in range(120)]
    documents = {f"{n}.md": goal(f"A-{n}", *many, team=f"team-{n:02}") for n in range(18)}
    view = metrics(told(documents))
    assert sum(len(team.metrics) for team in view.teams) == 1920
    assert view.left_out.startswith("240 more are not shown here")
    assert len(view.places) == 16
