"""Plain mappings to entries: every value is read as its key asks; what can't stand is left out with a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from okrsite.source.entries import Entry, KeyResultEntry
from okrsite.source.fields import MisreadError, Written
from okrsite.source.findings import Findings
from okrsite.source.marks import Marks
from okrsite.source.shapes import Slot, slots
from okrsite.source.walk import DEFINING, Raw

Model = TypeVar("Model", bound=Entry)


def validated(model: type[Model], raw: Raw, marks: Marks, findings: Findings) -> Model:
    """The entry of what can stand, with a finding for all else; `marks` lose the items that lists lose.

    `raw` has been walked: its keys are known, those that the model requires are there, and its values are texts.
    """
    return model(**_values(model, raw, marks, findings))


def taken(model: type[Model], raw: Mapping[str, Any]) -> Model:
    """The entry of texts that could be read before; MisreadError for any other, TypeError without a required key."""
    known = slots(model)
    return model(**{known[key].field: _read(known[key].written, value) for key, value in raw.items()})


def _values(model: type[Entry], raw: Raw, marks: Marks, findings: Findings) -> dict[str, Any]:
    """What the entry is made of, by field; a required one is missing where it could not be read."""
    values: dict[str, Any] = {}
    faults: list[str] = list(raw.get("faults", ()))
    for key, slot in slots(model).items():
        if key not in raw:
            continue
        before = findings.dropped
        _add(values, slot, raw[key], marks.children.get(key, marks), findings)
        if findings.dropped > before and key in DEFINING and key not in faults:
            faults.append(key)
    if model is KeyResultEntry:
        values["faults"] = tuple(faults)
    return values


def _add(values: dict[str, Any], slot: Slot, raw: Any, marks: Marks, findings: Findings) -> None:
    """Put what a key holds among the values, unless it can't stand."""
    if slot.model is None:
        many = isinstance(raw, list)
        found = _texts(slot, raw, marks, findings) if many else _text(slot, raw, marks, findings)
    elif slot.many:
        found = _entries(slot.model, raw, marks, findings)
    else:
        found = _entry(slot.model, raw, marks, findings)
    if found is not None:
        values[slot.field] = found


def _entry(model: type[Model], raw: Raw, marks: Marks, findings: Findings) -> Model | None:
    """One entry; None where a key that it can't do without could not be read."""
    values = _values(model, raw, marks, findings)
    if any(slot.required and slot.field not in values for slot in slots(model).values()):
        return None
    return model(**values)


def _entries(model: type[Model], raw: Sequence[Raw], marks: Marks, findings: Findings) -> tuple[Model, ...]:
    found = [_entry(model, one, marks.children.get(index, marks), findings) for index, one in enumerate(raw)]
    return _close_gaps(found, marks)


def _texts(slot: Slot, raw: Sequence[str], marks: Marks, findings: Findings) -> tuple[Any, ...]:
    found = [_text(slot, one, marks.children.get(index, marks), findings) for index, one in enumerate(raw)]
    return _close_gaps(found, marks)


def _text(slot: Slot, raw: Any, marks: Marks, findings: Findings) -> Any:
    """The value that a text stands for; None with a finding for one that stands for none."""
    try:
        return _read(slot.written, raw)
    except MisreadError as fault:
        findings.drop(fault.name, marks.value, f"`{slot.key}` {fault.message}", fault.hint)
        return None


def _read(written: Written | None, raw: Any) -> Any:
    return written.read(raw) if written is not None and isinstance(raw, str) else raw


def _close_gaps(found: Sequence[Model | None], marks: Marks) -> tuple[Model, ...]:
    """What could stand; the places move up with it."""
    if any(one is None for one in found):
        kept = [marks.children.get(index) for index, one in enumerate(found) if one is not None]
        marks.children = {index: inner for index, inner in enumerate(kept) if inner is not None}
    return tuple(one for one in found if one is not None)
