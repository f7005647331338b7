"""JSON of the shapes that OKR tools and hand-made files have."""

from __future__ import annotations

import json

import pytest

from okrsite.errors import OkrsiteError
from okrsite.importers.found import Found
from okrsite.importers.json_file import read


def found(value: object) -> Found:
    raw = (
        value if isinstance(value, bytes) else value.encode() if isinstance(value, str) else json.dumps(value).encode()
    )
    return read(raw, "okrs.json")


def titles(found: Found) -> list[tuple[str, list[str]]]:
    return [(one.title.text, [kr.title.text for kr in one.key_results]) for one in found.objectives]


def said(found: Found) -> list[dict[str, str]]:
    return [{key: one.text for key, one in kr.said.items()} for one in found.objectives for kr in one.key_results]


LADDER = """{
  "objectives": [
    {
      "name": "Boats leave on time",
      "okrs": ["Harbour", "Boats"],
      "results": [
        {
          "name": "Departures",
          "description": "Departures within five minutes",
          "progress": 0.0,
          "score": "0.0",
          "scoring": {"0.5": "half of them", "1.0": "all of them"}
        },
        {"name": "Waits", "progress": 0, "score": "0.3"}
      ]
    }
  ]
}"""


def test_results_of_objectives_are_key_results() -> None:
    one = found(LADDER)
    assert titles(one) == [("Boats leave on time", ["Departures", "Waits"])]
    assert said(one) == [{"progress": "0.0", "score": "0.0"}, {"progress": "0", "score": "0.3"}]
    assert [piece.text for piece in one.objectives[0].rest] == ["okrs: Harbour, Boats"]
    assert [piece.text for piece in one.objectives[0].key_results[0].rest] == [
        "description: Departures within five minutes",
        "scoring 0.5: half of them",
        "scoring 1.0: all of them",
    ]
    assert [kr.title.line for kr in one.objectives[0].key_results] == [7, 14]


@pytest.mark.parametrize(
    "value",
    [
        [{"objective": "Grow", "keyResults": ["Boats", "Guests"]}],
        {"okrs": [{"objective": "Grow", "key_results": ["Boats", "Guests"]}]},
        {"objectives": {"O1": {"title": "Grow", "krs": {"KR1": "Boats", "KR2": {"title": "Guests"}}}}},
        {"objectives": {"Grow": ["Boats", "Guests"]}},
        {"data": {"goals": [{"name": "Grow", "outcomes": [{"name": "Boats"}, {"name": "Guests"}]}]}},
        [{"Objective": "Grow", "Key Result": "Boats"}, {"Objective": "Grow", "Key Result": "Guests"}],
        [
            {"type": "objective", "id": 1, "title": "Grow"},
            {"type": "keyResult", "parentId": 1, "title": "Boats"},
            {"type": "keyResult", "parentId": 1, "title": "Guests"},
        ],
        {
            "objectives": [{"id": 7, "title": "Grow"}],
            "keyResults": [{"objectiveId": 7, "title": "Boats"}, {"objectiveId": 7, "title": "Guests"}],
        },
        '{"objective": "Grow", "keyResults": ["Boats"]}\n{"objective": "Grow", "keyResults": ["Guests"]}\n',
    ],
)
def test_shapes_are_known_by_their_keys(value: object) -> None:
    listed = [(title, result) for title, results in titles(found(value)) for result in results]
    assert listed == [("Grow", "Boats"), ("Grow", "Guests")]


def test_units_people_and_readings_are_put_together() -> None:
    result = {
        "title": "Boats",
        "startValue": 1,
        "targetValue": 5,
        "currentValue": {"value": 3, "unit": "%", "text": "3%"},
        "unit": "%",
        "owner": {"name": "mate", "email": "mate@example.org"},
        "checkins": [{"date": "2026-07-13", "value": 2, "note": "Slow"}],
    }
    one = found([{"objective": "Grow", "keyResults": [result]}])
    assert said(one) == [{"baseline": "1%", "target": "5%", "current": "3%", "owner": "mate"}]
    checkin = one.objectives[0].key_results[0].checkins[0]
    assert (checkin.day, checkin.value, checkin.note) == ("2026-07-13", "2%", "Slow")
    assert "owner email: mate@example.org" in [piece.text for piece in one.objectives[0].key_results[0].rest]


def test_teams_and_cycles_around_objectives_are_theirs() -> None:
    quay = {
        "name": "Quay",
        "objectives": [{"title": "Grow", "krs": ["Boats"], "children": [{"title": "B", "krs": ["x"]}]}],
    }
    one = found({"quarter": "Q3 2026", "teams": [quay, {"name": "Office", "objectives": [{"title": "C"}]}]})
    assert [(o.team and o.team.text, o.cycle and o.cycle.text, o.parent) for o in one.objectives] == [
        ("Quay", "2026-Q3", None),
        ("Quay", "2026-Q3", 0),
        ("Office", "2026-Q3", None),
    ]
    assert titles(found({"2026-Q3": {"objectives": [{"title": "Grow"}]}})) == [("Grow", [])]


def test_key_results_that_name_no_objective_are_told() -> None:
    one = found({"objectives": [{"id": 1, "title": "Grow"}], "keyResults": [{"objectiveId": 9, "title": "Boats"}]})
    assert titles(one) == [("Grow", []), ("okrs", ["Boats"])]
    assert any("names no objective" in doubt.message for doubt in one.doubts)


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_what_is_no_number_is_no_value(number: str) -> None:
    one = found(f'{{"objective": "Grow", "results": [{{"name": "Boats", "target": {number}}}]}}')
    assert said(one) == [{}]
    assert one.objectives[0].key_results[0].rest[0].text == f"target: {number}"


def test_numbers_stay_as_they_are_typed() -> None:
    one = found(
        '{"objective": "Grow", "results": [{"name": "Boats", "baseline": 1.10, "target": 12345678901234567890.5}]}'
    )
    assert said(one) == [{"baseline": "1.10", "target": "12345678901234567890.5"}]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("[" * 50_000, "nested deeper than 100 levels"),
        ('{"objectives": ' * 50_000, "nested deeper than 100 levels"),
        ("[1,]", "line 1, column 4 has `]`, expected a value"),
        ('{\n"a" 1}', "line 2, column 5 has `1`, expected `:`"),
        ("{a: 1}", "line 1, column 2 has `a: 1}`"),
        ("[1", "ends within what line 1 opens"),
        ("hello", "is no JSON"),
        ("[" + "9" * 5000 + "]", "has 5,000 digits"),
        ('["' + "x" * 200_000 + '"]', "is longer than 131,072 characters"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "encoding that nobody names"),
        (b"[" + b" " * 21_000_000 + b"]", "20,000,000 bytes"),
    ],
)
def test_what_is_no_json_is_said(raw: bytes | str, told: str) -> None:
    with pytest.raises(OkrsiteError) as refused:
        found(raw)
    assert told in refused.value.message and refused.value.exit_code == 1 and refused.value.hint


@pytest.mark.parametrize("value", [[], {}, 5, {"a": [1, {"b": "c"}]}, [{"name": "boat", "size": 5}], "\n"])
def test_other_json_has_no_objectives(value: object) -> None:
    assert found(value).objectives == ()


def test_rows_one_on_each_line_are_a_table() -> None:
    rows = [{"Objective": "Boats leave on time", "Key result": name, "Target": 5} for name in ("Departures", "Waits")]
    one = found("\n".join(json.dumps(row) for row in rows))
    assert titles(one) == [("Boats leave on time", ["Departures", "Waits"])]
    assert said(one) == [{"target": "5"}] * 2
