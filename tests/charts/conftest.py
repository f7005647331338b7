"""Charts of every kind and of every awkward shape: `gallery` holds them all by name, `make` makes others."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from okrsite.charts import (
    Band,
    Bridge,
    BridgeStep,
    Chart,
    CycleScore,
    Distribution,
    Forecast,
    Label,
    NumberStyle,
    Revision,
    ScoreBox,
    ScoresOverCycles,
    Trajectory,
    TrajectoryPoint,
)

PERCENT = NumberStyle(suffix="\u2009%")
BANDS = (
    Band("off", "Off", 0.0, "0"),
    Band("short", "Short", 0.4, "0.4"),
    Band("delivered", "Delivered", 0.7, "0.7"),
    Band("exceeded", "Exceeded", 1.0, "1"),
)
_QUARTER: dict[str, Any] = {
    "title": "Onboarding completion, 1 July to 30 September 2026",
    "description": "Six readings rise from 69 to 74 percent; the target is 85.",
    "first": "2026-07-01",
    "last": "2026-09-30",
    "first_text": "1 July",
    "last_text": "30 Sept",
}


def readings(*values: float, first: str = "2026-07-06", every: int = 7) -> tuple[TrajectoryPoint, ...]:
    """Return readings a week apart, or as many days as are said."""
    begin = date.fromisoformat(first)
    return tuple(
        TrajectoryPoint(begin + timedelta(days=every * n), value, f"{value:g}") for n, value in enumerate(values)
    )


def quarter(**more: Any) -> Trajectory:
    """Return a trajectory over the third quarter of 2026."""
    return Trajectory(**(_QUARTER | more))


def mock() -> Trajectory:
    """Return the chart of the design's mock page: completion from 68 to 85 percent, lowered from 90."""
    return quarter(
        readings=readings(69, 70, 73, 73, 74, 74),
        start=68,
        success=79.9,
        success_label=Label("Success", "79.9\u2009%"),
        target=85,
        target_label=Label("Target", "85\u2009%"),
        revisions=(Revision("2026-07-20", 90, 85, "20 July: target 90 → 85\u2009%"),),
        as_of="2026-08-14",
        as_of_text="as of 14 August",
        forecast=Forecast(81.8, 79.2, 84.4, Label("Forecast", "82\u2009% (79 to 84)")),
        style=PERCENT,
    )


def distribution(*scores: float) -> Distribution:
    """Return the distribution of these scores with their mean."""
    mean = sum(scores) / len(scores) if scores else None
    return Distribution(
        title="Scores",
        description="",
        scores=tuple(map(ScoreBox, scores)),
        bands=BANDS,
        mean=mean,
        mean_text="" if mean is None else f"mean {mean:.2f}",
        ideal_text="ideal 0.6 to 0.7",
    )


def cycles(*scores: float | None) -> ScoresOverCycles:
    """Return the scores of consecutive quarters from 2025-Q1 on."""
    found = (
        CycleScore(f"{2025 + n // 4}-Q{n % 4 + 1}", score, "" if score is None else f"{score:.2f}")
        for n, score in enumerate(scores)
    )
    return ScoresOverCycles(title="Scores", description="", cycles=tuple(found), ideal_text="ideal 0.6 to 0.7")


def bridge(start: float, target: float, *steps: tuple[str, float | None, Any], **more: Any) -> Bridge:
    """Return a bridge of bets, each a name, an impact and done or live."""
    return Bridge(
        title="Bets on it",
        description="How far the bets carry.",
        start=start,
        target=target,
        start_text=f"Start {start:g}",
        target_text=f"Target {target:g}",
        steps=tuple(
            BridgeStep(name, impact, "not said" if impact is None else f"{impact:+g}", state)
            for name, impact, state in steps
        ),
        **more,
    )


def _bridges() -> dict[str, Bridge]:
    many = [(f"A bet with a name of usual length, number {n}", 4.0 - n, "done" if n < 5 else "live") for n in range(12)]
    marked = [('<b onclick="x">&amp;\x00' + '"<&' * 60, 1.0, "live")] * 12
    return {
        "bridge": bridge(68, 85, ("Tour", 8, "done"), ("Progress", 4, "live"), now=74, now_text="now 74"),
        "bridge down": bridge(24, 0.25, ("Templates", -6, "done"), missing_text="17.75 missing"),
        "bridge of nothing": bridge(68, 85, missing_text="no bet yet"),
        "bridge back": bridge(0, 10, ("Back", -25, "live"), ("Beyond", 90, "live"), now=9, now_text="now 9"),
        "bridge of 12": bridge(0, 10, *many, missing_text="none of 12 is enough"),
        "bridge of markup": bridge(0, 100, *marked, missing_text='"' * 200, now=30, now_text="<i>" * 99),
        "bridge without a way": bridge(5, 5, ("Where to?", 3, "live"), missing_text="all of it"),
        "bridge to infinity": bridge(0, 1e308, ("Small", 1, "live"), ("Endless", float("inf"), "live")),
    }


