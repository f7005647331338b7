"""Sparklines: progress over time, so that up is better whatever the unit, beside what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import Status
from okrsite.views.parts import Spark

_LEFT, _RIGHT, _TOP, _BOTTOM = 2.0, 90.0, 3.0, 19.0
EMPTY = Spark("none")


def spark(
    points: Sequence[tuple[date, Fraction]], expected: Sequence[tuple[date, Fraction]], tone: Status | None
) -> Spark:
    """Return the sparkline of dated shares, oldest first, over the days that both series span together."""
    if not points:
        return EMPTY
    days = [day.toordinal() for day, _share in (*points, *expected)]
    shares = [float(share) for _day, share in (*points, *expected)]
    across = (_RIGHT - _LEFT) / ((max(days) - min(days)) or 1)
    upward = (_BOTTOM - _TOP) / ((max(shares) - min(shares)) or 1)

    def at(day: date, share: Fraction) -> str:
        x = _LEFT + (day.toordinal() - min(days)) * across
        return f"{x:.1f} {_BOTTOM - (float(share) - min(shares)) * upward:.1f}"

    last = at(*points[-1]).split()
    return Spark(
        tone.value if tone else "none",
        "M" + "L".join(at(*point) for point in points) if len(points) > 1 else "",
        "M" + "L".join(at(*point) for point in expected) if len(expected) > 1 else "",
        *last,
    )
