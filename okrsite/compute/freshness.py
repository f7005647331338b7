"""When a key result was last spoken of, and whether that is too long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from okrsite.compute.stage import Stage
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.reading import Reading

PATIENCE = MappingProxyType({"weekly": 14, "biweekly": 28, "monthly": 62})
"""Days without a check-in that each cadence allows (contract §2)."""


def last_checkin(key_result: KeyResult, checkins: Sequence[Reading], stage: Stage) -> date | None:
    """Return the day of the latest check-in up to today, with or without a value, None without any.

    A dated `done` is news as well.
    """
    news = [checkins[-1].date] if checkins else []
    news += [day for day in key_result.days_done() if stage.cycle.start <= day <= stage.as_of]
    return max(news, default=None)


def is_stale(last: date | None, stage: Stage, cadence: str) -> bool:
    """Return whether the last check-in, or the cycle's first day, lies too many days back (contract §2).

    Only an open cycle has stale key results: late figures are waited for, and a closed cycle is done.
    """
    if stage.state is not CycleState.OPEN:
        return False
    since = max(last or stage.cycle.start, stage.cycle.start)
    return (stage.as_of - since).days > PATIENCE[cadence]
