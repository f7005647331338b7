"""What a key result that goes on wants: a new baseline, the old target, what is not done yet."""

from __future__ import annotations

import re
from datetime import date

from okrsite.compute.progress import is_done
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.key_result import STEPS, WAYS, KeyResult, KeyResultType
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.source.drafting import one_line
from okrsite.source.emit import Value
from okrsite.source.entries import KeyResultEntry

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def finished(key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Why a key result has nothing left to reach; empty for one that has."""
    current = reckoned.current
    if key_result.type in WAYS and current is not None and current.text:
        reached = key_result.target is not None and current.value == key_result.target.value
        if reckoned.met or reached:
            return f"its target is reached with {one_line(current.text)}, so give it a further one if it still matters"
    if key_result.type in STEPS and reckoned.met:
        return "it is done"
    return ""


def goal(
    key_result: KeyResult, written: KeyResultEntry, reckoned: KeyResultNumbers, day: date
) -> list[tuple[str, Value]]:
    """Where a key result starts now and what it wants, by key; `day` is that of the close."""
    if key_result.type is KeyResultType.MAINTAIN:
        return [("maintain", _level(written.maintain))]
    if key_result.type is KeyResultType.BINARY:
        return [("done", False)]
    if key_result.type is KeyResultType.MILESTONES:
        return [("milestones", _steps(written, day))]
    if key_result.type is KeyResultType.CHANGE and written.change is not None and not _is_based(key_result):
        return [("change", written.change)]
    current = reckoned.current
    baseline = current.text if current is not None and current.text else written.baseline
    changed = key_result.type is KeyResultType.CHANGE
    return [
        ("baseline", baseline or ""),
        ("start", written.start or ""),
        ("target", changed_target(key_result) if changed else _level(written.target)),
    ]


def changed_target(key_result: KeyResult) -> str:
    """The target that a relative change amounts to, in the words of its baseline."""
    baseline, target = key_result.baseline, key_result.target
    if baseline is None or target is None:
        return ""
    number = _NUMBER.search(target.text)
    said = _NUMBER.sub(number[0], baseline.text, count=1) if number else target.text
    read = parse_quantity(said)
    return said if isinstance(read, Quantity) and read.value == target.value else target.text


def _is_based(key_result: KeyResult) -> bool:
    return key_result.baseline is not None and key_result.baseline.value is not None


def _level(written: str | tuple[str, str] | None) -> Value:
    return list(written) if isinstance(written, tuple) else written or ""


def _steps(written: KeyResultEntry, day: date) -> list[Value]:
    """The milestones that are not done; when each is due is to be agreed on anew."""
    steps: list[Value] = []
    for step in written.milestones or ():
        if not is_done(step.done, day):
            weight: dict[str, Value] = {} if step.weight == 1 else {"weight": format(step.weight, "f")}
            steps.append({"name": step.name, **weight})
    return steps
