"""`okrsite build`: the site."""

from __future__ import annotations

import os
import time
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from okrsite.cli import options
from okrsite.cli.findings import echo, printable, show_findings
from okrsite.cli.hosts import find_host
from okrsite.cli.progress import progress
from okrsite.diagnostics import Severity
from okrsite.errors import OkrsiteError
from okrsite.publish.build import Published, publish
from okrsite.publish.cluster import PROCESSES, SERIAL, Cluster, read_executor
from okrsite.publish.host import Order
from okrsite.publish.outcome import Pages
from okrsite.publish.press import Press
from okrsite.publish.shared import here_only


def read_place(_ctx: click.Context, _option: click.Parameter, value: str) -> str | Cluster:
    """What is to render the pages; ConfigError where the word names nothing that can."""
    return read_executor(value)


@click.command("build")
@options.config_file
@options.as_of
@options.audience
@options.strict
@click.option(
    "--executor",
    metavar="WORD",
    default=PROCESSES,
    show_default=True,
    callback=read_place,
    help="What renders pages: `processes`, `serial`, or a cluster as in `dask://127.0.0.1:8786`.",
)
@click.option("--explain", is_flag=True, help="Say of each file that had to be made why.")
@click.option("--site-dir", "-d", metavar="DIR", type=click.Path(file_okay=False), help="Where the site goes.")
def command(
    config_file: str | None,
    as_of: str | date | None,
    audience: str | None,
    strict: bool,
    executor: str | Cluster,
    explain: bool,
    site_dir: str | None,
) -> None:
    """Build the site; a failed build leaves the last good one as it was.

    What would be written as it stands, or was written before, is not made again.
    """
    started = time.monotonic()
    press = options.press_for(config_file, as_of, audience)
    site = Path(site_dir).absolute() if site_dir else press.project.site_dir
    host = find_host()
    elsewhere = executor if isinstance(executor, Cluster) else None
    with progress() as tell, here_only() if executor == SERIAL else nullcontext():
        day, to = press.as_of(), press.settings.audience
        order = Order(press.project.config_file, site, strict, day, to, tell, elsewhere=elsewhere)
        published = publish(host, press, order)
    _tell_findings(press, published)
    failure = published.outcome.failure
    if failure:
        raise OkrsiteError(f"the site was not built: {printable(failure)}", _kept(site))
    if explain:
        _explain(published)
    shown = os.path.relpath(site)
    done = "nothing changed; the site stands in" if published.unchanged else "built the site into"
    echo(f"{done} {shown}{_counted(published.outcome.pages)} ({time.monotonic() - started:.1f} s)", err=True)


def _explain(published: Published) -> None:
    """Say why each file was made that was; what is written in every build is not listed."""
    if published.beyond:
        echo(f"everything was looked at, for {printable(published.beyond)}")
    pages = published.outcome.pages
    if pages is None:
        return
    if pages.why_all:
        echo(f"every page was made, for {printable(pages.why_all)}")
    for made in sorted(pages.made, key=lambda made: made.path):
        echo(f"{printable(made.path)}: {printable(made.why)}")


def _counted(pages: Pages | None) -> str:
    if pages is None or not pages.inputs:
        return ""
    return f", {len(pages.made)} of {pages.total} files made anew"


def _tell_findings(press: Press, published: Published) -> None:
    outcome = published.outcome
    grave = [finding for finding in outcome.findings if finding.severity != Severity.NOTE]
    show_findings(grave, press.project.root, err=True)
    for complaint in outcome.complaints:
        echo(f"mkdocs: {printable(complaint)}", err=True)
    if published.fault and not any(complaint.startswith("the cache `") for complaint in outcome.complaints):
        echo(f"{printable(published.fault)}; the next build begins anew", err=True)
    if outcome.pages and outcome.pages.trouble:
        echo(printable(outcome.pages.trouble), err=True)
    notes = len(outcome.findings) - len(grave)
    if notes:
        echo(f"and {notes} notes, which `okrsite check` lists", err=True)


def _kept(site: Path) -> str:
    return "The last site was left as it was." if site.exists() else "Mend what is listed above and build again."
