"""The effort of a roadmap item is no share of the capacity.

Why:
Effort is a percentage of what the team can do in the cycle, so that the shares can be added up and held against 70,
20 and 10. “Lots” can't. (The guide “Understanding OKRs: Beyond the Basics”, second pitfall: 70 % of resources to
primary aims, 20 % to secondary ones, 10 % to exploration.)

Bad:
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    effort: lots

Good:
okr: roadmap
team: onboarding
cycle: 2026-Q3
initiatives:
  - id: INIT-1
    name: Interactive product tour
    effort: 20%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.rules.evidence import Evidence

_WHOLE = 100


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each effort that is no percentage from 0 to 100."""
    for bet in evidence.graph.initiatives.values():
        if bet.effort is not None and not _is_share(bet.effort):
            message = f"the effort of `{bet.name}` is `{bet.effort}`, expected a percentage of the capacity"
            hint = "Write it like `20%`."
            yield finding("unusable-effort", evidence.where(bet, "effort"), message, hint, bet.id)


def _is_share(text: str) -> bool:
    effort = parse_quantity(text)
    if not isinstance(effort, Quantity) or not (effort.unit.is_percentage or effort.bare):
        return False
    return 0 <= effort.value <= _WHOLE
