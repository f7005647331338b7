"""Bars: one scale from the start (0) to the target (100 %), whatever the unit or direction."""

from __future__ import annotations

from fractions import Fraction

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.key_result import KeyResult
from okrsite.views import numbers
from okrsite.views.parts import Bar, Scale, Segment
from okrsite.views.words import gettext as _

GAP = (Segment("gap", "0%", "100%"),)
_BEYOND = Segment("fill", "0%", "103%")
_HALF_GAP = Fraction(1, 200)


def place(share: Fraction) -> str:
    """Return a share as a place on the scale.

    >>> place(Fraction(6, 17)), place(Fraction(1))
    ('35.29%', '100%')
    """
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".") + "%"


def track(share: Fraction, *, hollow_from: Fraction | None = None) -> tuple[Segment, ...]:
    """Return a bar filled up to a share of 0 to 1, and hollow from there to `hollow_from` where given."""
    filled = (Segment("track", "0%", "100%"), Segment("fill", "0%", place(share)))
    if hollow_from is None:
        return filled
    return (*filled, Segment("late", place(share), place(hollow_from - share)))


def pieces(parts: list[tuple[str, Fraction]]) -> tuple[Segment, ...]:
    """Return segments of given kinds and weights side by side over the whole scale, with gaps between them."""
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
    ticks = place(expected) if expected is not None else ""
    if score is None:
        words = _("{name}: nothing measured yet").format(name=label)
        return Bar("no_data", words, GAP, expected=ticks, slim=True)
    words = _("{name}: score {score}").format(name=label, score=numbers.score(score))
    if expected is not None:
        words += _(", expected {expected}").format(expected=numbers.score(expected))
    return Bar(tone.value if tone else "none", words, track(score), expected=ticks, slim=True)


def shared_scale(bars: list[Bar], *, inside: bool = False) -> Scale:
    """Return the scale above bars; it names the expected tick only where all have it in one place."""
    places = {bar.expected for bar in bars if bar.expected}
    return Scale(places.pop() if len(places) == 1 else "", inside)


def key_result_bar(key_result: KeyResult, reckoned: KeyResultNumbers, label: str) -> Bar:
    """Return the bar of a key result; `label` is its reading in words."""
    return Bar(reckoned.status.value, label, GAP)
