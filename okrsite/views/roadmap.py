"""The roadmap of a cycle: now, next and later, the time line, and whether the bets add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.initiative import Initiative
from okrsite.views.belonging import bets_of
from okrsite.views.bets import BetGroup, bet_groups
from okrsite.views.context import Context
from okrsite.views.focus import focus_stat, focus_table
from okrsite.views.foretold import calibration_table, honest_words, outcome_table, outcomes_of, verdict
from okrsite.views.hierarchy import ROADMAP, levels
from okrsite.views.marks import foot
from okrsite.views.opening import running_days
from okrsite.views.page import Found, Page
from okrsite.views.parts import Empty, Figure, Foot, Ref, Stat, Table
from okrsite.views.planning import (
    Planned,
    Remark,
    moving_nothing,
    plan_table,
    planned,
    releases_of,
    without_bet,
    without_roadmap,
    wrong_way,
)
from okrsite.views.plans import STATES, bridge_figure, message
from okrsite.views.provenance import from_cycle
from okrsite.views.schedule import Schedule, schedule
from okrsite.views.selection import current_cycle
from okrsite.views.spread import unanchored
from okrsite.views.urls import page_of
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

_BRIDGES = 3
"""So many of the plans that fall furthest short are drawn."""


class Horizon(Struct, frozen=True):
    """The bets of one time: now, next, later; what is over is `folded` away under these words."""

    anchor: str
    head: str
    sub: str
    groups: tuple[BetGroup, ...]
    folded: str = ""


class Settle(Struct, frozen=True):
    """A list of what a meeting has to settle, and a sentence below it."""

    anchor: str
    head: str
    sub: str
    remarks: tuple[Remark, ...]
    after: str = ""


class Told(Struct, frozen=True):
    """How good estimates were: of one cycle, and of each team over all of them."""

    fact: str
    table: Table | None
    honest: str
    teams: Table | None


class RoadmapView(Struct, frozen=True):
    """What the page shows; `embedded` in a page of an author it has neither title nor anchors.

    When the cycle is `over`, how good estimates were stands first.
    """

    embedded: bool
    over: bool
    levels: tuple[Ref, ...]
    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    stats: tuple[Stat, ...]
    horizons: tuple[Horizon, ...]
    schedule: Schedule | None
    short: Table | None
    bridges: tuple[Figure, ...]
    enough: Table | None
    enough_words: str
    settle: tuple[Settle, ...]
    releases: tuple[Remark, ...]
    focus: Table | None
    told: Told | None
    others: tuple[Ref, ...]
    empty: Empty | None
    foot: Foot


def roadmap_pages(context: Context) -> Iterator[Page]:
    """Return the roadmap of the cycle that counts today, and one of every cycle that has bets."""
    shown = current_cycle(context)
    view = roadmap(context, shown)
    address = context.urls.roadmap()
    elsewhere = _written_at(context, address, shown)
    yield _page(address, shown, replace(view, horizons=(*view.horizons, *elsewhere)), ())
    for cycle in context.graph.cycles.values():
        if bets_of(context, cycle):
            own = view if cycle == shown else roadmap(context, cycle)
            yield _page(context.urls.roadmap(cycle), cycle, own, tuple(_found(context, cycle)))


def _page(address: str, cycle: Cycle | None, view: RoadmapView, found: tuple[Found, ...]) -> Page:
    name = cycle.id if cycle else ""
    title = _("Roadmap of {cycle}").format(cycle=name) if found else _("Roadmap")
    return Page(
        address=address,
        title=title,
        description=_("The bets of {cycle}: now, next and later, and whether they add up.").format(cycle=name),
        template="roadmap.html",
        view=view,
        found=(Found("", title), *found),
    )


def _found(context: Context, cycle: Cycle) -> Iterator[Found]:
    """What the search knows: each bet on the page of its own roadmap's cycle, by its name and owner."""
    for bet in bets_of(context, cycle):
        if bet.cycle in (None, cycle.id):
            yield Found(bet.id.lower(), bet.name, " · ".join(word for word in (bet.id, bet.owner) if word))


def _written_at(context: Context, address: str, cycle: Cycle | None) -> Iterator[Horizon]:
    """Return the bets of other cycles in an author's document at the page's own address, where links to them lead."""
    here = bets_of(context, cycle) if cycle else ()
    them = [bet for bet in context.graph.initiatives.values() if page_of(bet.uri) == address and bet not in here]
    if them:
        yield Horizon("also", _("Other cycles"), _("written in the same document"), bet_groups(context, them))


