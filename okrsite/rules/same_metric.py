"""Two teams of one cycle have the same metric, each as a key result of its own.

Why:
Two owners of one number measure it twice, and each waits for the other. It may be right: then allow it and say why.
Metrics are told apart by their name without its verb (“Raise completion” is “Completion”), by `window` and `cohort`,
and by their unit. Where one of the two supports the other, or the objective is shared, the teams know. The two are
never merged.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
---
okr: objectives
team: marketing
cycle: 2026-Q3
objectives:
  - id: MKT-1
    objective: Be the first name that comes to mind
    owner: marketing-lead
    supports: ONB-1
    key_results:
      - id: .named
        key_result: Onboarding completion
        baseline: 12%
        target: 20%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
---
okr: objectives
team: marketing
cycle: 2026-Q3
objectives:
  - id: MKT-1
    objective: Be the first name that comes to mind
    owner: marketing-lead
    supports: ONB-1
    key_results:
      - id: .named
        key_result: Onboarding completion
        window: 30 days
        baseline: 12%
        target: 20%
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from itertools import combinations

from okrsite.codes import finding
from okrsite.compute.lineage import above, lineage
from okrsite.diagnostics import Diagnostic
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import metric_name


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each key result whose metric another team has too, at the later of the two."""
    graph = evidence.graph
    lines = None
    for first, second in _pairs(evidence):
        lines = lines or lineage(graph)
        if second.id in above(lines, first.id) or first.id in above(lines, second.id) or _shared(graph, first, second):
            continue
        other = graph.objective_of(first).team
        message = f"`{second.title}` has the same name, window and unit as `{first.id}` of {other}"
        hint = "Agree on one owner and share the objective, support it, or give the two names that differ."
        yield finding("same-metric", second.where, message, hint, second.id)


def _pairs(evidence: Evidence) -> Iterator[tuple[KeyResult, KeyResult]]:
    groups: dict[Hashable, list[KeyResult]] = defaultdict(list)
    for part, numbers in evidence.key_results():
        objective = evidence.graph.objective_of(part)
        if numbers.counted and part.unit is not None and not evidence.closed(objective):
            groups[(objective.cycle, *_metric(part))].append(part)
    for group in groups.values():
        firsts: dict[str, KeyResult] = {}
        for part in group:
            firsts.setdefault(evidence.graph.objective_of(part).team, part)
        yield from ((first, second) for first, second in combinations(firsts.values(), 2) if first is group[0])


def _metric(part: KeyResult) -> tuple[Hashable, ...]:
    unit = part.unit
    kind = None if unit is None else (unit.kind, unit.per, None if unit.kind in ("time", "percent") else unit.symbol)
    window, cohort = (" ".join((text or "").casefold().split()) for text in (part.window, part.cohort))
    return (metric_name(part.title), window, cohort, kind)


def _shared(graph: OkrGraph, first: KeyResult, second: KeyResult) -> bool:
    sides = [(part, graph.objective_of(part)) for part in (first, second)]
    (one, above_one), (other, above_other) = sides
    return above_other.team in (*one.shared_with, *above_one.shared_with) or above_one.team in (
        *other.shared_with,
        *above_other.shared_with,
    )
