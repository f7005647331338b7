"""Drafts for the next cycle of what was not reached: new ids and baselines, the target kept, no check-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from okrsite.closing.goals import finished, goal
from okrsite.closing.team_close import Close, TeamClose
from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult
from okrsite.model.naming import following_id, respelled
from okrsite.model.objective import Objective
from okrsite.source.documents import ObjectivesDocument
from okrsite.source.drafting import comment, document, entry, one_line
from okrsite.source.emit import Value
from okrsite.source.entries import KeyResultEntry, LinkEntry, ObjectiveEntry
from okrsite.views import numbers

_MOST_LESSONS = 3


class Carried(Struct, frozen=True):
    """What is carried over from a whole cycle; `ids` maps objectives and key results to what they go on as.

    `known` are the successors that somebody has written already, which need no draft.
    """

    following: Cycle
    ids: Mapping[str, str]
    known: Mapping[str, str]

    @property
    def successors(self) -> dict[str, str]:
        """Under which id each objective goes on, drafted or written already."""
        return {**self.ids, **self.known}


def carried_of(close: Close, following: Cycle) -> Carried:
    """The ids of all that is carried over; each is free in the whole archive."""
    names = set(close.graph.names)
    written = {one.carried_from: one.id for one in close.graph.objectives.values() if one.carried_from}
    ids: dict[str, str] = {}
    known: dict[str, str] = {}

    def taken(id: str) -> bool:
        return id in names

    for part in close.teams():
        for objective in part.missed():
            if objective.id in written:
                known[objective.id] = written[objective.id]
                continue
            ids[objective.id] = following_id(objective.id, close.cycle, following, taken)
            names.add(ids[objective.id].lower())
            for key_result in objective.key_results:
                ids[key_result.id] = _key_result_id(key_result, objective, ids[objective.id], close, following, taken)
                names.add(ids[key_result.id].lower())
    return Carried(following, ids, known)


def _key_result_id(
    key_result: KeyResult, objective: Objective, new: str, close: Close, following: Cycle, taken: Callable[[str], bool]
) -> str:
    rest = key_result.id[len(objective.id) :]
    if key_result.id.lower().startswith(objective.id.lower()) and rest.startswith("."):
        return new + rest
    return following_id(key_result.id, close.cycle, following, taken)


def carried_path(part: TeamClose, following: Cycle) -> str:
    """Where a team's drafts go: named as its objectives of the closed cycle are."""
    uri = part.objectives[0].uri
    named = respelled(uri, part.close.cycle.id, following.id)
    return named or f"{uri.rpartition('/')[0]}/{following.slug}.md".lstrip("/")


def drafted(part: TeamClose, carried: Carried) -> list[Objective]:
    """The objectives that need a draft."""
    return [one for one in part.missed() if one.id in carried.ids]


def draft(part: TeamClose, carried: Carried, retrospective: str) -> bytes:
    """A team's objectives for the next cycle, as drafts; `retrospective` is the path of its retrospective."""
    following = carried.following
    lines = [
        *entry("okr", "objectives"),
        *entry("title", f"{part.name}, {following.id}"),
        *entry("team", part.team),
        *entry("cycle", following.id),
        *entry("visibility", part.visibility),
        "",
        *comment(
            f"Drafted by `okrsite close` on {part.close.day} from what {part.close.cycle.id} did not reach. Drafts "
            "count in nothing. Decide about each: continue (agree on it: take out `state`), change it, or drop it "
            f"(take it out). The decision and its reason go into `carry_over` in {retrospective}."
        ),
        "objectives:",
    ]
    for objective in drafted(part, carried):
        lines += _Draft(part, carried, objective).lines()
    return document(lines)


