"""Objectives at a glance."""

from __future__ import annotations

from okrsite.model.objective import Objective
from okrsite.views import numbers
from okrsite.views.bars import score_bar
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import ObjectiveCard, Ref
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


def objective_card(context: Context, objective: Objective) -> ObjectiveCard:
    """Return the card of an objective: its state, how much of it is measured and who supports it."""
    reckoned = context.card.objectives[objective.id]
    return ObjectiveCard(
        title=Ref(objective.title, context.urls.objective(objective.id)),
        status=status_mark(reckoned.status),
        score=numbers.score(reckoned.score),
        bar=score_bar(_("Score"), reckoned.status, reckoned.score, reckoned.expected),
        more=(Ref(_measured(reckoned.measured, reckoned.total)), *_support(context, objective)),
    )


def _measured(measured: int, total: int) -> str:
    return ngettext("{measured} of {n} key result measured.", "{measured} of {n} key results measured.", total).replace(
        "{measured}", str(measured)
    )


def supporters(context: Context, objective: Objective) -> tuple[str, ...]:
    """Return the ids of the objectives that support an objective or one of its key results, each once."""
    graph = context.graph
    found: dict[str, None] = {}
    for id in (objective.id, *(key_result.id for key_result in objective.key_results)):
        for supporter in graph.supported_by.get(id, ()):
            if supporter in graph.key_results:
                found[graph.key_results[supporter].objective] = None
            elif supporter in graph.objectives:
                found[supporter] = None
    return tuple(id for id in found if not context.card.objectives[id].cancelled)


def _support(context: Context, objective: Objective) -> tuple[Ref, ...]:
    ids = supporters(context, objective)
    if not ids:
        return ()
    teams = len({context.graph.objectives[id].team for id in ids})
    link = Ref(ngettext("{n} objective", "{n} objectives", len(ids)), context.urls.objective(objective.id) + "#support")
    ending = ngettext("in {n} team supports it", "in {n} teams support it", teams)
    if len(ids) == 1:
        ending = _("in 1 team supports it")
    return (Ref(" "), link, Ref(f" {ending}"))
