"""The strategy: vision and pillars as they are written, and what the objectives that serve each pillar score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from okrsite.compute.pillars import Serving, pillar_scores
from okrsite.compute.verdict import pace_of
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.model.organization import Pillar, Strategy
from okrsite.views import numbers
from okrsite.views.bars import score_bar
from okrsite.views.context import Context, kept
from okrsite.views.cycle import counting
from okrsite.views.hierarchy import STRATEGY, levels
from okrsite.views.marks import foot, person, reference, status_mark, team
from okrsite.views.opening import state_words
from okrsite.views.page import Found, Heading, Page
from okrsite.views.parts import Cell, Column, Empty, Foot, Prose, Ref, Row, Scale, Spark, StatusMark, Table
from okrsite.views.selection import current_cycle
from okrsite.views.sparks import spark
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

_NEWEST = 6
"""So many of a pillar's own supporters are shown at once, those of the newest cycles."""


class Supporter(Struct, frozen=True):
    """What names a pillar itself: its title, status and score, whose it is and in which cycle."""

    title: Ref
    status: StatusMark | None
    text: str
    more: tuple[Ref, ...]


class PillarView(Struct, frozen=True):
    """One pillar: why, whose, what serves it, and what that scored in each cycle."""

    anchor: str
    name: str
    why: Prose | None
    about: tuple[Ref, ...]
    supporters: tuple[Supporter, ...]
    older: tuple[Supporter, ...]
    table: Table | None
    empty: Empty | None


class Statement(Struct, frozen=True):
    """One strategy document: vision, horizon, the pillars; `link` leads to the document where it stands elsewhere."""

    vision: Prose | None
    horizon: str
    link: Ref | None
    overview: Table | None
    pillars: tuple[PillarView, ...]


class StrategyView(Struct, frozen=True):
    """What the page shows, one strategy document after the other."""

    levels: tuple[Ref, ...]
    fact: str
    act: str
    statements: tuple[Statement, ...]
    empty: Empty | None
    foot: Foot


def strategy_pages(context: Context) -> Iterator[Page]:
    """Return the page of the strategy."""
    strategies = context.graph.strategies
    pillars = [pillar for strategy in strategies for pillar in strategy.pillars]
    visions = " · ".join(strategy.vision for strategy in strategies if strategy.vision)
    yield Page(
        address=context.urls.strategy(),
        title=_("Strategy"),
        description=_("Vision and pillars, and what their objectives score."),
        template="strategy.html",
        view=strategy_view(context),
        edit=strategies[0].uri if len(strategies) == 1 else None,
        toc=tuple(Heading(pillar.id.lower(), pillar.name) for pillar in pillars) if len(pillars) > 1 else (),
        found=(
            Found("", _("Strategy"), visions),
            *(Found(pillar.id.lower(), pillar.name, pillar.why or "") for pillar in pillars),
        ),
    )


def strategy_view(context: Context) -> StrategyView:
    """Return all that is shown of the strategy."""
    strategies = context.graph.strategies
    one = strategies[0].where if len(strategies) == 1 else None
    return StrategyView(
        levels=levels(context, current_cycle(context), STRATEGY),
        fact=_fact(context),
        act=_act(context),
        statements=tuple(_statement(context, strategy) for strategy in strategies),
        empty=None if strategies else Empty(_("No strategy is written yet."), _("Its pillars are what OKRs serve.")),
        foot=foot(context, one, Ref(_("Alignment"), context.urls.alignment())),
    )


def _fact(context: Context) -> str:
    pillars, cycle = context.graph.pillars, current_cycle(context)
    if not pillars:
        return _("There are no pillars yet.")
    count = ngettext("{n} pillar", "{n} pillars", len(pillars))
    if cycle is None:
        return _("{pillars}, no objectives yet.").format(pillars=count)
    serving = {id for pillar in pillars for group in served(context, pillar) for id in group.objectives}
    own = [one.id for one in counting(context, cycle)]
    reached = sum(1 for id in own if id in serving)
    text = _("{pillars}; {n} of {all} objectives of {cycle} serve them.")
    return text.format(pillars=count, n=reached, all=len(own), cycle=cycle.id)


