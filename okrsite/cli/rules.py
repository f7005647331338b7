"""`okrsite rules`: what a rule means."""

from __future__ import annotations

import textwrap

import click

from okrsite.cli.findings import echo
from okrsite.errors import ConfigError
from okrsite.rules.registry import find_rule, page_of, pages, suggest_rule


@click.command("rules")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what the rule CODE, a code or a name, means, why, and how to mend it; without one, list all."""
    if code is None:
        for page in pages():
            echo(f"{page.code}  {page.severity.value:8} {click.style(page.name, bold=True):30} {page.what}")
        return
    name = find_rule(code)
    if name is None:
        close = suggest_rule(code)
        raise ConfigError(f"there is no rule `{code}`", f"Did you mean `{close}`?" if close else "See `okrsite rules`.")
    page = page_of(name)
    echo(f"{click.style(f'{page.code} {page.name}', bold=True)} ({page.severity.value})")
    parts = (("", page.what), ("Why", page.why), ("Wrong", page.bad), ("Right", page.good), ("Settings", page.settings))
    for title, text in parts:
        if text:
            echo(f"\n{title}\n" if title else "")
            echo(textwrap.indent(text, "    " if title in ("Wrong", "Right") else ""))
