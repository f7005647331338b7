"""JSON Schemas of the documents' front matter, out of the same models, for editors."""

from __future__ import annotations

from functools import cache
from typing import Any

from okrsite.source.documents import KINDS, ObjectivesDocument
from okrsite.source.entries import Entry, ObjectiveEntry
from okrsite.source.fields import SIGNS, Form
from okrsite.source.meanings import MEANINGS
from okrsite.source.shapes import Slot, all_models, slots

Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WORDS: Schema = {"type": ["string", "number", "boolean"]}
_ID: Schema = {"type": ["string", "number"], "pattern": r"^\.?[A-Za-z0-9][A-Za-z0-9._-]*$"}
_DAY: Schema = {"type": "string", "format": "date"}
_SHARE: Schema = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^\+?(\d+(\.\d+)?|\.\d+)\s*(%|/\s*10)?$"},
    ]
}
_WEIGHT: Schema = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": r"^\+?(\d+(\.\d+)?|\.\d+)$"}]
}
_RANGE: Schema = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 2, "maxItems": 2}
_DONE: Schema = {"anyOf": [{"type": "boolean"}, _DAY, {"enum": ["yes", "no"]}]}
_FORMS: dict[Form, Schema] = {
    "text": _WORDS,
    "quantity": {"type": ["string", "number"]},
    "level": {"anyOf": [{"type": ["string", "number"]}, _RANGE]},
    "texts": {"anyOf": [_WORDS, {"type": "array", "items": _WORDS}]},
    "ids": {"anyOf": [_ID, {"type": "array", "items": _ID}]},
    "id": _ID,
    "day": _DAY,
    "share": _SHARE,
    "weight": _WEIGHT,
    "done": _DONE,
}
_NULL: Schema = {"type": "null"}
_IGNORED: Schema = {"^x-": {}}


def json_schema(kind: str | None = None) -> Schema:
    """The schema of documents of a kind, or of any document; KeyError for an unknown kind.

    Keys that are not ours are allowed at the top, as the page has keys of its own.

    >>> json_schema("team")["properties"]["parent"]["type"]
    ['string', 'number', 'boolean']
    """
    kinds = [kind] if kind is not None else list(KINDS)
    schemas = [_document(name) for name in kinds]
    whole: Schema = schemas[0] if kind is not None else _any_document(schemas)
    title = f"okrsite: {kind}" if kind is not None else "okrsite: any document"
    return {"$schema": _DIALECT, "title": title, **whole, "$defs": _definitions()}


def _any_document(schemas: list[Schema]) -> Schema:
    choices = [{"if": {"properties": {"okr": schema["properties"]["okr"]}}, "then": schema} for schema in schemas]
    kinds = {"enum": list(KINDS), "description": MEANINGS["okr"]}
    return {"type": "object", "properties": {"okr": kinds}, "required": ["okr"], "allOf": choices}


def _document(kind: str) -> Schema:
    model = KINDS[kind]
    properties = _properties(model)
    if model is ObjectivesDocument:
        properties = _properties(ObjectiveEntry) | properties
    properties["okr"] = {"const": kind, "description": MEANINGS["okr"]}
    return {"type": "object", "properties": properties, "required": ["okr", *model.needed]}


@cache
def _definitions() -> Schema:
    return {model.__name__: _entry(model) for model in all_models() if model not in KINDS.values()}


def _entry(model: type[Entry]) -> Schema:
    schema: Schema = {
        "type": "object",
        "description": " ".join((model.__doc__ or "").split()),
        "properties": _properties(model),
        "patternProperties": _IGNORED,
        "additionalProperties": False,
    }
    needed = [*model.needed, *(slot.key for slot in slots(model).values() if slot.required)]
    if needed:
        schema["required"] = sorted(set(needed))
    return schema


def _properties(model: type[Entry]) -> Schema:
    return {key: {"description": MEANINGS[key]} | _slot(slot) for key, slot in slots(model).items() if key != "okr"}


def _slot(slot: Slot) -> Schema:
    if slot.model is not None:
        return _entries(slot.model) if slot.many else {"anyOf": [*_one(slot.model), _NULL]}
    assert slot.written is not None
    if slot.written.form == "choice":
        signs = SIGNS if slot.key == "health" else {}
        return {"enum": [*slot.written.choices, *signs]}
    return _FORMS[slot.written.form]


def _one(model: type[Entry]) -> list[Schema]:
    """An entry, or the text that stands for its main key."""
    reference: Schema = {"$ref": f"#/$defs/{model.__name__}"}
    if model.short is None:
        return [reference]
    written = slots(model)[model.short].written
    assert written is not None
    return [reference, _FORMS[written.form]]


def _entries(model: type[Entry]) -> Schema:
    forms: list[Schema] = [{"type": "array", "items": {"anyOf": _one(model)}}, _NULL]
    if model.keyed_by is not None:
        forms.append({"type": "object", "additionalProperties": {"anyOf": [*_keyed(model), _NULL]}})
    return {"anyOf": forms}


def _keyed(model: type[Entry]) -> list[Schema]:
    """An entry whose first key stands before it."""
    schema = _entry(model)
    schema.pop("required", None)
    return [schema, *_one(model)[1:]]
