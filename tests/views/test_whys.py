"""Provenance: every number can be computed again from the text that explains it."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest
from contexts import TODAY, context_of, objective, row_of

from okrsite.views.parts import Why
from okrsite.views.whys import objective_why

SEED = [
    ("baseline: 12,000\ntarget: 18,000", "14,500", "41.7"),
    ("baseline: 45\ntarget: 65", "52", "35.0"),
    ("baseline: 5.2 minutes\ntarget: 8.0 minutes", "6.1 minutes", "32.1"),
    ("baseline: 3.8/5\ntarget: 4.5/5", "4.2/5", "57.1"),
    ("baseline: 60\ntarget: 100", "85", "62.5"),
    ("target: 20 interviews", "12 interviews", "60.0"),
    ("baseline: 5 interviews\ntarget: 20 interviews", "12 interviews", "46.7"),
    ("baseline: 24 hours\ntarget: 15 minutes", "6 hours", "75.8"),
    ("baseline: 15M calls\ntarget: 50M calls", "29M calls", "40.0"),
    ("baseline: +12\ntarget: +40", "−5", "−60.7"),
    ("baseline: 400 tickets\nchange: -50%", "320 tickets", "40.0"),
    ("start: 20\ntarget: [30, 40]", "25", "50.0"),
    ("start: 20\ntarget: [30, 40]", "43", "70.0"),
    ("start: 60\ntarget: [30, 40]", "27", "85.0"),
    ("baseline: 1h 30m\ntarget: 20 minutes", "1 hour", "42.9"),
]


def text_of(why: Why | None) -> str:
    assert why is not None
    return "\n".join("".join(bit.text for bit in part) for part in (why.formula, *why.paragraphs))


def worked_out(formula: str) -> Fraction:
    """The value of the last term of a formula before its result, such as `6 ÷ 17` or `1 − 3 ÷ 10`."""
    terms = formula.replace("−", "-").replace(",", "").split(" = ")
    parts = re.fullmatch(r"(1 - )?(-?[0-9./]+) ÷ (-?[0-9./]+)", terms[-2])
    assert parts is not None, formula
    share = Fraction(parts[2]) / Fraction(parts[3])
    return 1 - share if parts[1] else share


@pytest.mark.parametrize(("way", "value", "percent"), SEED)
def test_the_formula_holds_the_numbers_that_the_result_follows_from(way: str, value: str, percent: str) -> None:
    row = row_of(f"key_result: It\n{way}\ncheckins:\n  2026-08-10: {value}")
    assert row.why is not None
    formula = "".join(bit.text for bit in row.why.formula)
    result = next(bit.text for bit in row.why.formula if bit.kind == "number")
    assert result == f"{percent}\u2009%"
    shown = Fraction(percent.replace("−", "-")) / 100
    assert abs(worked_out(formula.partition("\u2009%")[0]) - shown) <= Fraction(1, 2000)


def test_the_id_of_a_key_result_stands_beside_its_place() -> None:
    row = row_of("key_result: It\nbaseline: 68%\ntarget: 85%\ncheckins:\n  2026-08-10: 74%")
    assert re.search(r"^Key result S-1\.\w+: \S+ line [0-9]+\.", text_of(row.why), re.MULTILINE)


def test_both_sides_of_a_fraction_are_written_out() -> None:
    row = row_of("key_result: It\nbaseline: 68%\ntarget: 85%\ncheckins:\n  2026-08-10: 74%")
    assert text_of(row.why).startswith("(74 − 68) ÷ (85 − 68) = 6 ÷ 17 = 35.3\u2009%, in %, score 0.35")


def test_the_rule_names_its_thresholds_and_inputs() -> None:
    way = "key_result: It\nbaseline: 0\ntarget: 100\ncheckins:\n  2026-08-10: "
    assert "On track because 0.500 ≥ expected 0.342 = 45 ÷ 92 days × 0.7." in text_of(row_of(f"{way}50").why)
    assert "but not below 0.7 × 0.342 = 0.240." in text_of(row_of(f"{way}30").why)
    assert "Off track because 0.100 is below 0.7 × 0.342 = 0.240" in text_of(row_of(f"{way}10").why)
    assert "Achieved because 0.900 ≥ 0.700, which is success for what is aspirational." in text_of(
        row_of(f"{way}90").why
    )


def test_the_reading_says_who_wrote_it_when_and_where() -> None:
    text = text_of(row_of("key_result: It\nowner: sales-lead\nbaseline: 1\ntarget: 9\ncheckins:\n  2026-08-10: 5").why)
    assert re.search(
        r"Reading of 10 August( by sales-lead)?: 5, written at the key result, content/goals.md line 13\.", text
    )


def test_a_score_set_by_hand_stands_beside_the_computed_one() -> None:
    written = """
        key_result: It
        baseline: 0
        target: 100
        score: 0.6
        score_reason: Nobody could use it before the end
        checkins:
          2026-09-20: 75
        """
    closed = text_of(row_of(written, date(2026, 12, 1)).why)
    assert "Set by hand" in closed
    assert "Nobody could use it before the end (it counts instead of the computed 0.75; content/goals.md line" in closed
    assert "it will count once the cycle is closed" in text_of(row_of(written, date(2026, 9, 25)).why)


def test_a_change_says_what_its_target_was_made_from() -> None:
    text = text_of(row_of("key_result: It\nbaseline: 400 tickets\nchange: -50%\ncheckins:\n  2026-08-10: 320").why)
    assert "Target: 400 × (1 − 50\u2009%) = 200." in text


def test_what_is_unknown_says_why() -> None:
    row = row_of("key_result: It\nbaseline: 9\ntarget: 9\ncheckins:\n  2026-08-10: 9")
    assert row.why is not None
    assert row.why.summary == "Why this is unknown"
    assert text_of(row.why).startswith("Progress and score are unknown:")


def test_an_objective_shows_the_mean_of_its_key_results() -> None:
    context = context_of(
        objective(
            """
            - key_result: A
              baseline: 0
              target: 100
              weight: 2
              checkins:
                2026-08-10: 50
            - key_result: B
              baseline: 0
              target: 100
              checkins:
                2026-08-10: 20
            - key_result: C
              baseline: 0
              target: 100
            """
        )
    )
    why = objective_why(context, context.graph.objectives["S-1"])
    assert text_of(why).startswith("(2 × 0.5 + 1 × 0.2) ÷ 3 = 0.400; 2 of 3 key results are measured")
    assert why.summary == "How 0.40 came about"
    assert context.as_of == TODAY
