"""Quantities: the notations of contract §1, and what is refused with a hint."""

from __future__ import annotations

from fractions import Fraction

import pytest

from okrsite.model.quantity import Comparator, NotANumber, Quantity, parse_quantity


def read(text: str, *, minutes: bool = False) -> Quantity:
    quantity = parse_quantity(text, minutes=minutes)
    assert isinstance(quantity, Quantity), quantity
    assert quantity.text == text
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("68%", "68", "%"),
        ("99.99 %", "99.99", "%"),
        ("12,000", "12000", ""),
        ("12000 DAU (December 2023)", "12000", ""),
        ("15M calls per month", "15000000", "per month"),
        ("$50K", "50000", "$"),
        ("€1.2M", "1200000", "€"),
        ("$41 per month", "41", "$ per month"),
        ("6.2% monthly", "6.2", "% per month"),
        ("12% annually", "12", "% per year"),
        ("+12", "12", ""),
        ("\u221240", "-40", ""),
        ("-40", "-40", ""),
        ("4.2/5", "4.2", "/5"),
        ("5.2 minutes average session", "5.2", "minute"),
        ("24 hours", "24", "hour"),
        ("2 weeks", "2", "week"),
        ("1h 30m", "90", "minute"),
        ("15 ms", "15", "ms"),
        ("8+ minutes", "8", "minute"),
        ("avg. 2.1", "2.1", ""),
        ("29%", "29", "%"),
    ],
)
def test_every_notation_of_the_contract_is_read(text: str, value: str, unit: str) -> None:
    quantity = read(text)
    assert quantity.value == Fraction(value)
    assert str(quantity.unit) == unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1h30m", "90", "minute"),
        ("2 weeks 3 days", "17", "day"),
        ("1m 30s", "90", "second"),
        ("1.5h", "1.5", "hour"),
        ("3 wks", "3", "week"),
        ("30s", "30", "second"),
        ("5 \u03bcs", "5", "µs"),
        ("90 min.", "90", "minute"),
        ("5 Hours", "5", "hour"),
        ("12 months", "12", "month"),
        ("50bps", "50", "bps"),
        ("5 percentage points", "5", "pp"),
        ("68 per cent", "68", "%"),
        ("4.5 out of 5.0", "4.5", "/5"),
        ("3 of 24", "3", "/24"),
        ("EUR 5", "5", "€"),
        ("5 EUR", "5", "€"),
        ("5€", "5", "€"),
        ("$5 CAD", "5", "CAD"),
        ("R$ 80k", "80000", "R$"),
        ("$-5", "-5", "$"),
        ("-$5", "-5", "$"),
        ("5 million users", "5000000", ""),
        ("2.5bn", "2500000000", ""),
        ("20 MB/s", "20", "MB per second"),
        ("10h/week", "10", "hour per week"),
        ("12 a day", "12", "per day"),
        (".5", "0.5", ""),
        ("010", "10", ""),
        ("85%.", "85", "%"),
        ("5x faster", "5", ""),
        ("15 m", "15", "minute"),
    ],
)
def test_other_common_notations_are_read(text: str, value: str, unit: str) -> None:
    quantity = read(text)
    assert quantity.value == Fraction(value)
    assert str(quantity.unit) == unit


@pytest.mark.parametrize("text", ["６８％", "\u0664\u0665\u066a", "68\u2009%", "68\u00a0%", "68\ufe6a", "\u200b68%"])
def test_other_scripts_and_spaces_are_read(text: str) -> None:
    assert read(text).value in (68, 45)
    assert str(read(text).unit) == "%"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_hard_and_thin_spaces_part_groups_of_three(space: str) -> None:
    assert read(f"12{space}000 users").value == 12000


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        *((f"{sign}90%", sign) for sign in (">", ">=", "<", "<=")),
        ("≥ 80 %", ">="),
        ("≤ 200 ms", "<="),
        ("over 90%", ">"),
        ("Above 90%", ">"),
        ("more  than 90", ">"),
        ("at least 20", ">="),
        ("under 4 hours", "<"),
        ("below 3%", "<"),
        ("less than 4 hours", "<"),
        ("<4 hours", "<"),
        ("at most 5", "<="),
        ("> $50K", ">"),
        (">$50K ARR each", ">"),
        ("80%+", ">="),
        ("8+ minutes", ">="),
        ("80% +", ">="),
        (">= 80%+", ">="),
        ("20+ structured user interviews", ">="),
        ("5 days or less", "<="),
        ("50k or more users", ">="),
        ("> -5", ">"),
    ],
)
def test_comparators_are_told_apart(text: str, comparator: str) -> None:
    assert read(text).comparator is Comparator(comparator)


