"""A key result by another definition than the written one: with the target that it had before, say."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from okrsite.diagnostics import Where
from okrsite.model.key_result import Amount, KeyResult, KeyResultType
from okrsite.model.measure import measure
from okrsite.model.readings import RawReading
from okrsite.model.terms import Place
from okrsite.source.entries import KeyResultEntry
from okrsite.source.validate import taken


class _Somewhere(Struct, frozen=True):
    """The place of a definition that stands in no document any more."""

    place: Where

    def where(self, *key_path: str | int, value: bool = False) -> Where:
        """The place of the key result itself, whatever the key."""
        return self.place


def definition(key_result: KeyResult) -> dict[str, str]:
    """The texts of the quantities that define a key result, by field, as they are written."""
    ends, held = key_result.bounds and key_result.bounds.text, key_result.type is KeyResultType.MAINTAIN
    written = {
        "target": None if held or key_result.type is KeyResultType.CHANGE else ends or _text(key_result.target),
        "change": _text(key_result.change),
        "maintain": ends or _text(key_result.level) if held else None,
        "baseline": _text(key_result.baseline),
        "start": _text(_own_start(key_result)),
    }
    return {field: text for field, text in written.items() if text}


def redefined(key_result: KeyResult, texts: Mapping[str, str]) -> KeyResult:
    """A key result with the same readings, measured by other texts, which `definition` gives for its own."""
    values = {field: _ends(text) if field in ("target", "maintain") else text for field, text in texts.items()}
    written = taken(KeyResultEntry, {"key_result": key_result.title, **values})
    raw = [RawReading(one.date, one.text, one.source, one.where) for one in key_result.readings]
    found = measure(written, raw, Place(_Somewhere(key_result.where), key_result.id))
    readings = tuple(
        replace(one, value=anew.value) for one, anew in zip(key_result.readings, found.readings, strict=True)
    )
    return replace(
        key_result,
        type=found.type,
        unit=found.unit,
        baseline=found.baseline,
        start=found.start,
        target=found.target,
        change=found.change,
        level=found.level,
        bounds=found.bounds,
        comparator=found.comparator,
        readings=readings,
        fault=found.fault,
    )


def _text(amount: Amount | None) -> str | None:
    return amount.text if amount else None


def _own_start(key_result: KeyResult) -> Amount | None:
    """The start that is written, not one that is assumed or the baseline's."""
    start, baseline = key_result.start, key_result.baseline
    if start is None or start.assumed or start.where is None or (baseline and baseline.where == start.where):
        return None
    return start


def _ends(text: str) -> str | tuple[str, str]:
    """Both ends of a range, any other text as it is.

    >>> _ends("30 to 40"), _ends("12,000")
    (('30', '40'), '12,000')
    """
    low, between, high = text.partition(" to ")
    return (low, high) if between else text
