"""One unit for all values of a key result (contract §1, and the cases of the seed texts)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from okrsite.model.quantity import (
    Agreement,
    IncomparableUnits,
    Quantity,
    Role,
    Unit,
    adopt,
    comparable,
    convert,
    parse_quantity,
    unify,
)


def read(text: str) -> Quantity:
    quantity = parse_quantity(text)
    assert isinstance(quantity, Quantity)
    return quantity


def agree(target: str, baseline: str, *readings: str) -> Agreement:
    given = [(Role.BASELINE, read(baseline)), (Role.TARGET, read(target))]
    return unify([*given, *((Role.READING, read(reading)) for reading in readings)])


@pytest.mark.parametrize(
    ("baseline", "target", "reading", "progress"),
    [
        ("12,000 DAU (December 2023)", "18,000 DAU", "14,500 DAU", Fraction(25, 60)),
        ("45% retention rate", "65% retention rate", "52% retention", Fraction(7, 20)),
        ("5.2 minutes average session", "8.0 minutes average session", "6.1", Fraction(9, 28)),
        ("3.8/5", "4.5/5", "4.2/5", Fraction(4, 7)),
        ("24 hours", "15 minutes", "6 hours", Fraction(1080, 1425)),
        ("24 hours", "15m", "360", Fraction(1080, 1425)),
        ("15M calls per month", "50M calls per month", "29M", Fraction(14, 35)),
        ("+12", "+40", "-5", Fraction(-17, 28)),
        ("$41", "$58 per month", "$49.50", Fraction(1, 2)),
        ("12%", "8% annually", "10% yearly", Fraction(1, 2)),
        ("3 days", "<4 hours", "1d 12h", Fraction(36, 68)),
        ("avg. 2.1", "4.0", "3.05", Fraction(1, 2)),
    ],
)
def test_values_meet_in_one_unit(baseline: str, target: str, reading: str, progress: Fraction) -> None:
    agreed = agree(target, baseline, reading)
    start, end, now = agreed.values
    assert not agreed.incomparable
    assert start is not None and end is not None and now is not None
    assert (now - start) / (end - start) == progress


@pytest.mark.parametrize(
    ("target", "baseline", "unit"),
    [("85%", "68", "%"), ("85", "68%", "%"), ("15 minutes", "24 hours", "minute"), ("15", "24 hours", "hour")],
)
def test_the_targets_unit_decides_else_the_baselines(target: str, baseline: str, unit: str) -> None:
    agreed = agree(target, baseline)
    assert str(agreed.unit) == unit
    assert agreed.like is not None
    assert agreed.like.unit == agreed.unit


@pytest.mark.parametrize(
    ("target", "reading"),
    [
        ("4 hours", "20%"),
        ("4.5/5", "8/10"),
        ("$50K", "€40K"),
        ("5 per week", "20 per month"),
        ("6 months", "20 weeks"),
        ("1 year", "6 months"),
        ("85%", "12 interviews"),
    ],
)
def test_what_cannot_be_compared_is_told_by_its_position(target: str, reading: str) -> None:
    agreed = unify([(Role.TARGET, read(target)), (Role.READING, read(reading))])
    assert agreed.incomparable == (1,)
    assert agreed.values[1] is None
    assert not comparable(read(target).unit, read(reading).unit)
    with pytest.raises(IncomparableUnits) as caught:
        convert(read(reading), read(target).unit)
    assert (caught.value.found, caught.value.expected) == (read(reading).unit, read(target).unit)


def test_a_range_takes_the_unit_of_its_other_bound() -> None:
    agreed = unify([(Role.TARGET, read("30")), (Role.TARGET, read("40%"))])
    assert agreed.values == (30, 40)
    assert str(agreed.unit) == "%"


def test_minutes_stay_minutes_where_only_a_reading_says_so() -> None:
    agreed = unify([(Role.TARGET, read("15m")), (Role.READING, read("1 hour")), (Role.READING, read("30m"))])
    assert agreed.values == (15, 60, 30)


def test_labels_that_differ_are_told() -> None:
    agreed = agree("18,000 DAU", "12,000 DAU (December 2023)", "14,000 MAU", "15,000", "16,000 dau")
    assert agreed.mislabelled == (2,)
    assert agreed.label == "DAU"


def test_values_without_any_unit_are_plain_numbers() -> None:
    assert unify([]).like is None
    assert str(agree("40", "12", "20 interviews").unit) == ""


def test_a_bare_number_takes_unit_and_style() -> None:
    assert adopt(read("70"), Unit("percent", "%")).style.after == "\u2009%"
    assert adopt(read("70"), Unit("money", "CAD", "month")).style.before == "CAD "
    assert adopt(read("15m"), Unit("time", "hour"), minutes=True).value == 15
