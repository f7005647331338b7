"""Rows of key results: the change since last time, when it was read, whose it is."""

from __future__ import annotations

import pytest
from contexts import context_of, objective, row_of

from okrsite.views.parts import Change
from okrsite.views.rows import kr_list


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ("baseline: 68%\ntarget: 85%\ncheckins:\n  2026-08-03: 73%\n  2026-08-10: 74%", Change("+1\u2009pts", "up")),
        ("baseline: 68%\ntarget: 85%\ncheckins:\n  2026-08-03: 74%\n  2026-08-10: 74%", Change("0\u2009pts")),
        (
            "baseline: 1.9\ntarget: 1.2\ncheckins:\n  2026-08-03: 1.9\n  2026-08-10: 2.0",
            Change("+0.1, wrong way", "down"),
        ),
        (
            "baseline: 24 hours\ntarget: 15 minutes\ncheckins:\n  2026-08-03: 23 hours\n  2026-08-10: 19 hours",
            Change("−4 hours", "up"),
        ),
        ("baseline: 5\ntarget: 9\ncheckins:\n  2026-08-10: 6", Change("first reading")),
        ("baseline: 5\ntarget: 9", Change("–")),
        ("milestones:\n  - name: A\n    done: 2026-08-01\n  - name: B", Change("+1 on 1 August", "up")),
    ],
)
def test_the_change_since_last_time_is_in_the_unit_that_people_typed(values: str, change: Change) -> None:
    assert row_of(f"key_result: It moves\n{values}").change == change


def test_what_people_typed_is_shown_as_typed() -> None:
    row = row_of(
        "key_result: Calls\nbaseline: 15M calls per month\ntarget: 50M\ncheckins:\n  2026-08-10: 29M calls per month"
    )
    assert (row.now, row.bar.start, row.way) == ("29M calls per month", "15M calls per month", "40\u2009%")


def test_an_old_reading_is_stale() -> None:
    row = row_of("key_result: It\nbaseline: 1\ntarget: 9\ncheckins:\n  2026-07-20:\n    value: 3\n    confidence: 0.5")
    assert (row.seen.stale, row.seen.more) == (True, "stale, confidence 0.5")
    assert row.seen.day is not None
    assert (row.seen.day.text, row.seen.day.title) == ("25 days ago", "20 July 2026")


def test_a_row_names_its_team_and_links_home_everywhere_else() -> None:
    written = "key_result: It\nowner: sales-lead\nbaseline: 1\ntarget: 9"
    home, away = row_of(written), row_of(written, at_home=False)
    assert [one.text for one in home.who] == ["sales-lead"]
    assert [one.text for one in away.who] == ["Sales", "sales-lead"]
    assert (home.anchor, home.title.address) == ("1", "")
    assert (away.anchor, away.title.address, away.why) == ("", "okr/s-1/#1", None)


def test_a_reported_health_stands_beside_the_computed_status() -> None:
    row = row_of("key_result: It\nbaseline: 1\ntarget: 9\nhealth: amber\ncheckins:\n  2026-08-10: 9")
    assert row.status.key == "achieved"
    assert row.who[-1].text == "reported amber"


def test_all_rows_of_a_list_stand_under_one_scale() -> None:
    context = context_of(
        objective("- key_result: A\n  baseline: 1\n  target: 9\n- key_result: B\n  baseline: 1\n  target: 9\n")
    )
    listed = kr_list(context, context.graph.key_results.values())
    assert (len(listed.rows), listed.scale.expected) == (2, "34.24%")
