"""Contexts of views, made from texts by the whole pipeline."""

from __future__ import annotations

from datetime import date
from textwrap import dedent, indent

from okrsite.report import report
from okrsite.settings import Repository, Settings
from okrsite.source.read import SourceFile
from okrsite.views.context import Context, Site
from okrsite.views.parts import KrRow
from okrsite.views.rows import kr_row

TODAY = date(2026, 8, 14)
SETTINGS = Settings(repository=Repository("https://git.example.org/okrs", kind="github"))


def context_of(documents: dict[str, str], as_of: date = TODAY, settings: Settings = SETTINGS) -> Context:
    """The context of documents by uri, each the front matter without its dashes."""
    files = [SourceFile(f"content/{uri}", uri, f"---\n{dedent(text)}---\n".encode()) for uri, text in documents.items()]
    found = report(files, settings, as_of)
    return Context(found.graph, found.card, settings, found.findings, Site("Harbour", commit="4f2c9e1d0"))


def objective(key_results: str, more: str = "", cycle: str = "2026-Q3") -> dict[str, str]:
    """One document with the objective `S-1` of the team `sales`, holding key results without their list dashes."""
    team = "okr: team\nid: sales\nname: Sales\nparent: company\n"
    head = f"okr: objectives\nteam: sales\ncycle: {cycle}\nid: S-1\nobjective: Sell what helps\n{dedent(more)}"
    return {"sales.md": team, "goals.md": f"{head}key_results:\n{indent(dedent(key_results), '  ')}"}


def row_of(key_result: str, as_of: date = TODAY, more: str = "", *, at_home: bool = True) -> KrRow:
    """The row of a single key result, written as a mapping."""
    lines = dedent(key_result).strip("\n").splitlines()
    listed = "\n".join([f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]) + "\n"
    context = context_of(objective(listed, more), as_of)
    return kr_row(context, next(iter(context.graph.key_results.values())), at_home=at_home)
