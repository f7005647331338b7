"""A roadmap: the bets of a team on its key results."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from okrsite.authoring.drafts import places
from okrsite.authoring.drafts.asking import CYCLE, OWNER, TEAM, ask_cycle, ask_owner, ask_team, not_a_quantity
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion, Option, Question
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult
from okrsite.model.names import as_id
from okrsite.model.naming import free_id, free_path
from okrsite.source.append import append
from okrsite.source.drafting import comment, document, entry
from okrsite.source.edit import SpliceRefused
from okrsite.views.context import Context
from okrsite.views.told import wanted_text

_NAME = "What you do or build. What it is a bet on stands below."
_STATE = "proposed, planned, in progress, done or dropped."
_EFFORT = "Share of the team's capacity, and whether it is primary, secondary or exploration: 70, 20, 10."
_MOVES = "By how much will it move which key result? An estimate that turns out wrong teaches more than none."


def begin(occasion: Occasion) -> Conversation:
    """Ask for an initiative, and put it on the team's roadmap of the cycle, or begin that."""
    context, graph = occasion.context, occasion.context.graph
    team = yield from ask_team(occasion)
    cycle = yield from ask_cycle(occasion, team)
    name = yield Question("name", "Initiative: what you do or build", optional=True)
    owner = yield from ask_owner(occasion, team)
    own = _key_results(context, team, cycle)
    bets = yield from _ask_moves(occasion, own)
    lines = [*entry("id", _id(context, team, cycle)), *comment(_NAME), *entry("name", name or "[what you do or build]")]
    lines += [*entry("owner", owner), *comment(_STATE), *entry("state", "proposed")]
    lines += [*entry("from", cycle.start.isoformat()), *entry("until", cycle.end.isoformat())]
    lines += [*comment(_EFFORT), "# effort: 20%", "# focus: primary", *comment(_MOVES), *_moves(bets, own)]
    item = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    known = [] if occasion.apart else [one for one in graph.initiatives.values() if one.team == team]
    for uri in dict.fromkeys(one.uri for one in known if one.cycle == cycle.id):
        try:
            return Begun(uri, append(occasion.raw(uri), ("initiatives",), item))
        except SpliceRefused:
            continue
    head = [*entry("okr", "roadmap"), *entry("title", f"Roadmap of {context.team_name(team)}, {cycle.id}")]
    head += [*entry("team", team), *entry("cycle", cycle.id), "initiatives:"]
    place = free_path(places.roadmap_place(graph, team, cycle), occasion.taken)
    return Begun(place, document([*head, *(f"  {line}" for line in item)]))


def _key_results(context: Context, team: str, cycle: Cycle) -> list[KeyResult]:
    """The key results that a bet may be about, those of drafts left out."""
    own = [one for one in context.graph.objectives_of(team, cycle.id) if one.counts]
    return [one for objective in own for one in objective.key_results]


def _ask_moves(occasion: Occasion, own: Sequence[KeyResult]) -> Generator[Question, str, list[tuple[str, str]]]:
    given = [(row[0], row[1]) for row in occasion.rows("moves")]
    if given or not occasion.asking or not own:
        return given
    known = {one.id.lower(): one for one in own}
    telling = ", ".join(known[one].id for one in list(known)[:8])
    id = yield Question(
        "moves",
        f"Which key result does it move ({telling})",
        optional=True,
        objection=lambda answer: None if answer.lower() in known else f"The team has no key result `{answer}`.",
    )
    if not id:
        return []
    one = known[id.lower()]
    impact = yield Question("moves", f"By how much (wanted: {wanted_text(one)})", objection=not_a_quantity)
    return [(one.id, impact)]


def _moves(bets: Sequence[tuple[str, str]], own: Sequence[KeyResult]) -> list[str]:
    if bets:
        return entry("moves", [{"kr": id, "impact": impact} for id, impact in bets])
    lines = ["# moves:"]
    for one in own:
        wanted = wanted_text(one)
        lines += comment(f"- kr: {one.id}  ({one.title}{f'; wanted {wanted}' if wanted else ''})", deeper=2)
        lines.append("#     impact:")
    return lines if own else [*lines, "#   - kr:", "#     impact:"]


def _id(context: Context, team: str, cycle: Cycle) -> str:
    """A free id, made like the team's other ones."""
    graph = context.graph
    own = [one for one in graph.initiatives.values() if one.team == team]

    def taken(id: str) -> bool:
        return id.lower() in graph.names

    if own and own[-1].cycle in (cycle.id, None):
        return free_id(own[-1].id, taken)
    begun = places.objective_id(graph, team, cycle).rpartition("-")[0] or as_id(team)
    return free_id(f"{begun}-R1", taken)


KIND = Kind(
    "roadmap",
    "a roadmap, or a bet more on the one that is there",
    (
        TEAM,
        CYCLE,
        Option("name", "What you do or build."),
        OWNER,
        Option("moves", "What it is a bet on, and by how much. May be given more than once.", "KR IMPACT", (), True, 2),
    ),
    begin,
)
