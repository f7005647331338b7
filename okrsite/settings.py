"""The configuration below `plugins: - okrsite:`; read once at the edge, handed down as a frozen value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from msgspec import Struct, field

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Severity, Where, nearest

CADENCES = ("weekly", "biweekly", "monthly")
FORGES = ("github", "gitlab")
AUDIENCES = ("public", "internal", "confidential")
YEARS = range(1900, 3000)
"""The years that cycles and as-of days lie in; another is mistyped, and reckoning near the calendar's ends fails."""
PATHS = ("okr", "teams", "cycles", "archive", "updates", "alignment", "roadmap", "strategy", "owners", "quality", "api")


_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FOLDERS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_SITES_OWN = ("assets", "search")
_LONGEST_NAME = 100
_SHOWN = 60


def _empty() -> Mapping[str, Any]:
    return MappingProxyType({})


class RuleSettings(Struct, frozen=True):
    """Which rules speak and how loudly: `select` and `ignore` hold code prefixes or names."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=_empty)
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=_empty)


class Repository(Struct, frozen=True):
    """Where authors edit: the repository's address, its branch, and what the site there is, where it doesn't say.

    `edit` is what the host was told of it: what the address of a file to be edited begins with, up to the project's
    folder; empty where nothing is to be edited.
    """

    url: str | None = None
    branch: str = "main"
    kind: str | None = None
    edit: str | None = None


class Settings(Struct, frozen=True):
    """Everything that shapes numbers and pages; every field has the contract's default."""

    as_of: str | date = "commit"
    root: str = "company"
    fiscal_year_start: int = 1
    named_cycles: Mapping[str, tuple[date, date]] = field(default_factory=_empty)
    cadence: str = "weekly"
    grace: int = 14
    success_aspirational: Fraction = Fraction(7, 10)
    success_committed: Fraction = Fraction(1)
    band_short: Fraction = Fraction(2, 5)
    band_delivered: Fraction = Fraction(7, 10)
    band_exceeded: Fraction = Fraction(1)
    pace_at_risk: Fraction = Fraction(7, 10)
    history: str = "git"
    audience: str = "internal"
    categories: tuple[str, ...] = ()
    rules: RuleSettings = field(default_factory=RuleSettings)
    repository: Repository = field(default_factory=Repository)
    paths: Mapping[str, str] = field(default_factory=_empty)


class _UnfitError(Exception):
    """A value that a setting cannot take; the text says what it takes."""


def _choice(*allowed: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in allowed:
            raise _UnfitError("one of " + ", ".join(f"`{word}`" for word in allowed))
        return value

    return read


def _history(value: Any) -> str:
    # YAML takes `off` for false.
    return cast("str", _choice("git", "off")("off" if value is False else value))


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _UnfitError("a text")
    return value


def _id(value: Any) -> str:
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise _UnfitError("an id with letters, digits, `.`, `_` and `-`, a letter or digit first")
    return value


def _address(value: Any) -> str:
    if not isinstance(value, str) or not value.lower().startswith(("https://", "http://")):
        raise _UnfitError("an address that begins with `https://`")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise _UnfitError("a list of texts")
    return tuple(value)


def _share(value: Any) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise _UnfitError("a number above 0 and up to 1")
    return Fraction(str(value))


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _UnfitError(f"a whole number from {low} to {high}")
        return value

    return read


def _as_date(value: Any) -> date:
    try:
        day = date(value.year, value.month, value.day) if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _UnfitError("a date such as `2026-08-14`") from None
    if day.year not in YEARS:
        raise _UnfitError(f"a date from {YEARS.start} to {YEARS.stop - 1}")
    return day


def _as_of(value: Any) -> str | date:
    if value in ("commit", "today"):
        return cast("str", value)
    try:
        return _as_date(value)
    except _UnfitError:
        raise _UnfitError("`commit`, `today` or a date such as `2026-08-14`") from None


def _named(value: Any) -> Mapping[str, tuple[date, date]]:
    if not isinstance(value, dict):
        raise _UnfitError("names with two dates each, such as `Launch: [2026-02-01, 2026-04-15]`")
    named: dict[str, tuple[date, date]] = {}
    addresses: dict[str, str] = {}
    for name, days in value.items():
        _name_of_cycle(str(name), addresses)
        if not isinstance(days, list) or len(days) != 2:
            raise _UnfitError(f"two dates for `{name}`")
        first, last = _as_date(days[0]), _as_date(days[1])
        if first > last:
            raise _UnfitError(f"a first day before the last for `{name}`")
        named[str(name)] = (first, last)
    return MappingProxyType(named)


def _name_of_cycle(name: str, addresses: dict[str, str]) -> None:
    """Refuse a name that no address can be made of, or whose address another of `addresses` has."""
    address = re.sub(r"[^\w]+", "-", name.lower()).strip("-")
    if not address or len(name) > _LONGEST_NAME:
        raise _UnfitError(f"names of cycles with letters or digits, up to {_LONGEST_NAME} signs")
    other = addresses.setdefault(address, name)
    if other != name:
        raise _UnfitError(f"names of cycles that differ by more than case and signs, unlike `{other}` and `{name}`")


def _severities(value: Any) -> Mapping[str, Severity]:
    if not isinstance(value, dict):
        raise _UnfitError("rules with a severity each")
    try:
        return MappingProxyType({str(rule): Severity(level) for rule, level in value.items()})
    except ValueError:
        raise _UnfitError("`error`, `warning` or `note` for each rule") from None


def _tables(value: Any) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(entry, dict) for entry in value.values()):
        raise _UnfitError("rules with their settings")
    return MappingProxyType({str(rule): MappingProxyType(dict(entry)) for rule, entry in value.items()})


