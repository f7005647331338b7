"""Quantities, verdicts and readings as plain data; unknown is None, nothing is rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from okrsite.compute.forecast import Forecast
from okrsite.compute.scorecard import GroupNumbers, KeyResultNumbers, ObjectiveNumbers
from okrsite.model.key_result import Amount, KeyResult, KeyResultType
from okrsite.model.quantity import to_float

Data = dict[str, Any]


def number(value: Fraction | None) -> float | None:
    """A number as the shortest float, None for unknown."""
    return None if value is None else to_float(value)


def whole(value: Fraction) -> int | float:
    """A number without decimals where it has none."""
    return value.numerator if value.denominator == 1 else to_float(value)


def group_data(numbers: GroupNumbers) -> Data:
    """The numbers of a team in a cycle."""
    return {
        "score": number(numbers.score),
        "expected": number(numbers.expected),
        "pace": numbers.pace.value if numbers.pace else None,
    }


def verdict_data(numbers: ObjectiveNumbers | KeyResultNumbers) -> Data:
    """What objectives and key results have in common: score, band, status, expectation."""
    return {
        "score": number(numbers.score),
        "score_source": numbers.score_source,
        "score_computed": number(numbers.score_computed),
        "band": numbers.band.value if numbers.band else None,
        "status": numbers.status.value,
        "health": numbers.health,
        "expected": number(numbers.expected),
    }


def amount_data(amount: Amount | None, key_result: KeyResult) -> Data | None:
    """A written quantity in its key result's unit."""
    if amount is None:
        return None
    return {"value": number(amount.value), "unit": _unit(key_result, amount.value), "text": amount.text}


def _unit(key_result: KeyResult, value: Fraction | None) -> str | None:
    return str(key_result.unit) if key_result.unit is not None and value is not None else None


def target_data(key_result: KeyResult) -> Data | None:
    """What is to be reached: a value, a range or a level."""
    bounds = key_result.bounds
    if bounds is not None:
        return {
            "value": None,
            "low": to_float(bounds.low),
            "high": to_float(bounds.high),
            "unit": _unit(key_result, bounds.low),
            "text": bounds.text,
        }
    maintained = key_result.type == KeyResultType.MAINTAIN
    return amount_data(key_result.level if maintained else key_result.target, key_result)


def current_data(numbers: KeyResultNumbers, key_result: KeyResult) -> Data | None:
    """The latest reading that counts."""
    if numbers.current is None:
        return None
    value = numbers.current.value
    return {"value": number(value), "unit": _unit(key_result, value), "text": numbers.current.text}


def forecast_data(found: Forecast | None) -> Data | None:
    """How a key result will end if it goes on as it did."""
    if found is None:
        return None
    return {"score": found.score, "low": found.low, "high": found.high, "probability": found.probability}


def readings_data(numbers: KeyResultNumbers) -> list[Data]:
    """The readings that count, oldest first."""
    return [
        {
            "date": point.reading.date.isoformat(),
            "value": number(point.reading.value),
            "progress": number(point.progress),
            "source": point.reading.source.value,
            "note": point.reading.note,
        }
        for point in numbers.points
    ]
