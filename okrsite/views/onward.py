"""Where to look next, from the dashboard: how the last cycle ended, what a team in need learned, what to mend."""

from __future__ import annotations

from collections import Counter

from okrsite.diagnostics import Severity
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.parts import Ref
from okrsite.views.selection import furthest_behind
from okrsite.views.wanted import wanted_words
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

Line = tuple[Ref, ...]


def onward(context: Context, cycle: Cycle) -> tuple[Line, ...]:
    """Return up to five lines, each with a link."""
    before = last_closed(context, cycle)
    lines = (
        _ended(context, before) if before else None,
        _learned(context, cycle, before) if before else None,
        _week_by_week(context),
        _to_mend(context),
        (Ref(_("The organisation"), context.urls.teams()), Ref(_(", and ")), _whom(context)),
    )
    return tuple(line for line in lines if line)


def last_closed(context: Context, cycle: Cycle) -> Cycle | None:
    """Return the closed cycle with a score that ended last before `cycle` began."""
    card = context.card
    ended = [
        other
        for other in context.graph.cycles.values()
        if other.end < cycle.start
        and card.states[other.id] is CycleState.CLOSED
        and card.cycles[other.id].score is not None
    ]
    return max(ended, key=lambda other: (other.end, other.days, other.id), default=None)


def _ended(context: Context, before: Cycle) -> Line:
    group = context.card.cycles[before.id]
    taught = ngettext(
        ": {score}, and what {n} objective taught us", ": {score}, and what {n} objectives taught us", group.objectives
    )
    link = Ref(_("How {cycle} ended").format(cycle=before.id), context.urls.cycle(before))
    return (link, Ref(taught.format(score=numbers.score(group.score))))


def _learned(context: Context, cycle: Cycle, before: Cycle) -> Line | None:
    """Return the retrospective of the team that needs help, if it wrote one."""
    own = [
        context.card.key_results[one.id]
        for objective in context.index.of_cycle.get(cycle.id, ())
        for one in objective.key_results
    ]
    for one in furthest_behind(own):
        team = context.graph.objectives[one.objective].team
        if (team, before.id) in retrospected(context):
            words = _("What {team} learned in {cycle}").format(team=context.team_name(team), cycle=before.id)
            return (Ref(words, context.urls.retrospective(before, team)), Ref(_(", before it plans anything new")))
    return None


@kept
def retrospected(context: Context) -> dict[tuple[str, str], bool]:
    """Return by team and cycle that there is a retrospective."""
    return dict.fromkeys(context.index.retrospectives, True)


def _week_by_week(context: Context) -> Line | None:
    """Return what teams ask for, else what changed from week to week."""
    if not context.weekly:
        return None
    asked = wanted_words(context)
    if asked:
        return (Ref(_("Help wanted"), f"{context.urls.updates()}#help"), Ref(f": {asked}"))
    return (Ref(_("Week by week"), context.urls.updates()), Ref(_(": what moved, and what teams say about it")))


def _to_mend(context: Context) -> Line | None:
    counts = Counter(found.severity for found in context.findings)
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    if not errors and not warnings:
        return None
    words = ngettext("{n} thing to mend", "{n} things to mend", errors + warnings)
    rest = ngettext(", {n} of them an error", ", {n} of them errors", errors) if errors else _(" in what is written")
    return (Ref(words, context.urls.quality()), Ref(rest))


def _whom(context: Context) -> Ref:
    return Ref(_("whom to ask"), context.urls.owners())
