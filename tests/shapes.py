"""Key results as they often go, simulated: where the shipped table of forecast errors and its test come from.

Run it to write the table anew: `PYTHONPATH=. python tests/shapes.py > okrsite/compute/error_table.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from textwrap import wrap

from msgspec import Struct

from okrsite.compute.course import FEWEST, Dated, course

DAYS = 91
TABLE_SEED, FRESH_SEED = 1954, 1968
EACH = 1000
STAGES = tuple(Fraction(tenth, 10) for tenth in range(1, 11))
LEVELS = 39


class Simulated(Struct, frozen=True):
    """A key result of a quarter: its shape and its readings, the last of which is final."""

    shape: str
    readings: tuple[Dated, ...]

    @property
    def final(self) -> float:
        """The progress that it closed with."""
        return self.readings[-1][1]

    def until(self, stage: Fraction) -> tuple[Dated, ...]:
        """The readings up to a share of the cycle."""
        return tuple(reading for reading in self.readings if reading[0] < round(stage * DAYS))


def steady(random: Random, final: float) -> Callable[[float], float]:
    """The same step every week."""
    return lambda gone: final * gone


def late_surge(random: Random, final: float) -> Callable[[float], float]:
    """Little for long, then most of it: the square, the cube or the fourth power of time."""
    power = int(2 + 3 * random.random())
    return lambda gone: final * gone**power


def plateau(random: Random, final: float) -> Callable[[float], float]:
    """All of it in the first fifth to three fifths of the cycle, then nothing."""
    reached = 0.2 + 0.4 * random.random()
    return lambda gone: final * min(1.0, gone / reached)


def noise(random: Random, final: float) -> Callable[[float], float]:
    """A level that is there from the start and hardly moves."""
    return lambda gone: final * (0.5 + 0.5 * gone)


SHAPES = {"steady": steady, "late surge": late_surge, "plateau": plateau, "noise": noise}


def simulated(seed: int, each: int) -> list[Simulated]:
    """Return so many key results of each shape: the same for the same seed, on every machine."""
    # Only random() is promised to give the same numbers in every version of Python.
    random = Random(seed)
    return [_one(random, shape) for _ in range(each) for shape in SHAPES]


def _one(random: Random, shape: str) -> Simulated:
    final = 0.2 + 0.9 * random.random()
    wobble = (0.05 + 0.1 * random.random()) if shape == "noise" else (0.01 + 0.03 * random.random())
    path = SHAPES[shape](random, final)
    every = (3, 7, 7, 14)[int(4 * random.random())]
    days = [*_days(random, every)]
    return Simulated(shape, tuple((day, path(min(1.0, day / (DAYS - 1))) + wobble * _bell(random)) for day in days))


def _days(random: Random, every: int) -> Iterator[int]:
    """Yield the days of check-ins, one in ten of which is missed, and often a final figure after the end."""
    for day in range(1 + int(every * random.random()), DAYS, every):
        if day > DAYS - every or random.random() < 0.9:
            yield day
    if random.random() < 0.5:
        yield DAYS + int(7 * random.random())


def _bell(random: Random) -> float:
    """Return a number near 0, bell-shaped, with a standard deviation of 1."""
    return (sum(random.random() for _ in range(4)) - 2) * 3**0.5


def errors(many: list[Simulated], stage: Fraction) -> list[float]:
    """Return final progress less forecast of those that have one at a stage, in order."""
    return sorted(one.final - ahead for one in many if (ahead := foretold(one, stage)) is not None)


def foretold(one: Simulated, stage: Fraction) -> float | None:
    """Return the progress foretold at a stage."""
    known = one.until(stage)
    found = course(known, DAYS - 1) if len(known) >= FEWEST else None
    return found.progress if found else None


def table() -> str:
    """Return the rows of the table: stage, then its errors in thousandths."""
    many = simulated(TABLE_SEED, EACH)
    rows = []
    for stage in STAGES:
        found = errors(many, stage)
        chosen = (found[(len(found) * level) // (LEVELS + 1)] for level in range(1, LEVELS + 1))
        words = f"{float(stage)}: {' '.join(str(round(error * 1000)) for error in chosen)}"
        rows += wrap(words, 110, subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join(rows)


def module() -> str:
    """Return the text of the module that holds the table."""
    rows = table()
    return f'''"""Errors of 4,000 simulated key results' forecasts: what counts where an archive has too few of its own.

One row a stage of the cycle (the share gone): the quantiles 1/40, 2/40 … 39/40 of final progress less the progress
foretold, in thousandths. A quarter each goes steadily, surges late, reaches a plateau, or is mostly noise. Written by
`tests/shapes.py`; a test writes it anew and compares.
"""

STAGES = """
{rows}
"""
'''


if __name__ == "__main__":
    print(module(), end="")
