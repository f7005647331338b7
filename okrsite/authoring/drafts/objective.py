"""An objective with its key results: what gets better for whom, and the numbers that show it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from msgspec import Struct

from okrsite.authoring.drafts import places
from okrsite.authoring.drafts.asking import (
    CYCLE,
    OWNER,
    TEAM,
    ask_cycle,
    ask_owner,
    ask_team,
    lead_of,
    not_a_quantity,
)
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion, Option, Question
from okrsite.authoring.drafts.patterns import PATTERNS, STRUCTURES, Pattern
from okrsite.model.cycle import Cycle
from okrsite.model.naming import free_path
from okrsite.model.objective import Objective
from okrsite.source.append import append
from okrsite.source.documents import ObjectivesDocument
from okrsite.source.drafting import comment, document, entry
from okrsite.source.edit import SpliceRefused
from okrsite.views import numbers
from okrsite.views.context import Context

_STATES = ("draft", "proposed", "agreed")
_MOST = 5
_OBJECTIVE = (
    "What gets better, and for whom? No number: numbers are the key results' business. No solution: so that you stay "
    "free to find a better one."
)
_CONTEXT = "Why this, and why now?"
_OWNER = "One role that is asked about it, never a committee."
_STATE = "draft and proposed are shown apart and count in nothing; once everybody means it: agreed."
_SUPPORTS = "What it contributes to: an objective, a key result or a pillar; several as a list."
_KEY_RESULTS = (
    "A key result is a number that somebody else produces by what they do. Could it be ticked off on the day something "
    "is released? Then it is a task: put it on the roadmap, and ask what the release should change."
)
_FIELDS = (
    "baseline: where you are today. target: where you want to be at the end of the cycle, a stretch that you reach to "
    "about 70 %. measurement: what is counted, how, from which source, so that two people get the same number."
)


class _Told(Struct, frozen=True):
    """A key result as somebody told it; `owner` is the one who is asked."""

    title: str
    baseline: str
    target: str
    measurement: str
    owner: str


def begin(occasion: Occasion) -> Conversation:
    """Ask for an objective, and put it into the team's document of the cycle, or begin that."""
    context, graph = occasion.context, occasion.context.graph
    team = yield from ask_team(occasion)
    cycle = yield from ask_cycle(occasion, team)
    title = yield Question("objective", "Objective: what gets better, and for whom")
    why = yield Question("context", "Why this, and why now", optional=True)
    owner = yield from ask_owner(occasion, team)
    supports = yield from _ask_supports(occasion, team, cycle)
    state = yield Question("state", "State", "draft", _STATES)
    told = yield from _ask_key_results(occasion, owner)
    known = graph.teams.get(team)
    structure = (known.structure if known else None) or "feature"
    if not told:
        structure = yield Question(
            "structure", "Key results to begin with, as for a team of this kind", structure, STRUCTURES
        )
    id = places.objective_id(graph, team, cycle)
    head = [*entry("id", id), *comment(_OBJECTIVE), *entry("objective", title)]
    head += [*comment(_CONTEXT), *(entry("context", why) or ["# context:"])]
    head += [*comment(_OWNER), *entry("owner", owner), *comment(_STATE), *entry("state", state)]
    head += [*comment(_SUPPORTS), *(entry("supports", supports) or ["# supports:"])]
    results = _told(told) if told else _pattern(PATTERNS[structure], lead_of(context, team))
    lines = _item([*head, "key_results:", *comment(_KEY_RESULTS, 2), *comment(_FIELDS, 2), *results])
    return _placed(occasion, team, cycle, lines)


def _ask_supports(occasion: Occasion, team: str, cycle: Cycle) -> Generator[Question, str, str]:
    known = occasion.context.graph
    above = [one.id for one in _above(occasion.context, team, cycle)]
    choices = [*above, *known.pillars]
    if occasion.asking and not choices:
        return ""

    def objection(answer: str) -> str | None:
        return None if answer.lower() in known.names else f"Nothing has the id `{answer}`."

    said = f"What it supports ({', '.join(choices[:8])})" if choices else "What it supports"
    return (yield Question("supports", said, optional=True, objection=objection))


