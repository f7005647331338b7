"""Fenced blocks and links in authors' pages."""

from __future__ import annotations

import pytest

from okrsite.views.blocks import SHOWS, block, doubts
from okrsite.views.mentions import TEMPLATE, mention


@pytest.fixture
def context(told, goal, result):
    return told(
        {
            "a.md": goal("A-1", result("speed", {"2026-07-12": "20", "2026-08-12": "60"})),
            "b.md": goal("B-1", result("calm", {"2026-08-12": "5"}), team="desk"),
            "c.md": goal("C-1", result("old", {"2026-06-20": "60"}), cycle="2026-Q2"),
        }
    )


@pytest.mark.parametrize("show", SHOWS)
def test_every_view_shows_something_without_filters(context, shown, show):
    made = block(context, f"show: {show}")
    html = shown(made.template, made.view)
    assert html.lstrip().startswith('<div class="okr')
    assert "style=" not in html and "<h1" not in html


def test_a_block_without_show_is_the_dashboard(context):
    assert block(context, "").template == "dashboard.html"


def titles(context, text):
    return [card.title.text for card in block(context, text).view.cards]


def test_cards_are_chosen_by_team_cycle_owner_and_status(context):
    assert titles(context, "show: card") == ["Title of B-1", "Title of A-1"]
    assert titles(context, "show: card\nteam: [desk]") == ["Title of B-1"]
    assert titles(context, "show: card\ncycle: 2026-q2") == ["Title of C-1"]
    assert titles(context, "show: card\nstatus: on track") == ["Title of A-1"]
    assert len(titles(context, "show: card\nowner: crew-planner\ncycle: all")) == 3


def test_an_id_is_found_in_every_cycle_whatever_its_case(context):
    made = block(context, "show: card\nid: c-1, a-1.SPEED")
    assert made.uses == ("C-1", "A-1.speed")
    assert made.view.key_results.rows[0].id == "A-1.speed"


def test_a_line_is_drawn_for_a_key_result_with_two_readings(context):
    made = block(context, "show: chart\nid: A-1.speed")
    assert len(made.view.figures) == 1
    assert made.view.figures[0].anchor == ""
    assert not any(link.address.startswith("#") for link in made.view.figures[0].source)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("show: dashbord", "There is no view `dashbord`; did you mean `dashboard`?"),
        ("show: card\nteem: crew", "`card` has no filter `teem`; did you mean `team`?"),
        ("show: card\nteam: crow", "There is no team `crow`; did you mean `crew`?"),
        ("show: card\nid: A-1x", "There is no objective or key result `A-1x`; did you mean `A-1`?"),
        ("show: card\ncycle: 2026-Q9", "There is no cycle `2026-Q9`; did you mean `2026-Q3`?"),
        ("just words", "`just words` is no option; write a key, a colon and a value."),
        ("show: card\nowner: nobody", "No objective fits what this block asks for."),
    ],
)
def test_what_can_not_be_shown_is_said_in_the_page(context, shown, text, said):
    made = block(context, text)
    assert made.template == "block_note.html"
    assert doubts(context, text) == (said,)
    assert "okr-empty" in shown(made.template, made.view)


def test_a_key_that_stands_twice_is_told(context):
    assert doubts(context, "show: card\nid: A-1\nid: B-1") == ("`id` stands there twice; keep one of the two.",)


def test_markup_in_a_block_shows_as_text(context, shown):
    made = block(context, "show: <b>x</b>")
    assert "<b>" not in shown(made.template, made.view)


def test_a_mention_has_title_state_and_score(context, shown):
    view = mention(context, "b-1")
    assert (view.link.text, view.link.address, view.score) == ("Title of B-1", "okr/b-1/", "0.05")
    assert view.state is not None and view.state.word == "Off track"
    html = shown(TEMPLATE, view, "wiki/page/")
    assert 'href="../../okr/b-1/" data-search-exclude' in html


def test_a_mention_of_a_key_result_leads_to_its_place(context):
    view = mention(context, "A-1.speed", "how fast we are")
    assert (view.link.text, view.link.address, view.own) == ("how fast we are", "okr/a-1/#speed", True)


def test_an_unknown_id_stands_as_it_was_written_with_a_mark(context, shown):
    html = shown(TEMPLATE, mention(context, "NOPE", "a <b>word</b>"))
    assert "[[NOPE|a &lt;b&gt;word&lt;/b&gt;]]" in html
    assert "unknown id" in html and "<a " not in html
