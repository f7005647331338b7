"""Options that several commands share, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from okrsite.cli.findings import show_findings
from okrsite.errors import ConfigError
from okrsite.publish.as_of import read_wish
from okrsite.publish.press import Press
from okrsite.publish.project import find_config, read_project
from okrsite.settings import AUDIENCES

F = TypeVar("F", bound=Callable[..., Any])


def read_day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | date | None:
    """The day that was asked for; a usage error where it is none."""
    try:
        return read_wish(value) if value is not None else None
    except ConfigError as wrong:
        raise click.BadParameter(wrong.message) from None


def config_file(command: F) -> F:
    """Add `--config-file`."""
    text = "The configuration.  [default: mkdocs.yml]"
    return click.option("-f", "--config-file", metavar="FILE", type=click.Path(), help=text)(command)


def as_of(command: F) -> F:
    """Add `--as-of`."""
    text = "The day that all numbers are of: a date, `today` or `commit`."
    return click.option("--as-of", metavar="DATE", callback=read_day, help=text)(command)


def strict(command: F) -> F:
    """Add `--strict`."""
    text = "Exit with 1 on errors and warnings alike, and write nothing."
    return click.option("--strict", is_flag=True, help=text)(command)


def audience(command: F) -> F:
    """Add `--audience`."""
    text = "Whom the site is for."
    return click.option("--audience", type=click.Choice(AUDIENCES), help=text)(command)


def press_for(
    config_file: str | None,
    as_of: str | date | None = None,
    audience: str | None = None,
    rules: dict[str, list[str]] | None = None,
) -> Press:
    """The press for a command's options; `rules` are options that go before those of the configuration.

    Raises ConfigError, after having shown every fault, where the configuration is not sound.
    """
    project = read_project(find_config(config_file))
    if rules:
        written = project.options.get("rules")
        merged = {**(written if isinstance(written, dict) else {}), **rules}
        project = replace(project, options={**project.options, "rules": merged})
    press = Press(project, as_of, audience)
    if press.faults:
        show_findings(press.faults, project.root, err=True)
        raise ConfigError(f"`{project.config_file.name}` is not sound; nothing was done")
    return press
