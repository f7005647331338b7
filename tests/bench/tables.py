"""The figures as text: a table, and how our builds compare."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bench.measuring import Figures
from bench.peers import HUGO, OURS, PLAIN
from bench.scenarios import IMPORT, Row

Known = dict[tuple[int, str, str], Figures]


def table(rows: Sequence[Row]) -> str:
    """A line for each size, scenario and builder."""
    head = (
        f"{'documents':>9} {'scenario':<8} {'builder':<13} {'wall s':>8} {'CPU s':>8} {'MiB':>6} "
        f"{'files':>7} {'MB':>7} {'written':>7} {'MB':>7} {'runs':>4}"
    )
    ordered = sorted(rows, key=lambda row: (row.documents, _ORDER.index(row.scenario)))
    return "\n".join([head, *map(_line, ordered)])


_ORDER = ("cold", "warm", "edit", "cycle")


def _line(row: Row) -> str:
    found = row.figures
    return (
        f"{row.documents:>9} {row.scenario:<8} {row.builder:<13} {found.seconds:>8.2f} {found.cpu:>8.2f} "
        f"{found.memory:>6.0f} {found.files:>7} {found.size / 1e6:>7.1f} {found.written:>7} "
        f"{found.written_size / 1e6:>7.1f} {row.runs:>4}"
    )


def comparisons(rows: Sequence[Row]) -> list[str]:
    """What our builds cost against others in the same runs, as far as those were measured."""
    known = {(row.documents, row.builder, row.scenario): row.figures for row in rows}
    sizes = sorted({row.documents for row in rows})
    lines = [line for size in sizes for line in _of_size(known, size)]
    return lines + [line for small, large in pairwise(sizes) for line in _growth(known, small, large)]


def _of_size(known: Known, size: int) -> Iterator[str]:
    cold = known.get((size, OURS.name, "cold"))
    for peer in (PLAIN, HUGO):
        full = known.get((size, peer.name, "cold"))
        if full and cold:
            yield f"{size}: cold {cold.seconds / full.seconds:.2f} × {peer.name}'s time"
            yield f"{size}: cold {cold.memory / full.memory:.2f} × {peer.name}'s memory"
        for scenario in ("edit", "cycle"):
            ours = known.get((size, OURS.name, scenario))
            if full and ours:
                yield f"{size}: {scenario} {share(ours.seconds / full.seconds)} {peer.name}'s cold build"
    warm, floor = known.get((size, OURS.name, "warm")), known.get((size, IMPORT, "warm"))
    if warm and floor:
        yield f"{size}: warm {warm.seconds - floor.seconds:.2f} s above `{IMPORT}`"


def share(ratio: float) -> str:
    """A ratio in words, small ones as a fraction.

    >>> share(0.125), share(1.5)
    ('1/8.0 of', '1.50 ×')
    """
    return f"1/{1 / ratio:.1f} of" if ratio < 1 else f"{ratio:.2f} ×"


def _growth(known: Known, small: int, large: int) -> Iterator[str]:
    for builder in (PLAIN, OURS):
        before, after = known.get((small, builder.name, "cold")), known.get((large, builder.name, "cold"))
        if before and after:
            yield f"{small} to {large}: {builder.name} grows with the power {exponent(small, before, large, after):.2f}"
    before, after = known.get((small, OURS.name, "edit")), known.get((large, OURS.name, "edit"))
    if before and after:
        yield f"{small} to {large}: edit {after.seconds / before.seconds:.2f} ×"


def exponent(small: int, before: Figures, large: int, after: Figures) -> float:
    """The power of the number of documents with which the time of a build grows."""
    return math.log(after.seconds / before.seconds) / math.log(large / small)
