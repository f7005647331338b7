"""A target was changed in a running cycle, and nobody wrote down why.

Why:
Revising a target early, because something was learned, is discipline; without its reason it can't be told from moving
the goalposts. (“Product OKRs That Track Behavior, Not Ship Dates”: revise it out loud, with the reason logged.)
Changes before the cycle begins, of drafts, and those that were taken back are none.

Bad:
# committed on 2026-07-06
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
        target: 90%
# committed on 2026-07-20
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

Good:
# committed on 2026-07-06
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
        target: 90%
# committed on 2026-07-20
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
        revisions:
          - date: 2026-07-20
            field: target
            from: 90%
            to: 85%
            reason: The pilot cohort was not typical
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from okrsite.codes import finding
from okrsite.compute.revisions import Revised, net, revisions_of
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.past import TARGETS
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each target of a running cycle that commits changed and no revision explains."""
    for objective, numbers in evidence.objectives():
        if not numbers.counted or not evidence.running(objective):
            continue
        revised = revisions_of(evidence.graph, objective, evidence.card.as_of)
        for key_result in objective.key_results:
            for field in TARGETS:
                own = [one for one in revised if (one.subject, one.field) == (key_result.id, field)]
                for logged, several in groupby(own, key=lambda one: one.logged is not None):
                    if not logged:
                        yield from _unlogged(key_result, field, list(several))


def _unlogged(key_result: KeyResult, field: str, silent: Sequence[Revised]) -> Iterator[Diagnostic]:
    ends = net(silent)
    if ends:
        before, after = (end or "nothing" for end in ends)
        last = silent[-1].commits[-1]
        what = f"the {field} of `{key_result.title}` went from `{before}` to `{after}`"
        message = f"{what} in commit `{last.commit[:9]}`, and no reason is logged"
        hint = f"Add it to `revisions` with its date, {last.date}, and its reason."
        yield finding("unlogged-revision", key_result.where, message, hint, key_result.id)
