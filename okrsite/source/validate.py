"""Validation that costs only what is wrong: the value at each fault is dropped, the rest validated again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from okrsite.codes import CODES
from okrsite.source.entries import Entry
from okrsite.source.findings import Findings, shown
from okrsite.source.marks import Key, Marks
from okrsite.source.walk import DEFINING, Raw

Model = TypeVar("Model", bound=Entry)
_GAP = object()


def validated(model: type[Model], raw: Raw, marks: Marks, findings: Findings) -> Model:
    """The model of what can stand; `raw` and `marks` lose what can't, with a finding for each."""
    while True:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
        thinned: dict[int, tuple[list[Any], Marks]] = {}
        for fault in faults:
            _report(fault, marks, findings)
            _drop(fault["loc"], raw, marks, thinned)
        for holder, inner in thinned.values():
            _close_gaps(holder, inner)


def _report(fault: ErrorDetails, marks: Marks, findings: Findings) -> None:
    """The finding of a fault; a key that is missing was reported when it was dropped."""
    if fault["type"] == "missing":
        return
    path = fault["loc"]
    name = fault["type"] if fault["type"] in CODES else "wrong-shape"
    context = fault.get("ctx", {})
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    message = fault["msg"]
    if "value" in context:
        message = message.replace(f"`{context['value']}`", f"`{shown(context['value'])}`")
    findings.drop(name, marks.find(*path).value, f"`{key}` {message}", context.get("hint"))


def _drop(path: Sequence[Key], raw: Any, marks: Marks, thinned: dict[int, tuple[list[Any], Marks]]) -> None:
    """Leave out the value at `path`; where a key is missing, the entry that cannot do without it.

    A list only gets a gap, so that no other fault's place moves.
    """
    steps: list[Any] = [raw]
    for key in path[:-1]:
        steps.append(steps[-1][key])
    _note_fault(path, steps)
    last = len(path) - 1
    if isinstance(steps[last], dict) and path[last] not in steps[last]:
        last -= 1
    holder, key = steps[last], path[last]
    if isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = _GAP
        thinned[id(holder)] = holder, marks.find(*path[:last])


def _close_gaps(holder: list[Any], marks: Marks) -> None:
    kept = [(value, marks.children.get(index)) for index, value in enumerate(holder) if value is not _GAP]
    holder[:] = [value for value, _ in kept]
    marks.children = {index: inner for index, (_, inner) in enumerate(kept) if inner is not None}


def _note_fault(path: Sequence[Key], steps: list[Any]) -> None:
    """Remember which part of its definition a key result lost."""
    for depth, key in enumerate(path[:-2]):
        if key == "key_results" and path[depth + 2] in DEFINING:
            lost = steps[depth + 2].setdefault("faults", [])
            if path[depth + 2] not in lost:
                lost.append(path[depth + 2])
