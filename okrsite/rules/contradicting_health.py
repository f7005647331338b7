"""The health that a team reports contradicts the status that its numbers amount to.

Why:
Either the team knows something that the number doesn't show, or nobody has looked at the number. Both are
worth a sentence. Neither replaces the other: pages show both. (The “OKR Template for Product Owners”: overall
health each week.)

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
        health: green
        checkins:
          2026-08-10: 68%

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
        health: red
        checkins:
          2026-08-10: 68%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.scorecard import Status
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.cycle import CycleState
from okrsite.rules.evidence import Evidence

_RUNNING = (CycleState.OPEN, CycleState.CLOSING)
_CONTRADICTIONS = {"green": (Status.OFF_TRACK,), "red": (Status.ON_TRACK, Status.ACHIEVED)}


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each objective and key result of a running cycle whose health and status disagree."""
    for objective, numbers in evidence.objectives():
        if evidence.card.states[objective.cycle] not in _RUNNING:
            continue
        if _contradict(numbers.health, numbers.status):
            yield _doubt(objective.where, objective.title, numbers.health, numbers.status, objective.id)
        for key_result in objective.key_results:
            own = evidence.card.key_results[key_result.id]
            if _contradict(own.health, own.status):
                yield _doubt(key_result.where, key_result.title, own.health, own.status, key_result.id)


def _contradict(health: str | None, status: Status) -> bool:
    return status in _CONTRADICTIONS.get(health or "", ())


def _doubt(where: Where, title: str, health: str | None, status: Status, subject: str) -> Diagnostic:
    words = status.value.replace("_", " ")
    message = f"`{title}` is reported {health}, and its numbers say {words}"
    hint = "Say in a note what the number doesn't show, or correct `health`."
    return finding("contradicting-health", where, message, hint, subject)
