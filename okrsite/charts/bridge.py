"""What a bridge shows: how far the bets on one key result carry from where it began to where it is wanted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from msgspec import Struct

from okrsite.charts.trajectory import drawable

MOST = 12
"""So many bets are drawn one by one; what is beyond them is drawn as one step."""


class BridgeStep(Struct, frozen=True):
    """One bet: its estimated `impact` in the unit of the key result (None: not said) and that in words.

    `note` is its state in a word, `cells` are its cells in the table after the name.
    """

    name: str
    impact: float | None
    text: str
    state: Literal["done", "live"] = "live"
    note: str = ""
    cells: tuple[str, ...] = ()


class Bridge(Struct, frozen=True, kw_only=True):
    """Bets in their order, from `start` to `target`; `missing_text` says what no bet covers, empty for nothing.

    `now` is where the key result stands. `more_text` and `more_value` are the words and the impact of the bets that
    are drawn together, `{n}` being their number.
    Every text is shown as it is given.
    """

    title: str
    description: str
    start: float
    target: float
    start_text: str
    target_text: str
    steps: tuple[BridgeStep, ...] = ()
    missing_text: str = ""
    now: float | None = None
    now_text: str = ""
    more_text: str = "{n} more"
    more_value: str = ""
    missing: str = "–"
    columns: tuple[str, ...] = ("Bet", "Impact")

    def header(self) -> tuple[str, ...]:
        """Return the heads of the table's columns."""
        return self.columns

    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the table: one row a bet, in their order."""
        return tuple((step.name, *(step.cells or (step.text or self.missing,))) for step in self.steps)


class Span(NamedTuple):
    """One row of a bridge: from where to where on the way (0 start, 1 target), and how it is drawn."""

    begin: float
    end: float
    kind: Literal["done", "live", "back", "unsaid", "gap"]
    words: str
    value: str = ""
    note: str = ""


def spans(chart: Bridge) -> list[Span]:
    """Return the rows from the first bet to what is missing; beyond twelve, the rest is one step."""
    steps = list(_drawn(chart))
    ends = list(accumulate((_share(chart, step.impact) for step in steps), initial=0.0))
    rows = [
        Span(begin, end, _kind(step, end - begin), step.name, step.text, step.note)
        for step, begin, end in zip(steps, ends, ends[1:], strict=False)
    ]
    if chart.missing_text and ends[-1] < 1:
        rows.append(Span(ends[-1], 1.0, "gap", chart.missing_text))
    return rows


def share_of(chart: Bridge, value: float) -> float:
    """Return where a value lies on the way: 0 at the start, 1 at the target."""
    return _share(chart, value - chart.start)


def _share(chart: Bridge, impact: float | None) -> float:
    way = chart.target - chart.start
    if not drawable(impact) or not drawable(way) or not way:
        return 0.0
    share = impact / way
    return share if math.isfinite(share) else 0.0


def _drawn(chart: Bridge) -> Iterator[BridgeStep]:
    if len(chart.steps) <= MOST:
        yield from chart.steps
        return
    yield from chart.steps[: MOST - 1]
    rest = chart.steps[MOST - 1 :]
    total = math.fsum(step.impact for step in rest if drawable(step.impact))
    done = all(step.state == "done" for step in rest)
    words = chart.more_text.replace("{n}", str(len(rest)))
    yield BridgeStep(words, total, chart.more_value, "done" if done else "live")


def _kind(step: BridgeStep, moved: float) -> Literal["done", "live", "back", "unsaid"]:
    if not drawable(step.impact):
        return "unsaid"
    return "back" if moved < 0 else step.state
