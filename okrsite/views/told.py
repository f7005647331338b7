"""Key results in running text: where they started, where they are, what was wanted."""

from __future__ import annotations

from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.words import gettext as _


def start_text(key_result: KeyResult) -> str:
    """Return where a key result started, as typed; empty where nothing says so."""
    start = key_result.start or key_result.baseline
    return start.text if start else ""


def now_text(key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return where a key result is: the last reading as typed, steps done, or yes or no; an en dash unknown."""
    if key_result.type is KeyResultType.MILESTONES:
        done = sum(1 for step in key_result.milestones if step.done)
        return _("{done} of {all}").format(done=done, all=len(key_result.milestones))
    if key_result.type is KeyResultType.BINARY:
        return _("done") if reckoned.score else _("not yet")
    current = reckoned.current
    return current.text if current and current.text else numbers.UNKNOWN


def wanted_text(key_result: KeyResult) -> str:
    """Return what a key result wants, as typed; empty where nothing says so."""
    if key_result.type is KeyResultType.MILESTONES:
        return _("all {n}").format(n=len(key_result.milestones))
    if key_result.type is KeyResultType.BINARY:
        return _("done")
    if key_result.bounds:
        return _("{low} to {high}").format(low=key_result.bounds.low_text, high=key_result.bounds.high_text)
    level = key_result.level or key_result.change or key_result.target
    return level.text if level else ""


def moved(key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return the way of a key result in one line: from where to where, and what was wanted unless it is met."""
    now, wanted = now_text(key_result, reckoned), wanted_text(key_result)
    if now == numbers.UNKNOWN:
        return _("no reading, wanted {wanted}").format(wanted=wanted) if wanted else _("no reading")
    start = "" if key_result.type in (KeyResultType.MILESTONES, KeyResultType.BINARY) else start_text(key_result)
    way = f"{start} → {now}" if start else now
    if reckoned.met or not wanted:
        return way
    return _("{way}, wanted {wanted}").format(way=way, wanted=wanted)


def standing(key_result: KeyResult, reckoned: KeyResultNumbers) -> str:
    """Return where a key result stands: now, started at, wanted."""
    parts = [now_text(key_result, reckoned)]
    start, wanted = start_text(key_result), wanted_text(key_result)
    if start and key_result.type not in (KeyResultType.MILESTONES, KeyResultType.BINARY):
        parts.append(_("started at {start}").format(start=start))
    if wanted:
        parts.append(_("wanted {wanted}").format(wanted=wanted))
    return ", ".join(parts)


def telling(context: Context, objective: Objective) -> KeyResult | None:
    """Return the key result that says most of an objective's way: the heaviest of those that moved furthest."""
    card = context.card
    counted = [one for one in objective.key_results if not card.key_results[one.id].cancelled]

    def weight(one: KeyResult) -> tuple[bool, bool, float]:
        reckoned = card.key_results[one.id]
        return reckoned.current is not None, bool(start_text(one)), float((reckoned.score or 0) * one.weight)

    return max(counted, key=weight, default=None)
