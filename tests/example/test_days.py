"""Days that pass leave the closed cycles of the example as they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.publish.site import context_of
from okrsite.report import Report, assess
from okrsite.source.read import Read
from okrsite.views.context import Context, Site
from okrsite.views.document import document_page
from okrsite.views.page import Page
from okrsite.views.pages import pages
from okrsite.views.review import reviewed_cycle
from okrsite.views.week import cycle_of_week

Views = dict[str, tuple[Page, Any]]


def made(report: Report) -> Context:
    return context_of(report, Site("Tideline"))


def the_day_after(report: Report) -> Context:
    reads = [(uri, one.path, Read("document", one, ())) for uri, one in report.documents.items()]
    return made(assess(reads, report.settings, report.as_of + timedelta(days=1)))


def views(context: Context) -> Views:
    """Every page with its view, by its address; that of a document by its uri."""
    found = {page.address: page for page in pages(context)}
    documents = ((uri, document_page(context, uri)) for uri in context.graph.pages)
    found |= {uri: page for uri, page in documents if page}
    return {name: (page, page.made()) for name, page in found.items()}


def unlike(before: Views, after: Views, names: set[str]) -> set[str]:
    """Those of the named pages that differ in what they show, or in what is said of them."""
    assert names <= before.keys() & after.keys()
    # A page whose view is made later holds what makes it, which is never the same.
    about = {name: [_about(those[name][0]) for those in (before, after)] for name in names}
    return {name for name in names if before[name][1] != after[name][1] or about[name][0] != about[name][1]}


def _about(page: Page) -> tuple[Any, ...]:
    return page.address, page.title, page.description, page.template, page.edit, page.toc, page.searchable, page.found


def over(context: Context, cycle: str | None) -> bool:
    return cycle is not None and context.card.states[cycle] is CycleState.CLOSED


def closed(context: Context) -> Iterator[str]:
    """Every page that is about closed cycles only: generated ones by their address, documents' own by their uri."""
    graph, urls = context.graph, context.urls
    for cycle in graph.cycles.values():
        if over(context, cycle.id):
            yield from (urls.cycle(cycle), urls.alignment(cycle), urls.roadmap(cycle))
            yield from (urls.retrospective(cycle, team) for team in graph.teams)
    yield from (urls.objective(one.id) for one in graph.objectives.values() if over(context, one.cycle))
    for week in context.weekly:
        cycle = cycle_of_week(context, week)
        if cycle and over(context, cycle.id):
            yield urls.week(week)
    for review in graph.reviews:
        cycle = reviewed_cycle(context, review.team, review.date, review.cycle)
        if cycle and over(context, cycle.id):
            yield review.uri
    for written in (graph.objectives.values(), graph.initiatives.values(), graph.retrospectives):
        yield from (one.uri for one in written if over(context, one.cycle))


def serves_what_runs(context: Context, objective: Objective) -> bool:
    """Whether an objective serves another that is not over, whose bar stands on its page."""
    graph = context.graph
    served = (id for one in (objective, *objective.key_results) for id in one.supports)
    above = (graph.key_results[id].objective if id in graph.key_results else id for id in served)
    return any(id in graph.objectives and not over(context, graph.objectives[id].cycle) for id in above)


def test_a_day_that_passes_changes_no_page_of_a_closed_cycle(example: Report) -> None:
    context = made(example)
    before = views(context)
    own = set(closed(context)) & before.keys()
    serving = {one for one in context.graph.objectives.values() if serves_what_runs(context, one)}
    running = {context.urls.objective(one.id) for one in serving if over(context, one.cycle)}
    assert len(own) > 300 and len(running) < 5
    assert unlike(before, views(the_day_after(example)), own) <= running


def test_a_page_of_a_closed_cycle_bears_the_day_on_which_it_closed(example: Report) -> None:
    found = views(made(example))
    names = (
        "okr/bkg-2025q4-1/",
        "cycles/2025-q4/",
        "cycles/2025-q4/booking/",
        "alignment/2025-q4/",
        "updates/2025-w45/",
    )
    assert {found[name][1].foot.as_of.iso for name in names} == {"2026-01-15"}
    assert found["cycles/2026-q3/"][1].foot.as_of.iso == "2026-08-14"
