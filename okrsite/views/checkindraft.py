"""A new check-in as a document: the team's running key results with their last readings, and room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from okrsite.compute.scorecard import KeyResultNumbers
from okrsite.model.chronicle import CheckIn
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.naming import free_path
from okrsite.model.objective import Objective
from okrsite.model.week import week_of
from okrsite.source.drafting import comment, one_line
from okrsite.source.emit import scalar
from okrsite.views import numbers, readings
from okrsite.views.context import Context, grouped, kept
from okrsite.views.reviewdraft import Draft
from okrsite.views.words import gettext as _

RUNNING = (CycleState.OPEN, CycleState.CLOSING)
FULL, PLAIN, BARE, EMPTY = range(4)
"""How much a draft says: everything; no titles; no last readings either; no key results."""

_STEPWISE = (KeyResultType.MILESTONES, KeyResultType.BINARY)


def running(context: Context, team: str) -> tuple[Objective, ...]:
    """Return the objectives of a team that it checks in on: agreed, not cancelled, of a cycle that runs."""
    states, numbered = context.card.states, context.card.objectives
    return tuple(
        one
        for one in context.index.of_team.get(team, ())
        if states[one.cycle] in RUNNING and one.counts and not numbered[one.id].cancelled
    )


def checkin_draft(context: Context, team: str, day: date, detail: int = FULL) -> Draft:
    """Return a team's check-in of a day; the readings stand there as comments until somebody fills one in.

    `detail` leaves out more and more, for where there is little room.
    """
    objectives = running(context, team)
    lines = [
        "---",
        "okr: checkin",
        f"team: {scalar(team)}",
        f"date: {day.isoformat()}",
        *_ask(detail, _("How it goes, as you see it: green, amber or red.")),
        "# health: green",
        *_ask(detail, _("Take the `# ` away from the lines of what you read, and put the value behind the colon.")),
        "readings:",
        *(line for one in objectives for line in _of_objective(context, one, detail)),
        *_ask(detail, _("What went well, what is hard, what you need from whom, what comes next?")),
        "wins:",
        "challenges:",
        "needs:",
        "next:",
        "---",
    ]
    return Draft(place(context, team, day), "\n".join(lines) + "\n")


def _ask(detail: int, text: str) -> list[str]:
    return comment(text) if detail == FULL else []


def _of_objective(context: Context, objective: Objective, detail: int) -> Iterator[str]:
    if detail == EMPTY:
        return
    if detail == FULL:
        yield from comment(f"{objective.title} ({objective.cycle})", 2)
    for one in objective.key_results:
        reckoned = context.card.key_results[one.id]
        if reckoned.cancelled or one.type in _STEPWISE:
            continue
        yield f"  # {scalar(one.id)}:{_behind(one, reckoned, context.as_of, detail)}"


def _behind(key_result: KeyResult, reckoned: KeyResultNumbers, as_of: date, detail: int) -> str:
    """What is meant, what was read last and what is wanted, as a comment behind the key."""
    said = [key_result.title.rstrip(".")] if detail == FULL else []
    if detail >= BARE:
        return ""
    if reckoned.current and reckoned.current.text:
        day = numbers.day(reckoned.current.date, as_of)
        said.append(_("was {value} on {day}").format(value=reckoned.current.text, day=day))
    wanted = readings.wanted(key_result)
    if wanted:
        said.append(_("wanted {value}").format(value=wanted))
    return f" # {one_line('; '.join(said))}" if said else ""


@kept
def checkins_by_team(context: Context) -> dict[str, tuple[CheckIn, ...]]:
    """Return the check-ins that say something, by team."""
    return grouped((one.team, one) for one in context.graph.checkins)


@kept
def empty_by_team(context: Context) -> dict[str, tuple[CheckIn, ...]]:
    """Return the check-in documents that say nothing yet, by team."""
    return grouped((one.team, one) for one in context.graph.empty_checkins)


@kept
def _taken(context: Context) -> frozenset[str]:
    return frozenset(uri.lower() for uri in context.index.documents)


def place(context: Context, team: str, day: date) -> str:
    """Return where a team's check-in of a day goes: beside its last one and named like it, else below its objectives.

    No document of the site has that place.
    """
    latest = max(checkins_by_team(context).get(team, ()), key=lambda one: (one.date, one.uri), default=None)
    taken = _taken(context)
    named = [*(_like(latest, day) if latest else ()), f"{day.isoformat()}-{_name(team)}.md"]
    folder = PurePosixPath(latest.uri).parent if latest else _beside(context, team) / "checkins"
    wanted = [(folder / name).as_posix() for name in named]
    free = (uri for uri in wanted if uri.lower() not in taken)
    return next(free, None) or free_path(wanted[-1], lambda uri: uri.lower() in taken)


def _like(latest: CheckIn, day: date) -> Iterator[str]:
    """Names for a day's check-in in the manner of another one: by its week, by its day."""
    name = PurePosixPath(latest.uri).name
    week, new = week_of(latest.date).id, week_of(day).id
    if week.lower() in name.lower():
        yield re.sub(re.escape(week), lambda _: new.lower() if week.lower() in name else new, name, flags=re.IGNORECASE)
        yield re.sub(re.escape(week), day.isoformat(), name, flags=re.IGNORECASE)
    elif latest.date.isoformat() in name:
        yield name.replace(latest.date.isoformat(), day.isoformat())


def _beside(context: Context, team: str) -> PurePosixPath:
    uris: Sequence[str] = [one.uri for one in running(context, team) or context.index.of_team.get(team, ())]
    known = context.graph.teams.get(team)
    uri = uris[-1] if uris else (known.uri or "") if known else ""
    return PurePosixPath(uri).parent


def _name(team: str) -> str:
    return re.sub(r"[^\w.-]+", "-", team.lower()).strip("-.") or "team"