def _act(context: Context) -> str:
    bare = [pillar.name for pillar in context.graph.pillars.values() if not served(context, pillar.id)]
    if not bare:
        return ""
    return ngettext("{names} has no objective yet.", "{names} have no objective yet.", len(bare)).format(
        names=listed(bare)
    )


def served(context: Context, pillar: str) -> tuple[Serving, ...]:
    """Return the objectives that serve a pillar, by cycle, the last begun first."""
    own = (group for (served, _cycle), group in servings(context).items() if served == pillar)
    return tuple(sorted(own, key=lambda group: _begun(context.cycle(group.cycle)), reverse=True))


@kept
def servings(context: Context) -> dict[tuple[str, str], Serving]:
    """Return the objectives that serve a pillar in a cycle, by both."""
    scores = pillar_scores(context.graph, context.card, context.lines)
    return {(pillar, group.cycle): group for pillar, groups in scores.items() for group in groups}


def _begun(cycle: Cycle) -> tuple[date, int, str]:
    return cycle.start, -cycle.days, cycle.id


def _statement(context: Context, strategy: Strategy) -> Statement:
    elsewhere = context.urls.document(strategy.uri)
    return Statement(
        vision=Prose(strategy.vision, strategy.uri) if strategy.vision else None,
        horizon=strategy.horizon or "",
        link=Ref(_("The document"), elsewhere) if len(context.graph.strategies) > 1 else None,
        overview=_overview(context, strategy.pillars) if strategy.pillars else None,
        pillars=tuple(_pillar(context, pillar, strategy.uri) for pillar in strategy.pillars),
    )


def _overview(context: Context, pillars: Sequence[Pillar]) -> Table:
    cycle = current_cycle(context)
    now = cycle.id if cycle else ""
    columns = (
        Column(_("Pillar")),
        Column(_("Owner"), quiet=True, extra=True),
        Column(_("Objectives of {cycle}").format(cycle=now) if now else _("Objectives"), number=True),
        Column(_("Score"), number=True),
        Column(_("Closed cycles"), extra=True),
    )
    return Table(_("Pillars"), columns, tuple(_line(context, pillar, now) for pillar in pillars))


def _line(context: Context, pillar: Pillar, now: str) -> Row:
    groups = served(context, pillar.id)
    own = next((group for group in groups if group.cycle == now), None)
    who = person(context, pillar.owner) if pillar.owner else Ref(_("nobody yet"))
    return Row(
        (
            Cell(pillar.name, f"#{pillar.id.lower()}"),
            Cell(who.text, who.address),
            Cell(str(len(own.objectives)) if own else "0"),
            Cell(numbers.score(own.score if own else None), strong=True),
            Cell(spark=_trend(context, groups)),
        )
    )


