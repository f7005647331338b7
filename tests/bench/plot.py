"""The history as a picture: a panel for each size and scenario, in it a line for each builder over the entries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers import OURS
from bench.records import Entry
from bench.scenarios import SCENARIOS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LABELS = 12
"""Entries that are named below a panel, at most."""


def draw(entries: Sequence[Entry], path: Path) -> None:
    """Draw the wall seconds of all entries into a file, whose ending says its format."""
    from matplotlib.figure import Figure  # half a second, which only this needs

    sizes = sorted({row.documents for entry in entries for row in entry.rows})
    names = _names(entries)
    figure = Figure(figsize=(3.2 * len(SCENARIOS), 0.9 + 2.4 * max(1, len(sizes))), layout="constrained")
    panels = figure.subplots(max(1, len(sizes)), len(SCENARIOS), squeeze=False, sharex=True, sharey="row")
    for line, size in zip(panels, sizes, strict=False):
        for panel, scenario in zip(line, SCENARIOS, strict=True):
            _panel(panel, entries, names, size, scenario)
        line[0].set_ylabel("seconds")
    _label(panels[-1], entries)
    _legend(figure, panels[0][0])
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)


def _names(entries: Sequence[Entry]) -> list[str]:
    """Our name first; the order tells the colours."""
    return list(dict.fromkeys([OURS.name, *(row.builder for entry in entries for row in entry.rows)]))


def series(entries: Sequence[Entry], builder: str, size: int, scenario: str) -> tuple[list[int], list[float]]:
    """The number of each entry that knows them, and the wall seconds."""
    wanted = (builder, size, scenario)
    points = [
        (number, row.figures.seconds)
        for number, entry in enumerate(entries)
        for row in entry.rows
        if (row.builder, row.documents, row.scenario) == wanted
    ]
    return [number for number, _ in points], [seconds for _, seconds in points]


def _panel(panel: Axes, entries: Sequence[Entry], names: Sequence[str], size: int, scenario: str) -> None:
    from matplotlib.ticker import LogLocator

    for place, name in enumerate(names):
        numbers, seconds = series(entries, name, size, scenario)
        width = 2.4 if name == OURS.name else 1.0
        panel.plot(numbers, seconds, marker="o", markersize=3, linewidth=width, color=f"C{place}", label=name)
    panel.set_yscale("log", subs=())
    panel.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    panel.yaxis.set_major_formatter("{x:g}")
    panel.set_title(f"{size} documents, {scenario}", fontsize=9)
    panel.tick_params(labelsize=7)
    panel.grid(visible=True, linewidth=0.3)


def _label(panels: Sequence[Axes], entries: Sequence[Entry]) -> None:
    step = max(1, -(-len(entries) // LABELS))
    for panel in panels:
        panel.set_xticks(range(0, len(entries), step), [entry.label for entry in entries[::step]])
        panel.tick_params(axis="x", labelrotation=90)


def _legend(figure: Figure, panel: Axes) -> None:
    handles, names = panel.get_legend_handles_labels()
    if handles:
        figure.legend(handles, names, loc="outside upper center", ncols=len(names), fontsize=8, frameon=False)
