"""Contexts for views, built from small documents the way a real site is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from okrsite.render.renderer import Renderer
from okrsite.report import report
from okrsite.rules.registry import pages as rule_texts
from okrsite.settings import Repository, Settings
from okrsite.source.read import SourceFile
from okrsite.views.context import Context, Site

AS_OF = date(2026, 8, 14)
TEAMS = {
    "company.md": "---\nokr: team\nid: company\nname: Harbour\n---\n",
    "crew.md": "---\nokr: team\nid: crew\nname: Crew\nparent: company\nlead: crew-lead\n---\n",
    "desk.md": "---\nokr: team\nid: desk\nname: Desk\nparent: company\nmission: Nobody waits.\n---\n",
}
THEME = Path(__file__).parents[2] / "theme" / "okrsite_theme"

Told = Callable[..., Context]


@pytest.fixture
def told() -> Told:
    """Return what builds a context: three teams and the documents given, by their uri."""

    def build(documents: Mapping[str, str], as_of: date = AS_OF, **fields: Any) -> Context:
        texts = {**TEAMS, **{uri: dedent(text) for uri, text in documents.items()}}
        files = [SourceFile(f"content/{uri}", uri, text.encode()) for uri, text in texts.items()]
        settings = Settings(repository=Repository("https://git.example.org/harbour", kind="github"))
        made = report(files, settings, as_of)
        site = Site("Harbour OKRs", commit="0123456789")
        return Context(made.graph, made.card, settings, made.findings, site, rules=rule_texts(), **fields)

    return build


@pytest.fixture
def shown() -> Callable[..., str]:
    """Return what renders a view with the theme's templates, charts left out."""
    renderer = Renderer((THEME,))

    def render(template: str, view: Any, address: str = "") -> str:
        return renderer.fragment(template, view, address)

    return render


def objective(id: str, *key_results: str, team: str = "crew", cycle: str = "2026-Q3", more: str = "") -> str:
    """Return a document with one objective; each key result is `readings` as `target date value date value`."""
    lines = [f"---\nokr: objectives\nteam: {team}\ncycle: {cycle}\nobjectives:\n  - id: {id}"]
    lines.append(f"    objective: Title of {id}\n    owner: crew-lead")
    if more:
        lines.append(more)
    lines.append("    key_results:")
    lines.extend(key_results)
    return "\n".join(lines) + "\n---\n"


@pytest.fixture
def goal() -> Callable[..., str]:
    """Return what writes a document with one objective."""
    return objective


def _key_result(
    name: str, readings: Mapping[str, str], target: str = "100", baseline: str = "0", more: str = ""
) -> str:
    lines = [
        f"      - id: .{name}",
        f"        key_result: Raise {name}",
        "        owner: crew-planner",
        f'        baseline: "{baseline}"',
        f'        target: "{target}"',
    ]
    if more:
        lines.append(more)
    if readings:
        lines.append("        checkins:")
        lines.extend(f'          {day}: "{value}"' for day, value in readings.items())
    return "\n".join(lines)


@pytest.fixture
def result() -> Callable[..., str]:
    """Return what writes one key result from 0 to 100 with its readings by day."""
    return _key_result
