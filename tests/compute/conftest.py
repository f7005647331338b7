"""Key results built in a line, so that a test shows nothing but its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from okrsite.compute import GroupNumbers, KeyResultNumbers, ObjectiveNumbers, Scorecard, compute
from okrsite.diagnostics import Where
from okrsite.model.amount import Comparator
from okrsite.model.cycle import Cycle
from okrsite.model.graph import OkrGraph
from okrsite.model.key_result import Amount, Bounds, KeyResult, KeyResultType, Milestone
from okrsite.model.objective import Objective
from okrsite.model.reading import Cancelled, HandScore, Reading, ReadingSource
from okrsite.settings import Settings

WHERE = Where("teams/payroll.md")
Number = int | str | Fraction
Readings = Mapping[str, Number | None] | tuple[Reading, ...] | None


def day(text: str) -> date:
    return date.fromisoformat(text)


def amount(value: Number | None, assumed: bool = False) -> Amount | None:
    return None if value is None else Amount(str(value), Fraction(value), assumed=assumed)


class Workshop:
    """Builds key results of 2026-Q3 (92 days) and computes them, as of its 45th day unless told otherwise."""

    cycle = Cycle("2026-Q3", day("2026-07-01"), day("2026-09-30"))
    today = "2026-08-14"

    def reading(self, on: str, value: Number | None, **fields: Any) -> Reading:
        fields = {"source": ReadingSource.INLINE, "where": WHERE, "text": str(value), **fields}
        return Reading(date=day(on), value=None if value is None else Fraction(value), **fields)

    def key_result(self, kind: KeyResultType | None, readings: Readings = None, **fields: Any) -> KeyResult:
        if not isinstance(readings, tuple):
            readings = tuple(self.reading(on, value) for on, value in (readings or {}).items())
        shared = {"id": "O-1.1", "title": "Raise it", "objective": "O-1", "where": WHERE}
        return KeyResult(type=kind, readings=readings, **shared, **fields)

    def metric(self, start: Number | None, target: Number, readings: Readings = None, **fields: Any) -> KeyResult:
        ends = {"start": amount(start, fields.pop("assumed", False)), "target": amount(target)}
        return self.key_result(fields.pop("kind", KeyResultType.METRIC), readings, **ends, **fields)

    def between(self, low: Number, high: Number, start: Number | None, readings: Readings, **fields: Any) -> KeyResult:
        bounds = Bounds(Fraction(low), Fraction(high), str(low), str(high))
        kind = fields.pop("kind", KeyResultType.RANGE)
        return self.key_result(kind, readings, bounds=bounds, start=amount(start), **fields)

    def held(self, level: Number, comparator: Comparator, readings: Readings = None, **fields: Any) -> KeyResult:
        return self.key_result(KeyResultType.MAINTAIN, readings, level=amount(level), comparator=comparator, **fields)

    def steps(self, *steps: tuple[Number, str | None, str | bool], **fields: Any) -> KeyResult:
        milestones = tuple(
            Milestone(f"Step {n}", Fraction(weight), day(due) if due else None, day(d) if isinstance(d, str) else d)
            for n, (weight, due, d) in enumerate(steps, 1)
        )
        return self.key_result(KeyResultType.MILESTONES, {}, milestones=milestones, **fields)

    def yes_or_no(self, done: str | bool, **fields: Any) -> KeyResult:
        return self.key_result(KeyResultType.BINARY, {}, done=day(done) if isinstance(done, str) else done, **fields)

    def objective(self, *key_results: KeyResult, id: str = "O-1", **fields: Any) -> Objective:
        own = tuple(replace(kr, id=f"{id}.{n}", objective=id) for n, kr in enumerate(key_results, 1))
        fields = {"team": "payroll", "cycle": "2026-Q3", "where": WHERE, "uri": "teams/payroll.md", **fields}
        return Objective(id=id, title="Make payday dull", key_results=own, **fields)

    def graph(self, *objectives: Objective, cycles: tuple[Cycle, ...] = (), **fields: Any) -> OkrGraph:
        empty: dict[str, Any] = {
            name: {} for name in ("teams", "pillars", "initiatives", "names", "supported_by", "moved_by", "pages")
        }
        lists: dict[str, Any] = dict.fromkeys(("strategies", "checkins", "reviews", "retrospectives"), ())
        return OkrGraph(
            root="company",
            cycles={cycle.id: cycle for cycle in (self.cycle, *cycles)},
            objectives={objective.id: objective for objective in objectives},
            key_results={kr.id: kr for objective in objectives for kr in objective.key_results},
            **{**empty, **lists, **fields},
        )

    def card(self, *objectives: Objective, as_of: str = today, sealed: bool = False, **settings: Any) -> Scorecard:
        cycles = frozenset({self.cycle.id}) if sealed else frozenset()
        return compute(self.graph(*objectives), Settings(**settings), day(as_of), cycles)

    def one(
        self, key_result: KeyResult, as_of: str = today, objective: Mapping[str, Any] | None = None, **rest: Any
    ) -> KeyResultNumbers:
        card = self.card(self.objective(key_result, **(objective or {})), as_of=as_of, **rest)
        return card.key_results["O-1.1"]

    def whole(self, *key_results: KeyResult, as_of: str = today, **fields: Any) -> ObjectiveNumbers:
        return self.card(self.objective(*key_results, **fields), as_of=as_of).objectives["O-1"]

    def quarter(self, *objectives: Objective, **rest: Any) -> GroupNumbers:
        return self.card(*objectives, **rest).cycles["2026-Q3"]

    def cancelled(self, on: str | None) -> Cancelled:
        return Cancelled(day(on) if on else None, "Not worth it")

    def by_hand(self, score: Number) -> HandScore:
        return HandScore(Fraction(score), "Seen by everybody", WHERE)


@pytest.fixture(scope="session")
def okr() -> Workshop:
    return Workshop()