def _paths(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise _UnfitError("names of addresses with the name to use instead")
    for name, instead in value.items():
        if name not in PATHS:
            raise _UnfitError("addresses among " + ", ".join(f"`{path}`" for path in PATHS))
        if not isinstance(instead, str) or not _FOLDERS.fullmatch(instead.strip("/")):
            raise _UnfitError(f"a folder name for `{name}`, of letters, digits, `.`, `_` and `-`")
    named = {name: instead.strip("/") for name, instead in value.items()}
    _distinct({name: named.get(name, name).lower() for name in PATHS})
    return MappingProxyType(named)


def _distinct(folders: Mapping[str, str]) -> None:
    """Refuse two addresses in one folder, and one in a folder that the site itself fills."""
    taken = dict.fromkeys(_SITES_OWN, "the site itself")
    for name, folder in folders.items():
        if folder in taken:
            raise _UnfitError(f"a folder of its own for each; `{folder}` belongs to {taken[folder]} and to `{name}`")
        taken[folder] = f"`{name}`"


_READERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "as_of": ("as_of", _as_of),
    "root": ("root", _id),
    "cycles.fiscal_year_start": ("fiscal_year_start", _whole(1, 12)),
    "cycles.named": ("named_cycles", _named),
    "cadence": ("cadence", _choice(*CADENCES)),
    "grace": ("grace", _whole(0, 366)),
    "success.aspirational": ("success_aspirational", _share),
    "success.committed": ("success_committed", _share),
    "bands.short": ("band_short", _share),
    "bands.delivered": ("band_delivered", _share),
    "bands.exceeded": ("band_exceeded", _share),
    "pace.at_risk": ("pace_at_risk", _share),
    "history": ("history", _history),
    "audience": ("audience", _choice(*AUDIENCES)),
    "categories": ("categories", _texts),
    "rules.select": ("rules.select", _texts),
    "rules.ignore": ("rules.ignore", _texts),
    "rules.severity": ("rules.severity", _severities),
    "rules.settings": ("rules.settings", _tables),
    "repository.url": ("repository.url", _address),
    "repository.branch": ("repository.branch", _text),
    "repository.kind": ("repository.kind", _choice(*FORGES)),
    "paths": ("paths", _paths),
}
KEYS = tuple(_READERS)
"""Every setting as the configuration spells it, with a dot before what stands below another."""

_LATER = ("calendar", "inventories")
_TABLES = {key.split(".")[0] for key in _READERS if "." in key}


def read_settings(written: Mapping[str, Any], where: Where) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings and what is wrong with them; a wrong one keeps its default and is an error."""
    values: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for key, value in _flat(written):
        if value is None:
            continue
        if key.split(".")[0] in _LATER:
            faults.append(_later(key, where))
            continue
        if key in _TABLES:
            below = ", ".join(f"`{name.partition('.')[2]}`" for name in _READERS if name.startswith(f"{key}."))
            faults.append(_unfit(key, value, f"keys below it: {below}", where))
            continue
        if key not in _READERS:
            faults.append(_unknown(key, where))
            continue
        field_name, read = _READERS[key]
        try:
            values[field_name] = read(value)
        except _UnfitError as wrong:
            faults.append(_unfit(key, value, wrong, where))
    settings = _assemble(values)
    return settings, (*faults, *_disorder(settings, where))


def _unfit(key: str, value: Any, wrong: object, where: Where) -> Diagnostic:
    message = f"`{key}` is `{_written(value)}`; expected {wrong}"
    return finding("invalid-setting", where, message, f"Correct `{key}` in the configuration.", key)


def _written(value: Any) -> str:
    """A value much as the configuration has it, cut where it is long."""
    if isinstance(value, dict):
        text = "{" + ", ".join(f"{name}: {_written(entry)}" for name, entry in list(value.items())[:_SHOWN]) + "}"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(_written, value[:_SHOWN])) + "]"
    else:
        text = _printed("null" if value is None else str(value).lower() if isinstance(value, bool) else value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _printed(value: Any) -> str:
    try:
        return " ".join(str(value).split())
    except ValueError:  # an integer of more digits than Python writes
        return "a number of thousands of digits"


def _disorder(settings: Settings, where: Where) -> Iterator[Diagnostic]:
    """A fault where a band ends before it begins."""
    bounds = (settings.band_short, settings.band_delivered, settings.band_exceeded)
    if list(bounds) != sorted(bounds):
        shown = ", ".join(f"{float(bound):g}" for bound in bounds)
        message = f"`bands` are {shown}; expected `short`, `delivered` and `exceeded` in rising order"
        yield finding("invalid-setting", where, message, "Correct `bands` in the configuration.", "bands")


def _flat(written: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for key, value in written.items():
        if key in _TABLES and isinstance(value, Mapping):
            flat.extend((f"{key}.{inner}", entry) for inner, entry in value.items())
        else:
            flat.append((str(key), value))
    return flat


def _later(key: str, where: Where) -> Diagnostic:
    message = f"this version does nothing with the setting `{key}`"
    return finding("unknown-setting", where, message, "Leave it for a later version.", key, Severity.NOTE)


def _unknown(key: str, where: Where) -> Diagnostic:
    close = nearest(key, _READERS)
    hint = f"Did you mean `{close}`?" if close else "Remove it, or see the list of settings in the guide."
    return finding("unknown-setting", where, f"the configuration has no setting `{key}`", hint, key)


def _assemble(values: Mapping[str, Any]) -> Settings:
    plain = {name: value for name, value in values.items() if "." not in name}
    rules = {name[6:]: value for name, value in values.items() if name.startswith("rules.")}
    repository = {name[11:]: value for name, value in values.items() if name.startswith("repository.")}
    return Settings(**plain, rules=RuleSettings(**rules), repository=Repository(**repository))
