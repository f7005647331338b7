"""`okrsite serve`: the site on this machine, rebuilt at every change."""

from __future__ import annotations

import gc
from datetime import date

import click

from okrsite.cli import options
from okrsite.cli.hosts import find_host
from okrsite.publish.host import Order


@click.command("serve")
@options.config_file
@options.as_of
@options.audience
@options.strict
@click.option("--address", "-a", metavar="HOST:PORT", help="Where to serve it.  [default: 127.0.0.1:8000]")
def command(
    config_file: str | None, as_of: str | date | None, audience: str | None, strict: bool, address: str | None
) -> None:
    """Serve the site on this machine and rebuild it at every change, until interrupted."""
    press = options.press_for(config_file, as_of, audience)
    project = press.project
    day = press.as_of() if as_of else None
    gc.enable()
    find_host().serve(Order(project.config_file, project.site_dir, strict, day, audience), address)