def roadmap_address(context: Context, cycle: Cycle) -> str:
    """Return where the roadmap of a cycle stands, empty where there is none."""
    return context.urls.roadmap(cycle) if bets_of(context, cycle) else ""


def roadmap(
    context: Context, cycle: Cycle | None, *, embedded: bool = False, only: Callable[[Initiative], bool] | None = None
) -> RoadmapView:
    """Return the roadmap of a cycle; `only` leaves out some of its bets, and then what is said of all of them."""
    every = bets_of(context, cycle) if cycle else ()
    bets = tuple(bet for bet in every if only is None or only(bet))
    whole = cycle if only is None else None
    plans = planned(context, cycle) if cycle else Planned((), (), (), ())
    if only is not None:
        plans = plans.moved_by(bets)
    over = cycle is not None and context.card.states[cycle.id] is CycleState.CLOSED
    return RoadmapView(
        embedded=embedded,
        over=over,
        levels=() if embedded else levels(context, cycle, ROADMAP),
        eyebrow=_eyebrow(context, cycle, embedded=embedded),
        fact=_fact(cycle, bets),
        act=_act(context, plans, over=over),
        stats=_stats(context, whole, bets, plans) if whole and bets else (),
        horizons=_horizons(context, cycle, bets) if cycle else (),
        schedule=schedule(context, cycle, bets) if cycle else None,
        short=plan_table(context, _("Plans that don't reach the target"), (*plans.short, *plans.unsized)),
        bridges=() if embedded or over else tuple(_bridges(context, plans)),
        enough=plan_table(context, _("Plans that reach the target"), plans.enough),
        enough_words=ngettext("{n} plan", "{n} plans", len(plans.enough)),
        settle=tuple(_settle(context, whole, bets, plans)) if whole and bets else (),
        releases=releases_of(context, bets),
        focus=focus_table(context, bets),
        told=_told(context, whole) if whole and not embedded else None,
        others=() if embedded else tuple(_others(context, cycle)),
        empty=None if bets else _empty(cycle),
        foot=foot(context, None, *_onward(context, cycle), origin=from_cycle(context, cycle.id if cycle else None)),
    )


def _eyebrow(context: Context, cycle: Cycle | None, *, embedded: bool) -> tuple[Ref, ...]:
    head = (Ref(_("Roadmap"), context.urls.roadmap()),) if embedded else ()
    if cycle is None:
        return head
    return (*head, Ref(cycle.id, context.urls.cycle(cycle)), *map(Ref, running_days(context, cycle)))


def _fact(cycle: Cycle | None, bets: Sequence[Initiative]) -> str:
    if cycle is None:
        return _("There is no cycle yet.")
    if not bets:
        return _("{cycle} has no roadmap yet.").format(cycle=cycle.id)
    live = [bet for bet in bets if bet.state != "dropped"]
    moved = len({move.key_result for bet in live for move in bet.moves})
    return ngettext("{bets} on {n} key result.", "{bets} on {n} key results.", moved).format(bets=_count(live))


def _act(context: Context, plans: Planned, *, over: bool) -> str:
    """Return whether the plans reach their targets, and which of them falls furthest short."""
    every = len(plans.short) + len(plans.enough)
    if not every:
        return ""
    if not plans.short:
        past = ngettext("The plan reached its target.", "All {n} plans reached their targets.", every)
        return past if over else ngettext("The plan reaches its target.", "All {n} plans reach their targets.", every)
    worst = plans.short[0]
    count = ngettext("{n} of {all} plans falls short", "{n} of {all} plans fall short", len(plans.short))
    if over:
        count = ngettext("{n} of {all} plans fell short", "{n} of {all} plans fell short", len(plans.short))
    text = _("{count}, “{title}” most: {said}.")
    return text.format(count=count.format(all=every), title=worst.title, said=message(context, worst))


def _stats(context: Context, cycle: Cycle, bets: Sequence[Initiative], plans: Planned) -> tuple[Stat, ...]:
    counts = Counter(bet.state for bet in bets)
    states = ", ".join(f"{counts[state]} {_(state)}" for state in STATES if counts[state])
    every = len(plans.short) + len(plans.enough) + len(plans.unsized)
    bare = without_bet(context, cycle, plans.without)
    unsized = ngettext("{n} has no estimate", "{n} have no estimate", len(plans.unsized))
    return (
        Stat(_("Bets"), value=str(len(bets)), more=(Ref(states),)),
        Stat(
            _("Plans that reach the target"),
            value=_("{n} of {all}").format(n=len(plans.enough), all=every),
            more=(Ref(unsized if plans.unsized else _("by what their bets are thought to move")),),
        ),
        Stat(
            _("Key results without a bet"),
            value=str(len(bare)),
            more=(Ref(_("of teams that have a roadmap")),),
        ),
        focus_stat(bets),
    )


