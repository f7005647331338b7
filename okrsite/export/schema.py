"""The JSON Schema of the published data, for those who read it by machine."""

from __future__ import annotations

from typing import Any

from okrsite.compute.scorecard import Band, Status
from okrsite.diagnostics import Severity
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResultType
from okrsite.model.reading import ReadingSource

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TRUTH: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number"}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_PLACE: Schema = {
    "type": "object",
    "required": ["path", "line"],
    "additionalProperties": False,
    "properties": {"path": _TEXT, "line": {"type": "integer", "minimum": 1}},
}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(words: Any) -> Schema:
    return {"enum": [str(word) for word in words]}


def _all(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


_HEALTH = _maybe({"enum": ["green", "amber", "red"]})
_AMOUNT = _maybe(
    {
        "type": "object",
        "required": ["value", "unit", "text"],
        "additionalProperties": False,
        "properties": {
            "value": _maybe(_NUMBER),
            "low": _NUMBER,
            "high": _NUMBER,
            "unit": _maybe(_TEXT),
            "text": _maybe(_TEXT),
        },
    }
)
_VERDICT: dict[str, Schema] = {
    "score": _maybe(_SHARE),
    "score_source": {"enum": ["computed", "hand"]},
    "score_computed": _maybe(_SHARE),
    "band": _maybe(_one_of(Band)),
    "status": _one_of(Status),
    "health": _HEALTH,
    "expected": _maybe(_SHARE),
    "success": _SHARE,
}
_LINKS: dict[str, Schema] = {
    "supports": _TEXTS,
    "supported_by": _TEXTS,
    "depends_on": _TEXTS,
    "shared_with": _TEXTS,
}


def _key_result() -> Schema:
    reading = _all(
        date=_DAY,
        value=_maybe(_NUMBER),
        progress=_maybe(_NUMBER),
        source=_one_of(ReadingSource),
        note=_maybe(_TEXT),
    )
    forecast = _all(score=_SHARE, low=_SHARE, high=_SHARE, probability=_SHARE)
    return _all(
        id=_TEXT,
        key_result=_TEXT,
        type=_maybe(_one_of(KeyResultType)),
        owner=_maybe(_TEXT),
        category=_maybe(_TEXT),
        baseline=_AMOUNT,
        start=_AMOUNT,
        assumed_start=_TRUTH,
        target=_AMOUNT,
        current=_AMOUNT,
        progress=_maybe(_NUMBER),
        **_VERDICT,
        met=_maybe(_TRUTH),
        fell_back=_TRUTH,
        confidence=_maybe(_SHARE),
        stale=_TRUTH,
        forecast=_maybe(forecast),
        readings=_many(reading),
        coverage=_maybe(_NUMBER),
        coverage_remaining=_maybe(_NUMBER),
        moved_by=_TEXTS,
        **_LINKS,
        weight=_NUMBER,
        url=_TEXT,
        source=_PLACE,
    )


def _objective() -> Schema:
    return _all(
        id=_TEXT,
        objective=_TEXT,
        team=_TEXT,
        cycle=_TEXT,
        owner=_maybe(_TEXT),
        state={"enum": ["draft", "proposed", "agreed"]},
        priority=_maybe(_TEXT),
        commitment={"enum": ["aspirational", "committed"]},
        category=_maybe(_TEXT),
        **_VERDICT,
        measured=_COUNT,
        weight=_NUMBER,
        **_LINKS,
        carried_from=_maybe(_TEXT),
        url=_TEXT,
        source=_PLACE,
        key_results=_many(_key_result()),
    )


def _cycle() -> Schema:
    return _all(
        id=_TEXT,
        start=_DAY,
        end=_DAY,
        state=_one_of(CycleState),
        elapsed=_SHARE,
        score=_maybe(_SHARE),
        hit=_maybe(_SHARE),
        objectives=_COUNT,
        alignment=_all(share=_maybe(_SHARE), orphans=_TEXTS, unsupported=_TEXTS),
    )


def _team() -> Schema:
    score = _all(score=_maybe(_SHARE), expected=_maybe(_SHARE), pace=_maybe(_one_of(Status)))
    return _all(
        id=_TEXT,
        name=_TEXT,
        parent=_maybe(_TEXT),
        level=_COUNT,
        scores={"type": "object", "additionalProperties": score},
        url=_TEXT,
    )


def _initiative() -> Schema:
    return _all(
        id=_TEXT,
        name=_TEXT,
        team=_TEXT,
        cycle=_maybe(_TEXT),
        state={"enum": ["proposed", "planned", "in progress", "done", "dropped"]},
        moves=_many(_all(kr=_TEXT, impact=_maybe(_NUMBER))),
        url=_TEXT,
    )


def _retrospective() -> Schema:
    decision = _maybe(_one_of(("continue", "change", "drop")))
    carried = _all(id=_TEXT, decision=decision, to=_maybe(_TEXT), reason=_maybe(_TEXT))
    return _all(
        team=_TEXT,
        cycle=_TEXT,
        score=_maybe(_SHARE),
        lessons=_many(_all(text=_TEXT, theme=_maybe(_TEXT))),
        carry_over=_many(carried),
        url=_TEXT,
    )


def _finding() -> Schema:
    return _all(
        code={"type": "string", "pattern": r"^OKR\d{3}$"},
        name=_TEXT,
        severity=_one_of(Severity),
        path=_TEXT,
        line={"type": "integer", "minimum": 1},
        column={"type": "integer", "minimum": 1},
        message=_TEXT,
        hint=_maybe(_TEXT),
        subject=_maybe(_TEXT),
    )


def data_schema() -> Schema:
    """The schema of `export --format json` and of the files below `/api/`."""
    schema = _all(
        format={"const": "okrsite/1"},
        as_of=_DAY,
        site=_all(name=_TEXT, url=_maybe(_TEXT)),
        cycles=_many(_cycle()),
        teams=_many(_team()),
        pillars=_many(_all(id=_TEXT, name=_TEXT, supported_by=_TEXTS)),
        objectives=_many(_objective()),
        initiatives=_many(_initiative()),
        updates=_many(_all(date=_DAY, team=_TEXT, health=_HEALTH, readings=_TEXTS, url=_TEXT)),
        retrospectives=_many(_retrospective()),
        findings=_many(_finding()),
    )
    schema["properties"]["closed"] = _many(_all(id=_TEXT, url=_TEXT))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "okrsite data", **schema}
