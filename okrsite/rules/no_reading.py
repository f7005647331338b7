"""A key result was never read, two cadences into its cycle.

Why:
Can it be measured at all? If not, a proxy that can be read today is worth more than the right number in December;
and what would make it measurable is work that belongs on the roadmap (`enables`). (The guide “Understanding OKRs:
Beyond the Basics”, sixth pitfall: look at what can be measured before you settle on OKRs.) Two cadences are 14 days
for weekly check-ins, 28 for biweekly ones, 62 for monthly ones.

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
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        owner: onboarding-analyst
        baseline: 68%
        target: 85%
        checkins:
          2026-08-10: 70%
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import KeyResult
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result of an open cycle that nobody has read."""
    enabling: Mapping[str, str] | None = None
    for key_result, numbers, objective in evidence.planned():
        if evidence.unread(key_result, numbers):
            enabling = _enabling(evidence.graph) if enabling is None else enabling
            days = (evidence.card.as_of - evidence.graph.cycles[objective.cycle].start).days
            message = f"`{key_result.title}` has no reading {days} days into the cycle (cadence: {objective.cadence})"
            yield finding("no-reading", key_result.where, message, _hint(key_result, enabling), key_result.id)


def _enabling(graph: OkrGraph) -> Mapping[str, str]:
    """Which live roadmap items are to make key results measurable, by the latter."""
    found: dict[str, list[str]] = defaultdict(list)
    for bet in graph.initiatives.values():
        for name in bet.enables if bet.state != "dropped" else ():
            found[name].append(f"`{bet.id}`")
    return {name: f"{' and '.join(bets)} {'are' if len(bets) > 1 else 'is'}" for name, bets in found.items()}


def _hint(key_result: KeyResult, enabling: Mapping[str, str]) -> str:
    if key_result.id in enabling:
        return f"{enabling[key_result.id]} to make it measurable; until then read a `proxy`."
    if key_result.proxy:
        return "Read the proxy today, even roughly, or choose one that can be read."
    return "Read it today, even roughly; else take a `proxy`, or plan what `enables` it on the roadmap."
