"""All rules: one module each, whose docstring is its page and whose `check`, where it has one, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from types import ModuleType

from okrsite.codes import CODES
from okrsite.diagnostics import Diagnostic, Severity, nearest
from okrsite.rules.evidence import Evidence

Check = Callable[[Evidence], Iterator[Diagnostic]]

JUDGING = (
    "no-owner",
    "no-key-results",
    "stated-progress",
    "unmeasured",
    "unknown-category",
    "stale-check-in",
    "contradicting-health",
    "unlogged-revision",
    "late-revision",
    "orphan-objective",
    "unsupported",
    "support-across-cycles",
    "failing-dependency",
    "unacknowledged-dependency",
    "same-metric",
    "moves-nothing",
    "no-bet",
    "wrong-sign",
    "short-plan",
    "unusable-impact",
    "unexplained-score",
    "edited-archive",
    "missing-archive",
    "unsealed-document",
    "undecided-carry-over",
)
"""The rules that judge the graph and its numbers; the others are found while reading and building."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a rule's page says: `what` in one sentence, why, and how it looks wrong and right."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    bad: str
    good: str


def module_of(name: str) -> ModuleType:
    """The module that holds the rule `name`."""
    return import_module(f"okrsite.rules.{name.replace('-', '_')}")


@cache
def checks() -> tuple[Check, ...]:
    """The functions that find, in the order of their codes."""
    return tuple(module_of(name).check for name in sorted(JUDGING, key=lambda name: CODES[name][0]))


def page_of(name: str) -> RulePage:
    """The page of the rule `name`, from its module's docstring."""
    code, severity = CODES[name]
    parts = _parts(cleandoc(module_of(name).__doc__ or ""))
    return RulePage(code, name, severity, *(parts[title] for title in ("what", "why", "bad", "good")))


def pages() -> tuple[RulePage, ...]:
    """The pages of all rules, by code."""
    return tuple(page_of(name) for name in sorted(CODES, key=lambda name: CODES[name][0]))


def find_rule(wanted: str) -> str | None:
    """The name of the rule with this code or name, regardless of case, or None."""
    for name, (code, _) in CODES.items():
        if wanted.lower() in (name, code.lower()):
            return name
    return None


def suggest_rule(wanted: str) -> str | None:
    """The code or name closest to `wanted`, or None."""
    return nearest(wanted, [*CODES, *(code for code, _ in CODES.values())])


def _parts(text: str) -> dict[str, str]:
    parts = {"what": "", "why": "", "bad": "", "good": ""}
    current = "what"
    for line in text.splitlines():
        heading = line.removesuffix(":").lower()
        if line.endswith(":") and heading in parts:
            current = heading
        else:
            parts[current] += line + "\n"
    return {name: cleandoc(part).strip("\n") for name, part in parts.items()}