def _horizons(context: Context, cycle: Cycle, bets: Sequence[Initiative]) -> tuple[Horizon, ...]:
    over = context.card.states[cycle.id] in (CycleState.CLOSING, CycleState.CLOSED)
    heads = {
        "now": (_("Now"), _("under way, or due to be")),
        "next": (_("Next"), _("planned for this cycle")),
        "later": (_("Later"), _("after this cycle, or not agreed yet")),
        "unfinished": (_("Not finished"), _("when the cycle was over")),
        "done": (_("Done"), _("what it moved is said by the key results")),
        "dropped": (_("Dropped"), _("counted in nothing")),
    }
    found: dict[str, list[Initiative]] = {name: [] for name in heads}
    for bet in bets:
        found[horizon_of(context, cycle, bet, over=over)].append(bet)
    folded = () if over else ("done", "dropped")
    return tuple(
        Horizon(name, head, sub, bet_groups(context, found[name]), _count(found[name]) if name in folded else "")
        for name, (head, sub) in heads.items()
        if found[name]
    )


def _count(bets: Sequence[object]) -> str:
    return ngettext("{n} bet", "{n} bets", len(bets))


def horizon_of(context: Context, cycle: Cycle, bet: Initiative, *, over: bool = False) -> str:
    """Return the time of a bet, by its state and its days: now, next, later, done, dropped, or unfinished when over."""
    if bet.state in ("done", "dropped"):
        return bet.state
    if over:
        return "unfinished"
    if bet.state == "in progress":
        return "now"
    if bet.start is None:
        return "later" if bet.state == "proposed" else "next"
    if bet.start <= context.as_of:
        return "now"
    return "next" if bet.start <= cycle.end else "later"


def _bridges(context: Context, plans: Planned) -> Iterator[Figure]:
    for key_result in plans.short[:_BRIDGES]:
        figure = unanchored(bridge_figure(context, key_result), key_result.id.lower())
        if figure:
            yield figure


def _settle(context: Context, cycle: Cycle, bets: Sequence[Initiative], plans: Planned) -> Iterator[Settle]:
    over = context.card.states[cycle.id] is CycleState.CLOSED
    bare = without_bet(context, cycle, plans.without)
    rest = without_roadmap(context, cycle, plans.without)
    if bare or rest:
        yield Settle("without", _("Key results without a bet"), _("of teams that have a roadmap"), bare, rest)
    wrong = wrong_way(context, bets)
    if wrong:
        yield Settle("wrong-way", _("Estimates that lead away from the target"), _("a wrong sign, mostly"), wrong)
    idle = moving_nothing(context, bets)
    if idle:
        sub = _("nobody said what for") if over else _("say what they are for, or stop them")
        yield Settle("moves-nothing", _("Bets that move nothing"), sub, idle)


def _told(context: Context, cycle: Cycle) -> Told | None:
    them = outcomes_of(context, cycle)
    teams = calibration_table(context)
    if not them and teams is None:
        return None
    return Told(
        fact=verdict(them),
        table=outcome_table(context, cycle, them) if them else None,
        honest=honest_words(them) if them else "",
        teams=teams,
    )


def _others(context: Context, cycle: Cycle | None) -> Iterator[Ref]:
    newest = sorted(context.graph.cycles.values(), key=lambda one: (one.start, -one.days), reverse=True)
    for one in newest:
        address = roadmap_address(context, one)
        if one != cycle and address:
            yield Ref(one.id, address)


def _onward(context: Context, cycle: Cycle | None) -> Iterator[Ref]:
    yield Ref(_("Strategy"), context.urls.strategy())
    if cycle:
        yield Ref(_("Scoreboard of {cycle}").format(cycle=cycle.id), context.urls.cycle(cycle))


def _empty(cycle: Cycle | None) -> Empty:
    name = cycle.id if cycle else _("the next cycle")
    return Empty(
        _("No roadmap names a bet for {cycle}.").format(cycle=name),
        _("Without bets nobody can tell whether what is done adds up to what is wanted."),
        Ref(_("Write a document with `okr: roadmap`, and what each initiative moves.")),
    )
