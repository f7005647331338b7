"""Every metric of the cycles that are not closed: where its number comes from, whose it is, what it was last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.views import readings
from okrsite.views.context import Context, kept
from okrsite.views.marks import foot, on, person
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Day, Empty, Foot, Ref, Stat
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

MOST_SHOWN = 2000
"""How many metrics the page lists; a team is listed as a whole or not at all."""
_FEW = 3


class Metric(Struct, frozen=True):
    """One metric; an empty `source` is not written down, `write` leads to where it can be.

    `scope` are its window and cohort. `value` and `day` are the last reading, `day` alone a look without a value.
    """

    name: Ref
    sub: str
    source: str
    write: str
    proxy: str
    scope: str
    owner: Ref | None
    value: str
    day: Day | None
    stale: bool


class TeamMetrics(Struct, frozen=True):
    """The metrics of a team."""

    anchor: str
    name: Ref
    count: str
    metrics: tuple[Metric, ...]


class MetricsView(Struct, frozen=True):
    """The page of all metrics; `places` lead to the teams where there are many."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    stats: tuple[Stat, ...]
    places: tuple[Ref, ...]
    teams: tuple[TeamMetrics, ...]
    left_out: str
    empty: Empty | None
    foot: Foot


def metrics_pages(context: Context) -> Iterator[Page]:
    """Return the page of all metrics."""
    yield Page(
        address=context.urls.metrics(),
        title=_("All metrics"),
        description=_("Where each number comes from, whose it is, and what it was last."),
        template="metrics.html",
        view=Deferred(partial(metrics, context)),
        searchable=False,
    )


def metrics(context: Context) -> MetricsView:
    """Return every metric of the cycles that are not closed, by team."""
    teams = _teams(context)
    all = [metric for _team, own in teams for metric in own]
    shown = list(_fitting(teams))
    left = len(all) - sum(len(own) for _team, own in shown)
    fact, act = _opening(all)
    return MetricsView(
        eyebrow=(Ref(_("All metrics")), Ref(_("What to mend"), context.urls.quality())),
        fact=fact,
        act=act,
        stats=_stats(all) if all else (),
        places=tuple(Ref(context.team_name(team), f"#{_anchor(team)}") for team, _own in shown)
        if len(shown) > _FEW
        else (),
        teams=tuple(_team_metrics(context, team, own) for team, own in shown),
        left_out=_("{n} more are not shown here; `okrsite export` has them all.").format(n=left) if left else "",
        empty=None if all else Empty(_("No cycle that runs or is ahead has key results.")),
        foot=foot(context),
    )


@kept
def _teams(context: Context) -> list[tuple[str, list[Metric]]]:
    return list(_collected(context))


def _collected(context: Context) -> Iterator[tuple[str, list[Metric]]]:
    """Return the metrics of each team that has some, in the order of the organisation."""
    for team in dict.fromkeys([*context.graph.teams, *context.index.of_team]):
        found = [
            metric
            for one in _goals(context, team)
            for part in one.key_results
            for metric in _metric(context, one, part)
        ]
        if found:
            yield team, found


def _goals(context: Context, team: str) -> list[Objective]:
    """Return the objectives of a team that run, then those that are ahead."""
    states = context.card.states
    ahead = [one for one in context.index.of_team.get(team, ()) if states[one.cycle] is not CycleState.CLOSED]
    return sorted(ahead, key=lambda one: states[one.cycle] is CycleState.UPCOMING)


def _metric(context: Context, objective: Objective, key_result: KeyResult) -> Iterator[Metric]:
    reckoned = context.card.key_results[key_result.id]
    if reckoned.cancelled:
        return
    seen = reckoned.current.date if reckoned.current else reckoned.last_checkin
    yield Metric(
        name=Ref(key_result.title, context.urls.key_result(key_result)),
        sub=objective.cycle if objective.counts else f"{objective.cycle}, {_(objective.state)}",
        source=key_result.measurement or "",
        write="" if key_result.measurement else context.edit(key_result.where),
        proxy=key_result.proxy or "",
        scope="; ".join(filter(None, (key_result.window, key_result.cohort))),
        owner=person(context, key_result.owner) if key_result.owner else None,
        value=readings.now(key_result, reckoned, context.as_of) if seen else "",
        day=on(seen, context.as_of) if seen else None,
        stale=reckoned.stale,
    )


def _fitting(teams: Iterable[tuple[str, list[Metric]]]) -> Iterator[tuple[str, list[Metric]]]:
    room = MOST_SHOWN
    for team, own in teams:
        room -= len(own)
        if room >= 0:
            yield team, own


def _anchor(team: str) -> str:
    return f"team-{slug(team)}"


def _team_metrics(context: Context, team: str, own: Sequence[Metric]) -> TeamMetrics:
    silent = sum(not one.source for one in own)
    count = ngettext("{n} metric", "{n} metrics", len(own))
    if silent:
        count = _("{metrics}, {n} without a source").format(metrics=count, n=silent)
    return TeamMetrics(_anchor(team), Ref(context.team_name(team), context.urls.team(team)), count, tuple(own))


def _opening(all: Sequence[Metric]) -> tuple[str, str]:
    silent = sum(not one.source for one in all)
    if not all:
        return _("No metrics yet."), ""
    if not silent:
        return ngettext("{n} metric.", "{n} metrics.", len(all)), _("Each says where its number comes from.")
    fact = ngettext("{n} metric does not say", "{n} metrics do not say", silent)
    act = _("A sentence beside each, and two people read the same number.")
    of = _("{fact} where their number comes from.") if silent > 1 else _("{fact} where its number comes from.")
    return of.format(fact=fact), act


def _stats(all: Sequence[Metric]) -> tuple[Stat, ...]:
    def share(count: int) -> str:
        return _("{n} of {all}").format(n=count, all=len(all))

    return (
        Stat(_("Metrics"), value=str(len(all)), more=(Ref(_("of cycles that are not closed")),)),
        Stat(
            _("With a source"),
            value=share(sum(bool(one.source) for one in all)),
            more=(Ref(_("so that anybody can check it")),),
        ),
        Stat(_("With an owner"), value=share(sum(one.owner is not None for one in all)), more=(Ref(_("one each")),)),
        Stat(_("Read so far"), value=share(sum(one.day is not None for one in all)), more=_stale(all)),
    )


def _stale(all: Sequence[Metric]) -> tuple[Ref, ...]:
    stale = sum(one.stale for one in all)
    return (Ref(ngettext("{n} is stale", "{n} are stale", stale) if stale else _("none is stale")),)
