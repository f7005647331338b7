"""The figures of the seed texts, all the way from a document to the exported data.

Each case restates a key result of a seed text (000: the template; 002: the product guide) or of the
contract, with the progress that its own numbers give.
"""

from __future__ import annotations

import json

import pytest
from reports import reported

from okrsite.export.files import export_json
from okrsite.views.context import Context

CASES = [
    ("12,000 DAU (December 2023)", None, "18,000 DAU (March 2024)", "14,500 DAU", 41.7, 0.417),
    ("45% retention rate", None, "65% retention rate", "52% retention", 35.0, 0.35),
    ("5.2 minutes average session", None, "8.0 minutes average session", "6.1 minutes", 32.1, 0.321),
    ("3.8/5", None, "4.5/5 average rating", "4.2/5", 57.1, 0.571),
    ("60%", None, "100%", "85%", 62.5, 0.625),
    ("5 user interviews", "0", "20+ structured user interviews", "12 interviews", 60.0, 0.6),
    ("5 user interviews", None, "20+ structured user interviews", "12 interviews", 46.7, 0.467),
    ("24 hours", None, "15 minutes", "6 hours", 75.8, 0.758),
    ("15M calls per month", None, "50M calls per month", "29M calls per month", 40.0, 0.4),
    ("+12", None, "+40", "−5", -60.7, 0.0),
    ("0%", None, "100%", "29%", 29.0, 0.29),
]


def exported(*keys: str) -> dict[str, object]:
    lines = "\n".join(f"        {key}" for key in keys)
    document = f"""
okr: objectives
team: onboarding
cycle: 2024-Q1
objectives:
  - id: SEED-1
    objective: What the seed text wants
    owner: onboarding-lead
    key_results:
      - id: .case
        key_result: The case
{lines}
"""
    made = reported(document)
    context = Context(made.graph, made.card, made.settings, made.findings)
    whole = json.loads(export_json(context))
    part: dict[str, object] = whole["objectives"][0]["key_results"][0]
    part["findings"] = [found["name"] for found in whole["findings"]]
    return part


@pytest.mark.parametrize(("baseline", "start", "target", "now", "percent", "score"), CASES)
def test_the_progress_of_a_seed_text_comes_out_right(
    baseline: str, start: str | None, target: str, now: str, percent: float, score: float
) -> None:
    keys = [f'baseline: "{baseline}"', f'target: "{target}"', f'checkins: [{{date: 2024-02-15, value: "{now}"}}]']
    part = exported(*keys, *([f"start: {start}"] if start else []))
    assert round(float(str(part["progress"])) * 100, 1) == percent
    assert round(float(str(part["score"])), 3) == score


def test_half_of_400_tickets_less_is_two_fifths_done_at_320() -> None:
    keys = ("baseline: 400 tickets", "change: -50%", "checkins: [{date: 2024-02-15, value: 320 tickets}]")
    assert exported(*keys)["progress"] == 0.4


@pytest.mark.parametrize(
    ("stated", "values", "wrong"),
    [
        ("58%", ("12,000", "18,000", "14,500"), True),
        ("33%", ("5.2", "8.0", "6.1"), True),
        ("35%", ("45%", "65%", "52%"), False),
        ("60%", ("3.8", "4.5", "4.2"), True),
        ("83%", ("60%", "100%", "85%"), True),
        ("32%", ("5.2", "8.0", "6.1"), False),
        ("32.1%", ("5.2", "8.0", "6.1"), False),
        ("32.2%", ("5.2", "8.0", "6.1"), True),
    ],
)
def test_a_stated_progress_differs_when_it_is_off_by_more_than_half_a_unit_of_its_last_digit(
    stated: str, values: tuple[str, str, str], wrong: bool
) -> None:
    baseline, target, now = values
    keys = [f'baseline: "{baseline}"', f'target: "{target}"', f'checkins: [{{date: 2024-02-15, value: "{now}"}}]']
    part = exported(*keys, f"stated_progress: {stated}")
    assert ("stated-progress" in str(part["findings"])) is wrong


def test_a_progress_that_is_stated_beside_the_current_value_is_checked_too() -> None:
    keys = ("baseline: 12,000 DAU", "target: 18,000 DAU", "current: 14,500 DAU (58% progress)")
    assert "stated-progress" in str(exported(*keys)["findings"])
