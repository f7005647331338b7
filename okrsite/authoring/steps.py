"""What is done, marked as done: a milestone, or a key result that is either reached or not."""

from __future__ import annotations

from datetime import date

from okrsite.authoring.checkins import Path, entry_at, written_at
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.report import Report
from okrsite.source.read import Document
from okrsite.source.splice import insert, splice

STEPPED = (KeyResultType.MILESTONES, KeyResultType.BINARY)
"""The kinds that take no readings: somebody says of them what is done."""
_YES = ("done", "yes", "true", "100%")


def mark_done(
    raw: bytes, report: Report, key_result: KeyResult, value: str, day: date, *, replace: bool = False
) -> bytes:
    """The file with what `value` names marked as done on a day; OkrsiteError where it names nothing that could be.

    That is `done` for a key result without steps, else the name of a milestone or its number from 1. What is done
    already is changed with `replace` only. SpliceRefused where it is unsafe.
    """
    document, path = written_at(report, key_result)
    if key_result.type is KeyResultType.BINARY:
        if value.strip().lower() not in _YES:
            message = f"`{key_result.id}` is done or not, and takes no reading; `{value}` is no `done`"
            line = document.where(*path, "done").line
            raise OkrsiteError(message, f"Write `done`; to take that back, change {document.path}:{line} by hand.")
        before = entry_at(document, path).done
    else:
        number = _milestone(key_result, value)
        before = (entry_at(document, path).milestones or ())[number].done
        path = (*path, "milestones", number)
    if before and not replace:
        when = "" if before is True else f" on {before}"
        where = f"{document.path}:{document.where(*path, 'done').line}"
        raise OkrsiteError(f"this was done{when} already, says {where}", "Write that over with `--replace`.")
    return _dated(raw, document, path, day.isoformat())


def _milestone(key_result: KeyResult, value: str) -> int:
    """Which milestone is meant: by its name, a part of it that no other has, or its number."""
    names = [step.name for step in key_result.milestones]
    said = value.strip().lower()
    exact = [index for index, name in enumerate(names) if name.lower() == said]
    found = exact or [index for index, name in enumerate(names) if said in name.lower()]
    if said.isdecimal() and 0 < int(said) <= len(names) and not exact:
        return int(said) - 1
    if len(found) == 1:
        return found[0]
    close = None if found else nearest(value, names)
    listed = "; ".join(f"{index} {name}" for index, name in enumerate(names, 1))
    hint = f"Did you mean `{close}`?" if close else f"Name one by its words or its number: {listed}."
    what = "several" if found else "none"
    raise OkrsiteError(f"`{key_result.id}` counts milestones, and `{value}` names {what} of them", hint)


def _dated(raw: bytes, document: Document, path: Path, day: str) -> bytes:
    marks = document.marks.at(*path)
    assert marks is not None
    if "done" in marks.children:
        return splice(raw, (*path, "done"), day)
    name = marks.children.get("name")
    if name is not None and name.key is None:
        hint = f"Give it keys at {document.path}:{marks.value.line}: `- name: …`, and below that `done: {day}`."
        raise OkrsiteError("the milestone is a single text, which has no room for its day", hint)
    return insert(raw, path, "done", day)
