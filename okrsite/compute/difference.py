"""What lies between two states of an organisation: goals moved, scores, verdicts, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.demand import Demand, demand_of
from okrsite.compute.revisions import key_of
from okrsite.compute.scorecard import KeyResultNumbers, ObjectiveNumbers, Scorecard, Status
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.changes import same_value
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.past import MEASURES
from okrsite.model.reading import Revision
from okrsite.model.redefinition import definition


class Side(Struct, frozen=True):
    """One state: what the documents mean, the numbers and the findings."""

    graph: OkrGraph
    card: Scorecard
    findings: tuple[Diagnostic, ...] = ()


class Moved(Struct, frozen=True):
    """A changed field of what was promised; `revision` is its log entry, None where nobody logged it."""

    id: str
    field: str
    before: str | None
    after: str | None
    demand: Demand
    revision: Revision | None = None


class Rescored(Struct, frozen=True):
    """An objective or key result whose score or status is another; scores in 0..1, None unknown."""

    id: str
    before: Fraction | None
    after: Fraction | None
    status_before: Status
    status_after: Status


class Regrouped(Struct, frozen=True):
    """A team (None: the whole cycle) in a cycle whose score is another."""

    team: str | None
    cycle: str
    before: Fraction | None
    after: Fraction | None


class Difference(Struct, frozen=True):
    """Everything that changed, each part in the order of the documents.

    `moved` are targets and their like, `reworded` titles and owners. `added` and `removed` are ids of objectives, and
    of key results in objectives that both sides have. `new` and `gone` are findings, told apart by rule, subject and
    message and not by their line.
    """

    moved: tuple[Moved, ...]
    reworded: tuple[Moved, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rescored: tuple[Rescored, ...]
    regrouped: tuple[Regrouped, ...]
    new: tuple[Diagnostic, ...]
    gone: tuple[Diagnostic, ...]

    @property
    def empty(self) -> bool:
        """Whether both sides say and amount to the same."""
        return not any((self.moved, self.reworded, self.added, self.removed, self.rescored, self.new, self.gone))


_PROMISED = (*MEASURES, "milestones")


def difference(before: Side, after: Side) -> Difference:
    """Return what a change from `before` to `after` does; both should be of the same day."""
    was, now = before.graph, after.graph
    moved = [*_objectives_moved(was.objectives, now.objectives), *_key_results_moved(was.key_results, now.key_results)]
    return Difference(
        moved=tuple(moved),
        reworded=tuple(_reworded(was, now)),
        added=tuple(_only_in(now, was)),
        removed=tuple(_only_in(was, now)),
        rescored=tuple(_rescored(before.card, after.card)),
        regrouped=tuple(_regrouped(before.card, after.card)),
        new=_only_found(after.findings, before.findings),
        gone=_only_found(before.findings, after.findings),
    )


def _objectives_moved(before: Mapping[str, Objective], after: Mapping[str, Objective]) -> Iterator[Moved]:
    for id, now in after.items():
        was = before.get(id)
        if was is None or not (was.counts or now.counts):
            continue
        if was.commitment != now.commitment:
            demand = Demand.HARDER if now.commitment == "committed" else Demand.EASIER
            yield Moved(id, "commitment", was.commitment, now.commitment, demand)
        yield from _weighed(id, was.weight, now.weight)


def _weighed(id: str, was: Fraction, now: Fraction) -> Iterator[Moved]:
    if was != now:
        yield Moved(id, "weight", str(was), str(now), Demand.OTHER)


def _key_results_moved(before: Mapping[str, KeyResult], after: Mapping[str, KeyResult]) -> Iterator[Moved]:
    for id, now in after.items():
        was = before.get(id)
        if was is None:
            continue
        written, rewritten = _promised(was), _promised(now)
        for field in _PROMISED:
            old, new = written.get(field) or None, rewritten.get(field) or None
            if old != new:
                yield Moved(id, field, old, new, demand_of(was, now, field), _logged(now, field, new))
        yield from _weighed(id, was.weight, now.weight)


def _promised(key_result: KeyResult) -> dict[str, str]:
    """Return what was promised in words, by field."""
    steps = ", ".join(step.name for step in key_result.milestones)
    return {**definition(key_result), "milestones": steps}


def _logged(key_result: KeyResult, field: str, after: str | None) -> Revision | None:
    """Return the newest log entry of a field that leads to what it is now, however that is written."""
    entries = [one for one in key_result.revisions if key_of(one.field) == field and same_value(one.after, after)]
    return entries[-1] if entries else None


def _reworded(was: OkrGraph, now: OkrGraph) -> Iterator[Moved]:
    for id, objective in now.objectives.items():
        if id in was.objectives:
            yield from _words(id, was.objectives[id], objective)
    for id, key_result in now.key_results.items():
        if id in was.key_results:
            yield from _words(id, was.key_results[id], key_result)


def _words(id: str, was: Objective | KeyResult, now: Objective | KeyResult) -> Iterator[Moved]:
    if was.title != now.title:
        yield Moved(id, "wording", was.title, now.title, Demand.OTHER)
    if was.owner != now.owner:
        yield Moved(id, "owner", was.owner, now.owner, Demand.OTHER)
    if isinstance(was, Objective) and isinstance(now, Objective) and was.state != now.state:
        yield Moved(id, "state", was.state, now.state, Demand.OTHER)


def _only_in(these: OkrGraph, others: OkrGraph) -> Iterator[str]:
    for objective in these.objectives.values():
        if objective.id not in others.objectives:
            yield objective.id
            continue
        yield from (one.id for one in objective.key_results if one.id not in others.key_results)


def _rescored(before: Scorecard, after: Scorecard) -> Iterator[Rescored]:
    was, now = _numbers(before), _numbers(after)
    for id, numbers in now.items():
        old = was.get(id)
        if old and (old.score, old.status) != (numbers.score, numbers.status):
            yield Rescored(id, old.score, numbers.score, old.status, numbers.status)


def _numbers(card: Scorecard) -> dict[str, ObjectiveNumbers | KeyResultNumbers]:
    return {**card.objectives, **card.key_results}


def _regrouped(before: Scorecard, after: Scorecard) -> Iterator[Regrouped]:
    for cycle, group in after.cycles.items():
        was = before.cycles.get(cycle)
        if was and was.score != group.score:
            yield Regrouped(None, cycle, was.score, group.score)
    for (team, cycle), group in after.teams.items():
        was = before.teams.get((team, cycle))
        if was and was.score != group.score:
            yield Regrouped(team, cycle, was.score, group.score)


def _only_found(these: Sequence[Diagnostic], others: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    left = Counter(map(_same, others))
    found = []
    for one in these:
        if left[_same(one)]:
            left[_same(one)] -= 1
        else:
            found.append(one)
    rank = {severity: at for at, severity in enumerate(Severity)}
    return tuple(sorted(found, key=lambda one: rank[one.severity]))


def _same(one: Diagnostic) -> tuple[str, str, str | None, str]:
    return one.code, one.where.path, one.subject, one.message
