"""Bars: one scale from the start (0) to the target (100 %), whatever the unit or direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.key_result import KeyResult, KeyResultType, Milestone
from okrsite.views import numbers
from okrsite.views.parts import Bar, Scale, Segment
from okrsite.views.words import gettext as _

GAP = (Segment("gap", "0%", "100%"),)
_ONE = Fraction(1)
_HALF_GAP = Fraction(1, 200)
# Nearer to the ends the word would run into "0" or "target".
_CLEAR = (15, 82)
# How far a bar leaves the scale is not drawn to length: both gutters are too narrow for it.
_PAST, _BEFORE = Fraction(103, 100), Fraction(-4, 100)


def place(share: Fraction) -> str:
    """Return a share as a place on the scale.

    >>> place(Fraction(6, 17)), place(Fraction(1))
    ('35.29%', '100%')
    """
    above, below = share.as_integer_ratio()
    return f"{above * 100 / below:.2f}".rstrip("0").rstrip(".") + "%"


def track(share: Fraction) -> tuple[Segment, ...]:
    """Return a bar that is filled up to a share of 0 to 1."""
    return (Segment("track", "0%", "100%"), Segment("fill", "0%", place(share)))


def pieces(parts: Sequence[tuple[str, Fraction]]) -> tuple[Segment, ...]:
    """Return segments of given kinds and weights side by side over the whole scale, with gaps between them.

    >>> [(piece.kind, piece.x, piece.width) for piece in pieces([("fill", Fraction(1)), ("track", Fraction(3))])]
    [('fill', '0.5%', '24%'), ('track', '25.5%', '74%')]
    """
    whole = sum((weight for _kind, weight in parts), Fraction(0))
    at, segments = Fraction(0), []
    for kind, weight in parts:
        width = weight / whole
        gap = min(_HALF_GAP, width / 8)
        segments.append(Segment(kind, place(at + gap), place(width - 2 * gap)))
        at += width
    return tuple(segments)


def score_bar(label: str, tone: Status | None, score: Fraction | None, expected: Fraction | None) -> Bar:
    """Return the slim bar of an objective's, team's or cycle's score; `label` names whose."""
    tick = place(expected) if expected is not None else ""
    if score is None:
        words = _("{name}: nothing measured yet").format(name=label)
        return Bar("no_data", words, GAP, expected=tick, slim=True)
    words = _("{name}: score {score}").format(name=label, score=numbers.score(score))
    if expected is not None:
        words += _(", expected {expected}").format(expected=numbers.score(expected))
    return Bar(tone.value if tone else "none", words, track(score), expected=tick, slim=True)


def shared_scale(bars: Sequence[Bar], *, inside: bool = False) -> Scale:
    """Return the scale above bars; it names the expected tick where most of them have it in one place.

    With `inside` the words at the ends do not leave the scale.
    """
    ticks = Counter(bar.expected for bar in bars if bar.expected)
    tick, count = ticks.most_common(1)[0] if ticks else ("", 0)
    clear = tick and _CLEAR[0] <= float(tick[:-1]) <= _CLEAR[1] and count * 4 >= ticks.total() * 3
    return Scale(tick if clear else "", inside)


def key_result_bar(key_result: KeyResult, reckoned: KeyResultNumbers, label: str, as_of: date) -> Bar:
    """Return the bar of a key result without the words at its ends; `label` is its reading in words."""
    assumed = bool(key_result.start and key_result.start.assumed)
    expected = reckoned.expected
    blank = Bar(
        reckoned.status.value,
        label,
        GAP,
        start_edge="dashed" if assumed else "solid",
        expected="" if expected is None or reckoned.cancelled else place(expected),
    )
    if reckoned.cancelled:
        return blank
    high = reckoned.highest.progress if reckoned.highest else None
    bar = replace(blank, highest=place(min(high, _ONE)) if high is not None else "")
    if reckoned.stretches and reckoned.points:
        held = {True: "fill", False: "late", None: "track"}
        return replace(bar, segments=pieces([(held[part.met], _ONE) for part in reckoned.stretches]))
    if key_result.type is KeyResultType.MILESTONES and reckoned.progress is not None:
        return replace(bar, segments=pieces([(_step(step, as_of), step.weight) for step in key_result.milestones]))
    return _along(key_result, reckoned, bar)


def _step(step: Milestone, as_of: date) -> str:
    if step.done is True or (isinstance(step.done, date) and step.done <= as_of):
        return "fill"
    return "late" if step.due is not None and step.due < as_of else "track"


def _along(key_result: KeyResult, reckoned: KeyResultNumbers, bar: Bar) -> Bar:
    """Return the bar of one value between start and target."""
    share = reckoned.progress
    if share is None:
        share = reckoned.score if reckoned.current else None
    if share is None:
        return bar
    if _too_far(key_result, reckoned):
        return _turned_back(bar, share)
    if share < 0:
        away = (Segment("track", "0%", "100%"), Segment("fill", place(_BEFORE), place(-_BEFORE)))
        return replace(bar, segments=away, arrow="before", tip=place(_BEFORE))
    if share > 1:
        past = (Segment("track", "0%", "100%"), Segment("fill", "0%", place(_PAST)))
        return replace(bar, segments=past, arrow="beyond", tip=place(_PAST))
    if key_result.type in (KeyResultType.BINARY, KeyResultType.MAINTAIN):
        undone = "late" if key_result.type is KeyResultType.MAINTAIN else "track"
        return replace(bar, segments=pieces([("fill" if share else undone, _ONE)]))
    return replace(bar, segments=track(share))


def _too_far(key_result: KeyResult, reckoned: KeyResultNumbers) -> bool:
    """Return whether the value of a range lies beyond the bound that is farther from the start."""
    bounds, start, current = key_result.bounds, key_result.start, reckoned.current
    if key_result.type is not KeyResultType.RANGE or not bounds or not start or not current:
        return False
    if start.value is None or current.value is None:
        return False
    if start.value < bounds.low:
        return current.value > bounds.high
    return start.value > bounds.high and current.value < bounds.low


def _turned_back(bar: Bar, share: Fraction) -> Bar:
    reached = max(share, Fraction(0))
    back = (*track(reached), Segment("late", place(reached), place(1 - reached)))
    return replace(bar, segments=back, arrow="back" if share >= 0 else "before", tip=place(reached))