def test_a_number_alone_has_no_comparator() -> None:
    assert read("+12").comparator is None
    assert read("5 C++ engineers").comparator is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12000 DAU (December 2023)", "DAU (December 2023)"),
        ("15M calls per month", "calls"),
        ("3.5 modules per customer", "modules per customer"),
        ("$12/user/month", "/user"),
        ("12 interviews per quarter per team", "interviews per team"),
        ("5.2 minutes average session", "average session"),
        ("52% retention", "retention"),
        ("45% 30-day retention", "30-day retention"),
        ("500 daily active users", "daily active users"),
        ("12% of users a month after signup", "of users a month after signup"),
        ("85%, up from 80%", "up from 80%"),
        ("5 business days", "business days"),
        ("85% 🟢", ""),
        ("68%", ""),
    ],
)
def test_words_behind_a_number_are_its_label(text: str, label: str) -> None:
    assert read(text).label == label


@pytest.mark.parametrize("text", ["6.2% monthly", "6.2% per month", "6.2%/month", "6.2% a month", "6.2 % each month"])
def test_all_words_for_a_month_are_one_period(text: str) -> None:
    assert read(text).unit == read("1% monthly").unit


def test_m_is_a_million_unless_the_key_result_counts_time() -> None:
    assert read("15m").value == 15_000_000
    assert str(read("15m", minutes=True).unit) == "minute"
    assert read("15m", minutes=True).value == 15
    assert read("15M", minutes=True).value == 15_000_000
    assert read("$15m", minutes=True).value == 15_000_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Feature concept validated",
        "[22%]",
        "[e.g. 60%]",
        "{{ x }}",
        "SOC 2 certified",
        "p95 200ms",
        "about 40%",
        "24/7 support",
        "1st place",
        "(5)",
        "n/a",
        ">",
    ],
)
def test_text_that_begins_with_something_else_is_no_number_and_no_fault(text: str) -> None:
    assert parse_quantity(text) == NotANumber(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4,5", "Write `4.5`."),
        ("4,5 Stunden", "Write `4.5 Stunden`."),
        ("0,125", "Write `0.125`."),
        ("30-40", "Write a range as `[30, 40]`."),
        ("30\u201340", "Write a range as `[30, 40]`."),
        ("30% to 40%", "Write a range as `[30%, 40%]`."),
        ("$1.000,00", "Write `$1,000.00`."),
        ("1.000.000", "Write `1,000,000`."),
        ("1,00,000", "Write `100,000`."),
        ("12 000", "Write `12,000`."),
        ("1'000", "Write `1,000`."),
        ("1_000", "Write `1,000`."),
        ("10 K", "Write `10K`."),
        ("12:30", "Write `12h 30m`."),
        ("~30", "Write `30`, the number that was measured."),
        ("max 5 days", "Write `at most 5 days`."),
    ],
)
def test_a_refused_number_comes_with_what_to_write(text: str, hint: str) -> None:
    refused = parse_quantity(text)
    assert isinstance(refused, NotANumber)
    assert refused.reason
    assert refused.hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "2026-07-01",
        "2026-Q3",
        "1.0.3",
        "2FA",
        "3D printing",
        "30-day retention",
        "5users",
        "5²",
        "2½",
        "0x10",
        "1h 30",
        "1 year 2 months",
        "12, 14",
        "7m 8h",
        "EUR 9 of 5 €",
        "12 or 14",
        "over 80%+",
        "+-5",
        "5/0",
        "$5 EUR",
        "$5%",
        "9" * 31,
        "9" * 5000,
        "1/" + "9" * 5000,
        "1 " + "000 " * 100,
        "1 " + "000 " * 3000,
        "5 users" + " " * 100_000,
    ],
)
def test_a_doubtful_number_is_refused_with_a_reason(text: str) -> None:
    refused = parse_quantity(text)
    assert isinstance(refused, NotANumber)
    assert refused.reason
