"""A reading for a key result: where it belongs among the documents, and whether it can be taken."""

from __future__ import annotations

from datetime import date, timedelta

from okrsite.authoring.checkins import NewReading, place_of, put, refuse_text, written_at
from okrsite.authoring.steps import STEPPED, mark_done
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.publish.authored import Desk, Edited, edited
from okrsite.report import Report


def key_result_named(report: Report, text: str) -> KeyResult:
    """The key result of an id or alias; OkrsiteError with the nearest one where there is none."""
    graph = report.graph
    name = graph.names.get(text.lower())
    if name is not None and name.kind == "key_result":
        return graph.key_results[name.id]
    if name is not None and name.kind == "objective":
        hint = _listed(graph.objectives[name.id])
        raise OkrsiteError(f"`{name.id}` is an objective, and readings belong to key results", hint)
    hint = _hint(report, text)
    unread = next((one for one in report.findings if one.name == "unreadable-document"), None)
    if unread:
        hint += f" It may stand in `{unread.where.path}`, which can't be read; `okrsite check` says why."
    raise OkrsiteError(f"there is no key result `{text}`", hint)


def _hint(report: Report, text: str) -> str:
    """What to name instead; where the objective is right, one of its own."""
    head, _, tail = text.rpartition(".")
    name = report.graph.names.get(head.lower())
    if name is None or name.kind != "objective":
        close = _nearest(report, text)
        return f"Did you mean `{close}`?" if close else "`okrsite status TEAM` lists the key results of a team."
    objective = report.graph.objectives[name.id]
    own = {one.id.rpartition(".")[2]: one.id for one in objective.key_results}
    found = nearest(tail, own)
    return f"Did you mean `{own[found]}`?" if found else _listed(objective)


def _listed(objective: Objective) -> str:
    own = ", ".join(f"`{one.id}`" for one in objective.key_results)
    return f"Name one of its key results: {own}." if own else "Give it a key result first."


def _nearest(report: Report, text: str) -> str | None:
    """The id that is meant most likely: one that ends like this, of the latest cycle, else the nearest one."""
    key_results = list(report.graph.key_results.values())
    ending = "." + text.lower().lstrip(".")
    ends = [one for one in key_results if one.id.lower().endswith(ending)]
    cycles = report.graph.cycles
    ends.sort(key=lambda one: cycles[report.graph.objective_of(one).cycle].end)
    return ends[-1].id if ends else nearest(text, [one.id for one in key_results])


def prepare_checkin(desk: Desk, key_result: KeyResult, reading: NewReading, *, replace: bool = False) -> Edited:
    """The edit that records a reading; OkrsiteError or SpliceRefused where it can't be taken or written safely."""
    _refuse_closed(desk.report, key_result, reading.date)
    if key_result.type in STEPPED and reading.value is not None:
        return _stepped(desk, key_result, reading, replace=replace)
    if reading.value is not None:
        refuse_text(key_result, reading.value)
    place = place_of(desk.report, key_result, reading.date)
    uri = place.document.uri
    return edited(desk, {uri: put(desk.raw(uri), place, reading, replace=replace)})


def _stepped(desk: Desk, key_result: KeyResult, reading: NewReading, *, replace: bool) -> Edited:
    uri = written_at(desk.report, key_result)[0].uri
    value = reading.value or ""
    raw = mark_done(desk.raw(uri), desk.report, key_result, value, reading.date, replace=replace)
    if len(reading.keys) == 1:
        return edited(desk, {uri: raw})
    between = edited(desk, {uri: raw})
    looked = NewReading(reading.date, None, reading.confidence, reading.note, reading.health)
    place = place_of(between.after, key_result, reading.date)
    texts = {uri: raw}
    texts[place.document.uri] = put(
        texts.get(place.document.uri) or desk.raw(place.document.uri), place, looked, replace=replace
    )
    return edited(desk, texts)


def _refuse_closed(report: Report, key_result: KeyResult, day: date) -> None:
    """Refuse what would never count: a day outside of the cycle, and a cycle that is sealed."""
    cycle = report.graph.cycles[report.graph.objective_of(key_result).cycle]
    seal = report.seals.of(cycle.id)
    if seal is not None:
        message = f"{cycle.id} is closed and sealed, and `{key_result.id}` has its final score"
        raise OkrsiteError(message, _goes_on(report, key_result) or f"To correct it all the same: `{seal.amending}`.")
    last = cycle.end + timedelta(days=report.settings.grace)
    if cycle.start <= day <= last:
        return
    message = f"a reading of {day} would not count in {cycle.id}, which runs from {cycle.start} to {cycle.end}"
    if last > cycle.end:
        message += f" and takes late ones until {last}"
    hint = "Name another day with `--date`, or a key result of the cycle that holds that day."
    raise OkrsiteError(message, _goes_on(report, key_result) or hint)


def _goes_on(report: Report, key_result: KeyResult) -> str | None:
    following = [one.id for one in report.graph.key_results.values() if one.carried_from == key_result.id]
    return f"It goes on as `{following[-1]}`." if following else None
