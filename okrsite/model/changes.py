"""What commits changed of objectives and key results that people had agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from okrsite.model.entries import Placed
from okrsite.model.past import MEASURES, Change, Past, in_order
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.settings import Settings


def changes_of(
    placed: Iterable[Placed], past: Past, settings: Settings, as_of: date
) -> Mapping[str, tuple[Change, ...]]:
    """The changes up to `as_of`, oldest first, by the canonical id of what they changed.

    What changed before its cycle or as a draft is not among them, nor what is the same quantity written in another
    way. A change is never dated before the one of the same field that it followed.
    """
    if settings.history != "git" or not past.changes:
        return {}
    found = {}
    for entry in placed:
        if entry.kind in ("objective", "key_result") and entry.cycle is not None:
            known = _ordered(past.changes.get(entry.past_key, ()), as_of)
            counted = [change for change in known if _counts(change, entry.cycle.start, as_of)]
            if counted:
                found[entry.id] = tuple(counted)
    return found


def same_value(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same, as quantities where they are such.

    >>> same_value("85%", "85 %"), same_value("85%", "85%+"), same_value("1h 30m", "90 min"), same_value(None, "1")
    (True, False, True, False)
    """
    if one is None or other is None or one == other:
        return one == other
    first, second = parse_quantity(one), parse_quantity(other)
    if not isinstance(first, Quantity) or not isinstance(second, Quantity):
        return " ".join(one.split()) == " ".join(other.split())
    return _meaning(first) == _meaning(second)


def _meaning(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.unit, quantity.comparator, quantity.label


def _counts(change: Change, first: date, as_of: date) -> bool:
    if change.draft or not first <= change.date <= as_of:
        return False
    return change.field not in MEASURES or not same_value(change.before, change.after)


def _ordered(changes: Iterable[Change], as_of: date) -> list[Change]:
    """The changes with the days from which they count, oldest first."""
    by_field: dict[str, list[Change]] = {}
    for change in changes:
        by_field.setdefault(change.field, []).append(change)
    dated = [
        replace(change, date=day)
        for several in by_field.values()
        for change, day in zip(several, in_order((one.date for one in several), as_of), strict=True)
    ]
    return sorted(dated, key=lambda change: change.date)
