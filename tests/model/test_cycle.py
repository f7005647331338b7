"""Cycles: their spellings, states and days (contract §1 and §2)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.model.cycle import Cycle, CycleRules, CycleState, parse_cycle, suggest_cycle

JULY = CycleRules(fiscal_year_start=7, named={"Launch": (date(2026, 2, 1), date(2026, 4, 15))})


def spelled(text: str, rules: CycleRules = JULY) -> Cycle:
    cycle = parse_cycle(text, rules)
    assert cycle is not None, text
    return cycle


@pytest.mark.parametrize(
    ("spellings", "name", "start", "end"),
    [
        ("2026-Q3|Q3 2026|2026Q3|q3 2026|2026 Q3| 2026-Q3 ", "2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-H2|H2 2026|2026H2", "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-07", "2026-07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("FY27-Q1|FY27 Q1|Q1 FY27|FY2027-Q1|fy27q1", "FY27-Q1", date(2026, 7, 1), date(2026, 9, 30)),
        ("FY27-H2|H2 FY2027", "FY27-H2", date(2027, 1, 1), date(2027, 6, 30)),
        ("FY27|FY2027", "FY27", date(2026, 7, 1), date(2027, 6, 30)),
        ("Launch|launch|LAUNCH", "Launch", date(2026, 2, 1), date(2026, 4, 15)),
        ("2999-Q4", "2999-Q4", date(2999, 10, 1), date(2999, 12, 31)),
    ],
)
def test_every_spelling_is_the_same_cycle(spellings: str, name: str, start: date, end: date) -> None:
    assert {spelled(text) for text in spellings.split("|")} == {Cycle(name, start, end)}


def test_a_fiscal_year_that_begins_in_january_is_the_calendar_year() -> None:
    assert spelled("FY27", CycleRules()) == Cycle("FY27", date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "0000", "FY0001", "26-Q3", "", "Q3", "0226-Q3", "9999-Q4"],
)
def test_what_is_no_cycle_is_none(text: str) -> None:
    assert parse_cycle(text, JULY) is None


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("2026-Q5", "2026-Q4"),
        ("July 2026", "2026-07"),
        ("2026-7", "2026-07"),
        ("Q3 '26", "2026-Q3"),
        ("2026\u2013Q3", "2026-Q3"),
        ("FY27-Q7", "FY27-Q4"),
        ("lunch", "Launch"),
        ("launch ", "Launch"),
        ("someday", None),
        ("", None),
    ],
)
def test_a_misspelt_cycle_is_suggested(text: str, suggestion: str | None) -> None:
    assert suggest_cycle(text, JULY) == suggestion


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 6, 30), CycleState.UPCOMING),
        (date(2026, 7, 1), CycleState.OPEN),
        (date(2026, 9, 30), CycleState.OPEN),
        (date(2026, 10, 1), CycleState.CLOSING),
        (date(2026, 10, 14), CycleState.CLOSING),
        (date(2026, 10, 15), CycleState.CLOSED),
    ],
)
def test_a_cycle_is_open_to_its_last_day_and_then_closing_for_the_grace(day: date, state: CycleState) -> None:
    assert spelled("2026-Q3").state(day, 14) is state


def test_a_sealed_cycle_is_closed_at_once() -> None:
    assert spelled("2026-Q3").state(date(2026, 10, 1), 14, sealed=True) is CycleState.CLOSED


def test_the_last_year_of_the_calendar_does_no_harm() -> None:
    cycle = Cycle("End", date(9999, 10, 1), date(9999, 12, 31))
    assert cycle.state(date(9999, 12, 31), 14) is CycleState.OPEN
    assert cycle.periods("monthly")[-1] == (date(9999, 12, 1), date(9999, 12, 31))


def test_elapsed_counts_the_day_itself() -> None:
    quarter = spelled("2024-Q1")
    assert quarter.elapsed(date(2024, 2, 15)) == Fraction(46, 91)
    assert quarter.elapsed(date(2023, 12, 31)) == 0
    assert quarter.elapsed(date(2024, 4, 7)) == 1


def test_months_of_a_cycle_that_begins_on_the_31st_do_not_drift() -> None:
    starts = [start for start, _ in Cycle("x", date(2026, 1, 31), date(2026, 5, 30)).periods("monthly")]
    assert starts == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_cycles_overlap_when_they_share_a_day() -> None:
    assert spelled("2026-Q1").overlaps(spelled("Launch"))
    assert not spelled("2026-Q1").overlaps(spelled("2026-Q2"))
    assert spelled("2026-Q3").slug == "2026-q3"


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(0, 800),
    st.sampled_from(["weekly", "biweekly", "monthly"]),
)
def test_periods_cover_each_day_once(start: date, days: int, cadence: str) -> None:
    cycle = Cycle("x", start, start + timedelta(days=days))
    periods = cycle.periods(cadence)
    assert periods[0][0] == cycle.start
    assert periods[-1][1] == cycle.end
    assert all(first <= last for first, last in periods)
    assert all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(periods))


@given(st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    cycle = parse_cycle(text, JULY)
    assert cycle is None or parse_cycle(cycle.id, JULY) == cycle
    suggestion = suggest_cycle(text, JULY)
    assert suggestion is None or parse_cycle(suggestion, JULY) is not None
