"""Team documents to the tree of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Located, Where, nearest
from okrsite.model.names import is_id, path_told
from okrsite.model.organization import Link, Team
from okrsite.source.documents import TeamDocument
from okrsite.source.entries import LinkEntry
from okrsite.source.read import Document


def build_teams(
    documents: Iterable[Document], mentions: Iterable[tuple[str, Located]], root: str
) -> tuple[dict[str, Team], list[Diagnostic]]:
    """All teams by canonical id, parents before children, and what is wrong with them.

    `mentions` are the places where documents name a team; one without a document exists all the same.
    """
    findings: list[Diagnostic] = []
    teams = _documented(documents, findings)
    parents = [(team.parent, _at(team.where)) for team in teams.values() if team.parent and team.where]
    known = {name.lower(): name for name in teams}
    for text, where in ((root, _at(Where("mkdocs.yml"))), *mentions, *parents):
        if text.lower() in known:
            continue
        known[text.lower()] = text
        teams[text] = Team(text, text, None, 0)
        findings.append(_undocumented(text, where(), teams))
    return _levels(_with_parents(teams, known, known[root.lower()], findings)), findings


def team_id(text: str, teams: Mapping[str, Team]) -> str:
    """The canonical spelling of a team's id; teams are told apart without regard to case."""
    if text in teams:
        return text
    return next((name for name in teams if name.lower() == text.lower()), text)


def links_of(entries: Iterable[LinkEntry]) -> tuple[Link, ...]:
    """Written links as the model has them."""
    return tuple(Link(entry.name or entry.url, entry.url) for entry in entries)


def _at(where: Where) -> Located:
    return lambda: where


def _documented(documents: Iterable[Document], findings: list[Diagnostic]) -> dict[str, Team]:
    teams: dict[str, Team] = {}
    first: dict[str, Where] = {}
    for document in documents:
        written = document.content
        if not isinstance(written, TeamDocument) or not written.id:
            continue
        where = document.where("id", value=True)
        if written.id.lower() in first:
            other = first[written.id.lower()]
            message = f"the team `{written.id}` has a document already"
            hint = f"Give this team another id; the first one stands in {other.path}, line {other.line}."
            findings.append(finding("duplicate-id", where, message, hint, written.id))
            continue
        first[written.id.lower()] = where
        teams[written.id] = _team(written.id, written, where, document.uri)
    return teams


def _team(own: str, written: TeamDocument, where: Where, uri: str) -> Team:
    return Team(
        id=own,
        name=written.name or own,
        parent=written.parent,
        level=0,
        lead=written.lead,
        champion=written.champion,
        mission=written.mission,
        structure=written.structure,
        cadence=written.cadence,
        links=links_of(written.links),
        where=where,
        uri=uri,
    )


def _undocumented(text: str, where: Where, teams: Mapping[str, Team]) -> Diagnostic:
    close = nearest(text, [name for name, team in teams.items() if team.where])
    return finding("undocumented-team", where, f"the team `{text}` has no document", _mend(text, close), text)


def _mend(text: str, close: str | None) -> str:
    if not is_id(text):
        return (
            f"Did you mean `{close}`?" if close else "Name a team by its id, which has letters, digits, `.`, `_`, `-`."
        )
    document = f"rite a document with `okr: team` and `id: {text}`."
    return f"Did you mean `{close}`? Or w{document}" if close else f"W{document}"


def _with_parents(
    teams: dict[str, Team], known: Mapping[str, str], root: str, findings: list[Diagnostic]
) -> dict[str, Team]:
    parents = {
        name: None if name == root else known[team.parent.lower()] if team.parent else root
        for name, team in teams.items()
    }
    if teams[root].parent:
        findings.append(_topped(teams[root]))
    for name in sorted(parents):
        circle = _circle(name, parents)
        if circle:
            where = teams[name].where or Where("mkdocs.yml")
            path = path_told(circle)
            hint = "Give one of them a parent outside of the circle."
            findings.append(finding("circular-teams", where, f"teams lie below themselves: {path}", hint, name))
            parents[name] = root
    return {name: replace(team, parent=parents[name]) for name, team in teams.items()}


def _topped(root: Team) -> Diagnostic:
    message = f"`{root.id}` is the team at the top, and has the parent `{root.parent}`"
    hint = "Remove `parent`, or name another team as `root` in the configuration."
    return finding("circular-teams", root.where or Where("mkdocs.yml"), message, hint, root.id)


def _circle(name: str, parents: Mapping[str, str | None]) -> list[str]:
    path, step = {name: None}, parents[name]
    while step is not None and step not in path:
        path[step] = None
        step = parents[step]
    return [*path, name] if step == name else []


def _levels(teams: dict[str, Team]) -> dict[str, Team]:
    placed = [replace(team, level=_depth(team, teams)) for team in teams.values()]
    return {team.id: team for team in sorted(placed, key=lambda team: (team.level, team.name.lower(), team.id))}


def _depth(team: Team, teams: Mapping[str, Team]) -> int:
    depth = 0
    while team.parent is not None:
        team = teams[team.parent]
        depth += 1
    return depth
