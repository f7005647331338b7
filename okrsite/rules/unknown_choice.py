"""A key takes one of a few words, and another one stands there.

Why:
Priorities, states, health and the like are compared and counted, so they have fixed spellings. What a revision names as
its field is the key that it changed; another word there is a warning, as it changes no number.

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    priority: high
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    priority: P1
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity, nearest
from okrsite.rules.evidence import Evidence
from okrsite.source.entries import KeyResultEntry
from okrsite.source.shapes import slots


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each logged revision, while it can be changed, of a field that key results don't have.

    All other choices are looked at where they are read.
    """
    for key_result, _, _ in evidence.planned():
        for revision in key_result.revisions:
            known = slots(KeyResultEntry)
            if revision.field and "_".join(revision.field.lower().split()) not in known:
                close = nearest(revision.field, known)
                hint = f"Did you mean `{close}`?" if close else "Write the key that was changed, such as `target`."
                message = (
                    f"a revision of `{key_result.title}` names the field `{revision.field}`, which no key result has"
                )
                yield finding("unknown-choice", revision.where, message, hint, key_result.id, Severity.WARNING)
