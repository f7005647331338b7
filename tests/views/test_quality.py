"""Whom to ask, what to mend, and what rules say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from okrsite.diagnostics import Diagnostic, Severity, Where
from okrsite.settings import Settings
from okrsite.views.coaching import TeamFindings
from okrsite.views.context import Context
from okrsite.views.owners import owners
from okrsite.views.quality import QualityView, quality, quality_pages
from okrsite.views.rulepages import rule_pages


def team(view: QualityView, name: str) -> TeamFindings:
    return next(one for one in view.teams if one.title == name)


def plain(paragraph) -> str:
    return "".join(bit.text for bit in paragraph)


def shown_of(teams) -> int:
    groups = [group for one in teams for group in (*one.groups, *one.more)]
    return sum(len(group.findings) + len(group.more) for group in groups)


@pytest.fixture
def doubtful(goal, result):
    """A crew with an error, warnings and notes; a desk with a note."""
    row = result("speed", {"2026-07-02": "60"}).replace('        baseline: "0"\n', "").replace('"100"', '"85%"')
    desk = result("calm", {"2026-08-12": "1"}, more="        measurement: Asked each month, desk book\n")
    return {
        "crew/a.md": goal("A-1", row, more="    prority: P0").replace("    owner: crew-lead\n", ""),
        "desk/b.md": goal("B-1", desk, result("kind", {"2026-08-12": "1"}), team="desk"),
    }


def test_roles_stand_by_name_with_what_runs_first_and_no_number(told, goal, result):
    context = told(
        {
            "a.md": goal("A-1", result("speed", {}), cycle="2026-Q2"),
            "b.md": goal("B-1", result("calm", {})),
        }
    )
    view = owners(context)
    lead = view.owners[0]
    assert [one.name for one in view.owners] == ["crew-lead", "crew-planner"]
    assert [(one.what.text, one.text) for one in lead.teams] == [("Crew", "leads the team")]
    assert [(one.what.address, one.text) for one in lead.now] == [("okr/b-1/", "objective, 2026-Q3")]
    assert [one.text for one in lead.earlier] == ["Crew"]


def test_documents_that_can_not_be_read_come_first(told, doubtful, shown):
    view = quality(told({**doubtful, "broken.md": "---\nokr: objectives\nteam: [\n---\n"}))
    assert view.act == "1 document can't be read and is missing from the site."
    assert view.missing[0].place.text.startswith("content/broken.md:")
    html = shown("quality.html", view, "quality/")
    assert html.index("Missing from the site") < html.index("Met most often") < html.index('id="team-crew"')


def test_a_teams_findings_stand_together_the_worst_team_and_the_worst_finding_first(told, doubtful):
    view = quality(told(doubtful))
    assert [one.title for one in view.teams[:2]] == ["Crew", "Desk"]
    marks = [group.mark.key for group in (*team(view, "Crew").groups, *team(view, "Crew").more)]
    order = {"off_track": 0, "at_risk": 1, "not_started": 2}
    assert marks[0] == "off_track"
    assert marks == sorted(marks, key=order.__getitem__)
    assert team(view, "Crew").count.startswith("1 error, ")


def test_a_finding_says_what_is_found_why_it_matters_how_to_mend_it_and_opens_the_line(told, doubtful):
    groups = team(quality(told(doubtful)), "Crew").groups
    group = next(one for one in groups if one.rule.text == "no-owner")
    assert plain(group.what) == "An objective has no owner."
    assert plain(group.why) == "A goal that belongs to everybody is looked after by nobody."
    assert plain(group.hint).startswith("Add owner")
    (mend,) = group.findings
    assert plain(mend.message).endswith("Title of A-1.")
    assert mend.place.text == "content/crew/a.md:6"
    assert mend.place.address == "https://git.example.org/harbour/edit/main/content/crew/a.md#L6"
    assert mend.about is not None and mend.about.address == "okr/a-1/"
    assert group.rule.address.startswith("quality/rules/okr301")


def test_without_a_repository_a_place_is_text(told, doubtful, shown):
    view = quality(replace(told(doubtful), settings=Settings()))
    html = shown("quality.html", view, "quality/")
    assert ">content/crew/a.md:6</code>" in html
    assert "https://" not in html


def test_a_rule_is_told_once_a_team_and_a_common_hint_once(told, goal, result):
    many = [result(f"n{n}", {"2026-08-12": "1"}) for n in range(7)]
    view = quality(told({"a.md": goal("A-1", *many)}))
    crew = team(view, "Crew")
    (group,) = [one for one in (*crew.groups, *crew.more) if one.rule.text == "no-measurement"]
    assert (len(group.findings), len(group.more), group.more_words) == (4, 3, "3 more places")
    assert group.hint and not any(mend.hint for mend in group.findings)


def test_what_belongs_to_no_team_stands_apart_and_last(told, doubtful):
    fault = Diagnostic("OKR902", "invalid-setting", Severity.ERROR, Where("mkdocs.yml", 3), "`grace` is `soon`")
    view = quality(with_findings(told(doubtful), lambda known: (fault, *known)))
    assert (view.teams[-1].title, view.teams[-1].anchor) == ("The site as a whole", "site")


def test_the_sum_of_it_is_said_in_words_and_shapes(told, doubtful):
    view = quality(told(doubtful))
    errors, warnings, notes, calm = view.stats
    assert (errors.name, errors.status.key, errors.status.word) == ("Errors", "off_track", "1")
    assert (warnings.status.key, notes.status.key) == ("at_risk", "not_started")
    assert calm.value == f"{len(view.calm)} of 3"
    assert view.fact.startswith("1 error, ")
    assert view.act.startswith("Crew gains most: 1 error")


def test_teams_of_which_nothing_was_found_are_named_kindly(told, doubtful, shown):
    view = quality(told(doubtful))
    assert "Desk" not in [one.text for one in view.calm]
    silent = quality(with_findings(told(doubtful), lambda known: [one for one in known if "crew" in one.where.path]))
    assert [one.text for one in silent.calm] == ["Desk", "Harbour"]
    assert "others can look here how it is done" in shown("quality.html", silent, "quality/")


def test_rules_stand_by_how_often_they_are_met_with_the_teams(told, doubtful, shown):
    view = quality(told(doubtful))
    rules = (*view.often, *view.rules)
    counts = [int(one.count.split()[0]) for one in rules]
    assert counts == sorted(counts, reverse=True)
    measured = next(one for one in rules if one.rule.text == "OKR223 no-measurement")
    assert {one.address for one in measured.teams} == {"#team-crew", "#team-desk"}
    html = shown("quality.html", view, "quality/")
    assert all(f'id="{one.anchor}"' in html for one in rules)


def test_each_rule_has_a_place_to_link_to(told, goal, result, shown):
    context = told({"a.md": goal("A-1", result("speed", {"2026-07-02": "1"}))})
    view = quality(context)
    assert "okr401" in [one.anchor for one in (*view.often, *view.rules)]
    assert 'id="okr401"' in shown("quality.html", view, "quality/")


def test_teams_that_nobody_looked_at_for_too_long_are_named_with_whom_to_ask(told, goal, result):
    view = quality(told({"a.md": goal("A-1", result("speed", {"2026-07-02": "1"}), result("calm", {}))}))
    (one,) = view.reminders.named
    assert (one.team.text, one.ask.text) == ("Crew", "crew-lead")
    assert one.text == "2 of 2 key results; oldest check-in 2 July; 1 never read"
    assert [link.text for link in one.links] == ["Add a check-in"]


def test_nobody_is_reminded_where_all_is_fresh(told, goal, result):
    assert quality(told({"a.md": goal("A-1", result("speed", {"2026-08-12": "1"}))})).reminders is None


def with_findings(context: Context, change) -> Context:
    return replace(context, findings=tuple(change(context.findings)))


def test_many_findings_do_not_make_an_endless_page(told, goal, result, shown):
    context = told({"crew/a.md": goal("A-1", result("speed", {"2026-07-02": "1"})), "crew/b.md": goal("A-2")})
    view = quality(with_findings(context, lambda known: known * 1200))
    assert shown_of(view.teams) <= 1000
    rest = plain(team(view, "Crew").rest)
    assert rest.endswith(" more are not shown here; okrsite check content/crew lists them all.")
    assert len(shown("quality.html", view, "quality/")) < 200_000


def test_many_teams_do_not_make_an_endless_page_either(told):
    teams = {f"t{n}.md": f"---\nokr: team\nid: t{n}\nname: Team {n}\nparent: company\n---\n" for n in range(150)}
    context = told(teams)
    found = [
        Diagnostic("OKR301", "no-owner", Severity.WARNING, Where(f"content/t{n}.md", line), "nobody", None, None)
        for n in range(150)
        for line in range(40)
    ]
    view = quality(with_findings(context, lambda _: found))
    assert shown_of(view.teams) <= 1000
    assert plain(view.teams[0].rest) == "34 more are not shown here; okrsite check content/t0.md lists them all."


def test_nothing_to_mend_is_said_calmly(told):
    view = quality(told({}))
    assert view.fact == "Nothing to mend."
    assert (view.stats, view.calm, view.teams) == ((), (), ())


def test_the_page_of_findings_stays_out_of_the_search(told):
    assert not next(iter(quality_pages(told({})))).searchable


def test_what_people_wrote_is_escaped(told, goal, result, shown):
    bad = goal("A-1", result("speed", {}).replace("Raise speed", '"<script>x</script>"')).replace("crew-lead", "'<b>'")
    html = shown("quality.html", quality(told({"a.md": bad})), "quality/")
    assert "<script>" not in html and "<b>x" not in html


def test_every_rule_has_a_page_with_a_reason_and_an_example(told, shown):
    context = told({})
    pages = list(rule_pages(context))
    assert len(pages) == len(context.rules) > 30
    for page in pages:
        html = shown("rule.html", page.view, page.address)
        assert page.view.what and page.view.why, page.title
        assert "style=" not in html
