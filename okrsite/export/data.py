"""The numbers as plain data, shaped as the contract's §5 says; unknown is None, nothing is rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from okrsite.compute.alignment import Alignment
from okrsite.compute.impact import impact
from okrsite.diagnostics import Diagnostic, ordered
from okrsite.export.findings.plain import finding_data
from okrsite.export.values import (
    Data,
    amount_data,
    current_data,
    forecast_data,
    group_data,
    number,
    readings_data,
    target_data,
    verdict_data,
    whole,
)
from okrsite.model.initiative import Initiative
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.model.organization import Team
from okrsite.model.quantity import to_float
from okrsite.views.aligned import figures
from okrsite.views.context import Context
from okrsite.views.urls import page_of

FORMAT = "okrsite/1"


class Exporter(Struct, frozen=True):
    """Turns a context into data; addresses are absolute where the site has a url.

    What `told` makes of an objective's data stands for it in the whole.
    """

    context: Context
    told: Callable[[Data], Any] = lambda data: data

    def everything(self, cycles: Sequence[str] | None = None) -> Data:
        """All data, or that of some cycles only; keys and order are the contract's."""
        context, graph = self.context, self.context.graph
        chosen = [cycle for cycle in graph.cycles if cycles is None or cycle in cycles]
        objectives = self._objectives(chosen)
        aligned = figures(context)
        return {
            "format": FORMAT,
            "as_of": context.as_of.isoformat(),
            "site": {"name": context.site.name, "url": context.site.url},
            "cycles": [self.cycle(cycle, aligned[cycle]) for cycle in chosen],
            "teams": [self.team(team, chosen) for team in graph.teams.values()],
            "pillars": [self.pillar(pillar) for pillar in graph.pillars],
            "objectives": [self.told(self.objective(one)) for one in objectives],
            "initiatives": [
                self.initiative(one) for one in graph.initiatives.values() if cycles is None or one.cycle in chosen
            ],
            "updates": self.updates(None if cycles is None else chosen),
            "retrospectives": self.retrospectives(chosen),
            "findings": [
                finding_data(one) for one in (context.findings if cycles is None else self._findings(objectives))
            ],
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
            "score": number(numbers.score),
            "hit": number(numbers.hit),
            "objectives": numbers.objectives,
            "alignment": {
                "share": number(alignment.share),
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
            "scores": {cycle: group_data(numbers) for cycle, numbers in scores.items()},
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
            **verdict_data(numbers),
            "success": to_float(numbers.success),
            "measured": numbers.measured,
            "weight": whole(objective.weight),
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
            "baseline": amount_data(key_result.baseline, key_result),
            "start": amount_data(key_result.start, key_result),
            "assumed_start": bool(key_result.start and key_result.start.assumed),
            "target": target_data(key_result),
            "current": current_data(numbers, key_result),
            "progress": number(numbers.progress),
            **verdict_data(numbers),
            "met": numbers.met,
            "fell_back": numbers.fell_back,
            "success": to_float(numbers.success),
            "confidence": number(numbers.confidence),
            "stale": numbers.stale,
            "forecast": forecast_data(self.context.forecasts.get(key_result.id)),
            "readings": readings_data(numbers),
            "coverage": number(self.context.coverage[key_result.id].covered),
            "coverage_remaining": number(self.context.coverage[key_result.id].remaining),
            "moved_by": list(self.context.graph.moved_by.get(key_result.id, ())),
            **self._links(key_result),
            "weight": whole(key_result.weight),
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
                {"kr": move.key_result, "impact": number(impact(move.impact, key_results[move.key_result]))}
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
                "score": self._score(one.team, one.cycle),
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

    def _score(self, team: str, cycle: str) -> float | None:
        numbers = self.context.card.teams.get((team, cycle))
        return number(numbers.score) if numbers else None

    def _objectives(self, cycles: Sequence[str]) -> Sequence[Objective]:
        """The objectives of some cycles in the order of the documents; for those of one nobody asks for the others."""
        if len(cycles) == 1:
            return self.context.index.of_cycle.get(cycles[0], ())
        return [one for one in self.context.graph.objectives.values() if one.cycle in cycles]

    def _findings(self, objectives: Iterable[Objective]) -> Iterable[Diagnostic]:
        """The findings about some objectives and their key results."""
        ids = (id for one in objectives for id in (one.id, *(part.id for part in one.key_results)))
        return ordered(found for id in ids for found in self.context.index.findings.get(id, ()))

    def _url(self, address: str) -> str:
        return f"{(self.context.site.url or '').rstrip('/')}/{address}" if self.context.site.url else address
