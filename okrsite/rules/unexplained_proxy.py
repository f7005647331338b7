"""A number stands in for something, and nobody says for what.

Why:
A proxy is fine where the real thing can't be measured yet; but it drifts, and in half a year people chase the
proxy. Write what it stands for. (The guide “Understanding OKRs: Beyond the Basics”, sixth pitfall: use a proxy that
can be measured now, and build towards the real one.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .mails
        key_result: Mails that thank us (proxy)
        owner: onboarding-researcher
        baseline: 3 per month
        target: 12 per month

Good:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    key_results:
      - id: .mails
        key_result: Mails that thank us
        owner: onboarding-researcher
        proxy: Trust in the product
        baseline: 3 per month
        target: 12 per month
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.rules.evidence import Evidence

_SAID = re.compile(
    r"\(proxy\)|\bas an? (?:\w+ )?proxy\b(?! for)|\bproxy (?:metric|measure|indicator|value)\b(?! for)", re.IGNORECASE
)
_NOTHING = frozenset({"true", "yes", "y", "no", "false", "x", "proxy"})


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each proxy that doesn't say what it stands for, while it can be changed."""
    for key_result, _, _ in evidence.planned():
        if key_result.proxy is None:
            said = f"{key_result.title} | {key_result.measurement or ''}"
            told = "roxy" not in said or not _SAID.search(said)
        else:
            told = key_result.proxy.strip().casefold() not in _NOTHING
        if not told:
            message = f"`{key_result.title}` is a proxy, and nothing says for what"
            hint = "Write into `proxy` what it stands for."
            yield finding("unexplained-proxy", evidence.where(key_result, "proxy"), message, hint, key_result.id)
