"""The numbers as plain data, shaped as the contract's §5 says; unknown is None, nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from okrsite.compute.alignment import Alignment, alignments
from okrsite.compute.forecast import Forecast
from okrsite.compute.impact import impact
from okrsite.compute.scorecard import GroupNumbers, KeyResultNumbers, ObjectiveNumbers
from okrsite.diagnostics import Diagnostic
from okrsite.export.findings.plain import finding_data
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import Amount, KeyResult, KeyResultType
from okrsite.model.objective import Objective
from okrsite.model.organization import Team
from okrsite.model.quantity import to_float
from okrsite.views.context import Context
from okrsite.views.urls import page_of

FORMAT = "okrsite/1"
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Exporter:
    """Turns a context into data; addresses are absolute where the site has a url."""

    context: Context

    def everything(self, cycles: Sequence[str] | None = None) -> Data:
        """All data, or that of some cycles only; keys and order are the contract's."""
        context, graph = self.context, self.context.graph
        chosen = [cycle for cycle in graph.cycles if cycles is None or cycle in cycles]
        aligned = alignments(graph, context.card)
        return {
            "format": FORMAT,
            "as_of": context.as_of.isoformat(),
            "site": {"name": context.site.name, "url": context.site.url},
            "cycles": [self.cycle(cycle, aligned[cycle]) for cycle in chosen],
            "teams": [self.team(team, chosen) for team in graph.teams.values()],
            "pillars": [self.pillar(pillar) for pillar in graph.pillars],
            "objectives": [self.objective(one) for one in graph.objectives.values() if one.cycle in chosen],
            "initiatives": [
                self.initiative(one) for one in graph.initiatives.values() if cycles is None or one.cycle in chosen
            ],
            "updates": self.updates(None if cycles is None else chosen),
            "retrospectives": self.retrospectives(chosen),
            "findings": [finding_data(one) for one in self._findings(None if cycles is None else chosen)],
        }

    def cycle(self, id: str, alignment: Alignment) -> Data:
        """One cycle's own numbers."""
        card, cycle = self.context.card, self.context.graph.cycles[id]
        numbers = card.cycles[id]
        return {
            "id": id,
            "start": cycle.start.isoformat(),
            "end": cycle.end.isoformat(),
            "state": card.states[id].value,
            "elapsed": to_float(card.elapsed[id]),
            "score": _number(numbers.score),
            "hit": _number(numbers.hit),
            "objectives": numbers.objectives,
            "alignment": {
                "share": _number(alignment.share),
                "orphans": list(alignment.orphans),
                "unsupported": list(alignment.unsupported),
            },
        }

    def team(self, team: Team, cycles: Iterable[str]) -> Data:
        """A team with its scores by cycle."""
        card = self.context.card
        scores = {cycle: card.teams[(team.id, cycle)] for cycle in cycles if (team.id, cycle) in card.teams}
        return {
            "id": team.id,
            "name": team.name,
            "parent": team.parent,
            "level": team.level,
            "scores": {cycle: _group(numbers) for cycle, numbers in scores.items()},
            "url": self._url(self.context.urls.team(team.id)),
        }

    def pillar(self, id: str) -> Data:
        """A pillar and who names it."""
        graph = self.context.graph
        return {"id": id, "name": graph.pillars[id].name, "supported_by": list(graph.supported_by.get(id, ()))}

    def objective(self, objective: Objective) -> Data:
        """An objective with its numbers and its key results."""
        numbers = self.context.card.objectives[objective.id]
        return {
            "id": objective.id,
            "objective": objective.title,
            "team": objective.team,
            "cycle": objective.cycle,
            "owner": objective.owner,
            "state": objective.state,
            "priority": objective.priority,
            "commitment": objective.commitment,
            "category": objective.category,
            **_verdict(numbers),
            "success": to_float(numbers.success),
            "measured": numbers.measured,
            "weight": _whole(objective.weight),
            **self._links(objective),
            "carried_from": objective.carried_from,
            "url": self._url(self.context.urls.objective(objective.id)),
            "source": {"path": objective.where.path, "line": objective.where.line},
            "key_results": [self.key_result(key_result) for key_result in objective.key_results],
        }

    def key_result(self, key_result: KeyResult) -> Data:
        """A key result with its quantities, its numbers and its readings."""
        numbers = self.context.card.key_results[key_result.id]
        return {
            "id": key_result.id,
            "key_result": key_result.title,
            "type": key_result.type.value if key_result.type else None,
            "owner": key_result.owner,
            "category": key_result.category,
            "baseline": _amount(key_result.baseline, key_result),
            "start": _amount(key_result.start, key_result),
            "assumed_start": bool(key_result.start and key_result.start.assumed),
            "target": _target(key_result),
            "current": _current(numbers, key_result),
            "progress": _number(numbers.progress),
            **_verdict(numbers),
            "met": numbers.met,
            "fell_back": numbers.fell_back,
            "success": to_float(numbers.success),
            "confidence": _number(numbers.confidence),
            "stale": numbers.stale,
            "forecast": _forecast(self.context.forecasts.get(key_result.id)),
            "readings": _readings(numbers),
            "coverage": _number(self.context.coverage[key_result.id].covered),
            "coverage_remaining": _number(self.context.coverage[key_result.id].remaining),
            "moved_by": list(self.context.graph.moved_by.get(key_result.id, ())),
            **self._links(key_result),
            "weight": _whole(key_result.weight),
            "url": self._url(self.context.urls.key_result(key_result)),
            "source": {"path": key_result.where.path, "line": key_result.where.line},
        }

    def _links(self, item: Objective | KeyResult) -> Data:
        return {
            "supports": list(item.supports),
            "supported_by": list(self.context.graph.supported_by.get(item.id, ())),
            "depends_on": list(item.depends_on),
            "shared_with": list(item.shared_with),
        }

    def initiative(self, initiative: Initiative) -> Data:
        """A bet with what it should move, in the key result's own unit."""
        key_results = self.context.graph.key_results
        return {
            "id": initiative.id,
            "name": initiative.name,
            "team": initiative.team,
            "cycle": initiative.cycle,
            "state": initiative.state,
            "moves": [
                {"kr": move.key_result, "impact": _number(impact(move.impact, key_results[move.key_result]))}
                for move in initiative.moves
            ],
            "url": self._url(self.context.address(initiative.id)),
        }

    def updates(self, cycles: Sequence[str] | None) -> list[Data]:
        """Check-in documents, newest first; those that fall into the chosen cycles."""
        graph = self.context.graph
        spans = [graph.cycles[cycle] for cycle in cycles] if cycles is not None else None
        return [
            {
                "date": checkin.date.isoformat(),
                "team": checkin.team,
                "health": checkin.health,
                "readings": list(checkin.readings),
                "url": self._url(page_of(checkin.uri)),
            }
            for checkin in reversed(graph.checkins)
            if spans is None or any(span.contains(checkin.date) for span in spans)
        ]

    def retrospectives(self, cycles: Sequence[str]) -> list[Data]:
        """Retrospectives with their team's score of the cycle."""
        context = self.context
        return [
            {
                "team": one.team,
                "cycle": one.cycle,
                "score": _number(_score(context.card.teams.get((one.team, one.cycle)))),
                "lessons": [{"text": lesson.text, "theme": lesson.theme} for lesson in one.lessons],
                "carry_over": [
                    {"id": step.id, "decision": step.decision, "to": step.to, "reason": step.reason}
                    for step in one.carry_over
                ],
                "url": self._url(context.urls.retrospective(context.graph.cycles[one.cycle], one.team)),
            }
            for one in context.graph.retrospectives
            if one.cycle in cycles
        ]

    def _findings(self, cycles: Sequence[str] | None) -> Iterable[Diagnostic]:
        """All findings, or those about something of the chosen cycles."""
        if cycles is None:
            return self.context.findings
        graph = self.context.graph
        own = {one.id for one in graph.objectives.values() if one.cycle in cycles}
        own |= {one.id for one in graph.key_results.values() if one.objective in own}
        return (one for one in self.context.findings if one.subject in own)

    def _url(self, address: str) -> str:
        return f"{(self.context.site.url or '').rstrip('/')}/{address}" if self.context.site.url else address