def _trend(context: Context, groups: Sequence[Serving]) -> Spark:
    """Return the final scores over closed cycles of the most usual length, oldest first, beside what success is."""
    closed = [group for group in groups if context.card.states[group.cycle] is CycleState.CLOSED]
    known = [group for group in reversed(closed) if group.score is not None]
    cycles = [context.cycle(group.cycle) for group in known]
    lengths = [cycle.days // 28 for cycle in cycles]
    usual = max(lengths, key=lambda length: (lengths.count(length), -length), default=0)
    points = [
        (cycle.end, group.score)
        for group, cycle, length in zip(known, cycles, lengths, strict=True)
        if length == usual and group.score is not None
    ]
    success = context.settings.success_aspirational
    level = ((points[0][0], success), (points[-1][0], success)) if points else ()
    return spark(points, level, None)


def _pillar(context: Context, pillar: Pillar, uri: str) -> PillarView:
    groups = served(context, pillar.id)
    supporters = _supporters(context, pillar.id)
    about = [Ref(_("known as {names}").format(names=", ".join((pillar.id, *pillar.aliases))))]
    if pillar.owner:
        about = [Ref(_("Owner: ")), person(context, pillar.owner), Ref("; "), *about]
    return PillarView(
        anchor=pillar.id.lower(),
        name=pillar.name,
        why=Prose(pillar.why, uri) if pillar.why else None,
        about=tuple(about),
        supporters=supporters[:_NEWEST],
        older=supporters[_NEWEST:],
        table=_scores(context, pillar, groups) if groups else None,
        empty=None if groups else _without(),
    )


def _without() -> Empty:
    return Empty(_("No objective serves this pillar yet."), _("Until one does, nobody works towards it by name."))


def _supporters(context: Context, pillar: str) -> tuple[Supporter, ...]:
    """Return what names the pillar itself, the newest cycles first: objectives, key results, then bets."""
    found = [
        *(pair for pair in _goals(context, pillar) if not _is_closed(context, pair[0])),
        *((context.cycle(cycle), one) for cycle, one in earlier_supporters(context).get(pillar, ())),
    ]
    found.sort(key=lambda pair: (pair[0].start, -pair[0].days), reverse=True)
    bets = (
        Supporter(reference(context, bet.id), None, _(bet.state), (Ref(_("bet")), team(context, bet.team)))
        for bet in context.index.supporters.get(pillar, ())
    )
    return (*(supporter for _cycle, supporter in found), *bets)


@kept
def earlier_supporters(context: Context) -> dict[str, tuple[tuple[str, Supporter], ...]]:
    """Return what named each pillar in closed cycles, in the order of the documents, with the cycle."""
    return {
        pillar: tuple((cycle.id, one) for cycle, one in _goals(context, pillar) if _is_closed(context, cycle))
        for pillar in context.graph.pillars
    }


def _goals(context: Context, pillar: str) -> Iterator[tuple[Cycle, Supporter]]:
    """Yield the objectives and key results that name a pillar, with their cycle."""
    graph = context.graph
    for id in graph.supported_by.get(pillar, ()):
        objective = graph.objectives.get(graph.key_results[id].objective if id in graph.key_results else id)
        if objective:
            yield graph.cycles[objective.cycle], _supporter(context, id, objective)


def _is_closed(context: Context, cycle: Cycle) -> bool:
    return context.card.states[cycle.id] is CycleState.CLOSED


def _supporter(context: Context, id: str, objective: Objective) -> Supporter:
    reckoned = context.numbers(id)
    score = numbers.score(reckoned.score) if reckoned else ""
    text = score if objective.counts else _("draft") if objective.state == "draft" else _("proposed")
    cycle = Ref(objective.cycle, context.urls.cycle(context.cycle(objective.cycle)))
    mark = status_mark(reckoned.status) if reckoned else None
    return Supporter(reference(context, id), mark, text, (team(context, objective.team), cycle))


def _scores(context: Context, pillar: Pillar, groups: Sequence[Serving]) -> Table:
    columns = (
        Column(_("Cycle")),
        Column(_("State"), quiet=True, extra=True),
        Column(_("Objectives"), number=True),
        Column(_("Score"), number=True),
        Column(_("Score against expected"), extra=True, scale=Scale(inside=True)),
    )
    caption = _("Scores of the objectives that serve “{pillar}”").format(pillar=pillar.name)
    return Table(caption, columns, tuple(_scored(context, group) for group in groups))


def _scored(context: Context, group: Serving) -> Row:
    cycle = context.cycle(group.cycle)
    running = context.card.states[cycle.id] in (CycleState.OPEN, CycleState.CLOSING)
    expected = group.expected if running else None
    pace = pace_of(group.score, expected, context.settings) if running else None
    return Row(
        (
            Cell(cycle.id, context.urls.cycle(cycle)),
            Cell(state_words(context, cycle)),
            Cell(str(len(group.objectives))),
            Cell(numbers.score(group.score), strong=True),
            Cell(bar=score_bar(cycle.id, pace, group.score, expected)),
        ),
        tone=pace.value if pace else "",
    )
