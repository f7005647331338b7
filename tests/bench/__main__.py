"""The yardstick: builds by okrsite, by plain Material and by other generators on the same documents, in one run.

`python tests/bench --full` builds 1,000, 5,000 and 10,000 documents: cold, with nothing changed, after one edit, and
after a new cycle began; all builders in turn, medians of several runs. Without it, 50 and 200 documents are built once
cold, unchanged and after one edit, the latter two only by builders that keep something between builds.
What they are asked is told in `peers.py`, what is measured in `measuring.py`. A peer that isn't installed is named as
missing, one that fails is left out. Every time adds a line to a history, which `--plot FILE` draws.

`python tests/bench/history.py` measures what reading the history of git costs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import plot, records, tables
from bench.organisation import Size
from bench.peers import OURS, PEERS, Found, seek
from bench.scenarios import SCENARIOS, Bench, Row

SHORT = (Size(10, 5), Size(40, 5))
FULL = (Size(125, 8), Size(250, 20), Size(500, 20))
BRIEF = ("warm", "edit")
RUNS = ((1000, 5), (5000, 3))
"""Up to so many documents, so many runs of the full form."""


def runs_of(size: Size) -> int:
    """The runs of a size in the full form: fewer where a run takes long."""
    return next((runs for documents, runs in RUNS if size.documents <= documents), 1)


def size(text: str) -> Size:
    """Read a size as written: teams, a cross, cycles."""
    teams, _, cycles = text.replace("×", "x").partition("x")
    if not (teams.isdecimal() and cycles.isdecimal() and int(teams) >= 4 and int(cycles) >= 1):
        raise argparse.ArgumentTypeError(f"`{text}` is no size: write at least 4 teams times cycles, as in 125x8")
    return Size(int(teams), int(cycles))


def peer(text: str) -> tuple[str, str]:
    """Read where a peer is: its name, an equals sign, a path."""
    name, _, path = text.partition("=")
    names = [builder.name for builder in PEERS]
    if name not in names or not path:
        raise argparse.ArgumentTypeError(f"`{text}` names no peer: write NAME=PATH with one of {', '.join(names)}")
    return name, path


def asked(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--full", action="store_true", help="1,000, 5,000 and 10,000 documents, 5, 3 and 1 runs; takes hours and disk")
    add("--size", type=size, action="append", metavar="TxC", help="teams times cycles, as in 125x8; may be repeated")
    add("--runs", type=int, help="runs of each size")
    add("--scenario", choices=list(SCENARIOS)[1:], action="append", help="only this beside cold; may be repeated")
    add("--every", action="store_true", help="all scenarios by all builders, without --full too")
    add("--peer", type=peer, action="append", default=[], metavar="NAME=PATH", help="where a peer is")
    add("--without", action="append", default=[], metavar="NAME", help="a peer that is left out")
    add("--history", type=Path, default=records.DEFAULT, metavar="FILE", help="the history (%(default)s)")
    add("--plot", type=Path, metavar="FILE", help="draw the history into this SVG or PNG, and build nothing")
    return parser.parse_args(arguments)


def measure(options: argparse.Namespace, builders: Sequence[Found], folder: Path) -> list[Row]:
    """Build all sizes, and say what fails."""
    rows: list[Row] = []
    every = options.full or options.every
    wanted = {"cold", *(options.scenario or (SCENARIOS if every else BRIEF))}
    for number, of in enumerate(options.size or (FULL if options.full else SHORT)):
        place = folder / str(number)
        place.mkdir()
        bench = Bench(of, builders, place, brief=not every)
        for run in range(options.runs or (runs_of(of) if options.full else 1)):
            bench.run(run, [name for name in SCENARIOS if name in wanted])
            print(f"{of.documents} documents: run {run + 1} done", file=sys.stderr, flush=True)
        rows += bench.rows()
        for name, failure in bench.failures.items():
            print(f"{of.documents} documents: {name} failed: {failure}")
            if name == OURS.name:
                sys.exit(1)
    return rows


def main() -> None:
    """Draw the history; or build, print the figures and add them to it."""
    options = asked()
    if options.plot:
        entries, damaged = records.read(options.history)
        if damaged:
            print(f"{damaged} damaged lines of {options.history} are left out", file=sys.stderr)
        if not entries:
            sys.exit(f"{options.history} holds nothing to draw; run the bench first")
        plot.draw(entries, options.plot)
        return
    builders, missing = seek([OURS, *(peer for peer in PEERS if peer.name not in options.without)], dict(options.peer))
    print(", ".join(f"{found.builder.name} {found.version}" for found in builders))
    for name in missing:
        print(f"{name} is missing: install it, or say where it is by --peer {name}=PATH")
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-", ignore_cleanup_errors=True) as folder:
        rows = measure(options, builders, Path(folder))
    print(tables.table(rows))
    print(*tables.comparisons(rows), sep="\n")
    records.append(
        options.history, records.entry(rows, {found.builder.name: found.version for found in builders}, missing)
    )


if __name__ == "__main__":
    main()
