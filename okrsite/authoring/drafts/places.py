"""Where a new document goes and what its ids are: as the team has it so far, else as others have it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.naming import free_id, respelled
from okrsite.model.objective import Objective

_COMMON = """raise lift increase grow improve boost cut reduce lower decrease shorten halve double keep hold reach get
    more fewer less the of to in on for by from who that their share rate number time median mean average how and our
    we all new per with after before at is are an"""


def objectives_place(graph: OkrGraph, team: str, cycle: Cycle) -> str:
    """The uri of a team's objectives of a cycle: named like those of another cycle or team, in the team's folder."""
    return _named(graph, ((one.uri, one.team, one.cycle) for one in graph.objectives.values()), team, cycle, "")


def roadmap_place(graph: OkrGraph, team: str, cycle: Cycle) -> str:
    """The uri of a team's roadmap of a cycle."""
    own = ((one.uri, one.team, one.cycle or "") for one in graph.initiatives.values())
    return _named(graph, own, team, cycle, "roadmap-")


def retrospective_place(graph: OkrGraph, team: str, cycle: Cycle) -> str:
    """The uri of a team's retrospective of a cycle."""
    own = ((one.uri, one.team, one.cycle) for one in graph.retrospectives)
    return _named(graph, own, team, cycle, "", "-retrospective")


def _named(
    graph: OkrGraph, known: Iterable[tuple[str, str, str]], team: str, cycle: Cycle, before: str, behind: str = ""
) -> str:
    latest = sorted(known, key=lambda one: (graph.cycles[one[2]].end if one[2] in graph.cycles else cycle.end, one[0]))
    for uri, _, written in reversed([one for one in latest if one[1] == team]):
        named = respelled(uri, written, cycle.id) if written else None
        if named:
            return named
    for uri, other, written in reversed(latest):
        name = respelled(PurePosixPath(uri).name, written, cycle.id) if written else None
        if name and other.lower() not in name.lower():
            return (folder_of(graph, team) / name).as_posix()
    return (folder_of(graph, team) / f"{before}{cycle.slug}{behind}.md").as_posix()


def folder_of(graph: OkrGraph, team: str) -> PurePosixPath:
    """The folder of a team's own documents."""
    own = [one.uri for one in graph.objectives.values() if one.team == team]
    known = graph.teams.get(team)
    uri = (known.uri if known else None) or (own[-1] if own else None)
    return PurePosixPath(uri).parent if uri else PurePosixPath("teams", _slug(team))


def team_place(graph: OkrGraph, team: str) -> str:
    """The uri of a team's document: as another team has it, with its id in place of that one's."""
    for one in reversed(list(graph.teams.values())):
        if one.uri and one.id != graph.root and re.search(rf"(?<!\w){re.escape(one.id)}(?!\w)", one.uri, re.IGNORECASE):
            return re.sub(rf"(?<!\w){re.escape(one.id)}(?!\w)", _slug(team), one.uri, flags=re.IGNORECASE)
    return f"teams/{_slug(team)}/index.md"


def _slug(team: str) -> str:
    return re.sub(r"[^\w.-]+", "-", team.lower()).strip("-.") or "team"


def objective_id(graph: OkrGraph, team: str, cycle: Cycle) -> str:
    """A free id for an objective, in the team's own pattern, else in the one of the others."""

    def taken(id: str) -> bool:
        return id.lower() in graph.names

    for one in reversed(_by_cycle(graph, graph.objectives_of(team))):
        named = one.id if one.cycle == cycle.id else respelled(one.id, one.cycle, cycle.id)
        if named:
            first = re.sub(r"\d+$", "1", named)
            return free_id(first, taken)
    return free_id(f"{_initials(graph, team)}-{_tag(graph, cycle)}-1", taken)


def _by_cycle(graph: OkrGraph, objectives: Iterable[Objective]) -> list[Objective]:
    return sorted((one for one in objectives if not one.derived), key=lambda one: graph.cycles[one.cycle].end)


def _tag(graph: OkrGraph, cycle: Cycle) -> str:
    """How ids here spell a cycle.

    A site of `CO-2026Q3-1` spells it `2026Q4`, one of `CO-2026-Q3-1` spells it `2026-Q4`.
    """
    for one in reversed(_by_cycle(graph, graph.objectives.values())):
        own = re.search(r"(?<=[-_.]).*(?=[-_.]\d+$)", one.id)
        tag = respelled(own[0], one.cycle, cycle.id) if own else None
        if tag:
            return tag
    return cycle.id.replace("-", "")


def _initials(graph: OkrGraph, team: str) -> str:
    """A beginning for a team's ids that no other team has."""
    letters = re.sub(r"[^A-Za-z0-9]+", "", team).upper() or "TEAM"
    words = re.findall(r"[A-Za-z0-9]+", team)
    begun = {re.split(r"[-_.]", one.id)[0].upper() for one in graph.objectives.values() if one.team != team}
    short = ["".join(word[0] for word in words).upper()] if len(words) > 1 else []
    tries = [*short, *(letters[:length] for length in (3, 4, 5)), letters]
    return next((one for one in tries if one not in begun), letters)


def key_result_id(title: str, used: set[str]) -> str:
    """The end of a key result's id, told by its title.

    >>> key_result_id("Raise onboarding completion", set()), key_result_id("Cut the time to a first ticket", set())
    ('.onboarding', '.first')
    """
    words = [word.lower() for word in re.findall(r"[A-Za-z][A-Za-z0-9]+", title)]
    telling = [word for word in words if word not in _COMMON.split()]
    name = next((f".{word}" for word in telling if f".{word}" not in used), f".{len(used) + 1}")
    used.add(name)
    return name
