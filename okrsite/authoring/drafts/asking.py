"""Questions that several kinds of documents ask: whose, for which cycle, by whom, for what."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date

from okrsite.authoring.drafts.conversation import Occasion, Option, Question
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.cycle import Cycle, CycleRules, parse_cycle, suggest_cycle
from okrsite.model.names import is_id
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.source.drafting import printable
from okrsite.views.context import Context

TEAM = Option("team", "The id of the team.", "TEAM")
CYCLE = Option("cycle", "The cycle.  [default: the team's on that day]", "CYCLE")
OWNER = Option("owner", "Who is asked about it, by role.  [default: the team's lead]", "ROLE")

Answer = Generator[Question, str, str]


def known_team(context: Context, text: str) -> str:
    """The id of a team that has a document or is named by one; OkrsiteError with the nearest where there is none."""
    known = {id.lower(): id for id in context.graph.teams}
    if text.lower() in known:
        return known[text.lower()]
    close = nearest(text, known.values())
    hint = f"Did you mean `{close}`?" if close else "`okrsite new team` begins one."
    raise OkrsiteError(f"there is no team `{printable(text)}`", hint)


def ask_team(occasion: Occasion) -> Answer:
    """Which team it is of."""
    context = occasion.context
    teams = tuple(context.graph.teams)
    answer = yield Question("team", "Team", teams[0] if len(teams) == 1 else None, teams)
    return known_team(context, answer)


def ask_cycle(occasion: Occasion, team: str, *, agreed: bool = False) -> Generator[Question, str, Cycle]:
    """Which cycle it is for: the team's shortest that holds the day, else the quarter. `agreed`: one that is in use."""
    context = occasion.context
    usual = usual_cycle(context, team, occasion.day)
    answer = yield Question("cycle", "Cycle", usual.id)
    rules = _rules(context)
    found = parse_cycle(answer, rules)
    if found is None:
        close = suggest_cycle(answer, rules)
        hint = f"Did you mean `{close}`?" if close else "Write it like 2026-Q4."
        raise OkrsiteError(f"there is no cycle `{printable(answer)}`", hint)
    if agreed and found.id not in context.graph.cycles:
        close = nearest(found.id, context.graph.cycles)
        hint = f"Did you mean `{close}`?" if close else "Name a cycle that has objectives, such as 2026-Q3."
        raise OkrsiteError(f"no document speaks of a cycle `{found.id}`", hint)
    return context.graph.cycles.get(found.id, found)


def usual_cycle(context: Context, team: str, day: date) -> Cycle:
    """The team's shortest cycle that holds a day, else anybody's, else the quarter of the calendar."""
    graph = context.graph
    around = sorted((one for one in graph.cycles.values() if one.contains(day)), key=lambda one: (one.days, one.id))
    own = {one.cycle for one in graph.objectives.values() if one.team == team}
    found = next((one for one in around if one.id in own), None) or next(iter(around), None)
    if found is None:
        found = parse_cycle(f"{day.year:04}-Q{(day.month + 2) // 3}", _rules(context))
    assert found is not None
    return found


def _rules(context: Context) -> CycleRules:
    return CycleRules(context.settings.fiscal_year_start, context.settings.named_cycles)


def ask_owner(occasion: Occasion, team: str) -> Answer:
    """Who is asked about it."""
    return (yield Question("owner", "Owner, one role", lead_of(occasion.context, team)))


def lead_of(context: Context, team: str) -> str:
    """The lead of a team; what that role would be called where nobody is named."""
    known = context.graph.teams.get(team)
    return (known.lead if known else None) or f"{team}-lead"


def not_a_quantity(answer: str) -> str | None:
    """Why an answer is no number."""
    parsed = parse_quantity(answer)
    if isinstance(parsed, NotANumber):
        return f"`{answer}` is no number{f': {parsed.reason}' if parsed.reason else ''}. {parsed.hint or ''}".rstrip()
    return None


def not_an_id(answer: str) -> str | None:
    """Why an answer can't be an id."""
    return None if is_id(answer) else "An id has letters, digits, dots, hyphens and underscores, and no spaces."
