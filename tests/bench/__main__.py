"""The yardstick: builds by okrsite against plain Material on the same Markdown, in one run.

`python tests/bench` prints a table for 100 and 1,000 documents; `--full` adds 5,000. Each figure is the
median over `--runs` pairs, taken in turn. Times are wall seconds of the whole process, memory is the peak of
its largest process, bytes are those of the site. Plain is Material with the search plugin on the same files,
kept out of the navigation in both.

`python tests/bench/history.py` measures what reading the history of git costs.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import organisation

SIZES = (organisation.Size(25, 4), organisation.Size(125, 8), organisation.Size(250, 20))
COMMON = """site_name: Bench
site_url: https://okrs.example.org/
docs_dir: docs
theme: {name: material, font: false}
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: wall seconds, peak memory in MiB, bytes written."""

    seconds: float
    memory: float
    size: int


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one size."""

    documents: int
    plain: Run
    cold: Run
    warm: Run


def timed(command: list[str], folder: Path, site: Path) -> Run:
    """Run a build to its end; a build that fails ends the bench with its output."""
    log = folder / "build.log"
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{log.read_text(errors='replace')[-4000:]}")
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    written = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    return Run(seconds, usage.ru_maxrss / unit, written)


def measure(size: organisation.Size, runs: int, folder: Path) -> Row:
    """Build one organisation in turn by both, cold; then once more by okrsite with nothing changed."""
    organisation.write(size, folder / "docs")
    (folder / "plain.yml").write_text(COMMON + "plugins: [search]\n", encoding="utf-8")
    settings = f"plugins:\n  - search\n  - okrsite:\n      as_of: {size.as_of}\n"
    (folder / "mkdocs.yml").write_text(COMMON + settings, encoding="utf-8")
    plain, cold, warm = [], [], []
    for run in range(runs):
        plain.append(timed(plain_command(folder), folder, folder / "plain"))
        cold.append(timed(our_command(), folder, folder / "site"))
        warm.append(timed(our_command(), folder, folder / "site"))
        _put_aside(folder, run)
    return Row(size.documents, middle(plain), middle(cold), middle(warm))


def _put_aside(folder: Path, run: int) -> None:
    """Make room for the next pair; what is deleted now would make every new file slower for minutes on ext4."""
    aside = folder / f"run-{run}"
    aside.mkdir()
    for name in ("plain", "site", ".cache"):
        (folder / name).rename(aside / name)


def plain_command(folder: Path) -> list[str]:
    """The build of plain Material."""
    return [sys.executable, "-m", "mkdocs", "build", "-q", "-f", "plain.yml", "-d", str(folder / "plain")]


def our_command() -> list[str]:
    """The build by okrsite, with every chart drawn and every page written."""
    return [sys.executable, "-m", "okrsite", "build", "-f", "mkdocs.yml"]


def middle(runs: list[Run]) -> Run:
    """The median of each figure."""
    return Run(
        median(run.seconds for run in runs), median(run.memory for run in runs), int(median(run.size for run in runs))
    )


def table(rows: list[Row]) -> str:
    """The figures as text, a row a size."""
    head = (
        f"{'documents':>9} {'plain s':>8} {'cold s':>8} {'cold ×':>7} {'warm s':>8} {'warm/cold':>9} "
        f"{'plain MiB':>9} {'ours MiB':>9} {'plain MB':>9} {'ours MB':>9}"
    )
    lines = [
        f"{row.documents:>9} {row.plain.seconds:>8.1f} {row.cold.seconds:>8.1f} "
        f"{row.cold.seconds / row.plain.seconds:>7.2f} {row.warm.seconds:>8.2f} "
        f"{row.warm.seconds / row.cold.seconds:>9.3f} {row.plain.memory:>9.0f} {row.cold.memory:>9.0f} "
        f"{row.plain.size / 1e6:>9.1f} {row.cold.size / 1e6:>9.1f}"
        for row in rows
    ]
    return "\n".join([head, *lines])


def exponent(small: Row, large: Row, figure: str) -> float:
    """The power of the number of documents with which the time of a build grows."""
    times = getattr(large, figure).seconds / getattr(small, figure).seconds
    return math.log(times) / math.log(large.documents / small.documents)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="build 5,000 documents too")
    parser.add_argument("--runs", type=int, default=1, help="pairs of builds of each size")
    options = parser.parse_args()
    rows = []
    for size in SIZES if options.full else SIZES[:2]:
        with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as folder:
            rows.append(measure(size, options.runs, Path(folder)))
        print(f"{size.documents} documents done", file=sys.stderr, flush=True)
    print(table(rows))
    if options.full:
        growth = {figure: exponent(rows[1], rows[2], figure) for figure in ("plain", "cold")}
        print(f"growth from 1,000 to 5,000: plain {growth['plain']:.2f}, ours {growth['cold']:.2f}")


if __name__ == "__main__":
    main()
