"""The category of a key result is none that the site knows.

Why:
Balance shows only when everybody sorts into the same few boxes: business, usage and satisfaction, and what
the configuration adds below `categories`. (The guide “Understanding OKRs: Beyond the Basics”: three
categories of key results.)

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
        category: useage
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
        category: usage
        baseline: 68%
        target: 85%
"""

from __future__ import annotations

from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.compute.balance import CATEGORIES
from okrsite.diagnostics import Diagnostic, nearest
from okrsite.rules.evidence import Evidence


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each key result whose category neither we nor the configuration know."""
    known = (*CATEGORIES, *evidence.settings.categories)
    for key_result in evidence.graph.key_results.values():
        category = key_result.category
        if category is None or category.lower() in (name.lower() for name in known):
            continue
        close = nearest(category, known)
        hint = f"Did you mean `{close}`?" if close else "Choose a known one, or add it to `categories`."
        message = f"`{key_result.title}` has the category `{category}`; known are {', '.join(known)}"
        yield finding("unknown-category", key_result.where, message, hint, key_result.id)
