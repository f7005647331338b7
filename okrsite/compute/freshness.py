"""When a key result was last spoken of, and whether that is too long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from okrsite.compute.stage import Stage
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult

PATIENCE = MappingProxyType({"weekly": 14, "biweekly": 28, "monthly": 62})
"""Days without a check-in that each cadence allows (contract §2)."""


def last_checkin(key_result: KeyResult, stage: Stage) -> date | None:
    """Return the day of the latest check-in up to today, with or without a value, None without any.

    A dated `done` is news as well.
    """
    return max(_news(key_result, stage), default=None)


def _news(key_result: KeyResult, stage: Stage) -> Iterator[date]:
    latest = next((r for r in reversed(key_result.readings) if r.counts and r.date <= stage.as_of), None)
    if latest:
        yield latest.date
    for done in (key_result.done, *(step.done for step in key_result.milestones)):
        if isinstance(done, date) and stage.cycle.start <= done <= stage.as_of:
            yield done


def is_stale(last: date | None, stage: Stage, cadence: str) -> bool:
    """Return whether the last check-in, or the cycle's first day, lies too many days back (contract §2).

    Only an open cycle has stale key results: late figures are waited for, and a closed cycle is done.
    """
    if stage.state is not CycleState.OPEN:
        return False
    since = max(last or stage.cycle.start, stage.cycle.start)
    return (stage.as_of - since).days > PATIENCE[cadence]
