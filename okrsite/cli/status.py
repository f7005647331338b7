"""`okrsite status`: the state of play in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, printable
from okrsite.compute.scorecard import Status
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.publish.site import context_of, site_of
from okrsite.views import numbers, opening, outlook, selection, told
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.values import teams_of

_COLOURS = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.OFF_TRACK: "red",
    Status.MISSED: "red",
}
_NAME = 56
_LISTED = 12


@click.command("status")
@click.argument("subject", required=False, metavar="[ID or TEAM]")
@options.config_file
@options.as_of
def command(subject: str | None, config_file: str | None, as_of: str | date | None) -> None:
    """Show the state of play: of the organisation, of one TEAM, or of the objective or key result ID."""
    press = options.press_for(config_file, as_of)
    report = press.report(press.project.documents())
    if report.withheld:
        raise OkrsiteError("nothing is shown, for some documents are not for everybody")
    context = context_of(report, site_of(press))
    for line in _organisation(context) if subject is None else _subject(context, subject):
        echo(line.rstrip())


def _organisation(context: Context) -> Iterator[str]:
    cycle = selection.shown_cycle(context.graph, context.as_of)
    if cycle is None:
        yield "There are no objectives yet."
        return
    yield from _cycle(context, cycle)
    teams = teams_of(context, cycle)
    wide = max(map(len, teams), default=0)
    for team in teams:
        group = context.card.teams.get((team, cycle.id))
        if group:
            figures = f"{numbers.score(group.score):>5}  expected {numbers.score(group.expected)}"
            yield f"  {_name(context.team_name(team))}  {team:{wide}}  {figures}  {_word(group.pace)}"


def _cycle(context: Context, cycle: Cycle) -> Iterator[str]:
    state = opening.state_words(context, cycle)
    yield click.style(f"{cycle.id}, {state}, as of {numbers.day(context.as_of)}", bold=True)
    if context.card.states[cycle.id] is not CycleState.UPCOMING:
        group = context.card.cycles[cycle.id]
        yield f"score {numbers.score(group.score)}, expected {numbers.score(group.expected)}"
    yield ""


def _subject(context: Context, subject: str) -> Iterator[str]:
    graph = context.graph
    team = next((id for id in graph.teams if id.lower() == subject.lower()), None)
    name = graph.names.get(subject.lower())
    if team:
        return _team(context, team)
    if name and name.kind == "objective":
        return _objective(context, graph.objectives[name.id])
    if name and name.kind == "key_result":
        return _key_result_alone(context, graph.key_results[name.id])
    known = [*graph.teams, *graph.objectives, *graph.key_results]
    close = nearest(subject, known)
    hint = f"Did you mean `{close}`?" if close else _teams(context)
    raise OkrsiteError(f"there is no team, objective or key result `{printable(subject)}`", hint)


def _teams(context: Context) -> str:
    """What may be named, for somebody who does not know."""
    teams = list(context.graph.teams)
    if not teams:
        return "There are no documents of a team yet."
    listed = ", ".join(f"`{printable(one)}`" for one in teams[:_LISTED])
    more = f" and {len(teams) - _LISTED} more" if len(teams) > _LISTED else ""
    return f"There {'is the team' if len(teams) == 1 else 'are the teams'} {listed}{more}."


def _team(context: Context, team: str) -> Iterator[str]:
    yield f"{click.style(context.team_name(team), bold=True)}  {team}"
    states = context.card.states
    current = [one for one in context.index.of_team.get(team, ()) if states[one.cycle] is not CycleState.CLOSED]
    if not current:
        yield "No objectives in a cycle that is not closed."
    for objective in current:
        yield ""
        yield from _objective(context, objective)


def _objective(context: Context, objective: Objective) -> Iterator[str]:
    reckoned = context.card.objectives[objective.id]
    yield f"{click.style(printable(objective.title), bold=True)}  {objective.id}"
    figures = f"score {numbers.score(reckoned.score)}, expected {numbers.score(reckoned.expected)}"
    measured = f"{reckoned.measured} of {reckoned.total} measured"
    yield f"  {_word(reckoned.status)}  {figures}, {measured}, owner {printable(objective.owner or 'nobody')}"
    shorts = [one.id.removeprefix(objective.id) for one in objective.key_results]
    wide = max(map(len, shorts), default=0)
    for key_result, short in zip(objective.key_results, shorts, strict=True):
        yield _key_result(context, key_result, f"{short:{wide}}  ")


def _key_result(context: Context, key_result: KeyResult, short: str = "") -> str:
    reckoned = context.card.key_results[key_result.id]
    progress = numbers.percent(reckoned.progress)
    figures = f"{progress:>6}  {_word(reckoned.status)}  {_where(context, key_result)}"
    return f"  {_name(key_result.title)}  {short}{figures}"


def _key_result_alone(context: Context, key_result: KeyResult) -> Iterator[str]:
    objective = context.graph.objective_of(key_result)
    yield f"{click.style(printable(key_result.title), bold=True)}  {key_result.id}"
    yield f"  of {printable(objective.title)}  {objective.id}"
    yield _key_result(context, key_result)
    found = context.forecasts.get(key_result.id)
    if found:
        yield f"  {outlook.summary(found)}"


def _where(context: Context, key_result: KeyResult) -> str:
    return printable(told.standing(key_result, context.card.key_results[key_result.id]))


def _name(text: str) -> str:
    shown = printable(text)
    return f"{shown if len(shown) <= _NAME else shown[: _NAME - 1] + '…':{_NAME}}"


def _word(status: Status | None) -> str:
    return click.style(f"{status_mark(status).word:11}", fg=_COLOURS.get(status)) if status else ""
