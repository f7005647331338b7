"""The one table of finding codes: number, name and severity; codes are never reused.

1xx reading, 2xx key results, 3xx objectives, 4xx tracking, 5xx alignment and roadmap, 6xx portfolio,
7xx archive, 9xx config. Each name has a page of its own among the rules.
"""

from __future__ import annotations

import re

from okrsite.diagnostics import Diagnostic, Severity, Where

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_ROOM = 300
_QUOTED = re.compile(r"`([^`]{100})[^`]{20,}`")

CODES: dict[str, tuple[str, Severity]] = {
    "unreadable-document": ("OKR101", ERROR),
    "unknown-key": ("OKR102", ERROR),
    "foreign-key": ("OKR103", NOTE),
    "unknown-kind": ("OKR104", ERROR),
    "wrong-shape": ("OKR105", ERROR),
    "missing-key": ("OKR106", ERROR),
    "misread-value": ("OKR107", WARNING),
    "swallowed-comment": ("OKR108", WARNING),
    "stray-key": ("OKR109", ERROR),
    "duplicate-id": ("OKR110", ERROR),
    "invalid-id": ("OKR111", ERROR),
    "derived-id": ("OKR112", WARNING),
    "unknown-reference": ("OKR113", ERROR),
    "unknown-cycle": ("OKR114", ERROR),
    "undocumented-team": ("OKR115", WARNING),
    "impossible-date": ("OKR116", ERROR),
    "unknown-choice": ("OKR117", ERROR),
    "restricted-visibility": ("OKR118", ERROR),
    "circular-teams": ("OKR119", ERROR),
    "unfilled-placeholder": ("OKR120", WARNING),
    "garbled-text": ("OKR121", WARNING),
    "conflicting-kinds": ("OKR201", ERROR),
    "no-kind": ("OKR202", WARNING),
    "no-baseline": ("OKR203", WARNING),
    "incomparable-units": ("OKR204", ERROR),
    "baseline-equals-target": ("OKR205", ERROR),
    "start-meets-target": ("OKR206", ERROR),
    "refused-number": ("OKR207", WARNING),
    "change-without-percentage": ("OKR208", ERROR),
    "level-without-side": ("OKR209", ERROR),
    "weightless": ("OKR210", ERROR),
    "differing-labels": ("OKR211", WARNING),
    "assumed-start": ("OKR212", NOTE),
    "stated-progress": ("OKR213", WARNING),
    "unmeasured": ("OKR214", WARNING),
    "empty-range": ("OKR215", ERROR),
    "target-without-number": ("OKR216", WARNING),
    "invalid-share": ("OKR217", ERROR),
    "invalid-weight": ("OKR218", ERROR),
    "unknown-category": ("OKR219", WARNING),
    "no-responsible": ("OKR220", NOTE),
    "output-as-result": ("OKR221", WARNING),
    "yes-or-no": ("OKR222", NOTE),
    "no-measurement": ("OKR223", NOTE),
    "vague-result": ("OKR224", WARNING),
    "no-window": ("OKR225", NOTE),
    "opinion-without-scale": ("OKR226", NOTE),
    "impossible-scale": ("OKR227", WARNING),
    "differing-periods": ("OKR228", NOTE),
    "changed-unit": ("OKR229", WARNING),
    "unexplained-proxy": ("OKR230", NOTE),
    "no-reading": ("OKR231", WARNING),
    "no-owner": ("OKR301", WARNING),
    "no-key-results": ("OKR302", WARNING),
    "several-owners": ("OKR303", WARNING),
    "number-in-objective": ("OKR304", NOTE),
    "feature-as-objective": ("OKR305", NOTE),
    "solution-in-objective": ("OKR306", NOTE),
    "vague-objective": ("OKR307", NOTE),
    "too-many-objectives": ("OKR308", WARNING),
    "number-of-key-results": ("OKR309", WARNING),
    "repeated-metric": ("OKR310", NOTE),
    "one-category": ("OKR311", NOTE),
    "stale-check-in": ("OKR401", WARNING),
    "reading-outside-cycle": ("OKR402", WARNING),
    "two-readings-one-day": ("OKR403", WARNING),
    "undated-current": ("OKR404", NOTE),
    "contradicting-health": ("OKR405", WARNING),
    "overtaken-current": ("OKR406", NOTE),
    "disagreeing-clocks": ("OKR407", NOTE),
    "shallow-history": ("OKR408", WARNING),
    "unlogged-revision": ("OKR409", WARNING),
    "late-revision": ("OKR410", NOTE),
    "unordered-check-ins": ("OKR411", NOTE),
    "future-check-in": ("OKR412", NOTE),
    "unexplained-revision": ("OKR413", WARNING),
    "jumping-value": ("OKR414", NOTE),
    "reading-without-number": ("OKR415", NOTE),
    "empty-check-in": ("OKR416", NOTE),
    "circular-support": ("OKR501", ERROR),
    "circular-succession": ("OKR502", ERROR),
    "orphan-objective": ("OKR503", NOTE),
    "unsupported": ("OKR504", NOTE),
    "support-across-cycles": ("OKR505", WARNING),
    "failing-dependency": ("OKR506", WARNING),
    "unacknowledged-dependency": ("OKR507", NOTE),
    "same-metric": ("OKR508", NOTE),
    "moves-nothing": ("OKR509", NOTE),
    "no-bet": ("OKR510", NOTE),
    "wrong-sign": ("OKR511", WARNING),
    "short-plan": ("OKR512", NOTE),
    "unusable-impact": ("OKR513", WARNING),
    "circular-dependency": ("OKR514", ERROR),
    "unusable-effort": ("OKR515", WARNING),
    "too-safe": ("OKR601", NOTE),
    "average-outside-ideal": ("OKR602", NOTE),
    "split-attention": ("OKR603", NOTE),
    "conflicting-scores": ("OKR701", ERROR),
    "unexplained-score": ("OKR702", WARNING),
    "edited-archive": ("OKR703", WARNING),
    "missing-archive": ("OKR704", WARNING),
    "unsealed-document": ("OKR705", WARNING),
    "broken-seal": ("OKR706", ERROR),
    "undecided-carry-over": ("OKR707", WARNING),
    "unknown-setting": ("OKR901", ERROR),
    "invalid-setting": ("OKR902", ERROR),
    "unused-allowance": ("OKR910", WARNING),
    "unexplained-allowance": ("OKR911", WARNING),
}

MENDABLE = frozenset({"misread-value", "derived-id", "garbled-text"})
"""The rules whose findings have one right answer, which `okrsite check --fix` writes."""


def finding(
    name: str,
    where: Where,
    message: str,
    hint: str | None = None,
    subject: str | None = None,
    severity: Severity | None = None,
) -> Diagnostic:
    """A diagnostic with the code and the usual severity of the rule `name`; KeyError for an unknown name.

    What stands in backticks is cut where it makes a message or a hint too long to read.
    """
    code, usual = CODES[name]
    return Diagnostic(code, name, severity or usual, where, _brief(message), hint and _brief(hint), subject)


def _brief(words: str) -> str:
    r"""Words in which no value is so long that it hides the others.

    >>> len(_brief("`" + "1" * 100_000 + "` is no number"))
    116
    """
    return words if len(words) <= _ROOM else _QUOTED.sub(r"`\1…`", words)
