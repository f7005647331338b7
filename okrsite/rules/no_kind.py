"""A key result has a title and nothing to measure it by.

Why:
A sentence can't be scored. What number would show that it came true? (“Product OKRs That Track Behavior, Not
Ship Dates”: a result without a number is a wish.) One that tells of work, or wants more of something without saying of
what, has a finding of its own.

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
        key_result: New accounts find their way

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
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence
from okrsite.rules.titles import holds_number, output_verb, wish_verb


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result without a measure, unless its words have a finding that says more."""
    for key_result, numbers in evidence.key_results():
        if key_result.type is not None or key_result.fault is not None or numbers.cancelled:
            continue
        if _is_told(key_result) and evidence.ahead(evidence.graph.objective_of(key_result)):
            continue
        message = f"`{key_result.id}` has a title and nothing to measure it by"
        hint = "Add `baseline` and `target`, or `change`, `maintain`, `milestones`, `done`."
        if holds_number(key_result.title):
            hint = f"A number in the title counts for nothing. {hint}"
        yield finding("no-kind", evidence.where(key_result, "key_result"), message, hint, key_result.id)


def _is_told(key_result: KeyResult) -> bool:
    return output_verb(key_result.title) is not None or wish_verb(key_result.title) is not None
