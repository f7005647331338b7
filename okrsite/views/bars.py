"""Bars: one scale from the start (0) to the target (100 %), whatever the unit or direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.key_result import KeyResult, KeyResultType, Milestone
from okrsite.views import numbers
from okrsite.views.parts import Bar, Scale, Segment
from okrsite.views.words import gettext as _

_TRACK = Segment("track", "0%", "100%")
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
    return (_TRACK, Segment("fill", "0%", place(share)))


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


def key_result_bar(
    key_result: KeyResult, reckoned: KeyResultNumbers, label: str, as_of: date, ends: tuple[str, str] = ("", "")
) -> Bar:
    """Return the bar of a key result; `label` is its reading in words, `ends` are the words below start and target."""
    drawn = _Drawn() if reckoned.cancelled else _drawn(key_result, reckoned, as_of)
    high = reckoned.highest.progress if reckoned.highest and not reckoned.cancelled else None
    return Bar(
        reckoned.status.value,
        label,
        drawn.segments,
        drawn.arrow,
        drawn.tip,
        start_edge="dashed" if key_result.start and key_result.start.assumed else "solid",
        expected="" if reckoned.expected is None or reckoned.cancelled else place(reckoned.expected),
        highest=place(min(high, _ONE)) if high is not None else "",
        start=ends[0],
        end=ends[1],
    )


class _Drawn(NamedTuple):
    """What of a bar shows the value itself."""

    segments: tuple[Segment, ...] = GAP
    arrow: str = ""
    tip: str = ""


def _drawn(key_result: KeyResult, reckoned: KeyResultNumbers, as_of: date) -> _Drawn:
    if reckoned.stretches and reckoned.points:
        held = {True: "fill", False: "late", None: "track"}
        return _Drawn(pieces([(held[part.met], _ONE) for part in reckoned.stretches]))
    if key_result.type is KeyResultType.MILESTONES and reckoned.progress is not None:
        return _Drawn(pieces([(_step(step, as_of), step.weight) for step in key_result.milestones]))
    return _along(key_result, reckoned)


def _step(step: Milestone, as_of: date) -> str:
    if step.done is True or (isinstance(step.done, date) and step.done <= as_of):
        return "fill"
    return "late" if step.due is not None and step.due < as_of else "track"


def _along(key_result: KeyResult, reckoned: KeyResultNumbers) -> _Drawn:
    """Return one value between start and target."""
    share = reckoned.progress
    if share is None:
        share = reckoned.score if reckoned.current else None
    if share is None:
        return _Drawn()
    if _too_far(key_result, reckoned):
        return _turned_back(share)
    if share < 0:
        away = (_TRACK, Segment("fill", place(_BEFORE), place(-_BEFORE)))
        return _Drawn(away, "before", place(_BEFORE))
    if share > 1:
        past = (_TRACK, Segment("fill", "0%", place(_PAST)))
        return _Drawn(past, "beyond", place(_PAST))
    if key_result.type in (KeyResultType.BINARY, KeyResultType.MAINTAIN):
        undone = "late" if key_result.type is KeyResultType.MAINTAIN else "track"
        return _Drawn(pieces([("fill" if share else undone, _ONE)]))
    return _Drawn(track(share))


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


def _turned_back(share: Fraction) -> _Drawn:
    reached = max(share, Fraction(0))
    back = (*track(reached), Segment("late", place(reached), place(1 - reached)))
    return _Drawn(back, "back" if share >= 0 else "before", place(reached))
