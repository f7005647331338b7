"""The data files that a site publishes: those of the open cycles, one for each cycle, and the schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Raw
from msgspec.json import encode

from okrsite.export.data import Exporter
from okrsite.export.schema import data_schema
from okrsite.export.values import Data
from okrsite.model.cycle import CycleState
from okrsite.source.documents import KINDS
from okrsite.source.schema import json_schema
from okrsite.views.context import Context


def bytes_of(value: Data) -> bytes:
    """Data as JSON in one line, the same for the same data."""
    return encode(value) + b"\n"


def export_json(context: Context) -> str:
    """All data of all cycles as JSON text that people can read, too."""
    return json.dumps(Exporter(context).everything(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def api_files(context: Context) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Address of each data file below `/api/`, and what makes its bytes.

    `okrs.json` holds the cycles that are not closed and the list of the others, `cycles/ID.json` one cycle's,
    so that closed ones never change with the days.
    """
    exporter, urls = Exporter(context, _packed), context.urls
    yield urls.data("okrs.json"), lambda: bytes_of(_now(exporter))
    for cycle in context.card.states:
        yield urls.data(f"cycles/{context.cycle(cycle).slug}.json"), partial(_cycle, exporter, cycle)
    yield urls.data("schema/okrs.json"), lambda: bytes_of(data_schema())
    yield urls.data("schema/document.json"), lambda: bytes_of(json_schema())
    for kind in KINDS:
        yield urls.data(f"schema/{kind}.json"), partial(_schema, kind)


def _now(exporter: Exporter) -> Data:
    context = exporter.context
    states = context.card.states
    open_ones = [cycle for cycle, state in states.items() if state != CycleState.CLOSED]
    now = exporter.everything(open_ones)
    now["closed"] = [
        {"id": cycle, "url": f"cycles/{context.cycle(cycle).slug}.json"} for cycle in states if cycle not in open_ones
    ]
    return now


def _packed(value: Data) -> Raw:
    """Data as JSON already, which takes up a tenth of the memory."""
    return Raw(encode(value))


def _schema(kind: str) -> bytes:
    return bytes_of(json_schema(kind))


def _cycle(exporter: Exporter, cycle: str) -> bytes:
    return bytes_of(_frozen(exporter, cycle))


def _frozen(exporter: Exporter, cycle: str) -> Data:
    """One cycle's data; that of a closed one bears the day it closed, whatever day it is now."""
    data, context = exporter.everything([cycle]), exporter.context
    data["as_of"] = context.day_of(cycle).isoformat()
    return data
