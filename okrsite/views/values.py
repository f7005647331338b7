"""The four values at the top of a dashboard and a scoreboard."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.compute.scorecard import Band, GroupNumbers, Status
from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import numbers
from okrsite.views.context import Context, kept
from okrsite.views.marks import STATUS_WORDS, band_mark, status_mark
from okrsite.views.parts import BandMark, Ref, Stat, StatusMark
from okrsite.views.selection import WORST_FIRST, previous_cycle
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

MOST_GLYPHS = 40
_BANDS = (Band.EXCEEDED, Band.DELIVERED, Band.SHORT, Band.OFF)


def open_values(context: Context, group: GroupNumbers) -> tuple[Stat, ...]:
    """Return the values of a cycle that runs: score, objectives, check-ins on time, what is measured."""
    expected = numbers.score(group.expected)
    return (
        Stat(
            _("Score of the cycle"),
            value=numbers.score(group.score),
            more=(Ref(_("expected by now {expected}").format(expected=expected)),),
        ),
        _by_status(group),
        _on_time(context, group),
        _measured(group),
    )


def closed_values(context: Context, cycle: Cycle, group: GroupNumbers) -> tuple[Stat, ...]:
    """Return the values of a cycle that is over: score, objectives by band, key results at success, lessons."""
    return (
        Stat(_("Score"), value=numbers.score(group.score), more=_against_previous(context, cycle, group)),
        _by_band(group),
        _at_success(context, group),
        _written(context, cycle),
    )


def ahead_values(context: Context, cycle: Cycle, group: GroupNumbers) -> tuple[Stat, ...]:
    """Return the values of a cycle that has not begun: what is agreed, what is still a draft."""
    objectives = context.index.of_cycle.get(cycle.id, ())
    drafts = sum(1 for one in objectives if not one.counts)
    teams = len({one.team for one in objectives if one.counts})
    results = ngettext("with {n} key result", "with {n} key results", group.key_results)
    return (
        Stat(_("Agreed objectives"), value=str(group.objectives), more=(Ref(results),)),
        Stat(_("Teams with objectives"), value=str(teams)),
        Stat(_("Drafts and proposals"), value=str(drafts)),
    )


def values_of(context: Context, cycle: Cycle) -> tuple[Stat, ...]:
    """Return the values that fit the state of a cycle; none without objectives."""
    group, state = context.card.cycles[cycle.id], context.card.states[cycle.id]
    if state is CycleState.UPCOMING:
        return ahead_values(context, cycle, group)
    if not group.objectives:
        return ()
    return closed_values(context, cycle, group) if state is CycleState.CLOSED else open_values(context, group)


def by_count(statuses: Iterable[tuple[Status, int]]) -> str:
    """Return how many objectives have which status, in words.

    >>> by_count([(Status.ACHIEVED, 1), (Status.ON_TRACK, 9), (Status.OFF_TRACK, 0), (Status.NO_DATA, 2)])
    '1 achieved, 9 on track, 2 without data'
    """
    parts = []
    for status, count in statuses:
        word = _("without data") if status is Status.NO_DATA else _(STATUS_WORDS[status]).lower()
        if count:
            parts.append(f"{count} {word}")
    return ", ".join(parts)


def _by_status(group: GroupNumbers) -> Stat:
    best_first = [status for status in reversed(WORST_FIRST) if status is not Status.CANCELLED]
    # Whoever is in need stands last, where a row of glyphs ends and the eye stops.
    best_first.append(best_first.pop(best_first.index(Status.NO_DATA)))
    counted = [(status, group.statuses.get(status, 0)) for status in best_first]
    glyphs = tuple(status_mark(status) for status, count in counted for _each in range(count))
    fits: tuple[StatusMark, ...] = glyphs if len(glyphs) <= MOST_GLYPHS else ()
    return Stat(_("Objectives"), value=str(len(glyphs)), units=fits, more=(Ref(by_count(counted)),))


def _by_band(group: GroupNumbers) -> Stat:
    counted = [(band, group.bands.get(band, 0)) for band in _BANDS]
    marks = [(band_mark(band), count) for band, count in counted]
    glyphs: tuple[BandMark, ...] = tuple(mark for mark, count in marks if mark for _each in range(count))
    words = ", ".join(f"{count} {mark.word.lower()}" for mark, count in marks if mark and count)
    fits = glyphs if len(glyphs) <= MOST_GLYPHS else ()
    return Stat(_("Objectives by band"), value=str(group.objectives), bands=fits, more=(Ref(words),))


def _on_time(context: Context, group: GroupNumbers) -> Stat:
    stale = ngettext("{n} is stale", "{n} are stale", group.stale)
    more = (Ref(_("key results; ")), Ref(stale, context.urls.quality() + "#okr401"))
    return Stat(
        _("Checked in on time"),
        value=_("{n} of {all}").format(n=group.key_results - group.stale, all=group.key_results),
        more=more if group.stale else (Ref(_("every key result")),),
    )


def _measured(group: GroupNumbers) -> Stat:
    missing = group.key_results - group.measured
    more = ngettext("key results; {n} has no reading", "key results; {n} have no reading", missing)
    return Stat(
        _("Measured"),
        value=_("{n} of {all}").format(n=group.measured, all=group.key_results),
        more=(Ref(more if missing else _("every key result")),),
    )


def _against_previous(context: Context, cycle: Cycle, group: GroupNumbers) -> tuple[Ref, ...]:
    before = previous_cycle(context.graph, cycle, _scored(context))
    earlier = context.card.cycles[before.id].score if before else None
    if before is None or earlier is None or group.score is None:
        return ()
    difference = numbers.signed(numbers.rounded(group.score - earlier, 2))
    return (Ref(_("{difference} on ").format(difference=difference)), Ref(before.id, context.urls.cycle(before)))


@kept
def _scored(context: Context) -> tuple[str, ...]:
    """The cycles that have a score."""
    return tuple(id for id, group in context.card.cycles.items() if group.score is not None)


def _at_success(context: Context, group: GroupNumbers) -> Stat:
    cancelled = sum(
        1
        for objective in context.index.of_cycle.get(group.cycle, ())
        if objective.counts
        for one in objective.key_results
        if context.card.key_results[one.id].cancelled
    )
    share = numbers.percent(group.hit)
    words = _("{share}; {n} cancelled").format(share=share, n=cancelled) if cancelled else share
    value = _("{n} of {all}").format(n=group.at_success, all=group.key_results)
    return Stat(_("Key results at success"), value=value, more=(Ref(words),))


def _written(context: Context, cycle: Cycle) -> Stat:
    teams = teams_of(context, cycle)
    missing = [team for team in teams if (team, cycle.id) not in context.index.retrospectives]
    value = _("{n} of {all}").format(n=len(teams) - len(missing), all=len(teams))
    if len(missing) == 1:
        words = _("{team} has none yet").format(team=context.team_name(missing[0]))
        more = Ref(words, context.urls.retrospective(cycle, missing[0]))
    elif missing:
        more = Ref(_("{n} teams have none yet").format(n=len(missing)))
    else:
        more = Ref(_("every team wrote one"))
    return Stat(_("Retrospectives"), value=value, more=(more,))


def teams_of(context: Context, cycle: Cycle) -> list[str]:
    """Return the ids of the teams that have agreed objectives in a cycle, in the order of the organisation."""
    having = {one.team for one in context.index.of_cycle.get(cycle.id, ()) if one.counts}
    return [id for id in tree_order(context) if id in having]


def tree_order(context: Context) -> list[str]:
    """Return the ids of all teams, each followed by those below it, by name; the root first."""
    below: dict[str | None, list[str]] = {}
    for team in sorted(context.graph.teams.values(), key=lambda team: (team.name.lower(), team.id)):
        below.setdefault(team.parent, []).append(team.id)
    ordered: dict[str, None] = {}
    waiting = [context.graph.root, *(below.get(None, []))][::-1]
    while waiting:
        id = waiting.pop()
        if id in ordered or id not in context.graph.teams:
            continue
        ordered[id] = None
        waiting.extend(reversed(below.get(id, [])))
    return [*ordered, *(id for id in context.graph.teams if id not in ordered)]
