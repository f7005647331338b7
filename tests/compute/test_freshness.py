"""When silence lasts too long."""

from __future__ import annotations

from datetime import date, timedelta

import pytest


def later(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


@pytest.mark.parametrize(("cadence", "patience"), [("weekly", 14), ("biweekly", 28), ("monthly", 62)])
def test_stale_is_more_days_than_the_cadence_allows(okr, cadence, patience):
    metric, objective = okr.metric(0, 10, {"2026-07-08": 3}), {"cadence": cadence}
    for days, stale in ((patience, False), (patience + 1, True)):
        numbers = okr.one(metric, objective=objective, as_of=later("2026-07-08", days))
        assert (numbers.stale, numbers.age) == (stale, days)
        whole = okr.whole(metric, as_of=later("2026-07-08", days), **objective)
        assert whole.stale is stale


def test_without_a_check_in_the_first_day_of_the_cycle_counts(okr):
    assert okr.one(okr.metric(0, 10), as_of="2026-07-15").stale is False
    numbers = okr.one(okr.metric(0, 10), as_of="2026-07-16")
    assert (numbers.stale, numbers.age, numbers.last_checkin) == (True, None, None)


def test_a_check_in_without_a_value_keeps_fresh(okr):
    numbers = okr.one(okr.metric(0, 10, {"2026-07-08": 3, "2026-08-10": None}))
    assert (numbers.stale, numbers.age) == (False, 4)


@pytest.mark.parametrize("as_of", ["2026-06-30", "2026-10-01", "2026-10-15"])
def test_only_an_open_cycle_has_stale_key_results(okr, as_of):
    assert okr.one(okr.metric(0, 10, {"2026-07-08": 3}), as_of=as_of).stale is False


def test_what_is_cancelled_or_a_draft_is_never_stale(okr):
    assert okr.one(okr.metric(0, 10, cancelled=okr.cancelled(None))).stale is False
    assert okr.one(okr.metric(0, 10), objective={"state": "draft"}).stale is False
    assert okr.whole(okr.metric(0, 10), state="proposed").stale is False


def test_a_milestone_that_was_done_is_news(okr):
    assert okr.one(okr.steps((1, None, "2026-08-10"), (1, None, False))).age == 4
    assert okr.one(okr.steps((1, None, "2026-08-15"), (1, None, False))).stale


def test_an_objective_is_as_fresh_as_its_freshest_key_result(okr):
    old, new = okr.metric(0, 10, {"2026-07-08": 3}), okr.metric(0, 10, {"2026-08-10": 3})
    assert okr.whole(old).stale
    assert (okr.whole(old, new).stale, okr.whole(old, new).last_checkin) == (False, date(2026, 8, 10))
    assert okr.quarter(okr.objective(old, new)).stale == 1
