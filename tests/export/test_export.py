"""The published data: its shape is the schema's, its numbers are whole, closed cycles stay as they are."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from jsonschema import Draft202012Validator

from okrsite.compute.coverage import coverages
from okrsite.export.files import api_files, export_json
from okrsite.export.schema import data_schema
from okrsite.report import Report, assess
from okrsite.source.read import Read
from okrsite.views.context import Context, Site


def context_of(made: Report, url: str | None = None) -> Context:
    return Context(made.graph, made.card, made.settings, made.findings, Site("OKRs", url))


def texts(made: Report) -> dict[str, bytes]:
    return {address: text() for address, text in api_files(context_of(made))}


def everything(made: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(export_json(context_of(made)))
    return data


def test_the_export_of_the_example_fits_the_published_schema(example: Report) -> None:
    published = texts(example)
    schema = json.loads(published["api/schema/okrs.json"])
    Draft202012Validator.check_schema(schema)
    assert schema == data_schema()
    Draft202012Validator(schema).validate(everything(example))
    for address, text in published.items():
        if not address.startswith("api/schema/"):
            Draft202012Validator(schema).validate(json.loads(text))


def test_the_schemas_of_documents_are_schemas(example: Report) -> None:
    for address, text in texts(example).items():
        if address.startswith("api/schema/"):
            Draft202012Validator.check_schema(json.loads(text))


def test_key_results_that_run_have_their_forecast_and_closed_ones_have_none(example: Report) -> None:
    parts = {part["id"]: part for one in everything(example)["objectives"] for part in one["key_results"]}
    forecasts = context_of(example).forecasts
    shown = {id: part["forecast"] for id, part in parts.items() if part["forecast"]}
    assert shown.keys() == forecasts.keys() and len(shown) > 50
    for id, told in shown.items():
        assert told == {key: getattr(forecasts[id], key) for key in ("score", "low", "high", "probability")}
    assert not any(example.graph.objective_of(example.graph.key_results[id]).cycle == "2026-Q2" for id in shown)


def test_what_is_unknown_is_null_and_never_0(example: Report) -> None:
    parts = [part for one in everything(example)["objectives"] for part in one["key_results"]]
    silent = [part for part in parts if part["status"] == "no_data"]
    assert silent
    assert all(part["score"] is None and part["progress"] is None for part in silent)


def test_numbers_are_not_rounded(example: Report) -> None:
    graph, data = example.graph, everything(example)
    scores = {one["id"]: one["score"] for one in data["objectives"]}
    for id, numbers in example.card.objectives.items():
        expected = None if numbers.score is None else float(numbers.score)
        assert scores[id] == expected
    assert len(scores) == len(graph.objectives)


def test_the_file_of_a_closed_cycle_does_not_change_with_the_day(example: Report) -> None:
    reads = [(uri, one.path, Read("document", one, ())) for uri, one in example.documents.items()]
    later = assess(reads, example.settings, example.as_of + timedelta(days=1))
    now, then = texts(example), texts(later)
    name = "api/cycles/2026-q2.json"
    assert now[name] == then[name]
    assert now["api/okrs.json"] != then["api/okrs.json"]


def test_the_current_file_holds_the_cycles_that_are_not_closed_and_names_the_others(example: Report) -> None:
    data = json.loads(texts(example)["api/okrs.json"])
    assert {one["id"] for one in data["cycles"]} == {"2026", "2026-Q3"}
    assert {"id": "2026-Q2", "url": "cycles/2026-q2.json"} in data["closed"]


def test_what_is_published_is_what_is_exported(example: Report) -> None:
    data = {one["id"]: one for one in everything(example)["objectives"]}
    published = [
        one for name, text in texts(example).items() if "/cycles/" in name for one in json.loads(text)["objectives"]
    ]
    assert {one["id"]: one for one in published} == data


def test_addresses_are_absolute_where_the_site_has_one(example: Report) -> None:
    data = json.loads(export_json(context_of(example, "https://okrs.example.org/")))
    assert data["objectives"][0]["url"].startswith("https://okrs.example.org/okr/")


def test_alignment_names_those_that_stand_alone(example: Report) -> None:
    cycles = {one["id"]: one["alignment"] for one in everything(example)["cycles"]}
    assert cycles["2026-Q3"]["orphans"]
    assert 0.5 < cycles["2026-Q3"]["share"] < 1


def test_coverage_is_a_number_for_what_has_a_way_and_null_for_the_rest(example: Report) -> None:
    parts = {part["id"]: part for one in everything(example)["objectives"] for part in one["key_results"]}
    found = coverages(example.graph, example.card)
    for id, part in parts.items():
        assert part["coverage"] == (None if found[id].covered is None else float(found[id].covered))
        if part["type"] in ("maintain", "milestones", "binary", None) or part["met"]:
            assert part["coverage_remaining"] is None
    assert parts["ONB-2026Q3-1.completion"]["coverage"] == 10 / 17
    assert parts["ONB-2026Q3-1.completion"]["coverage_remaining"] == 6 / 11


def test_impacts_are_in_the_unit_of_the_key_result(example: Report) -> None:
    moved = {one["id"]: one["moves"] for one in everything(example)["initiatives"]}
    assert {"kr": "ONB-2026Q3-1.first-ticket", "impact": -360.0} in moved["ONB-R33"]
    assert {"kr": "PLT-2026Q3-2.calls", "impact": 15_000_000.0} in moved["PLT-R35"]


def test_the_same_report_gives_the_same_bytes(example: Report) -> None:
    assert export_json(context_of(example)) == export_json(context_of(example))
    assert example.as_of == date(2026, 8, 14)
