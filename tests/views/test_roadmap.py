"""The roadmap: the seed text's example, now and later, what does not add up, and what became of estimates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from contexts import context_of

from okrsite.views.belonging import bets_of
from okrsite.views.bets import serves
from okrsite.views.blocks import block, doubts
from okrsite.views.context import Context
from okrsite.views.focus import focus_shares, focus_table
from okrsite.views.objective import objective_view
from okrsite.views.pages import pages
from okrsite.views.planning import planned, wrong_way
from okrsite.views.plans import bridge_figure, message, share
from okrsite.views.roadmap import RoadmapView, horizon_of, roadmap
from okrsite.views.schedule import Lane, schedule

TEAM = "okr: team\nid: onb\nname: Onboarding\nparent: company\n"
STRATEGY = "okr: strategy\nvision: V\npillars:\n  - id: TRUST\n    name: Trust\n"
GOALS = """
okr: objectives
team: onb
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour count
    supports: TRUST
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        checkins:
          2026-07-20: 73%
      - id: .first-value
        key_result: Cut time to first value
        baseline: 24 hours
        target: 15 minutes
"""
BETS = """
okr: roadmap
team: onb
cycle: 2026-Q3
initiatives:
  - id: I-1
    name: Interactive product tour
    state: done
    from: 2026-07-01
    until: 2026-07-17
    effort: 30%
    focus: primary
    moves:
      - kr: ONB-1.completion
        impact: +8%
    releases:
      - name: The tour
        date: 2026-07-17
        url: https://example.org/tour
  - id: I-2
    name: Onboarding progress visualization
    state: in progress
    from: 2026-07-20
    effort: 20%
    focus: secondary
    moves:
      - kr: ONB-1.completion
        impact: +4%
  - id: I-3
    name: Single sign-on integration
    from: 2026-09-01
    until: 2026-10-30
    moves:
      - kr: ONB-1.completion
        impact: +5%
  - id: I-4
    name: Template library for quick starts
    moves:
      - kr: ONB-1.first-value
        impact: -6 hours
  - id: I-5
    name: Streamlined account verification
    moves:
      - kr: ONB-1.first-value
        impact: -2 hours
