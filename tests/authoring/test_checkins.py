"""A reading goes where it belongs, and changes nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.authoring.checkins import NewReading, place_of, put
from okrsite.authoring.steps import mark_done
from okrsite.errors import OkrsiteError
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.edit import SpliceRefused
from okrsite.source.read import SourceFile

HEAD = """---
okr: objectives
team: crew
cycle: 2026-Q3
objectives:
  - id: CREW-1
    objective: Every ferry leaves on time
    key_results:
      - id: .punctual
        key_result: Departures within five minutes
        baseline: 68%
        target: 85%
"""
TAIL = """      - id: .complaints
        key_result: Complaints
        baseline: 40
        target: 10
---

The plan.
"""
WEEKLY = "---\nokr: checkin\nteam: crew\ndate: 2026-08-10\nreadings:\n  crew-1.punctual: 74%  # so\n---\n"
DAY = date(2026, 8, 10)


def reported(keys: str, *others: str) -> Report:
    """The report of a key result with some keys more, and of other documents."""
    texts = [HEAD + "".join(f"        {line}\n" for line in keys.splitlines()) + TAIL, *others]
    files = [SourceFile(f"{index}.md", f"{index}.md", text.encode()) for index, text in enumerate(texts)]
    return report(files, Settings(), date(2026, 8, 14))


def added(keys: str, reading: NewReading, *others: str, replace: bool = False) -> list[str]:
    """The lines that a reading adds (`+`) and takes away (`-`)."""
    found = reported(keys, *others)
    place = place_of(found, found.graph.key_results["CREW-1.punctual"], reading.date)
    text = place.document.text
    before = text.splitlines()
    after = put(text.encode(), place, reading, replace=replace).decode().splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return [*(f"-{line}" for line in before), *(f"+{line}" for line in after)]


def test_a_first_reading_brings_its_key_along() -> None:
    assert added("owner: a", NewReading(DAY, "74%")) == ["+        checkins:", "+          2026-08-10: 74%"]


def test_a_reading_with_a_story_has_keys_of_its_own() -> None:
    reading = NewReading(DAY, "74%", "0.7", "The roster: it holds", "green")
    assert added("checkins:\n  2026-07-13: 70%", reading) == [
        "+          2026-08-10:",
        "+            value: 74%",
        "+            confidence: 0.7",
        '+            note: "The roster: it holds"',
        "+            health: green",
    ]


@pytest.mark.parametrize(
    ("keys", "come"),
    [
        ("checkins:\n  2026-07-13: 70%\n  2026-08-12: 75%", "+          2026-08-10: 74%"),
        ("checkins:\n  # newest first\n  2026-07-20: 71%\n  2026-07-13: 70%", "+          2026-08-10: 74%"),
        ('checkins:\n    "2026-07-13": 70%', '+            "2026-08-10": 74%'),
    ],
)
def test_readings_stay_in_their_order_and_their_quotes(keys: str, come: str) -> None:
    assert added(keys, NewReading(DAY, "74%")) == [come]


def test_a_list_of_readings_stays_a_list_in_its_order() -> None:
    keys = "checkins:\n- date: 2026-07-13\n  value: 70%\n- date: 2026-08-12\n  value: 75%"
    assert added(keys, NewReading(DAY, "74%")) == ["+        - date: 2026-08-10", "+          value: 74%"]


def test_in_order_means_between_the_days_beside_it() -> None:
    found = reported("checkins:\n  2026-07-13: 70%\n  2026-08-12: 75%")
    place = place_of(found, found.graph.key_results["CREW-1.punctual"], DAY)
    lines = put(place.document.text.encode(), place, NewReading(DAY, "74%")).decode().splitlines()
    at = lines.index("          2026-08-10: 74%")
    assert (lines[at - 1].strip(), lines[at + 1].strip()) == ("2026-07-13: 70%", "2026-08-12: 75%")


def test_a_day_that_has_a_reading_is_refused_with_its_line() -> None:
    with pytest.raises(OkrsiteError, match=r"reading of 2026-08-10 already, at 0\.md:14: `73%`") as refused:
        added("checkins:\n  2026-08-10: 73%", NewReading(DAY, "74%"))
    assert "--replace" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("keys", "reading", "changes"),
    [
        (
            "checkins:\n  2026-08-10: 73%  # so",
            NewReading(DAY, "74%"),
            ["-          2026-08-10: 73%  # so", "+          2026-08-10: 74%  # so"],
        ),
        (
            "checkins:\n  2026-08-10: 73%  # so",
            NewReading(DAY, "74%", note="seen"),
            [
                "-          2026-08-10: 73%  # so",
                "+          2026-08-10:  # so",
                "+            value: 74%",
                "+            note: seen",
            ],
        ),
        (
            "checkins:\n  2026-08-10:\n    value: 73%\n    note: kept",
            NewReading(DAY, "74%"),
            ["-            value: 73%", "+            value: 74%"],
        ),
        (
            "checkins:\n  2026-08-10:\n    note: kept",
            NewReading(DAY, "74%"),
            ["+            value: 74%"],
        ),
        (
            "checkins:\n  - date: 2026-08-10\n    value: 73%",
            NewReading(DAY, "74%", note="seen"),
            ["-            value: 73%", "+            value: 74%", "+            note: seen"],
        ),
        ("checkins:\n  - date: 2026-08-10", NewReading(DAY, "74%"), ["+            value: 74%"]),
    ],
)
def test_replacing_a_reading_keeps_what_is_not_said_anew(keys: str, reading: NewReading, changes: list[str]) -> None:
    assert added(keys, reading, replace=True) == changes


def test_the_check_in_document_of_the_day_takes_it() -> None:
    weekly = WEEKLY.replace("crew-1.punctual: 74%  # so", "CREW-1.complaints: 35")
    assert added("", NewReading(DAY, "74%"), weekly) == ["+  CREW-1.punctual: 74%"]
    without = weekly.replace("readings:\n  CREW-1.complaints: 35", "wins: All well")
    assert added("", NewReading(DAY, "74%"), without) == ["+readings:", "+  CREW-1.punctual: 74%"]


def test_a_reading_of_that_day_is_found_in_a_check_in_document() -> None:
    with pytest.raises(OkrsiteError, match=r"at 1\.md:6: `74%`"):
        added("", NewReading(DAY, "75%"), WEEKLY)
    changed = added("", NewReading(DAY, "75%"), WEEKLY, replace=True)
    assert changed == ["-  crew-1.punctual: 74%  # so", "+  crew-1.punctual: 75%  # so"]


def test_a_key_result_with_nothing_behind_it_is_filled_in() -> None:
    empty = WEEKLY.replace(" 74%  # so", "")
    assert added("", NewReading(DAY, "76%"), empty) == ["-  crew-1.punctual:", "+  crew-1.punctual: 76%"]


def test_what_can_not_be_edited_safely_says_what_to_write() -> None:
    short = HEAD.partition("      - id:")[0] + "      - Departures within five minutes\n---\n"
    found = report([SourceFile("a.md", "a.md", short.encode())], Settings(), date(2026, 8, 14))
    place = place_of(found, found.graph.key_results["CREW-1.1"], DAY)
    with pytest.raises(SpliceRefused) as refused:
        put(place.document.text.encode(), place, NewReading(DAY, "12,000", note="a: b"))
    assert (refused.value.hint or "").splitlines() == [
        "Write by hand, with a line `checkins:` above it, at a.md:9:",
        "  2026-08-10:",
        "    value: 12,000",
        '    note: "a: b"',
    ]


STEPS = HEAD.replace("        baseline: 68%\n        target: 85%\n", "")


def stepped(keys: str, value: str, *, replace: bool = False) -> str:
    """What is written of steps."""
    text = STEPS + "".join(f"        {line}\n" for line in keys.splitlines()) + TAIL
    found = report([SourceFile("a.md", "a.md", text.encode())], Settings(), date(2026, 8, 14))
    key_result = found.graph.key_results["CREW-1.punctual"]
    raw = mark_done(text.encode(), found, key_result, value, DAY, replace=replace)
    (line,) = set(raw.decode().splitlines()) - set(text.splitlines())
    return line.strip()


@pytest.mark.parametrize("value", ["Pilot in two ports", "pilot", "2"])
def test_a_milestone_is_done_by_its_name_a_part_of_it_or_its_number(value: str) -> None:
    assert stepped("milestones:\n  - name: Plan\n  - name: Pilot in two ports", value) == "done: 2026-08-10"


def test_yes_or_no_becomes_the_day() -> None:
    assert stepped("done: false", "done") == "done: 2026-08-10"


@pytest.mark.parametrize(
    ("keys", "value", "said"),
    [
        ("done: 2026-08-01", "done", "done on 2026-08-01 already"),
        ("done: false", "50%", "takes no reading"),
        ("milestones:\n  - name: Plan A\n  - name: Plan B", "plan", "names several"),
        ("milestones:\n  - name: Plan A\n  - name: Plan B", "plaice", "names none"),
        ("milestones:\n  - Plan A", "plan a", "single text"),
    ],
)
def test_what_can_not_be_marked_as_done_is_told(keys: str, value: str, said: str) -> None:
    with pytest.raises(OkrsiteError, match=said) as refused:
        stepped(keys, value)
    assert refused.value.hint
