"""A revision gives a key result another unit.

Why:
85 % of accounts and 850 accounts are two key results. Changed half-way, earlier readings mean something else than
later ones, and the way walked so far is lost. Cancel the one with a reason and add the other. (“Product OKRs That
Track Behavior, Not Ship Dates”: revise a target out loud; a key result keeps its from-number and its to-number.)

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
        owner: onboarding-analyst
        baseline: 600 accounts
        target: 850 accounts
        revisions:
          - date: 2026-08-03
            field: target
            from: 85%
            to: 850 accounts
            reason: The share was hard to explain

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
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
        revisions:
          - date: 2026-07-20
            field: target
            from: 90%
            to: 85%
            reason: The pilot cohort was not typical
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.revisions import Revised, revisions_of
from okrsite.diagnostics import Diagnostic
from okrsite.model.past import MEASURES
from okrsite.model.quantity import Quantity, comparable, parse_quantity
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each change of what is measured, logged or seen in git, whose two ends can't be compared."""
    graph = evidence.graph
    for objective, _ in evidence.plans:
        if not _has_changed(evidence, objective.id, *(part.id for part in objective.key_results)):
            continue
        for one in revisions_of(graph, objective, evidence.card.as_of):
            if one.subject in graph.key_results and _differ(one):
                key_result = graph.key_results[one.subject]
                message = (
                    f"the {one.field} of `{key_result.title}` went from `{one.before}` to `{one.after}`, another unit"
                )
                hint = "Cancel it with a reason, and add a key result of its own for the new number."
                yield finding("changed-unit", one.logged or key_result.where, message, hint, key_result.id)


def _has_changed(evidence: Evidence, *ids: str) -> bool:
    parts = evidence.graph.key_results
    return any(id in evidence.graph.changes or (id in parts and parts[id].revisions) for id in ids)


def _differ(one: Revised) -> bool:
    if one.field not in MEASURES or not one.before or not one.after:
        return False
    before, after = parse_quantity(one.before), parse_quantity(one.after)
    if not isinstance(before, Quantity) or not isinstance(after, Quantity) or before.bare or after.bare:
        return False
    return not comparable(before.unit, after.unit)
