"""What is known of the site beside its numbers, and the context that its views are made from."""

from __future__ import annotations

from okrsite import __version__
from okrsite.publish import git
from okrsite.publish.press import Press
from okrsite.report import Report
from okrsite.rules.registry import pages as rule_pages
from okrsite.views.context import Context, Site


def site_of(press: Press, name: str | None = None, url: str | None = None) -> Site:
    """The site; name and address are the configuration's where they are not given."""
    project = press.project
    found = git.checkout_of(project.root)
    commit, folder = (found.head, found.prefix) if found else (None, "")
    return Site(name or project.name, url or project.url, commit, __version__, folder)


def context_of(report: Report, site: Site) -> Context:
    """What all views of a report are made from."""
    audience = report.settings.audience
    said = (report.findings, site, audience, rule_pages(), report.seals, report.commits)
    return Context(report.graph, report.card, report.settings, *said)
