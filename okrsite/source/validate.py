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


def validated(model: type[Model], raw: Raw, marks: Marks, findings: Findings) -> Model:
    """The model of what can stand; `raw` and `marks` lose what can't, with a finding for each."""
    while True:
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
        # from the last to the first, so that dropping an item of a list moves no other fault's place
        for fault in sorted(faults, key=lambda fault: _order(fault["loc"]), reverse=True):
            _report(fault, marks, findings)
            _drop(fault["loc"], raw, marks)


def _order(path: Sequence[Key]) -> list[tuple[int, str]]:
    return [(key, "") if isinstance(key, int) else (-1, key) for key in path]


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


def _drop(path: Sequence[Key], raw: Any, marks: Marks) -> None:
    """Leave out the value at `path`; where a key is missing, the entry that cannot do without it."""
    steps: list[Any] = [raw]
    for key in path[:-1]:
        steps.append(steps[-1][key])
    _note_fault(path, steps)
    last = len(path) - 1
    if path[last] not in steps[last] if isinstance(steps[last], dict) else False:
        last -= 1
    _remove(steps[last], path[last], marks.find(*path[:last]))


def _note_fault(path: Sequence[Key], steps: list[Any]) -> None:
    """Remember which part of its definition a key result lost."""
    for depth, key in enumerate(path[:-2]):
        if key == "key_results" and path[depth + 2] in DEFINING:
            lost = steps[depth + 2].setdefault("faults", [])
            if path[depth + 2] not in lost:
                lost.append(path[depth + 2])


def _remove(holder: Any, key: Key, marks: Marks) -> None:
    if isinstance(holder, dict):
        holder.pop(key, None)
        return
    assert isinstance(key, int)
    del holder[key]
    for index in range(key, len(holder)):
        marks.children[index] = marks.children[index + 1]
    marks.children.pop(len(holder), None)
