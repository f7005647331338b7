"""What a change does, in words: goals moved first, then scores, verdicts, and findings new and gone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from okrsite.compute.demand import Demand
from okrsite.compute.difference import Difference, Moved, Regrouped, Rescored
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_ORDER = (Demand.EASIER, Demand.OTHER, Demand.HARDER)


class Entry(Struct, frozen=True):
    """One change: of what (with its id, where that is not its name), and in words what became of it."""

    name: str
    id: str
    text: str
    note: str = ""
    grave: bool = False


class Part(Struct, frozen=True):
    """The changes of one kind; `plain` ones are findings, whose name is their place."""

    title: str
    entries: tuple[Entry, ...]


class DifferenceView(Struct, frozen=True):
    """All changes: a sentence, then parts, what matters most first."""

    fact: str
    parts: tuple[Part, ...]


def difference_view(before: Context, after: Context, found: Difference) -> DifferenceView:
    """Return a difference in words; names are those of after, of before where something is gone."""
    parts = (
        Part(_("Targets moved"), tuple(_moved(after, one) for one in sorted(found.moved, key=_weight))),
        Part(_("Scores and statuses"), tuple(_rescored(after, one) for one in found.rescored)),
        Part(_("Teams and cycles"), tuple(_regrouped(after, one) for one in found.regrouped)),
        Part(_("Added"), tuple(_named(after, id) for id in found.added)),
        Part(_("Removed"), tuple(_named(before, id) for id in found.removed)),
        Part(_("Wording and owners"), tuple(_moved(after, one) for one in found.reworded)),
        Part(_("New findings"), tuple(map(_found, found.new))),
        Part(_("Findings gone"), tuple(map(_found, found.gone))),
    )
    return DifferenceView(_fact(found), tuple(part for part in parts if part.entries))


def _weight(one: Moved) -> tuple[int, bool]:
    return _ORDER.index(one.demand), one.revision is not None


def _fact(found: Difference) -> str:
    if found.empty and not found.regrouped:
        return _("Nothing changes: the same goals, numbers and findings.")
    errors = sum(1 for one in found.new if one.severity is Severity.ERROR)
    told = [*_told_of_goals(found.moved), _told_of_scores(found)]
    if errors:
        told.append(ngettext("{n} new error", "{n} new errors", errors))
    words = [one for one in told if one] or [_("Only words, owners or findings change")]
    return f"{', '.join(words)}."


def _told_of_goals(moved: tuple[Moved, ...]) -> Iterator[str]:
    easier = sum(1 for one in moved if one.demand is Demand.EASIER)
    harder = sum(1 for one in moved if one.demand is Demand.HARDER)
    if easier:
        yield ngettext("{n} goal is made easier", "{n} goals are made easier", easier)
    if harder:
        yield ngettext("{n} goal is made harder", "{n} goals are made harder", harder)
    if len(moved) > easier + harder:
        others = len(moved) - easier - harder
        yield ngettext("{n} goal is changed otherwise", "{n} goals are changed otherwise", others)


def _told_of_scores(found: Difference) -> str:
    scores = sum(1 for one in found.rescored if one.before != one.after)
    return ngettext("{n} score changes", "{n} scores change", scores) if scores else ""


def _moved(context: Context, one: Moved) -> Entry:
    words = {
        "target": _("target"),
        "change": _("change"),
        "maintain": _("level to hold"),
        "baseline": _("baseline"),
        "start": _("start"),
        "milestones": _("milestones"),
        "commitment": _("commitment"),
        "weight": _("weight"),
        "wording": _("wording"),
        "owner": _("owner"),
        "state": _("state"),
    }
    asks = {Demand.EASIER: _("easier"), Demand.HARDER: _("harder"), Demand.OTHER: ""}[one.demand]
    none = _("none")
    text = f"{words[one.field]} {one.before or none} → {one.after or none}"
    return Entry(
        name=context.title(one.id),
        id=one.id,
        text=f"{text}, {asks}" if asks else text,
        note=_reason(one),
        grave=one.demand is Demand.EASIER,
    )


def _reason(one: Moved) -> str:
    if one.field not in ("target", "change", "maintain", "baseline", "start"):
        return ""
    if one.revision is None:
        return _("no revision is logged")
    return one.revision.reason or _("logged without a reason")


def _rescored(context: Context, one: Rescored) -> Entry:
    was, now = status_mark(one.status_before).word, status_mark(one.status_after).word
    score = _arrow(one.before, one.after)
    status = f"{was} → {now}" if was != now else now
    return Entry(context.title(one.id), one.id, f"{score}, {status}" if score else status)


def _regrouped(context: Context, one: Regrouped) -> Entry:
    name = context.team_name(one.team) if one.team else _("All objectives")
    return Entry(name, one.cycle, _arrow(one.before, one.after))


def _arrow(before: Fraction | None, after: Fraction | None) -> str:
    """Return two scores; those that look alike with two decimals with more."""
    if before == after:
        return numbers.score(after) if after is not None else ""
    places = 2 if numbers.score(before) != numbers.score(after) else 4
    return f"{numbers.score(before, places)} → {numbers.score(after, places)}"


def _named(context: Context, id: str) -> Entry:
    graph = context.graph
    kind = _("objective") if id in graph.objectives else _("key result")
    team = graph.objectives[id].team if id in graph.objectives else graph.objective_of(graph.key_results[id]).team
    return Entry(context.title(id), id, f"{kind}, {context.team_name(team)}")


def _found(one: Diagnostic) -> Entry:
    place = f"{one.where.path}:{one.where.line}"
    return Entry(place, f"{one.code} {one.name}", one.message, grave=one.severity is Severity.ERROR)
