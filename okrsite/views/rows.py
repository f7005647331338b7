"""Key results as rows: name, now, bar, trend and last reading, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable

from okrsite.model.key_result import KeyResult
from okrsite.views.bars import key_result_bar, shared_scale
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import Change, KrList, KrRow, Ref, Seen
from okrsite.views.sparks import EMPTY


def kr_row(context: Context, key_result: KeyResult, *, at_home: bool = False) -> KrRow:
    """Return the row of a key result; `at_home` is its objective's page, which has its anchor and all of it."""
    reckoned = context.card.key_results[key_result.id]
    return KrRow(
        id=key_result.id,
        anchor=key_result.anchor if at_home else "",
        title=Ref(key_result.title, "" if at_home else context.urls.key_result(key_result)),
        status=status_mark(reckoned.status),
        who=(),
        now="–",
        way="",
        way_hidden="",
        bar=key_result_bar(key_result, reckoned, key_result.title),
        spark=EMPTY,
        change=Change("–"),
        seen=Seen(None, "never"),
    )


def kr_list(context: Context, key_results: Iterable[KeyResult], *, at_home: bool = False) -> KrList:
    """Return key results under one head, in the order given."""
    rows = tuple(kr_row(context, key_result, at_home=at_home) for key_result in key_results)
    return KrList(rows, shared_scale([row.bar for row in rows]))
