"""Rules as the configuration names them; by itself, as that is asked before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from okrsite.codes import CODES, finding
from okrsite.diagnostics import Diagnostic, Where, nearest
from okrsite.rules.registry import find_rule, limits_of
from okrsite.settings import RuleSettings


def is_limit(value: object) -> bool:
    """Whether a setting of a rule is a number of 0 or more, as all of them are."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def unknown_rules(settings: RuleSettings, where: Where) -> tuple[Diagnostic, ...]:
    """An error for each rule and each setting of one that the configuration names and that doesn't exist."""
    exact = (*settings.severity, *settings.settings)
    unknown = [name for name in exact if find_rule(name) is None]
    unknown += [name for name in (*settings.select, *settings.ignore) if not _names_something(name)]
    message = "the configuration names the rule `{}`, which does not exist"
    hint = "See `okrsite rules` for all of them."
    wrong = (fault for rule, values in settings.settings.items() for fault in _wrong_limits(rule, values, where))
    return (*(finding("invalid-setting", where, message.format(name), hint, name) for name in unknown), *wrong)


def _wrong_limits(wanted: str, values: Mapping[str, object], where: Where) -> Iterator[Diagnostic]:
    rule = find_rule(wanted)
    known = limits_of(rule) if rule else {}
    for name, value in values.items():
        if rule and name not in known:
            listed = ", ".join(f"`{one}`" for one in known)
            close = nearest(name, known)
            hint = f"Did you mean `{close}`?" if close else f"It has {listed}." if listed else "Remove it."
            yield finding("unknown-setting", where, f"the rule `{rule}` has no setting `{name}`", hint, name)
        elif rule and not is_limit(value):
            message = f"`{name}` of the rule `{rule}` is `{value}`; expected a number of 0 or more"
            yield finding("invalid-setting", where, message, f"Leave it out for {known[name]:g}.", name)


def _names_something(prefix: str) -> bool:
    return find_rule(prefix) is not None or any(code.startswith(prefix.upper()) for code, _ in CODES.values())
