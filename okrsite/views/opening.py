"""Which sentence opens the page of a cycle, by its state and its numbers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from okrsite.compute.scorecard import GroupNumbers, Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers, sentence
from okrsite.views.context import Context
from okrsite.views.heat import Slip
from okrsite.views.selection import furthest_behind
from okrsite.views.sentence import Sentence
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

ASPIRATIONAL = "aspirational"


def opening(context: Context, cycle: Cycle, slip: Slip | None = None) -> Sentence:
    """Return how a cycle stands or ended; `slip` adds when its teams fell behind."""
    group, state = context.card.cycles[cycle.id], context.card.states[cycle.id]
    if state is CycleState.UPCOMING:
        return Sentence(sentence.ahead(cycle, group.objectives, context.as_of), _drafts(context, cycle))
    if not group.objectives:
        return Sentence(_("{cycle} has no agreed objectives.").format(cycle=cycle.id), _drafts(context, cycle))
    if state is CycleState.CLOSED:
        return Sentence(_closed(context, cycle, group), _how(group, slip))
    if not group.measured:
        return Sentence(sentence.nothing_measured(first_checkins(context, cycle), context.as_of))
    if state is CycleState.CLOSING:
        ends = cycle.end + timedelta(days=context.settings.grace)
        fact = sentence.over_but_open(cycle, ends, group.score, context.as_of)
        return Sentence(fact, _missing(group))
    return Sentence(sentence.count_of(group.statuses), place_to_act(context, context.index.of_cycle[cycle.id]))


def first_checkins(context: Context, cycle: Cycle) -> date:
    """Return the day by which the first check-ins of a cycle are due."""
    cadences = {one.cadence for one in context.index.of_cycle.get(cycle.id, ()) if one.counts}
    return min((cycle.periods(cadence)[0][1] for cadence in cadences), default=cycle.end)


def place_to_act(context: Context, objectives: tuple[Objective, ...]) -> str:
    """Return the one place to act and why: what is furthest behind, else what has no data; empty without any."""
    card = context.card
    own = [card.key_results[one.id] for objective in objectives for one in objective.key_results]
    worst = furthest_behind(own)
    if worst:
        team = context.graph.objectives[worst[0].objective].team
        title = context.title(worst[0].id)
        return sentence.needs_help(worst[0], title, context.team_name(team), context.as_of)
    dark = [one for one in objectives if one.counts and card.objectives[one.id].status is Status.NO_DATA]
    teams = list(dict.fromkeys(context.team_name(one.team) for one in dark))
    return sentence.without_readings(teams, len(dark)) if dark else ""


def running_days(context: Context, cycle: Cycle) -> list[str]:
    """Return where today lies in a cycle, or from when to when it ran, in words."""
    state, as_of = context.card.states[cycle.id], context.as_of
    if state is CycleState.OPEN:
        weeks, week = -(-cycle.days // 7), (as_of - cycle.start).days // 7 + 1
        left = (cycle.end - as_of).days
        return [
            _("week {week} of {weeks}").format(week=week, weeks=weeks),
            ngettext("{n} day left", "{n} days left", left) if left else _("the last day"),
        ]
    return [numbers.span(cycle.start, cycle.end, as_of), state_words(context, cycle)]


def state_words(context: Context, cycle: Cycle) -> str:
    """Return the state of a cycle in words."""
    state, closes = context.card.states[cycle.id], cycle.end + timedelta(days=context.settings.grace)
    if state is CycleState.UPCOMING:
        return _("not begun")
    if state is CycleState.OPEN:
        return _("open")
    day = numbers.day(closes, context.as_of)
    if state is CycleState.CLOSING:
        return _("final readings until {day}").format(day=day)
    return _("closed")


def mean_of_aspirational(context: Context, objectives: tuple[Objective, ...]) -> tuple[Fraction | None, bool]:
    """Return the weighted mean of aspirational objectives' scores, and whether any other one counts."""
    scored = [
        (one, score)
        for one in objectives
        if (reckoned := context.card.objectives[one.id]).counted and (score := reckoned.score) is not None
    ]
    bold = [(one.weight, score) for one, score in scored if one.commitment == ASPIRATIONAL]
    weight = sum((weight for weight, _score in bold), Fraction())
    mean = sum((weight * score for weight, score in bold), Fraction()) / weight if weight else None
    return mean, len(bold) < len(scored)


def _closed(context: Context, cycle: Cycle, group: GroupNumbers) -> str:
    mean, others = mean_of_aspirational(context, context.index.of_cycle[cycle.id])
    return sentence.closed_at(cycle.id, group.score, mean, others)


def _how(group: GroupNumbers, slip: Slip | None) -> str:
    every = sentence.total(group.statuses)
    reached = sentence.reached_success(group.statuses.get(Status.ACHIEVED, 0), every)
    if not slip or not slip.from_start:
        return f"{reached}."
    behind = ngettext("{teams} was behind from the start", "{teams} were behind from the start", len(slip.from_start))
    return f"{reached}; {behind.format(teams=sentence.named(slip.from_start))}."


def _missing(group: GroupNumbers) -> str:
    missing = group.key_results - group.measured
    if not missing:
        return _("Every key result has a reading.")
    return ngettext("{n} key result has no reading yet.", "{n} key results have no reading yet.", missing)


def _drafts(context: Context, cycle: Cycle) -> str:
    drafts = sum(1 for one in context.index.of_cycle.get(cycle.id, ()) if not one.counts)
    if not drafts:
        return ""
    return ngettext("{n} draft waits to be agreed.", "{n} drafts wait to be agreed.", drafts)
