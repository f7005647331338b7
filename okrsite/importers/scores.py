"""Stated scores against what their parts give: kept as they are, and told where they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from okrsite.importers.entry import Entry
from okrsite.source.fields import read_share


def doubt_scores(objective: Entry, results: Sequence[Entry]) -> None:
    """Note where an objective's stated score is not the mean of its key results' stated scores."""
    stated = _share(objective)
    parts = [share for one in results if (share := _share(one)) is not None]
    if stated is None or not parts:
        return
    mean = sum(parts, Decimal(0)) / len(parts)
    if not agrees(stated, mean):
        shown = mean.quantize(Decimal("0.01"), ROUND_HALF_UP)
        objective.doubt(f"the score `{objective.keys['score']}` is kept, and its key results' scores average {shown}")


def agrees(stated: Decimal, mean: Decimal) -> bool:
    """Whether a stated score is the mean, to as many decimals as it has.

    >>> agrees(Decimal("0.4"), Decimal("0.357")), agrees(Decimal("0.40"), Decimal("0.357"))
    (True, False)
    """
    return abs(stated - mean) <= Decimal(5).scaleb(int(stated.as_tuple().exponent) - 1)


def _share(entry: Entry) -> Decimal | None:
    written = entry.keys.get("score")
    share = read_share(written) if isinstance(written, str) else None
    return share if isinstance(share, Decimal) else None