"""
SEED = {"team.md": TEAM, "strategy.md": STRATEGY, "goals.md": GOALS, "bets.md": BETS}


@pytest.fixture(scope="module")
def seed() -> Context:
    """The example that product teams are given for connecting OKRs and roadmaps."""
    return context_of(SEED)


def view_of(context: Context, cycle: str = "2026-Q3", **more: Any) -> RoadmapView:
    return roadmap(context, context.cycle(cycle), **more)


def with_bets(text: str, goals: str = GOALS, as_of: date = date(2026, 8, 14)) -> Context:
    head = "okr: roadmap\nteam: onb\ncycle: 2026-Q3\ninitiatives:\n"
    return context_of({"team.md": TEAM, "strategy.md": STRATEGY, "goals.md": goals, "bets.md": head + text}, as_of)


def test_the_seed_texts_completion_is_covered_whole(seed: Context) -> None:
    completion = seed.graph.key_results["ONB-1.completion"]
    assert message(seed, completion) == "17 of 17 points: the plan reaches the target"
    assert share(seed.coverage[completion.id].covered) == "100\u2009%"
    figure = bridge_figure(seed, completion)
    assert figure
    assert "100\u2009% of the way" in figure.measures


def test_the_seed_texts_time_to_first_value_ends_at_16_hours(seed: Context) -> None:
    first = seed.graph.key_results["ONB-1.first-value"]
    assert message(seed, first) == "8 of 23.75 hours: the plan ends at 16 hours"
    assert share(seed.coverage[first.id].covered) == "33.7\u2009%"
    view = view_of(seed)
    assert view.act == "1 of 2 plans falls short, “Cut time to first value” most: " + message(seed, first) + "."
    assert view.short
    assert [cell.text for cell in view.short.rows[0].cells][2:4] == [message(seed, first), "33.7\u2009%"]
    assert [figure.caption for figure in view.bridges] == [message(seed, first)]


def test_the_table_of_a_bridge_adds_up(seed: Context) -> None:
    figure = bridge_figure(seed, seed.graph.key_results["ONB-1.first-value"])
    assert figure
    said = [[cell.text for cell in row.cells] for row in figure.table.rows]
    assert [row[2] for row in said] == ["−6 hours", "−2 hours", "−8 hours", "−15.75 hours"]
    assert [row[3] for row in said] == ["25.3\u2009%", "8.4\u2009%", "33.7\u2009%", "66.3\u2009%"]


def test_almost_all_is_never_shown_as_all() -> None:
    assert share(Fraction(99999, 100000)) == "99.9\u2009%"
    assert share(Fraction(1)) == "100\u2009%"


def test_bets_are_now_next_later_by_state_and_day(seed: Context) -> None:
    view = view_of(seed)
    by_head = {one.head: [entry.title.text for group in one.groups for entry in group.entries] for one in view.horizons}
    assert by_head["Now"] == ["Onboarding progress visualization"]
    assert "Single sign-on integration" in by_head["Next"]
    assert by_head["Done"] == ["Interactive product tour"]


@pytest.mark.parametrize(
    ("bet", "when"),
    [
        ("state: planned\n    from: 2026-08-01", "now"),
        ("state: planned\n    from: 2026-09-30", "next"),
        ("state: planned\n    from: 2026-10-01", "later"),
        ("state: planned", "next"),
        ("state: proposed", "later"),
        ("state: dropped", "dropped"),
        ("state: in progress\n    from: 2027-01-01", "now"),
    ],
)
def test_the_time_of_a_bet_follows_from_state_and_first_day(bet: str, when: str) -> None:
    context = with_bets(f"  - id: I-1\n    name: One\n    {bet}\n")
    assert horizon_of(context, context.cycle("2026-Q3"), context.graph.initiatives["I-1"]) == when


def test_what_is_not_done_when_the_cycle_is_over_is_not_finished() -> None:
    context = with_bets("  - id: I-1\n    name: One\n    state: in progress\n", as_of=date(2026, 12, 1))
    assert [one.head for one in view_of(context).horizons] == ["Not finished"]


def test_every_bet_stands_under_its_objective_with_the_line_up(seed: Context) -> None:
    for horizon in view_of(seed).horizons:
        for group in horizon.groups:
            assert group.name.address == "okr/onb-1/"
            assert [ref.address for ref in group.more if ref.address] == ["teams/onb/", "strategy/#trust"]


def test_an_entry_says_all_that_is_written(seed: Context) -> None:
    (done,) = [one for one in view_of(seed).horizons if one.anchor == "done"]
    entry = done.groups[0].entries[0]
    assert entry.time == "1 to 17 July"
    said = ["".join(ref.text for ref in line) for line in (entry.who, *entry.lines)]
    assert "30% of capacity" in said[0]
    assert said[1] == "Moves Raise onboarding completion by +8%, 47.1\u2009% of its way"
    assert said[2] == "Releases The tour (17 July 2026)"
    assert entry.lines[1][1].address == "https://example.org/tour"


def test_releases_are_listed_with_their_bets(seed: Context) -> None:
    (release,) = view_of(seed).releases
    assert (release.about.text, release.text) == ("The tour", "17 July")
    assert release.more[0].address == "bets.md#i-1"


def test_bars_lie_where_their_days_do(seed: Context) -> None:
    found = schedule(seed, seed.cycle("2026-Q3"), bets_of(seed, seed.cycle("2026-Q3")))
    assert found
    lanes: dict[str, Lane] = {lane.name.text: lane for group in found.groups for lane in group.lanes}
    days = (date(2026, 10, 30) - date(2026, 7, 1)).days + 1
    tour = lanes["Interactive product tour"]
    assert (tour.x, tour.width) == ("0%", f"{17 / days * 100:.2f}%")
    assert lanes["Onboarding progress visualization"].after == "open"
    assert lanes["Template library for quick starts"].x == ""
    assert lanes["Template library for quick starts"].time == "no dates"
    assert found.x == "0%"
    assert found.today
    assert found.today.x == f"{44 / days * 100:.2f}%"


def test_a_bet_far_outside_the_time_line_is_an_arrow_and_its_days() -> None:
    context = with_bets(
        "  - id: I-1\n    name: Once\n    from: 2024-01-01\n    until: 2024-02-01\n"
        "  - id: I-2\n    name: Now\n    from: 2026-07-01\n    until: 2026-09-30\n"
    )
    found = schedule(context, context.cycle("2026-Q3"), bets_of(context, context.cycle("2026-Q3")))
    assert found
    once, _now = found.groups[0].lanes
    assert (once.x, once.width, once.before) == ("0%", "0%", True)
    assert "2024" in once.time


def test_a_bet_may_last_to_the_end_of_the_calendar() -> None:
    context = with_bets("  - id: I-1\n    name: For ever\n    from: 2026-07-01\n    until: 9999-12-31\n")
    found = schedule(context, context.cycle("2026-Q3"), bets_of(context, context.cycle("2026-Q3")))
    assert found
    (lane,) = found.groups[0].lanes
    assert (lane.width, lane.after) == ("100%", "on")


def test_what_moves_nothing_and_what_leads_away_are_listed() -> None:
    context = with_bets(
        "  - id: I-1\n    name: Busy work\n"
        "  - id: I-2\n    name: Wrong sign\n    moves:\n      - kr: ONB-1.first-value\n        impact: 6 hours\n"
    )
    settle = {one.anchor: [remark.about.text for remark in one.remarks] for one in view_of(context).settle}
    assert settle["moves-nothing"] == ["Busy work"]
    assert settle["wrong-way"] == ["Wrong sign"]
    assert settle["without"] == ["Raise onboarding completion"]
    first = context.graph.key_results["ONB-1.first-value"]
    assert message(context, first) == "−6 of 23.75 hours: the plan leads away from the target, to 30 hours"
    assert wrong_way(context, bets_of(context, context.cycle("2026-Q3")))[0].text == "6 hours, away from the target of"


def test_a_plan_whose_remaining_bets_are_enough_is_no_short_plan() -> None:
    goals = GOALS.replace("2026-07-20: 73%", "2026-07-20: 82%")
    context = with_bets(
        "  - id: I-1\n    name: The rest\n    moves:\n      - kr: ONB-1.completion\n        impact: +3%\n", goals
    )
    plans = planned(context, context.cycle("2026-Q3"))
    assert [one.id for one in plans.enough] == ["ONB-1.completion"]
    assert plans.short == ()
    assert "enough from where it stands" in message(context, plans.enough[0])


def test_bets_without_an_estimate_are_said() -> None:
    context = with_bets("  - id: I-1\n    name: Hope\n    moves:\n      - kr: ONB-1.completion\n")
    completion = context.graph.key_results["ONB-1.completion"]
    assert message(context, completion) == "1 bet without an estimate"
    assert [one.id for one in planned(context, context.cycle("2026-Q3")).unsized] == ["ONB-1.completion"]


def test_more_than_the_way_goes_beyond_the_target() -> None:
    context = with_bets(
        "  - id: I-1\n    name: Great\n    moves:\n      - kr: ONB-1.completion\n        impact: +20%\n"
    )
    said = message(context, context.graph.key_results["ONB-1.completion"])
    assert said == "20 of 17 points: the plan goes beyond the target, to 88\u2009%"


def test_effort_is_divided_among_the_three_kinds_of_focus(seed: Context) -> None:
    bets = bets_of(seed, seed.cycle("2026-Q3"))
    shares = focus_shares(bets)
    assert shares
    assert {name: str(value) for name, value in shares.items()} == {
        "primary": "3/5",
        "secondary": "2/5",
        "exploration": "0",
    }
    table = focus_table(seed, bets)
    assert table
    assert [cell.text for cell in table.rows[0].cells] == [
        "Onboarding",
        "60\u2009%",
        "40\u2009%",
        "0\u2009%",
        "50\u2009%, 3 not said",
    ]


def test_without_efforts_there_is_no_focus() -> None:
    context = with_bets("  - id: I-1\n    name: One\n    focus: primary\n")
    assert view_of(context).focus is None
    assert view_of(context).stats[3].value == "–"


def test_after_the_close_estimates_stand_beside_movements() -> None:
    goals = GOALS.replace("2026-07-20: 73%", "2026-09-28: 80%")
    bets = BETS.split("initiatives:\n")[1].replace("state: in progress", "state: done")
    context = with_bets(bets, goals, date(2026, 12, 1))
    view = view_of(context)
    assert view.over
    assert view.act.startswith("1 of 2 plans fell short")
    assert view.told
    assert view.told.table
    row = [cell.text for cell in view.told.table.rows[0].cells]
    assert row == [
        "Raise onboarding completion",
        "Onboarding",
        "2 bets, not told apart",
        "+12 points",
        "+12 points",
        "100\u2009%",
    ]
    assert "which of them moved it can't be told" in view.told.honest
    assert view.told.fact == "1 key result moved by 100\u2009% of what was estimated for it."
    assert view.told.teams
    assert [cell.text for cell in view.told.teams.rows[0].cells] == ["Onboarding", "100\u2009%", "100\u2009%", "1"]


def test_a_cycle_without_bets_says_what_to_do() -> None:
    context = context_of({"team.md": TEAM, "strategy.md": STRATEGY, "goals.md": GOALS})
    view = view_of(context)
    assert view.fact == "2026-Q3 has no roadmap yet."
    assert view.empty
    assert (view.stats, view.settle) == ((), ())
    assert [page.address for page in pages(context) if page.address.startswith("roadmap/")] == ["roadmap/"]


def test_without_any_document_there_is_a_page_all_the_same() -> None:
    context = context_of({})
    assert roadmap(context, None).fact == "There is no cycle yet."


def test_every_cycle_with_bets_has_a_page(seed: Context) -> None:
    assert {page.address for page in pages(seed)} >= {"roadmap/", "roadmap/2026-q3/"}


def test_bets_without_a_cycle_belong_to_that_of_what_they_move() -> None:
    bare = BETS.replace("cycle: 2026-Q3\n", "", 1)
    context = context_of({**SEED, "bets.md": bare})
    assert len(bets_of(context, context.cycle("2026-Q3"))) == 5


def test_a_bet_that_serves_a_pillar_only_stands_under_it() -> None:
    context = with_bets("  - id: I-1\n    name: One\n    supports: TRUST\n")
    assert serves(context, context.graph.initiatives["I-1"]) == "TRUST"
    (horizon,) = view_of(context).horizons
    assert horizon.groups[0].name.address == "strategy/#trust"


def test_a_roadmap_written_at_the_pages_own_address_keeps_all_its_places() -> None:
    later = BETS.replace("I-", "L-").replace("cycle: 2026-Q3", "cycle: 2026-Q4").split("    moves:")[0]
    context = context_of({**SEED, "roadmap.md": later + "\n"})
    (page,) = [page for page in pages(context) if page.address == "roadmap/"]
    anchors = {entry.anchor for one in page.made().horizons for group in one.groups for entry in group.entries}
    assert {"i-1", "l-1"} <= anchors


def test_an_objectives_page_leads_up_to_the_pillar_and_down_to_the_bets(seed: Context) -> None:
    below = "okr: objectives\nteam: onb\ncycle: 2026-Q3\nid: T-1\nobjective: Help\nsupports: ONB-1.completion\n"
    context = context_of({**SEED, "below.md": below})
    view = objective_view(context, context.graph.objectives["T-1"])
    (serving,) = [one for one in view.sections if one.id == "serves"]
    assert [[ref.address for ref in trail] for trail in serving.trails] == [
        ["strategy/#trust", "okr/onb-1/", "okr/onb-1/#completion"]
    ]
    assert not serving.tables
    above = objective_view(context, context.graph.objectives["ONB-1"])
    (serving,) = [one for one in above.sections if one.id == "serves"]
    assert [column.name for column in serving.tables[0].columns] == ["Pillar", "Owner"]
    (bets,) = [one for one in above.sections if one.id == "bets"]
    assert [row.cells[0].address for row in bets.tables[0].rows][:2] == ["bets.md#i-1", "bets.md#i-2"]
    assert [figure.anchor for figure in bets.figures] == ["bridge-completion", "bridge-first-value"]
    facts = {fact.name: fact.text for row in above.key_results.rows for fact in row.facts} if above.key_results else {}
    assert facts["Covered by bets"] == "8 of 23.75 hours, 33.7\u2009% of the way"


@pytest.mark.parametrize("text", ["show: bridge\nid: ONB-1.completion", "show: bridge\nid: ONB-1"])
def test_a_block_draws_bridges_by_id(seed: Context, text: str) -> None:
    made = block(seed, text)
    assert made.template == "block.html"
    assert made.view.figures[0].caption == "17 of 17 points: the plan reaches the target"
    assert not made.view.figures[0].anchor
    assert len({figure.uid for figure in made.view.figures}) == len(made.view.figures)


def test_a_block_places_the_roadmap_or_a_part_of_it(seed: Context) -> None:
    def names(text: str) -> list[str]:
        view = block(seed, text).view
        return [entry.title.text for one in view.horizons for group in one.groups for entry in group.entries]

    assert len(names("show: roadmap")) == 5
    assert len(names("show: roadmap\nteam: onb")) == 5
    assert names("show: roadmap\nid: I-1") == ["Interactive product tour"]
    assert len(names("show: roadmap\nid: ONB-1.first-value")) == 2
    assert len(names("show: roadmap\nid: TRUST")) == 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("show: bridge", "Say with `id`"),
        ("show: bridge\nid: ONB-1.complet", "did you mean `ONB-1.completion`?"),
        ("show: roadmap\nid: TRUSTY", "did you mean `TRUST`?"),
        ("show: roadmap\nteam: onbo", "did you mean `onb`?"),
        ("show: roadmap\ncycle: 2026-Q9", "There is no cycle"),
    ],
)
def test_a_block_says_what_it_can_not_show(seed: Context, text: str, said: str) -> None:
    assert any(said in doubt for doubt in doubts(seed, text)), doubts(seed, text)


HOSTILE = "</td><script>alert(1)</script>\" onload='x' {{ 7*7 }}"


def test_no_text_of_a_bet_brings_in_markup(shown: Callable[..., str]) -> None:
    quoted = HOSTILE.replace('"', '\\"')
    text = (
        f'  - id: I-1\n    name: "{quoted}"\n    owner: "{quoted}"\n    state: done\n    from: 2026-07-01\n'
        f'    releases:\n      - name: "{quoted}"\n        url: javascript:alert(1)\n'
        "    links:\n      - javascript:alert(2)\n"
        f'    moves:\n      - kr: ONB-1.first-value\n        impact: "{quoted}"\n'
    )
    context = with_bets(text, GOALS.replace("Cut time to first value", "Cut <b>time</b>"))
    for page in pages(context):
        if page.address.startswith(("roadmap/", "okr/")):
            html = shown(page.template, page.made(), page.address)
            assert "<script" not in html
            assert 'href="javascript' not in html
            assert "<b>time" not in html
            assert "onload='x'" not in html


def test_the_page_renders_with_all_its_parts(shown: Callable[..., str], seed: Context) -> None:
    (page,) = [page for page in pages(seed) if page.address == "roadmap/2026-q3/"]
    html = shown(page.template, page.made(), page.address)
    for id in ("time-line", "now", "next", "done", "short", "enough", "releases", "focus"):
        assert html.count(f'id="{id}"') == 1, id
    assert 'id="i-1"' in html
    assert 'href="../../assets/okr/roadmap.css"' in html
    assert " style=" not in html
