"""The sentence that opens a page: first the count, then the one place to act and the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.scorecard import KeyResultNumbers, Status
from okrsite.model.cycle import Cycle
from okrsite.views import numbers
from okrsite.views.selection import still_since
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

IDEAL = (Fraction(6, 10), Fraction(7, 10))
TOO_SAFE = Fraction(85, 100)
_NAMED = 3


class Sentence(Struct, frozen=True):
    """The opening of a page: `fact` stands bold, `act` says what to do about it or why."""

    fact: str
    act: str = ""


def total(statuses: Mapping[Status, int]) -> int:
    """Return how many objectives are meant: all but the cancelled.

    >>> total({Status.ON_TRACK: 2, Status.CANCELLED: 1})
    2
    """
    return sum(count for status, count in statuses.items() if status is not Status.CANCELLED)


def count_of(statuses: Mapping[Status, int]) -> str:
    """Return in one sentence how the objectives of a running cycle stand.

    >>> count_of({Status.ON_TRACK: 9, Status.ACHIEVED: 1, Status.AT_RISK: 4})
    '9 of 14 objectives are on track, 1 is achieved.'
    >>> count_of({Status.ON_TRACK: 14}), count_of({Status.ON_TRACK: 1})
    ('All 14 objectives are on track.', 'The one objective is on track.')
    >>> count_of({Status.OFF_TRACK: 2, Status.AT_RISK: 1})
    'None of 3 objectives is on track.'
    >>> count_of({Status.ON_TRACK: 2}), count_of({Status.AT_RISK: 1})
    ('Both objectives are on track.', 'The one objective is not on track.')
    """
    every, on, done = total(statuses), statuses.get(Status.ON_TRACK, 0), statuses.get(Status.ACHIEVED, 0)
    if on + done == every:
        return _all_well(every, done)
    if every == 1:
        return _("The one objective is not on track.")
    if not on:
        fact = _("None of {every} objectives is on track")
    else:
        fact = ngettext("{n} of {every} objectives is on track", "{n} of {every} objectives are on track", on)
    achieved = ngettext("{n} is achieved", "{n} are achieved", done) if done else ""
    return ", ".join(part for part in (fact.format(every=every), achieved) if part) + "."


def count_then(statuses: Mapping[Status, int]) -> str:
    """Return in one sentence how objectives stood on an earlier day.

    >>> count_then({Status.ON_TRACK: 2, Status.AT_RISK: 1}), count_then({Status.OFF_TRACK: 1})
    ('2 of 3 objectives were on track.', 'The one objective was not on track.')
    >>> count_then({Status.ACHIEVED: 1}), count_then({Status.OFF_TRACK: 2}), count_then({Status.ON_TRACK: 3})
    ('The one objective was on track.', 'None of 2 objectives was on track.', 'All 3 objectives were on track.')
    """
    every = total(statuses)
    well = statuses.get(Status.ON_TRACK, 0) + statuses.get(Status.ACHIEVED, 0)
    if well == every:
        return ngettext("The one objective was on track.", "All {n} objectives were on track.", every)
    if every == 1:
        return _("The one objective was not on track.")
    if not well:
        return _("None of {every} objectives was on track.").format(every=every)
    text = ngettext("{n} of {every} objectives was on track.", "{n} of {every} objectives were on track.", well)
    return text.format(every=every)


def _all_well(every: int, done: int) -> str:
    if every == 2 and done != 1:
        return _("Both objectives are achieved.") if done else _("Both objectives are on track.")
    if done == every:
        return ngettext("The one objective is achieved.", "All {n} objectives are achieved.", every)
    if done:
        return _("All {every} objectives are on track, {done} of them achieved.").format(every=every, done=done)
    return ngettext("The one objective is on track.", "All {n} objectives are on track.", every)


def reason(one: KeyResultNumbers, title: str, as_of: date) -> str:
    """Return why a key result is behind, as a part of a sentence that names it."""
    since = still_since(one.points, as_of)
    named = _("“{title}”").format(title=title)
    if since and (one.progress is None or one.progress >= 0):
        return _("{named} has not moved since {day}").format(named=named, day=numbers.day(since, as_of))
    if one.progress is not None and one.progress < 0:
        return _("{named} is moving away from its target").format(named=named)
    if one.stale and one.last_checkin:
        day = numbers.day(one.last_checkin, as_of)
        return _("{named} has had no check-in since {day}").format(named=named, day=day)
    reached = one.score if one.progress is None else one.progress
    return _("{named} is at {now}, where {expected} is expected by now").format(
        named=named, now=numbers.percent(reached), expected=numbers.percent(one.expected)
    )


def needs_help(one: KeyResultNumbers, title: str, team: str, as_of: date) -> str:
    """Return the one place to act and why."""
    return _("{team} needs help: {reason}.").format(team=team, reason=reason(one, title, as_of))


def without_readings(teams: Sequence[str], objectives: int) -> str:
    """Return whose objectives have no reading yet.

    >>> without_readings(["Data"], 1)
    '1 objective of Data has no reading yet.'
    """
    text = ngettext(
        "{n} objective of {teams} has no reading yet.",
        "{n} objectives of {teams} have no reading yet.",
        objectives,
    )
    return text.format(teams=named(teams))


def named(names: Sequence[str]) -> str:
    """Return up to three names as a list, of more of them their number.

    >>> named(["Support", "Data"]), named(list("abcd"))
    ('Support and Data', '4 teams')
    """
    return listed(list(names)) if len(names) <= _NAMED else ngettext("{n} team", "{n} teams", len(names))


def nothing_measured(due: date, as_of: date) -> str:
    """Return the sentence of a cycle that has no reading; `due` is the day of the first check-ins."""
    day = numbers.day(due, as_of)
    if due < as_of:
        return _("No objective has a reading yet; the first check-ins were due on {day}.").format(day=day)
    return _("No objective has a reading yet; the first check-ins are due on {day}.").format(day=day)


def ideal(score: Fraction) -> str:
    """Return where a final score lies beside the ideal, as it looks with two decimals.

    >>> [ideal(Fraction(score)) for score in ("0.598", "0.65", "0.7")]
    ['at the low edge of the ideal', 'inside the ideal', 'at the high edge of the ideal']
    >>> [ideal(Fraction(score)) for score in ("0.3", "0.55", "0.8", "0.9")]
    ['far below the ideal', 'below the ideal', 'above the ideal', 'above the ideal, which may mean too safe']
    """
    low, high = IDEAL
    seen = Fraction((score * 100 + Fraction(1, 2)).__floor__(), 100)
    edges = {low: _("at the low edge of the ideal"), high: _("at the high edge of the ideal")}
    if seen in edges:
        return edges[seen]
    if seen < low:
        return _("far below the ideal") if seen < Fraction(4, 10) else _("below the ideal")
    if seen < high:
        return _("inside the ideal")
    return _("above the ideal") if seen <= TOO_SAFE else _("above the ideal, which may mean too safe")


def closed_at(name: str, score: Fraction | None, aspirational: Fraction | None, committed: bool) -> str:
    """Return how a closed cycle, or a team's part of it, ended; the ideal is for aspirational objectives.

    >>> closed_at("2026-Q2", Fraction("0.6"), Fraction("0.6"), False)
    '2026-Q2 closed at 0.60, at the low edge of the ideal.'
    >>> closed_at("2026-Q2", Fraction("0.72"), Fraction("0.65"), True)
    '2026-Q2 closed at 0.72, its aspirational objectives at 0.65, inside the ideal.'
    """
    if score is None:
        return _("{name} closed without a score.").format(name=name)
    if aspirational is None:
        return _("{name} closed at {score}.").format(name=name, score=numbers.score(score))
    words = {"name": name, "score": numbers.score(score), "ideal": ideal(aspirational)}
    if not committed:
        return _("{name} closed at {score}, {ideal}.").format(**words)
    return _("{name} closed at {score}, its aspirational objectives at {part}, {ideal}.").format(
        part=numbers.score(aspirational), **words
    )


def reached_success(reached: int, every: int) -> str:
    """Return how many objectives of an ended cycle reached success, without a full stop.

    >>> reached_success(5, 15), reached_success(0, 3)
    ('5 of 15 objectives reached success', 'None of 3 objectives reached success')
    """
    if reached == every == 2:
        return _("Both objectives reached success")
    if reached == every:
        return ngettext("The one objective reached success", "All {n} objectives reached success", every)
    if not reached:
        return ngettext("The one objective did not reach success", "None of {n} objectives reached success", every)
    return _("{reached} of {every} objectives reached success").format(reached=reached, every=every)


def over_but_open(cycle: Cycle, grace_ends: date, score: Fraction | None, as_of: date) -> str:
    """Return the sentence of a cycle that has ended and still takes final readings."""
    words = {"name": cycle.id, "day": numbers.day(grace_ends, as_of), "score": numbers.score(score)}
    if score is None:
        return _("{name} is over and takes final readings until {day}.").format(**words)
    return _("{name} is over at {score} so far; final readings count until {day}.").format(**words)


def ahead(cycle: Cycle, agreed: int, as_of: date) -> str:
    """Return the sentence of a cycle that has not begun."""
    text = ngettext(
        "{name} starts on {day} with {n} agreed objective.",
        "{name} starts on {day} with {n} agreed objectives.",
        agreed,
    )
    return text.format(name=cycle.id, day=numbers.day(cycle.start, as_of))
