"""When the target of a key result was first met."""

from __future__ import annotations

from datetime import date

from okrsite.compute.progress import value_of
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.compute.target import meets_of
from okrsite.model.key_result import STEPS, KeyResult, KeyResultType


def first_met(key_result: KeyResult, numbers: KeyResultNumbers) -> date | None:
    """Return the day of the first reading that met the target, or on which the last step was done.

    None where it was never met, where the day is not written, and for what is cancelled. A level to hold is never
    reached, and a range that the way begins in was not reached either.
    """
    if numbers.cancelled or key_result.type is KeyResultType.MAINTAIN:
        return None
    if key_result.type in STEPS:
        return _done_on(key_result) if numbers.met else None
    meets, start = meets_of(key_result), value_of(key_result.start)
    if meets is None or (start is not None and meets(start)):
        return None
    readings = (point.reading for point in numbers.points)
    return next((one.date for one in readings if one.value is not None and meets(one.value)), None)


def _done_on(key_result: KeyResult) -> date | None:
    days: list[date | bool | None] = [step.done for step in key_result.milestones] or [key_result.done]
    known = [day for day in days if isinstance(day, date)]
    return max(known, default=None) if len(known) == len(days) else None
