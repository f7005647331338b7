"""The scoreboard of a cycle: how it stands or ended, when teams slipped, how ambitious it was, every objective."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from msgspec import Struct

from okrsite.compute.scorecard import GroupNumbers
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.balances import Balance, balance_of
from okrsite.views.belonging import bets_of
from okrsite.views.context import Context
from okrsite.views.decisions import Decisions
from okrsite.views.forecasts import judged
from okrsite.views.heat import Heat
from okrsite.views.heatmap import heat_map
from okrsite.views.marks import foot, on
from okrsite.views.objectives import objective_table
from okrsite.views.opening import opening, running_days
from okrsite.views.page import Deferred, Page
from okrsite.views.parts import Bit, Empty, Figure, Foot, Paragraph, Prose, Ref, Stat, Table, Why
from okrsite.views.phases import Phases, phases
from okrsite.views.provenance import from_cycle
from okrsite.views.reviews import Reviewed, reviews_of
from okrsite.views.seals import SealView, is_open, seal_view
from okrsite.views.selection import best_first, by_need
from okrsite.views.spread import spread, unanchored
from okrsite.views.targets import TargetMove, target_moves
from okrsite.views.taught import Lessons, decisions_of, lessons_of
from okrsite.views.values import teams_of, values_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_SUMMED = 12
"""Up to so many objectives the sum is written out with every score."""


class Apart(Struct, frozen=True):
    """An objective that counts in nothing: cancelled, or not agreed; `words` say which, `note` why."""

    title: Ref
    team: Ref
    words: str
    note: Prose | None = None


class Written(Struct, frozen=True):
    """A team's retrospective of the cycle, or that it has none yet."""

    team: Ref
    text: str


class CycleView(Struct, frozen=True):
    """A cycle's scoreboard; `embedded` in a page of an author, it opens with a paragraph instead of the title.

    Then it leaves out what is for those who want to know more: phase, balance, lessons, decisions, moved targets.
    """

    embedded: bool
    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    phases: Phases | None
    stats: tuple[Stat, ...]
    heat_head: str
    heat: Heat | None
    heat_source: tuple[Ref, ...]
    spread_head: str
    spread: Figure | None
    objectives: Table | None
    objectives_sub: str
    why: Why | None
    balance: Balance | None
    moves: tuple[TargetMove, ...]
    lessons: Lessons | None
    decisions: Decisions | None
    apart: tuple[Apart, ...]
    reviews: tuple[Reviewed, ...]
    written: tuple[Written, ...]
    seal: SealView | None
    empty: Empty | None
    foot: Foot


def cycle_pages(context: Context) -> Iterator[Page]:
    """Return the scoreboard of every cycle."""
    for cycle in context.graph.cycles.values():
        yield Page(
            address=context.urls.cycle(cycle),
            title=_("{cycle} scoreboard").format(cycle=cycle.id),
            description=_("The objectives of {cycle}, their scores and their teams.").format(cycle=cycle.id),
            template="cycle.html",
            view=Deferred(partial(scoreboard, context, cycle)),
        )


def scoreboard(context: Context, cycle: Cycle, *, embedded: bool = False) -> CycleView:
    """Return the scoreboard of a cycle."""
    heat, slip = heat_map(context, cycle)
    says = opening(context, cycle, slip)
    over = context.card.states[cycle.id] is CycleState.CLOSED
    table = _objectives(context, cycle)
    return CycleView(
        embedded=embedded,
        eyebrow=(Ref(cycle.id), *map(Ref, running_days(context, cycle))),
        fact=says.fact,
        act=says.act,
        phases=None if embedded else phases(context, cycle),
        stats=values_of(context, cycle),
        heat_head=_heat_head(heat, over),
        heat=heat,
        heat_source=_heat_source(context, cycle, embedded),
        spread_head=_("How ambitious it was") if over else _("How far along"),
        spread=unanchored(spread(context, cycle)) if embedded else spread(context, cycle),
        objectives=table,
        objectives_sub=_("best first") if over else _("those that need help first"),
        why=how(context, cycle),
        balance=None if embedded else balance_of(context, cycle),
        moves=() if embedded else target_moves(context, context.index.of_cycle.get(cycle.id, ())),
        lessons=None if embedded else lessons_of(context, cycle),
        decisions=None if embedded else decisions_of(context, cycle),
        apart=tuple(_apart(context, cycle)),
        reviews=reviews_of(context, cycle),
        written=_written(context, cycle) if over else (),
        seal=seal_view(context, cycle),
        empty=_empty(context, cycle) if table is None else None,
        foot=foot(context, None, *_onward(context, cycle), origin=from_cycle(context, cycle.id)),
    )


def _onward(context: Context, cycle: Cycle) -> Iterator[Ref]:
    if bets_of(context, cycle):
        yield Ref(_("Roadmap of this cycle"), context.urls.roadmap(cycle))
    if judged(context, cycle):
        yield Ref(_("How good forecasts were"), context.urls.forecasts(cycle))
    yield Ref(_("Data of this cycle"), context.urls.data(f"cycles/{cycle.slug}.json"))


