"""Whom to ask, what to mend, and what rules say."""

from __future__ import annotations

from okrsite.views.owners import owners
from okrsite.views.quality import quality, quality_pages
from okrsite.views.rulepages import rule_pages


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


def test_documents_that_can_not_be_read_come_first(told, goal, result, shown):
    view = quality(told({"broken.md": "---\nokr: objectives\nteam: [\n---\n"}))
    assert view.act == "1 document can't be read and is missing from the site."
    assert view.missing[0].place.text.startswith("content/broken.md:")
    assert "Missing from the site" in shown("quality.html", view, "quality/")


def test_findings_stand_by_team_and_document_with_a_link_to_mend_them(told, goal, result):
    row = result("speed", {"2026-08-12": "60"}).replace('        baseline: "0"\n', "").replace('"100"', '"85%"')
    view = quality(told({"a.md": goal("A-1", row)}))
    crew = next(team for team in view.teams if team.name == "Crew")
    finding = crew.documents[0].findings[0]
    assert finding.place.address == "https://git.example.org/harbour/edit/main/content/a.md#L6"
    assert finding.rule.address.startswith("quality/rules/okr")
    assert finding.message[0].kind == "code"


def test_each_rule_has_a_place_to_link_to(told, goal, result, shown):
    context = told({"a.md": goal("A-1", result("speed", {"2026-07-02": "1"}))})
    view = quality(context)
    assert "okr401" in [one.anchor for one in view.rules]
    assert 'id="okr401"' in shown("quality.html", view, "quality/")


def test_many_findings_do_not_make_an_endless_page(told, goal, result):
    context = told({"a.md": goal("A-1", result("speed", {"2026-07-02": "1"}))})
    many = told({}, audience="internal")
    object.__setattr__(many, "findings", context.findings * 1200)
    view = quality(many)
    assert sum(len(document.findings) for team in view.teams for document in team.documents) == 1000
    assert view.left_out.endswith("`okrsite check` lists them all.")


def test_nothing_to_mend_is_said_calmly(told):
    assert quality(told({})).fact == "Nothing to mend."


def test_the_page_of_findings_stays_out_of_the_search(told):
    assert not next(iter(quality_pages(told({})))).searchable


def test_every_rule_has_a_page_with_a_reason_and_an_example(told, shown):
    context = told({})
    pages = list(rule_pages(context))
    assert len(pages) == len(context.rules) > 30
    for page in pages:
        html = shown("rule.html", page.view, page.address)
        assert page.view.what and page.view.why, page.title
        assert "style=" not in html
