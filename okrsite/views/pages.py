"""All pages of a site: those that are generated, those of authors' documents, and the addresses that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okrsite.views.alignment import alignment_pages
from okrsite.views.archive import archive_pages
from okrsite.views.archive_teams import team_archive_pages
from okrsite.views.archive_themes import theme_pages
from okrsite.views.context import Context
from okrsite.views.cycle import cycle_pages
from okrsite.views.cycles import cycles_pages
from okrsite.views.dashboard import dashboard_pages
from okrsite.views.document import document_page as document_page
from okrsite.views.forecasts import forecasts_pages
from okrsite.views.metrics import metrics_pages
from okrsite.views.objective import objective_pages
from okrsite.views.owners import owners_pages
from okrsite.views.page import Page
from okrsite.views.quality import quality_pages
from okrsite.views.retrospective import retrospective_pages
from okrsite.views.roadmap import roadmap_pages
from okrsite.views.rulepages import rule_pages
from okrsite.views.strategy import strategy_pages
from okrsite.views.team import team_pages
from okrsite.views.teams import teams_pages
from okrsite.views.updates import updates_pages
from okrsite.views.week import week_pages

KINDS: tuple[Callable[[Context], Iterator[Page]], ...] = (
    dashboard_pages,
    objective_pages,
    cycles_pages,
    cycle_pages,
    retrospective_pages,
    teams_pages,
    team_pages,
    archive_pages,
    updates_pages,
    week_pages,
    theme_pages,
    team_archive_pages,
    forecasts_pages,
    alignment_pages,
    strategy_pages,
    roadmap_pages,
    owners_pages,
    quality_pages,
    metrics_pages,
    rule_pages,
)


def pages(context: Context) -> Iterator[Page]:
    """Return every page that the site generates, one kind after the other."""
    for kind in KINDS:
        yield from kind(context)


def redirects(context: Context) -> Iterator[tuple[str, str]]:
    """Return (old address, where it leads) for key results, initiatives, pillars and all aliases.

    An address that a page of its own has is never among them.
    """
    urls, graph = context.urls, context.graph
    taken = {urls.objective(id) for id in graph.objectives}
    for name, meant in graph.names.items():
        address, target = urls.objective(name), context.address(meant.id)
        if target and address not in taken:
            taken.add(address)
            yield address, target
