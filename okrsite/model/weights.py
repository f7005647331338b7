"""Weights that sum to 0: there is no mean over them, so it is unknown, and an error (contract §2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from okrsite.codes import finding
from okrsite.diagnostics import Diagnostic, Where
from okrsite.model.objective import Objective
from okrsite.model.reading import is_cancelled


def weightless(weights: Iterable[Fraction], whole: str, where: Where, subject: str) -> Diagnostic | None:
    """An error where there are weights and they sum to 0; `whole` says of what they are."""
    known = list(weights)
    if not known or any(known):
        return None
    message = f"the weights of {whole} sum to 0"
    return finding("weightless", where, message, "Give at least one of them a weight above 0.", subject)


def weightless_teams(objectives: Iterable[Objective], day: date) -> Iterator[Diagnostic]:
    """An error for each team whose agreed objectives of a cycle weigh nothing, at the first of them."""
    teams: dict[tuple[str, str], list[Objective]] = defaultdict(list)
    for objective in objectives:
        if objective.counts and not is_cancelled(objective.cancelled, day):
            teams[objective.team, objective.cycle].append(objective)
    for (team, cycle), own in teams.items():
        whole = f"the objectives of `{team}` in {cycle}"
        found = weightless((one.weight for one in own), whole, own[0].where, own[0].id)
        if found:
            yield found
