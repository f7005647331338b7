"""A key result tells of work to be done instead of what the work changes.

Why:
It could be marked done on the day the work is merged, and would say that you were busy, not that anything got
better for anyone. Ask what will change for people once it is there, and write that number; the work itself is a bet
on it and belongs on the roadmap. (“Product OKRs That Track Behavior, Not Ship Dates”: a roadmap item in a costume.
The guide “Understanding OKRs: Beyond the Basics”, first pitfall: what can be completed rather than achieved to a
degree is an output.) A count of one's own work, such as interviews held, is a note.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .tour
        key_result: Launch the interactive product tour
        owner: onboarding-designer
        done: false

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
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import counts_work, output_verb

_TICKED = (None, KeyResultType.BINARY, KeyResultType.MILESTONES)


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each that can be ticked off, a note for each that counts work, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.type in _TICKED:
            verb = output_verb(key_result.title)
            if verb is not None:
                message = f"`{key_result.title}` is done once the work is: `{verb}` tells of an output"
                hint = "Write what it changes for people, with `baseline` and `target`; put the work on the roadmap."
                yield finding("output-as-result", key_result.where, message, hint, key_result.id)
        elif _is_count(key_result) and counts_work(key_result.title):
            message = f"`{key_result.title}` counts what the team makes, not what comes of it"
            hint = "Say which number of the people it is made for should move, and measure that one too."
            yield finding("output-as-result", key_result.where, message, hint, key_result.id, Severity.NOTE)


def _is_count(key_result: KeyResult) -> bool:
    unit = key_result.unit
    return unit is not None and unit.kind == "number" and unit.per is None and key_result.type is KeyResultType.METRIC