def _above(context: Context, team: str, cycle: Cycle) -> Iterator[Objective]:
    """Objectives of the teams above, of a cycle that overlaps."""
    graph = context.graph
    known = graph.teams.get(team)
    parent = known.parent if known else graph.root
    while parent is not None:
        for one in graph.objectives_of(parent):
            if one.counts and graph.cycles[one.cycle].overlaps(cycle):
                yield one
        found = graph.teams.get(parent)
        parent = found.parent if found else None


def _ask_key_results(occasion: Occasion, owner: str) -> Generator[Question, str, list[_Told]]:
    told = [_Told(row[0], row[1], row[2], "", owner) for row in occasion.rows("key-result")]
    if told or not occasion.asking:
        return told
    first = "First key result: whose behaviour changes how (Enter: three to fill in)"
    while len(told) < _MOST:
        title = yield Question("key-result", "Next key result (Enter: no more)" if told else first, optional=True)
        if not title:
            break
        baseline = yield Question("key-result", "  Where is it today", objection=not_a_quantity)
        target = yield Question("key-result", "  Where do you want it to be", objection=not_a_quantity)
        measurement = yield Question("key-result", "  Measured how, from which source", optional=True)
        asked = yield Question("key-result", "  Who is asked about it, by role", owner)
        told.append(_Told(title, baseline, target, measurement, asked))
    return told


def _told(told: Sequence[_Told]) -> list[str]:
    used: set[str] = set()
    lines: list[str] = []
    for one in told:
        own = [*entry("id", places.key_result_id(one.title, used)), *entry("key_result", one.title)]
        own += [*entry("owner", one.owner), *(entry("measurement", one.measurement) or ["# measurement:"])]
        own += [*entry("baseline", one.baseline), *entry("target", one.target)]
        lines += [f"  {line}" for line in _item(own)]
    return lines


def _pattern(patterns: Sequence[Pattern], owner: str) -> list[str]:
    lines: list[str] = []
    for one in patterns:
        own = [*entry("id", one.id), *entry("key_result", one.title), *entry("owner", owner)]
        own += [*entry("category", one.category), *comment(one.hint), *entry("measurement", one.measurement)]
        own += [*entry("baseline", one.baseline), *entry("target", one.target)]
        lines += [f"  {line}" for line in _item(own)]
    return lines


def _item(lines: Sequence[str]) -> list[str]:
    """Lines as an item of a list."""
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _placed(occasion: Occasion, team: str, cycle: Cycle, lines: Sequence[str]) -> Begun:
    """The objective below the others of the team's cycle; in a document of its own where there is none."""
    context, graph = occasion.context, occasion.context.graph
    known = () if occasion.apart else reversed(graph.objectives_of(team, cycle.id))
    for uri in dict.fromkeys(one.uri for one in known):
        content = occasion.report.documents[uri].content
        assert isinstance(content, ObjectivesDocument)
        try:
            return Begun(uri, append(occasion.raw(uri), ("objectives",), lines))
        except SpliceRefused:
            continue
    head = [*entry("okr", "objectives"), *entry("title", f"{context.team_name(team)}, {cycle.id}")]
    until = f"{cycle.id} runs from {numbers.day(cycle.start)} to {numbers.day(cycle.end)}. Two objectives are plenty."
    head += [*entry("team", team), *entry("cycle", cycle.id), *comment(until), "objectives:"]
    place = free_path(places.objectives_place(graph, team, cycle), occasion.taken)
    return Begun(place, document([*head, *(f"  {line}" for line in lines)]))


KIND = Kind(
    "objective",
    "an objective with key results, into the team's document of the cycle",
    (
        TEAM,
        CYCLE,
        Option("objective", "The objective: what gets better, and for whom."),
        Option("context", "Why this, and why now."),
        OWNER,
        Option("supports", "The objective, key result or pillar that it contributes to.", "ID"),
        Option("state", "How far it is.  [default: draft]", choices=_STATES),
        Option(
            "key-result",
            "A key result in three words, each quoted. May be given more than once.",
            "TITLE BASELINE TARGET",
            many=True,
            parts=3,
        ),
        Option(
            "structure",
            "Without key results: those to fill in, as for a team of this kind.  [default: the team's]",
            choices=STRUCTURES,
        ),
    ),
    begin,
)
