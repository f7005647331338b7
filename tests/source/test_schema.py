"""The schemas for editors know what the reader knows."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from okrsite.source.documents import KINDS
from okrsite.source.meanings import MEANINGS
from okrsite.source.schema import json_schema
from okrsite.source.shapes import all_models, slots

KR = {
    "key_result": "K",
    "baseline": 68,
    "target": "85%",
    "checkins": {"2026-07-13": 70, "2026-07-20": {"value": "73%"}},
}
OBJECTIVES = {"okr": "objectives", "team": "a", "cycle": "2026-Q3"}
GOOD: list[dict[str, Any]] = [
    {"okr": "team", "id": "a", "title": "The page's own", "x-any": [1]},
    {**OBJECTIVES, "objectives": [{"objective": "X", "key_results": [KR, "Just a title"]}]},
    {
        **OBJECTIVES,
        "objective": "X",
        "supports": ["A", "B"],
        "key_results": [{"key_result": "K", "maintain": [30, 40]}],
    },
    {**OBJECTIVES, "objectives": [{"objective": "X", "x-a": 1, "cancelled": {"date": "2026-01-01", "reason": "r"}}]},
    {
        "okr": "checkin",
        "team": "a",
        "date": "2026-07-13",
        "readings": {"A": 5, "B": {"value": 6, "confidence": "7/10"}},
    },
    {"okr": "checkin", "team": "a", "date": "2026-07-13", "health": "🟢", "wins": "one", "needs": ["a", "b"]},
    {"okr": "roadmap", "team": "a", "initiatives": [{"id": "I", "moves": ["K", {"kr": "L", "impact": 8}]}]},
    {"okr": "retrospective", "team": "a", "cycle": "c", "lessons": ["x"], "scores": {"A": 0.7, "B": {"score": "70%"}}},
    {"okr": "strategy", "pillars": [{"id": "P"}]},
    {"okr": "review", "team": "a", "date": "2026-07-13", "kind": "monthly"},
]
BAD: list[dict[str, Any]] = [
    {"okr": "tem"},
    {"team": "a"},
    {"okr": "team"},
    {**OBJECTIVES, "objectives": [{"objective": "X", "ownr": "a"}]},
    {**OBJECTIVES, "objectives": [{"objective": "X", "key_results": [{"key_result": "K", "faults": ["a"]}]}]},
    {**OBJECTIVES, "objectives": [{"objective": "X", "confidence": 7}]},
    {**OBJECTIVES, "objectives": [{"objective": "X", "priority": "P9"}]},
    {**OBJECTIVES, "objectives": [{"objective": "X", "id": "a b"}]},
    {"okr": "checkin", "team": "a", "date": "2026-07-13", "readings": {"A": {"valeu": 1}}},
]


@pytest.mark.parametrize("kind", [None, *KINDS])
def test_every_schema_is_one(kind: str | None) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("document", GOOD)
def test_what_people_type_is_valid(document: dict[str, Any]) -> None:
    jsonschema.validate(document, json_schema(), jsonschema.Draft202012Validator)
    jsonschema.validate(document, json_schema(document["okr"]), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("document", BAD)
def test_what_the_reader_reports_is_invalid(document: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, json_schema(), jsonschema.Draft202012Validator)


def test_every_key_has_a_meaning_and_every_meaning_a_key() -> None:
    assert {key for model in all_models() for key in slots(model)} == set(MEANINGS)


def test_an_unknown_kind_has_no_schema() -> None:
    with pytest.raises(KeyError):
        json_schema("goal")
