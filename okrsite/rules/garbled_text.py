"""A document holds text that was encoded twice.

Why:
`donâ€™t` was `don’t` until a program took UTF-8 for Windows-1252 and saved it again. Readers stumble, the search
finds nothing, and a garbled 🟢 is no health. `okrsite check --fix` puts it right. (The “OKR Template for Product
Owners”, as it was handed on to us, opens its lists of advice with such signs.)

Bad:
okr: objectives
team: onboarding
cycle: 2026-Q3
objectives:
  - id: ONB-1
    objective: Make the first hour with us the one people talk about
    owner: onboarding-lead
    context: Half of all new accounts donâ€™t reach their first result.
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
    context: Half of all new accounts don’t reach their first result.
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
from okrsite.diagnostics import Diagnostic, Where
from okrsite.rules.evidence import Evidence
from okrsite.source.mojibake import garbled


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A warning for each document with such text that no seal holds, at the first place."""
    for uri, document in evidence.documents.items():
        if uri in evidence.sealed:
            continue
        found = list(garbled(document.text))
        if found:
            first, text = found[0], document.text
            line = text.count("\n", 0, first.start) + 1
            column = first.start - text.rfind("\n", 0, first.start)
            more = f", and so are {len(found) - 1} more" if len(found) > 1 else ""
            message = f"`{text[first.start : first.end]}` stands for `{first.meant}`, encoded twice{more}"
            where = Where(document.path, line, column)
            yield finding("garbled-text", where, message, "Run `okrsite check --fix`, or type it anew.")
