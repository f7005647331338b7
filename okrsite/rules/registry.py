"""All rules: one module each, whose docstring is its page and whose `check`, where it has one, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import cleandoc
from types import ModuleType
from typing import TYPE_CHECKING

from msgspec import Struct

from okrsite.codes import CODES
from okrsite.diagnostics import Diagnostic, Severity, nearest

if TYPE_CHECKING:
    from okrsite.rules.evidence import Evidence  # it brings all numbers, which naming a rule need not wait for

Check = Callable[["Evidence"], Iterator[Diagnostic]]

JUDGING = (
    "unknown-choice",
    "unfilled-placeholder",
    "garbled-text",
    "no-kind",
    "stated-progress",
    "unmeasured",
    "unknown-category",
    "no-responsible",
    "output-as-result",
    "yes-or-no",
    "no-measurement",
    "vague-result",
    "no-window",
    "opinion-without-scale",
    "impossible-scale",
    "differing-periods",
    "changed-unit",
    "unexplained-proxy",
    "no-reading",
    "no-owner",
    "no-key-results",
    "several-owners",
    "number-in-objective",
    "feature-as-objective",
    "solution-in-objective",
    "vague-objective",
    "too-many-objectives",
    "number-of-key-results",
    "repeated-metric",
    "one-category",
    "stale-check-in",
    "contradicting-health",
    "unlogged-revision",
    "late-revision",
    "unordered-check-ins",
    "future-check-in",
    "unexplained-revision",
    "jumping-value",
    "reading-without-number",
    "empty-check-in",
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
    "circular-dependency",
    "unusable-effort",
    "too-safe",
    "average-outside-ideal",
    "split-attention",
    "unexplained-score",
    "edited-archive",
    "missing-archive",
    "unsealed-document",
    "undecided-carry-over",
)
"""The rules that judge the graph and its numbers; the others are found while reading and building."""


class RulePage(Struct, frozen=True):
    """What a rule's page says: `what` in one sentence, why, how it looks wrong and right, and its settings."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    bad: str
    good: str
    settings: str = ""


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
    return RulePage(code, name, severity, *(parts[title] for title in ("what", "why", "bad", "good", "settings")))


def limits_of(name: str) -> Mapping[str, float]:
    """The settings that the rule `name` has, with their defaults."""
    usual: Mapping[str, float] = getattr(module_of(name), "SETTINGS", {})
    return usual


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
    parts = {"what": "", "why": "", "bad": "", "good": "", "settings": ""}
    current = "what"
    for line in text.splitlines():
        heading = line.removesuffix(":").lower()
        if line.endswith(":") and heading in parts:
            current = heading
        else:
            parts[current] += line + "\n"
    return {name: cleandoc(part).strip("\n") for name, part in parts.items()}