def _heat_head(heat: Heat | None, over: bool) -> str:
    if over:
        return _("When it slipped")
    return _("Week by week") if heat and heat.heads[0].hidden else _("Month by month")


def _heat_source(context: Context, cycle: Cycle, embedded: bool) -> tuple[Ref, ...]:
    over = context.card.states[cycle.id] is CycleState.CLOSED
    words = _("As of {day}, final") if over else _("As of {day}")
    as_of = Ref(words.format(day=numbers.day(context.day_of(cycle.id))))
    return (as_of,) if embedded else (as_of, Ref(_("Link to this table"), "#heat"))


def counting(context: Context, cycle: Cycle) -> list[Objective]:
    """Return the objectives of a cycle that enter its score or would."""
    own = context.index.of_cycle.get(cycle.id, ())
    return [one for one in own if one.counts and not context.card.objectives[one.id].cancelled]


def _objectives(context: Context, cycle: Cycle) -> Table | None:
    ids = [one.id for one in counting(context, cycle)]
    if not ids:
        return None
    over = context.card.states[cycle.id] is CycleState.CLOSED
    ordered = best_first(context.card, ids) if over else by_need(context.card, ids)
    caption = _("Objectives of {cycle}").format(cycle=cycle.id)
    return objective_table(context, ordered, caption, over=over)


def how(context: Context, cycle: Cycle) -> Why | None:
    """Return how the score of a cycle came about; None without one."""
    group = context.card.cycles[cycle.id]
    if group.score is None:
        return None
    formula = mean_formula(group)
    by_hand = [id for id, _weight, _score in group.parts if context.card.objectives[id].score_source == "hand"]
    paragraphs: list[Paragraph] = [
        (
            Bit(
                _(
                    "Each objective counts with its weight, 1 unless said; cancelled ones, drafts and those "
                    "without a reading don't count."
                )
            ),
        )
    ]
    if by_hand:
        text = ngettext(
            "{n} score is set by hand and stands on its objective's page beside the computed one: {titles}.",
            "{n} scores are set by hand and stand on their objectives' pages beside the computed ones: {titles}.",
            len(by_hand),
        )
        paragraphs.append((Bit(text.format(titles=", ".join(context.title(id) for id in by_hand))),))
    summary = _("How {score} came about").format(score=numbers.score(group.score))
    return Why(summary, formula, tuple(paragraphs))


def mean_formula(group: GroupNumbers) -> Paragraph:
    """Return the weighted mean of a group in numbers: its parts where they are few, else their sum."""
    parts, weight = group.parts, sum((part[1] for part in group.parts), Fraction())
    even = all(part[1] == 1 for part in parts)
    total = sum((part[1] * part[2] for part in parts), Fraction())
    if len(parts) <= _SUMMED:
        terms = [
            numbers.score(score) if even else f"{numbers.exact(one)} × {numbers.score(score)}"
            for _id, one, score in parts
        ]
        above = f"({' + '.join(terms)})"
    else:
        above = _("sum of {n} weighted scores {total}") if not even else _("sum of {n} objective scores {total}")
        above = above.format(n=len(parts), total=numbers.rounded(total, 2))
    text = f"{above} ÷ {numbers.exact(weight)} = "
    return (Bit(text, "formula"), Bit(numbers.score(group.score, 3), "number"))


def _apart(context: Context, cycle: Cycle) -> Iterator[Apart]:
    for one in context.index.of_cycle.get(cycle.id, ()):
        team = Ref(context.team_name(one.team), context.urls.team(one.team))
        title = Ref(one.title, context.urls.objective(one.id))
        if context.card.objectives[one.id].cancelled and one.cancelled:
            when = one.cancelled.date
            words = _("cancelled on {day}").format(day=on(when).text) if when else _("cancelled")
            note = Prose(one.cancelled.reason, one.uri) if one.cancelled.reason else None
            yield Apart(title, team, words, note)
        elif not one.counts:
            yield Apart(title, team, _("draft") if one.state == "draft" else _("proposed"))


def _written(context: Context, cycle: Cycle) -> tuple[Written, ...]:
    return tuple(_retrospective(context, cycle, team) for team in teams_of(context, cycle))


def _retrospective(context: Context, cycle: Cycle, team: str) -> Written:
    link = Ref(context.team_name(team), context.urls.retrospective(cycle, team))
    retrospective = context.index.retrospectives.get((team, cycle.id))
    if retrospective is None:
        return Written(link, _("none written yet"))
    if is_open(context, cycle, retrospective.uri):
        return Written(link, _("drafted, to be written"))
    if not retrospective.lessons:
        return Written(link, _("written"))
    return Written(link, ngettext("{n} lesson", "{n} lessons", len(retrospective.lessons)))


def _empty(context: Context, cycle: Cycle) -> Empty:
    around: Sequence[Objective] = context.index.of_cycle.get(cycle.id, ())
    matters = _("Objectives that are agreed appear here with their scores.")
    if around:
        matters = _("Those below are drafts, proposals or cancelled, and count in nothing.")
    return Empty(_("{cycle} has no agreed objectives.").format(cycle=cycle.id), matters)