def _number(value: Fraction | None) -> float | None:
    return None if value is None else to_float(value)


def _whole(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else to_float(value)


def _score(numbers: GroupNumbers | None) -> Fraction | None:
    return numbers.score if numbers else None


def _group(numbers: GroupNumbers) -> Data:
    return {
        "score": _number(numbers.score),
        "expected": _number(numbers.expected),
        "pace": numbers.pace.value if numbers.pace else None,
    }


def _verdict(numbers: ObjectiveNumbers | KeyResultNumbers) -> Data:
    return {
        "score": _number(numbers.score),
        "score_source": numbers.score_source,
        "score_computed": _number(numbers.score_computed),
        "band": numbers.band.value if numbers.band else None,
        "status": numbers.status.value,
        "health": numbers.health,
        "expected": _number(numbers.expected),
    }


def _amount(amount: Amount | None, key_result: KeyResult) -> Data | None:
    if amount is None:
        return None
    return {"value": _number(amount.value), "unit": _unit(key_result, amount.value), "text": amount.text}


def _unit(key_result: KeyResult, value: Fraction | None) -> str | None:
    return str(key_result.unit) if key_result.unit is not None and value is not None else None


def _target(key_result: KeyResult) -> Data | None:
    bounds = key_result.bounds
    if bounds is not None:
        return {
            "value": None,
            "low": to_float(bounds.low),
            "high": to_float(bounds.high),
            "unit": _unit(key_result, bounds.low),
            "text": bounds.text,
        }
    maintained = key_result.type == KeyResultType.MAINTAIN
    return _amount(key_result.level if maintained else key_result.target, key_result)


def _current(numbers: KeyResultNumbers, key_result: KeyResult) -> Data | None:
    if numbers.current is None:
        return None
    value = numbers.current.value
    return {"value": _number(value), "unit": _unit(key_result, value), "text": numbers.current.text}


def _forecast(found: Forecast | None) -> Data | None:
    if found is None:
        return None
    return {"score": found.score, "low": found.low, "high": found.high, "probability": found.probability}


def _readings(numbers: KeyResultNumbers) -> list[Data]:
    return [
        {
            "date": point.reading.date.isoformat(),
            "value": _number(point.reading.value),
            "progress": _number(point.progress),
            "source": point.reading.source.value,
            "note": point.reading.note,
        }
        for point in numbers.points
    ]