class _Draft:
    """One objective on its way into the next cycle."""

    def __init__(self, part: TeamClose, carried: Carried, objective: Objective) -> None:
        self.part, self.close, self.carried, self.objective = part, part.close, carried, objective
        self.written = _entry_of(part.close, objective)

    def lines(self) -> list[str]:
        """The objective with its key results, as an item of `objectives`."""
        objective, written = self.objective, self.written
        kept, left = self._key_results()
        ended = numbers.score(self.close.card.objectives[objective.id].score)
        body = [
            *entry("state", "draft", 4),
            *entry("objective", objective.title, 4),
            *self._context(),
            *entry("owner", objective.owner or "", 4),
            *entry("stakeholders", list(objective.stakeholders), 4),
            *entry("visibility", written.visibility or "", 4),
            *entry("priority", objective.priority or "", 4),
            *entry("commitment", objective.commitment if objective.commitment != "aspirational" else "", 4),
            *entry("category", objective.category or "", 4),
            *self._references("supports", objective.supports, 4),
            *self._references("depends_on", objective.depends_on, 4),
            *entry("shared_with", list(written.shared_with), 4),
            *entry("weight", _weight(written), 4),
            *entry("cadence", written.cadence or "", 4),
            *entry("carried_from", objective.id, 4),
            *entry("links", _links(written.links), 4),
            *(["    key_results:"] if kept else []),
            *kept,
            *left,
        ]
        return [
            *comment(f"{objective.id} ended at {ended}.", 2),
            f"  - id: {self.carried.ids[objective.id]}",
            *body,
        ]

    def _context(self) -> list[str]:
        lessons = self._lessons()
        text = " ".join(part for part in (self.objective.context or "", lessons) if part)
        if lessons:
            return entry("context", text, 4)
        hint = "Say in `context` which lessons of the retrospective this rests on, once they are written."
        return [*comment(hint, 4), *entry("context", text, 4)]

    def _lessons(self) -> str:
        written = self.part.retrospective
        if written is None or not written.lessons:
            return ""
        told = [
            f"“{one_line(one.text)}”" + (f" ({one.theme})" if one.theme else "")
            for one in written.lessons[:_MOST_LESSONS]
        ]
        return f"The retrospective of {self.close.cycle.id} taught: {'; '.join(told)}."

    def _references(self, key: str, ids: Iterable[str], indent: int) -> list[str]:
        """What it supports or needs, under the ids that go on; a comment for what is closed."""
        kept: list[str] = []
        closed: list[str] = []
        for id in ids:
            (kept if id in self.carried.ids or self._goes_on(id) else closed).append(id)
        lines = comment(f"{key}: {', '.join(closed)} ended with {self.close.cycle.id}.", indent) if closed else []
        names: list[Value] = [self.carried.ids.get(id, id) for id in kept]
        return [*lines, *entry(key, names[0] if len(names) == 1 else names, indent)]

    def _goes_on(self, id: str) -> bool:
        graph = self.close.graph
        owner = graph.key_results[id].objective if id in graph.key_results else id
        if owner in graph.objectives:
            return graph.cycles[graph.objectives[owner].cycle].overlaps(self.carried.following)
        if id in graph.initiatives:
            cycle = graph.initiatives[id].cycle
            return cycle is None or graph.cycles[cycle].overlaps(self.carried.following)
        return id in graph.pillars

    def _key_results(self) -> tuple[list[str], list[str]]:
        """The lines of those that go on, and comments about those that don't."""
        kept: list[str] = []
        left: list[str] = []
        for key_result, written in zip(self.objective.key_results, self.written.key_results, strict=True):
            reckoned = self.close.card.key_results[key_result.id]
            if reckoned.cancelled:
                continue
            why = finished(key_result, reckoned)
            if why:
                left += comment(f"Not carried over: {key_result.id}, {one_line(key_result.title)}; {why}.", 4)
            else:
                kept += self._key_result(key_result, written, reckoned)
        return kept, left

    def _key_result(self, key_result: KeyResult, written: KeyResultEntry, reckoned: KeyResultNumbers) -> list[str]:
        new, own = self.carried.ids[key_result.id], self.carried.ids[self.objective.id]
        pairs: list[tuple[str, Value]] = [
            ("key_result", key_result.title),
            ("owner", key_result.owner or ""),
            ("category", key_result.category or ""),
            ("measurement", key_result.measurement or ""),
            ("window", key_result.window or ""),
            ("cohort", key_result.cohort or ""),
            ("proxy", key_result.proxy or ""),
            ("leading", [{"name": one.name} for one in written.leading if one.name]),
            *goal(key_result, written, reckoned, self.close.day),
            ("shared_with", list(written.shared_with)),
            ("visibility", written.visibility or ""),
            ("weight", _weight(written)),
            ("carried_from", key_result.id),
            ("links", _links(written.links)),
        ]
        lines = [line for key, value in pairs for line in entry(key, value, 8)]
        lines += self._references("supports", key_result.supports, 8)
        lines += self._references("depends_on", key_result.depends_on, 8)
        return [f"      - id: {new[len(own) :] if new.startswith(f'{own}.') else new}", *lines]


def _entry_of(close: Close, objective: Objective) -> ObjectiveEntry:
    """The objective as it is written."""
    found = close.report.documents[objective.uri]
    content = found.content
    assert isinstance(content, ObjectivesDocument)
    places = [found.where("objectives", index) for index in range(len(content.objectives))]
    return content.objectives[places.index(objective.where)]


def _weight(written: ObjectiveEntry | KeyResultEntry) -> str:
    return "" if written.weight == 1 else format(written.weight, "f")


def _links(links: tuple[LinkEntry, ...]) -> list[Value]:
    return [{"name": one.name, "url": one.url} if one.name else one.url for one in links]
