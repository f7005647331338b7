"""Revisions of objectives and key results: what was logged and what git saw, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from okrsite.diagnostics import Where
from okrsite.model.changes import same_value
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.past import MEASURES, Change
from okrsite.model.reading import Revision

LATE = Fraction(4, 5)
"""The share of a cycle after which a change of what is measured comes late."""
EARLY = Fraction(1, 2)
"""The share of a cycle up to which it comes early."""


class Revised(Struct, frozen=True):
    """A field of an objective or key result (`subject`) that was changed.

    `date` is the logged one, else the commit's, None where neither is known; `commits` those that made it, without
    any where git does not know it; `logged` the place where it was written down, None where it was not. `elapsed`
    is the share of the cycle up to then. Only what is measured is ever `early` or `late`.
    """

    subject: str
    field: str
    before: str | None
    after: str | None
    date: date | None
    reason: str | None = None
    logged: Where | None = None
    commits: tuple[Change, ...] = ()
    elapsed: Fraction | None = None

    @property
    def measures(self) -> bool:
        """Whether it moved the score."""
        return self.field in MEASURES

    @property
    def early(self) -> bool:
        """Whether there was time to act upon it."""
        return self.measures and self.elapsed is not None and self.elapsed <= EARLY

    @property
    def late(self) -> bool:
        """Whether it came in the last fifth of its cycle, or after it."""
        return self.measures and self.elapsed is not None and self.elapsed > LATE


def revisions_of(graph: OkrGraph, objective: Objective, as_of: date) -> tuple[Revised, ...]:
    """Return what was changed of an objective and its key results up to `as_of`, oldest first.

    A logged revision and the commits that made it are one. What is logged without a date comes first.
    """
    cycle = graph.cycles[objective.cycle]
    found = list(_of(graph.changes, objective, (), cycle))
    for key_result in objective.key_results:
        logged = [one for one in key_result.revisions if one.date is None or one.date <= as_of]
        found += _of(graph.changes, key_result, logged, cycle)
    return tuple(sorted(found, key=lambda one: one.date or date.min))


def _of(
    changes: Mapping[str, tuple[Change, ...]], goal: Objective | KeyResult, logged: Sequence[Revision], cycle: Cycle
) -> Iterator[Revised]:
    left = list(changes.get(goal.id, ()))
    for revision in logged:
        made = _made_by(revision, left)
        left = [change for change in left if change not in made]
        yield _revised(goal.id, revision, made, cycle)
    for change in left:
        yield _seen(goal.id, change, cycle)


def _made_by(revision: Revision, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The commits in a row that together made a logged change, those nearest to its day; none where git saw none."""
    field = key_of(revision.field)
    own = [change for change in changes if change.field == field]
    runs = [
        tuple(own[first : last + 1])
        for first in range(len(own))
        for last in range(first, len(own))
        if _agrees(revision.before, own[first].before) and _agrees(revision.after, own[last].after)
    ]
    return min(runs, key=lambda run: (_distance(revision, run[-1]), len(run)), default=())


def _agrees(logged: str | None, seen: str | None) -> bool:
    return logged is None or same_value(logged, seen)


def _distance(revision: Revision, change: Change) -> int:
    return abs((change.date - revision.date).days) if revision.date else 0


def key_of(text: str) -> str:
    """Return the key that a logged field means, as documents spell it.

    >>> key_of("Key result")
    'key_result'
    """
    return "_".join(text.lower().split())


def _revised(subject: str, revision: Revision, made: Sequence[Change], cycle: Cycle) -> Revised:
    day = revision.date or (made[-1].date if made else None)
    before = revision.before or (made[0].before if made else None)
    after = revision.after or (made[-1].after if made else None)
    elapsed = cycle.elapsed(day) if day else None
    field = key_of(revision.field)
    return Revised(subject, field, before, after, day, revision.reason, revision.where, tuple(made), elapsed)


def _seen(subject: str, change: Change, cycle: Cycle) -> Revised:
    elapsed = cycle.elapsed(change.date)
    return Revised(subject, change.field, change.before, change.after, change.date, commits=(change,), elapsed=elapsed)


def net(revised: Iterable[Revised]) -> tuple[str | None, str | None] | None:
    """Return what several changes of one field amount to, None where they end at what they began with.

    >>> def one(before: str, after: str) -> Revised:
    ...     return Revised("A.1", "target", before, after, None)
    >>> net([one("90%", "85%"), one("85%", "80%")]), net([one("90%", "85%"), one("85%", "90 %")])
    (('90%', '80%'), None)
    """
    several = list(revised)
    if not several or same_value(several[0].before, several[-1].after):
        return None
    return several[0].before, several[-1].after
