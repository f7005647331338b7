"""An objective leads neither to one of the company's nor to a pillar.

Why:
Whoever works on it can't say what it is for, and whoever plans the company's aims doesn't know of it. A chain of
`supports` is enough, over other teams' objectives and key results too. Some objectives stand alone with good
reason; then allow the finding and say why. Objectives of the company, drafts, cancelled and closed ones are left out.

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
    key_results:
      - id: .named
        key_result: Name us unprompted
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
        key_result: Name us unprompted
        baseline: 12%
        target: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.alignment import alignments
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each orphan of a cycle that is not closed, where there is anything to lead to."""
    graph = evidence.graph
    if not graph.pillars and not graph.objectives_of(graph.root):
        return
    for alignment in alignments(graph, evidence.card).values():
        for objective in (graph.objectives[id] for id in alignment.orphans):
            if not evidence.closed(objective):
                message = f"`{objective.title}` leads to no objective of the company and to no pillar"
                hint = "Name in `supports` what it serves."
                yield finding("orphan-objective", objective.where, message, hint, objective.id)