def _trajectories() -> dict[str, Trajectory]:
    long = "12000 DAU (December 2026, all platforms and every country that we serve)"
    return {
        "mock": mock(),
        "down": quarter(
            readings=readings(23, 22, 19), start=24, success=7.4, target=0.25, style=NumberStyle(suffix=" hours")
        ),
        "range": quarter(readings=readings(52, 47, 38, 33), start=52, target=30, target_to=40),
        "held": quarter(readings=readings(99.992, 99.98, 99.991), target=99.99, held="above", style=PERCENT),
        "no reading": quarter(start=3.8, success=4.29, target=4.5, style=NumberStyle(suffix="/5")),
        "nothing": quarter(),
        "single": quarter(readings=readings(-5), start=12, success=31.6, target=40),
        "equal": quarter(readings=readings(5, 5, 5, 5)),
        "zero": quarter(readings=readings(0, 0)),
        "huge": quarter(readings=readings(1.6e15, 2.9e15), target=5e15, style=NumberStyle(suffix=" calls per month")),
        "largest": quarter(readings=readings(-1e300, 1e300, float("inf"), float("nan"))),
        "tiny": quarter(readings=readings(3e-7, 1e-7), target=2e-8),
        "beyond": quarter(readings=readings(-40, 90, 150), start=0, success=70, target=100),
        "early and late": quarter(readings=readings(1, 2, 3, first="2026-06-20", every=55), target=4),
        "far away": quarter(readings=readings(1, 2, 3, first="2020-06-20", every=2000), target=4),
        "day": quarter(last="2026-07-01", readings=readings(1, first="2026-07-01")),
        "reversed": quarter(first="2026-09-30", last="2026-07-01", readings=readings(1, 2)),
        "end of days": quarter(first="9999-07-01", last="9999-12-31", readings=readings(1, first="9999-12-31")),
        "ages": quarter(first="1000-01-01", last="2999-12-31", readings=readings(1, 2)),
        "year of days": quarter(
            first="2026-01-01",
            last="2026-12-31",
            readings=readings(*(n * 7 % 97 for n in range(360)), first="2026-01-01", every=1),
        ),
        "long words": quarter(
            readings=(TrajectoryPoint("2026-09-30", 12000, long),),
            success=11000,
            start=9000,
            target=12000,
            target_label=Label("Wanted by everybody in the company", long),
            success_label=Label("Enough", long),
            as_of="2026-09-29",
            as_of_text=long,
            first_text=long,
            last_text=long,
            revisions=tuple(Revision(f"2026-08-{n:02}", 9000 + n, 9001 + n, long) for n in range(1, 29)),
            style=NumberStyle(suffix=long),
            title=long * 20,
            description=long * 20,
        ),
        "markup": quarter(
            readings=(TrajectoryPoint("2026-07-06", 1, '<b onclick="x">&amp;\x00{0}'),),
            target=2,
            target_label=Label("<i>", "</svg><script>"),
            title="</title><script>",
            first_text="{9}",
            style=NumberStyle(suffix="<b>"),
        ),
    }


@pytest.fixture(scope="session")
def gallery() -> dict[str, Chart]:
    """Return every chart of the gallery by its name."""
    bell = tuple(round(0.6 + 0.04 * ((n * 37 % 19) - 9), 2) for n in range(400))
    return {
        **_trajectories(),
        **_bridges(),
        "distribution": distribution(0.12, 0.33, 0.34, 0.45, 0.52, 0.58, 0.61, 0.66, 0.7, 0.75, 0.9, 1.0),
        "60 objectives": distribution(*bell[:60]),
        "400 objectives": distribution(*bell),
        "400 in one tenth": distribution(*[0.65] * 400),
        "no objective": distribution(),
        "cycles": cycles(0.42, 0.51, 0.88, 0.57, 0.49, 0.61),
        "cycles with gaps": cycles(None, 0.42, None, None, 0.6, 0.7, None),
        "one cycle": cycles(0.66),
        "no score": cycles(None, None),
        "no cycle": cycles(),
        "40 cycles": cycles(*(None if n == 11 else round(n * 37 % 17 / 17, 2) for n in range(40))),
    }


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """Return this module: `quarter`, `readings`, `mock`, `distribution`, `cycles`, `bridge`."""
    return sys.modules[__name__]
