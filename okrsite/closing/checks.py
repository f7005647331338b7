"""Whether a cycle can be closed: what stands in the way, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.closing.refusal import Refusal
from okrsite.closing.team_close import Close
from okrsite.compute.key_results import records
from okrsite.compute.scorecard import Scorecard
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import KeyResult
from okrsite.report import Report


def refuse_early(cycle: Cycle, report: Report, now: bool) -> None:
    """Refuse a cycle that has not ended, and one within its days of grace unless `now`."""
    state = report.card.states[cycle.id]
    if state in (CycleState.UPCOMING, CycleState.OPEN):
        message = f"{cycle.id} ends on {cycle.end}, and these are the numbers of {report.as_of}"
        raise Refusal(message, "Close it when it is over; `--as-of today` takes today's numbers.")
    if state is CycleState.CLOSING and not now:
        message = f"final figures of {cycle.id} still count, for {report.settings.grace} days after {cycle.end}"
        raise Refusal(message, "Wait for them, or close it with `--now`.")


def refuse_faulty(close: Close, strict: bool) -> None:
    """Refuse while documents of the cycle have errors, or with `strict` warnings; so for those that can't be read."""
    report = close.report
    paths = {report.documents[uri].path for uri in close.uris()}
    grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    faults = tuple(
        one
        for one in report.findings
        if one.severity in grave
        and (one.where.path in paths or one.name in ("unreadable-document", "unknown-kind", "unknown-cycle"))
    )
    if faults:
        message = f"{close.cycle.id} can't be closed while its documents have {_errors(faults)}"
        raise Refusal(message, "Mend them, then close again.", findings=faults)


def _errors(faults: Iterable[Diagnostic]) -> str:
    only = all(one.severity is Severity.ERROR for one in faults)
    return "errors" if only else "errors or warnings"


def unmeasured(close: Close) -> list[KeyResult]:
    """The counted key results without any reading, of which nobody has said how to score them."""
    found = []
    for objective in close.objectives():
        for key_result in objective.key_results:
            numbers = close.card.key_results[key_result.id]
            told = key_result.hand_score or objective.hand_score
            if numbers.counted and numbers.derivation == "closed_unmeasured" and not told:
                found.append(key_result)
    return found


def refuse_unmeasured(close: Close, command: str) -> None:
    """Refuse while readings are missing."""
    missing = unmeasured(close)
    if missing:
        lines = tuple(f"{one.where.path}:{one.where.line}: {one.id}, {one.title}" for one in missing)
        many = "1 key result has" if len(missing) == 1 else f"{len(missing)} key results have"
        hint = (
            "Add the last figure of each as a check-in, cancel it with a reason, or score it by hand (`score` and "
            f"`score_reason`). To score all of them 0: `{command} --unmeasured zero`."
        )
        raise Refusal(f"{close.cycle.id} can't be closed: {many} no reading", hint, lines)


def refuse_changed(close: Close, after: Report, paths: frozenset[str]) -> None:
    """Refuse a plan whose documents, at `paths`, would have errors, or move a number; nothing is written yet."""
    new = tuple(one for one in after.findings if one.severity is Severity.ERROR and one.where.path in paths)
    if new:
        message = f"closing {close.cycle.id} would write documents with errors"
        raise Refusal(
            message, "Close without drafts, `--no-carry-over`, or mend what they are made from.", findings=new
        )
    moved = list(_moved(close, after.card))
    if moved:
        message = f"closing {close.cycle.id} would change scores: {', '.join(moved)}"
        raise Refusal(message, "Score them by hand in their retrospective, then close again.")


def _moved(close: Close, after: Scorecard) -> Iterable[str]:
    for objective in close.objectives():
        for id in (objective.id, *(one.id for one in objective.key_results)):
            was = close.card.objectives.get(id) or close.card.key_results[id]
            now = after.objectives.get(id) or after.key_results[id]
            same = now.score is None if was.score is None else records(was.score, now.score)
            if not same or was.status is not now.status:
                yield id
