"""A reading is words where its key result is measured by numbers.

Why:
Such a text is shown and counts as no reading: the line, the score and the forecast go on as if nobody had looked.
A rough number is worth more; what there is to say beside it belongs in the `note` of the check-in.

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
        checkins:
          2026-08-10: seventy

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

import re
from collections.abc import Iterator

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.model.reading import Reading, ReadingSource
from okrsite.rules.evidence import READ, Evidence
from okrsite.source.placeholders import placeholder_in

_NONE = re.compile(r"\W*|n\.?\s?/?a\.?", re.IGNORECASE)
"""What people write where there is nothing to be said: no letter or digit at all, or `n/a`."""


def check(evidence: Evidence) -> Iterator[Diagnostic]:
    """A note for each such reading of a plan that is in a document now."""
    for key_result, _, _ in evidence.planned():
        for one in key_result.readings if key_result.type in READ else ():
            if _is_words(one):
                message = f"`{one.text}` of {one.date} of `{key_result.title}` holds no number, so it is no reading"
                hint = f"Write the number that was measured{_such(key_result)}; words go in the check-in's `note`."
                yield finding("reading-without-number", one.where, message, hint, key_result.id)


def _such(key_result: KeyResult) -> str:
    """An example of a value of the key result, empty where it has no number."""
    for one in (key_result.target, key_result.start, key_result.baseline):
        if one is not None and one.quantity is not None and one.quantity.comparator is None and not one.assumed:
            return f", such as `{one.text}`"
    return ""


def _is_words(one: Reading) -> bool:
    """Whether a reading is a text that no other rule speaks of: neither a number written oddly nor a blank."""
    if one.value is not None or one.text is None or one.source is ReadingSource.GIT or _NONE.fullmatch(one.text):
        return False
    read = parse_quantity(one.text)
    return not isinstance(read, Quantity) and read.reason is None and placeholder_in(one.text) is None
